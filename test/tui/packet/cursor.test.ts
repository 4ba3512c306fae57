// One focus for two panels: a field chosen lights its bytes, a byte chosen lights the innermost field that has it.
import { describe, expect, test } from 'vitest';
import { innermost, named } from '../../../src/tui/packet/bits.js';
import { panelOf } from '../../../src/tui/panels/registry.js';
import { textOf } from '../../../src/tui/text.js';
import { eachNode } from '../../../src/wire/index.js';
import { type Desk, desk } from '../fixture.js';
import { deskWith, FRAMES } from './frames.js';

const BOX = { width: 90, height: 400 };
const bytesOf = (on: Desk) => panelOf('bytes').select(on.store.view, BOX, 'bytes');
const packetOf = (on: Desk) => panelOf('packet').select(on.store.view, BOX, 'packet');

/** Numbers of the bytes that are lit: chosen cells of the hexadecimal columns. */
function lit(on: Desk): number[] {
  const out: number[] = [];
  for (const line of bytesOf(on).lines) {
    const [offset, ...spans] = line;
    const at = Number.parseInt(offset!.text, 16);
    const cells = spans.filter(s => /^[0-9a-f]{2}$/.test(s.text));
    for (const [i, s] of cells.entries()) if (s.chosen) out.push(at + i);
  }
  return out;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Both directions, for every field and every byte of the frame in focus. */
function agree(on: Desk, frame: number): void {
  const { view } = on.store;
  const length = view.session.world.frames.length(frame);
  const nodes = named(view.layersOf(frame));
  for (const { node, nth } of nodes) {
    on.store.update({ focus: { frame, field: node.name, nth } });
    const [from, to] = [Math.floor(node.bit / 8), Math.ceil((node.bit + node.bits) / 8)];
    expect(lit(on), `${frame}: ${node.name}`).toEqual(node.absent || node.bits === 0 ? [] : range(from, to));
    const { lines, current } = packetOf(on);
    const marked = lines.filter(l => textOf(l).startsWith('›'));
    expect(marked.length, node.name).toBe(1);
    expect(current).toContain(node.name);
  }
  const { items = [] } = bytesOf(on);
  expect([...new Set(items.map(i => Number(/\d+/.exec(i.id))))]).toEqual(range(0, length));
  for (const item of items) {
    const byte = Number(/\d+/.exec(item.id));
    on.store.update({ panel: 'bytes', chosen: { bytes: item.id }, focus: { frame, ...item.focus } });
    expect(lit(on), item.id).toContain(byte);
    expect(bytesOf(on).current).toBe(item.id);
    const field = on.store.view.field!;
    // The innermost: nothing that has bits of this byte stands inside it.
    const within = [...eachNode(field.children ?? [])].filter(n => n.bit < byte * 8 + 8 && n.bit + n.bits > byte * 8);
    const whole = field.bit <= byte * 8 && field.bit + field.bits >= byte * 8 + 8;
    if (whole)
      expect(
        within.every(n => n.bits === 0),
        `${item.id} ${field.name}`,
      ).toBe(true);
    expect(textOf(packetOf(on).lines.find(l => textOf(l).startsWith('›'))!)).not.toBe('');
  }
}

test('every field and every byte of every frame of the arp lesson', () => {
  const on = desk({ columns: 160, rows: 48 });
  const { session } = on.store;
  while (session.next().end === 'moved');
  const { frames } = session.world;
  const seen = new Set<string>();
  for (let f = 0; f < frames.count; f++) {
    const key = [...frames.view(f)].join();
    if (frames.directionOf(f) === 'none' || seen.has(key)) continue;
    seen.add(key);
    on.store.update({ focus: { frame: f } });
    agree(on, f);
  }
  expect(seen.size).toBeGreaterThan(8);
});

test.each(Object.keys(FRAMES).filter(n => n !== 'a long payload'))('every field and every byte: %s', name => {
  const on = deskWith(FRAMES[name]!);
  agree(on, on.store.ui.focus.frame!);
});

describe('with keys', () => {
  const started = () => {
    const on = deskWith(FRAMES['an echo request with options']!);
    on.store.update({ panel: 'bytes', zoom: true });
    return on;
  };
  const field = (on: Desk) => on.store.ui.focus.field;

  test('right goes on by a byte, down by a row', () => {
    const on = started().press('l');
    expect(field(on)).toBe('eth.dst');
    expect(field(on.press('l l l l l l'))).toBe('eth.src');
    expect(field(on.press('j'))).toBe('ip.ttl');
    expect(field(on.press('k h'))).toBe('eth.dst');
    expect(field(on.press('k k k k'))).toBe('eth.dst');
  });
  test('a byte that fields share is gone through field by field, and its bits are drawn', () => {
    const on = started();
    on.store.update({ focus: { ...on.store.ui.focus, field: 'eth.type', nth: 0 } });
    const passed = range(0, 10).map(() => field(on.press('l')));
    expect(passed).toEqual([
      'eth.type',
      'ip.version',
      'ip.hdr_len',
      'ip.dsfield.dscp',
      'ip.dsfield.ecn',
      'ip.len',
      'ip.len',
      'ip.id',
      'ip.id',
      'ip.flags.rb',
    ]);
    expect(field(on.press('l'))).toBe('ip.flags.df');
    const text = on.text();
    expect(text).toMatch(/›40\]/);
    expect(text).toContain("└ .1.. .... = Don't fragment: Set");
    expect(text).toContain('ip.flags.df · byte 20 of');
  });
  test('the bytes begin where the dissection is, and the other way round', () => {
    const on = deskWith(FRAMES['an echo request with options']!);
    on.press('2');
    while (field(on) !== 'icmp.checksum') on.press('j');
    on.press('4 l');
    expect(field(on)).toBe('icmp.checksum');
    expect(field(on.press('l'))).toBe('icmp.ident');
    on.press('2 j');
    expect(field(on)).toBe('icmp.seq');
  });
  test('one of many with the same name', () => {
    const on = deskWith(FRAMES['a SYN']!);
    const { layers, frame } = {
      layers: on.store.view.layersOf(on.store.ui.focus.frame!),
      frame: on.store.ui.focus.frame!,
    };
    const owners = innermost(named(layers), on.store.session.world.frames.length(frame));
    const edges = owners.flatMap((o, b) => (o[0]?.node.name === 'tcp.options.sack_le' ? [[b, o[0].nth]] : []));
    expect(new Set(edges.map(([, nth]) => nth))).toEqual(new Set([0, 1]));
    const [last] = edges.at(-1)!;
    on.store.update({
      panel: 'bytes',
      chosen: { bytes: `byte:${last}` },
      focus: { frame, field: 'tcp.options.sack_le', nth: 1 },
    });
    expect(lit(on)).toEqual(range(last! - 3, last! + 1));
    expect(packetOf(on).current).toBe('field:tcp.options.sack_le#2');
  });
});

