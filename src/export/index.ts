// What leaves the program: transcripts, captures, JSON; and the words that they share with the screen (describe.ts).
export { noFurther } from './answers.js';
export { capture, type WireEnd, wireEnds } from './capture.js';
export { Describer, formatDuration, formatTime } from './describe.js';
export { frameJson, jsonFoot, jsonHead, nodeJson } from './dissect-json.js';
export { columnsOf, lineOf, marksOf, markText, relativeTime } from './dissect-line.js';
export { dissectionSchema } from './dissect-schema.js';
export { treeText } from './dissect-tree.js';
export { filterProblemLines, filterSentence } from './filter-problem.js';
export { journeyLines } from './journey.js';
export { toJson } from './json.js';
export { leftLine } from './left-words.js';
export { glossaryLines, mapLines } from './library-words.js';
export {
  answerText,
  decidedText,
  deedText,
  goalLines,
  labelLines,
  questionLines,
  questionText,
  reasonText,
} from './predict-words.js';
export { predictionMark, progressCounts, progressSign } from './progress-words.js';
export type { Answer, WriteFile } from './prompt/command.js';
export { type Candidate, type Completions, commandOf, completions, type Named, type Scope } from './prompt/complete.js';
export { frameNamed } from './prompt/frames.js';
export { PROMPT_COMMANDS, Prompt } from './prompt/prompt.js';
export { needsNothing } from './prompt/usage.js';
export { type SheetOf, sheet } from './sheet.js';
export { STACK_LEVELS, type StackLevel, stackLevelOf } from './stack-levels.js';
export { changeLine, rowLine, transcript } from './transcript.js';
export { widthOf } from './width.js';
export { cut, wrap } from './wrap.js';
