// The debugger: a cursor over a journal. Start reading at session.ts.
export { changedColumns, changesBetween, type RowChange } from './changes.js';
export { MOVES, type Move, moveNamed } from './moves.js';
export { type MoveEnd, type MoveResult, Session, type Stop, type Where } from './session.js';
export { type Place, placeOf } from './stage-place.js';
export { frameAt, nsScope, subjectOf } from './subject.js';
export type { Target } from './target.js';
export { lastChange, type WhyAnswer, type WhyLink, whyRow, whyStage } from './why.js';
