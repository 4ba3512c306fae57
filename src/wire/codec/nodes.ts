/**
 * The nodes of a struct, by code compiled from its layout when it is first looked at. What is cut short or can't be is
 * left to walk.ts, which reads as far as it goes. Reads first: emit-walk.ts, walk.ts.
 */
import { formatIpv4, formatMac } from '../address.js';
import { emitWalk } from './emit-walk.js';
import { labelOf } from './header.js';
import { type Layout, nameOf } from './layout.js';
import { addVariable, type Found } from './parts.js';
import { hexNumber, showNumber } from './show.js';
import { type Node, walkStruct } from './walk.js';

type CompiledWalk = (buf: Uint8Array, start: number, limit: number, quoted: boolean) => Node[] | undefined;

/** By layout and protocol: the same options may stand in several protocols, whose names their nodes bear. */
const walks = new Map<Layout, Map<string, CompiledWalk>>();

/** Nodes of the struct at `start`; `limit` is where its bytes end at the latest. */
export function nodesOf(
  protocol: string,
  layout: Layout,
  buf: Uint8Array,
  start: number,
  limit: number,
  quoted: boolean,
): Node[] {
  const walk = walks.get(layout)?.get(protocol) ?? compileWalk(protocol, layout);
  return walk(buf, start, limit, quoted) ?? walkStruct(protocol, layout, buf, start, limit, quoted).nodes;
}

function compileWalk(protocol: string, layout: Layout): CompiledWalk {
  const make = new Function('rt', `${opening}\n${emitWalk(protocol, layout)}`) as (rt: object) => CompiledWalk;
  const made = make(runtimeOf(protocol, layout));
  const known = walks.get(layout);
  if (known) known.set(protocol, made);
  else walks.set(layout, new Map([[protocol, made]]));
  return made;
}

const opening = "'use strict';\nconst { fields, show, groupText, variable, mac, ipv4, hex } = rt;";

/** What generated code calls. */
function runtimeOf(protocol: string, layout: Layout): object {
  const found = layout.slots.map(({ key, suffix, field: { spec } }): Found => {
    return { protocol, name: nameOf(protocol, suffix), label: labelOf(key, spec.label), spec };
  });
  return {
    fields: layout.slots.map(slot => slot.field.spec),
    show: (index: number, value: number) => showNumber(layout.slots[index]!.field, value, {}),
    groupText: (index: number, value: number) => groupText(layout, index, value),
    variable: (
      index: number,
      buf: Uint8Array,
      at: number,
      stop: number,
      value: unknown,
      values: Readonly<Record<string, unknown>>,
      quoted: boolean,
      into: Node[],
    ) => addVariable(found[index]!, buf, at, stop, value, values, quoted, nodesOf, into),
    mac: formatMac,
    ipv4: formatIpv4,
    hex: hexNumber,
  };
}

/** `0x02, Don't fragment`: the number, and the flags that are set. */
function groupText(layout: Layout, index: number, value: number): string {
  const { slots, bit, bits } = layout.groups[index]!;
  const names = slots
    .filter(slot => slot.field.spec.kind === 'flag' && Math.floor(value / 2 ** (bits - (slot.bit - bit) - 1)) % 2 === 1)
    .map(slot => labelOf(slot.key, slot.field.spec.label))
    .join(', ');
  return hexNumber(value, bits) + (names ? `, ${names}` : '');
}
