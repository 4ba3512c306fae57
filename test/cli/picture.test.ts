// `netstep shot` and `netstep cast` as a person meets them, and the README's pictures.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let scratch = '';

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--no-types'], { stdio: 'pipe' });
  scratch = mkdtempSync(join(tmpdir(), 'netstep-test-'));
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function netstep(...args: string[]) {
  return withEnv({}, ...args);
}

function withEnv(more: Readonly<Record<string, string>>, ...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'bin/netstep.js'), ...args], {
    cwd: scratch,
    encoding: 'utf8',
    input: '',
    env: { PATH: process.env.PATH, LANG: 'C', NETSTEP_STATE_DIR: process.env.NETSTEP_STATE_DIR, ...more },
  });
  return { out: stdout, err: stderr, status };
}
const shot = (...args: string[]) => netstep('shot', 'arp', '--size', '100x30', '-o', '-', ...args);
/** Event and stage as the status row tells them. */
const place = (screen: string) =>
  screen
    .split('\n')[0]
    ?.match(/event (\d+)(?:\/| of )(\d+) · stage (\d+)(?:\/| of )(\d+)/)
    ?.slice(1) ?? ['0', '0', undefined, undefined];

describe('the moment', () => {
  test.each([
    ['start', ['0', '0', undefined, undefined]],
    ['0', ['0', '0', undefined, undefined]],
    ['3', ['3', '3', '11', '11']],
    ['3.5', ['3', '3', '5', '11']],
    ['2us', ['3', '3', '11', '11']],
    ['flood', ['3', '3', '5', '11']],
    ['ns.stage == "br_flood"', ['3', '3', '5', '11']],
    ['arp.opcode == 2', ['4', '4', '6', '6']],
  ])('%s', (at, wanted) => {
    const { out, err, status } = shot('--at', at);
    expect({ err, status }).toEqual({ err: '', status: 0 });
    expect(place(out)).toEqual(wanted);
    // Nothing beyond it was reached: it is the present, however it was found.
    expect(out.split('\n')[0]).toContain('present');
  });

  test('the end is where nothing more happens', () => {
    expect(shot('--at', 'end').out).toContain('event 69/69');
  });

  test('what is shown as changed is what the last event changed', () => {
    expect(shot('--at', '7', '--zoom', 'fdb@sw').out).toContain('+ 02:00:00:00:04:01');
    const later = shot('--at', '8', '--zoom', 'fdb@sw').out;
    expect(later).toContain('02:00:00:00:04:01');
    expect(later).not.toContain('+ 02:00:00:00:04:01');
  });

  test('a saved moment opens where it was saved', () => {
    const script = 'goto 3\nsave here.json\nquit\n';
    spawnSync(process.execPath, [join(root, 'bin/netstep.js'), 'arp', '--plain'], { cwd: scratch, input: script });
    expect(place(netstep('shot', 'here.json', '--size', '100x30', '-o', '-').out)).toEqual(['3', '3', '11', '11']);
  });
});

describe('wrong input', () => {
  test.each([
    [['--at', '99'], '--at 99 lies beyond the end: the last event is 69'],
    [['--at', '5.9'], '--at 5.9 lies beyond the end of event 5: it has 4 stages'],
    [['--at', '500s'], '--at 500 s lies beyond the end: the last event is at 422.000002 s'],
    [['--at', 'flod'], '--at does not take flod; did you mean flood?'],
    [['--at', 'arp.opcde == 2'], 'did you mean arp.opcode?'],
    [['--at', 'udp'], 'no stage of the lesson matches udp'],
    [['--size', '10x5'], '--size does not take 10x5: columns and rows such as 160x48, from 40x12 to 400x150'],
    [['--size', '1e3x50'], '--size does not take'],
    [['--theme', 'drak'], 'no theme drak; did you mean dark?'],
    [['--zoom', 'pakcet'], 'no panel pakcet; did you mean packet?'],
    [['--focus', 'pakcet'], 'no panel pakcet; did you mean packet?'],
    [['--focus'], '--focus needs a value: a panel such as packet or neigh@A'],
    [['--zoom', 'neigh@Z'], 'no panel neigh@Z; did you mean neigh@A'],
    [['--at', '1e3'], 'start, end, an event such as 12'],
    [['--at', ''], "--at does not take ''"],
    [['--keys', 'n entr'], 'no key entr; did you mean enter'],
    [['--format', 'gif'], '--format does not take gif: svg, txt or ansi'],
    [['-o', 'x.png'], 'x.png does not tell its format'],
    [['-o', 'none/x.svg'], 'none/x.svg cannot be written: no such file or folder'],
    [['--at'], '--at needs a value: start, end, an event such as 12'],
    [['--size'], '--size needs a value: columns and rows such as 160x48\n'],
    [['--theme'], '--theme needs a value: the name of a theme'],
    [['--format'], '--format needs a value: svg, txt or ansi'],
    [['--seed'], '--seed needs a value: a whole number from 0 to 4294967295'],
    [['--speed', '2'], 'no option --speed'],
  ])('%j', (args, said) => {
    const { out, err, status } = shot(...args);
    expect({ out, status }).toEqual({ out: '', status: 2 });
    expect(err).toContain(said);
    expect(err).not.toContain('⟨');
  });

  test.each(['0', '-1', 'fast', '1000'])('--speed %s', speed => {
    const { err, status } = netstep('cast', 'arp', '-o', '-', `--speed=${speed}`);
    expect({ err, status }).toEqual({ err: expect.stringContaining('a number from 0.1 to 100'), status: 2 });
  });
});

