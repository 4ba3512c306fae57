// The command line of the DHCP server: dnsmasq's options, those that are about DHCP. Read dhcpd.ts last.
import { formatIpv4, parseIpv4, parseMac } from '../wire/index.js';
import { ascii, byte, long, short } from './dhcp-message.js';

/** A pool of addresses. */
export interface Range {
  readonly first: number;
  readonly last: number;
  /** Undefined: that of the device's address. */
  readonly mask: number | undefined;
  /** Seconds; Infinity for ever. */
  readonly lease: number;
}
/** What is reserved for a machine. */
export interface Reserved {
  readonly mac: number;
  readonly ip: number | undefined;
  readonly name: string;
  readonly ignore: boolean;
}
export interface SentOption {
  readonly code: number;
  readonly data: readonly number[];
  /** Sent although the client did not ask for it. */
  readonly force: boolean;
}
export interface ServerConfig {
  readonly devices: readonly string[];
  readonly ranges: readonly Range[];
  readonly hosts: readonly Reserved[];
  /** The one written last comes first, as dnsmasq sends them. */
  readonly options: readonly SentOption[];
  readonly domain: string;
  readonly authoritative: boolean;
  readonly ping: boolean;
  readonly sequential: boolean;
}

/** Least lease of dnsmasq, and the one that holds where none is given; seconds. */
const LEAST_LEASE = 120;
/** What fits into option 51 and is not yet "without end". */
const LONGEST = 0xfffffffe;
const USUAL_LEASE = 3600;

/** dnsmasq's names of options (`option:router`). */
const NAMES: Readonly<Record<string, number>> = {
  netmask: 1,
  'time-offset': 2,
  router: 3,
  'dns-server': 6,
  'log-server': 7,
  'domain-name': 15,
  mtu: 26,
  broadcast: 28,
  'static-route': 33,
  'ntp-server': 42,
  T1: 58,
  T2: 59,
  'tftp-server': 66,
  'bootfile-name': 67,
};
/** Options whose value is a number, by how many bytes it has (RFC 2132). */
const FOUR = [2, 24, 35, 38, 51, 58, 59];
const TWO = [13, 22, 26];
const ONE = [19, 20, 23, 27, 29, 30, 31, 34, 36, 37, 39, 46];
/** What the server says itself in every message. */
const OWN = [0, 50, 52, 53, 54, 55, 57, 61, 82, 255];

const UNIT: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

/** `120`, `45m`, `12h`, `infinite` → seconds. */
function leaseOf(text: string): number | undefined {
  if (text === 'infinite') return Number.POSITIVE_INFINITY;
  const [, digits] = /^(\d{1,9})([smhdw]?)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Math.min(LONGEST, Math.max(LEAST_LEASE, secondsOf(text)));
}

const isMask = (ip: number): boolean => ip !== 0 && ((~ip + 1) & ~ip) >>> 0 === 0;

function rangeOf(value: string): Range | string {
  const words = value.split(',');
  const [first, last] = words.slice(0, 2).map(parseIpv4);
  if (first === undefined || last === undefined || first > last) return 'bad dhcp-range';
  const third = parseIpv4(words[2] ?? '');
  const mask = third !== undefined && isMask(third) ? third : undefined;
  if (third !== undefined && mask === undefined) return 'bad dhcp-range';
  const rest = words.slice(mask === undefined ? 2 : 3);
  const lease = rest.length === 0 ? USUAL_LEASE : leaseOf(rest[0] as string);
  if (lease === undefined || rest.length > 1) return 'bad dhcp-range';
  return { first, last, mask, lease };
}

function hostOf(value: string): Reserved | string {
  let mac: number | undefined;
  let ip: number | undefined;
  let name = '';
  let ignore = false;
  for (const word of value.split(',')) {
    const [m, address] = [parseMac(word), parseIpv4(word)];
    if (m !== undefined) mac = m;
    else if (address !== undefined) ip = address;
    else if (word === 'ignore') ignore = true;
    else if (/^[A-Za-z][A-Za-z0-9-]*$/.test(word)) name = word;
    else return 'bad dhcp-host';
  }
  return mac === undefined ? 'bad dhcp-host' : { mac, ip, name, ignore };
}

