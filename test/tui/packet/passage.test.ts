// Layers in and layers out: what a node does with a frame, stage by stage, whatever kind of node it is.
import { describe, expect, test } from 'vitest';
import { IP_OUTPUT } from '../../../src/net/ip-output.js';
import { IP_RCV } from '../../../src/net/ip-rcv.js';
import { LINK_RECEIVE, LINK_TRANSMIT } from '../../../src/sim/link.js';
import { type Passage, type PassageLayer, passageOf, type Side } from '../../../src/tui/packet/passage.js';
import { bind } from '../../../src/wire/codec/bind.js';
import { encodeStack, ethernet, ipv4, udp } from '../../../src/wire/index.js';
import { type Desk, desk } from '../fixture.js';
import { panelText } from './frames.js';

const LARGE = { columns: 160, rows: 48 };

/** `↑eth [arp]`: read so far, at hand, thrown away; what nobody looked at is bare. With `=`, `~`, `+`, `-` on the way out. */
const layerText = ({ layer, state, sign, dropped }: PassageLayer): string => {
  const name = `${sign}${layer.protocol}`;
  return dropped ? `✗${name}` : state === 'now' ? `[${name}]` : state === 'seen' ? `↑${name}` : name;
};
const sideText = (side: Side | undefined): string => side?.layers.map(layerText).join(' ') ?? '–';
const text = (p: Passage | undefined): string =>
  p === undefined ? 'none' : `${p.node}: ${sideText(p.in)} ▶ ${sideText(p.out)}`;
const now = (on: Desk): string => text(passageOf(on.store.view));

/** Every stage of the event after these keys, with the passage at each; what did not change is left out. */
function stages(keys: string): string[] {
  const on = desk(LARGE).press(keys);
  const count = on.store.session.where().stages;
  on.press('N');
  const out: string[] = [];
  for (let i = 0; i < count; i++) {
    on.press('s');
    const { journal, stage } = on.store.session;
    const line = now(on);
    if (!out.at(-1)?.endsWith(line)) out.push(`${journal.kindOf(stage!.id).name} · ${line}`);
  }
  return out;
}

describe('a switch', () => {
  test('reads Ethernet and nothing more; what goes out is what came in', () => {
    expect(stages('n n n')).toEqual(['link_receive · sw: [eth] arp ▶ –', 'br_forward · sw: ↑eth arp ▶ [=eth] =arp']);
    const on = desk(LARGE).press('n n n');
    expect(now(on)).toBe('sw: ↑eth arp ▶ ↑=eth =arp');
    expect(passageOf(on.store.view)).toMatchObject({ outs: 3, complete: true, drop: undefined });
  });
});

describe('a host', () => {
  test('that is asked: up to ARP, and a frame that is new from end to end', () => {
    expect(stages('n n n n')).toEqual([
      'link_receive · D: [eth] arp ▶ –',
      'arp_process · D: ↑eth [arp] ▶ –',
      'arp_send · D: ↑eth ↑arp ▶ +eth [+arp]',
      'link_transmit · D: ↑eth ↑arp ▶ [+eth] ↑+arp',
    ]);
  });
  test('that is not asked: it ends at ARP', () => {
    expect(stages('n n n n n').at(-1)).toBe('arp_process · C: ↑eth ✗arp ▶ –');
  });
  test('that is pinged: up to ICMP, and down again', () => {
    expect(stages('n n n n n n n n n n')).toEqual([
      'link_receive · D: [eth] ip icmp data ▶ –',
      'ip_rcv · D: ↑eth [ip] icmp data ▶ –',
      'icmp_rcv · D: ↑eth ↑ip [icmp] data ▶ –',
      'fib_lookup · D: ↑eth ↑ip ↑icmp data ▶ +ip [+icmp] +data',
      'ip_output · D: ↑eth ↑ip ↑icmp data ▶ [+ip] ↑+icmp +data',
      'neigh_resolve · D: ↑eth ↑ip ↑icmp data ▶ [+eth] ↑+ip ↑+icmp +data',
    ]);
  });
  test('that begins: nothing came in', () => {
    expect(stages('n n').at(-1)).toBe('link_transmit · A: – ▶ [+eth] ↑+arp');
  });
});

/** A frame of A's comes in at D.eth0, and `make` makes of it what goes out: an event that no stack here has. */
function through(make: (on: Desk, received: number) => number): Desk {
  const on = desk(LARGE).press('n n n n');
  const { world } = on.store.session;
  const { frames, journal } = world;
  const bytes = encodeStack(
    [
      [ethernet, { dst: 0x020000000401, src: 0x020000000101 }],
      [ipv4, { src: 0xc0a80064, dst: 0x0a000001, ttl: 64 }],
      [udp, { srcPort: 40000, dstPort: 7 }],
    ],
    Uint8Array.of(1, 2, 3, 4),
  );
  const dev = 8;
  const sent = frames.create(bytes.length, 0, 'ethernet');
  frames.view(sent).set(bytes);
  world.setup(journal.addRoot({ kind: 'typed', text: 'a test' }), () => {
    journal.begin(LINK_RECEIVE, 'link.receive', { frame: sent, dev });
    const received = frames.copy(sent, 'wire');
    frames.seen(received, dev, 'received');
    const out = make(on, received);
    journal.begin(LINK_TRANSMIT, 'link.transmit', { frame: out, dev, peer: 14, sendNs: 1, delayNs: 1 });
    frames.seen(out, dev, 'sent');
    journal.end();
    journal.end();
  });
  on.store.session.gotoPosition(journal.stageCount);
  on.store.update();
  return on;
}

const addresses = { dst: 0x020000000999, src: 0x020000000401 };

