/**
 * Where a header and its payload end, found with few reads and no tree. Says the same as wire/dissect.ts, which a test
 * holds it to. Reads first: ../wire/codec/walk.ts, whose steps these are.
 */
import { type AnyHeader, type Getter, isSeal, walkStruct } from '../wire/index.js';

type Block = AnyHeader['layout'];
type Slot = Block['slots'][number];

/** One header in the bytes. Positions count from the frame's start. */
export interface Extent {
  /** Where its fields end at the latest: by its own length field, else where the bytes end. */
  limit: number;
  /** Where what was read of it ends. */
  headerEnd: number;
  /** Where its payload ends. */
  stop: number;
  /** All of it is there and its lengths can be. */
  complete: boolean;
}

export type Measure = (buf: Uint8Array, at: number, end: number, into: Extent) => void;

const measures = new Map<AnyHeader, Measure>();

/** The measure of a header, made once. */
export function measureOf(header: AnyHeader): Measure {
  const known = measures.get(header);
  if (known) return known;
  const made = makeMeasure(header);
  measures.set(header, made);
  return made;
}

function sealedBy(header: AnyHeader, op: string): Getter | undefined {
  const slot = header.layout.slots.find(({ field }) => isSeal(field.spec.seal) && field.spec.seal.op === op);
  return slot && header.get[slot.key];
}

function makeMeasure(header: AnyHeader): Measure {
  if (!walkable(header, header.layout)) return (buf, at, end, into) => decoded(header, buf, at, end, into);
  const { layout, minSize } = header;
  const length = lengthOf(header);
  const total = sealedBy(header, 'total');
  const payload = sealedBy(header, 'payload');
  const small = layout.slots.find(({ field }) => field.spec.below);
  const below = small?.field.spec.below?.limit ?? 0;
  const either = small && header.get[small.key];
  return (buf, at, end, into) => {
    let limit = end;
    let complete = true;
    if (length && at + length.need <= end) {
      const said = length.get(buf, at);
      complete = said >= minSize && at + said <= end;
      if (complete) limit = at + said;
    }
    const headerEnd = layout.fixedSize ? at + minSize : walkBlock(header, layout, buf, at, at, limit, complete);
    const all = headerEnd >= 0 && headerEnd <= limit;
    into.limit = limit;
    into.headerEnd = all ? headerEnd : limit;
    into.complete = complete && all;
    into.stop = end;
    if (!into.complete) return;
    if (total) into.stop = Math.min(end, Math.max(at + total(buf, at), headerEnd));
    if (payload) into.stop = Math.min(into.stop, headerEnd + payload(buf, at));
    if (either && either(buf, at) < below) into.stop = Math.min(into.stop, headerEnd + either(buf, at));
  };
}

/** The field that tells the header's length, and how many bytes must be there to read it. */
function lengthOf(header: AnyHeader): { get: Getter; need: number } | undefined {
  const slot = header.layout.slots.find(({ field }) => isSeal(field.spec.seal) && field.spec.seal.op === 'header');
  if (!slot) return undefined;
  return { get: header.get[slot.key]!, need: Math.ceil((slot.place! + slot.bits) / 8) };
}

/** Whether the end can be found from fields at fixed places alone. */
function walkable(header: AnyHeader, block: Block | Pick<Block, 'steps'>): boolean {
  return block.steps.every(step => {
    if (step.type === 'bits') return true;
    if (step.type === 'variable') return !step.slot.field.spec.variable!.usesValues;
    if (step.peek) return false;
    const blocks = [step.otherwise, ...step.arms.map(arm => arm.block)];
    return header.get[step.on] !== undefined && blocks.every(inner => walkable(header, inner));
  });
}

const noValues = {};

/** Where the block ends; -1 when the bytes end before. */
function walkBlock(
  header: AnyHeader,
  block: Pick<Block, 'steps'>,
  buf: Uint8Array,
  start: number,
  from: number,
  limit: number,
  complete: boolean,
): number {
  let at = from;
  for (const step of block.steps) {
    if (step.type === 'bits') {
      at += step.bytes;
      if (at > limit) return -1;
    } else if (step.type === 'variable') {
      const codec = step.slot.field.spec.variable!;
      // As in the dissector: a header length that can't be leaves nothing to say where the field would stop.
      if (!complete && codec.fixed === undefined) continue;
      const taken = codec.take(buf, at, limit, noValues);
      if (taken < 0) return -1;
      at += taken;
    } else {
      const value = header.get[step.on]!(buf, start);
      const arm = step.arms.find(({ values }) => values.includes(value));
      return walkBlock(header, arm?.block ?? step.otherwise, buf, start, at, limit, complete);
    }
  }
  return at;
}

/** For headers whose parts have lengths that depend on other fields. */
function decoded(header: AnyHeader, buf: Uint8Array, at: number, end: number, into: Extent): void {
  const result = header.decode(buf, at, end);
  into.complete = !result.problem;
  // What is broken ends where the dissector stops to read it.
  into.headerEnd = result.problem
    ? walkStruct(header.name, header.layout, buf, at, end, false).end
    : at + result.headerLength;
  into.stop = result.problem ? end : result.end;
  into.limit = lengthOf(header) && !result.problem ? into.headerEnd : end;
}

/** Bytes of the header that must be there for this field (or for the group it is in) to be read. */
export function bytesNeeded(header: AnyHeader, key: string): number | undefined {
  const { slots, groups } = header.layout;
  const group = groups.find(each => each.key === key || each.slots.some(slot => slot.key === key));
  const item: Pick<Slot, 'place' | 'bits'> | undefined = group ?? slots.find(slot => slot.key === key);
  if (item?.place === undefined) return undefined;
  return Math.ceil((item.place + item.bits) / 8);
}