describe('the dump', () => {
  test('padding and FCS are told apart from what the frame carries', () => {
    const on = deskWith(FRAMES['an ARP request, padded']!);
    const text = bytesOf(on).lines.map(textOf);
    expect(text[2]).toMatch(/^ 0020 .*·{6} +pad$/);
    expect(text.at(-1)).toMatch(/^ {2}FCS ([0-9a-f]{2} ){4} not in captures/);
  });
  test.each([
    [38, 8],
    [60, 8],
    [73, 16],
    [118, 16],
  ])('%i cells: %i bytes a row', (width, count) => {
    const on = deskWith(FRAMES['a long payload']!);
    const { lines } = panelOf('bytes').select(on.store.view, { width, height: 10 }, 'bytes');
    expect(lines[0]!.filter(s => /^[0-9a-f]{2}$/.test(s.text)).length).toBe(count);
    expect(lines.length).toBe(Math.ceil(1442 / count) + 1);
  });
  test('a long payload scrolls with the cursor', () => {
    const on = deskWith(FRAMES['a long payload']!);
    on.store.update({ panel: 'bytes', zoom: true });
    on.press('l').press(Array(40).fill('j').join(' '));
    expect(on.text()).toMatch(/ 0280/);
    expect(on.store.ui.focus.field).toBe('data.data');
  });
});
