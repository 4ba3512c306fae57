// From a saved moment's text to a moment, or to what is wrong with it: which field, and what is wanted there. Everything
// is bounded. Read saved.ts first.
import type { Intervention } from '../sim/index.js';
import { type Made, MOST_BRANCHES, TRUNK } from './branches.js';
import type { MomentProblem, SavedBranch, SavedMoment, SavedPlace } from './saved.js';

/** Longest text of a moment, characters; most things done in a branch; greatest number of an event. */
const MOST_TEXT = 1 << 20;
const MOST_DONE = 10_000;
const MOST_EVENTS = 10_000_000;
const MOST_NUMBER = Number.MAX_SAFE_INTEGER;
const VERSION = 1;
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,30}$/;

class Refused {
  readonly problem: MomentProblem;
  constructor(problem: MomentProblem) {
    this.problem = problem;
  }
}

export type ReadMoment =
  | { readonly ok: true; readonly moment: SavedMoment }
  | { readonly ok: false; readonly problem: MomentProblem };

/** Reads a saved moment. Never throws. */
export function readMoment(text: string): ReadMoment {
  if (text.length > MOST_TEXT) return { ok: false, problem: { code: 'too-big', args: { most: MOST_TEXT } } };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { ok: false, problem: { code: 'not-json', args: {} } };
  }
  try {
    return { ok: true, moment: momentOf(new Field('', data)) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** One place in the data: it gives what is wanted there or refuses with its path. */
class Field {
  readonly path: string;
  readonly value: unknown;

  constructor(path: string, value: unknown) {
    this.path = path;
    this.value = value;
  }

  refuse(kind: string, args: MomentProblem['args'] = {}): never {
    throw new Refused({ code: 'bad-field', args: { path: this.path || '.', kind, ...args } });
  }

  get(name: string): Field {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.refuse('object');
    const inner = Object.hasOwn(value as object, name) ? (value as Record<string, unknown>)[name] : undefined;
    return new Field(this.path === '' ? name : `${this.path}.${name}`, inner);
  }

  get absent(): boolean {
    return this.value === undefined;
  }

  int(least: number, most: number): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most)
      this.refuse('int', { least, most });
    return value as number;
  }

  text(most: number): string {
    const { value } = this;
    if (typeof value !== 'string' || value.length > most) this.refuse('text', { most });
    return value as string;
  }

  bool(): boolean {
    if (typeof this.value !== 'boolean') this.refuse('bool');
    return this.value as boolean;
  }

  oneOf<const T extends string>(values: readonly T[]): T {
    if (!values.includes(this.value as T)) this.refuse('one-of', { values });
    return this.value as T;
  }

  list(most: number): Field[] {
    const { value } = this;
    if (!Array.isArray(value) || value.length > most) this.refuse('list', { most });
    return (value as unknown[]).map((inner, i) => new Field(`${this.path}[${i}]`, inner));
  }
}

function momentOf(data: Field): SavedMoment {
  data.get('format').oneOf(['netstep-moment']);
  const version = data.get('version').int(0, MOST_NUMBER);
  if (version !== VERSION) throw new Refused({ code: 'bad-version', args: { version, known: VERSION } });
  const lesson = data.get('lesson');
  const names: string[] = [];
  const branches = data
    .get('branches')
    .list(MOST_BRANCHES)
    .map(field => branchOf(field, names));
  if (branches.length === 0) data.get('branches').refuse('one-of', { values: [TRUNK] });
  return {
    format: 'netstep-moment',
    version: VERSION,
    lesson: {
      id: lesson.get('id').text(100),
      hash: lesson.get('hash').text(64),
      seed: lesson.get('seed').int(0, 0xffffffff),
      profile: lesson.get('profile').text(100),
    },
    branches,
    current: data.get('current').oneOf(names),
  };
}

/** One branch. `names`: those before it, the trunk first. */
function branchOf(data: Field, names: string[]): SavedBranch {
  const field = data.get('name');
  const name = field.text(31);
  if (names.length === 0) field.oneOf([TRUNK]);
  if (!NAME.test(name) || names.includes(name)) field.refuse('text', { most: 31 });
  const fork = names.length === 0 ? undefined : forkOf(data.get('fork'), names);
  names.push(name);
  let last = 0;
  const history = data
    .get('history')
    .list(MOST_DONE)
    .map((entry): Made => {
      const event = entry.get('event').int(1, MOST_EVENTS);
      if (event <= last) entry.get('event').refuse('order');
      last = event;
      return { event, what: interventionOf(entry.get('what')) };
    });
  const present = placeOf(data.get('present'));
  const cursor = placeOf(data.get('cursor'));
  return { name, ...(fork && { fork }), history, present, cursor, state: data.get('state').text(64) };
}

function forkOf(data: Field, names: readonly string[]): { branch?: string; event: number } {
  const event = data.get('event').int(0, MOST_EVENTS);
  const branch = data.get('branch');
  if (branch.absent) return { event };
  if (!names.includes(branch.text(31))) branch.refuse('name');
  return { branch: branch.value as string, event };
}

function placeOf(data: Field): SavedPlace {
  const event = data.get('event').int(0, MOST_EVENTS);
  return { event, stage: data.get('stage').int(event === 0 ? 0 : 1, event === 0 ? 0 : MOST_EVENTS) };
}

const KINDS = [
  'command',
  'link',
  'power',
  'add',
  'plug',
  'unplug',
  'remove',
  'drop',
  'delay',
  'duplicate',
  'corrupt',
  'edit',
  'quiet',
] as const;

function interventionOf(data: Field): Intervention {
  const kind = data.get('kind').oneOf(KINDS);
  if (kind === 'command') return { kind, netns: data.get('netns').text(200), line: data.get('line').text(4096) };
  if (kind === 'link') {
    const to = data.get('to');
    const moved = to.absent ? {} : { to: to.text(200) };
    return { kind, link: data.get('link').text(400), up: data.get('up').bool(), ...moved };
  }
  if (kind === 'power') return { kind, node: data.get('node').text(200), on: data.get('on').bool() };
  if (kind === 'quiet') return { kind };
  if (kind === 'add') return nodeOf(data);
  if (kind === 'plug') return { kind, a: data.get('a').text(200), b: data.get('b').text(200) };
  if (kind === 'remove') return { kind, node: data.get('node').text(200) };
  if (kind === 'unplug') return { kind, link: data.get('link').text(400) };
  const frame = data.get('frame').int(0, MOST_NUMBER);
  if (kind === 'drop' || kind === 'duplicate') return { kind, frame };
  if (kind === 'delay') return { kind, frame, ns: data.get('ns').int(1, MOST_NUMBER) };
  if (kind === 'corrupt') {
    const [bit, badFcs] = [data.get('bit'), data.get('badFcs')];
    return {
      kind,
      frame,
      ...(bit.absent ? {} : { bit: bit.int(0, 1 << 24) }),
      ...(badFcs.absent ? {} : { badFcs: badFcs.bool() }),
    };
  }
  const [field, value] = [data.get('field').text(100), data.get('value').text(10_000)];
  return { kind, frame, field, value, seal: data.get('seal').bool() };
}

function nodeOf(data: Field): Intervention {
  const [ports, addresses] = [data.get('ports'), data.get('addresses')];
  return {
    kind: 'add',
    node: data.get('node').text(200),
    of: data.get('of').text(100),
    ...(ports.absent ? {} : { ports: ports.int(1, 1 << 16) }),
    ...(addresses.absent ? {} : { addresses: addresses.list(64).map(address => address.text(100)) }),
  };
}
