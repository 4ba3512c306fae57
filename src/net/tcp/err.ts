// ICMP errors about segments (RFC 1122 §4.2.3.9, RFC 5927, RFC 1191; Linux tcp_v4_err()).
import { type ErrorAbout, ipErrorHandler } from '../icmp.js';
import type { Stack } from '../stack.js';
import { findConnection, findRequest } from './lookup.js';
import { mtuReduced } from './path-mtu.js';
import { dropRequest } from './request.js';
import { after, before } from './seq.js';
import { fail } from './sock.js';
import { TCP_ERR } from './stages.js';
import { loadTcb, save } from './tcb.js';

/** Linux icmp_err_convert: codes of "destination unreachable". Those that end a connection are marked. */
const UNREACHABLE: Readonly<Record<number, readonly [error: string, fatal: boolean]>> = {
  0: ['ENETUNREACH', false],
  1: ['EHOSTUNREACH', false],
  2: ['ENOPROTOOPT', true],
  3: ['ECONNREFUSED', true],
  5: ['EOPNOTSUPP', false],
  6: ['ENETUNREACH', true],
  7: ['EHOSTDOWN', true],
  9: ['ENETUNREACH', true],
  10: ['EHOSTUNREACH', true],
  13: ['EHOSTUNREACH', true],
};
const FRAGMENTATION_NEEDED = 4;

const REDIRECT = 5;

ipErrorHandler(6, tcpError);

/** An ICMP error quotes a segment; whether it is one of ours that is under way. */
function tcpError(stack: Stack, { packet, type, code, info, src: local, dst: remote, inner: at }: ErrorAbout): boolean {
  const { journal } = stack.world;
  const { skb, src } = packet;
  const { buf, ns, frame } = skb;
  const port = (i: number) => (buf[at + i]! << 8) | buf[at + i + 1]!;
  const ip = { local, remote };
  const args = { frame, netns: ns.name, ip: src, type, code, local: port(0) };
  const request = findRequest(stack, ns, ip.local, port(0), ip.remote, port(2));
  const sock = findConnection(ns, ip.local, port(0), ip.remote, port(2));
  const tp = sock === undefined ? undefined : loadTcb(stack, ns, sock.id);
  const seq = ((buf[at + 4]! << 24) | (buf[at + 5]! << 16) | (buf[at + 6]! << 8) | buf[at + 7]!) >>> 0;
  if (request !== undefined && seq === request.iss && type === 3 && UNREACHABLE[code]?.[1] === true) {
    journal.begin(TCP_ERR, 'tcp.icmp-hard', { ...args, error: UNREACHABLE[code]![0] });
    dropRequest(stack, ns, request);
    journal.end();
    return true;
  }
  // RFC 5927 §4: an error about what is not under way is a forgery, or too late.
  if (tp === undefined || before(seq, tp.s.una) || after(seq, tp.s.nxt) || tp.c.state === 'TIME-WAIT') {
    journal.note(TCP_ERR, 'tcp.icmp-ignored', { ...args, error: '' }, 'drop');
    return false;
  }
  // What it says of the way is the route's business, not the connection's (Linux do_redirect()).
  if (type === REDIRECT) return true;
  if (type === 3 && code === FRAGMENTATION_NEEDED) {
    mtuReduced(tp, info & 0xffff, args, seq);
    // The route has learned it already, before anything went again.
    return false;
  }
  const [error] = (type === 3 ? UNREACHABLE[code] : undefined) ?? ['EHOSTUNREACH'];
  const opening = tp.c.state === 'SYN-SENT' || tp.c.state === 'SYN-RECV';
  // RFC 1122 §4.2.3.9: soft errors are remembered; Linux lets any of them end a connection that is not yet one.
  if (opening && type === 3) {
    journal.begin(TCP_ERR, 'tcp.icmp-hard', { ...args, error });
    fail(tp, error);
    journal.end();
    return true;
  }
  journal.begin(TCP_ERR, 'tcp.icmp-soft', { ...args, error });
  tp.c.softError = error;
  save(tp);
  journal.end();
  return true;
}
