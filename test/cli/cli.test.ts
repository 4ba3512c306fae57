// The command line as a person meets it: the real program in a process of its own, its output and its exit status.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCapture } from '../../src/wire/index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'bin/netstep.js');
let scratch = '';

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--no-types'], { stdio: 'pipe' });
  scratch = mkdtempSync(join(tmpdir(), 'netstep-test-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Answer {
  readonly out: string;
  readonly err: string;
  readonly status: number | null;
}

function netstep(args: readonly string[], env: Record<string, string> = {}): Answer {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
    cwd: scratch,
    encoding: 'utf8',
    input: '',
    env: { PATH: process.env.PATH, LANG: 'C', NETSTEP_STATE_DIR: join(scratch, 'state'), ...env },
    maxBuffer: 1 << 26,
  });
  return { out: stdout, err: stderr, status };
}

describe('a network by itself', () => {
  const yaml = `nodes:
  A: { kind: host, devices: { eth0: { addresses: [192.0.2.1/24] } } }
  s1: { kind: switch }
  s2: { kind: switch }
links: [[A, s1], [s1, s2], [s1, s2]]
run: [{ at: 0s, on: A, do: ping -c 1 192.0.2.9 }]
`;

  it('is checked as one, and tested for what there is to test', () => {
    const file = join(scratch, 'quiet.yaml');
    writeFileSync(file, yaml.replace(', [s1, s2], [s1, s2]', ', [s1, s2]'));
    expect(netstep(['check', 'quiet.yaml'])).toEqual({ out: 'one network: nothing is wrong\n', err: '', status: 0 });
    const tested = netstep(['test', 'quiet.yaml']);
    expect(tested.out).toMatch(/^✓ quiet\.yaml: a network by itself: \d+ events, the same twice, and back and forth/);
    expect(tested.status).toBe(0);
    writeFileSync(file, yaml.replace('kind: host', 'kind: hots'));
    const wrong = netstep(['check', 'quiet.yaml', '--lang', 'zh-CN']);
    expect(wrong.out).toContain('quiet.yaml:2:14: 没有叫 "hots" 的节点种类\n    是不是想写 host');
    expect(wrong.status).toBe(1);
  });

  it('in which a storm rages is cut off, at a bound that can be raised', () => {
    writeFileSync(join(scratch, 'storm.yaml'), yaml);
    const few = netstep(['run', 'storm.yaml', '--events', '40']);
    expect(few).toMatchObject({ status: 3 });
    expect(few.err).toContain('stopped after 40 events; more would follow\n    netstep run --events 400 goes further');
    const short = netstep(['run', 'storm.yaml', '--bytes', '5000']);
    expect(short.status).toBe(3);
    expect(short.out.length).toBeLessThanOrEqual(5000);
    expect(short.err).toContain('stopped after 5000 bytes of text');
    expect(netstep(['run', 'storm.yaml', '--events', 'many'])).toMatchObject({ status: 2 });
    // As JSON it is the whole document of a shorter run.
    const data = netstep(['run', 'storm.yaml', '--format', 'json', '--bytes', '60000', '--events', '200']);
    expect(data).toMatchObject({ status: 3 });
    expect(data.err).toContain('stopped after 60000 bytes of text');
    expect(data.out.length).toBeLessThanOrEqual(60_001);
    expect(JSON.parse(data.out).events.length).toBeGreaterThan(3);
    expect(netstep(['run', 'storm.yaml', '--format', 'json', '--bytes', '50'])).toMatchObject({ out: '', status: 3 });
  });

  it('a state folder that cannot be made is told, and the lesson goes on', () => {
    const { out, err, status } = netstep(['arp', '--plain'], { NETSTEP_STATE_DIR: '/proc/nope' });
    expect(err).toContain('/proc/nope/progress.json');
    expect(out.length).toBeGreaterThan(100);
    expect(status).toBe(0);
  });
});

