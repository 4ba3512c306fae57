// Adds answers to the record in a process of its own: progress-file.test.ts runs several, bundled.
//   node progress-writer.js NAME COUNT [die]      die: is killed at the last one, in the middle of writing
import { ProgressFile } from '../../src/cli/progress-file.js';
import { recorded } from '../../src/lesson/index.js';

const [name = '', count = '0', end] = process.argv.slice(2);
const file = new ProgressFile(process.env, 'en');
for (let n = 0; n < Number(count); n++) {
  const given = { checkpoint: `${name}-${n}`, answer: [name], right: true, happened: [name], seen: false };
  const date = new Date(Date.UTC(2026, 0, 1)).toISOString();
  const at = { event: n, stage: 0, time: 0 };
  file.update(before => {
    if (end === 'die' && n === Number(count) - 1) process.kill(process.pid, 'SIGKILL');
    const event = { kind: 'answered', given: { ...given, ...at }, made: [] } as const;
    return recorded(before, 'arp', { hash: 'h', seed: 1 }, event, date);
  });
}
