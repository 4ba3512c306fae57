// The screen through Ink itself, with ink-testing-library: keys go in by its standard input, pictures come out of its
// frames. Its terminal is 100 columns wide for good, so the larger size is looked at by its rows (screens.test.ts has all).
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { App } from '../../src/tui/app.js';
import { lessonAct } from '../../src/tui/run.js';
import { Theme } from '../../src/tui/theme.js';
import { desk } from './fixture.js';

const settle = () => new Promise(done => setTimeout(done, 30));
const trimmed = (text: string) => text.split('\n').map(line => line.trimEnd());

describe.each(LANGS)('in %s', lang => {
  it('draws 80×24, steps by key and steps back to the same picture', async () => {
    const { store } = desk({ columns: 80, rows: 24 }, lang);
    const screen = render(
      <App
        act={lessonAct(store)}
        theme={new Theme(0)}
        fail={error => {
          throw error;
        }}
      />,
    );
    await settle();
    const rows = () => store.screen.rows.map(row => new Theme(0).render(row).trimEnd());
    const first = trimmed(screen.lastFrame() ?? '');
    expect(first).toEqual(rows());
    expect(first).toHaveLength(24);
    screen.stdin.write('n');
    await settle();
    const one = trimmed(screen.lastFrame() ?? '');
    expect(one).not.toEqual(first);
    expect(one).toEqual(rows());
    screen.stdin.write('n');
    await settle();
    screen.stdin.write('N');
    await settle();
    const back = trimmed(screen.lastFrame() ?? '');
    // The same moment, now in the past: the network is drawn as it was.
    expect(back.slice(5, 13)).toEqual(one.slice(5, 13));
    screen.unmount();
  });

  it('lays 160×48 out: every row is as wide as the screen', () => {
    const { store } = desk({ columns: 160, rows: 48 }, lang);
    const rows = store.screen.rows;
    expect(rows).toHaveLength(48);
    expect(rows.map(row => new Theme(0).render(row)).join('\n')).toMatch(/ARP|MAC/);
  });
});
