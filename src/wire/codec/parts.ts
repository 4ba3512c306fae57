/** Nodes of fields of variable length: bytes, text, options, the elements of lists. Reads first: field.ts. */
import type { FieldSpec, Part } from './field.js';
import { type Layout, nameOf } from './layout.js';
import { hexBytes } from './show.js';
import type { Node } from './walk.js';

/** Nodes of the struct that stands in buf[start, limit). */
export type Nodes = (
  protocol: string,
  layout: Layout,
  buf: Uint8Array,
  start: number,
  limit: number,
  quoted: boolean,
) => readonly Node[];

/** A field's words, and where it stands: buf[at, stop), which is not empty. */
export interface Found {
  readonly protocol: string;
  readonly name: string;
  readonly label: string;
  readonly spec: FieldSpec;
}

/** Adds the node of a field of variable length, or, of a list, those of its elements. `values`: for `describe` alone. */
export function addVariable(
  { protocol, name, label, spec }: Found,
  buf: Uint8Array,
  at: number,
  stop: number,
  value: unknown,
  values: Readonly<Record<string, unknown>>,
  quoted: boolean,
  nodesOf: Nodes,
  into: Node[],
): void {
  const codec = spec.variable!;
  const parts = codec.parts?.(buf, at, stop);
  if (parts && (codec.flat || spec.kind === 'list')) {
    for (const part of parts) addPart(protocol, part, buf, quoted, nodesOf, into);
    return;
  }
  const raw = buf.subarray(at, stop);
  let text = spec.describe?.(value as never, values);
  if (text === undefined) {
    if (parts) text = parts.map(labelOfPart).join(', ');
    else text = typeof value === 'string' ? JSON.stringify(value) : hexBytes(raw);
  }
  const shown = typeof value === 'string' ? value : raw;
  const bits = (stop - at) * 8;
  if (!parts) into.push({ name, label, value: shown, text, bit: at * 8, bits });
  else {
    const children: Node[] = [];
    for (const part of parts) addPart(protocol, part, buf, quoted, nodesOf, children);
    into.push({ name, label, value: shown, text, bit: at * 8, bits, children });
  }
}

const labelOfPart = (part: Part): string => part.label;

/** An option is a node with its kind, length and fields; an element of a list is just its fields. */
function addPart(protocol: string, part: Part, buf: Uint8Array, quoted: boolean, nodesOf: Nodes, into: Node[]): void {
  const { at, length, body } = part;
  const stop = at + length;
  const inner = body ? nodesOf(protocol, body.struct.layout, buf, body.at, stop, quoted) : noNodes;
  if (part.name === '') {
    for (const node of inner) into.push(node);
    return;
  }
  const children: Node[] = [];
  if (part.lead) {
    for (const lead of part.lead) {
      const { label, value, text } = lead;
      const name = nameOf(protocol, lead.name);
      children.push({ name, label, value, text, bit: lead.at * 8, bits: lead.length * 8 });
    }
  }
  for (const node of inner) children.push(node);
  const node = {
    name: nameOf(protocol, part.name),
    label: part.label,
    value: part.value ?? buf.subarray(at, stop),
    text: textOf(part, inner, buf),
    bit: at * 8,
    bits: length * 8,
  };
  if (part.problem !== undefined) into.push(withProblem(node, children, part.problem));
  else if (children.length > 0) into.push(withChildren(node, children));
  else into.push(node);
}

const noNodes: readonly Node[] = [];

function withChildren({ name, label, value, text, bit, bits }: Node, children: readonly Node[]): Node {
  return { name, label, value, text, bit, bits, children };
}

function withProblem(node: Node, children: readonly Node[], code: NonNullable<Part['problem']>): Node {
  const problem = { code };
  return children.length > 0 ? { ...withChildren(node, children), problem } : { ...node, problem };
}

/** What the fields say; the bytes where there is none. Options of one name are told apart in front. */
function textOf(part: Part, inner: readonly Node[], buf: Uint8Array): string {
  let said = '';
  for (let i = 0; i < inner.length; i++) said += i === 0 ? inner[i]!.text : `, ${inner[i]!.text}`;
  if (part.text !== undefined) return said === '' ? part.text : `${part.text}, ${said}`;
  return inner.length > 0 ? said : hexBytes(buf.subarray(part.at, part.at + part.length));
}