describe('what it answers', () => {
  it('prints the transcript where there is no terminal, the same as run', () => {
    const screen = netstep(['lesson/arp']);
    expect(screen).toMatchObject({ err: '', status: 0 });
    expect(screen.out).toContain('ARP: who has this address?');
    expect(netstep(['run', 'arp']).out).toBe(screen.out);
  });

  it('speaks the language of the environment, and the one it is told', () => {
    expect(netstep(['list'], { LANG: 'zh_CN.UTF-8' }).out).toContain('课程');
    expect(netstep(['list', '--lang', 'zh-CN']).out).toContain('课程');
    expect(netstep(['--lang', 'zh-CN', '--help']).out).toContain('用法');
    expect(netstep(['list', '--lang', 'en'], { LANG: 'zh_CN.UTF-8' }).out).toContain('Lessons');
  });

  it('lists the lessons, for people and for programs', () => {
    expect(netstep(['list']).out).toMatch(/^Lessons\n\n\S.*\n(?:[ ·▶✓] .*\n)*· arp +\S/);
    const json = JSON.parse(netstep(['list', '--json']).out);
    expect(json.version).toBe(1);
    expect(json.lessons.map((l: { id: string }) => l.id)).toContain('arp');
  });

  it('opens a file with nodes and links alone as a network, builds on and writes it', () => {
    const host = (n: number) => `{ kind: host, devices: { eth0: { addresses: [192.0.2.${n}/24] } } }`;
    const yaml = `nodes: { A: ${host(1)}, B: ${host(2)}, sw: { kind: switch } }\nlinks: [[A, sw], [B, sw]]\n`;
    writeFileSync(join(scratch, 'net.yaml'), yaml);
    expect(netstep(['net.yaml'])).toMatchObject({ err: '', status: 0 });
    const script =
      'add host E 192.0.2.5/24\nlink E sw.p5\nA$ ping -c 1 192.0.2.5\nn\nwrite out.yaml\nwrite out.yaml\nsave m.json\n';
    const plain = spawnSync(process.execPath, [bin, 'net.yaml', '--plain'], {
      cwd: scratch,
      input: script,
      encoding: 'utf8',
    });
    expect(plain.stdout).toContain('out.yaml: 4 nodes, 3 cables, one command in time; netstep out.yaml opens it');
    expect(plain.stdout).toContain('out.yaml is there already: write out.yaml over');
    expect(netstep(['run', 'out.yaml']).out).toContain('1 packets transmitted, 1 received');
    expect(netstep(['m.json', '--plain'])).toMatchObject({ err: '', status: 0 });
    writeFileSync(join(scratch, 'bad.yaml'), 'nodes: { A: { kind: toaster } }\n');
    expect(netstep(['bad.yaml'])).toMatchObject({ out: '', status: 2 });
    expect(netstep(['bad.yaml']).err).toMatch(/^bad\.yaml:1:21: no kind of node is called "toaster"\n {4}known: host/);
  });

  it('gives JSON', () => {
    const json = JSON.parse(netstep(['run', 'arp', '--format', 'json']).out);
    expect(json).toMatchObject({ version: 1, lesson: 'arp', seed: 1 });
    const learnt = json.tables['fdb@sw'].filter((r: { row: { kind: string } }) => r.row.kind === 'learned');
    expect(learnt).toHaveLength(0);
    expect(json.tables['neigh@A'].map((r: { row: { state: string } }) => r.row.state)).toEqual(['STALE', 'FAILED']);
  });

  it('another seed is another course, the same seed the same', () => {
    const hash = (seed: string) =>
      JSON.parse(netstep(['run', 'arp', '--format', 'json', '--seed', seed]).out).hash.record;
    expect(hash('7')).toBe(hash('7'));
    expect(hash('7')).not.toBe(hash('8'));
  });

  it('runs until a time, or until a filter holds', () => {
    const time = netstep(['run', 'arp', '--until', '3s']).out;
    expect(time).toContain('2.000008 s');
    expect(time).not.toMatch(/^ +\d+ {2}5\.00001 s/m);
    const filter = netstep(['run', 'arp', '--until', 'arp.opcode == 2']).out;
    expect(
      filter
        .trimEnd()
        .split('\n')
        .filter(line => line.includes('▶') && line.includes(' is at ')),
    ).toHaveLength(1);
    expect(
      JSON.parse(netstep(['run', 'arp', '--format', 'json', '--until', 'arp.opcode == 2']).out).events,
    ).toHaveLength(4);
  });

  it('writes captures of one end, and of all', () => {
    const one = join(scratch, 'one.pcapng');
    expect(netstep(['pcap', 'arp', '--wire', 'A.eth0', '-o', one])).toMatchObject({ status: 0, err: '' });
    expect(readCapture(readFileSync(one)).interfaces.map(i => i.name)).toEqual(['A.eth0']);
    const all = join(scratch, 'all.pcapng');
    expect(netstep(['pcap', 'lesson/arp', '--all', '-o', all]).out).toMatch(/all\.pcapng: \d+ frames from A\.eth0/);
    expect(readCapture(readFileSync(all)).interfaces.length).toBeGreaterThan(7);
  });

  it('tells its version and its help', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(netstep(['--version'])).toMatchObject({ out: `${version}\n`, status: 0 });
    const help = netstep(['--help']);
    expect(help).toMatchObject({ err: '', status: 0 });
    expect(help.out).toContain('netstep pcap arp');
  });
});

