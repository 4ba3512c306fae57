// The table panels: a change is seen by its sign and by what it was, what only ages is none, what was removed stays until
// the next move.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { panelOf } from '../../src/tui/panels/registry.js';
import { textOf } from '../../src/tui/text.js';
import { command, type Desk, desk } from './fixture.js';

const SIZE = { columns: 160, rows: 48 };
const linesOf = (on: Desk, id: string, width = 60, height = 12): string[] =>
  panelOf(id)
    .select(on.store.view, { width, height }, id)
    .lines.map(l => textOf(l).trimEnd());
const drawn = (on: Desk, id: string, width?: number, height?: number): string =>
  `\n${linesOf(on, id, width, height).join('\n')}\n`;
/** Rows with a sign in the second column. */
const signed = (on: Desk, id: string, width = 50) => linesOf(on, id, width).filter(l => /^ [+~-]/.test(l));
/** Event after event until it is so. */
function until(on: Desk, so: () => boolean, key = 'n'): Desk {
  for (let i = 0; i < 300 && !so(); i++) on.press(key);
  expect(so()).toBe(true);
  return on;
}

describe('what the last move did', () => {
  test('a row that is new, one that changed, one that is gone', () => {
    const on = desk(SIZE);
    expect(signed(on.press('n'), 'neigh@A')).toEqual([]);
    expect(signed(on.press('n'), 'neigh@A')).toEqual([' + 192.168.0.103   —                 INCOMPLETE']);
    expect(signed(on.press('n'), 'neigh@A')).toEqual([]);
    expect(signed(on, 'fdb@sw')).toEqual([' + 02:00:00:00:01:01  p1  age 0 s  A.eth0']);
    on.press('n n n n n');
    expect(drawn(on, 'neigh@A', 90)).toContain(
      ' ~ 192.168.0.103   — → 02:00:00:00:04:01 INCOMPLETE → REACHABLE\n     1 → 0 packets wait · checked in',
    );
    // 300 s after the last frame the switch forgets whom it heard.
    command(on, 'goto 350s');
    expect(signed(on, 'fdb@sw')).not.toEqual([]);
    on.press('n');
    const gone = signed(on, 'fdb@sw');
    expect(gone).toHaveLength(1);
    expect(gone[0]).toMatch(/^ - 02:00:00:00:04:01 {2}p4 {2}removed +D.eth0/);
    expect(signed(on.press('n'), 'fdb@sw').filter(l => l.includes(':04:01'))).toEqual([]);
  });

  test('the way back is signed the other way round', () => {
    const on = desk(SIZE).press('n n N');
    expect(signed(on, 'neigh@A')).toEqual([' - 192.168.0.103   —                 INCOMPLETE']);
    expect(linesOf(on, 'neigh@A')[1]).toContain('not yet there');
    expect(signed(on.press('n'), 'neigh@A')[0]).toContain('+ 192.168.0.103');
    const late = desk(SIZE).press('n n n n n n n n N');
    expect(drawn(late, 'neigh@A', 90)).toContain('02:00:00:00:04:01 → — ');
    expect(drawn(late, 'neigh@A', 90)).toContain('REACHABLE → INCOMPLETE');
  });

  test('to grow older is no change; to be heard again is one', () => {
    const on = desk(SIZE).press('n n n n n');
    expect(signed(on, 'fdb@sw')).toEqual([]);
    expect(linesOf(on, 'fdb@sw')[0]).toContain('age 1.58 µs');
    command(on, 'goto 2s');
    until(on, () => signed(on, 'fdb@sw').length === 1);
    const heard = signed(on, 'fdb@sw');
    expect(heard[0]).toMatch(/~ 02:00:00:00:01:01 {2}p1 {2}age 2 s → 0 s/);
  });

  test('what a clock alone writes is no change: an entry that was used, one that was proved again', () => {
    const on = command(desk(SIZE), 'goto 1s');
    const texts = (row: unknown) =>
      ['state', 'lladdr', 'probes', 'queue'].map(k => String((row as Record<string, unknown>)[k])).join(' ');
    let silent = 0;
    while (on.store.session.where().time < 61e9) {
      on.press('s');
      for (const table of ['neigh@A', 'neigh@D']) {
        const change = [...on.store.view.changes.values()].find(c => c.table === table);
        if (change?.kind !== 'changed') continue;
        const same = texts(change.before) === texts(change.after);
        if (same) silent++;
        expect(signed(on, table), `event ${on.store.session.where().event}`).toHaveLength(same ? 0 : 1);
      }
    }
    expect(silent).toBeGreaterThan(0);
  });

  test('repeated questions are counted, and the last one is told', () => {
    const on = command(desk(SIZE), 'goto 120s');
    expect(drawn(on, 'neigh@A')).toContain('asked 1 of 3');
    command(on, 'goto 120.5s');
    const has = (text: string) => () => drawn(on, 'neigh@A').includes(text);
    until(on, has('asked 1 → 2 of 3'));
    until(on, has('! gives up in 1 s · asked 2 → 3 of 3'));
    until(on, has('INCOMPLETE → FAILED'));
  });

  test('what is about to go says when, with a sign when that is soon', () => {
    const on = desk(SIZE).press('n n n');
    expect(linesOf(on, 'fdb@sw', 90)[0]).toContain('age 0 s  expires in 300 s');
    const ageing = 'sw$ ip link set br0 type bridge ageing_time 400';
    command(on, ageing);
    on.press('n');
    expect(linesOf(on, 'fdb@sw', 40)[0]).toMatch(/! [34]/);
    expect(linesOf(on, 'fdb@sw', 40)[0]).not.toContain('age');
    expect(linesOf(on, 'fdb@sw', 90)[0]).toMatch(/age .*! expires in [34]/);
  });
});

