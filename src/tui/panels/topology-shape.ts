// The shape of a network, for drawing it: a spine of nodes with several neighbours, from left to right, and the nodes
// that hang on its ends by one cable. What has another shape (a ring, a tree) is not drawn but listed.
import type { LinkView, NetworkView } from '../network.js';

/** A cable with its left end first. */
export interface Cable {
  readonly link: LinkView;
  readonly left: LinkView['a'];
  readonly right: LinkView['a'];
}

export interface Shape {
  /** Cables from leaves to the first node of the spine, from the top. Without a spine: the one cable there is. */
  readonly left: readonly Cable[];
  readonly spine: readonly string[];
  /** Between neighbours of the spine. */
  readonly trunks: readonly Cable[];
  readonly right: readonly Cable[];
}

const cable = (link: LinkView, leftNode: string): Cable =>
  link.a.node === leftNode ? { link, left: link.a, right: link.b } : { link, left: link.b, right: link.a };

const otherEnd = (link: LinkView, node: string): string => (link.a.node === node ? link.b.node : link.a.node);

/** The shape, or undefined where it is not a line with leaves on its ends. */
export function shapeOf(network: NetworkView): Shape | undefined {
  const { nodes, links } = network;
  const linksOf = (name: string) => links.filter(l => l.a.node === name || l.b.node === name);
  if (links.some(l => l.a.node === l.b.node)) return undefined;
  if (nodes.length === 2 && links.length === 1) {
    const first = nodes[0]?.name as string;
    return { left: [cable(links[0] as LinkView, first)], spine: [], trunks: [], right: [] };
  }
  if (links.length !== nodes.length - 1) return undefined;
  const inner = nodes.map(n => n.name).filter(name => linksOf(name).length > 1);
  const innerLinks = (name: string) => linksOf(name).filter(l => inner.includes(otherEnd(l, name)));
  if (inner.length === 0 || inner.length > 4 || inner.some(name => innerLinks(name).length > 2)) return undefined;
  const spine = [inner.find(name => innerLinks(name).length <= 1) as string];
  const trunks: Cable[] = [];
  for (;;) {
    const at = spine.at(-1) as string;
    const next = innerLinks(at).find(l => !spine.includes(otherEnd(l, at)));
    if (next === undefined) break;
    trunks.push(cable(next, at));
    spine.push(otherEnd(next, at));
  }
  if (spine.length !== inner.length) return undefined;
  const leaves = (name: string) => linksOf(name).filter(l => !inner.includes(otherEnd(l, name)));
  if (spine.slice(1, -1).some(name => leaves(name).length > 0)) return undefined;
  const first = spine[0] as string;
  const last = spine.at(-1) as string;
  const one = first === last;
  const onLeft = leaves(first).filter((_, i) => !one || i % 2 === 0);
  const onRight = leaves(last).filter((_, i) => !one || i % 2 === 1);
  return {
    left: onLeft.map(l => cable(l, otherEnd(l, first))),
    spine,
    trunks,
    right: onRight.map(l => cable(l, last)),
  };
}
