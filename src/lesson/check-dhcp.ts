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
      out.push(positions.problem(path, 'dhcpd', { node: name, kind: node.kind }));
      continue;
    }
    const cidrs = Object.values(node.devices ?? {}).flatMap(device => device.addresses.map(parseCidr));
    const own = cidrs.flatMap(cidr => (cidr === undefined ? [] : [cidr]));
    const near = node.dhcpd.ranges.some(({ from }) =>
      own.some(({ address, prefix }) => sameNetwork(address, parseIpv4(from) as number, prefix)),
    );
    if (own.length === 0 || (!near && lesson.run.every(item => !('do' in item) || !item.do.startsWith('dhcrelay')))) {
      out.push(positions.problem([...path, 'ranges'], 'pool', { node: name }));
    }
  }
  return out;
}
