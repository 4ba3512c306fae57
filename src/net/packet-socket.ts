// Packet sockets (packet(7)): a program that sends and receives whole frames of one EtherType on one device. arping
// uses one.
import { stageKind } from '../journal/index.js';
import { type ArpFields, sendArp } from './arp.js';
import { packetTap } from './device.js';
import { enqueueMessage, openSocket } from './socket.js';
import type { Netns, Stack } from './stack.js';
import type { NetdevRow, SocketRow } from './tables.js';

export const PACKET_SEND = stageKind('packet_sendmsg', 'Linux packet_sendmsg()', 'decision', ['packet.send']);
export const PACKET_RCV = stageKind('packet_rcv', 'Linux packet_rcv()', 'path', ['packet.receive']);

/** Opens a packet socket for an EtherType on a device. */
export function openPacket(stack: Stack, ns: Netns, pid: number, dev: NetdevRow, protocol: number): SocketRow {
  return openSocket(stack, ns, { kind: 'packet', pid, dev: dev.id, protocol });
}

/** Sends an ARP frame made by a program. */
export function sendArpFrom(stack: Stack, dev: NetdevRow, to: number, fields: ArpFields): void {
  const { journal } = stack.world;
  journal.begin(PACKET_SEND, 'packet.send', { ip: fields.dstIp, dev: dev.id });
  sendArp(stack, dev, to, fields);
  journal.end();
}

packetTap((stack, skb, etherType) => {
  let taken = false;
  for (const socket of skb.ns.socketsOf('packet')) {
    if (socket.dev !== skb.dev || socket.protocol !== etherType) continue;
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
      type: 0,
      code: 0,
    });
    journal.end();
    taken = true;
  }
  return taken;
});
