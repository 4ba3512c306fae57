// Captures on the command line: the real program in a process of its own.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'bin/netstep.js');
const path = join(root, 'test/data/captures/16-frag-pmtud.eth0.pcap');
const file = readFileSync(path);
let state = '';

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--no-types'], { stdio: 'pipe' });
  state = mkdtempSync(join(tmpdir(), 'netstep-test-'));
});
afterAll(() => rmSync(state, { recursive: true, force: true }));

function netstep(args: readonly string[], input: Uint8Array | string = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    input,
    env: { PATH: process.env.PATH, LANG: 'C', NETSTEP_STATE_DIR: state },
    maxBuffer: 1 << 26,
  });
  return { lines: stdout.split('\n').slice(0, -1), err: stderr, status };
}

describe('dissect', () => {
  it('reads files, pipes and gzip alike', () => {
    const whole = netstep(['dissect', path]);
    expect(whole).toMatchObject({ err: '', status: 0 });
    expect(whole.lines.length).toBeGreaterThan(100);
    expect(netstep(['dissect', '-'], file)).toEqual(whole);
    expect(netstep(['dissect', '-'], gzipSync(file))).toEqual(whole);
  });

  it('chooses frames by number and by filter, and takes them apart', () => {
    expect(netstep(['dissect', path, '--frames', '2,5-6']).lines.map(line => Number(line.slice(0, 5)))).toEqual([
      2, 5, 6,
    ]);
    const marked = netstep(['dissect', path, '--filter', 'tcp.analysis.retransmission']).lines;
    expect(marked.length).toBeGreaterThan(0);
    expect(marked.filter(line => !line.includes('[TCP Retransmission]'))).toEqual([]);
    const tree = netstep(['dissect', path, '-V', '--frames', '5', '--lang', 'zh-CN']).lines;
    expect(tree).toContain('由帧 3、4、5 中的分片重组而成：3008 字节');
    const json = JSON.parse(netstep(['dissect', path, '--format', 'json', '--frames', '1-3']).lines.join('\n'));
    expect(json).toMatchObject({ version: 1, frames: [{ number: 1 }, { number: 2 }, { number: 3 }], problem: null });
    expect(JSON.parse(netstep(['dissect', '--schema']).lines.join('\n'))).toHaveProperty('properties.frames');
  });

  it.each([
    ['cut', file.subarray(0, 5000), /stdin ends within the record that begins at byte \d+; the \d+ frames before it/],
    ['cut, compressed', gzipSync(file).subarray(0, 3000), /stdin .*(break off|ends within)/],
    [
      'damaged',
      Buffer.concat([file.subarray(0, 5000), Buffer.alloc(60_000, 0xff)]),
      /stdin is damaged: the record at byte \d+/,
    ],
  ])('%s: what could be read, where it ends, status 1', (_name, input, says) => {
    const { lines, err, status } = netstep(['dissect', '-'], input);
    expect(status).toBe(1);
    expect(lines.length).toBeGreaterThan(3);
    expect(err).toMatch(says);
    const json = netstep(['dissect', '-', '--format', 'json'], input);
    expect(json.status).toBe(1);
    expect(JSON.parse(json.lines.join('\n')).problem.offset).toBeGreaterThan(0);
  });

  it.each([
    [['dissect'], 2, /FILE is missing/],
    [['dissect', 'no-such-file'], 2, /no-such-file cannot be read: no such file/],
    [['dissect', bin], 1, /is not a capture/],
    [['dissect', path, '--frames', '9-3'], 2, /--frames does not take 9-3: numbers and ranges/],
    [['dissect', path, '--filter', 'ip.sorc == 1.2.3.4'], 2, /--filter: ip\.sorc is neither .* did you mean ip\.src/],
    [['dissect', path, '--format', 'xml'], 2, /--format does not take xml/],
    [['view', 'no-such-file'], 2, /no-such-file cannot be read/],
    [['view', bin], 1, /is not a capture/],
  ])('%j is told', (args, status, says) => {
    const answer = netstep(args);
    expect(answer.status).toBe(status);
    expect(answer.err).toMatch(says);
    expect(answer.err).not.toMatch(/\n\s+at |⟨/);
  });

  it('a reader that goes away early is no failure', async () => {
    const child = spawn(process.execPath, [bin, 'dissect', path, '-V'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NETSTEP_STATE_DIR: state },
    });
    let err = '';
    child.stderr.on('data', chunk => {
      err += String(chunk);
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise(done => child.on('close', done));
    expect({ err, status }).toEqual({ err: '', status: 0 });
  });
});

describe('view', () => {
  const plain = (script: readonly string[]) =>
    netstep(['view', path, '--plain'], `${script.join('\n')}\n`).lines.join('\n');

  it('steps both ways, with tables that frames prove, and why', () => {
    const text = plain(['next', 'next', 'why neigh@10-1-0-2 10.1.0.1', 'rn', 'table neigh@10-1-0-2', 'drop 1']);
    expect(text).toContain('+ neigh@10-1-0-2  10.1.0.1');
    expect(text).toContain('INCOMPLETE → REACHABLE');
    expect(text).toMatch(/why[\s\S]*a frame in the capture: frame 2/);
    expect(text).toContain('what was captured has happened');
    expect(text).not.toMatch(/⟨|undefined/);
  });

  it('stops at filters, and says what a connection must be', () => {
    const text = plain(['break tcp.flags.fin == 1', 'continue', 'next', 'table tcp-seen@wires']);
    expect(text).toMatch(/10\.1\.0\.2:\d+ +(FIN-WAIT-1|ESTABLISHED)/);
  });

  it('is a transcript without a terminal', () => {
    const { lines, status } = netstep(['view', path]);
    expect(status).toBe(0);
    expect(lines.join('\n')).toContain('must_learn');
  });
});
