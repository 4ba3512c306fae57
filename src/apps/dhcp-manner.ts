// What tells one DHCP client from another: options and their order, headers, clocks, whether it looks for a conflict, and
// what it prints. The states are those of dhcp-client.ts for both. Recorded from ISC dhclient 4.4.3 and busybox udhcpc 1.35.
import { formatIpv4 } from '../wire/index.js';
import { ascii, byte, long, macId, OPTION, short } from './dhcp-message.js';

export type MannerName = 'dhclient' | 'udhcpc';
type Pair = readonly [code: number, data: Uint8Array];

/** What a client was asked for on its command line. */
export interface Wishes {
  readonly verbose: boolean;
  /** Fails instead of trying again later. */
  readonly once: boolean;
  /** Ends when it has a lease. */
  readonly quit: boolean;
  /** Looks by ARP whether somebody has the address, for so long; 0: does not. */
  readonly probeNs: number;
  /** udhcpc -t, -T, -A. */
  readonly tries: number;
  readonly everyNs: number;
  readonly laterNs: number;
  readonly hostName: string;
  /** Address it asks for. */
  readonly asked: number | undefined;
}

export interface MessageFacts {
  readonly mac: number;
  readonly type: 'discover' | 'request' | 'decline' | 'release';
  readonly requested: number | undefined;
  readonly server: number | undefined;
  readonly hostName: string;
}

export interface Manner {
  readonly name: MannerName;
  readonly script: string;
  /** IPv4 header of what it writes itself. */
  readonly ttl: number;
  readonly tos: number;
  /** Zeros behind its ARP requests. */
  readonly arpPadding: number;
  /** dhclient's clocks are drawn; udhcpc's are not. */
  readonly drawn: boolean;
  /** How long it waits after a NAK. */
  readonly nakNs: number;
  options(facts: MessageFacts): Pair[];
}

const TYPE = { discover: 1, request: 3, decline: 4, release: 7 } as const;
const given = (code: number, value: number | undefined): Pair[] => (value === undefined ? [] : [[code, long(value)]]);

const dhclient: Manner = {
  name: 'dhclient',
  script: 'dhclient-script',
  ttl: 128,
  tos: 0x10,
  arpPadding: 0,
  drawn: true,
  nakNs: 0,
  options({ type, requested, server, hostName }) {
    const asks = type === 'discover' || type === 'request';
    return [
      [OPTION.type, byte(TYPE[type])],
      ...given(OPTION.serverId, server),
      ...given(OPTION.requested, requested),
      ...(asks && hostName !== '' ? [[OPTION.hostName, ascii(hostName)] as const] : []),
      ...(asks ? [[OPTION.wanted, Uint8Array.of(1, 28, 2, 3, 15, 6, 12)] as const] : []),
    ];
  },
};

const udhcpc: Manner = {
  name: 'udhcpc',
  script: 'udhcpc.script',
  ttl: 64,
  tos: 0,
  arpPadding: 18,
  drawn: false,
  nakNs: 3_000_000_000,
  options({ mac, type, requested, server, hostName }) {
    const asks = type === 'discover' || type === 'request';
    return [
      [OPTION.type, byte(TYPE[type])],
      ...given(OPTION.requested, requested),
      ...given(OPTION.serverId, server),
      ...(asks
        ? [[OPTION.maxSize, short(576)] as const, [OPTION.wanted, Uint8Array.of(1, 3, 6, 12, 15, 28, 42)] as const]
        : []),
      ...(asks && hostName !== '' ? [[OPTION.hostName, ascii(hostName)] as const] : []),
      [OPTION.clientId, macId(mac)],
    ];
  },
};

export const MANNERS: Readonly<Record<MannerName, Manner>> = { dhclient, udhcpc };

/** What happens, and what each client prints of it; nothing where it stays silent. */
export interface Told {
  readonly dev: string;
  readonly ip?: number | undefined;
  readonly server?: number | undefined;
  /** Whom it is sent to; everybody if not given. */
  readonly to?: number | undefined;
  readonly seconds?: number;
}
type Line = (told: Told) => string[];
const ip = (n: number | undefined): string => formatIpv4(n ?? 0xffffffff);

const DHCLIENT = {
  start: () => [],
  discover: t => [`DHCPDISCOVER on ${t.dev} to ${ip(t.to)} port 67 interval ${t.seconds}`],
  offer: t => [`DHCPOFFER of ${ip(t.ip)} from ${ip(t.server)}`],
  request: t => [`DHCPREQUEST for ${ip(t.ip)} on ${t.dev} to ${ip(t.to)} port 67`],
  renew: t => [`DHCPREQUEST for ${ip(t.ip)} on ${t.dev} to ${ip(t.to)} port 67`],
  ack: t => [`DHCPACK of ${ip(t.ip)} from ${ip(t.server)}`],
  nak: t => [`DHCPNAK from ${ip(t.server)}`],
  bound: t => [`bound to ${ip(t.ip)} -- renewal in ${t.seconds} seconds.`],
  conflict: () => [],
  decline: t => [`DHCPDECLINE of ${ip(t.ip)} on ${t.dev} to ${ip(t.to)} port 67`],
  release: t => [`DHCPRELEASE of ${ip(t.ip)} on ${t.dev} to ${ip(t.to)} port 67`],
  none: () => ['No DHCPOFFERS received.'],
  sleeps: () => ['No working leases in persistent database - sleeping.'],
  fails: () => ['Unable to obtain a lease on first try.  Exiting.'],
} as const satisfies Readonly<Record<string, Line>>;
export type Word = keyof typeof DHCLIENT;

const UDHCPC: Readonly<Record<Word, Line>> = {
  start: () => ['udhcpc: started, v1.35.0'],
  discover: () => ['udhcpc: broadcasting discover'],
  offer: () => [],
  request: t => [`udhcpc: broadcasting select for ${ip(t.ip)}, server ${ip(t.server)}`],
  renew: t => [`udhcpc: sending renew to server ${ip(t.to)}`],
  ack: t => [`udhcpc: lease of ${ip(t.ip)} obtained from ${ip(t.server)}, lease time ${t.seconds}`],
  nak: () => ['udhcpc: received DHCP NAK'],
  bound: () => [],
  conflict: () => ['udhcpc: offered address is in use (got ARP reply), declining'],
  decline: () => ['udhcpc: broadcasting decline'],
  release: t => [`udhcpc: unicasting a release of ${ip(t.ip)} to ${ip(t.to)}`, 'udhcpc: sending release'],
  none: () => [],
  sleeps: () => ['udhcpc: no lease, forking to background'],
  fails: () => ['udhcpc: no lease, failing'],
};

export const lines = (manner: Manner, word: Word, told: Told): string[] =>
  (manner.name === 'dhclient' ? DHCLIENT : UDHCPC)[word](told);
