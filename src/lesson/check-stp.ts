// What the schema of `stp` cannot see: whether the node is a switch, and has the ports; which settings RSTP alone has.
import { devicesOf } from './describe.js';
import type { LessonFile } from './format.js';
import type { Positions } from './positions.js';
import type { LessonProblem } from './problems.js';
import { suggestion } from './say.js';

/** IEEE 802.1D-1998 has costs of 16 bits, and no edge ports. */
const MOST_COST = 65535;

function rapidOnly(
  positions: Positions,
  path: readonly string[],
  { cost = 0, edge }: { readonly cost?: number | undefined; readonly edge?: boolean | undefined },
): LessonProblem[] {
  const problem = (key: string) => positions.problem([...path, key], key, { most: MOST_COST });
  return [...(edge === undefined ? [] : [problem('edge')]), ...(cost <= MOST_COST ? [] : [problem('cost')])];
}

export function stpProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const [name, node] of Object.entries(lesson.nodes)) {
    if (node.stp === undefined) continue;
    const path = ['nodes', name, 'stp'];
    if (node.kind !== 'switch') out.push(positions.problem(path, 'stp', { node: name }));
    const known = devicesOf(node);
    const { version, ports = {} } = typeof node.stp === 'object' ? node.stp : {};
    for (const [port, settings] of Object.entries(ports)) {
      if (version !== 'rstp') out.push(...rapidOnly(positions, [...path, 'ports', port], settings));
      if (known.includes(port)) continue;
      const problem = positions.problem([...path, 'ports', port], 'no-port', { node: name, name: port });
      out.push({ ...problem, mend: suggestion(positions.lang, port, known) });
    }
  }
  return out;
}
