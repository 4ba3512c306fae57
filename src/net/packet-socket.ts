// Packet sockets (packet(7)): a program that sends and receives whole frames of one EtherType on one device. arping
// uses one; so does a DHCP client, which has no address yet: its socket bears a filter (SO_ATTACH_FILTER) that lets
// UDP for one port pass.
import { stageKind } from '../journal/index.js';
import { ipv4, udp } from '../wire/index.js';
import { type ArpFields, sendArp } from './arp.js';
import { packetTap } from './device.js';
import { sendOnLink } from './ip-link.js';
import { HEADROOM } from './ip-output.js';
import { EVERY_PROTOCOL } from './packet-tap.js';
import type { Skb } from './skb.js';
import { enqueueMessage, openSocket, packetMemory } from './socket.js';
import type { Netns, Stack } from './stack.js';
import type { NetdevRow, SocketRow } from './tables.js';

export const PACKET_SEND = stageKind('packet_sendmsg', 'Linux packet_sendmsg()', 'decision', [
  'packet.send',
  'packet.datagram',
]);
export const PACKET_RCV = stageKind('packet_rcv', 'Linux packet_rcv()', 'path', ['packet.receive']);

const UDP = 17;

/** Opens a packet socket for an EtherType on a device; with `udpPort` only UDP datagrams for that port come in. */
export function openPacket(
  stack: Stack,
  ns: Netns,
  pid: number,
  dev: NetdevRow,
  protocol: number,
  udpPort = 0,
): SocketRow {
  return openSocket(stack, ns, { kind: 'packet', pid, dev: dev.id, protocol, localPort: udpPort });
}

/** Whether a packet is an unfragmented UDP datagram for a port: the filter that DHCP programs attach. */
function isUdpFor({ buf, off, end }: Skb, port: number): boolean {
  if (end - off < ipv4.minSize || ipv4.get.proto(buf, off) !== UDP || ipv4.get.fragOffset(buf, off) !== 0) return false;
  const header = (buf[off]! & 15) * 4;
  return off + header + udp.minSize <= end && udp.get.dstPort(buf, off + header) === port;
}

/** A UDP datagram whose headers a program writes itself. */
export interface RawDatagram {
  readonly to: number;
  readonly src: number;
  readonly dst: number;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly ttl: number;
  readonly tos: number;
}

/** Sends a UDP datagram with all its headers by a device: no address, no route and no neighbour are needed. */
export function sendRawUdp(stack: Stack, dev: NetdevRow, datagram: RawDatagram, data: Uint8Array): void {
  const { journal, frames } = stack.world;
  const { to, src, dst, srcPort, dstPort, ttl, tos } = datagram;
  journal.begin(PACKET_SEND, 'packet.datagram', { ip: dst, dev: dev.id });
  const length = udp.minSize + data.length;
  const payload = frames.create(length, HEADROOM, 'data');
  const buf = frames.buffer(payload);
  const off = frames.offset(payload);
  buf.set(data, off + udp.minSize);
  udp.encode({ srcPort, dstPort }, buf, off, off + length, { src, dst, proto: UDP });
  const packet = frames.push(payload, ipv4.minSize, 'ipv4');
  const at = frames.offset(packet);
  const header = { dscp: tos >> 2, ecn: tos & 3, id: 0, df: 0, ttl, proto: UDP, src, dst };
  ipv4.encode(header, frames.buffer(packet), at, at + frames.length(packet));
  sendOnLink(stack, dev, packet, to, 0x0800);
  journal.end();
}

/** Sends an ARP frame made by a program. */
export function sendArpFrom(stack: Stack, dev: NetdevRow, to: number, fields: ArpFields, padding = 0): void {
  const { journal } = stack.world;
  journal.begin(PACKET_SEND, 'packet.send', { ip: fields.dstIp, dev: dev.id });
  sendArp(stack, dev, to, fields, padding);
  journal.end();
}

packetTap((stack, skb, etherType) => {
  let taken = false;
  for (const socket of skb.ns.socketsOf('packet')) {
    if (socket.dev !== skb.dev || socket.protocol !== etherType || etherType === EVERY_PROTOCOL) continue;
    if (socket.localPort !== 0 && !isUdpFor(skb, socket.localPort)) continue;
    const { journal, frames, now } = stack.world;
    const base = frames.offset(skb.frame);
    journal.begin(PACKET_RCV, 'packet.receive', { frame: skb.frame, pid: socket.pid, dev: skb.dev });
    enqueueMessage(stack, skb.ns, socket, {
      frame: skb.frame,
      offset: skb.off - base,
      length: skb.end - skb.off,
      ip: 0,
      port: 0,
      at: now,
      memory: packetMemory(skb.end - skb.off),
      type: 0,
      code: 0,
    });
    journal.end();
    taken = true;
  }
  return taken;
});
