// The dissection as it is shown: frames of every kind as they are, and what must hold at every width.
import { describe, expect, test } from 'vitest';
import { flights } from '../../../src/debug/index.js';
import { LANGS } from '../../../src/i18n/index.js';
import { panelOf } from '../../../src/tui/panels/registry.js';
import { textOf } from '../../../src/tui/text.js';
import { type Desk, desk } from '../fixture.js';
import { deskWith, FRAMES, panelText } from './frames.js';

const WIDTHS = Array.from({ length: 83 }, (_, i) => 38 + i);

/** The dissection alone: what happened before it and where is another test's. */
const dissection = (on: Desk, width: number): string[] => {
  const { items = [] } = panelOf('packet').select(on.store.view, { width, height: 100 }, 'packet');
  return panelText(on, 'packet', width, 100).slice(items.find(i => i.id.startsWith('layer:'))!.line);
};

describe('as it is', () => {
  test.each(['an ARP request, padded', 'an echo request with options', 'wrong checksums', 'cut short in IPv4'])(
    '%s',
    name => {
      expect(`\n${dissection(deskWith(FRAMES[name]!), 76).join('\n')}\n`).toMatchSnapshot();
    },
  );
  test('in Chinese, narrow', () => {
    const on = deskWith(FRAMES['an echo request with options']!, 'zh-CN');
    expect(`\n${dissection(on, 44).join('\n')}\n`).toMatchSnapshot();
  });
});

describe('what is computed', () => {
  test('is marked right, or wrong with the value that would be right', () => {
    const text = dissection(deskWith(FRAMES['wrong checksums']!), 76).join('\n');
    // 4500 0028 0000 0000 4011 0000 c0a8 0064 c0a8 0067 sums up to 0x20756: the complement of 0756 + 2.
    expect(text).toMatch(/Header Checksum +0xdead ✗ right: 0xf8a9/);
    expect(text).toMatch(/Total Length +40 ✓/);
    expect(text).toMatch(/Frame check sequence +0x[0-9a-f]{8} ✓/);
  });
  test('the right value is there at 38 cells, whole', () => {
    const lines = dissection(deskWith(FRAMES['wrong checksums']!), 38);
    expect(lines.filter(l => l.includes('✗')).map(l => l.slice(l.indexOf('0x')))).toEqual([
      '0xdead ✗ right: 0xf8a9',
      '0x0001 ✗ right: 0xa21d',
    ]);
  });
  test('nothing is said of a checksum over a header that is not all there', () => {
    const checksum = dissection(deskWith(FRAMES['cut short in IPv4']!), 76).find(l => l.includes('Checksum'));
    expect(checksum).toMatch(/0x1714$/);
  });
  test('a field cut short shows the bytes that there are', () => {
    const text = dissection(deskWith(FRAMES['cut short in ARP']!), 76).join('\n');
    expect(text).toMatch(/Target IP address +c0 a8 … ✗ 4 bytes should be here, 2 are/);
  });
});

describe('bits', () => {
  const on = deskWith(FRAMES['an echo request with options']!);
  test('of flags are drawn in their byte', () => {
    const lines = dissection(on, 76).map(l => l.trim());
    expect(lines).toContain(".1.. .... = Don't fragment: Set");
    expect(lines).toContain('..0. .... = More fragments: Not set');
    expect(lines.find(l => l.startsWith('Header Length'))).toMatch(/36 bytes \(9\) ✓ +\.\.\.\. 1001$/);
  });
  test('the raw number stands beside what it means, unless the text has it already', () => {
    const lines = dissection(on, 76);
    const of = (label: string) => lines.find(l => l.trim().startsWith(label))!.trim();
    expect(of('Time to Live')).toMatch(/64 +0x40$/);
    expect(of('Protocol')).toMatch(/ICMP \(1\) +0x01$/);
    expect(of('Source Address')).toMatch(/192\.168\.0\.100 +0xc0a80064/);
    expect(of('Identification')).toMatch(/0xf976$/);
  });
});

