// Words for what the debugger answers in data: sentences for stages, names for frames and devices, cells for rows. The
// transcript, the prompt and the screen all say it with these.
import { columnsOf, placeOf, type Target, type WhyLink, wrongFcs } from '../debug/index.js';
import { type Formatters, fieldLabel, hasMessage, type Lang, message, protocolTitle, wireText } from '../i18n/index.js';
import { type ColumnKind, Fifo, type Key, type Root, rootOf, type TableSchema } from '../journal/index.js';
import { dissect, formatIpv4, formatMac, ipv4, type Layer, summary } from '../wire/index.js';

/** 1.672 µs, 3 s, 250 ms: three decimals at most, no trailing zeros. */
export function formatDuration(ns: number): string {
  const [divisor, unit] =
    ns === 0
      ? [1e9, 's']
      : Math.abs(ns) < 1e3
        ? [1, 'ns']
        : Math.abs(ns) < 1e6
          ? [1e3, 'µs']
          : Math.abs(ns) < 1e9
            ? [1e6, 'ms']
            : [1e9, 's'];
  const value = Math.round((ns / (divisor as number)) * 1000) / 1000;
  return `${value} ${unit}`;
}

/** Virtual time: 0, 1.576 µs, 5.000012 s (whole microseconds from a second on). */
export function formatTime(ns: number): string {
  if (Math.abs(ns) < 1e9) return ns === 0 ? '0' : formatDuration(ns);
  return `${Math.round(ns / 1e3) / 1e6} s`;
}

const PRIMES = ['', '′', '″', '‴'];

/** Events as the journal counts them: from `first` to before `end`. */
export interface EventRange {
  readonly first: number;
  readonly end: number;
}
const NOTHING: readonly EventRange[] = [];

/** Of a queue with more, only so many are named. */
const MOST_FRAMES = 8;

/** Everything that is named depends on a target and a language. */
export class Describer {
  readonly target: Target;
  readonly lang: Lang;
  readonly formatters: Formatters;
  readonly veil: readonly EventRange[];
  readonly #names = new Map<number, string>();
  #named = 0;
  #roots = 0;
  readonly #copies = new Map<number, number>();
  readonly #rootOf = new Map<number, number>();

  /** `veil`: events that are not told: what set up a task. */
  constructor(target: Target, lang: Lang, veil: readonly EventRange[] = NOTHING) {
    this.veil = veil;
    this.target = target;
    this.lang = lang;
    this.formatters = {
      ipv4: formatIpv4,
      mac: formatMac,
      dev: id => this.device(id),
      frame: id => this.frameName(id),
      duration: formatDuration,
      time: formatTime,
    };
  }

  device(id: number): string {
    return this.target.deviceName(id);
  }

  text(id: string, args: Readonly<Record<string, unknown>> = {}): string {
    return message(this.lang, id, args, this.formatters);
  }

  isVeiled(stage: number): boolean {
    if (this.veil.length === 0) return false;
    const event = this.target.world.journal.eventOf(stage);
    return this.veil.some(({ first, end }) => event >= first && event < end);
  }

  /** Whether a change was made by what is not told. */
  isVeiledChange(change: number): boolean {
    return this.veil.length > 0 && this.isVeiled(this.target.world.journal.change(change).stage);
  }

