// A segment comes in: is it whole, whose is it (Linux tcp_v4_rcv(), tcp_v4_do_rcv()).
import { foldChecksum, pseudoHeaderSum, sum16 } from '../../wire/index.js';
import { type IpPacket, ipProtocol } from '../ip-rcv.js';
import type { Stack } from '../stack.js';
import type { SocketRow } from '../tables.js';
import { checkRequest, checkSynCookie } from './child.js';
import { findConnection, findListener, findRequest } from './lookup.js';
import { readOptions } from './options.js';
import { connRequest } from './request.js';
import { STATE_PROCESS, TCP_RCV } from './stages.js';
import { stateProcess } from './state.js';
import { ACK, FIN, RST, SYN } from './tables.js';
import { loadTcb, save, type Tcb } from './tcb.js';
import { timeWaitProcess } from './timewait.js';
import { flagText, type Heard, sendReset } from './transmit.js';

const PROTOCOL = 6;
ipProtocol(PROTOCOL, tcpReceive);

const word = (b: Uint8Array, at: number): number =>
  ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;

function tcpReceive(stack: Stack, packet: IpPacket): void {
  const { journal } = stack.world;
  const { skb, off, end, src, dst } = packet;
  const { buf, frame, ns } = skb;
  const short = { frame, netns: ns.name, ip: src };
  const header = end - off < 20 ? 0 : (buf[off + 12]! >> 4) * 4;
  if (header < 20 || off + header > end) {
    journal.note(TCP_RCV, 'tcp.truncated', short, 'drop');
    return;
  }
  if (foldChecksum(pseudoHeaderSum({ src, dst, proto: PROTOCOL }, end - off) + sum16(buf, off, end)) !== 0) {
    journal.note(TCP_RCV, 'tcp.bad-checksum', short, 'drop');
    return;
  }
  // RFC 1122 §4.2.3.10: a connection has one peer.
  if (skb.type !== 'host' || packet.broadcast) {
    journal.note(TCP_RCV, 'tcp.not-unicast', short, 'drop');
    return;
  }
  const heard: Heard = {
    packet,
    srcPort: (buf[off]! << 8) | buf[off + 1]!,
    dstPort: (buf[off + 2]! << 8) | buf[off + 3]!,
    seq: word(buf, off + 4),
    ack: word(buf, off + 8),
    flags: buf[off + 13]! & 0x3f,
    length: end - off - header,
  };
  demultiplex(stack, heard, off + header);
}

/** Finds whose segment it is: a connection, a handshake under way, a listening socket, or nobody. */
function demultiplex(stack: Stack, heard: Heard, dataAt: number): void {
  const { journal } = stack.world;
  const { packet, srcPort, dstPort, flags, length } = heard;
  const { ns, frame, buf } = packet.skb;
  const args = {
    frame,
    netns: ns.name,
    ip: packet.src,
    toPort: srcPort,
    local: dstPort,
    flags: flagText(flags),
    length,
  };
  let owner = findConnection(ns, packet.dst, dstPort, packet.src, srcPort);
  const wnd = (buf[packet.off + 14]! << 8) | buf[packet.off + 15]!;
  const options = readOptions(buf, packet.off + 20, dataAt);
  if (owner !== undefined) {
    const tp = loadTcb(stack, ns, owner.id);
    if (tp !== undefined && tp.c.state !== 'CLOSED') {
      journal.begin(TCP_RCV, 'tcp.receive', args);
      if (tp.c.state === 'TIME-WAIT') {
        const { isn } = timeWaitProcess(tp, heard, options);
        if (isn !== undefined) toListener(stack, heard, dataAt, options, wnd, undefined, isn);
      } else {
        stateProcess(tp, heard, options, wnd, dataAt);
        save(tp);
      }
      journal.end();
      return;
    }
    owner = undefined;
  }
  const request = findRequest(stack, ns, packet.dst, dstPort, packet.src, srcPort);
  if (request !== undefined) {
    journal.begin(TCP_RCV, 'tcp.receive', args);
    childProcess(checkRequest(stack, request, heard, options), heard, options, wnd, dataAt);
    journal.end();
    return;
  }
  owner = findListener(stack, ns, packet.dst, dstPort);
  if (owner === undefined) {
    journal.begin(TCP_RCV, 'tcp.no-socket', args);
    sendReset(stack, heard);
    journal.end('drop');
    return;
  }
  journal.begin(TCP_RCV, 'tcp.receive', args);
  toListener(stack, heard, dataAt, options, wnd, owner);
  journal.end();
}

/** RFC 9293 §3.10.7.2: in LISTEN a reset is ignored, an ACK is answered by one (unless it brings a cookie), a SYN counts. */
function toListener(
  stack: Stack,
  heard: Heard,
  dataAt: number,
  options: ReturnType<typeof readOptions>,
  wnd: number,
  known: SocketRow | undefined,
  isn?: number,
): void {
  const { packet, flags, dstPort } = heard;
  const owner = known ?? findListener(stack, packet.skb.ns, packet.dst, dstPort);
  if ((flags & RST) !== 0) return;
  if (owner === undefined) {
    sendReset(stack, heard);
    return;
  }
  if ((flags & ACK) !== 0) {
    const made = checkSynCookie(stack, owner, heard, options);
    if (made === 'drop') return;
    if (made === 'none') refuse(stack, heard);
    else childProcess(made, heard, options, wnd, dataAt);
    return;
  }
  // Linux drops a SYN that also says FIN.
  if ((flags & (SYN | FIN)) === SYN) connRequest(stack, owner, heard, options, isn);
}

/** No connection has these four values, only somebody who listens: an ACK there is of an old connection, or of none. */
function refuse(stack: Stack, heard: Heard): void {
  const { journal } = stack.world;
  const { packet, srcPort, dstPort } = heard;
  const { frame, ns } = packet.skb;
  const args = { frame, netns: ns.name, local: dstPort, ip: packet.src, toPort: srcPort };
  journal.begin(STATE_PROCESS, 'tcp.listen-ack', args);
  sendReset(stack, heard);
  journal.end('drop');
}

/** The segment that made a connection is the first one it handles (Linux tcp_child_process). */
function childProcess(
  tp: Tcb | undefined,
  heard: Heard,
  options: ReturnType<typeof readOptions>,
  wnd: number,
  dataAt: number,
): void {
  if (tp === undefined) return;
  stateProcess(tp, heard, options, wnd, dataAt);
  save(tp);
}
