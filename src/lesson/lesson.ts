// A lesson as the program holds it: the network, the checkpoints, and the prose in each language. Read from files by
// load.ts; what the files may hold is in format.ts.
import type { Stop } from '../debug/index.js';
import type { Lang } from '../i18n/index.js';
import type { NetworkDescription } from '../topology/index.js';
import type { Goal } from './format-teach.js';
import type { Library } from './library.js';
import type { Prediction } from './predict/index.js';
import type { Task } from './task.js';

/** One place where the lesson stops and speaks. */
export interface Checkpoint {
  readonly id: string;
  /** The display filter that finds it, as written. */
  readonly break: string;
  /** What is asked there, before the next step. */
  readonly predict: Prediction | undefined;
  /** What must hold there. */
  readonly goals: readonly Goal[];
}

/** Prose of one checkpoint, or of the lesson's opening: paragraphs, in the order written. */
export interface Section {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly hints: readonly string[];
  /** Shown once the prediction was answered. */
  readonly afterwards: readonly string[];
}

export interface Prose {
  readonly title: string;
  /** One line for the menu. */
  readonly summary: string;
  /** What stands before the first heading. */
  readonly opening: Section;
  /** By the id of a checkpoint or a task. */
  readonly sections: Readonly<Record<string, Section>>;
}

export interface Lesson {
  readonly id: string;
  /** `lessons/arp/lesson.yaml`, as messages name it. */
  readonly file: string;
  /** One number for the file that makes the network: saved moments name it. */
  readonly hash: string;
  readonly network: NetworkDescription;
  /** Panels the lesson wants, in order: `topology`, `packet`, `neigh@A`, `fdb@sw` … */
  readonly panels: readonly string[];
  /** Kinds of mistakes that are meant: `netstep check` says nothing about them. */
  readonly accept: readonly string[];
  readonly checkpoints: readonly Checkpoint[];
  readonly tasks: readonly Task[];
  readonly prose: Readonly<Record<Lang, Prose>>;
  /** A network by itself: a file without prose, and no lesson that somebody could finish. */
  readonly alone?: true;
  /** The course that it is part of: the order, the map, the glossary. Undefined for a lesson by itself. */
  readonly library?: Library | undefined;
}

/** A checkpoint that a session can stop at. */
export interface CheckpointStop extends Stop {
  readonly checkpoint: Checkpoint;
}
