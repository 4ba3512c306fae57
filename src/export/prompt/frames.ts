// Frames as a person names them at the prompt: by the number the screen shows, or the one at the cursor.
import type { Answer, PromptState } from './command.js';

/** The frame at the cursor: the one that a hop led to, else the one that the stage is about. */
export function frameHere({ session, words }: PromptState): number | undefined {
  const { stage, followed } = session;
  if (followed !== undefined) return followed;
  return stage === undefined ? undefined : words.frameOfStage(stage.id);
}

/** The last frame of that name that exists at the cursor: the one sent, not the packet inside it. */
export function frameNamed({ session, words }: PromptState, name: string): number | undefined {
  const { frames, journal } = session.world;
  let found: number | undefined;
  for (let f = 0; f < frames.countAt(journal.position); f++) {
    if (words.frameName(f) !== plainName(name)) continue;
    if (found === undefined || frames.directionOf(f) === 'sent') found = f;
  }
  return found;
}

/** The primes of a copy's name are hard to type: 2' and 2'' mean 2′ and 2″. */
const plainName = (name: string): string =>
  name.replace(/'{1,3}$/, marks => ['′', '″', '‴'][marks.length - 1] as string);

/** The frame that an argument names, or the one at the cursor where there is none. */
export const frameOf = (prompt: PromptState, name: string | undefined): number | undefined =>
  name === undefined ? frameHere(prompt) : frameNamed(prompt, name);

/** The answer where no frame is meant. */
export const noFrame = (prompt: PromptState, name: string | undefined): Answer =>
  name === undefined ? prompt.fail('ui.prompt.no-frame-here') : prompt.fail('ui.prompt.no-frame', { name });
