// `why` and `why-not` at the prompt: of the stage at the cursor, a row, a column, a frame, a field of it, a drop, and of
// what is not there.
import {
  keyNamed,
  parseRowName,
  type RowName,
  type RowProblem,
  rowWords,
  WHY_NOT_KINDS,
  type WhyLink,
  type WhyMissingAnswer,
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
import { parseIpv4 } from '../../wire/index.js';
import { whyAnswer } from '../answers.js';
import { type Answer, type Asked, ok, type PromptState } from './command.js';
import { frameHere, frameNamed, noFrame } from './frames.js';

/** `why`, `why drop`, `why TABLE ROW [.COLUMN]`, `why FRAME [FIELD]`, `why FIELD`. */
export function why(prompt: PromptState, args: readonly string[]): Answer {
  const { session } = prompt;
  // `why frame 2` as one would say it.
  const [first, second] = args[0] === 'frame' && args.length > 1 ? args.slice(1) : args;
  if (first === undefined && prompt.asksAgain && prompt.asked?.target === session.target)
    return again(prompt, prompt.asked);
  if (first === undefined || first === 'drop') {
    const { stage } = session;
    if (stage === undefined) return prompt.fail('ui.prompt.before-first');
    const dropped = whyDrop(session.target, stage.id);
    if (first === 'drop' && dropped === undefined) return prompt.fail('ui.prompt.no-drop');
    return told(prompt, dropped?.links ?? whyStage(session.target, stage.id));
  }
  if (first.includes('@') || session.journal.tableNamed(first) !== undefined) return whyNamedRow(prompt, args);
  const frame = first.includes('.') ? frameHere(prompt) : frameNamed(prompt, first);
  if (frame === undefined) return noFrame(prompt, first.includes('.') ? undefined : first);
  const field = first.includes('.') ? first : second;
  if (field === undefined) return told(prompt, whyFrame(session.target, frame).links);
  const answer = whyField(session.target, frame, field);
  if (answer === undefined) return prompt.fail('ui.prompt.no-field', { field, frame });
  return told(prompt, answer.links);
}

/** A chain of causes, remembered: `goto #2` goes to a link of it, `why` again asks for the cause of the one told last. */
function told(prompt: PromptState, links: readonly WhyLink[], head: readonly string[] = []): Answer {
  prompt.asked = { target: prompt.session.target, links, index: 0 };
  return ok([...head, ...whyAnswer(prompt.words, prompt.session, links)]);
}

/** The next link of the chain told last, by itself, with the stage and the standard it follows. */
function again(prompt: PromptState, { target, links, index }: Asked): Answer {
  const { session, words } = prompt;
  const next = index + 1;
  const link = links[next];
  if (link === undefined) return ok([prompt.say('ui.prompt.why-ends')]);
  prompt.asked = { target, links, index: next };
  const line = whyAnswer(words, session, links)[next] as string;
  if (link.kind === 'root' || words.isVeiled(link.stage)) return ok([line]);
  const { name } = session.journal.kindOf(link.stage);
  const spec = words.stageSpec(link.stage);
  return ok([line, `   ${prompt.say('ui.prompt.why-stage', { name, spec, n: next + 1 })}`]);
}

function whyNamedRow(prompt: PromptState, args: readonly string[]): Answer {
  const { session } = prompt;
  const name = parseRowName(session.target, args);
  if (!name.ok) return rowProblem(prompt, name);
  const table = session.journal.tableNamed(name.table) as Table<unknown>;
  const found = keyNamed(session.target, name);
  if (typeof found === 'object' && found.ok) {
    const answer = whyRow(session.target, table, found.key, name.column);
    if (answer !== undefined) return told(prompt, answer.links);
  }
  if (name.key.length === 0) return whichRow(prompt, table);
  if (typeof found === 'object' && !found.ok && found.code === 'ambiguous-row') return rowProblem(prompt, found);
  return missing(prompt, name);
}

/** A table alone was named, and it has more rows than one, or none. */
function whichRow(prompt: PromptState, table: Table<unknown>): Answer {
  const rows = [...table.entries()]
    .slice(0, 3)
    .map(([, row]) => rowWords(prompt.session.target, table.schema, row).join(' '));
  return prompt.fail(rows.length === 0 ? 'ui.prompt.which-missing' : 'ui.prompt.which-row', {
    table: table.name,
    rows,
  });
}

/** A row that is not there: gone, or never learnt. */
function missing(prompt: PromptState, name: RowName): Answer {
  const answer = whyMissing(prompt.session.target, name);
  const args = { table: name.table, text: name.key.join(' ') };
  if (answer.kind === 'present') return ok([prompt.say('missing.present', args)]);
  const head = missingHead(prompt, answer, args);
  return told(prompt, answer.links, [head]);
}

/** What is said of a row that is not there. */
function missingHead(
  prompt: PromptState,
  answer: Exclude<WhyMissingAnswer, { kind: 'present' }>,
  args: Readonly<Record<string, unknown>>,
): string {
  if (answer.kind === 'gone') {
    const id = answer.timer === undefined ? 'missing.deleted' : 'missing.expired';
    return prompt.say(id, { ...args, time: answer.time });
  }
  const { taught, told, borne } = answer;
  if (taught !== undefined) {
    const id = taught.here ? 'missing.taught' : 'missing.taught-elsewhere';
    return prompt.say(id, { ...args, frame: taught.frame });
  }
  if (told !== undefined) return prompt.say('missing.not-meant', { ...args, frame: told.frame });
  if (borne !== undefined) return prompt.say('missing.not-taught', { ...args, frame: borne.frame });
  return prompt.say('missing.never', args);
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
    check === undefined
      ? []
      : [`${words.nodeOf(check.stage)}  ${words.sentence(check.stage)}  (${words.stageSpec(check.stage)})`];
  return told(prompt, links, [head, ...rule]);
}

function causeOf(prompt: PromptState, [kind = '', a = '', b = '', ...rest]: readonly string[]): WhyNotCause | Answer {
  const usage = () => prompt.fail('ui.prompt.why-not', { kinds: WHY_NOT_KINDS });
  const meant =
    kind === 'no-reply' ? [a, ...(parseIpv4(b) === undefined ? [b] : [])] : kind === 'not-learnt' ? [] : [b];
  const unknown = meant.find(node => !isNode(prompt, node));
  if (isKind(kind) && b !== '' && unknown !== undefined) return noNode(prompt, unknown);
  if (kind === 'no-reply' && b !== '') return { kind, from: a, to: b };
  if (kind === 'not-forwarded' || kind === 'not-accepted') {
    const frame = frameNamed(prompt, a);
    if (b === '') return usage();
    return frame === undefined ? noFrame(prompt, a) : { kind, frame, node: b };
  }
  if (kind !== 'not-learnt' || a === '') return usage();
  const row = parseRowName(prompt.session.target, [a, b, ...rest].filter(Boolean));
  return row.ok ? { kind, row } : rowProblem(prompt, row);
}

const isKind = (word: string): boolean => (WHY_NOT_KINDS as readonly string[]).includes(word);
const isNode = ({ session }: PromptState, name: string): boolean => session.target.nodeNames.includes(name);

function noNode(prompt: PromptState, node: string): Answer {
  return prompt.fail('ui.prompt.no-node', { node, nodes: prompt.session.target.nodeNames });
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
