// The rows of a layered part: what hangs on a node is stacked beside it, and its box is as tall as the links that end in it, so
// that they run straight. Read layers.ts and size.ts first.
import type { Layers } from './layers.js';
import type { NodeSize } from './size.js';

export interface Rows {
  /** First row and number of rows of each node. */
  readonly tops: ReadonlyMap<number, readonly [top: number, height: number]>;
  readonly height: number;
}

/** A node with all that hangs on it. */
interface Block {
  readonly node: number;
  readonly height: number;
  readonly top: number;
  readonly boxHeight: number;
  /** Row at which its link to what it hangs on ends, from the block's first. */
  readonly connect: number;
  readonly inner: readonly (readonly [Block, offset: number])[];
}

/** Blocks below one another; rows of their links. */
interface Stack {
  readonly blocks: readonly (readonly [Block, offset: number])[];
  readonly height: number;
  readonly first: number;
  readonly last: number;
}

type Gap = (upper: NodeSize, lower: NodeSize) => number;

export function rowsOf(layers: Layers, sizes: readonly NodeSize[], gap: Gap): Rows {
  const sideOf = (n: number) => Math.sign(layers.column.get(n) as number);
  const stack = (nodes: readonly number[]) => stackOf(nodes.map(block), sizes, gap);
  const block = (n: number): Block => {
    const list = layers.children.get(n) ?? [];
    const [left, right] = [-1, 1].map(side => stack(list.filter(c => sideOf(c) === side))) as [Stack, Stack];
    return blockOf(n, sizes[n] as NodeSize, left, right);
  };
  const { blocks, height } = stack(layers.roots);
  const tops = new Map<number, readonly [number, number]>();
  const place = ({ node, top, boxHeight, inner }: Block, at: number): void => {
    tops.set(node, [at + top, boxHeight]);
    for (const [child, offset] of inner) place(child, at + offset);
  };
  for (const [root, offset] of blocks) place(root, offset);
  return { tops, height };
}

function stackOf(blocks: readonly Block[], sizes: readonly NodeSize[], gap: Gap): Stack {
  const placed: (readonly [Block, number])[] = [];
  let y = 0;
  for (const [i, block] of blocks.entries()) {
    const before = blocks[i - 1];
    if (before !== undefined) y += gap(sizes[before.node] as NodeSize, sizes[block.node] as NodeSize);
    placed.push([block, y]);
    y += block.height;
  }
  const [first, last] = [placed[0], placed.at(-1)];
  return {
    blocks: placed,
    height: y,
    first: first === undefined ? 0 : first[1] + first[0].connect,
    last: last === undefined ? 0 : last[1] + last[0].connect,
  };
}

/** A node between what hangs on its left and on its right: both are centred on it. */
function blockOf(node: number, size: NodeSize, left: Stack, right: Stack): Block {
  const sides = [left, right].filter(s => s.blocks.length > 0);
  if (sides.length === 0) {
    const connect = size.connect ?? Math.floor((size.height - 1) / 2);
    return { node, height: size.height, top: 0, boxHeight: size.height, connect, inner: [] };
  }
  const tallest = sides.reduce((p, q) => (q.last - q.first > p.last - p.first ? q : p));
  const shifts = sides.map(s => Math.floor((tallest.first + tallest.last - s.first - s.last) / 2));
  let [top, bottom] = [tallest.first - 1, tallest.last + 1];
  if (size.style === 'box') {
    // Taller on both sides in turn until everything in it has room.
    for (let grow = 0; bottom - top + 1 < size.height; grow++) {
      if (grow % 2 === 0) bottom++;
      else top--;
    }
  } else {
    const middle = Math.floor((tallest.first + tallest.last) / 2);
    top = middle - (size.connect ?? Math.floor((size.height - 1) / 2));
    bottom = top + size.height - 1;
  }
  const up = Math.max(0, -top, ...shifts.map(s => -s));
  const inner = sides.flatMap((s, i) => s.blocks.map(([b, y]) => [b, y + (shifts[i] as number) + up] as const));
  const height = Math.max(bottom + up + 1, ...inner.map(([b, y]) => y + b.height));
  const connect = size.connect === undefined ? Math.floor((top + bottom) / 2) + up : top + up + size.connect;
  return { node, height, top: top + up, boxHeight: bottom - top + 1, connect, inner };
}
