// `netstep view FILE`: a capture on the same screen as a lesson, or at the same prompt, or as a transcript.
import { basename } from 'node:path';
import { CaptureTarget, Surveyor } from '../capture/index.js';
import { Session } from '../debug/index.js';
import { type Lang, message } from '../i18n/index.js';
import { Player } from '../lesson/index.js';
import type { ReadInterface } from '../wire/index.js';
import { CaptureInput } from './capture-input.js';
import type { Opened } from './moments.js';
import { UserError } from './output.js';
import { captureLesson } from './view-lesson.js';

/** Frames that are kept in memory; each costs its bytes and about a kilobyte. */
const MOST_FRAMES = 100_000;

/** The capture, ready to be stepped through, with what is wrong with it. Throws UserError where nothing could be read. */
export async function openCapture(file: string, lang: Lang): Promise<Opened & { readonly damaged: boolean }> {
  const input = new CaptureInput(file, lang);
  const surveyor = new Surveyor();
  let more = false;
  for await (const frames of input.frames()) {
    for (const frame of frames.slice(0, MOST_FRAMES - surveyor.count))
      surveyor.add(frame, input.interfaces[frame.interface] as ReadInterface);
    more = input.count > MOST_FRAMES;
    if (more) break;
  }
  const failure = input.failure();
  const name = file === '-' ? 'stdin' : basename(file);
  if (surveyor.count === 0)
    throw failure ?? new UserError(message(lang, 'cli.error.capture-empty', { file: name }), undefined, 1);
  const notes = [
    ...(failure ? [failure.message] : []),
    ...(more ? [message(lang, 'view.limit', { file: name, count: MOST_FRAMES })] : []),
  ];
  const survey = surveyor.survey(name, input.interfaces);
  const target = new CaptureTarget(survey);
  const session = new Session(target);
  const lesson = captureLesson(survey, target.nodeNames);
  return { lesson, session, player: new Player(lesson, session), notes, damaged: failure !== undefined };
}
