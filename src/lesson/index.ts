// Lessons: their format, their text, and playing them. Start reading at lesson.ts and format.ts.

export { compositionNames as nodeKinds } from '../topology/index.js';
export { MOST_BYTES } from './bounds.js';
export { type FailedCommand, failedCommands } from './failures.js';
export { ACCEPTABLE, type LessonFile, LIMITS, lessonSchema, parseDuration } from './format.js';
export type { Deed, Goal } from './format-teach.js';
export { type GoalAnswer, tryGoal } from './goal.js';
export type { HiddenEvents } from './hidden.js';
export { lessonJsonSchema } from './json-schema.js';
export type { Checkpoint, CheckpointStop, Lesson, Prose, Section } from './lesson.js';
export {
  type Course,
  type CourseLesson,
  type Glossary,
  type Library,
  lessonsOf,
  readCourse,
  readGlossary,
  type Term,
  termsFor,
} from './library.js';
export type { Nearly, NearRow } from './nearly.js';
export { type FoundRows, filterFault, findRows, type OpenLesson, openLesson } from './open.js';
export { GENERAL_PANELS, NODE_PANELS } from './panel-names.js';
export { type Hit, Player } from './player.js';
export { Positions } from './positions.js';
export {
  type Answer,
  type AnswerForm,
  type Key,
  type Label,
  type Moment,
  momentOf,
  type Option,
  type Posed,
  type Prediction,
  pose,
  type Question,
  type Said,
  saidOf,
} from './predict/index.js';
export { type Asked, type Given, type NoAnswer, Predictions } from './predictions.js';
export { LessonError, type LessonProblem, nearest, problemText } from './problems.js';
export {
  answerIn,
  type LessonProgress,
  merged,
  NO_PROGRESS,
  NOTHING_DONE,
  own,
  PROGRESS_VERSION,
  type Progress,
  recorded,
  without,
} from './progress.js';
export {
  type HandedAnswer,
  type HandedTask,
  type Handin,
  type HandinFile,
  handIn,
  networkOf,
  readHandin,
} from './progress-handin.js';
export { type Left, leftAt } from './progress-left.js';
export { readProgress } from './progress-schema.js';
export {
  type Curriculum,
  curriculumOf,
  type LessonSummary,
  nextOf,
  predictionsOf,
  type Standing,
  type Summary,
  settled,
  standingOf,
  summaryJsonSchema,
  summaryOf,
} from './progress-summary.js';
export { setUpIn } from './progress-tasks.js';
export { ProgressWatch, restoreAnswers, runOf } from './progress-watch.js';
export { parseProse } from './prose.js';
export { type LessonTexts, readLesson } from './read.js';
export { readSandbox } from './sandbox.js';
export { beginTask, interventionOf, solveTask, type Task, type TaskAnswer, tryTask } from './task.js';
export { type Written, writtenNetwork } from './written.js';
