// `netstep dissect FILE`: a capture as lines, trees or JSON. It is read piece by piece: memory does not grow with it.
import type { Command } from 'commander';
import { CaptureAnalysis, holdsFor, type Looked, treeOf } from '../capture/index.js';
import {
  dissectionSchema,
  frameJson,
  jsonFoot,
  jsonHead,
  lineOf,
  marksOf,
  relativeTime,
  treeText,
} from '../export/index.js';
import type { Filter } from '../filter/index.js';
import { type Lang, message } from '../i18n/index.js';
import type { ReadFrame, ReadInterface } from '../wire/index.js';
import { CaptureInput } from './capture-input.js';
import { filterOf, isIn, lastOf, type Ranges, rangesOf } from './dissect-options.js';
import { print, printPieces, UserError } from './output.js';

interface Options {
  readonly tree?: boolean;
  readonly format?: string;
  readonly filter?: string;
  readonly frames?: string;
  readonly schema?: boolean;
}

/** Characters that are gathered before they are written. */
const BATCH = 1 << 16;

export function dissectCommand(command: (name: string) => Command, lang: () => Lang): void {
  const t = (id: string, args: Record<string, unknown> = {}) => message(lang(), id, args);
  command('dissect')
    .description(t('cli.help.dissect'))
    .argument('[file]', t('cli.help.capture-file'))
    .option('-V, --tree', t('cli.help.dissect-tree'))
    .option('--format <format>', t('cli.help.dissect-format'))
    .option('--filter <filter>', t('cli.help.dissect-filter'))
    .option('--frames <list>', t('cli.help.dissect-frames'))
    .option('--schema', t('cli.help.dissect-schema'))
    .action(async (file: string | undefined, options: Options) => {
      if (options.schema === true) return print(JSON.stringify(dissectionSchema, undefined, 2));
      if (file === undefined) throw new UserError(t('cli.error.missing-argument', { argument: 'FILE' }));
      await dissect(file, options, lang());
    });
}

async function dissect(file: string, options: Options, lang: Lang): Promise<void> {
  const { format = 'text' } = options;
  if (format !== 'text' && format !== 'json') {
    const expected = message(lang, 'cli.expected.format');
    throw new UserError(message(lang, 'cli.error.bad-value', { option: '--format', value: format, expected }));
  }
  const ranges = rangesOf(options.frames, lang);
  const filter = filterOf(options.filter, lang);
  const input = new CaptureInput(file, lang);
  const style = format === 'json' ? 'json' : options.tree === true ? 'tree' : 'line';
  const writer = new Writer(lang, style, ranges, filter);
  for await (const frames of input.frames()) {
    for (const frame of frames) {
      writer.add(frame, input.interfaces[frame.interface] as ReadInterface);
      if (writer.full) await writer.flush();
    }
    if (writer.done) break;
  }
  const { problem } = input;
  if (style === 'json') writer.foot(jsonFoot(input.interfaces, problem));
  await writer.flush();
  const failure = input.failure();
  if (failure) throw failure;
}

class Writer {
  readonly #lang: Lang;
  readonly #style: 'line' | 'tree' | 'json';
  readonly #ranges: Ranges | undefined;
  readonly #last: number;
  readonly #filter: Filter | undefined;
  readonly #analysis = new CaptureAnalysis();
  #start: bigint | undefined;
  #seen = 0;
  #shown = 0;
  /** What is to be written, and its characters. */
  #pieces: string[] = [];
  #length = 0;

  constructor(lang: Lang, style: 'line' | 'tree' | 'json', ranges: Ranges | undefined, filter: Filter | undefined) {
    this.#lang = lang;
    this.#style = style;
    this.#ranges = ranges;
    this.#last = lastOf(ranges);
    this.#filter = filter;
    if (style === 'json') this.#put(`${jsonHead}\n`);
  }

  get full(): boolean {
    return this.#length >= BATCH;
  }

  /** All frames asked for have come. */
  get done(): boolean {
    return this.#seen >= this.#last;
  }

  add(frame: ReadFrame, link: ReadInterface): void {
    if (this.done) return;
    const looked = this.#analysis.look(frame, link);
    this.#seen = looked.number;
    if (frame.timed) this.#start ??= frame.unixNs;
    if (!isIn(this.#ranges, looked.number)) return;
    const start = this.#start ?? 0n;
    if (this.#filter && !holdsFor(this.#filter, looked, start)) return;
    if (this.#shown++ > 0 && this.#style !== 'line') this.#put(this.#style === 'json' ? ',\n' : '\n');
    for (const piece of this.#told(looked, link, start)) this.#put(piece);
  }

  #put(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  #told(looked: Looked, link: ReadInterface, start: bigint): readonly string[] {
    const lang = this.#lang;
    if (this.#style === 'line')
      return [`${lineOf(lang, looked, marksOf(looked), relativeTime(looked, start, link.digits))}\n`];
    const layers = treeOf(looked);
    const marks = marksOf(looked, layers);
    if (this.#style === 'json') return [JSON.stringify(frameJson(lang, looked, layers, link, marks))];
    return treeText(lang, looked, layers, link, marks);
  }

  foot(text: string): void {
    this.#put(`\n${text}\n`);
  }

  async flush(): Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#length = 0;
    if (pieces.length > 0) await printPieces(pieces);
  }
}
