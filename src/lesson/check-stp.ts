// What the schema of `stp` cannot see: whether the node is a switch, and has the ports; which settings RSTP alone has.
import { devicesOf } from './describe.js';
import type { LessonFile } from './format.js';
import type { Positions } from './positions.js';
import { type LessonProblem, nearest } from './problems.js';

/** IEEE 802.1D-1998 has costs of 16 bits, and no edge ports. */
const MOST_COST = 65535;

function rapidOnly(
  positions: Positions,
  path: readonly string[],
  { cost = 0, edge }: { readonly cost?: number | undefined; readonly edge?: boolean | undefined },
): LessonProblem[] {
  const mend = 'write version: rstp beside ports, or leave it out';
  const problem = (key: string, message: string) => ({ ...positions.at([...path, key]), message, mend });
  return [
    ...(edge === undefined ? [] : [problem('edge', 'only RSTP has edge ports')]),
    ...(cost <= MOST_COST ? [] : [problem('cost', `only RSTP has costs above ${MOST_COST}`)]),
  ];
}

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
    const { version, ports = {} } = typeof node.stp === 'object' ? node.stp : {};
    for (const [port, settings] of Object.entries(ports)) {
      if (version !== 'rstp') out.push(...rapidOnly(positions, [...path, 'ports', port], settings));
      if (known.includes(port)) continue;
      const near = nearest(port, known);
      const mend = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known: ${known.slice(0, 12).join(', ')}`;
      out.push({ ...positions.at([...path, 'ports', port]), message: `${name} has no port ${port}`, mend });
    }
  }
  return out;
}
