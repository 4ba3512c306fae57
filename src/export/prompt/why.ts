// `why` and `why-not` at the prompt: of the stage at the cursor, a row, a column, a frame, a field of it, a drop, and of
// what is not there.
import {
  keyNamed,
  parseRowName,
  type RowName,
  type RowProblem,
  WHY_NOT_KINDS,
  type WhyNotCause,
  whyDrop,
  whyField,
  whyFrame,
  whyMissing,
  whyNot,
  whyRow,
  whyStage,
} from '../../debug/index.js';
import type { Table } from '../../journal/index.js';
import { nearest } from '../../lesson/index.js';
import { whyAnswer } from '../answers.js';
import { type Answer, ok, type PromptState } from './command.js';
import { frameHere, frameNamed } from './frames.js';

/** `why`, `why drop`, `why TABLE ROW [.COLUMN]`, `why FRAME [FIELD]`, `why FIELD`. */
export function why(prompt: PromptState, args: readonly string[]): Answer {
  const { session, words } = prompt;
  const [first, second] = args;
  if (first === undefined || first === 'drop') {
    const { stage } = session;
    if (stage === undefined) return prompt.fail('ui.prompt.before-first');
    const dropped = whyDrop(session.target, stage.id);
    if (first === 'drop' && dropped === undefined) return prompt.fail('ui.prompt.no-drop');
    return ok(whyAnswer(words, session, dropped?.links ?? whyStage(session.target, stage.id)));
  }
  if (first.includes('@') || session.journal.tableNamed(first) !== undefined) return whyNamedRow(prompt, args);
  const frame = first.includes('.') ? frameHere(prompt) : frameNamed(prompt, first);
  if (frame === undefined) return prompt.fail('ui.prompt.no-frame', { name: first });
  const field = first.includes('.') ? first : second;
  if (field === undefined) return ok(whyAnswer(words, session, whyFrame(session.target, frame).links));
  const answer = whyField(session.target, frame, field);
  if (answer === undefined) return prompt.fail('ui.prompt.no-field', { field, frame });
  return ok(whyAnswer(words, session, answer.links));
}

function whyNamedRow(prompt: PromptState, args: readonly string[]): Answer {
  const { session, words } = prompt;
  const name = parseRowName(session.target, args);
  if (!name.ok) return rowProblem(prompt, name);
  const table = session.journal.tableNamed(name.table) as Table<unknown>;
  const found = keyNamed(session.target, name);
  if (typeof found === 'object' && found.ok) {
    const answer = whyRow(session.target, table, found.key, name.column);
    if (answer !== undefined) return ok(whyAnswer(words, session, answer.links));
  }
  if (typeof found === 'object' && !found.ok && found.code === 'ambiguous-row') return rowProblem(prompt, found);
  return missing(prompt, name);
}

/** A row that is not there: gone, or never learnt. */
function missing(prompt: PromptState, name: RowName): Answer {
  const { session, words } = prompt;
  const answer = whyMissing(session.target, name);
  const args = { table: name.table, text: name.key.join(' ') };
  if (answer.kind === 'present') return ok([prompt.say('missing.present', args)]);
  const chain = whyAnswer(words, session, answer.links);
  if (answer.kind === 'gone') {
    const id = answer.timer === undefined ? 'missing.deleted' : 'missing.expired';
    return ok([prompt.say(id, { ...args, time: answer.time }), ...chain]);
  }
  const { taught, borne } = answer;
  if (taught !== undefined) {
    const id = taught.here ? 'missing.taught' : 'missing.taught-elsewhere';
    return ok([prompt.say(id, { ...args, frame: taught.frame }), ...chain]);
  }
  if (borne !== undefined) return ok([prompt.say('missing.not-taught', { ...args, frame: borne.frame }), ...chain]);
  return ok([prompt.say('missing.never', args)]);
}

/** What is wrong with the name of a row. */
export function rowProblem(prompt: PromptState, { code, text, table, nearest: near }: RowProblem): Answer {
  const { tables } = prompt.session.journal;
  const names =
    code === 'unknown-table' && near.length === 0
      ? nearest(
          text,
          tables.map(t => t.name),
        )
      : near;
  return prompt.fail(`row.${code}`, { text, table, nearest: names });
}

/** `why-not no-reply A D`, `why-not not-forwarded 3 sw`, `why-not not-learnt fdb@sw 02:…`. */
export function whyNotAnswer(prompt: PromptState, args: readonly string[]): Answer {
  const { session, words } = prompt;
  const cause = causeOf(prompt, args);
  if ('lines' in cause) return cause;
  const { outcome, check, links } = whyNot(session.target, cause);
  const head = prompt.say(`why-not.${outcome}`);
  const rule =
    check === undefined ? [] : [`${words.nodeOf(check.stage)}  ${words.sentence(check.stage)}  (${check.spec})`];
  return ok([head, ...rule, ...whyAnswer(words, session, links)]);
}

function causeOf(prompt: PromptState, [kind = '', a = '', b = '', ...rest]: readonly string[]): WhyNotCause | Answer {
  const usage = () => prompt.fail('ui.prompt.why-not', { kinds: WHY_NOT_KINDS });
  if (kind === 'no-reply' && b !== '') return { kind, from: a, to: b };
  if (kind === 'not-forwarded' || kind === 'not-accepted') {
    const frame = frameNamed(prompt, a);
    if (b === '') return usage();
    return frame === undefined ? prompt.fail('ui.prompt.no-frame', { name: a }) : { kind, frame, node: b };
  }
  if (kind !== 'not-learnt' || a === '') return usage();
  const row = parseRowName(prompt.session.target, [a, b, ...rest].filter(Boolean));
  return row.ok ? { kind, row } : rowProblem(prompt, row);
}

export function tableNamed(prompt: PromptState, name: string): Table<unknown> | Answer {
  const { journal } = prompt.session;
  const table = journal.tableNamed(name);
  if (table !== undefined) return table;
  const near = nearest(
    name,
    journal.tables.map(t => t.name),
  );
  return prompt.fail('ui.prompt.no-table', { table: name, near });
}
