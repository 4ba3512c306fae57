// VLAN tags in frames: reading one, putting one in, taking one out (IEEE 802.1Q-2022 §9). A frame's bytes never change:
// each of these makes a new frame. Linux keeps the outermost tag beside the frame and writes it when it leaves; here it
// always stands in the bytes.
import type { FrameStore } from '../sim/index.js';
import { ethernet, tpid } from '../wire/index.js';

/** Which tags a bridge or a VLAN device deals in, under iproute2's names. */
export type VlanProtocol = '802.1Q' | '802.1ad';
export const TPID: Readonly<Record<VlanProtocol, number>> = { '802.1Q': tpid.customer, '802.1ad': tpid.service };

/** Octets of a tag: TPID and TCI. It stands behind the two MAC addresses. */
const TAG = 4;
const AT = 12;
/** 0 and 4095 name no VLAN: priority tags bear 0, 4095 is reserved (IEEE 802.1Q-2022 table 9-2). */
export const MOST_VID = 4094;
const VID = 0xfff;

export const isTag = (etherType: number): boolean => etherType === tpid.customer || etherType === tpid.service;
export const vidOf = (tci: number): number => tci & VID;
/** The same priority and DEI, another VLAN. */
export const withVid = (tci: number, vid: number): number => (tci & ~VID) | vid;

/** The tag control information of a frame whose first tag bears that TPID; undefined for a frame without. */
export function tciOf(frames: FrameStore, frame: number, type: number): number | undefined {
  const buf = frames.buffer(frame);
  const off = frames.offset(frame);
  if (ethernet.get.type(buf, off) !== type || frames.length(frame) < ethernet.minSize + TAG) return undefined;
  const at = off + AT + 2;
  return ((buf[at] as number) << 8) | (buf[at + 1] as number);
}

/** A new frame with a tag in front of the EtherType (Linux vlan_insert_tag()). */
export function tagged(frames: FrameStore, frame: number, type: number, tci: number): number {
  const made = frames.create(frames.length(frame) + TAG, 0, 'ethernet', frame, 'tag');
  const [from, to] = [frames.view(frame), frames.view(made)];
  to.set(from.subarray(0, AT), 0);
  to.set(from.subarray(AT), AT + TAG);
  to.set([type >> 8, type & 0xff, tci >> 8, tci & 0xff], AT);
  return made;
}

/** A new frame without its first tag (Linux skb_vlan_untag()). */
export function untagged(frames: FrameStore, frame: number): number {
  const made = frames.create(frames.length(frame) - TAG, 0, 'ethernet', frame, 'untag');
  const [from, to] = [frames.view(frame), frames.view(made)];
  to.set(from.subarray(0, AT), 0);
  to.set(from.subarray(AT + TAG), AT);
  return made;
}

/** A new frame whose first tag says something else: a priority tag that a bridge puts into a VLAN. */
export function retagged(frames: FrameStore, frame: number, tci: number): number {
  const made = frames.clone(frame, 'tag');
  frames.view(made).set([tci >> 8, tci & 0xff], AT + 2);
  return made;
}
