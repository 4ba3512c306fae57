// What the schema of `mac-vlans`, `subnet-vlans`, `users`, `dot1x` and `login` cannot see: what kind of node they are at, whose ports
// they name, and a part that is useless without another.
import { devicesOf } from './describe.js';
import type { LessonFile } from './format.js';
import type { Positions } from './positions.js';
import type { LessonProblem } from './problems.js';
import { suggestion } from './say.js';

type NodeFile = LessonFile['nodes'][string];
const SWITCH_KEYS = ['mac-vlans', 'subnet-vlans', 'users', 'dot1x'] as const;

export function dot1xProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const [name, node] of Object.entries(lesson.nodes)) {
    const path = ['nodes', name];
    for (const key of SWITCH_KEYS) {
      if (node[key] === undefined || node.kind === 'switch') continue;
      const args = { node: name, kind: node.kind, key };
      out.push(positions.problem([...path, key], key === 'users' ? key : 'switch-only', args, true));
    }
    if (node.login !== undefined && node.kind !== 'host') {
      out.push(positions.problem([...path, 'login'], 'login', { node: name, kind: node.kind }, true));
    }
    out.push(...portProblems(positions, name, node), ...useless(positions, name, node));
  }
  return out;
}

function portProblems(positions: Positions, name: string, node: NodeFile): LessonProblem[] {
  const known = devicesOf(node);
  const out: LessonProblem[] = [];
  for (const [i, port] of (node.dot1x?.ports ?? []).entries()) {
    const path = ['nodes', name, 'dot1x', 'ports', i];
    const first = node.dot1x?.ports.indexOf(port) ?? i;
    if (first < i) out.push(positions.problem(path, 'twice', { name: port }));
    else if (!known.includes(port)) {
      const problem = positions.problem(path, 'no-port', { node: name, name: port });
      out.push({ ...problem, mend: suggestion(positions.lang, port, known) });
    } else if (typeof node.vlans?.[port] === 'object') out.push(positions.problem(path, 'trunk', { name: port }));
  }
  return out;
}

function useless(positions: Positions, name: string, { users, dot1x }: NodeFile): LessonProblem[] {
  const path = ['nodes', name];
  if (dot1x !== undefined && Object.keys(users ?? {}).length === 0)
    return [positions.problem([...path, 'dot1x'], 'no-users', { node: name }, true)];
  if (users !== undefined && dot1x === undefined)
    return [positions.problem([...path, 'users'], 'no-dot1x', { node: name }, true)];
  return [];
}
