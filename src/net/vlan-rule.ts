// VLANs by who sends: rules that put untagged frames of an access port into a VLAN by their source MAC address, or by the
// IPv4 subnet of their sender. Linux's bridge knows ports only (the nearest is tc's `flower … action vlan push`), and so does
// IEEE 802.1Q; what is here is what switches that are sold do: the MAC address counts before the subnet, the subnet before
// the port, and a port is a member of such a VLAN as long as somebody of it is known there. Read bridge-vlan.ts first.
import { stageKind, type Table, tableSchema } from '../journal/index.js';
import { arp, ethernet, formatIpv4, formatMac, ipv4, maskOf } from '../wire/index.js';
import type { Fdb, Stack } from './stack.js';
import { isTag } from './vlan-tag.js';

export const VLAN_RULE = stageKind('vlan_rule', 'MAC-based and subnet-based VLANs, as switches have them', 'decision', [
  'vlan.rule-mac',
  'vlan.rule-subnet',
]);
export const VLAN_JOIN = stageKind('vlan_join', 'dynamic members of a VLAN, as switches have them', 'decision', [
  'vlan.join',
  'vlan.leave',
  'vlan.rule-gone',
]);

export type VlanRuleKind = 'mac' | 'subnet';
export interface VlanRuleRow {
  /** What it goes by, as text: `02:00:00:00:01:01`, `10.0.20.0/24`. */
  readonly rule: string;
  readonly by: VlanRuleKind;
  /** The address that senders have … */
  readonly mac: number | undefined;
  /** … or the network that they are in. */
  readonly network: number | undefined;
  readonly prefix: number | undefined;
  readonly vid: number;
}
export const vlanRuleSchema = tableSchema<VlanRuleRow>(
  'vlan-rule',
  'VLANs by who sends',
  { rule: 'string', vid: 'int', by: 'string', mac: 'mac', network: 'ipv4', prefix: 'int' },
  ['rule'],
);

export const macRule = (mac: number, vid: number): VlanRuleRow => ({
  rule: formatMac(mac),
  by: 'mac',
  mac,
  network: undefined,
  prefix: undefined,
  vid,
});
export function subnetRule(address: number, prefix: number, vid: number): VlanRuleRow {
  const network = (address & maskOf(prefix)) >>> 0;
  return { rule: `${formatIpv4(network)}/${prefix}`, by: 'subnet', mac: undefined, network, prefix, vid };
}

/** The rules of one bridge. Holds indexes that follow from the rows. */
export class VlanRules {
  readonly rows: Table<VlanRuleRow>;
  readonly #macs = new Map<number, VlanRuleRow>();
  #subnets: readonly VlanRuleRow[] = [];
  #version = -1;

  constructor(rows: Table<VlanRuleRow>) {
    this.rows = rows;
  }

  #refresh(): void {
    if (this.#version === this.rows.version) return;
    this.#macs.clear();
    const all = [...this.rows.rows()];
    for (const row of all) if (row.mac !== undefined) this.#macs.set(row.mac, row);
    this.#subnets = all.filter(row => row.by === 'subnet').sort((x, y) => (y.prefix ?? 0) - (x.prefix ?? 0));
    this.#version = this.rows.version;
  }

  get any(): boolean {
    this.#refresh();
    return this.#macs.size > 0 || this.#subnets.length > 0;
  }

  /** The rule that a sender falls under: its MAC address first, then the longest prefix. */
  find(mac: number, ip: number | undefined): VlanRuleRow | undefined {
    this.#refresh();
    const own = this.#macs.get(mac);
    if (own !== undefined || ip === undefined) return own;
    return this.#subnets.find(row => ((ip ^ (row.network ?? 0)) & maskOf(row.prefix ?? 0)) === 0);
  }
}

