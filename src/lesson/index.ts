// Lessons: their format, their text, and playing them. Start reading at lesson.ts and format.ts.
export { type LessonFile, LIMITS, lessonSchema, parseDuration } from './format.js';
export type { Checkpoint, CheckpointStop, Lesson, Prose, Section } from './lesson.js';
export { type Hit, Player } from './player.js';
export { Positions } from './positions.js';
export { LessonError, type LessonProblem, nearest, problemText } from './problems.js';
export { type LessonTexts, readLesson } from './read.js';
