// A network by itself: a file with nodes and links, and as much or as little else of the format as one likes. No prose, no id.
// What is left out is filled in as anybody would: cards and ports as the cables want them, the panels, the words.
import { LANGS, type Lang, message } from '../i18n/index.js';
import { portNames } from '../topology/index.js';
import type { Lesson, Prose, Section } from './lesson.js';
import { readStructure, type Structure } from './read.js';

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Most nodes of a kind whose tables are opened unasked. */
const TABLES = 2;

/** Reads a network file. Throws LessonError with every problem found, told in a language. */
export function readSandbox(file: string, yaml: string, told: Lang = 'en'): Lesson {
  const structure = readStructure(file, yaml, told, data => completed(data, nameOf(file)));
  return { ...structure, alone: true, prose: proseOf(structure) };
}

/** `nets/My Net.yaml` → `my-net`: an id as the format has it. */
function nameOf(file: string): string {
  const base = file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '');
  const id = base
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 31);
  return id === '' ? 'sandbox' : id;
}

/** The data of the file with what was left out. */
function completed(data: unknown, id: string): unknown {
  if (data === null || data === undefined) return { format: 1, id, nodes: {} };
  if (!isTree(data)) return data;
  const nodes = data.nodes ?? {};
  if (!isTree(nodes)) return { format: 1, id, ...data };
  const links = Array.isArray(data.links) ? withPorts(data.links, nodes) : (data.links ?? []);
  const whole = Object.entries(nodes).map(([name, node]) => [name, withDevices(name, node, endsOf(links))]);
  const panels = data.panels ?? panelsFor(nodes);
  return { format: 1, id, ...data, nodes: Object.fromEntries(whole), links, panels };
}

const pairOf = (link: unknown): readonly unknown[] => {
  const ends = isTree(link) ? link.ends : link;
  return Array.isArray(ends) ? ends : [];
};
const endsOf = (links: unknown): string[] =>
  Array.isArray(links) ? links.flatMap(link => pairOf(link).filter(end => typeof end === 'string')) : [];

/** An end that names a node alone gets the first port that no cable names. */
function withPorts(links: readonly unknown[], nodes: Tree): unknown[] {
  const taken = new Set(endsOf(links));
  const place = (end: unknown): unknown => {
    if (typeof end !== 'string' || !Object.hasOwn(nodes, end)) return end;
    const node = nodes[end];
    const { stem, first } = portNames(isTree(node) ? String(node.kind) : '');
    let n = first;
    while (taken.has(`${end}.${stem}${n}`)) n++;
    taken.add(`${end}.${stem}${n}`);
    return `${end}.${stem}${n}`;
  };
  return links.map(link => {
    if (isTree(link)) return Array.isArray(link.ends) ? { ...link, ends: link.ends.map(place) } : link;
    return Array.isArray(link) ? link.map(place) : link;
  });
}

/** A node that names neither devices nor ports has those that cables hang on, and no less than a new one has. */
function withDevices(name: string, node: unknown, ends: readonly string[]): unknown {
  if (!isTree(node) || node.devices !== undefined || node.ports !== undefined) return node;
  const { stem, first, usual } = portNames(String(node.kind));
  const own = ends.filter(end => end.startsWith(`${name}.`)).map(end => end.slice(name.length + 1));
  if (stem === 'p') {
    const numbers = own.map(port => Number(/^p([1-9]\d{0,2})$/.exec(port)?.[1] ?? 0));
    return { ...node, ports: Math.max(usual, ...numbers) };
  }
  const cards = own.length > 0 ? own : Array.from({ length: usual }, (_, i) => `${stem}${first + i}`);
  return { ...node, devices: Object.fromEntries([...new Set(cards)].sort().map(card => [card, {}])) };
}

/** The tables that are worth a look in any network. */
function panelsFor(nodes: Tree): string[] {
  const of = (test: (kind: string) => boolean) =>
    Object.entries(nodes).flatMap(([name, node]) => (isTree(node) && test(String(node.kind)) ? [name] : []));
  const hosts = of(kind => portNames(kind).stem === 'eth').slice(0, TABLES);
  const switches = of(kind => kind !== 'hub' && portNames(kind).stem === 'p').slice(0, TABLES);
  return ['topology', 'packet', ...hosts.map(name => `neigh@${name}`), ...switches.map(name => `fdb@${name}`)];
}

/** What the program says of a network that says nothing itself: what there is, and what one can do with it. */
function proseOf({ network, checkpoints, tasks }: Structure): Record<Lang, Prose> {
  const ids = [...checkpoints, ...tasks].map(({ id }) => id);
  const node = network.nodes.find(({ kind }) => portNames(kind).stem === 'eth')?.name ?? 'E';
  const other = network.nodes.find(({ kind }) => portNames(kind).stem === 'p')?.name ?? 'sw';
  const plain = (title: string, paragraphs: readonly string[]): Section => {
    return { title, paragraphs, hints: [], afterwards: [] };
  };
  const of = (lang: Lang): Prose => {
    const say = (id: string, args: Record<string, unknown> = {}) => message(lang, id, args);
    const title = say('sandbox.title');
    const first = network.nodes.length === 0 ? 'sandbox.opening.empty' : 'sandbox.opening.type';
    return {
      title,
      summary: say('sandbox.summary', { nodes: network.nodes.length, links: network.links.length }),
      opening: plain(title, [
        say(first, { node }),
        say('sandbox.opening.move'),
        say('sandbox.opening.build', { other }),
        say('sandbox.opening.keep'),
      ]),
      sections: Object.fromEntries(ids.map(id => [id, plain(id, [])])),
    };
  };
  return Object.fromEntries(LANGS.map(lang => [lang, of(lang)])) as Record<Lang, Prose>;
}
