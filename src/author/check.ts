// `netstep check`: everything that is wrong with a lesson. What stands in its files is read (lesson/read.ts); then it is
// played, and each of its promises is tried.
import type { Lang } from '../i18n/index.js';
import {
  type Lesson,
  LessonError,
  type LessonTexts,
  type OpenLesson,
  openLesson,
  Positions,
  type Rest,
  readLesson,
  readSandbox,
} from '../lesson/index.js';
import { checkNetwork } from './check-network.js';
import { checkPlay } from './check-play.js';
import { checkProse } from './check-prose.js';
import { checkTasks } from './check-tasks.js';
import { type Finding, type FindingCode, Findings } from './findings.js';
import { MOST_EVENTS } from './play.js';

/** All mistakes of a lesson, in the order of its files and lines. `most`: events that it is run to. */
export function checkLesson(texts: LessonTexts, lang: Lang, most = MOST_EVENTS): Finding[] {
  return found(lang, texts.yaml, most, () => readLesson(texts, lang), texts);
}

/** The same of a network by itself: a file with nodes and links. */
export function checkSandbox(file: string, yaml: string, lang: Lang, most = MOST_EVENTS): Finding[] {
  return found(lang, yaml, most, () => readSandbox(file, yaml, lang));
}

function found(lang: Lang, yaml: string, most: number, read: () => Lesson, texts?: LessonTexts): Finding[] {
  let findings = new Findings(lang);
  try {
    const lesson = read();
    findings = new Findings(lang, lesson.accept);
    const positions = new Positions(lesson.file, yaml, lang);
    if (texts !== undefined) checkProse(findings, lesson, texts);
    const open = built(findings, positions, lesson);
    if (open !== undefined) played({ findings, positions, open, alive: new Set(), most });
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    findings.take('format', error.problems);
    if (error.rest !== undefined) findings.absorb(playedRest(error.rest, lang, yaml, most));
  }
  return findings.list();
}

function played(play: Play): void {
  checkPlay(play);
  checkTasks(play);
  checkNetwork(play);
}

/** Mistakes that are there whatever else was left out of a file. */
const EVER: ReadonlySet<FindingCode> = new Set(['network', 'failing-command', 'address-clash', 'unknown-panel']);

/** What playing finds in a lesson that has other mistakes: all are told in one go. */
function playedRest({ lesson, whole, kept }: Rest, lang: Lang, yaml: string, most: number): Finding[] {
  const findings = new Findings(lang, lesson.accept);
  const positions = new Positions(lesson.file, yaml, lang);
  positions.kept = kept;
  try {
    const open = built(findings, positions, lesson);
    if (open !== undefined) played({ findings, positions, open, alive: new Set(), most });
  } catch {
    // With parts missing a lesson need not play to its end; what was found until then is true.
  }
  return findings.list().filter(({ code }) => whole || EVER.has(code));
}

/** What the parts of the check share: the lesson being played, and what was seen alive so far (tables, nodes). */
export interface Play {
  readonly findings: Findings;
  readonly positions: Positions;
  readonly open: OpenLesson;
  readonly alive: Set<string>;
  /** Most events that the lesson is run to. */
  readonly most: number;
}

/** The lesson's network at its first moment; a command of its setting up that fails is told where it stands. */
function built(findings: Findings, positions: Positions, lesson: Lesson): OpenLesson | undefined {
  try {
    return openLesson(lesson, undefined, positions.lang);
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    for (const problem of error.problems) {
      const node = lesson.network.nodes.find(({ source }) => source.line === problem.line);
      const at = node?.setup.findIndex(line => problem.message.startsWith(`${line}: `)) ?? -1;
      if (node === undefined || at < 0) findings.take('network', [problem]);
      else {
        const complaint = problem.message.slice((node.setup[at] as string).length + 2);
        const spot = positions.at(['nodes', node.name, 'setup', at]);
        findings.say('network', spot, 'command', { line: node.setup[at], complaint });
      }
    }
    return undefined;
  }
}