  #isVeiledRoot(root: Root): boolean {
    const { journal } = this.target.world;
    return this.veil.some(({ first, end }) => {
      for (let event = first; event < end; event++) {
        const cause = rootOf(journal.eventCause(event));
        if (cause !== undefined && journal.root(cause) === root) return true;
      }
      return false;
    });
  }

  /** The reason of a stage, as a sentence. */
  sentence(stage: number): string {
    if (this.isVeiled(stage)) return this.text('teach.veiled');
    const { because } = this.target.world.journal.stage(stage);
    return this.text(because.id, because.args);
  }

  stageTitle(stage: number): string {
    if (this.isVeiled(stage)) return this.text('teach.veiled-title');
    return this.text(`stage.${this.target.world.journal.kindOf(stage).name}`);
  }

  /** What a stage follows: a standard and a function by their names, anything else in the person's language. */
  stageSpec(stage: number): string {
    const { name, spec } = this.target.world.journal.kindOf(stage);
    const id = `spec.${name}`;
    return hasMessage(this.lang, id) ? this.text(id) : spec;
  }

  /** The node at which a stage took place. */
  nodeOf(stage: number): string {
    return this.isVeiled(stage) ? '' : (placeOf(this.target, stage).node ?? '');
  }

  /**
   * Frames that somebody built and sent are numbered 1, 2, 3 … in the order of their building; a copy that a switch sent
   * on is 1′, 1″, then 1·3 …; what is received has the name of what was sent.
   */
  frameName(frame: number): string {
    this.#nameUpTo(frame);
    return this.#names.get(frame) ?? '?';
  }

  /** What a frame says, on one line: `Who has 192.168.0.103? Tell 192.168.0.100`. */
  frameSummary(frame: number): string {
    return summary(this.layers(frame));
  }

  layers(frame: number, fcs = false): Layer[] {
    const { bytes, linkType } = this.target.world.frames.frame(frame);
    if (linkType === 'data') return [];
    if (linkType === 'ipv4') return dissect(bytes, ipv4);
    return dissect(bytes, undefined, { fcs: fcs && (wrongFcs(this.target, frame) ?? true) });
  }

  /** Where a frame is seen: `A.eth0 → sw.p1` for one on a cable. */
  frameWay(frame: number): string {
    const { frames } = this.target.world;
    const dev = frames.devOf(frame);
    if (dev < 0) return '';
    if (frames.directionOf(frame) === 'received') {
      const sent = frames.fromOf(frame);
      const from = sent < 0 ? -1 : frames.devOf(sent);
      return from < 0 ? this.device(dev) : `${this.device(from)} → ${this.device(dev)}`;
    }
    return `${this.device(dev)} →`;
  }

  /** The frame that a stage is about: the last one named by it, or made in it. */
  frameOfStage(stage: number): number | undefined {
    const { journal, frames } = this.target.world;
    for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
      const frame = journal.numberArg(at, 'frame');
      if (frame !== undefined) return frame;
    }
    const before = frames.countAt(journal.firstStage(journal.eventOf(stage)));
    return frames.countAt(stage + 1) > before ? before : undefined;
  }

  fieldLabel(name: string, english: string): string {
    return fieldLabel(this.lang, name, english);
  }
  protocolTitle(protocol: string, english: string): string {
    return protocolTitle(this.lang, protocol, english);
  }
  wireText(english: string): string {
    return wireText(this.lang, english);
  }

  /** Frames that wait; of a long queue its beginning and how many there are. */
  frameList(frames: readonly number[]): string {
    const shown = frames.slice(0, MOST_FRAMES).map(f => this.frameName(f));
    return frames.length > MOST_FRAMES ? `${shown.join(' ')} … (${frames.length})` : shown.join(' ');
  }

  /** One value of a row, as its column's kind is written. Empty for what is not there. */
  cell(kind: ColumnKind, value: unknown): string {
    if (value === undefined || value === null) return '';
    if (value instanceof Fifo) return this.cell(kind, [...value]);
    if (Array.isArray(value))
      return kind === 'frames'
        ? this.frameList(value as readonly number[])
        : value.length > 0 && value.every(each => typeof each === 'string')
          ? value.join(' ')
          : String(value.length);
    if (typeof value === 'number') {
      if (kind === 'ipv4') return formatIpv4(value);
      if (kind === 'mac') return formatMac(value);
      if (kind === 'dev') return value > 0 ? this.device(value) : '';
      if (kind === 'time') return formatTime(value);
      if (kind === 'duration') return formatDuration(value);
      if (kind === 'frame') return this.frameName(value);
      return String(value);
    }
    if (typeof value === 'object') return '…';
    return String(value);
  }

  /** A row's name: the columns of its key. */
  rowName(schema: TableSchema, key: Key, row: unknown): string {
    if (schema.columns === undefined || row === undefined) return String(key);
    const columns = schema.columns as Readonly<Record<string, ColumnKind>>;
    const values = row as Readonly<Record<string, unknown>>;
    const parts = schema.key.map(name => this.#keyPart(schema, name, columns[name] ?? 'string', values[name]));
    return parts.filter(part => part !== '').join(' ');
  }

  /** A root of causes: the line itself, with where it stands. */
  root(root: Root): string {
    if (this.#isVeiledRoot(root)) return this.text('teach.veiled');
    const where = root.kind === 'lesson' && root.file ? ` (${root.file}:${root.line})` : '';
    const node = root.kind === 'typed' && root.node !== undefined ? `${root.node}$ ` : '';
    // A frame is named as the person knows it.
    const text =
      root.kind === 'fault' && root.frame !== undefined
        ? root.text.replace(`frame ${root.frame}`, `frame ${this.frameName(root.frame)}`)
        : root.text;
    return `${node}${text}${where}`;
  }

  whyLine(link: WhyLink): string {
    if (link.kind === 'root') return this.root(link.root);
    const sentence = this.sentence(link.stage);
    return link.decides === undefined || this.isVeiled(link.stage)
      ? sentence
      : this.text('why.decides', { setting: this.#setting(link), sentence });
  }

  /** What kind of root it is: `typed`; undefined where that is not told. */
  rootKind(root: Root): string | undefined {
    return this.#isVeiledRoot(root) ? undefined : this.text(`root.${root.kind}`, { ...root });
  }

  /** `sw.br0: Ageing 300 s`: what a setting was set to. */
  #setting({ row, change }: Extract<WhyLink, { kind: 'stage' }>): string {
    if (change === undefined || row?.column === undefined) return '';
    const { table, key, after } = this.target.world.journal.change(change);
    const { schema } = table;
    const value = (after as Readonly<Record<string, unknown>>)[row.column];
    const shown = this.cell(columnsOf(schema)[row.column] ?? 'string', value);
    return `${this.rowName(schema, key, after)}: ${this.text(`column.${schema.name}.${row.column}`)} ${shown}`;
  }

  /** A VLAN's number says what it is; where there is none, nothing. */
  #keyPart(schema: TableSchema, name: string, kind: ColumnKind, value: unknown): string {
    if (name !== 'vid') return this.cell(kind, value);
    return value === undefined ? '' : `${this.text(`column.${schema.name}.vid`)} ${value}`;
  }

  #nameUpTo(frame: number): void {
    const { frames } = this.target.world;
    for (; this.#named <= frame && this.#named < frames.count; this.#named++) this.#name(this.#named);
  }

  #name(f: number): void {
    const { frames } = this.target.world;
    const { from, operation } = frames.frame(f);
    const same = from !== undefined && ['wire', 'pad', 'local', 'pull', 'damage', 'tag', 'untag'].includes(operation);
    if (same) {
      this.#names.set(f, this.#names.get(from) ?? '');
      this.#rootOf.set(f, this.#rootOf.get(from) ?? f);
      return;
    }
    if (from !== undefined && (operation === 'forward' || operation === 'flood' || operation === 'regenerate')) {
      const root = this.#rootOf.get(from) ?? from;
      const n = (this.#copies.get(root) ?? 0) + 1;
      this.#copies.set(root, n);
      this.#rootOf.set(f, root);
      this.#names.set(f, `${this.#names.get(root)}${PRIMES[n] ?? `·${n}`}`);
      return;
    }
    // A packet and the frame it travels in are one thing to the reader: the frame takes the packet's number.
    if (from !== undefined && operation === 'push' && this.#names.has(from)) {
      this.#names.set(f, this.#names.get(from) as string);
      this.#rootOf.set(f, f);
      return;
    }
    this.#roots++;
    this.#names.set(f, String(this.#roots));
    this.#rootOf.set(f, f);
  }
}