describe('rows', () => {
  test('a chosen one opens with Enter and tells all of it, what changed in it too', () => {
    const on = desk(SIZE).press('n n n n n n n n 8 j');
    expect(linesOf(on, 'neigh@A')[0]).toMatch(/^ ~▸192/);
    const closed = linesOf(on, 'neigh@A').length;
    on.press('enter');
    expect(linesOf(on, 'neigh@A')[0]).toMatch(/^ ~▾192/);
    const open = drawn(on, 'neigh@A');
    expect(open).toContain('MAC — → 02:00:00:00:04:01');
    expect(open).toContain('State INCOMPLETE → REACHABLE');
    expect(open).toContain('watch neigh@A 192.168.0.103 A.eth0');
    // What stands there can be typed.
    expect(command(on, 'watch neigh@A 192.168.0.103 A.eth0').text()).toContain('watchpoint 1');
    on.press('8 enter');
    expect(linesOf(on, 'neigh@A')).toHaveLength(closed);
    expect(drawn(on, 'neigh@D')).not.toContain('watch');
  });

  test('w answers for the chosen one, in each panel', () => {
    const on = desk(SIZE).press('n n n n n n n n');
    for (const panel of ['neigh@A', 'fdb@sw', 'routes@A', 'sockets@A', 'devices@A', 'addr@A']) {
      command(on, `show ${panel}`);
      on.press('j w');
      expect(on.store.ui.overlay?.kind, panel).toBe('why');
      on.press('esc esc');
    }
  });
});

describe('routes', () => {
  test('the longest prefix comes first; the last lookup marks what it took and what else would do', () => {
    const on = command(desk(SIZE), 'A$ ip route add default via 192.168.0.101');
    expect(signed(on, 'routes@A')).toEqual([' +   default             192.168.0.101  eth0']);
    on.press('n n');
    const taken = linesOf(on, 'routes@A');
    expect(taken[0]).toContain('192.168.0.103 takes 192.168.0.0/24');
    expect(taken.filter(l => l.includes('▶ 1'))).toEqual(['   ▶ 192.168.0.0/24      on-link        eth0']);
    expect(taken.filter(l => l.includes('✓ d'))).toEqual(['   ✓ default             192.168.0.101  eth0']);
    expect(taken.findIndex(l => l.includes('/24'))).toBeLessThan(taken.findIndex(l => l.includes('default')));
    // The echo reply is for A itself: the local table answers.
    until(on, () => drawn(on, 'routes@A').includes('▶ 192.168.0.100/32'));
    expect(drawn(on, 'routes@A')).toContain('✓ 192.168.0.0/24');
    // Before any lookup there is nothing to mark.
    expect(drawn(command(on, 'goto start'), 'routes@A')).not.toMatch(/[▶✓]/);
  });

  test('no route at all is said', () => {
    const on = command(desk(SIZE), 'A$ udpsend 10.0.0.1 7 x');
    until(on, () => drawn(on, 'routes@A').includes('10.0.0.1 matches no route'));
  });
});

