// The packetdrill language, read into events: when, and what (a packet, a call, an assertion, a shell command). What this
// reader does not know makes the whole script `unsupported`, with the reason.

export class Unsupported extends Error {}

/** Seconds. `any`: whenever it happens. `until`: the end of a range; for a call that blocks, when it returns. */
export interface When {
  readonly kind: 'absolute' | 'relative' | 'any';
  readonly at: number;
  readonly until: number | undefined;
  readonly relativeUntil: boolean;
}

export interface TcpOption {
  readonly kind: 'mss' | 'wscale' | 'sackOK' | 'nop' | 'eol' | 'TS' | 'sack';
  readonly values: readonly number[];
}
export interface TcpPacket {
  readonly kind: 'tcp';
  /** The peer's port, where the script has more than one peer (an extension: `<40001 S …`). */
  readonly port: number;
  readonly flags: string;
  readonly seq: number;
  readonly length: number;
  readonly ack: number | undefined;
  readonly win: number | undefined;
  /** Undefined: any (`<...>`). */
  readonly options: readonly TcpOption[] | undefined;
}
export interface IcmpPacket {
  readonly kind: 'icmp';
  readonly port: number;
  readonly type: string;
  readonly code: string;
  readonly mtu: number;
  readonly seq: number;
  readonly length: number;
}
export type Value =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'struct'; readonly fields: Readonly<Record<string, Value>> };

export type Event = { readonly line: number; readonly text: string; readonly when: When } & (
  | { readonly kind: 'in' | 'out'; readonly packet: TcpPacket | IcmpPacket }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Value[];
      readonly result: number | undefined;
      readonly errno: string | undefined;
      readonly resultAny: boolean;
    }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'shell'; readonly command: string }
);

export interface Script {
  readonly flags: Readonly<Record<string, string>>;
  readonly events: readonly Event[];
}

/** Comments away, line numbers kept. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, c => c.replace(/[^\n]/g, ' '))
    .split('\n')
    .map(line => line.replace(/(^|\s)\/\/.*$/, '$1').replace(/^\s*#.*$/, ''))
    .join('\n');
}

const HEAD = /^(?:(\*)|(\+?)\s*(\d+\.?\d*|\.\d+)?)(?:\s*(?:\.\.\.|~)\s*(\+?)\s*(\d+\.?\d*|\.\d+))?(?=\s|<|>|$)/;

function readWhen(text: string): { when: When; rest: string } | undefined {
  const found = HEAD.exec(text);
  if (found === null) return undefined;
  const [all, star, plus, at, plusUntil, until] = found;
  if (star === undefined && at === undefined && plus !== '+') return undefined;
  const kind = star !== undefined ? 'any' : plus === '+' ? 'relative' : 'absolute';
  return {
    when: {
      kind,
      at: Number(at ?? 0),
      until: until === undefined ? undefined : Number(until),
      relativeUntil: kind === 'relative' || plusUntil === '+',
    },
    rest: text.slice(all.length).trim(),
  };
}

function readOptions(text: string): TcpOption[] | undefined {
  if (text.trim() === '...') return undefined;
  return text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
    .map((word): TcpOption => {
      const ts = /^TS val (\d+) ecr (\d+)$/.exec(word);
      if (ts) return { kind: 'TS', values: [Number(ts[1]), Number(ts[2])] };
      if (word.startsWith('sack ')) {
        const edges = word
          .slice(5)
          .trim()
          .split(/\s+/)
          .flatMap(pair => pair.split(':').map(Number));
        return { kind: 'sack', values: edges };
      }
      const plain = /^(mss|wscale) (\d+)$/.exec(word);
      if (plain) return { kind: plain[1] as 'mss', values: [Number(plain[2])] };
      if (word === 'sackOK' || word === 'nop' || word === 'eol') return { kind: word, values: [] };
      throw new Unsupported(`the TCP option "${word}"`);
    });
}

function readPacket(text: string): TcpPacket | IcmpPacket {
  const icmp = /^(\d*)\s*icmp\s+(\w+)\s+(\w+)?(?:\s+mtu\s+(\d+))?\s*\[(?:(\d+):\d+\((\d+)\))?[^\]]*\]$/.exec(text);
  if (icmp) {
    const [, port, type, code = '', mtu, seq, length] = icmp;
    return {
      kind: 'icmp',
      port: Number(port),
      type: type!,
      code,
      mtu: Number(mtu ?? 0),
      seq: Number(seq ?? 0),
      length: Number(length ?? 0),
    };
  }
  const tcp =
    /^(\d*)\s*(?:\[(\w+)\]\s*)?([SFRPUEWCA.]+|-)\s+(\d+)(?::(\d+)\((\d+)\))?(?:\s+ack\s+(\d+))?(?:\s+win\s+(\d+))?\s*(?:<([^>]*)>)?$/.exec(
      text,
    );
  if (tcp === null) throw new Unsupported(`the packet "${text}"`);
  const [, port, ecn, flags, seq, end, length, ack, win, options] = tcp;
  if ((ecn !== undefined && ecn !== 'noecn') || /[EWCA]/.test(flags!)) throw new Unsupported('ECN');
  if (flags!.includes('U')) throw new Unsupported('urgent data');
  if (end !== undefined && Number(end) - Number(seq) !== Number(length))
    throw new Unsupported(`lengths that do not fit: "${text}"`);
  return {
    kind: 'tcp',
    port: Number(port),
    flags: flags!,
    seq: Number(seq),
    length: Number(length ?? 0),
    ack: ack === undefined ? undefined : Number(ack),
    win: win === undefined ? undefined : Number(win),
    options: options === undefined ? [] : readOptions(options),
  };
}

/** Arguments of a call: numbers, words joined by |, strings, `...`, lists and structs. */
class Reader {
  at = 0;
  constructor(readonly text: string) {}
  skip(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }
  take(word: string): boolean {
    this.skip();
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }
  match(pattern: RegExp): string | undefined {
    this.skip();
    const found = new RegExp(pattern.source, 'y');
    found.lastIndex = this.at;
    const got = found.exec(this.text)?.[0];
    if (got !== undefined) this.at += got.length;
    return got;
  }
  values(close: string): Value[] {
    const out: Value[] = [];
    if (this.take(close)) return out;
    do out.push(this.value());
    while (this.take(','));
    if (!this.take(close)) throw new Unsupported(`"${this.text.slice(this.at)}": expected ${close}`);
    return out;
  }
  value(): Value {
    if (this.take('...')) return { kind: 'any' };
    if (this.take('[')) return { kind: 'list', items: this.values(']') };
    if (this.take('{'))
      return /^\s*\w+(?:\([^()]*\))?\s*=/.test(this.text.slice(this.at)) ? this.struct() : this.vector();
    const quoted = this.match(/"(?:[^"\\]|\\.)*"/);
    if (quoted !== undefined) return { kind: 'string', text: quoted.slice(1, -1) };
    const number = this.match(/-?(?:0x[\da-fA-F]+|\d+)/);
    if (number !== undefined) return { kind: 'number', value: Number(number) };
    const words: string[] = [];
    do {
      const word = this.match(/\w+(?:\([^()]*\))?/);
      if (word === undefined) throw new Unsupported(`the argument "${this.text.slice(this.at)}"`);
      words.push(word);
    } while (this.take('|'));
    return { kind: 'word', words };
  }
  /** `{..., 100}`: where bytes are, and how many. */
  vector(): Value {
    return { kind: 'list', items: this.values('}') };
  }
  struct(): Value {
    const fields: Record<string, Value> = {};
    do {
      const name = this.match(/\w+/);
      if (name === undefined) break;
      this.match(/\([^()]*\)/);
      if (!this.take('=')) throw new Unsupported(`the struct at "${this.text.slice(this.at)}"`);
      fields[name] = this.value();
    } while (this.take(','));
    if (!this.take('}')) throw new Unsupported(`"${this.text.slice(this.at)}": expected }`);
    return { kind: 'struct', fields };
  }
}

