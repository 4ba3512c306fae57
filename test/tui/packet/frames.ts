// Frames that no lesson sends, put on the screen: what the tests of the dissection and of the bytes look at.
import type { Lang } from '../../../src/i18n/index.js';
import { panelOf } from '../../../src/tui/panels/registry.js';
import { fitLine, lineWidth, textOf } from '../../../src/tui/text.js';
import { arp, encodeStack, ethernet, icmp, ipv4, padFrame, tcp, udp } from '../../../src/wire/index.js';
import { type Desk, desk } from '../fixture.js';

const ends = { dst: 0x020000000401, src: 0x020000000101 };
const addresses = { src: 0xc0a80064, dst: 0xc0a80067 };
const counting = (n: number) => Uint8Array.from({ length: n }, (_, i) => 0x30 + (i % 64));

const arpRequest = padFrame(
  encodeStack([
    [ethernet, { dst: 0xffffffffffff, src: ends.src }],
    [arp, { opcode: 1, srcMac: ends.src, srcIp: addresses.src, dstIp: addresses.dst }],
  ]),
);

const echo = encodeStack(
  [
    [ethernet, ends],
    [
      ipv4,
      {
        ...addresses,
        df: 1,
        id: 0xf976,
        options: [
          { kind: 'recordRoute', pointer: 8, addresses: [{ address: 0x0a000001 }, { address: 0 }] },
          { kind: 'nop' },
          { kind: 'routerAlert', alert: 0 },
        ],
      },
    ],
    [icmp, { type: 8, ident: 0x3374, seq: 1 }],
  ],
  counting(16),
);

const wrongChecksum = encodeStack(
  [
    [ethernet, ends],
    [ipv4, { ...addresses, checksum: 0xdead }],
    [udp, { srcPort: 40000, dstPort: 7, checksum: 1 }],
  ],
  counting(12),
);

const syn = encodeStack([
  [ethernet, ends],
  [ipv4, { ...addresses, df: 1 }],
  [
    tcp,
    {
      srcPort: 40000,
      dstPort: 80,
      seq: 1000,
      window: 64240,
      synFlag: 1,
      options: [
        { kind: 'mss', mss: 1460 },
        { kind: 'sackPermitted' },
        { kind: 'windowScale', shift: 7 },
        {
          kind: 'sack',
          blocks: [
            { left: 1, right: 2 },
            { left: 5, right: 9 },
          ],
        },
      ],
    },
  ],
]);

const unreachable = encodeStack(
  [
    [ethernet, ends],
    [ipv4, addresses],
    [icmp, { type: 3, code: 3 }],
  ],
  wrongChecksum.slice(14),
);

const long = encodeStack(
  [
    [ethernet, ends],
    [ipv4, addresses],
    [udp, { srcPort: 1, dstPort: 2 }],
  ],
  counting(1400),
);

export const FRAMES: Readonly<Record<string, Uint8Array>> = {
  'an ARP request, padded': arpRequest,
  'an echo request with options': echo,
  'wrong checksums': wrongChecksum,
  'a SYN': syn,
  'an ICMP error with its quote': unreachable,
  'cut short in ARP': arpRequest.slice(0, 40),
  'cut short in IPv4': echo.slice(0, 29),
  'one byte': Uint8Array.of(0x45),
  'a long payload': long,
};

/** The screen with a frame in focus that A seems to have sent. */
export function deskWith(bytes: Uint8Array, lang: Lang = 'en'): Desk {
  const on = desk({ columns: 160, rows: 48 }, lang).press('n n n');
  const { frames } = on.store.session.world;
  const frame = frames.create(bytes.length, 0, 'ethernet');
  frames.view(frame).set(bytes);
  // What is made between events belongs to the next stage: it is seen from there on.
  on.press('n');
  on.store.update({ focus: { frame } });
  return on;
}

/** A panel's lines as text, cut or padded as the screen does it. */
export function panelText(on: Desk, id: string, width: number, height: number): string[] {
  const { lines } = panelOf(id).select(on.store.view, { width, height }, id);
  return lines.map(l => {
    const fitted = fitLine(l, width);
    if (lineWidth(fitted) !== width) throw new Error(`${lineWidth(fitted)} cells, not ${width}: ${textOf(fitted)}`);
    return textOf(fitted).trimEnd();
  });
}
