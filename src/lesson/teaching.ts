// From the checked file to checkpoints and tasks as the program holds them.
import { type LessonFile, parseDuration } from './format.js';
import type { PredictionFile } from './format-teach.js';
import type { Lesson } from './lesson.js';
import type { After } from './predict/after.js';
import type { Prediction } from './predict/index.js';

/** Checkpoints with their predictions and goals, and the tasks. */
export function teaching({ checkpoints, tasks }: LessonFile): Pick<Lesson, 'checkpoints' | 'tasks'> {
  return {
    checkpoints: checkpoints.map(({ id, break: text, predict, goal = [] }) => ({
      id,
      break: text,
      predict: predict && predictionOf(predict),
      goals: Array.isArray(goal) ? goal : [goal],
    })),
    tasks: tasks.map(({ id, after, setup, goals, solution }) => ({ id, after, setup, goals, solution })),
  };
}

function predictionOf(file: PredictionFile): Prediction {
  if (file.ask === 'table') return { ...file, after: afterOf(file.after) };
  if (file.ask === 'order') return { ...file, items: file.items ?? [] };
  return file;
}

export function afterOf(text: string): After {
  if (text === 'event') return { kind: 'event' };
  const ns = parseDuration(text);
  return ns === undefined ? { kind: 'filter', text } : { kind: 'time', ns };
}
