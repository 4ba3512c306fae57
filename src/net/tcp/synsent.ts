// The answer to our SYN (RFC 9293 §3.10.7.3; Linux tcp_rcv_synsent_state_process()).
import { socketWake } from '../socket.js';
import { tcpAck } from './ack.js';
import { segmentAt, setSegment } from './chain.js';
import { startKeepalive } from './keepalive.js';
import type { ReadOptions } from './options.js';
import { sendAck, syncMss, writeXmit } from './output.js';
import { enterQuickAck } from './receive.js';
import { after, plus } from './seq.js';
import { fail, setState } from './sock.js';
import { SYN_SENT } from './stages.js';
import { synOptions } from './syn-options.js';
import { ACK, RST, SYN } from './tables.js';
import { save, type Tcb } from './tcb.js';
import { type Heard, sendReset, transmitTcp } from './transmit.js';

const argsOf = (tp: Tcb, heard: Heard) => ({
  frame: heard.packet.skb.frame,
  netns: tp.ns.name,
  local: tp.sock.localPort,
  ip: tp.sock.remoteIp,
  toPort: tp.sock.remotePort,
});

/** What both sides offered holds; the peer's numbers begin. */
function negotiate(tp: Tcb, heard: Heard, options: ReadOptions): void {
  const { c, r, ns, stack } = tp;
  const on = (name: string) => ns.sysctl(`net.ipv4.${name}`) !== 0;
  c.ts = options.hasTs && on('tcp_timestamps');
  c.sack = options.sackOk && on('tcp_sack');
  const scaled = options.scale >= 0 && on('tcp_window_scaling');
  c.sndScale = scaled ? options.scale : 0;
  if (!scaled) {
    c.rcvScale = 0;
    r.wnd = Math.min(r.wnd, 65535);
  }
  c.peerMss = options.mss === 0 ? 536 : options.mss;
  r.irs = heard.seq;
  r.nxt = plus(heard.seq, 1);
  r.wup = r.nxt;
  r.copied = r.nxt;
  r.lastData = stack.world.now;
  if (c.ts) {
    r.tsRecent = options.tsVal;
    r.tsAt = stack.world.now;
  }
  syncMss(tp);
  r.mss = Math.min(c.mss, 536);
}

/** A segment in SYN-SENT. */
export function synSent(tp: Tcb, heard: Heard, options: ReadOptions, wnd: number): void {
  const { journal } = tp.stack.world;
  const { flags, ack } = heard;
  const args = argsOf(tp, heard);
  const acks = (flags & ACK) !== 0;
  if (acks && (!after(ack, tp.s.una) || after(ack, tp.s.nxt))) {
    journal.begin(SYN_SENT, 'tcp.synsent-bad-ack', args);
    sendReset(tp.stack, heard);
    journal.end('drop');
    return;
  }
  if ((flags & RST) !== 0) {
    // Without an acknowledgement anybody could have sent it.
    if (!acks) {
      journal.note(SYN_SENT, 'tcp.synsent-useless', args, 'drop');
      return;
    }
    journal.begin(SYN_SENT, 'tcp.synsent-refused', args);
    fail(tp, 'ECONNREFUSED');
    journal.end();
    return;
  }
  if ((flags & SYN) === 0) {
    journal.note(SYN_SENT, 'tcp.synsent-useless', args, 'drop');
    return;
  }
  if (acks) {
    journal.begin(SYN_SENT, 'tcp.synsent-answer', args);
    negotiate(tp, heard, options);
    tp.s.wnd = wnd;
    tp.s.wl1 = plus(heard.seq, -1);
    tp.s.maxWnd = wnd;
    tcpAck(tp, heard, options, wnd);
    setState(tp, 'ESTAB');
    enterQuickAckAtStart(tp);
    sendAck(tp);
    writeXmit(tp);
    startKeepalive(tp);
    save(tp);
    socketWake(tp.stack, tp.sock);
    journal.end();
    return;
  }
  // Both sides open at once (RFC 9293 §3.5, figure 8): our SYN goes again, and acknowledges theirs.
  journal.begin(SYN_SENT, 'tcp.synsent-both', args);
  negotiate(tp, heard, options);
  tp.s.wnd = wnd;
  tp.s.maxWnd = wnd;
  setState(tp, 'SYN-RECV');
  const syn = segmentAt(tp, tp.s.una);
  if (syn !== undefined) setSegment(tp, { ...syn, sent: syn.sent + 1, sentAt: tp.stack.world.now });
  transmitTcp(tp, tp.s.iss, SYN | ACK, undefined, synOptions(tp, SYN | ACK));
  save(tp);
  journal.end();
}

/** The first data is acknowledged at once. */
function enterQuickAckAtStart(tp: Tcb): void {
  if (tp.r.ato !== 0) enterQuickAck(tp, 16);
}