test('the file tells the format, and is written over', () => {
  for (const [file, begins] of [
    ['x.svg', '<svg '],
    ['x.txt', ' arp'],
    ['x.ansi', '\u001b['],
    ['x.svg', '<svg '],
  ] as const) {
    const { out, status } = shot('--at', '3', '-o', file);
    expect(status).toBe(0);
    expect(out).toContain(`${file}: 100×30 cells at event 3, 1.576 µs`);
    expect(readFileSync(join(scratch, file), 'utf8').startsWith(begins)).toBe(true);
  }
  expect(shot('--format', 'svg', '--lang', 'zh-CN').out).toContain(
    '<title id="t">netstep arp · ARP：谁拥有这个地址？</title>',
  );
});

describe('how it looks', () => {
  test('NO_COLOR: terminal codes without colours, unless a theme is asked for', () => {
    const ansi = ['shot', 'arp', '--size', '80x24', '-o', '-', '--format', 'ansi'];
    const colours = (out: string) => out.includes('38;5;') || out.includes('38;2;');
    expect(colours(withEnv({}, ...ansi).out)).toBe(true);
    expect(colours(withEnv({ NO_COLOR: '1' }, ...ansi).out)).toBe(false);
    expect(colours(withEnv({ NO_COLOR: '1' }, ...ansi, '--theme', 'dark').out)).toBe(true);
  });

  const ground = (svg: string) => /<rect [^>]*fill="(#[0-9a-f]+)"/.exec(svg)?.[1];
  const drawn = (...args: string[]) => shot('--at', '3', ...args).out;

  test('--ascii: nothing else is drawn, of the same cells', () => {
    const ascii = drawn('--ascii');
    expect(ascii).toMatch(/^[\n -~]*$/);
    expect(ascii.split('\n').map(row => row.length)).toEqual(
      drawn()
        .split('\n')
        .map(row => row.length),
    );
    expect(drawn('--ascii', '--format', 'svg')).not.toMatch(/<text[^>]*>[^<]*[─│┌▶…]/);
    const cast = netstep('cast', 'arp', '--keys', 'n n', '--size', '80x24', '--ascii', '-o', '-').out;
    expect(cast.split('\n').slice(1).join('')).toMatch(/^[ -~]*$/);
  });

  test('--projector: the wall, in high contrast unless a theme is asked for', () => {
    expect(drawn('--projector')).toContain('W back to the desk');
    const grounds = [
      ['--projector'],
      ['--theme', 'high-contrast'],
      ['--projector', '--theme', 'light'],
      ['--theme', 'light'],
    ];
    const [wall, contrast, own, light] = grounds.map(args => ground(drawn('--format', 'svg', ...args)));
    expect([wall, own]).toEqual([contrast, light]);
    expect(ground(drawn('--format', 'svg'))).not.toBe(light);
  });

  test('keys that change the look are seen', () => {
    expect(ground(drawn('--format', 'svg', '--keys', ': "theme light" enter'))).toBe(
      ground(drawn('--format', 'svg', '--theme', 'light')),
    );
    expect(drawn('--keys', ': "ascii on" enter')).toMatch(/^[\n -~]*$/);
  });

  test('--focus turns to a panel, opening it; --zoom shows it alone', () => {
    expect(drawn('--focus', 'neigh@B')).toMatch(/\[.*ARP.*B.*\]/);
    expect(drawn('--focus', 'neigh@B')).toContain('Network');
    expect(drawn('--zoom', 'neigh@B')).toMatch(/^┌─+\[?.*ARP.*B/m);
  });
});

test('a recording plays twice as fast, in half the time', () => {
  const last = (...args: string[]) => {
    const { out, status } = netstep('cast', 'arp', '--keys', 'n n c', '--size', '80x24', '-o', '-', ...args);
    expect(status).toBe(0);
    const [header, ...lines] = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(header).toMatchObject({
      version: 2,
      width: 80,
      height: 24,
      title: 'netstep arp · ARP: who has this address?',
    });
    return lines.at(-1)[0];
  };
  expect(last('--speed', '2')).toBeCloseTo(last() / 2, 2);
});

test('the pictures of the README are what the program draws now (if not: npm run pictures)', () => {
  const folder = join(scratch, 'pictures');
  execFileSync(process.execPath, [join(root, 'scripts/pictures.mjs'), folder]);
  const kept = join(root, 'docs/pictures');
  expect(readdirSync(kept).sort()).toEqual(readdirSync(folder).sort());
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const name of readdirSync(folder)) {
    expect(readFileSync(join(kept, name), 'utf8'), name).toBe(readFileSync(join(folder, name), 'utf8'));
    expect(readme).toContain(`docs/pictures/${name}`);
  }
});
