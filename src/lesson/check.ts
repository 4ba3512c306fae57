// What the schema of a lesson file cannot see: names that must exist, kinds, clashes, filters.
import { nsScope } from '../debug/index.js';
import { parseFilter } from '../filter/index.js';
import { compositionNames } from '../topology/index.js';
import { dhcpProblems } from './check-dhcp.js';
import { dot1xProblems } from './check-dot1x.js';
import { stpProblems } from './check-stp.js';
import { teachingProblems } from './check-teach.js';
import { vlanProblems } from './check-vlan.js';
import { devicesOf } from './describe.js';
import { type LessonFile, LIMITS } from './format.js';
import type { Path, Positions } from './positions.js';
import { type LessonProblem, nearest } from './problems.js';

/** What the schema cannot see: names that must exist, kinds, clashes. `empty`: there may be no node at all. */
export function meaningProblems(positions: Positions, lesson: LessonFile, empty = false): LessonProblem[] {
  const out: LessonProblem[] = [];
  const say = (path: Path, message: string, mend?: string) => out.push({ ...positions.at(path), message, mend });
  const names = Object.keys(lesson.nodes);
  if (names.length === 0 && !empty) say(['nodes'], 'a lesson needs a node', 'add one, such as A: { kind: host }');
  if (names.length > LIMITS.nodes) say(['nodes'], `more than ${LIMITS.nodes} nodes`, 'make the network smaller');
  const devices = Object.values(lesson.nodes).reduce((n, node) => n + devicesOf(node).length, 0);
  if (devices > LIMITS.devices)
    say(['nodes'], `${devices} network cards and ports, more than ${LIMITS.devices}`, 'make the network smaller');
  const kinds = compositionNames();
  const ends = new Map<string, Path>();
  for (const [name, node] of Object.entries(lesson.nodes)) {
    if (!kinds.includes(node.kind))
      say(['nodes', name, 'kind'], `no kind of node is called "${node.kind}"`, `kinds are: ${kinds.join(', ')}`);
    if (node.ports === undefined && node.devices === undefined)
      say(['nodes', name], `${name} has no devices`, 'add devices: { eth0: { … } }, or ports: 4 for a switch');
    for (const dev of devicesOf(node)) ends.set(`${name}.${dev}`, []);
  }
  placeProblems(lesson, say);
  for (const [i, link] of lesson.links.entries()) {
    const pair = Array.isArray(link) ? link : link.ends;
    for (const [j, end] of pair.entries()) {
      const path = Array.isArray(link) ? ['links', i, j] : ['links', i, 'ends', j];
      const used = ends.get(end);
      if (used === undefined) say(path, `there is no device ${end}`, suggestion(end, [...ends.keys()]));
      else if (used.length > 0)
        say(path, `${end} hangs on another cable already (line ${positions.at(used).line})`, 'use another device');
      else ends.set(end, path);
    }
  }
  runProblems(lesson, ends, say);
  for (const [i, panel] of lesson.panels.entries()) {
    const node = panel.split('@')[1]?.split(/[./]/)[0];
    if (node !== undefined && !names.includes(node)) {
      say(['panels', i], `there is no node ${node}`, suggestion(node, names));
    }
  }
  const scope = nsScope();
  for (const [i, point] of lesson.checkpoints.entries()) {
    if (lesson.checkpoints.findIndex(c => c.id === point.id) < i)
      say(['checkpoints', i, 'id'], `a second checkpoint "${point.id}"`, 'give it another id');
    const filter = parseFilter(point.break, scope);
    if (filter.ok) continue;
    const path = ['checkpoints', i, 'break'];
    const mend = filter.nearest && `did you mean ${filter.nearest.join(' or ')}?`;
    out.push({ ...positions.within(path, point.break, filter.start), message: `break: ${filter.message}`, mend });
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

type Say = (path: Path, message: string, mend?: string) => void;

/** What happens by itself needs nodes and cables that there are. */
function runProblems(lesson: LessonFile, ends: ReadonlyMap<string, Path>, say: Say): void {
  const names = Object.keys(lesson.nodes);
  for (const [i, item] of lesson.run.entries()) {
    if ('on' in item && !names.includes(item.on))
      say(['run', i, 'on'], `there is no node ${item.on}`, suggestion(item.on, names));
    if ('node' in item && !names.includes(item.node))
      say(['run', i, 'node'], `there is no node ${item.node}`, suggestion(item.node, names));
    if ('link' in item) {
      const links = lesson.links.map(l => (Array.isArray(l) ? l : l.ends).join('-'));
      const [a, b] = item.link.split('-');
      if (!links.includes(item.link) && !links.includes(`${b}-${a}`))
        say(['run', i, 'link'], `there is no link ${item.link}`, suggestion(item.link, links));
      const taken = item.to === undefined ? [] : ends.get(item.to);
      if (taken === undefined)
        say(['run', i, 'to'], `there is no device ${item.to}`, suggestion(`${item.to}`, [...ends.keys()]));
      else if (taken.length > 0)
        say(['run', i, 'to'], `${item.to} hangs on another cable`, 'use a device that is free');
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
    else say(['nodes', name, 'at'], `${other} is drawn at [${at.join(', ')}] already`, 'give it another column or row');
  }
}

const suggestion = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known: ${known.slice(0, 12).join(', ')}`;
};
