// How the tests run. Whatever a result could depend on beside the code (colour, time zone, CI, terminal) is set here.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// With CI in the environment Ink paints nothing until exit; NO_COLOR, COLUMNS and the like would reach each program started.
for (const name of ['CI', 'CONTINUOUS_INTEGRATION', 'NO_COLOR', 'COLORTERM', 'COLUMNS', 'LINES', 'DEV']) {
  delete process.env[name];
}

// What programs under test remember from one start to the next: never in the folder of whoever runs the tests.
const state = mkdtempSync(join(tmpdir(), 'netstep-tests-'));
process.on('exit', () => rmSync(state, { recursive: true, force: true }));

const report = process.env.TEST_REPORT;
delete process.env.TEST_REPORT;

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', 'dist/**'],
    pool: 'forks',
    // By itself vitest leaves one core idle, which on two cores doubles the time.
    maxWorkers: availableParallelism(),
    // TEST_REPORT=FILE writes the results as JSON beside printing them; .ci/run counts from it.
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    env: {
      NODE_ENV: 'test',
      TZ: 'UTC',
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      TERM: 'xterm-256color',
      FORCE_COLOR: '0',
      NETSTEP_STATE_DIR: state,
    },
  },
});
