// A bridge that filters by VLAN (IEEE 802.1Q-2022 §8.6; Linux net/bridge/br_vlan.c): in which VLAN a frame is, whether its
// port is a member of it, and whether it leaves with a tag. Read vlan-tag.ts first; bridge.ts asks, nothing here forwards.
// A bridge that does not filter knows no VLANs: every frame is in NO_VLAN and passes untouched, tag and all.
import { stageKind, type Table, tableSchema } from '../journal/index.js';
import type { Fdb, Stack } from './stack.js';
import type { NetdevRow } from './tables.js';
import { ruledVlan } from './vlan-rule.js';
import { retagged, TPID, tagged, tciOf, untagged, type VlanProtocol, vidOf, withVid } from './vlan-tag.js';

export const VLAN_INGRESS = stageKind(
  'br_allowed_ingress',
  'IEEE 802.1Q §8.6.2, Linux br_allowed_ingress()',
  'decision',
  ['vlan.ingress-tag', 'vlan.ingress-pvid', 'vlan.ingress-priority', 'vlan.ingress-not-member', 'vlan.ingress-no-pvid'],
);
export const VLAN_ALLOWED = stageKind(
  'br_allowed_egress',
  'IEEE 802.1Q §8.6.4, Linux br_allowed_egress()',
  'decision',
  ['vlan.egress-not-member'],
);
export const VLAN_EGRESS = stageKind('br_handle_vlan', 'IEEE 802.1Q §8.8.2, Linux br_handle_vlan()', 'decision', [
  'vlan.egress-tag',
  'vlan.egress-untag',
  'vlan.egress-keep',
  'vlan.egress-plain',
]);

export interface VlanFilterRow {
  readonly dev: number;
  /** vlan_filtering */
  readonly filtering: boolean;
  /** vlan_protocol: the tags that tell its VLANs apart. */
  readonly protocol: VlanProtocol;
  /** vlan_default_pvid: the VLAN that a new port is put in, 0 for none. */
  readonly defaultPvid: number;
}
/** Only bridges whose settings were changed have a row. */
export const vlanFilterSchema = tableSchema<VlanFilterRow>(
  'vlan-filter',
  'VLAN settings of bridges',
  { dev: 'dev', filtering: 'bool', protocol: 'string', defaultPvid: 'int' },
  ['dev'],
);
/** Linux br_vlan_init() */
const UNSET = { filtering: false, protocol: '802.1Q', defaultPvid: 1 } as const;

/** One VLAN of one port, or of the bridge's own device. */
export interface BridgeVlanRow {
  readonly dev: number;
  readonly vid: number;
  /** The VLAN of frames that come in without a tag. A port has one at most. */
  readonly pvid: boolean;
  /** Frames of it leave without a tag. */
  readonly untagged: boolean;
  /** Where nobody put it there by hand: whether a sender's address did, a subnet or a user; and which. */
  readonly by: 'mac' | 'subnet' | 'user' | undefined;
  readonly source: string | undefined;
}
export const bridgeVlanSchema = tableSchema<BridgeVlanRow>(
  'bridge-vlan',
  'VLANs of the ports of a bridge',
  { dev: 'dev', vid: 'int', pvid: 'bool', untagged: 'bool', by: 'string', source: 'string' },
  ['dev', 'vid'],
);

/** Who is a member of what on one bridge. Holds indexes that follow from the rows. */
export class VlanMembers {
  readonly rows: Table<BridgeVlanRow>;
  readonly #pvids = new Map<number, number>();
  readonly #trunks = new Set<number>();
  #version = -1;

  constructor(rows: Table<BridgeVlanRow>) {
    this.rows = rows;
  }

  static key = (dev: number, vid: number): number => dev * 4096 + vid;

  get(dev: number, vid: number): BridgeVlanRow | undefined {
    return this.rows.get(VlanMembers.key(dev, vid));
  }

  /** The VLAN of frames that come in there without a tag, 0 for none: they are dropped. */
  pvid(dev: number): number {
    this.#refresh();
    return this.#pvids.get(dev) ?? 0;
  }

  /** Whether everything leaves there without a tag. */
  isAccess(dev: number): boolean {
    this.#refresh();
    return !this.#trunks.has(dev);
  }

  put(row: BridgeVlanRow): void {
    this.rows.set(VlanMembers.key(row.dev, row.vid), row);
  }

  drop(dev: number, vid: number): boolean {
    return this.rows.delete(VlanMembers.key(dev, vid));
  }

  #refresh(): void {
    if (this.#version === this.rows.version) return;
    this.#pvids.clear();
    this.#trunks.clear();
    for (const row of this.rows.rows()) {
      if (row.pvid) this.#pvids.set(row.dev, row.vid);
      if (!row.untagged) this.#trunks.add(row.dev);
    }
    this.#version = this.rows.version;
  }

  /** The VLANs of a port, by number. */
  of(dev: number): readonly BridgeVlanRow[] {
    return [...this.rows.rows()].filter(row => row.dev === dev).sort((x, y) => x.vid - y.vid);
  }
}

/** The VLAN that a frame is in while a bridge has it, and the tag that stands in its bytes. */
export interface Vlan {
  /** 0: the bridge does not filter. */
  readonly vid: number;
  /** The tag's TCI; undefined for a frame that has no tag of the bridge's kind. */
  readonly tci: number | undefined;
}
export const NO_VLAN: Vlan = { vid: 0, tci: undefined };

