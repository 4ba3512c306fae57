// BPDUs as bytes: IEEE 802.3 frames whose length field is followed by LLC 42 42 03 (Linux br_stp_bpdu.c; RST BPDUs: IEEE
// 802.1D-2004 §9.3.3).
import { bpduType, bpduVersion, bridgeGroup, ethernet, lengthLimit, llc, sap, stp } from '../../wire/index.js';
import { transmit } from '../device.js';
import type { Stack } from '../stack.js';
import type { NetdevRow } from '../tables.js';
import { bridgeIdOf, macOfId, type PortRole, priorityOf, SECOND } from './tables.js';
import type { Vector } from './vector.js';

/** What a configuration BPDU says; times in ns. */
export interface Config extends Vector {
  readonly change: boolean;
  readonly ack: boolean;
  readonly ageNs: number;
  readonly maxAgeNs: number;
  readonly helloNs: number;
  readonly forwardDelayNs: number;
}

/** What an RST BPDU says beyond (802.1D-2004 §9.2.9, §9.3.3). */
export interface Rapid {
  /** `alternate` stands for backup, too: the BPDU does not tell them apart. `disabled`: unknown. */
  readonly role: PortRole;
  readonly proposal: boolean;
  readonly agreement: boolean;
  readonly learning: boolean;
  readonly forwarding: boolean;
}

/** A BPDU that came in. */
export type Bpdu =
  | { readonly type: 'tcn' }
  | (Config & { readonly type: 'config' })
  | (Config & Rapid & { readonly type: 'rst' });

/** Linux counts ages in its own ticks of 4 ms (CONFIG_HZ 250) and adds one for each bridge on the way. */
export const TICK_NS = 4_000_000;
/** Seconds as the BPDU has them, in steps of 1/256 s, rounded down (Linux br_set_ticks()). */
const steps = (ns: number): number => Math.floor((ns * 256) / SECOND) / 256;
/** … and back, rounded up to a tick (Linux br_get_ticks()). */
const nsOf = (seconds: number): number => Math.ceil((seconds * SECOND) / TICK_NS) * TICK_NS;

const id = (text: string) => ({
  priority: priorityOf(text) & 0xf000,
  extension: priorityOf(text) & 0xfff,
  mac: macOfId(text),
});

/** IEEE 802.1D-1998 §9.3.1, §9.3.2; three octets of LLC in front. */
const CONFIG_LENGTH = 35;
const TCN_LENGTH = 4;
/** 802.1D-2004 §9.3.3 */
const RST_LENGTH = 36;
const LLC_LENGTH = 3;

const valuesOf = (config: Config) => {
  const root = id(config.rootId);
  const bridge = id(config.designatedBridge);
  return {
    tc: config.change ? 1 : 0,
    tcAck: config.ack ? 1 : 0,
    rootPriority: root.priority,
    rootExtension: root.extension,
    rootMac: root.mac,
    rootCost: config.rootCost,
    bridgePriority: bridge.priority,
    bridgeExtension: bridge.extension,
    bridgeMac: bridge.mac,
    port: Number.parseInt(config.designatedPort, 16),
    messageAge: steps(config.ageNs),
    maxAge: steps(config.maxAgeNs),
    helloTime: steps(config.helloNs),
    forwardDelay: steps(config.forwardDelayNs),
  };
};

/** Sends a configuration BPDU by a port. Call inside a stage that says why. */
export function sendConfig(stack: Stack, dev: NetdevRow, config: Config): void {
  const values = { ...valuesOf(config), type: bpduType.config };
  send(stack, dev, CONFIG_LENGTH, (buf, at, end) => stp.encode(values, buf, at, end));
}

const ROLE_BITS: Readonly<Record<PortRole, number>> = { disabled: 0, alternate: 1, backup: 1, root: 2, designated: 3 };
const ROLES = ['disabled', 'alternate', 'root', 'designated'] as const;

