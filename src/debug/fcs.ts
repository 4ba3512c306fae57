// The FCS that a frame bears on a wire, for those who show it.
import { checkSequences, fcsBearer } from '../sim/index.js';
import type { Target } from './target.js';

/** What stands behind a damaged frame instead of the FCS that its bits give; undefined for a good frame. */
export function wrongFcs({ world }: Target, frame: number): number | undefined {
  if (fcsBearer(world, frame) === frame) return undefined;
  const { carried, computed } = checkSequences(world, frame);
  return carried === computed ? undefined : carried;
}
