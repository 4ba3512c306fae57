// A search through the events that have been seen: by a display filter where the text is one, else through the words that
// the time axis has for them. It goes from the first event on, a slice at a time, and never beyond the present.
import { type FilterProblem, type Session, type StageFilter, stageFilter } from '../debug/index.js';
import { Axis } from './panels/time-axis.js';
import { eventText } from './panels/time-words.js';
import { holds } from './search.js';
import type { View } from './view.js';

/** Events of one slice: a few milliseconds of work. */
const SLICE = { text: 200, filter: 4000 } as const;

export class EventSearch {
  readonly kind: 'text' | 'filter';
  /** What was found, in order, and the folds between. */
  readonly hits: Axis;
  /** The last event looked at, by the learner's number. */
  searched = 0;
  /** Its next slice is due. */
  waiting = false;
  /** What is wrong with it as a filter, where it looks like one. */
  readonly problem: FilterProblem | undefined;
  readonly #filter: StageFilter | undefined;
  readonly #text: string;
  readonly #journal: Session['journal'];
  readonly #lang: string;

  constructor(view: View, text: string) {
    const { journal, target } = view.session;
    // In quotation marks it is a text, whatever it looks like.
    const quoted = /^"(.+?)"?$/.exec(text)?.[1];
    const filter = quoted === undefined ? stageFilter(target, text.trim()) : undefined;
    this.#filter = filter?.ok === true ? filter : undefined;
    // Words with a dot or a comparison in them were meant for a filter.
    if (filter?.ok === false && /\w\.\w|[=<>]=|&&|\|\|/.test(text)) this.problem = filter;
    this.kind = this.#filter === undefined ? 'text' : 'filter';
    this.#text = quoted ?? text;
    this.#journal = journal;
    this.#lang = view.lang;
    this.hits = new Axis(event => (event === 0 ? 0 : journal.eventTime(target.setupEvents + event - 1)));
  }

  /** The text looked for, or the filter. */
  get text(): string {
    return this.#text;
  }

  /** Whether what it found still stands: another branch has other events, another language other words. */
  suits(view: View): boolean {
    return this.#journal === view.session.journal && (this.kind === 'filter' || this.#lang === view.lang);
  }

  /** Looks through the next slice of the events that have been seen whole; true: there are no more. */
  run(view: View): boolean {
    const last = wholeEvents(view);
    const end = Math.min(last, this.searched + SLICE[this.kind]);
    if (this.#filter !== undefined) this.#runFilter(view, this.#filter, end);
    else for (let n = this.searched + 1; n <= end; n++) if (holds(eventText(view, n), this.#text)) this.hits.push(n);
    this.searched = Math.max(this.searched, end);
    return this.searched >= last;
  }

  #runFilter({ session }: View, filter: StageFilter, end: number): void {
    const { journal, target } = session;
    const stageOf = (event: number) => journal.firstStage(target.setupEvents + event);
    for (let low = stageOf(this.searched); low < stageOf(end); ) {
      const stage = filter.first(low, stageOf(end));
      if (stage === undefined) return;
      const event = journal.eventOf(stage) - target.setupEvents + 1;
      this.hits.push(event);
      low = stageOf(event);
    }
  }
}

/** Events of which every stage has been seen. */
function wholeEvents({ session, where }: View): number {
  const end = session.journal.firstStage(session.target.setupEvents + where.events);
  return end <= session.present ? where.events : where.events - 1;
}