/** Sends an RST BPDU by a port. */
export function sendRst(stack: Stack, dev: NetdevRow, config: Config & Rapid): void {
  const { role, proposal, agreement, learning, forwarding } = config;
  const flags = {
    role: ROLE_BITS[role],
    proposal: proposal ? 1 : 0,
    agreement: agreement ? 1 : 0,
    learning: learning ? 1 : 0,
    forwarding: forwarding ? 1 : 0,
  };
  const values = { ...valuesOf(config), ...flags, version: bpduVersion.rstp, type: bpduType.rst };
  send(stack, dev, RST_LENGTH, (buf, at, end) => stp.encode(values, buf, at, end));
}

export function sendTcn(stack: Stack, dev: NetdevRow): void {
  send(stack, dev, TCN_LENGTH, (buf, at, end) => stp.encode({ type: bpduType.tcn }, buf, at, end));
}

function send(
  stack: Stack,
  dev: NetdevRow,
  length: number,
  encode: (buf: Uint8Array, at: number, end: number) => void,
): void {
  const { frames } = stack.world;
  const size = LLC_LENGTH + length;
  const bpdu = frames.create(length, LLC_LENGTH + ethernet.minSize, 'data');
  const at = frames.offset(bpdu);
  encode(frames.buffer(bpdu), at, at + length);
  const packet = frames.push(bpdu, LLC_LENGTH, 'data');
  const control = { dsapSap: sap.bpdu, ssapSap: sap.bpdu, format: 3 };
  llc.encode(control, frames.buffer(packet), frames.offset(packet), frames.offset(packet) + size);
  const frame = frames.push(packet, ethernet.minSize, 'ethernet');
  const off = frames.offset(frame);
  const header = { dst: bridgeGroup, src: dev.mac, type: size };
  ethernet.encode(header, frames.buffer(frame), off, off + frames.length(frame));
  transmit(stack, dev, frame);
}

/** A BPDU that came in: what it says; undefined for anything else (Linux br_stp_rcv(), IEEE 802.1D-2004 §9.3.4). */
export function readBpdu(stack: Stack, frame: number): Bpdu | undefined {
  const { frames } = stack.world;
  const buf = frames.buffer(frame);
  const off = frames.offset(frame);
  const length = ethernet.get.type(buf, off);
  const end = off + ethernet.minSize + length;
  const at = off + ethernet.minSize;
  if (length >= lengthLimit || end > off + frames.length(frame) || length < LLC_LENGTH + TCN_LENGTH) return undefined;
  // LLC: both access points those of bridges, an unnumbered frame.
  if (buf[at] !== 0x42 || buf[at + 1] !== 0x42 || buf[at + 2] !== 0x03) return undefined;
  const decoded = stp.decode(buf, at + LLC_LENGTH, end);
  if (decoded.problem !== undefined) return undefined;
  const got = decoded.values;
  if (got.protocol !== 0) return undefined;
  if (got.type === bpduType.tcn) return { type: 'tcn' };
  if (got.rootMac === undefined) return undefined;
  const config = {
    rootId: bridgeIdOf((got.rootPriority ?? 0) + (got.rootExtension ?? 0), got.rootMac),
    rootCost: got.rootCost ?? 0,
    designatedBridge: bridgeIdOf((got.bridgePriority ?? 0) + (got.bridgeExtension ?? 0), got.bridgeMac ?? 0),
    designatedPort: (got.port ?? 0).toString(16).padStart(4, '0'),
    change: got.tc === 1,
    ack: got.tcAck === 1,
    ageNs: nsOf(got.messageAge ?? 0),
    maxAgeNs: nsOf(got.maxAge ?? 0),
    helloNs: nsOf(got.helloTime ?? 0),
    forwardDelayNs: nsOf(got.forwardDelay ?? 0),
  };
  if (got.type === bpduType.config) return { type: 'config', ...config };
  if (got.type !== bpduType.rst || got.version < bpduVersion.rstp) return undefined;
  return {
    type: 'rst',
    ...config,
    role: ROLES[got.role ?? 0] ?? 'disabled',
    proposal: got.proposal === 1,
    agreement: got.agreement === 1,
    learning: got.learning === 1,
    forwarding: got.forwarding === 1,
  };
}
