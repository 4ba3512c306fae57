// Commands that came to nothing because of how they were written: the shell refused them, or the program ended before it
// did anything. A ping that nobody answers is none of these.
import { changesBetween, type Target } from '../debug/index.js';
import { rootOf } from '../journal/index.js';

export interface FailedCommand {
  /** The command line as typed. */
  readonly line: string;
  readonly status: number;
  /** What it complained of. */
  readonly complaint: string;
  /** The line of the lesson that it stands in, if it stands in one. */
  readonly source: { readonly file: string; readonly line: number } | undefined;
}

/** A complaint that names a system call: the program did try, and this is how the network answered. */
const TRIED = /: (connect|sendto|sendmsg|bind): /;

/** Commands that failed in the stages from `from` on, below `to`; both are event boundaries. */
export function failedCommands(target: Target, from: number, to: number): FailedCommand[] {
  const { journal } = target.world;
  const out: FailedCommand[] = [];
  for (let stage = from; stage < to; stage++) {
    const refused = journal.reasonOf(stage) === 'shell.failed';
    if (!refused && !isStillborn(target, stage)) continue;
    const event = journal.eventOf(stage);
    const typed = refused ? event : typedIn(target, event);
    const complaint = complaintOf(target, event);
    if (typed === undefined || (!refused && TRIED.test(complaint))) continue;
    const root = rootOf(journal.eventCause(typed));
    const written = root === undefined ? undefined : journal.root(root);
    out.push({
      line: commandOf(target, typed),
      status: journal.numberArg(stage, 'status') ?? 1,
      complaint,
      source: written?.kind === 'lesson' ? placeOf(written) : undefined,
    });
  }
  return out;
}

const placeOf = ({ file, line }: { readonly file?: string; readonly line?: number }) =>
  file === undefined || line === undefined ? undefined : { file, line };

/** A program's end, not a good one, in the event of its beginning, with nothing tried in between. */
function isStillborn(target: Target, stage: number): boolean {
  const { journal } = target.world;
  if (journal.reasonOf(stage) !== 'process.exit' || journal.numberArg(stage, 'status') === 0) return false;
  const first = journal.firstStage(journal.eventOf(stage));
  return journal.reasonOf(first) === 'process.start' && stage === first + 1;
}

/** The event in which the command was typed that started the program of an event. */
function typedIn({ world }: Target, event: number): number | undefined {
  const cause = world.journal.eventCause(event);
  return rootOf(cause) === undefined ? world.journal.eventOf(cause) : undefined;
}

function commandOf({ world: { journal } }: Target, event: number): string {
  for (let stage = journal.firstStage(event); stage < journal.firstStage(event + 1); stage++) {
    const line = journal.argOf(stage, 'line');
    if (typeof line === 'string') return line;
  }
  return '';
}

/** The first line written to standard error in an event. */
function complaintOf({ world: { journal } }: Target, event: number): string {
  const rows = changesBetween(journal, journal.firstStage(event), journal.firstStage(event + 1))
    .filter(({ table }) => table.startsWith('console'))
    .map(({ after }) => after as { readonly stream?: string; readonly text?: string } | undefined);
  const first = rows.find(row => row?.stream === 'err' && row.text?.trim() !== '');
  return first?.text?.trim() ?? '';
}