describe.each(LANGS)('at every width, %s', lang => {
  test.each(Object.keys(FRAMES))('%s: lines fit, nothing is cut without a sign', name => {
    const on = deskWith(FRAMES[name]!, lang);
    const { frame } = on.store.ui.focus;
    const words = (text: string) => text.split(/\s+/).map(w => w.replace(/[:,，]$/, ''));
    const whole = new Set(dissection(on, 240).flatMap(words));
    for (const width of WIDTHS) {
      // Every word and number of a narrow picture is one of the widest, or is cut with ….
      const lines = dissection(on, width);
      const cut = lines.flatMap(words).filter(w => !w.includes('…') && !whole.has(w));
      expect(cut, `${width} cells`).toEqual([]);
      panelText(on, 'bytes', width, 10);
    }
    expect(on.store.ui.focus.frame).toBe(frame);
  });
});

describe('folding', () => {
  const shown = (on: Desk) => panelText(on, 'packet', 60, 100).join('\n');
  /** With that field in focus, in the dissection. */
  const goTo = (on: Desk, field: string) => {
    on.store.update({ panel: 'packet', zoom: true, focus: { ...on.store.ui.focus, field, nth: 0 } });
    return on;
  };

  test('a field with children folds, and says what is in it', () => {
    const on = goTo(deskWith(FRAMES['an echo request with options']!), 'ip.flags').press('l');
    expect(shown(on)).toContain("= Don't fragment: Set");
    on.press('h');
    expect(shown(on)).toMatch(/▸ Flags +0x2, Don't fragment/);
    expect(shown(on)).not.toContain("= Don't fragment: Set");
    on.press('l');
    expect(shown(on)).toContain("= Don't fragment: Set");
  });
  test('from a field to what it stands in, step by step', () => {
    const on = goTo(deskWith(FRAMES['an echo request with options']!), 'ip.flags.df');
    expect(on.press('h').store.ui.focus.field).toBe('ip.flags');
    expect(on.press('h').store.ui.focus.field).toBe('ip');
    expect(shown(on.press('h'))).toContain('▸ Internet Protocol');
  });
  test('what is wrong is not hidden by folding', () => {
    const on = goTo(deskWith(FRAMES['wrong checksums']!), 'ip').press('h');
    expect(shown(on)).toMatch(/▸ Internet Protocol Version 4 ✗/);
    expect(shown(on)).not.toContain('0xdead');
  });
  test('where not all has room the innermost header is open', () => {
    const on = deskWith(FRAMES['an echo request with options']!);
    const text = panelText(on, 'packet', 60, 14).join('\n');
    expect(text).toContain('▸ Ethernet II');
    expect(text).toContain('▸ Internet Protocol');
    expect(text).toContain('▾ Internet Control Message Protocol');
  });
  test('the line in focus is marked in a field folded away too', () => {
    const on = goTo(deskWith(FRAMES['an echo request with options']!), 'ip.flags').press('l').press('h');
    on.store.update({ focus: { ...on.store.ui.focus, field: 'ip.flags.mf', nth: 0 } });
    const { lines, current } = panelOf('packet').select(on.store.view, { width: 60, height: 100 }, 'packet');
    expect(current).toBe('field:ip.flags');
    expect(lines.map(textOf).filter(l => l.startsWith('›'))).toEqual([expect.stringContaining('Flags')]);
  });
});

describe('what the last hop did', () => {
  const edited = () => {
    const on = desk({ columns: 160, rows: 48 }).press('n n');
    const { session } = on.store;
    const frame = flights(session.world)[0]!.frame;
    session.intervene({ kind: 'edit', frame, field: 'arp.dst.proto_ipv4', value: '192.168.0.101', seal: true });
    return on.press('s s');
  };
  const marked = (on: Desk, width: number) => dissection(on, width).filter(l => /^ [~+-]/.test(l));

  test('a field that was edited on the wire: old and new; what the NIC filled up is new', () => {
    const on = edited();
    expect(marked(on, 76).map(l => l.replace(/ {2,}/g, '  '))).toEqual([
      ' +  Padding  18 B of 0',
      ' ~  Target IP address  192.168.0.103 → 192.168.0.101  0xc0a80065',
    ]);
  });
  test('where both have no room the sign stays, and choosing the field tells what it was', () => {
    const on = edited();
    expect(marked(on, 38).at(-1)).toMatch(/^ ~ {4}Target IP add… 192\.168\.0\.101$/);
    on.store.update({ focus: { field: 'arp.dst.proto_ipv4', nth: 0 } });
    expect(dissection(on, 76).join('\n')).toContain('was 192.168.0.103 one hop ago');
  });
  test('nothing is marked in what was sent on as it came', () => {
    expect(marked(desk({ columns: 160, rows: 48 }).press('n n n'), 76)).toEqual([]);
  });
});
