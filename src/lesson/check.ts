// What the schema of a lesson file cannot see: names that must exist, kinds, clashes, filters.
import { nsScope } from '../debug/index.js';
import { parseFilter } from '../filter/index.js';
import type { Arguments } from '../i18n/index.js';
import { compositionNames } from '../topology/index.js';
import { dhcpProblems } from './check-dhcp.js';
import { dot1xProblems } from './check-dot1x.js';
import { stpProblems } from './check-stp.js';
import { teachingProblems } from './check-teach.js';
import { vlanProblems } from './check-vlan.js';
import { devicesOf } from './describe.js';
import { type LessonFile, LIMITS } from './format.js';
import type { Path, Positions } from './positions.js';
import type { LessonProblem } from './problems.js';
import { saidOfFilter, suggestion } from './say.js';

/** What the schema cannot see: names that must exist, kinds, clashes. `empty`: there may be no node at all. */
export function meaningProblems(positions: Positions, lesson: LessonFile, empty = false): LessonProblem[] {
  const out: LessonProblem[] = [];
  const say: Say = (path, id, args = {}, mend = undefined) => {
    const problem = positions.problem(path, id, args);
    out.push(mend === undefined ? problem : { ...problem, mend: suggestion(positions.lang, mend[0], mend[1]) });
  };
  const names = Object.keys(lesson.nodes);
  if (names.length === 0 && !empty) say(['nodes'], 'no-node');
  if (names.length > LIMITS.nodes) say(['nodes'], 'nodes', { count: names.length, most: LIMITS.nodes });
  const devices = Object.values(lesson.nodes).reduce((n, node) => n + devicesOf(node).length, 0);
  if (devices > LIMITS.devices) say(['nodes'], 'devices', { count: devices, most: LIMITS.devices });
  const kinds = compositionNames();
  const ends = new Map<string, Path>();
  for (const [name, node] of Object.entries(lesson.nodes)) {
    if (!kinds.includes(node.kind))
      say(['nodes', name, 'kind'], 'kind', { kind: JSON.stringify(node.kind) }, [node.kind, kinds]);
    if (node.ports === undefined && node.devices === undefined) say(['nodes', name], 'no-devices', { node: name });
    for (const dev of devicesOf(node)) ends.set(`${name}.${dev}`, []);
  }
  placeProblems(lesson, say);
  for (const [i, link] of lesson.links.entries()) {
    const pair = Array.isArray(link) ? link : link.ends;
    for (const [j, end] of pair.entries()) {
      const path = Array.isArray(link) ? ['links', i, j] : ['links', i, 'ends', j];
      const used = ends.get(end);
      if (used === undefined) say(path, 'no-device', { name: end }, [end, [...ends.keys()]]);
      else if (used.length > 0) say(path, 'taken', { name: end, line: positions.at(used).line });
      else ends.set(end, path);
    }
  }
  runProblems(lesson, ends, say);
  for (const [i, panel] of lesson.panels.entries()) {
    const node = panel.split('@')[1]?.split(/[./]/)[0];
    if (node !== undefined && !names.includes(node)) {
      say(['panels', i], 'unknown-node', { name: node }, [node, names]);
    }
  }
  const scope = nsScope();
  for (const [i, point] of lesson.checkpoints.entries()) {
    if (lesson.checkpoints.findIndex(c => c.id === point.id) < i)
      say(['checkpoints', i, 'id'], 'second-checkpoint', { id: JSON.stringify(point.id) });
    const filter = parseFilter(point.break, scope);
    if (filter.ok) continue;
    const path = ['checkpoints', i, 'break'];
    const spot = positions.within(path, point.break, filter.start);
    out.push({ ...spot, ...saidOfFilter(positions.lang, filter, 'break') });
  }
  out.push(
    ...vlanProblems(positions, lesson),
    ...dot1xProblems(positions, lesson),
    ...stpProblems(positions, lesson),
    ...dhcpProblems(positions, lesson),
    ...teachingProblems(positions, lesson),
  );
  return out;
}

/** `mend`: a word, and the names that might be meant by it. */
type Say = (path: Path, id: string, args?: Arguments, mend?: readonly [word: string, known: readonly string[]]) => void;

/** What happens by itself needs nodes and cables that there are. */
function runProblems(lesson: LessonFile, ends: ReadonlyMap<string, Path>, say: Say): void {
  const names = Object.keys(lesson.nodes);
  for (const [i, item] of lesson.run.entries()) {
    if ('on' in item && !names.includes(item.on))
      say(['run', i, 'on'], 'unknown-node', { name: item.on }, [item.on, names]);
    if ('node' in item && !names.includes(item.node))
      say(['run', i, 'node'], 'unknown-node', { name: item.node }, [item.node, names]);
    if ('link' in item) {
      const links = lesson.links.map(l => (Array.isArray(l) ? l : l.ends).join('-'));
      const [a, b] = item.link.split('-');
      if (!links.includes(item.link) && !links.includes(`${b}-${a}`))
        say(['run', i, 'link'], 'unknown-link', { name: item.link }, [item.link, links]);
      if (item.to === undefined) continue;
      const taken = ends.get(item.to);
      if (taken === undefined) say(['run', i, 'to'], 'no-device', { name: item.to }, [item.to, [...ends.keys()]]);
      else if (taken.length > 0) say(['run', i, 'to'], 'taken', { name: item.to });
    }
  }
}

/** Two nodes are not drawn at one place. */
function placeProblems(lesson: LessonFile, say: Say): void {
  const taken = new Map<string, string>();
  for (const [name, { at }] of Object.entries(lesson.nodes)) {
    if (at === undefined) continue;
    const other = taken.get(at.join());
    if (other === undefined) taken.set(at.join(), name);
    else say(['nodes', name, 'at'], 'place', { other, place: at.join(', ') });
  }
}
