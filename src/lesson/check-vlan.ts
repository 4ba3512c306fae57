// What the schema of `vlans` cannot see: whose ports they are, and a native VLAN that its trunk does not carry.
import { devicesOf } from './describe.js';
import type { LessonFile } from './format.js';
import { allows } from './format-vlan.js';
import type { Positions } from './positions.js';
import { type LessonProblem, nearest } from './problems.js';

export function vlanProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const [name, node] of Object.entries(lesson.nodes)) {
    if (node.vlans === undefined) continue;
    const path = ['nodes', name, 'vlans'];
    if (node.kind !== 'switch') {
      const mend = 'use a switch, or on a host: setup: [ip link add link eth0 name eth0.10 type vlan id 10]';
      out.push({
        ...positions.at(path),
        message: `${name} is a ${node.kind}: only switches have VLANs of ports`,
        mend,
      });
    }
    const ports = devicesOf(node);
    for (const [port, vlans] of Object.entries(node.vlans)) {
      if (!ports.includes(port)) {
        const near = nearest(port, ports);
        const mend =
          near.length > 0 ? `did you mean ${near.join(' or ')}?` : `its ports: ${ports.slice(0, 12).join(', ')}`;
        out.push({ ...positions.at([...path, port], true), message: `${name} has no port ${port}`, mend });
      }
      if (typeof vlans === 'number' || vlans.native === undefined || allows(vlans.trunk, vlans.native)) continue;
      const message = `the native VLAN ${vlans.native} is not among those the trunk carries`;
      out.push({ ...positions.at([...path, port, 'native']), message, mend: `add ${vlans.native} to trunk` });
    }
  }
  return out;
}
