/**
 * Captures of real networks, read in order: fragments put together, TCP connections followed, what is remarkable marked.
 * Reads first: analysis.ts.
 */
export { CaptureAnalysis, datagramTree, type Looked, treeOf } from './analysis.js';
export type { TcpNote } from './conversations.js';
export { fieldMarks, fragmentMarks, type Mark, tcpMarks, wrongFields } from './marks.js';
export { captureFields, holdsFor } from './question.js';
export type { Datagram, FragmentNote } from './reassembly.js';
export { MOST_STATIONS, type Survey, Surveyor } from './survey.js';
export type { TcpMarkName } from './tcp-analysis.js';
export { CaptureTarget, WIRES } from './world.js';
