// What the schema of `vlans` cannot see: whose ports they are, and a native VLAN that its trunk does not carry.
import { devicesOf } from './describe.js';
import type { LessonFile } from './format.js';
import { allows } from './format-vlan.js';
import type { Positions } from './positions.js';
import type { LessonProblem } from './problems.js';
import { suggestion } from './say.js';

export function vlanProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const [name, node] of Object.entries(lesson.nodes)) {
    if (node.vlans === undefined) continue;
    const path = ['nodes', name, 'vlans'];
    if (node.kind !== 'switch') {
      out.push(positions.problem(path, 'vlans', { node: name, kind: node.kind }));
    }
    const ports = devicesOf(node);
    for (const [port, vlans] of Object.entries(node.vlans)) {
      if (!ports.includes(port)) {
        const problem = positions.problem([...path, port], 'no-port', { node: name, name: port }, true);
        out.push({ ...problem, mend: suggestion(positions.lang, port, ports) });
      }
      if (typeof vlans === 'number' || vlans.native === undefined || allows(vlans.trunk, vlans.native)) continue;
      out.push(positions.problem([...path, port, 'native'], 'native', { vlan: vlans.native }));
    }
  }
  return out;
}
