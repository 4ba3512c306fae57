// arping (iputils): asks by ARP who has an address, looks for duplicates (-D), or tells everybody about an own address
// (-U, -A). It speaks ARP itself, over a packet socket: the neighbour table is not asked. Read process.ts and ping.ts
// first.
import { type Message, openPacket, sendArpFrom, takeMessage } from '../net/index.js';
import { arp, arpOpcode, broadcastMac, ethernet, formatIpv4, formatMac } from '../wire/index.js';
import { type ArpingOptions, arpingDevice, arpingSource, parseArping } from './arping-options.js';
import { isUsageError, type UsageError } from './getopt.js';
import { type Calls, program } from './process.js';

interface ArpingState {
  readonly options: ArpingOptions;
  readonly socket: number;
  readonly dev: number;
  readonly src: number;
  readonly started: number;
  /** Whom the next probe goes to: everybody, until somebody has answered. */
  target: number;
  sent: number;
  broadcasts: number;
  received: number;
  /** Of those: requests, and frames to everybody. */
  requests: number;
  heardAll: number;
  /** Probes that had their time. */
  turns: number;
  lastAt: number;
}

const ETHERTYPE = 0x0806;
const SECOND = 1_000_000_000;

function send(state: ArpingState, calls: Calls): void {
  const { options } = state;
  const dev = calls.stack.dev(state.dev);
  sendArpFrom(calls.stack, dev, state.target, {
    opcode: options.advert ? arpOpcode.reply : arpOpcode.request,
    srcMac: dev.mac,
    srcIp: state.src,
    // iputils differs from RFC 826: the field that asks is filled with the address the frame goes to.
    dstMac: options.advert ? dev.mac : state.target,
    dstIp: options.dst,
  });
  state.sent++;
  if (state.target === broadcastMac) state.broadcasts++;
  state.lastAt = calls.now;
}

/** iputils counts half a millisecond too much: `0.597ms` for 97 µs. */
function milliseconds(ns: number): string {
  const us = Math.floor((ns + 500) / 1000);
  const ms = Math.floor((us + 500) / 1000);
  return `${ms}.${String(us - ms * 1000 + 500).padStart(3, '0')}ms`;
}

/** Takes one frame; says whether it was the last one waited for (iputils recv_pack()). */
function receive(state: ArpingState, message: Message, calls: Calls): boolean {
  const { options, src } = state;
  const dev = calls.stack.dev(state.dev);
  const frame = calls.stack.world.frames.view(message.frame);
  const at = message.offset;
  if (message.length < 28) return false;
  const opcode = arp.get.opcode(frame, at);
  const srcMac = arp.get.srcMac(frame, at);
  const dstMac = arp.get.dstMac(frame, at);
  const dstIp = arp.get.dstIp(frame, at);
  const to = ethernet.get.dst(frame, at - ethernet.minSize);
  if (opcode !== arpOpcode.request && opcode !== arpOpcode.reply) return false;
  if (arp.get.srcIp(frame, at) !== options.dst) return false;
  // RFC 5227 §2.1.1: whoever speaks for the address has it; otherwise the answer has to be to us.
  const conflict = srcMac !== dev.mac && (src === 0 || src === dstIp);
  if (options.duplicate ? !conflict : dstIp !== src || dstMac !== dev.mac) return false;
  if (!options.quiet) {
    const how = `${to === dev.mac ? 'Unicast' : 'Broadcast'} ${opcode === arpOpcode.reply ? 'reply' : 'request'}`;
    const others = dstMac === dev.mac ? '' : `${dstIp === src ? 'for ' : ''}[${formatMac(dstMac).toUpperCase()}]`;
    const whom = `${dstIp === src ? '' : `for ${formatIpv4(dstIp)} `}${others}`;
    const from = `${formatIpv4(options.dst)} [${formatMac(srcMac).toUpperCase()}]`;
    calls.print(`${how} from ${from} ${whom} ${milliseconds(message.at - state.lastAt)}`);
  }
  state.received++;
  if (options.timeout > 0 && state.received === options.count) return true;
  if (to !== dev.mac) state.heardAll++;
  if (opcode === arpOpcode.request) state.requests++;
  if (options.quitOnReply) return true;
  if (!options.broadcastOnly) state.target = srcMac;
  return false;
}

/** iputils finish(): what was sent and heard, and the exit status. */
function finish(state: ArpingState, calls: Calls): ArpingState {
  const { options, sent, broadcasts, received } = state;
  if (!options.quiet) {
    calls.print(`Sent ${sent} probes (${broadcasts} broadcast(s))`);
    const kinds = [
      ...(state.requests > 0 ? [`${state.requests} request(s)`] : []),
      ...(state.heardAll > 0 ? [`${state.heardAll} broadcast(s)`] : []),
    ];
    calls.print(`Received ${received} response(s)${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`);
  }
  if (options.duplicate) calls.exit(received > 0 ? 1 : 0);
  else if (options.unsolicited) calls.exit(0);
  else if (options.timeout > 0 && options.count < 0) calls.exit(received > 0 ? 0 : 1);
  else calls.exit(received === sent ? 0 : 1);
  return state;
}

/** Waits for the next turn, the end of time, or a frame. */
function wait(state: ArpingState, calls: Calls): ArpingState {
  const { options, started, turns } = state;
  calls.wakeAt(started + (turns + 1) * options.interval * SECOND);
  if (options.timeout > 0) calls.wakeAt(started + options.timeout * SECOND);
  calls.wakeOn(state.socket);
  return state;
}

function refuse(problem: UsageError, calls: Calls): undefined {
  for (const line of problem.lines) problem.stdout ? calls.print(line) : calls.complain(line);
  calls.exit(problem.status);
  return undefined;
}

export const arping = program<ArpingState | undefined>({
  name: 'arping',
  start(argv, calls) {
    const options = parseArping(argv);
    if (isUsageError(options)) return refuse(options, calls);
    const dev = arpingDevice(options, calls);
    if (isUsageError(dev)) return refuse(dev, calls);
    const src = arpingSource(options, dev, calls);
    if (isUsageError(src)) return refuse(src, calls);
    const socket = openPacket(calls.stack, calls.ns, calls.pid, dev, ETHERTYPE).id;
    if (!options.quiet) calls.print(`ARPING ${formatIpv4(options.dst)} from ${formatIpv4(src)} ${dev.name}`);
    const counts = { sent: 0, broadcasts: 0, received: 0, requests: 0, heardAll: 0, turns: 0 };
    const times = { started: calls.now, lastAt: calls.now };
    const state: ArpingState = { options, socket, dev: dev.id, src, target: broadcastMac, ...counts, ...times };
    send(state, calls);
    return wait(state, calls);
  },

  on(wakeup, state, calls) {
    if (state === undefined) return state;
    const next = { ...state };
    const { options, started, socket } = next;
    if (wakeup === 'interrupt') return finish(next, calls);
    for (let m = takeMessage(calls.ns, socket); m !== undefined; m = takeMessage(calls.ns, socket)) {
      if (receive(next, m, calls)) return finish(next, calls);
    }
    // iputils: of two clocks that strike together the one between probes is heard first.
    if (calls.now >= started + (next.turns + 1) * options.interval * SECOND) {
      next.turns++;
      if (options.count > 0 && next.turns >= options.count) return finish(next, calls);
      send(next, calls);
    }
    if (options.timeout > 0 && calls.now >= started + options.timeout * SECOND) return finish(next, calls);
    return wait(next, calls);
  },
});
