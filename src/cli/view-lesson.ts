// A capture in the place of a lesson: no stops, no tasks, a text that says what is known and what is not.
import { MOST_STATIONS, type Survey, WIRES } from '../capture/index.js';
import { type Lang, message } from '../i18n/index.js';
import type { Lesson } from '../lesson/index.js';

/** Tables of so many stations are opened at first. */
const SHOWN = 4;

/** Messages bear no full stop; a lesson's sentences do. */
const STOP: Readonly<Record<Lang, string>> = { en: '.', 'zh-CN': '。' };

export function captureLesson(survey: Survey, nodes: readonly string[]): Lesson {
  const { name, frames, interfaces, tooManyStations } = survey;
  const prose = (lang: Lang) => {
    const counts = { file: name, frames: frames.length, wires: interfaces.length, most: MOST_STATIONS };
    const title = message(lang, 'view.title', counts);
    const say = (...ids: string[]) =>
      ids.map(id => message(lang, id, counts) + STOP[lang]).join(lang === 'en' ? ' ' : '');
    const about = [say('view.about', 'view.nodes'), say('view.tables', 'view.unknown')];
    const paragraphs = tooManyStations ? [...about, say('view.many')] : about;
    return {
      title,
      summary: message(lang, 'view.summary', counts),
      opening: { title, paragraphs, hints: [], afterwards: [] },
      sections: {},
    };
  };
  const stations = nodes.filter(node => node !== WIRES).slice(0, SHOWN);
  return {
    id: name,
    file: name,
    hash: '',
    network: { name, seed: 0, profile: 'classic', nodes: [], links: [], run: [] },
    panels: [`fdb@${WIRES}`, `tcp-seen@${WIRES}`, ...stations.map(node => `neigh@${node}`)],
    accept: [],
    checkpoints: [],
    tasks: [],
    prose: { en: prose('en'), 'zh-CN': prose('zh-CN') },
  };
}