/** The IPv4 address that a frame gives for its sender: in an IP header or an ARP packet, behind a priority tag too. */
export function senderOf(stack: Stack, frame: number): number | undefined {
  const { frames } = stack.world;
  const buf = frames.buffer(frame);
  const off = frames.offset(frame);
  const end = off + frames.length(frame);
  let at = off + ethernet.minSize;
  let type = ethernet.get.type(buf, off);
  if (isTag(type) && at + 4 <= end) {
    type = ((buf[at + 2] as number) << 8) | (buf[at + 3] as number);
    at += 4;
  }
  if (type === 0x0800 && at + ipv4.minSize <= end) return ipv4.get.src(buf, at);
  if (type === 0x0806 && at + arp.minSize <= end) return arp.get.srcIp(buf, at);
  return undefined;
}

/**
 * The VLAN of an untagged frame by who sent it; undefined where no rule says so. Rules hold at access ports alone: a trunk's
 * native VLAN has senders of many kinds. Where a user has logged in the user counts.
 */
export function ruledVlan(stack: Stack, fdb: Fdb, port: number, frame: number): number | undefined {
  const { rules, members } = fdb;
  if (!rules.any || !members.isAccess(port) || stack.locks.has(port)) return undefined;
  const { frames, journal } = stack.world;
  const mac = ethernet.get.src(frames.buffer(frame), frames.offset(frame));
  const ip = senderOf(stack, frame);
  const row = rules.find(mac, ip);
  if (row === undefined) return undefined;
  const { vid, rule } = row;
  if (row.by === 'mac') journal.begin(VLAN_RULE, 'vlan.rule-mac', { frame, port, vid, mac, rule });
  else journal.begin(VLAN_RULE, 'vlan.rule-subnet', { frame, port, vid, ip: ip as number, rule });
  if (members.get(port, vid) === undefined) {
    journal.begin(VLAN_JOIN, 'vlan.join', { port, vid, rule });
    members.put({ dev: port, vid, pvid: false, untagged: true, by: row.by, source: rule });
    journal.end();
  }
  journal.end();
  return vid;
}

/** An address is known no longer on a port: was it the last of a VLAN that the port is in for such senders only? */
export function leaveUnused(stack: Stack, fdb: Fdb, port: number, vid: number | undefined): void {
  const row = vid === undefined ? undefined : fdb.members.get(port, vid);
  if (row === undefined || (row.by !== 'mac' && row.by !== 'subnet')) return;
  for (const entry of fdb.rows.rows()) if (entry.port === port && entry.vid === vid) return;
  const { journal } = stack.world;
  journal.begin(VLAN_JOIN, 'vlan.leave', { port, vid: row.vid });
  fdb.members.drop(port, row.vid);
  journal.end();
}

/** Writes a rule; one of the same name is replaced. */
export function setRule(stack: Stack, fdb: Fdb, row: VlanRuleRow): void {
  const known = fdb.rules.rows.get(row.rule);
  if (known !== undefined && known.vid !== row.vid) forgetRuled(stack, fdb, known.rule);
  fdb.rules.rows.set(row.rule, row);
}

/** Takes a rule out, with the places in VLANs that it gave; says whether there was one. */
export function deleteRule(stack: Stack, fdb: Fdb, rule: string): boolean {
  if (!fdb.rules.rows.delete(rule)) return false;
  forgetRuled(stack, fdb, rule);
  return true;
}

function forgetRuled(stack: Stack, fdb: Fdb, rule: string): void {
  for (const { dev, vid, source } of [...fdb.members.rows.rows()]) {
    if (source !== rule) continue;
    stack.world.journal.begin(VLAN_JOIN, 'vlan.rule-gone', { port: dev, vid, rule });
    fdb.members.drop(dev, vid);
    for (const [key, row] of [...fdb.rows.entries()]) {
      if (row.port !== dev || row.vid !== vid || row.kind !== 'learned') continue;
      fdb.rows.delete(key);
      fdb.seen.delete(key);
    }
    stack.world.journal.end();
  }
}