function readCall(text: string) {
  const reader = new Reader(text);
  const name = reader.match(/\w+/);
  if (name === undefined || !reader.take('(')) throw new Unsupported(`"${text}"`);
  const args = reader.values(')');
  let result: number | undefined;
  let resultAny = true;
  if (reader.take('=')) {
    if (!reader.take('...')) {
      const value = reader.match(/-?(?:0x[\da-fA-F]+|\d+)/);
      if (value === undefined) throw new Unsupported(`the result of "${text}"`);
      result = Number(value);
      resultAny = false;
    }
  }
  const errno = reader.match(/E[A-Z]+/);
  return { kind: 'call', name, args, result, errno, resultAny } as const;
}

const opens = (text: string): number =>
  [...text.replace(/"(?:[^"\\]|\\.)*"/g, '')].reduce((n, c) => n + (c === '(' ? 1 : c === ')' ? -1 : 0), 0);

/** Reads a script. Events keep the line they began in. */
export function parseScript(given: string): Script {
  const flags: Record<string, string> = {};
  const events: Event[] = [];
  const lines = withoutComments(given).split('\n');
  let when: When = { kind: 'relative', at: 0, until: undefined, relativeUntil: true };
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1;
    let text = lines[i]!.trim();
    if (text === '') continue;
    const flag = /^--(\w+)(?:=(.*))?$/.exec(text);
    if (flag) {
      flags[flag[1]!] = flag[2] ?? '';
      continue;
    }
    const head = readWhen(text);
    when = head?.when ?? { kind: 'relative', at: 0, until: undefined, relativeUntil: true };
    if (head !== undefined) text = head.rest;
    if (text === '') continue;
    if (text.startsWith('`')) {
      while (!/`\s*$/.test(text.slice(1)) && i + 1 < lines.length) text += `\n${lines[++i]}`;
      events.push({ line, text, when, kind: 'shell', command: text.trim().slice(1, -1) });
    } else if (text.startsWith('%{')) {
      while (!text.includes('}%') && i + 1 < lines.length) text += `\n${lines[++i]}`;
      events.push({ line, text, when, kind: 'code', code: text.slice(2, text.indexOf('}%')) });
    } else if (text.startsWith('<') || text.startsWith('>')) {
      const kind = text.startsWith('<') ? 'in' : 'out';
      events.push({ line, text, when, kind, packet: readPacket(text.slice(1).trim()) });
    } else {
      while (opens(text) > 0 && i + 1 < lines.length) text += ` ${lines[++i]!.trim()}`;
      events.push({ line, text, when, ...readCall(text) });
    }
  }
  return { flags, events };
}
