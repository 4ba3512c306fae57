// What the schema of `dhcpd` cannot see: whether the node can run a server, and has a foot in a network of its pools.
import { parseCidr, parseIpv4, sameNetwork } from '../wire/index.js';
import type { LessonFile } from './format.js';
import type { Positions } from './positions.js';
import type { LessonProblem } from './problems.js';

export function dhcpProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const [name, node] of Object.entries(lesson.nodes)) {
    if (node.dhcpd === undefined) continue;
    const path = ['nodes', name, 'dhcpd'];
    if (node.kind !== 'host') {
      const message = `${name} is a ${node.kind}: a DHCP server runs on a host`;
      out.push({ ...positions.at(path), message, mend: 'add a host for it: srv: { kind: host, … }' });
      continue;
    }
    const cidrs = Object.values(node.devices ?? {}).flatMap(device => device.addresses.map(parseCidr));
    const own = cidrs.flatMap(cidr => (cidr === undefined ? [] : [cidr]));
    const near = node.dhcpd.ranges.some(({ from }) =>
      own.some(({ address, prefix }) => sameNetwork(address, parseIpv4(from) as number, prefix)),
    );
    if (own.length === 0 || (!near && lesson.run.every(item => !('do' in item) || !item.do.startsWith('dhcrelay')))) {
      const message = `no pool of ${name} is in a network that ${name} has an address of`;
      out.push({
        ...positions.at([...path, 'ranges']),
        message,
        mend: `give ${name} an address of it, or run dhcrelay there`,
      });
    }
  }
  return out;
}
