// What saved.test.ts and the process it starts have in common.
import { contentHash, type SavedLesson, type Session } from '../../src/debug/index.js';
import { LAN, type Plan } from '../topology/build.js';

const { medium: _, ...COPPER } = LAN;
export const PLAN: Plan = { ...COPPER, loss: 0.05, run: [[0, 'A', 'ping -c 3 -i 0.4 192.168.0.103']], seed: 7 };
export const LESSON: SavedLesson = { id: 'test', hash: contentHash('test', 'plan'), seed: 7, profile: 'classic' };

/** Everything that must be the same after reopening. */
export const summary = (session: Session) => ({
  current: session.branch,
  where: session.where(),
  branches: session.branches.list().map(({ name, fork, made, target, position, present }) => ({
    name,
    fork,
    made,
    position,
    present,
    state: target.world.stateHash(),
    frames: target.world.frames.countAt(present),
  })),
});
