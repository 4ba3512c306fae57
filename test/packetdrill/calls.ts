// The system calls of a script, made at a host's sockets. A call that would block says so and is tried again.
import {
  ALGORITHMS,
  canRead,
  canWrite,
  type Netns,
  NO_OPTIONS,
  rcvbufOf,
  type Stack,
  sndbufOf,
  type TcpOptions,
  takeError,
  tcpAccept,
  tcpBind,
  tcpClose,
  tcpConnect,
  tcpListen,
  tcpRecv,
  tcpSend,
  tcpSetOption,
  tcpShutdown,
  tcpSocket,
  tcpTables,
} from '../../src/net/index.js';
import { tcpInfo } from './info.js';
import { type Event, Unsupported, type Value } from './script.js';
import { REMOTE } from './wire.js';

export type Call = Extract<Event, { kind: 'call' }>;
/** What a call gave; `wait`: it blocks. */
export type Outcome = { readonly value: number; readonly errno?: string; readonly problem?: string } | 'wait';

export const PORT = 8080;

const KNOWN = new Set(
  'socket bind listen accept connect write send sendto sendmsg read recv shutdown close fcntl ioctl setsockopt getsockopt poll'.split(
    ' ',
  ),
);

export class Calls {
  readonly #stack: Stack;
  readonly #ns: Netns;
  /** Script's descriptor → socket. */
  readonly fds = new Map<number, number>();
  readonly #nonblocking = new Set<number>();
  /** Connects that have begun. */
  readonly #connecting = new Set<number>();
  readonly #sent = new Map<Call, number>();
  /** Writes that wait for room. */
  readonly #waits = new Set<Call>();
  readonly #until = new Map<Call, number>();
  latest = 0;

  constructor(stack: Stack, ns: Netns) {
    this.#stack = stack;
    this.#ns = ns;
  }

