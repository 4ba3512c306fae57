// Capture filters (pcap-filter(7)): an expression becomes a test over the bytes of a frame. `and` and `or` have the same
// precedence and go from left to right, `not` binds closest; a bare value repeats the words before the last one.
import { parseIpv4 } from '../../wire/index.js';
import { FilterError, lex, TokenReader } from './filter-lex.js';
import { relation } from './filter-sums.js';
import {
  and,
  type Direction,
  etherBroadcast,
  etherHost,
  etherMulticast,
  etherType,
  ipBroadcast,
  ipMulticast,
  ipNet,
  ipProto,
  longer,
  not,
  or,
  ports,
  shorter,
  stp,
  type Test,
  vlan,
  whole,
} from './filter-tests.js';
import { PROTOCOLS, SERVICES } from './names.js';

/** A filter that can be used, or the lines that refuse it. */
export type Compiled = { readonly passes: (frame: Uint8Array) => boolean } | { readonly problem: readonly string[] };

type Kind = 'host' | 'net' | 'port' | 'portrange' | 'proto';
interface Qualifiers {
  readonly protocol: string;
  readonly direction: Direction;
  readonly kind: Kind;
}

const ETHER_TYPES: Readonly<Record<string, number>> = {
  ip: 0x0800,
  arp: 0x0806,
  rarp: 0x8035,
  ip6: 0x86dd,
};
const WORDS = [
  ...['host', 'net', 'port', 'portrange', 'proto', 'src', 'dst', 'ether', ...Object.keys(ETHER_TYPES)],
  ...[...Object.keys(PROTOCOLS), 'vlan', 'stp', 'broadcast', 'multicast', 'less', 'greater', 'and', 'or', 'not'],
];

/** Compiles an expression; an empty one lets everything pass. `any`: for a capture on all devices, which has no Ethernet. */
export function compileFilter(text: string, any: boolean): Compiled {
  try {
    const parser = new Parser(new TokenReader(lex(text)), any);
    return { passes: whole(text.trim() === '' ? () => true : parser.all()) };
  } catch (error) {
    if (error instanceof FilterError) return { problem: error.lines };
    throw error;
  }
}

class Parser {
  readonly #tokens: TokenReader;
  readonly #any: boolean;
  #shift = 0;
  #last: Qualifiers | undefined;

  constructor(tokens: TokenReader, any: boolean) {
    this.#tokens = tokens;
    this.#any = any;
  }

