// vlan-rule: which senders' untagged frames are in which VLAN. Linux has no such table (tc's flower filters with `action vlan push`
// come nearest), so the command is netstep's own; its words are iproute2's. What it shows it also takes.
import {
  deleteRule,
  fdbOf,
  isVid,
  macRule,
  setRule,
  subnetRule,
  type VlanRuleRow,
  vlanFilter,
} from '../../net/index.js';
import { isGroupMac, parseCidr, parseMac } from '../../wire/index.js';
import { type Context, command } from '../command.js';
import { type CommandResult, fail, isResult, ok } from '../result.js';

const USAGE = 'vlan-rule { show | add {mac LLADDR | subnet PREFIX} vid VID | del {mac LLADDR | subnet PREFIX} }';
const wrong = (...lines: string[]) => fail(255, ...lines, `Usage: ${USAGE}`);

/** `mac 02:00:00:00:01:01` or `subnet 10.0.20.0/24`, as a rule for a VLAN. */
function ruleOf(kind: string | undefined, value: string | undefined, vid: number): VlanRuleRow | CommandResult {
  if (kind === 'mac') {
    const mac = parseMac(value ?? '');
    if (mac === undefined) return wrong(`"${value ?? ''}" is invalid lladdr.`);
    return isGroupMac(mac) ? wrong(`"${value}" is a group's address: nobody sends from it.`) : macRule(mac, vid);
  }
  if (kind === 'subnet') {
    const cidr = value?.includes('/') ? parseCidr(value) : undefined;
    if (cidr === undefined) return wrong(`Error: any valid prefix is expected rather than "${value ?? ''}".`);
    return subnetRule(cidr.address, cidr.prefix, vid);
  }
  return wrong(`What is "${kind ?? ''}"?`);
}

function run(words: readonly string[], { stack, ns }: Context): CommandResult {
  const [verb = 'show', kind, value, keyword, number] = words;
  const bridge = ns.devices().find(dev => dev.kind === 'bridge');
  if (bridge === undefined) return fail(255, 'vlan-rule: this node has no bridge');
  const fdb = fdbOf(stack, bridge);
  if (verb === 'show' || verb === 'list') {
    return ok(...[...fdb.rules.rows.rows()].map(({ by, rule, vid }) => `${by} ${rule} vid ${vid}`));
  }
  if (verb === 'del' || verb === 'delete') {
    const row = ruleOf(kind, value, 0);
    if (isResult(row)) return row;
    return deleteRule(stack, fdb, row.rule) ? ok() : fail(2, 'vlan-rule: No such file or directory');
  }
  if (verb !== 'add' && verb !== 'replace') return wrong(`Command "${verb}" is unknown.`);
  const vid = /^\d+$/.test(number ?? '') ? Number(number) : Number.NaN;
  if (keyword !== 'vid' || !isVid(vid)) return wrong(`Invalid VLAN ID "${number ?? ''}": 1 to 4094`);
  const row = ruleOf(kind, value, vid);
  if (isResult(row)) return row;
  if (verb === 'add' && fdb.rules.rows.has(row.rule)) return fail(2, 'vlan-rule: File exists');
  setRule(stack, fdb, row);
  const idle = vlanFilter(stack, bridge.id).filtering
    ? []
    : [`Warning: ${bridge.name} does not filter by VLAN: ip link set ${bridge.name} type bridge vlan_filtering 1`];
  return { ...ok(), err: idle };
}

command('vlan-rule', {
  usage: USAGE,
  run,
  complete: ([verb], { stack, ns }) => {
    const bridge = ns.devices().find(dev => dev.kind === 'bridge');
    if (verb === undefined) return ['show', 'add', 'del'];
    const known = bridge === undefined ? [] : [...fdbOf(stack, bridge).rules.rows.rows()].map(row => row.rule);
    return ['mac', 'subnet', 'vid', ...known];
  },
});
