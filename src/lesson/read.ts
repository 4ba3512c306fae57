// From the texts of a lesson's files to a lesson, or to the list of everything that is wrong with them. Pure: files are
// read elsewhere and handed in.
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { ZodError } from 'zod';
import { contentHash, nsScope } from '../debug/index.js';
import { parseFilter } from '../filter/index.js';
import { LANGS, type Lang } from '../i18n/index.js';
import {
  compositionNames,
  LINK_DEFAULTS,
  type NetworkDescription,
  type NodeDescription,
  type Source,
} from '../topology/index.js';
import { type LessonFile, LIMITS, lessonSchema } from './format.js';
import type { Lesson, Prose } from './lesson.js';
import { LessonError, type LessonProblem, nearest } from './problems.js';
import { parseProse } from './prose.js';

/** The texts of a lesson's folder. */
export interface LessonTexts {
  /** How messages name the folder: `lessons/arp`. */
  readonly folder: string;
  readonly yaml: string;
  readonly prose: Readonly<Partial<Record<Lang, string>>>;
}

type Path = readonly (string | number)[];

/** A parsed YAML file that knows where everything stands. */
class Positions {
  readonly file: string;
  readonly document: Document;
  readonly #lines = new LineCounter();
  readonly #text: string;

  constructor(file: string, text: string) {
    this.file = file;
    this.#text = text;
    this.document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, logLevel: 'error' });
  }

  yamlProblems(): LessonProblem[] {
    const { document } = this;
    const out = document.errors.map(e => ({
      ...this.#at(e.pos[0]),
      message: e.message,
      mend: 'mend the YAML here' as string | undefined,
    }));
    visit(document, {
      Alias: (_key, alias) => {
        if (alias.resolve(document) !== undefined) return;
        const message = `nothing before this is named "&${alias.source}"`;
        out.push({ ...this.#at(alias.range?.[0] ?? 0), message, mend: 'write the value itself' });
      },
    });
    return out;
  }

  /** The place of a path, or of its nearest ancestor that exists. `key`: the key itself, not its value. */
  at(path: Path, key = false): { file: string; line: number; column: number } {
    for (let n = path.length; n > 0; n--) {
      const offset = this.#offset(path.slice(0, n), key && n === path.length);
      if (offset !== undefined) return this.#at(offset);
    }
    return this.#at(0);
  }

  /** The place of a character of a text: where the text stands as it is, in quotes or not; else where it begins. */
  within(path: Path, text: string, offset: number): { file: string; line: number; column: number } {
    const start = this.#offset(path, false);
    if (start === undefined) return this.at(path);
    const from = /["']/.test(this.#text[start] ?? '') ? start + 1 : start;
    return this.#at(this.#text.startsWith(text, from) ? from + offset : start);
  }

  /** A line as the author wrote it, for *why*. */
  source(path: Path): Source {
    const { file, line } = this.at(path, true);
    const text = (this.#text.split(/\r?\n/)[line - 1] ?? '').trim().replace(/^- /, '');
    return { file, line, text };
  }

  #offset(path: Path, key: boolean): number | undefined {
    let node: unknown = this.document.contents;
    for (const [i, step] of path.entries()) {
      if (isMap(node)) {
        const pair = node.items.find(p => isScalar(p.key) && p.key.value === step);
        if (pair === undefined) return undefined;
        const last = i === path.length - 1;
        node = (last && key) || pair.value === null ? pair.key : pair.value;
      } else if (isSeq(node)) node = node.items[Number(step)];
      else return undefined;
    }
    return (node as Node | undefined)?.range?.[0];
  }

  #at(offset: number): { file: string; line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }
}

/** Reads a lesson. Throws LessonError with every problem found. */
export function readLesson(texts: LessonTexts): Lesson {
  const file = `${texts.folder}/lesson.yaml`;
  if (texts.yaml.length > LIMITS.bytes) {
    throw new LessonError([
      { file, line: 1, column: 1, message: 'the file is over 1 MiB', mend: 'a lesson is small: split it' },
    ]);
  }
  const positions = new Positions(file, texts.yaml);
  const broken = positions.yamlProblems();
  if (broken.length > 0) throw new LessonError(broken);
  const checked = lessonSchema.safeParse(toData(positions));
  if (!checked.success) throw new LessonError(schemaProblems(positions, checked.error));
  const problems = meaningProblems(positions, checked.data);
  const ids = checked.data.checkpoints.map(c => c.id);
  const prose = {} as Record<Lang, Prose>;
  for (const lang of LANGS) {
    const text = texts.prose[lang];
    const name = `${texts.folder}/${lang}.md`;
    if (text === undefined) {
      problems.push({
        file: name,
        line: 1,
        column: 1,
        message: 'the file is missing',
        mend: `write the lesson's text in ${name}`,
      });
      continue;
    }
    const result = parseProse(name, text, ids);
    prose[lang] = result.prose;
    problems.push(...result.problems);
  }
  if (problems.length > 0) throw new LessonError(problems);
  const { id, panels, checkpoints } = checked.data;
  return {
    id,
    file,
    hash: contentHash(texts.yaml),
    network: describe(positions, checked.data),
    panels,
    checkpoints,
    prose,
  };
}

/** The YAML as data. Aliases are bounded: a file of a hundred bytes must not become a gigabyte. */
function toData(positions: Positions): unknown {
  try {
    return positions.document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new LessonError([{ ...positions.at([]), message, mend: 'use fewer aliases (*name)' }]);
  }
}

function schemaProblems(positions: Positions, error: ZodError): LessonProblem[] {
  const out: LessonProblem[] = [];
  for (const issue of error.issues) {
    const path = issue.path.filter(p => typeof p !== 'symbol') as Path;
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const near = nearest(key, knownKeys(path));
        const mend =
          near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known here: ${knownKeys(path).join(', ')}`;
        out.push({ ...positions.at([...path, key], true), message: `unknown key "${key}"`, mend });
      }
      continue;
    }
    const where = path.length === 0 ? 'the lesson' : path.join('.');
    if (issue.code === 'invalid_key') {
      const message = `${where}: ${issue.issues.map(inner => inner.message).join('; ')}`;
      out.push({ ...positions.at(path, true), message, mend: undefined });
      continue;
    }
    const missing = issue.code === 'invalid_type' && positions.document.getIn(path) === undefined;
    const expected = issue.message.startsWith('expected')
      ? issue.message
      : issue.message.replace(/^Invalid input: /, '');
    out.push({
      ...positions.at(path),
      message: `${where}: ${missing ? `missing (${expected})` : expected}`,
      mend: undefined,
    });
  }
  return out;
}

/** Keys that may stand at a path of the file. */
function knownKeys(path: Path): string[] {
  const top = Object.keys(lessonSchema.shape);
  if (path.length === 0) return top;
  if (path[0] === 'nodes') {
    return path.length === 2
      ? ['kind', 'devices', 'ports', 'gateway', 'ageing', 'cam', 'sysctl', 'setup']
      : ['addresses', 'mac', 'mtu', 'up'];
  }
  if (path[0] === 'links') return ['ends', 'delay', 'rate', 'loss', 'up'];
  if (path[0] === 'run') return ['at', 'on', 'do', 'link', 'up'];
  return path[0] === 'checkpoints' ? ['id', 'break'] : top;
}

/** What the schema cannot see: names that must exist, kinds, clashes. */
function meaningProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const out: LessonProblem[] = [];
  const say = (path: Path, message: string, mend?: string) => out.push({ ...positions.at(path), message, mend });
  const names = Object.keys(lesson.nodes);
  if (names.length === 0) say(['nodes'], 'a lesson needs a node', 'add one, such as A: { kind: host }');
  if (names.length > LIMITS.nodes) say(['nodes'], `more than ${LIMITS.nodes} nodes`, 'make the network smaller');
  const kinds = compositionNames();
  const ends = new Map<string, Path>();
  for (const [name, node] of Object.entries(lesson.nodes)) {
    if (!kinds.includes(node.kind))
      say(['nodes', name, 'kind'], `no kind of node is called "${node.kind}"`, `kinds are: ${kinds.join(', ')}`);
    if (node.ports === undefined && node.devices === undefined)
      say(['nodes', name], `${name} has no devices`, 'add devices: { eth0: { … } }, or ports: 4 for a switch');
    for (const dev of devicesOf(node)) ends.set(`${name}.${dev}`, []);
  }
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
  for (const [i, item] of lesson.run.entries()) {
    if ('on' in item && !names.includes(item.on))
      say(['run', i, 'on'], `there is no node ${item.on}`, suggestion(item.on, names));
    if ('link' in item) {
      const links = lesson.links.map(l => (Array.isArray(l) ? l : l.ends).join('-'));
      const [a, b] = item.link.split('-');
      if (!links.includes(item.link) && !links.includes(`${b}-${a}`))
        say(['run', i, 'link'], `there is no link ${item.link}`, suggestion(item.link, links));
    }
  }
  for (const [i, point] of lesson.checkpoints.entries()) {
    if (lesson.checkpoints.findIndex(c => c.id === point.id) < i)
      say(['checkpoints', i, 'id'], `a second checkpoint "${point.id}"`, 'give it another id');
    const filter = parseFilter(point.break, nsScope());
    if (filter.ok) continue;
    const path = ['checkpoints', i, 'break'];
    const mend = filter.nearest && `did you mean ${filter.nearest.join(' or ')}?`;
    out.push({ ...positions.within(path, point.break, filter.start), message: `break: ${filter.message}`, mend });
  }
  return out;
}

const suggestion = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known: ${known.slice(0, 12).join(', ')}`;
};

type NodeFile = LessonFile['nodes'][string];

function devicesOf(node: NodeFile): string[] {
  const ports = Array.from({ length: node.ports ?? 0 }, (_, i) => `p${i + 1}`);
  return [...Object.keys(node.devices ?? {}), ...ports];
}

/** The checked file as a description, every part with the line it came from. */
function describe(positions: Positions, lesson: LessonFile): NetworkDescription {
  const nodes = Object.entries(lesson.nodes).map(([name, node]): NodeDescription => {
    const devices = devicesOf(node).map(dev => {
      const { addresses = [], up = true, mac, mtu } = node.devices?.[dev] ?? {};
      return { name: dev, addresses, up, ...(mac === undefined ? {} : { mac }), ...(mtu === undefined ? {} : { mtu }) };
    });
    return {
      name,
      kind: node.kind,
      devices,
      sysctl: node.sysctl,
      setup: node.setup,
      ...(node.gateway === undefined ? {} : { gateway: node.gateway }),
      ...(node.ageing === undefined ? {} : { ageingNs: node.ageing }),
      ...(node.cam === undefined ? {} : { camSize: node.cam }),
      source: positions.source(['nodes', name]),
    };
  });
  const links = lesson.links.map((link, i) => {
    const [a, b] = Array.isArray(link) ? link : link.ends;
    const { delay, rate, loss, up } = Array.isArray(link) ? {} : link;
    return {
      a,
      b,
      delayNs: delay ?? LINK_DEFAULTS.delayNs,
      rateBps: rate ?? LINK_DEFAULTS.rateBps,
      loss: loss ?? LINK_DEFAULTS.loss,
      up: up ?? LINK_DEFAULTS.up,
      source: positions.source(['links', i]),
    };
  });
  const run = lesson.run.map((item, i) => ({ ...item, source: positions.source(['run', i]) }));
  return { name: lesson.id, seed: lesson.seed, profile: lesson.profile, nodes, links, run };
}
