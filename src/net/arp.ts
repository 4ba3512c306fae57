// ARP (RFC 826): asking for a MAC address, answering, and learning from what others say (Linux net/ipv4/arp.c).
import { stageKind } from '../journal/index.js';
import { arp, broadcastMac, ethernet } from '../wire/index.js';
import { packetType, transmit } from './device.js';
import { isLocal, selectSource } from './fib.js';
import { neighUpdate } from './neigh.js';
import { neighKey, neighSetting } from './neigh-table.js';
import type { Skb } from './skb.js';
import type { Netns, Stack } from './stack.js';
import type { NetdevRow } from './tables.js';

export const ARP_SEND = stageKind('arp_send', 'RFC 826 "Packet Generation", Linux arp_send_dst()', 'decision', [
  'arp.ask-all',
  'arp.ask-one',
  'arp.reply',
  'arp.announce',
  'arp.probe',
]);
export const ARP_PROCESS = stageKind('arp_process', 'RFC 826 "Packet Reception", Linux arp_process()', 'decision', [
  'arp.request-for-me',
  'arp.request-for-other',
  'arp.got-reply',
  'arp.got-gratuitous',
  'arp.duplicate-probe',
  'arp.own-address',
  'arp.malformed',
  'arp.not-ours',
]);
export const ARP_IGNORE = stageKind('arp_ignore', 'Linux arp_process(), arp_accept 0', 'decision', ['arp.no-entry']);

const ETHERTYPE = 0x0806;
const REQUEST = 1;
const REPLY = 2;
const LENGTH = 28;

export interface ArpFields {
  readonly opcode: number;
  readonly srcMac: number;
  readonly srcIp: number;
  readonly dstMac: number;
  readonly dstIp: number;
}

packetType(ETHERTYPE, arpReceive);

/**
 * Builds one ARP frame and sends it (Linux arp_create, arp_xmit). Call inside a stage that says why. `padding`: zeros behind
 * it, where a program writes them itself.
 */
export function sendArp(stack: Stack, dev: NetdevRow, to: number, fields: ArpFields, padding = 0): void {
  const { frames } = stack.world;
  const packet = frames.create(LENGTH + padding, ethernet.minSize, 'ethernet');
  const at = frames.offset(packet);
  arp.encode(fields, frames.buffer(packet), at, at + LENGTH);
  const frame = frames.push(packet, ethernet.minSize, 'ethernet');
  const off = frames.offset(frame);
  ethernet.encode({ dst: to, src: dev.mac, type: ETHERTYPE }, frames.buffer(frame), off, off + frames.length(frame));
  transmit(stack, dev, frame);
}

/** Asks who has `ip`: everybody, or `unicast` alone (Linux arp_solicit, arp_announce 0). `packet` is what waits. */
export function solicit(
  stack: Stack,
  ns: Netns,
  dev: NetdevRow,
  ip: number,
  unicast: number | undefined,
  packet: number | undefined,
): void {
  const source = packet === undefined ? undefined : sourceOf(stack, packet);
  const srcIp = source !== undefined && isLocal(ns, source) ? source : selectSource(ns, dev, ip);
  const { journal } = stack.world;
  if (srcIp === undefined) return;
  const reason = unicast === undefined ? 'arp.ask-all' : 'arp.ask-one';
  journal.begin(ARP_SEND, reason, { ip, dev: dev.id, ...(unicast === undefined ? {} : { mac: unicast }) });
  // Linux: the target hardware address stays 0 in the body even when the frame is unicast.
  const fields = { opcode: REQUEST, srcMac: dev.mac, srcIp, dstMac: 0, dstIp: ip };
  sendArp(stack, dev, unicast ?? broadcastMac, fields);
  journal.end();
}

function sourceOf(stack: Stack, packet: number): number {
  const bytes = stack.world.frames.view(packet);
  return ((bytes[12]! << 24) | (bytes[13]! << 16) | (bytes[14]! << 8) | bytes[15]!) >>> 0;
}

function arpReceive(stack: Stack, skb: Skb): void {
  const { journal } = stack.world;
  const { buf, off, end, frame } = skb;
  const get = arp.get;
  const bad =
    end - off < LENGTH ||
    get.hwType(buf, off) !== 1 ||
    get.protoType(buf, off) !== 0x0800 ||
    get.hwSize(buf, off) !== 6 ||
    get.protoSize(buf, off) !== 4;
  if (bad || skb.type === 'otherhost') {
    journal.note(ARP_PROCESS, bad ? 'arp.malformed' : 'arp.not-ours', { frame, dev: skb.dev }, 'drop');
    return;
  }
  const fields: ArpFields = {
    opcode: get.opcode(buf, off),
    srcMac: get.srcMac(buf, off),
    srcIp: get.srcIp(buf, off),
    dstMac: get.dstMac(buf, off),
    dstIp: get.dstIp(buf, off),
  };
  arpProcess(stack, skb, fields);
}