  /** Octets of the link's header as libpcap counts them: Ethernet's, or those of cooked mode v2. */
  get #header(): number {
    return this.#any ? 20 : 14;
  }

  all(): Test {
    const test = this.#expression();
    if (this.#tokens.next !== undefined) throw this.#tokens.problem('"and" or "or" is missing before it');
    return test;
  }

  #expression(): Test {
    let test = this.#term();
    for (;;) {
      const word = this.#tokens.take('and', '&&', 'or', '||');
      if (word === undefined) return test;
      const right = this.#term();
      test = word === 'and' || word === '&&' ? and(test, right) : or(test, right);
    }
  }

  #term(): Test {
    const tokens = this.#tokens;
    if (tokens.take('not', '!') !== undefined) return not(this.#term());
    const related = relation(tokens, this.#shift, this.#header);
    if (related !== undefined) return related;
    if (tokens.take('(') !== undefined) {
      const test = this.#expression();
      tokens.must(')');
      return test;
    }
    const plain = this.#plain();
    if (plain !== undefined) return plain;
    const qualifiers = this.#qualifiers();
    if (typeof qualifiers === 'function') return qualifiers;
    this.#last = qualifiers;
    return this.#value(qualifiers);
  }

  /** Words that stand by themselves. */
  #plain(): Test | undefined {
    const tokens = this.#tokens;
    if (tokens.takeAll('ether', 'broadcast') || tokens.takeAll('broadcast'))
      return this.#link(etherBroadcast, 'not a broadcast link');
    if (tokens.takeAll('ether', 'multicast') || tokens.takeAll('multicast'))
      return this.#link(etherMulticast, 'link-layer multicast filters supported only on ethernet');
    if (tokens.takeAll('ip', 'multicast')) return ipMulticast(this.#shift);
    if (tokens.takeAll('ip', 'broadcast')) return ipBroadcast(this.#shift);
    if (tokens.take('stp') !== undefined) return stp(this.#shift);
    if (tokens.take('vlan') !== undefined) return this.#vlan();
    const length = tokens.take('less', 'greater');
    if (length === undefined) return undefined;
    const n = tokens.takeKind('number');
    if (n === undefined) throw tokens.problem('a length in bytes is missing');
    return (length === 'less' ? shorter : longer)(Number(n.text), this.#header);
  }

  #link(test: Test, problem: string): Test {
    if (this.#any) throw new FilterError(problem, '"any" has no Ethernet header: name a device with -i');
    return test;
  }

  #vlan(): Test {
    const n = this.#tokens.takeKind('number');
    if (n !== undefined && Number(n.text) > 4095) {
      throw new FilterError(`VLAN tag ${n.text} greater than maximum 4095`);
    }
    const test = vlan(n === undefined ? undefined : Number(n.text), this.#shift);
    // All that comes later in the expression looks behind the tag.
    this.#shift += 4;
    return this.#link(test, 'no VLAN support for Linux cooked v2');
  }

  /** The words before a value, or a protocol that is itself the test. */
  #qualifiers(): Qualifiers | Test {
    const tokens = this.#tokens;
    const start = tokens.next;
    if (start !== undefined && start.kind !== 'word' && start.kind !== 'sign' && this.#last !== undefined)
      return this.#last;
    const protocol = tokens.take('ether', ...Object.keys(ETHER_TYPES), ...Object.keys(PROTOCOLS)) ?? '';
    const direction = this.#direction();
    const kind = tokens.take('host', 'net', 'port', 'portrange', 'proto', 'gateway');
    if (kind === 'gateway') throw new FilterError("'gateway' requires a name", 'use "ether host" with the MAC address');
    if (kind !== undefined) return { protocol, direction: direction ?? 'either', kind: kind as Kind };
    if (direction !== undefined) return { protocol, direction, kind: 'host' };
    if (protocol === '' || protocol === 'ether') throw tokens.problem(`a filter's words are ${WORDS.join(', ')}`);
    const type = ETHER_TYPES[protocol];
    return type === undefined ? ipProto(PROTOCOLS[protocol] as number, this.#shift) : etherType(type, this.#shift);
  }

  #direction(): Direction | undefined {
    const tokens = this.#tokens;
    for (const [a, b] of [
      ['src', 'dst'],
      ['dst', 'src'],
    ] as const) {
      if (tokens.takeAll(a, 'or', b)) return 'either';
      if (tokens.takeAll(a, 'and', b)) return 'both';
    }
    return tokens.take('src', 'dst') as Direction | undefined;
  }

  #value(qualifiers: Qualifiers): Test {
    const { protocol, kind } = qualifiers;
    if (kind === 'port' || kind === 'portrange') return this.#ports(qualifiers);
    if (kind === 'proto') return this.#protocol(qualifiers);
    if (protocol === 'ether') return this.#etherHost(qualifiers);
    if (protocol !== '' && !['ip', 'arp', 'rarp'].includes(protocol)) {
      throw new FilterError(`'${protocol}' modifier applied to ${kind}`, `write "${protocol} and ${kind} …"`);
    }
    return kind === 'host' ? this.#host(qualifiers) : this.#net(qualifiers);
  }

  #host({ protocol, direction }: Qualifiers): Test {
    const tokens = this.#tokens;
    const token = tokens.takeKind('ip', 'word', 'number', 'mac');
    if (token === undefined) throw tokens.problem('an address is missing');
    if (WORDS.includes(token.text)) {
      tokens.at--;
      throw tokens.problem('an address is missing before it');
    }
    if (token.kind === 'mac') throw new FilterError("illegal qualifier of 'host'", `write "ether host ${token.text}"`);
    const ip = token.text === 'localhost' ? 0x7f000001 : parseIpv4(token.text);
    if (ip === undefined) {
      if (token.kind === 'ip' && token.text.split('.').length === 4)
        throw new FilterError(`invalid IPv4 address '${token.text}'`);
      throw new FilterError(`unknown host '${token.text}'`, 'there is no DNS: write the address, such as 192.168.0.1');
    }
    return ipNet(ip, 0xffffffff, direction, protocol, this.#shift);
  }

  #etherHost({ direction, kind }: Qualifiers): Test {
    const token = this.#tokens.takeKind('mac', 'ip', 'word', 'number');
    if (token === undefined) throw this.#tokens.problem('a MAC address is missing');
    if (kind !== 'host' || token.kind !== 'mac')
      throw new FilterError('illegal link layer address', 'write it as 02:00:00:00:01:01');
    const mac = Number.parseInt(
      token.text
        .split(':')
        .map(octet => octet.padStart(2, '0'))
        .join(''),
      16,
    );
    return this.#link(
      etherHost(mac, direction),
      'ethernet addresses supported only on ethernet/FDDI/token ring/802.11/ATM LANE/Fibre Channel',
    );
  }

  #net({ protocol, direction }: Qualifiers): Test {
    const tokens = this.#tokens;
    const token = tokens.takeKind('ip', 'number');
    if (token === undefined) throw tokens.problem('a network is missing, such as 192.168.0.0/24');
    const octets = token.text.split('.').map(Number);
    if (octets.some(octet => octet > 255)) throw new FilterError(`invalid IPv4 address '${token.text}'`);
    // 10.1 is the network 10.1.0.0/16.
    const ip = octets.reduce((all, octet, i) => all + octet * 256 ** (3 - i), 0);
    const short = octets.length * 8;
    let mask = maskOf(short);
    let written = token.text;
    if (tokens.take('/') !== undefined) {
      const length = tokens.takeKind('number');
      if (length === undefined) throw tokens.problem('the length of the prefix is missing');
      if (Number(length.text) > 32) throw new FilterError('mask length must be <= 32');
      mask = maskOf(Number(length.text));
      written += `/${length.text}`;
    } else if (tokens.take('mask') !== undefined) {
      const given = parseIpv4(tokens.takeKind('ip')?.text ?? '');
      if (given === undefined) throw tokens.problem('a mask is missing, such as 255.255.255.0');
      mask = given;
    }
    if ((ip & ~mask) !== 0) throw new FilterError(`non-network bits set in "${written}"`);
    return ipNet(ip, mask, direction, protocol, this.#shift);
  }

  #ports({ protocol, direction, kind }: Qualifiers): Test {
    const carriers: Readonly<Record<string, readonly number[]>> = {
      '': [6, 17, 132],
      ip: [6, 17, 132],
      tcp: [6],
      udp: [17],
      sctp: [132],
    };
    const wanted = carriers[protocol];
    if (wanted === undefined) throw new FilterError(`illegal qualifier of '${kind}'`);
    const first = this.#port();
    const last = kind === 'portrange' && this.#tokens.take('-') !== undefined ? this.#port() : first;
    return ports(Math.min(first, last), Math.max(first, last), direction, wanted, this.#shift);
  }

  #port(): number {
    const token = this.#tokens.takeKind('number', 'word');
    if (token === undefined) throw this.#tokens.problem('a port is missing');
    const port = token.kind === 'number' ? Number(token.text) : SERVICES.find(([, name]) => name === token.text)?.[0];
    if (port === undefined) throw new FilterError(`unknown port '${token.text}'`);
    if (port > 65535) throw new FilterError(`illegal port number ${port} > 65535`);
    return port;
  }

  #protocol({ protocol }: Qualifiers): Test {
    const token = this.#tokens.takeKind('number', 'word');
    if (token === undefined) throw this.#tokens.problem('a protocol is missing');
    const name = token.text.replace('\\', '');
    const number = token.kind === 'number' ? Number(name) : undefined;
    if (protocol === 'ether') {
      const type = number ?? ETHER_TYPES[name];
      if (type === undefined) throw new FilterError(`unknown ether proto '${name}'`);
      return etherType(type, this.#shift);
    }
    const proto = number ?? PROTOCOLS[name];
    if (proto === undefined) throw new FilterError(`unknown ip proto '${name}'`);
    return ipProto(proto, this.#shift);
  }
}

const maskOf = (prefix: number): number => (prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0);
