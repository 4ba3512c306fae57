// Predictions and tasks as commands behind `:`.
import type { Store } from '../store.js';
import { openQuestion } from '../teach.js';
import { show } from './panel.js';
import { complain } from './say.js';
import { give } from './teach.js';
import { beginTask, leaveTask, listTasks, solve, tryTask } from './teach-task.js';

export const TEACH_COMMANDS: Readonly<Record<string, (store: Store, args: readonly string[]) => void>> = {
  predict: store => {
    if (store.player.predictions.asked() === undefined) complain(store, 'predict.nothing');
    else show(store, 'lesson');
  },
  /** By number or by value; for a value that is written, all the words. */
  answer: (store, args) => {
    const question = openQuestion(store.view)?.posed.question;
    if (question === undefined) complain(store, 'predict.nothing');
    else if (question.form === 'text') give(store, [args.join(' ')].filter(Boolean));
    else {
      const ids = args.map(word => question.options[Number(word) - 1]?.id ?? word);
      if (give(store, ids)) show(store, 'lesson');
    }
  },
  task: (store, [id]) => (id === undefined ? listTasks(store) : beginTask(store, id)),
  try: tryTask,
  solve,
  leave: leaveTask,
};
