// Stages: the named pieces of an event's work. A kind is declared once, with the standard or the Linux function it
// stands for and the reasons it can give; the journal keeps one small record per stage that ran.

/** Arguments of a reason: the values its sentence names. Language-neutral. */
export type Args = Readonly<Record<string, string | number | boolean | readonly number[]>>;

/**
 * A kind of stage.
 * `role` is `decision` where something is concluded (a lookup, a learnt address, a drop), `path` where the packet only
 * passes: *why* prefers decisions.
 */
export interface StageKind<M extends string = string> {
  readonly id: number;
  readonly name: string;
  readonly spec: string;
  readonly role: 'decision' | 'path';
  /** Ids of the messages this stage may give as its reason. */
  readonly reasons: readonly M[];
}

/** How a stage ended. `pass` goes without saying. */
export const VERDICTS = ['pass', 'drop', 'queued', 'consumed', 'hit', 'miss'] as const;
export type Verdict = (typeof VERDICTS)[number];

const kinds: StageKind[] = [];
const byName = new Map<string, StageKind>();
const messages: string[] = [];
const messageIndex = new Map<string, number>();

/** Declares a stage kind. `name` is a Linux function or a standard's step (`neigh_resolve`). */
export function stageKind<const M extends string>(
  name: string,
  spec: string,
  role: 'decision' | 'path',
  reasons: readonly M[],
): StageKind<M> {
  if (byName.has(name)) throw new Error(`stage ${name} is declared twice`);
  const kind: StageKind<M> = { id: kinds.length, name, spec, role, reasons };
  kinds.push(kind);
  byName.set(name, kind);
  for (const id of reasons) messageNumber(id);
  return kind;
}

/** Number of a reason's id, for storage. */
export function messageNumber(id: string): number {
  const known = messageIndex.get(id);
  if (known !== undefined) return known;
  messageIndex.set(id, messages.length);
  messages.push(id);
  return messages.length - 1;
}

export const messageAt = (n: number): string => messages[n] as string;
export const stageKindAt = (n: number): StageKind => kinds[n] as StageKind;
/** Every declared kind, in order of declaration. */
export const stageKinds = (): readonly StageKind[] => kinds;