function arpProcess(stack: Stack, skb: Skb, got: ArpFields): void {
  const { journal } = stack.world;
  const { ns } = skb;
  const dev = stack.dev(skb.dev);
  const mine = isLocal(ns, got.dstIp);
  const args = { frame: skb.frame, dev: dev.id, ip: got.srcIp, mac: got.srcMac, target: got.dstIp };
  if (got.opcode !== REQUEST && got.opcode !== REPLY) {
    journal.note(ARP_PROCESS, 'arp.malformed', args, 'drop');
    return;
  }
  if (got.srcIp === 0) {
    // RFC 5227 §2.1.1: a probe; the owner answers, nobody learns from it.
    const answers = got.opcode === REQUEST && mine;
    journal.begin(ARP_PROCESS, answers ? 'arp.duplicate-probe' : 'arp.request-for-other', args);
    if (answers) reply(stack, dev, got);
    journal.end(answers ? 'pass' : 'drop');
    return;
  }
  // Linux fib_validate_source(): somebody else speaks from an address of ours. No answer, nothing learnt.
  const stolen = isLocal(ns, got.srcIp);
  if (stolen) {
    journal.note(ARP_PROCESS, 'arp.own-address', args, 'drop');
    return;
  }
  if (got.opcode === REQUEST && mine) {
    journal.begin(ARP_PROCESS, 'arp.request-for-me', args);
    // RFC 826: the sender's addresses are merged in before the answer is sent.
    neighUpdate(stack, ns, dev, got.srcIp, got.srcMac, 'STALE', { override: true });
    reply(stack, dev, got);
    journal.end();
    return;
  }
  const gratuitous = isGratuitous(got);
  const reason = gratuitous ? 'arp.got-gratuitous' : got.opcode === REPLY ? 'arp.got-reply' : 'arp.request-for-other';
  journal.begin(ARP_PROCESS, reason, args);
  const verdict = update(stack, skb, dev, got, gratuitous);
  journal.end(verdict ? 'pass' : 'drop');
}

/** What others say updates an entry that is there; it makes none unless arp_accept says so. */
function update(stack: Stack, skb: Skb, dev: NetdevRow, got: ArpFields, gratuitous: boolean): boolean {
  const { ns } = skb;
  const { journal, now } = stack.world;
  const row = ns.neighs.get(neighKey(dev.id, got.srcIp));
  // Linux arp_accept 1: what nobody asked for makes an entry, too.
  const unasked = gratuitous || got.opcode === REPLY;
  const accepts = unasked && ns.sysctl(`net.ipv4.conf.${dev.name}.arp_accept`) !== 0;
  if (row === undefined && !accepts) {
    journal.note(ARP_IGNORE, 'arp.no-entry', { ip: got.srcIp, dev: dev.id, target: got.dstIp }, 'drop');
    return false;
  }
  // Linux locktime: of several answers in a row the first one counts.
  const lock = neighSetting(ns, dev, 'locktime') * 10_000_000;
  const override = row === undefined || now > row.updated + lock || gratuitous;
  // Linux: neither a broadcast nor a request proves that the neighbour hears us.
  const state = got.opcode === REPLY && skb.type === 'host' ? 'REACHABLE' : 'STALE';
  neighUpdate(stack, ns, dev, got.srcIp, got.srcMac, state, { override });
  return true;
}

/** Linux arp_is_garp(): sender and target address are the same; in a reply also the hardware addresses. */
function isGratuitous(got: ArpFields): boolean {
  if (got.srcIp !== got.dstIp) return false;
  return got.opcode === REQUEST || got.srcMac === got.dstMac;
}

function reply(stack: Stack, dev: NetdevRow, got: ArpFields): void {
  stack.world.journal.begin(ARP_SEND, 'arp.reply', { ip: got.dstIp, dev: dev.id, mac: got.srcMac, to: got.srcIp });
  sendArp(stack, dev, got.srcMac, {
    opcode: REPLY,
    srcMac: dev.mac,
    srcIp: got.dstIp,
    dstMac: got.srcMac,
    dstIp: got.srcIp,
  });
  stack.world.journal.end();
}