/** The VLAN settings of a bridge. */
export const vlanFilter = (stack: Stack, bridge: number): VlanFilterRow =>
  stack.vlanFilters.get(bridge) ?? { dev: bridge, ...UNSET };

/**
 * In which VLAN a frame is that came in by `port` (the bridge itself: sent by its own device). Undefined: the port is not
 * a member, and the frame is dropped.
 */
export function vlanOf(stack: Stack, fdb: Fdb, bridge: NetdevRow, port: number, frame: number): Vlan | undefined {
  const filter = stack.vlanFilters.get(bridge.id);
  if (filter?.filtering !== true) return NO_VLAN;
  const { journal, frames } = stack.world;
  const { members } = fdb;
  const tci = tciOf(frames, frame, TPID[filter.protocol]);
  if (tci !== undefined && vidOf(tci) !== 0) {
    const vid = vidOf(tci);
    if (members.get(port, vid) === undefined) {
      journal.note(VLAN_INGRESS, 'vlan.ingress-not-member', { frame, port, vid }, 'drop');
      return undefined;
    }
    journal.note(VLAN_INGRESS, 'vlan.ingress-tag', { frame, port, vid });
    return { vid, tci };
  }
  const ruled = port === bridge.id ? undefined : ruledVlan(stack, fdb, port, frame);
  if (ruled !== undefined) return { vid: ruled, tci };
  const pvid = members.pvid(port);
  if (pvid === 0) {
    journal.note(VLAN_INGRESS, 'vlan.ingress-no-pvid', { frame, port }, 'drop');
    return undefined;
  }
  if (tci === undefined) journal.note(VLAN_INGRESS, 'vlan.ingress-pvid', { frame, port, vid: pvid });
  else journal.note(VLAN_INGRESS, 'vlan.ingress-priority', { frame, port, vid: pvid, priority: tci >> 13 });
  return { vid: pvid, tci };
}

/**
 * The VLAN in which the sender of a frame is learnt that the bridge itself takes, such as a BPDU; undefined for none. Nothing
 * is dropped for it (Linux br_should_learn()).
 */
export function learntIn(
  stack: Stack,
  { members }: Fdb,
  bridge: NetdevRow,
  port: number,
  frame: number,
): Vlan | undefined {
  const filter = stack.vlanFilters.get(bridge.id);
  if (filter?.filtering !== true) return NO_VLAN;
  const tci = tciOf(stack.world.frames, frame, TPID[filter.protocol]);
  const vid = tci !== undefined && vidOf(tci) !== 0 ? vidOf(tci) : members.pvid(port);
  return vid === 0 || members.get(port, vid) === undefined ? undefined : { vid, tci };
}

/** Whether frames of a VLAN may leave by a port (or go up by the bridge's own device). */
export const mayLeave = ({ members }: Fdb, dev: number, vlan: Vlan): boolean =>
  vlan.vid === 0 || members.get(dev, vlan.vid) !== undefined;

/** Says that a frame may not leave by a port. */
export function notMember(stack: Stack, dev: number, frame: number, { vid }: Vlan): void {
  stack.world.journal.note(VLAN_ALLOWED, 'vlan.egress-not-member', { frame, port: dev, vid }, 'drop');
}

/** The frame as it is to leave by a device that may have it: with a tag or without. */
export function dressed(
  stack: Stack,
  { members }: Fdb,
  bridge: NetdevRow,
  dev: number,
  frame: number,
  vlan: Vlan,
): number {
  const { vid, tci } = vlan;
  const row = vid === 0 ? undefined : members.get(dev, vid);
  if (row === undefined) return frame;
  const { journal, frames } = stack.world;
  const args = { frame, port: dev, vid };
  if (row.untagged) {
    journal.begin(VLAN_EGRESS, tci === undefined ? 'vlan.egress-plain' : 'vlan.egress-untag', args);
    const made = tci === undefined ? frame : untagged(frames, frame);
    journal.end();
    return made;
  }
  const keeps = tci !== undefined && vidOf(tci) === vid;
  journal.begin(VLAN_EGRESS, keeps ? 'vlan.egress-keep' : 'vlan.egress-tag', args);
  let made = frame;
  if (tci === undefined) made = tagged(frames, frame, TPID[vlanFilter(stack, bridge.id).protocol], vid);
  else if (!keeps) made = retagged(frames, frame, withVid(tci, vid));
  journal.end();
  return made;
}

/** The key of an entry in the forwarding table of a bridge: each VLAN has its own (IEEE 802.1Q §8.8.1, independent learning). */
export const fdbKey = (mac: number, vid: number | undefined): number | string =>
  vid === undefined || vid === 0 ? mac : `${mac} ${vid}`;

/**
 * Whether an address is the bridge's own in a VLAN: its device's or a port's that is a member. Linux keeps an entry for each
 * of these (br_fdb_add_local()); here they follow from `bridge-vlan`.
 */
export function isOwn(stack: Stack, { rows, members }: Fdb, bridge: NetdevRow, mac: number, vid: number): boolean {
  if (mac === bridge.mac && members.get(bridge.id, vid) !== undefined) return true;
  const port = rows.get(mac)?.port ?? 0;
  return port !== 0 && stack.dev(port).mac === mac && members.get(port, vid) !== undefined;
}
