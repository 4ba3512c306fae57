// What leaves the program: transcripts, captures, JSON; and the words that they share with the screen (describe.ts).
export { noFurther } from './answers.js';
export { capture, type WireEnd, wireEnds } from './capture.js';
export { Describer, formatDuration, formatTime } from './describe.js';
export { filterProblemLines, filterSentence } from './filter-problem.js';
export { journeyLines } from './journey.js';
export { toJson } from './json.js';
export { answerText, goalLines, questionLines } from './predict-words.js';
export type { Answer } from './prompt/command.js';
export { Prompt } from './prompt/prompt.js';
export { changeLine, rowLine, transcript } from './transcript.js';
export { cut, wrap } from './wrap.js';