  #number(v: Value | undefined): number {
    if (v?.kind === 'number') return v.value;
    if (v?.kind === 'list') return this.#number(v.items[0]);
    throw new Unsupported(`the argument ${JSON.stringify(v)}`);
  }
  #words(v: Value | undefined): readonly string[] {
    return v?.kind === 'word' ? v.words : [];
  }
  #socket(call: Call): number {
    const id = this.fds.get(this.#number(call.args[0]));
    return id ?? -1;
  }

  /** Makes the call; again while it waits. */
  run(call: Call): Outcome {
    const { name } = call;
    if (!KNOWN.has(name)) throw new Unsupported(`the call ${name}()`);
    const id = name === 'socket' || name === 'poll' ? 0 : this.#socket(call);
    if (id < 0) return { value: -1, errno: 'EBADF' };
    const blocks = !this.#nonblocking.has(id) && !call.args.some(a => this.#words(a).includes('MSG_DONTWAIT'));
    switch (name) {
      case 'socket':
        return this.#open(call);
      case 'bind':
        return of(tcpBind(this.#stack, this.#ns, id, 0, this.#portOf(call.args[1])));
      case 'listen':
        return of(tcpListen(this.#stack, this.#ns, id, this.#number(call.args[1])));
      case 'accept':
        return this.#accept(call, id, blocks);
      case 'connect':
        return this.#connect(call, id, blocks);
      case 'write':
      case 'send':
      case 'sendto':
        return this.#write(call, id, this.#number(call.args[2]), blocks);
      case 'sendmsg':
        return this.#write(call, id, this.#lengthOf(call.args[1]), blocks);
      case 'read':
      case 'recv':
        return this.#read(call, id, this.#number(call.args[2]), blocks);
      case 'shutdown':
        return of(tcpShutdown(this.#stack, this.#ns, id, this.#how(call.args[1])));
      case 'close':
        tcpClose(this.#stack, this.#ns, id);
        this.fds.delete(this.#number(call.args[0]));
        return { value: 0 };
      case 'fcntl':
        return this.#fcntl(call, id);
      case 'ioctl':
        return this.#waiting(call, id);
      case 'setsockopt':
        return this.#setOption(call, id);
      case 'getsockopt':
        return this.#getOption(call, id);
      case 'poll':
        return this.#poll(call);
      default:
        throw new Unsupported(`the call ${name}()`);
    }
  }

  #portOf(v: Value | undefined): number {
    const port = v?.kind === 'struct' ? v.fields.sin_port : undefined;
    const word = this.#words(port)[0];
    return Number(/^htons\((\d+)\)$/.exec(word ?? '')?.[1] ?? PORT);
  }
  #how(v: Value | undefined): number {
    const at = ['SHUT_RD', 'SHUT_WR', 'SHUT_RDWR'].indexOf(this.#words(v)[0] ?? '');
    return at < 0 ? this.#number(v) : at;
  }

  #open(call: Call): Outcome {
    const kinds = this.#words(call.args[1]);
    if (!kinds.includes('SOCK_STREAM')) throw new Unsupported('a socket that is not SOCK_STREAM');
    const proto = this.#words(call.args[2])[0];
    if (proto === 'IPPROTO_MPTCP') throw new Unsupported('MPTCP');
    const socket = tcpSocket(this.#stack, this.#ns, 0);
    const fd = call.result ?? 3;
    this.fds.set(fd, socket.id);
    this.latest = socket.id;
    if (kinds.includes('SOCK_NONBLOCK')) this.#nonblocking.add(socket.id);
    return { value: fd };
  }

  #accept(call: Call, id: number, blocks: boolean): Outcome {
    const made = tcpAccept(this.#stack, this.#ns, id);
    if (made === 'EAGAIN' && blocks) return 'wait';
    if (typeof made === 'string') return { value: -1, errno: made };
    this.latest = made.id;
    const fd = call.result ?? -1;
    this.fds.set(fd, made.id);
    return { value: fd };
  }

  #connect(call: Call, id: number, blocks: boolean): Outcome {
    if (!this.#connecting.has(id)) {
      const error = tcpConnect(this.#stack, this.#ns, id, REMOTE, this.#portOf(call.args[1]));
      if (error !== 'EINPROGRESS') return of(error);
      if (!blocks) return { value: -1, errno: 'EINPROGRESS' };
      this.#connecting.add(id);
    }
    if (!canWrite(this.#stack, this.#ns, id)) return 'wait';
    this.#connecting.delete(id);
    return of(takeError(this.#stack, this.#ns, id));
  }

  #write(call: Call, id: number, length: number, blocks: boolean): Outcome {
    const before = this.#sent.get(call) ?? 0;
    // Who waits is woken when a third of the buffer is free, not by every byte.
    if (this.#waits.has(call) && !canWrite(this.#stack, this.#ns, id)) return 'wait';
    const more = call.args.some(a => this.#words(a).includes('MSG_MORE'));
    const got = tcpSend(this.#stack, this.#ns, id, new Uint8Array(length - before), more);
    if (got === 'EAGAIN') {
      if (blocks) this.#waits.add(call);
      if (blocks) return 'wait';
      return before > 0 ? { value: before } : { value: -1, errno: got };
    }
    if (typeof got === 'string') return { value: -1, errno: got };
    const all = before + got;
    this.#sent.set(call, all);
    if (all === length || !blocks) return { value: all };
    this.#waits.add(call);
    return 'wait';
  }

  /** Bytes in all parts of a message. */
  #lengthOf(v: Value | undefined): number {
    const parts = v?.kind === 'struct' ? v.fields.msg_iov : undefined;
    if (v?.kind !== 'struct' || parts?.kind !== 'list') throw new Unsupported('a message without parts');
    if (v.fields.msg_control !== undefined) throw new Unsupported('control messages');
    return parts.items.reduce((sum, part) => sum + (part.kind === 'list' ? this.#number(part.items[1]) : 0), 0);
  }

  #read(call: Call, id: number, length: number, blocks: boolean): Outcome {
    const peek = call.args.some(a => this.#words(a).includes('MSG_PEEK'));
    const got = tcpRecv(this.#stack, this.#ns, id, length, peek);
    if (got === 'EAGAIN' && blocks) return 'wait';
    return typeof got === 'string' ? { value: -1, errno: got } : { value: got.length };
  }

  #fcntl(call: Call, id: number): Outcome {
    const [command] = this.#words(call.args[1]);
    if (command === 'F_GETFL') return { value: 2 };
    if (this.#words(call.args[2]).includes('O_NONBLOCK')) this.#nonblocking.add(id);
    else this.#nonblocking.delete(id);
    return { value: 0 };
  }

  /** ioctl(SIOCINQ), ioctl(SIOCOUTQ): bytes to be read, bytes not acknowledged. */
  #waiting(call: Call, id: number): Outcome {
    const [what = ''] = this.#words(call.args[1]);
    const tables = tcpTables(this.#stack, this.#ns);
    const [r, s] = [tables.rcv.get(id), tables.send.get(id)];
    if (r === undefined || s === undefined || (what !== 'SIOCINQ' && what !== 'SIOCOUTQ'))
      throw new Unsupported(`ioctl ${what}`);
    const got = what === 'SIOCINQ' ? (r.nxt - r.copied) | 0 : (s.write - s.una) | 0;
    const wanted = this.#number(call.args[2]);
    return wanted === got ? { value: 0 } : { value: 0, problem: `${what} is ${got}, not ${wanted}` };
  }

  #setOption(call: Call, id: number): Outcome {
    const name = this.#words(call.args[2])[0] ?? '';
    const value = call.args[3];
    if (name === 'SO_LINGER') {
      const on = value?.kind === 'struct' ? this.#number(value.fields.onoff) : 0;
      const seconds = value?.kind === 'struct' ? this.#number(value.fields.linger) : 0;
      return of(tcpSetOption(this.#stack, this.#ns, id, { linger: on === 0 ? -1 : seconds * 1e9 }));
    }
    if (name === 'TCP_CONGESTION') {
      const text = value?.kind === 'string' ? value.text : '';
      const congestion = ALGORITHMS.find(a => a === text);
      if (congestion === undefined) return of('ENOENT');
      return of(tcpSetOption(this.#stack, this.#ns, id, { congestion }));
    }
    const n = this.#number(value);
    const changes: Readonly<Record<string, Partial<TcpOptions>>> = {
      SO_REUSEADDR: { reuse: n !== 0 },
      TCP_NODELAY: { nodelay: n !== 0 },
      TCP_CORK: { cork: n !== 0 },
      SO_KEEPALIVE: { keepalive: n !== 0 },
      TCP_KEEPIDLE: { keepIdle: n * 1e9 },
      TCP_KEEPINTVL: { keepInterval: n * 1e9 },
      TCP_KEEPCNT: { keepCount: n },
      SO_RCVBUF: { rcvbuf: Math.max(2304, n * 2) },
      SO_SNDBUF: { sndbuf: Math.max(4608, n * 2) },
      TCP_USER_TIMEOUT: { userTimeout: n * 1e6 },
      TCP_SYNCNT: { syncnt: n },
      TCP_MAXSEG: { maxseg: n },
      TCP_LINGER2: { linger2: n * 1e9 },
    };
    const change = changes[name];
    if (change === undefined) throw new Unsupported(`the option ${name}`);
    return of(tcpSetOption(this.#stack, this.#ns, id, change));
  }

  #optionsOf(id: number): TcpOptions {
    return tcpTables(this.#stack, this.#ns).options.get(id)?.options ?? NO_OPTIONS;
  }

  #getOption(call: Call, id: number): Outcome {
    const name = this.#words(call.args[2])[0] ?? '';
    const wanted = call.args[3]?.kind === 'list' ? call.args[3].items[0] : call.args[3];
    let got: number;
    if (name === 'SO_ERROR') got = ERRNO[takeError(this.#stack, this.#ns, id) ?? ''] ?? 0;
    else if (name === 'TCP_MAXSEG') got = tcpInfo(this.#stack, this.#ns, id)?.tcpi_snd_mss ?? 0;
    else if (name === 'SO_SNDBUF') got = sndbufOf(this.#ns, this.#optionsOf(id));
    else if (name === 'SO_RCVBUF') got = rcvbufOf(this.#ns, this.#optionsOf(id));
    else if (name === 'TCP_NODELAY') got = Number(this.#optionsOf(id).nodelay);
    else throw new Unsupported(`the option ${name}`);
    if (wanted === undefined || wanted.kind === 'any') return { value: 0 };
    const expected = wanted.kind === 'word' ? ERRNO[wanted.words[0]!] : this.#number(wanted);
    return expected === got ? { value: 0 } : { value: 0, problem: `${name} is ${got}, not ${expected}` };
  }

  #poll(call: Call): Outcome {
    const list = call.args[0]?.kind === 'list' ? call.args[0].items : [];
    const timeout = this.#number(call.args[2]);
    const { now } = this.#stack.world;
    if (!this.#until.has(call)) this.#until.set(call, timeout < 0 ? Number.POSITIVE_INFINITY : now + timeout * 1e6);
    let ready = 0;
    const problems: string[] = [];
    for (const item of list) {
      if (item.kind !== 'struct') throw new Unsupported('poll() of something that is no struct');
      const id = this.fds.get(this.#number(item.fields.fd)) ?? -1;
      const asked = this.#words(item.fields.events);
      const has = this.#events(id).filter(e => asked.includes(e) || e === 'POLLERR' || e === 'POLLHUP');
      if (has.length > 0) ready++;
      const wanted = this.#words(item.fields.revents);
      if (item.fields.revents !== undefined && [...wanted].sort().join('|') !== [...has].sort().join('|'))
        problems.push(`revents is ${has.join('|') || '0'}, not ${wanted.join('|') || '0'}`);
    }
    if (ready === 0 && now < this.#until.get(call)!) return 'wait';
    return problems.length === 0 ? { value: ready } : { value: ready, problem: problems.join('; ') };
  }

  #events(id: number): string[] {
    const c = tcpTables(this.#stack, this.#ns).tcp.get(id);
    const out: string[] = [];
    if (c === undefined) return ['POLLNVAL'];
    if (canRead(this.#stack, this.#ns, id)) out.push('POLLIN');
    if (canWrite(this.#stack, this.#ns, id)) out.push('POLLOUT');
    if ((c.shutdown & 1) !== 0) out.push('POLLRDHUP');
    if (c.shutdown === 3 || c.state === 'CLOSED') out.push('POLLHUP');
    if (this.#ns.sockets.get(id)?.error !== undefined) out.push('POLLERR');
    return out;
  }

  /** When a call that waits must be looked at again, even if nothing happens; ns. */
  wakeAt(call: Call): number {
    return this.#until.get(call) ?? Number.POSITIVE_INFINITY;
  }
}

const ERRNO: Readonly<Record<string, number>> = {
  EPIPE: 32,
  ENETUNREACH: 101,
  ECONNRESET: 104,
  ETIMEDOUT: 110,
  ECONNREFUSED: 111,
  EHOSTUNREACH: 113,
};

const of = (error: string | undefined): Outcome => (error === undefined ? { value: 0 } : { value: -1, errno: error });