/** One hop on: the frame's header off, TTL and checksum written anew, another header in front. */
function route(on: Desk, received: number): number {
  const { frames, journal } = on.store.session.world;
  journal.begin(IP_RCV, 'ip.receive', { frame: received, dev: 8, src: 1, ip: 2 });
  const packet = frames.pull(received, 14, frames.length(received) - 14, 'ipv4');
  journal.end();
  const rewritten = frames.clone(packet, 'rewrite', 0, 64);
  const at = frames.offset(rewritten);
  ipv4.set.ttl(frames.buffer(rewritten), at, 63);
  const view = frames.view(rewritten);
  view.set(encodeStack([[ipv4, { src: 0xc0a80064, dst: 0x0a000001, ttl: 63, proto: 17 }]], view.slice(20)));
  journal.begin(IP_OUTPUT, 'ip.send', { frame: rewritten, src: 1, ip: 2, dev: 8 });
  journal.end();
  const frame = frames.push(rewritten, 14, 'ethernet');
  ethernet.encode(
    { ...addresses, type: 0x0800 },
    frames.buffer(frame),
    frames.offset(frame),
    frames.offset(frame) + 14,
  );
  return frame;
}

describe('a router', () => {
  const on = through(route);
  test('takes Ethernet off and puts one on; IPv4 goes on changed, what it carries unchanged', () => {
    expect(now(on)).toBe('D: ↑eth ↑ip udp data ▶ ↑~eth ↑~ip =udp =data');
  });
  test('the fields that it changed stand in the dissection, old and new', () => {
    const lines = panelText(on, 'packet', 90, 60).map(l => l.trimEnd());
    const marked = lines.filter(l => /^ [~+-]/.test(l)).map(l => l.replace(/ {2,}/g, '  '));
    expect(marked).toEqual([
      ' ~  Destination  02:00:00:00:04:01 → 02:00:00:00:09:99',
      expect.stringContaining(' ~  Source  02:00:00:00:01:01 → 02:00:00:00:04:01'),
      expect.stringContaining(' ~  Time to Live  64 → 63  0x3f'),
      expect.stringMatching(/^ ~ {2}Header Checksum {2}0x[0-9a-f]{4} → 0x[0-9a-f]{4} ✓/),
    ]);
  });
  test('folded, a layer says that something in it changed', () => {
    on.store.update({ folded: new Set(['layer:ip']) });
    expect(panelText(on, 'packet', 90, 60).join('\n')).toMatch(/\n ~▸ Internet Protocol/);
  });
});

describe('a tunnel', () => {
  const into = (on: Desk, received: number): number => {
    const { frames } = on.store.session.world;
    const routed = route(on, received);
    const inner = frames.view(routed).slice(14);
    const bytes = encodeStack(
      [
        [ethernet, addresses],
        [ipv4, { src: 0x01010101, dst: 0x02020202, proto: 4 }],
      ],
      inner,
    );
    const made = frames.clone(routed, 'push', 20);
    frames.view(made).set(bytes);
    return made;
  };
  bind(ipv4, { proto: 4 }, ipv4);
  const on = through(into);
  test('the header that is put in front is new, the one inside is the one that came', () => {
    expect(now(on)).toMatch(/^D: .*eth .*ip udp data ▶ .*~eth .*\+ip .*~ip =udp =data$/);
  });
  test('and is marked in the dissection', () => {
    const lines = panelText(on, 'packet', 90, 80);
    expect(lines.filter(l => l.startsWith(' +')).map(l => l.trim())).toEqual([
      expect.stringMatching(/^\+▾ Internet Protocol Version 4 .*put in front$/),
    ]);
  });
});

describe('drawn', () => {
  test('one line where there is no room, with what is at hand in brackets', () => {
    const on = desk(LARGE).press('n n n n n n n n n s s s');
    expect(panelText(on, 'packet', 38, 10)[1]).toBe('  ▸ D  Eth·[IP]·ICMP ▶ …');
    on.press('n');
    expect(panelText(on, 'packet', 38, 10)[1]).toBe('  ▸ D  Eth·IP·ICMP ▶ +ICMP·+IP·+Eth');
  });
  test('side by side where there is, the innermost layer at the top', () => {
    const on = desk(LARGE).press('n n n n');
    expect(panelText(on, 'packet', 76, 30).slice(1, 4)).toMatchInlineSnapshot(`
      [
        "  ▾ At D   in D.eth0                  │ out D.eth0",
        "  ↑ ARP  Who has 192.168.0.103? Tell… ▶  + ARP  192.168.0.103 is at 02:00:…",
        "  ↑ Ethernet II  02:00:00:00:01:01 →… │  + Ethernet II  02:00:00:00:04:01 …",
      ]
    `);
  });
  test('opens and folds by hand', () => {
    const on = desk({ columns: 80, rows: 24 }).press('n n n n 2 j');
    expect(on.store.ui.chosen.packet).toBe('passage');
    expect(on.text()).toContain('▸ D  Eth·ARP ▶ +ARP·+Eth');
    expect(on.press('enter').text()).toMatch(/▾ At D +in D\.eth0/);
    expect(on.press('enter').text()).toContain('▸ D  Eth·ARP');
  });
  test('in Chinese', () => {
    const on = desk(LARGE, 'zh-CN').press('n n n');
    expect(panelText(on, 'packet', 70, 30).slice(1, 4)).toMatchInlineSnapshot(`
      [
        "  ▾ 节点 sw   入接口 sw.p1         │ 出接口 sw.p4  第 1 份，共 3 份 …",
        "    ARP  Who has 192.168.0.103? T… │  = ARP  Who has 192.168.0.103? …",
        "  ↑ 以太网 II  02:00:00:00:01:01 … ▶  = 以太网 II  02:00:00:00:01:01…",
      ]
    `);
  });
});