describe('sockets', () => {
  test('a datagram comes in, waits, and is taken', () => {
    const on = command(desk(SIZE), 'D$ echod 7 10ms');
    on.press('n');
    for (const node of ['A', 'B']) command(on, `${node}$ udpsend 192.168.0.103 7 hello`);
    const now = () => drawn(on, 'sockets@D', 78, 12);
    until(on, () => now().includes('busy'));
    until(on, () => now().includes('832 of 212992 B'));
    expect(now()).toMatch(/ ~ udp 0\.0\.0\.0:7/);
    expect(now()).toMatch(/receive queue {2}832 of 212992 B · 5 B {2}\+\[192\.168\.0\.10[01]:\d+ 5 B\]/);
    expect(now()).toMatch(/echod busy until t = 10\.\d+ ms/);
    until(on, () => now().includes('-['));
    expect(now()).toMatch(/receive queue {2}0 of 212992 B {2}-\[/);
  });

  test('the limit is the one that the stack keeps', () => {
    const on = desk(SIZE);
    const { session } = on.store;
    session.type('D', 'echod 7 100s');
    // The server takes the first and is busy with it; A knows D by then.
    session.type('A', 'udpsend 192.168.0.103 7 x');
    session.gotoTime(1_000_000);
    for (let i = 0; i < 300; i++) session.type('A', 'udpsend 192.168.0.103 7 x');
    session.gotoTime(500_000_000);
    on.store.update();
    expect(drawn(on, 'sockets@D', 78, 12)).toContain('212992 of 212992 B · 256 B full');
    const { journal } = session;
    const full = Array.from({ length: journal.stageCount }, (_, s) => s).filter(
      s => journal.reasonOf(s) === 'socket.full',
    );
    expect(full).toHaveLength(300 - 256);
  });
});

describe('devices', () => {
  test('the counters are those of ip -s link', () => {
    const on = command(desk(SIZE).press('n n n n n n n n'), 'A$ ip -s link show eth0');
    const out = [...on.store.session.journal.tableNamed('console@A')!.rows()].map(r => (r as { text: string }).text);
    const figures = (after: string) => out[out.findIndex(l => l.includes(after)) + 1]!.trim().split(/\s+/);
    const [rx, tx] = [figures('RX:'), figures('TX:')];
    const panel = linesOf(on.press('n N n'), 'devices@A', 100, 20).map(l => l.replaceAll(/\d+ → /g, ''));
    const eth0 = panel.slice(panel.findIndex(l => l.includes('eth0')));
    const row = (way: string) =>
      eth0
        .find(l => l.trim().startsWith(way))!
        .trim()
        .split(/\s+/)
        .slice(1);
    expect(Number(rx[0])).toBeGreaterThan(0);
    expect([row('RX'), row('TX')].map(([packets, bytes, dropped]) => [bytes, packets, dropped])).toEqual(
      [rx, tx].map(f => [f[0], f[1], f[3]]),
    );
  });

  test('what went through with the last move is old and new', () => {
    const on = desk(SIZE).press('n n n');
    expect(signed(on, 'devices@sw', 110).map(l => l.replaceAll(/ {2,}/g, ' '))).toEqual([
      ' ~ p1 up 02:00:00:00:05:01 — 0 → 1 0 br0 1500 Ethernet card A.eth0',
      ' ~ p2 up 02:00:00:00:05:02 — 0 0 → 1 br0 1500 Ethernet card B.eth0',
      ' ~ p3 up 02:00:00:00:05:03 — 0 0 → 1 br0 1500 Ethernet card C.eth0',
      ' ~ p4 up 02:00:00:00:05:04 — 0 0 → 1 br0 1500 Ethernet card D.eth0',
    ]);
  });

  test('state, carrier and addresses', () => {
    const on = command(desk(SIZE), 'A$ ip link set eth0 down');
    expect(signed(on, 'devices@A')[0]).toContain('up → down');
    expect(signed(on, 'devices@sw').some(l => l.includes('up → up, no carrier'))).toBe(true);
    command(on, 'A$ ip addr add 10.9.8.7/8 dev eth0');
    expect(drawn(on, 'devices@A', 130)).toContain('192.168.0.100/24 → 192.168.0.100/24 10.9.8.7/8');
  });

  test('without a name: every namespace', () => {
    const text = drawn(desk(SIZE).press('n'), 'devices', 110, 30);
    for (const netns of ['A', 'B', 'C', 'D', 'sw']) expect(text).toContain(`namespace ${netns}`);
  });

  test('a node that is not there', () => {
    for (const id of ['devices@X', 'routes@X', 'sockets@X']) expect(drawn(desk(SIZE), id)).toContain('no node X');
  });
});

describe.each(LANGS)('%s: as it looks', lang => {
  test.each([
    ['neigh@A', 60, 8],
    ['fdb@sw', 72, 8],
    ['routes@A', 60, 14],
    ['sockets@A', 70, 10],
    ['devices@A', 100, 16],
    ['addr@A', 60, 8],
    ['process', 60, 8],
  ])('%s', (id, width, height) => {
    const on = desk(SIZE, lang).press('n n n n n n n n');
    expect(drawn(on, id, width, height)).toMatchSnapshot();
  });
});
