// The stages of the event at the cursor, unfolded below it: a tree of what each one did, as far as it has been reached.
import { type Line, line, type Role, span } from '../text.js';
import type { View } from '../view.js';

export interface StageRow {
  readonly line: Line;
  /** Of what can be chosen, and where the session stands after it. */
  readonly id: string | undefined;
  readonly position: number;
  /** The cursor stands at it. */
  readonly current: boolean;
}

export function stageRows(view: View): StageRow[] {
  if (view.event < 0) return [];
  const { journal, position: last } = view.session;
  const first = journal.firstStage(view.event);
  const depths = new Map<number, number>();
  const rows: StageRow[] = [];
  for (let stage = first; stage < last; stage++) {
    const parent = journal.parentOf(stage);
    const depth = parent === undefined ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(stage, depth);
    // Hooks that nobody uses are passed by in silence.
    if (journal.kindOf(stage).name === 'nf_hook' && stage !== view.stage) continue;
    const current = stage === view.stage && view.tellsStage;
    const id = `stage:${stage - first}@${view.where.event}`;
    rows.push({ line: stageLine(view, stage, depth, current), id, position: stage + 1, current });
  }
  const left = view.where.stages - view.where.stage;
  if (left > 0) {
    const text = `┄ ${view.text('tui.time.stages-left', { count: left })} ┄`;
    rows.push({ line: line('      ', span(text, 'dim')), id: undefined, position: 0, current: false });
  }
  return rows;
}

function stageLine(view: View, stage: number, depth: number, current: boolean): Line {
  const verdict = view.session.journal.verdictOf(stage);
  const dropped = verdict === 'drop';
  const mark = dropped ? '✗' : current ? '▶' : '·';
  const told = verdict === 'pass' ? '' : `  ${view.text(`verdict.${verdict}`)}`;
  const role: Role = current ? 'strong' : 'dim';
  return line(
    '    ',
    '  '.repeat(Math.min(depth, 7)),
    span(`${mark} `, dropped ? 'bad' : current ? 'key' : 'dim'),
    span(view.words.stageTitle(stage), role),
    span(told, dropped ? 'bad' : verdict === 'miss' ? 'changed' : 'good'),
  );
}