describe('the plain prompt', () => {
  const plain = (script: readonly string[], args: readonly string[] = ['arp']) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args, '--plain'], {
      cwd: scratch,
      encoding: 'utf8',
      input: `${script.join('\n')}\n`,
      env: { PATH: process.env.PATH, LANG: 'C', NETSTEP_STATE_DIR: join(scratch, 'state') },
    });
    return { out: stdout, err: stderr, status };
  };

  it('answers a script line by line and ends with its input', () => {
    const { out, err, status } = plain(['break arp.opcode == 2', 'continue', 'nonsense']);
    expect({ err, status }).toEqual({ err: '', status: 0 });
    expect(out).toMatch(/> break arp\.opcode == 2\nbreakpoint 1: arp\.opcode == 2\n> continue\n/);
    expect(out).toMatch(/> nonsense\nno command nonsense/);
  });

  it('saves a moment that another process opens again, at the very same place', () => {
    const script = ['goto 9', 'goto 3', "drop 2'", 'goto 5', 's', 's', 'where'];
    const saved = plain([...script, 'save moment']).out;
    const where = /> where\n(.*)\n/.exec(saved)?.[1];
    expect(where).toMatch(/^event 6 of 6 .* · b1$/);
    const again = plain(['where', 'branch'], ['moment']);
    expect(again).toMatchObject({ err: '', status: 0 });
    expect(/> where\n(.*)\n/.exec(again.out)?.[1]).toBe(where);
    expect(again.out).toMatch(/ {2}main\n\* b1/);
  });

  it.each([
    ['{', /not a saved moment: it is not JSON/],
    ['{"format":"netstep-moment","version":9}', /version|format/],
  ])('a file that is no moment (%s) is told', (text, says) => {
    writeFileSync(join(scratch, 'bad.json'), text);
    const { err, status } = plain([], ['bad.json']);
    expect(status).toBe(2);
    expect(err).toMatch(says);
  });
});

describe('mistakes', () => {
  const cases: [args: string[], says: RegExp][] = [
    [['lesson/apr'], /there is no lesson lesson\/apr; did you mean arp/],
    [['run', 'no-such-thing'], /there is no lesson no-such-thing\n +netstep list/],
    [['run'], /LESSON is missing/],
    [['--foo'], /no option --foo/],
    [['run', 'arp', '--fromat', 'json'], /no option --fromat; did you mean --format/],
    [['run', 'arp', 'b'], /b is one argument too many/],
    [['run', 'arp', '--format', 'xml'], /--format does not take xml: text or json/],
    [['run', 'arp', '--seed', '-1'], /--seed/],
    [
      ['run', 'arp', '--until', 'soon'],
      /--until takes a time or a display filter, and soon is neither a field nor a protocol/,
    ],
    [['run', 'arp', '--until', 'arp.opcod == 2'], /\n +\^+/],
    [['list', '--lang', 'xx'], /no language xx: there are en, zh-CN/],
    [['pcap', 'arp'], /--out needs a value: a file/],
    [['pcap', 'arp', '--wire', 'A.eth9', '-o', 'x'], /no wire end A\.eth9: there are A\.eth0/],
    [['pcap', 'arp', '--wire', 'A.eth0', '--all', '-o', 'x'], /give --wire or --all, not both/],
    [['pcap', 'arp', '-o', 'no/such/folder/x'], /cannot be written: no such file or folder/],
  ];
  it.each(cases)('%j gets one clear line, its mend, and status 2', (args, says) => {
    const { out, err, status } = netstep(args);
    expect({ out, status }).toEqual({ out: '', status: 2 });
    expect(err).toMatch(says);
    expect(err.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect(err).not.toMatch(/\n\s+at |Error:|⟨/);
  });

  it('a broken lesson gets every problem with file, line, column and mend', () => {
    const file = join(scratch, 'lesson.yaml');
    writeFileSync(
      file,
      'format: 1\nid: x\nnods: {}\nnodes:\n  A: { kind: hots, devices: { eth0: { addresses: [1.2.3] } } }\n',
    );
    writeFileSync(join(scratch, 'en.md'), '# X\n\nx\n');
    writeFileSync(join(scratch, 'zh-CN.md'), '# X\n\nx\n');
    const { err, status } = netstep(['run', 'lesson.yaml']);
    expect(status).toBe(2);
    expect(err).toMatch(/lesson\.yaml:3:1: unknown key "nods"\n +did you mean nodes/);
    expect(err).toMatch(/lesson\.yaml:5:\d+: .*expected an address with its prefix/);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('a reader that goes away early is no failure', async () => {
    const child = spawn(process.execPath, [bin, 'run', 'arp'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', chunk => {
      err += String(chunk);
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise(done => child.on('close', done));
    expect({ err, status }).toEqual({ err: '', status: 0 });
  });
});
