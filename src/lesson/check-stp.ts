// What the schema of `stp` cannot see: whether the node is a switch, and has the ports.
import { devicesOf } from './describe.js';
import type { LessonFile } from './format.js';
import type { Positions } from './positions.js';
import { type LessonProblem, nearest } from './problems.js';

export function stpProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const [name, node] of Object.entries(lesson.nodes)) {
    if (node.stp === undefined) continue;
    const path = ['nodes', name, 'stp'];
    if (node.kind !== 'switch') {
      const message = `${name} is no switch: only switches have a spanning tree`;
      out.push({ ...positions.at(path), message, mend: 'leave stp out, or make it kind: switch' });
    }
    const known = devicesOf(node);
    for (const port of typeof node.stp === 'object' ? Object.keys(node.stp.ports ?? {}) : []) {
      if (known.includes(port)) continue;
      const near = nearest(port, known);
      const mend = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known: ${known.slice(0, 12).join(', ')}`;
      out.push({ ...positions.at([...path, 'ports', port]), message: `${name} has no port ${port}`, mend });
    }
  }
  return out;
}
