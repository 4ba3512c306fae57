// A lesson played as a person would, with what is seen of it: answers, a task with its own commands, a stop in a branch.
import { intervene } from '../../src/debug/index.js';
import {
  type LessonProgress,
  NO_PROGRESS,
  own,
  type Progress,
  ProgressWatch,
  recorded,
  runOf,
} from '../../src/lesson/index.js';
import { openLesson } from '../lessons.js';

export type Open = ReturnType<typeof openLesson>;

export class Learner {
  readonly open: Open;
  readonly watch: ProgressWatch;
  progress: Progress = NO_PROGRESS;
  #at = 0;

  constructor(id: string, open: Open = openLesson(id)) {
    this.open = open;
    this.watch = new ProgressWatch(open.player);
  }

  /** Does something, and records what is new, a second later. */
  does(work: (open: Open) => void): void {
    work(this.open);
    const date = new Date(Date.UTC(2026, 0, 1, 0, 0, this.#at++)).toISOString();
    const { lesson, player } = this.open;
    for (const event of this.watch.take())
      this.progress = recorded(this.progress, lesson.id, runOf(player), event, date);
  }

  types(node: string, line: string): void {
    this.does(({ session }) => intervene(session, { kind: 'command', netns: node, line }));
  }

  get record(): LessonProgress {
    return own(this.progress.lessons, this.open.lesson.id)!;
  }
}

/** The arp lesson: two answers on the trunk, both tasks done, one answer in a branch where a command was typed before. */
export function playedArp(): Learner {
  const learner = new Learner('arp');
  const task = (id: string) => learner.open.lesson.tasks.find(each => each.id === id)!;
  learner.does(({ session }) => session.continue());
  learner.does(({ player }) => player.predictions.answer(['ff:ff:ff:ff:ff:ff']));
  learner.does(({ session }) => session.continue());
  learner.does(({ player }) => player.predictions.answer(['p1', 'p2']));
  learner.does(({ player }) => player.tasks.begin(task('silent')));
  learner.types('C', 'ip link');
  learner.types('A', 'ip neigh del 192.168.0.102 dev eth0');
  learner.does(({ player }) => player.tasks.try(task('silent')));
  learner.does(({ session }) => session.branches.toTrunk());
  learner.types('B', 'ip neigh');
  learner.does(({ session }) => session.continue());
  learner.does(({ player }) => player.predictions.answer([player.predictions.asked()!.posed.question.options[0]!.id]));
  learner.does(({ player }) => player.tasks.begin(task('static')));
  learner.does(({ player }) => player.tasks.solve(task('static')));
  learner.does(({ player }) => player.tasks.try(task('static')));
  return learner;
}
