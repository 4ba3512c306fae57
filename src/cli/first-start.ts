// Whether this is the first start on a screen: then the tour is offered. Remembered in a small file, as soon as it is
// offered; where it can't be, the tour is offered all the same, and the person is told why it will be again.
import { type Lang, message } from '../i18n/index.js';
import { join } from '../platform/files.js';
import { readState, stateFolder, writeState } from '../platform/state.js';
import { fileProblem } from './output.js';

const VERSION = 1;
const FILE = 'screen.json';

export interface FirstStart {
  readonly tour?: 'offer' | undefined;
  readonly tourProblem?: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/** One for a run of the program: its second answer, and every later start, is no first one. */
export function firstStarter(): (env: Env, lang: Lang) => FirstStart {
  let offered = false;
  return (env, lang) => {
    if (offered) return {};
    offered = true;
    return firstStart(env, lang);
  };
}

/** What the screen is to begin with. */
function firstStart(env: Env, lang: Lang): FirstStart {
  const file = join(stateFolder(env), FILE);
  const found = readState(file, VERSION);
  if (found.kind === 'read' && found.content.tour === 'offered') return {};
  if (found.kind === 'newer') return { tour: 'offer', tourProblem: message(lang, 'tour.newer', { file }) };
  const kept = found.kind === 'read' ? found.content : {};
  try {
    writeState(file, { ...kept, version: VERSION, tour: 'offered' });
  } catch (error) {
    const reason = fileProblem(lang, error);
    return { tour: 'offer', tourProblem: message(lang, 'tour.not-kept', { file, reason }) };
  }
  return {
    tour: 'offer',
    ...(found.kind === 'corrupt' ? { tourProblem: message(lang, 'tour.unreadable', { file }) } : {}),
  };
}
