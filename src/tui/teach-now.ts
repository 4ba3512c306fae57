// What to do now where the lesson asks something, for the last row and for the help: how to answer, how to go on without.
import type { FooterKey } from './footer.js';
import type { ScreenKey } from './keymap.js';
import { numberOf } from './panels/registry.js';
import {
  begunHere,
  digitsOf,
  markedOption,
  offered,
  openQuestion,
  questionInFocus,
  reasonHere,
  taskHere,
  typingIn,
} from './teach.js';
import type { View } from './view.js';

/** What to do now, the longest first; undefined: the lesson asks nothing. */
export function teachNow(view: View): readonly string[] | undefined {
  const say = (id: string, args: Readonly<Record<string, unknown>> = {}) => view.text(id, args);
  const both = (id: string, args: Readonly<Record<string, unknown>> = {}) => [say(id, args), say(`${id}-short`, args)];
  if (view.ui.teach.lists && view.ui.panel === 'lesson') return both('teach.now.list');
  if (typingIn(view) !== undefined) return both('teach.now.typing');
  const asked = openQuestion(view);
  if (asked !== undefined) {
    // The first key that goes on is held at the question, but in the past none is.
    const on = view.where.atPresent ? 'n n' : 'n';
    if (questionInFocus(view) === undefined)
      return both('teach.now.elsewhere', { key: numberOf(view, 'lesson') || 'Tab', on });
    const { form } = asked.posed.question;
    if (form === 'one' && markedOption(view) !== undefined) return both('teach.now.chosen', { on });
    return both(`teach.now.${form}`, { keys: digitsOf(asked), on });
  }
  if (reasonHere(view) !== undefined) return both('teach.now.back');
  const reason = view.player.predictions.asked()?.posed.key.why;
  if (reason !== undefined && view.ui.panel === 'lesson' && begunHere(view.ui, view.session) === undefined)
    return both('teach.now.reason');
  return taskNow(view, both);
}

function taskNow(
  view: View,
  both: (id: string, args?: Readonly<Record<string, unknown>>) => string[],
): readonly string[] | undefined {
  if (!view.where.atPresent) return undefined;
  const on = taskHere(view);
  if (on !== undefined) return both(on.begun.done ? 'teach.now.task-done' : 'teach.now.task');
  return view.where.atEnd && offered(view).length > 0 ? both('teach.now.offered') : undefined;
}

/** Keys that answer the question in focus, for the help. */
export function answerKeys(view: View): readonly ScreenKey[] {
  const asked = questionInFocus(view);
  if (asked === undefined) return [];
  const { form, options } = asked.posed.question;
  const key = (name: string, ...keys: string[]): ScreenKey => ({
    keys,
    name: `teach-${name}`,
    help: `teach.key.${name}`,
  });
  const digits = options.slice(0, 10).map((_, i) => String((i + 1) % 10));
  if (form === 'text') return [key('write', 'enter')];
  if (form === 'one')
    return [key('choose', ...digits), ...(markedOption(view) === undefined ? [] : [key('submit', 'enter')])];
  const drafted = (view.ui.teach.draft[asked.checkpoint] ?? []).length > 0;
  const more = drafted ? [key('submit', 'enter'), key('take-back', 'backspace')] : [];
  return [key(form === 'many' ? 'toggle' : 'place', ...digits), ...more];
}

/** The key that leads on where something is asked, for the footer. */
export function answerFooter(view: View): FooterKey | undefined {
  const asked = questionInFocus(view);
  if (asked === undefined) return undefined;
  const { form } = asked.posed.question;
  if (form === 'text') return { key: 'Enter', word: view.text('teach.short.write') };
  if (form === 'one' && markedOption(view) !== undefined)
    return { key: 'Enter', word: view.text('teach.short.answer') };
  return { key: digitsOf(asked), word: view.text('teach.short.choose') };
}