function dataOf(code: number, values: readonly string[]): Uint8Array {
  const addresses = values.map(parseIpv4);
  if (values.length > 0 && addresses.every(ip => ip !== undefined))
    return Uint8Array.from(addresses.flatMap(ip => [...long(ip)]));
  const [one = ''] = values;
  const seconds = leaseOf(one);
  if (FOUR.includes(code) && /^\d+[smhdw]?$/.test(one) && seconds !== undefined) return long(secondsOf(one));
  if (TWO.includes(code) && /^\d+$/.test(one)) return short(Number(one));
  if (ONE.includes(code) && /^\d+$/.test(one)) return byte(Number(one));
  return ascii(values.join(','));
}
const secondsOf = (text: string): number => {
  const [, digits, unit = ''] = /^(\d+)([smhdw]?)$/.exec(text) ?? [];
  return Number(digits) * (UNIT[unit] as number);
};

function optionOf(value: string, force: boolean): SentOption | string {
  const [head = '', ...values] = value.split(',');
  const code = head.startsWith('option:') ? NAMES[head.slice(7)] : /^\d{1,3}$/.test(head) ? Number(head) : undefined;
  if (code === undefined || code > 254 || OWN.includes(code)) return 'bad dhcp-option';
  const data = dataOf(code, values);
  return data.length > 255 ? 'dhcp-option too long' : { code, data: [...data], force };
}

/** What changes nothing here: it stays in the foreground, it has no files and serves no names anyway. */
const SILENT = [
  '-k',
  '-d',
  '--keep-in-foreground',
  '--no-daemon',
  '--log-dhcp',
  '--bind-interfaces',
  '--port=0',
  '-p0',
];
const SHORT: Readonly<Record<string, string>> = {
  '-i': 'interface',
  '-F': 'dhcp-range',
  '-G': 'dhcp-host',
  '-O': 'dhcp-option',
  '-s': 'domain',
  '-K': 'dhcp-authoritative',
  '-5': 'no-ping',
};
const FLAGS = ['dhcp-authoritative', 'no-ping', 'dhcp-sequential-ip'];
const WITH_VALUE = ['interface', 'dhcp-range', 'dhcp-host', 'dhcp-option', 'dhcp-option-force', 'domain'];

/** Options and values in order: `--name=value`, `--name value`, `-i value`. A text where one is not known. */
function pairsOf(argv: readonly string[]): (readonly [string, string])[] | string {
  const pairs: (readonly [string, string])[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (SILENT.includes(word)) continue;
    const [, long, after] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const name = long ?? SHORT[word];
    if (name !== undefined && FLAGS.includes(name) && after === undefined) pairs.push([name, '']);
    else if (name !== undefined && WITH_VALUE.includes(name)) {
      const value = after ?? argv[++i];
      if (value === undefined) return `option requires an argument -- '${name}'`;
      pairs.push([name, value]);
    } else
      return `netstep does not simulate ${word}; it knows ${[...WITH_VALUE, ...FLAGS].map(n => `--${n}`).join(' ')}`;
  }
  return pairs;
}

/** The command line as a configuration; a text says what is wrong. */
export function parseServer(argv: readonly string[]): ServerConfig | string {
  const pairs = pairsOf(argv);
  if (typeof pairs === 'string') return pairs;
  const values = (name: string) => pairs.filter(([n]) => n === name).map(([, value]) => value);
  const flag = (name: string) => pairs.some(([n]) => n === name);
  const ranges = values('dhcp-range').map(rangeOf);
  const hosts = values('dhcp-host').map(hostOf);
  const options = pairs
    .filter(([name]) => name.startsWith('dhcp-option'))
    .map(([name, value]) => optionOf(value, name === 'dhcp-option-force'))
    .reverse();
  const wrong = [...ranges, ...hosts, ...options].find(item => typeof item === 'string');
  if (wrong !== undefined) return wrong;
  if (ranges.length === 0) return 'no dhcp-range given: for example --dhcp-range=192.168.0.100,192.168.0.199,12h';
  const double = (hosts as Reserved[]).find((h, i, all) => h.ip !== undefined && all.findIndex(o => o.ip === h.ip) < i);
  if (double?.ip !== undefined) return `duplicate dhcp-host IP address ${formatIpv4(double.ip)}`;
  return {
    devices: values('interface'),
    ranges: ranges as Range[],
    hosts: hosts as Reserved[],
    options: options as SentOption[],
    domain: values('domain').at(-1) ?? '',
    authoritative: flag('dhcp-authoritative'),
    ping: !flag('no-ping'),
    sequential: flag('dhcp-sequential-ip'),
  };
}
