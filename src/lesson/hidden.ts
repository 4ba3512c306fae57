// What a task set up, unseen, as long as it is for the learner to find out. It is read off what was done in a branch, so that
// it holds in every branch that comes of the task's, under any name, and in a moment that was saved and opened again.
import type { Branch } from '../debug/index.js';
import { canonical } from './progress-canonical.js';
import { interventionOf, type Task } from './task.js';

/** Events as the journal counts them: from `first` to before `end`. */
export interface HiddenEvents {
  readonly task: string;
  readonly first: number;
  readonly end: number;
}

/** The events of a branch in which one of these tasks was set up. */
export function setUpEvents({ target, history }: Branch, tasks: readonly Task[]): HiddenEvents[] {
  const hiding = tasks.filter(({ setup }) => setup.length > 0);
  if (history.length === 0) return [];
  const done = history.map(({ what }) => canonical(what));
  const journalEvent = (event: number) => target.setupEvents + event - 1;
  return hiding.flatMap(({ id, setup }) => {
    const deeds = setup.map(deed => canonical(interventionOf(deed)));
    const out: HiddenEvents[] = [];
    for (let at = 0; at + deeds.length <= done.length; at++) {
      if (!deeds.every((deed, i) => deed === done[at + i])) continue;
      const [first, last] = [history[at]!.event, history[at + deeds.length - 1]!.event];
      out.push({ task: id, first: journalEvent(first), end: journalEvent(last) + 1 });
    }
    return out;
  });
}
