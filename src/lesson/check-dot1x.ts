// What the schema of `mac-vlans`, `subnet-vlans`, `users`, `dot1x` and `login` cannot see: what kind of node they are at, whose ports
// they name, and a part that is useless without another.
import { devicesOf } from './describe.js';
import type { LessonFile } from './format.js';
import type { Positions } from './positions.js';
import { type LessonProblem, nearest } from './problems.js';

type NodeFile = LessonFile['nodes'][string];
const SWITCH_KEYS = ['mac-vlans', 'subnet-vlans', 'users', 'dot1x'] as const;

export function dot1xProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const [name, node] of Object.entries(lesson.nodes)) {
    const path = ['nodes', name];
    for (const key of SWITCH_KEYS) {
      if (node[key] === undefined || node.kind === 'switch') continue;
      const message = `${name} is a ${node.kind}: only switches have ${key}`;
      const mend =
        key === 'users' ? 'use login: { user: …, secret: … } on a host' : `leave ${key} out, or make it kind: switch`;
      out.push({ ...positions.at([...path, key], true), message, mend });
    }
    if (node.login !== undefined && node.kind !== 'host') {
      const message = `${name} is a ${node.kind}: only hosts log in`;
      out.push({ ...positions.at([...path, 'login'], true), message, mend: 'leave login out, or make it kind: host' });
    }
    out.push(...portProblems(positions, name, node), ...useless(positions, name, node));
  }
  return out;
}

function portProblems(positions: Positions, name: string, node: NodeFile): LessonProblem[] {
  const known = devicesOf(node);
  const out: LessonProblem[] = [];
  for (const [i, port] of (node.dot1x?.ports ?? []).entries()) {
    const at = positions.at(['nodes', name, 'dot1x', 'ports', i]);
    const first = node.dot1x?.ports.indexOf(port) ?? i;
    if (first < i) out.push({ ...at, message: `${port} is named twice`, mend: 'name each port once' });
    else if (!known.includes(port)) {
      const near = nearest(port, known);
      const mend =
        near.length > 0 ? `did you mean ${near.join(' or ')}?` : `its ports: ${known.slice(0, 12).join(', ')}`;
      out.push({ ...at, message: `${name} has no port ${port}`, mend });
    } else if (typeof node.vlans?.[port] === 'object') {
      const message = `${port} is a trunk: 802.1X guards ports of single machines`;
      out.push({ ...at, message, mend: 'make it an access port, or leave it out of dot1x' });
    }
  }
  return out;
}

function useless(positions: Positions, name: string, { users, dot1x }: NodeFile): LessonProblem[] {
  const path = ['nodes', name];
  if (dot1x !== undefined && Object.keys(users ?? {}).length === 0) {
    const mend = 'add users: { alice: { secret: wonderland, vlan: 20 } }';
    return [
      { ...positions.at([...path, 'dot1x'], true), message: `nobody can log in at ${name}: it has no users`, mend },
    ];
  }
  if (users !== undefined && dot1x === undefined) {
    const message = `nobody logs in at ${name}: no port of it asks for a login`;
    return [{ ...positions.at([...path, 'users'], true), message, mend: 'add dot1x: { ports: [p1] }' }];
  }
  return [];
}
