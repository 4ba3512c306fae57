// Where a stage took place: node and device. Stages name their device or namespace among their arguments; those that do
// not are where their parent is.
import type { Target } from './target.js';

export interface Place {
  readonly node: string | undefined;
  readonly dev: number | undefined;
}

/** The node and the device of a stage. */
export function placeOf(target: Target, stage: number): Place {
  const { journal } = target.world;
  let dev: number | undefined;
  let node: string | undefined;
  for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
    if (dev === undefined) {
      const mine = journal.argOf(at, 'dev') ?? journal.argOf(at, 'port') ?? journal.argOf(at, 'bridge');
      if (typeof mine === 'number' && mine > 0) dev = mine;
    }
    const netns = journal.argOf(at, 'netns');
    if (typeof netns === 'string') node = netns;
    if (node === undefined && dev !== undefined) node = target.nodeOfDevice(dev);
    if (node !== undefined) break;
  }
  return { node: node?.split('/')[0], dev };
}
