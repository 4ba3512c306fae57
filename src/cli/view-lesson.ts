// A capture in the place of a lesson: no stops, no tasks, a text that says what is known and what is not.
import { MOST_STATIONS, type Survey, WIRES } from '../capture/index.js';
import { type Lang, message } from '../i18n/index.js';
import type { Lesson } from '../lesson/index.js';

/** Tables of so many stations are opened at first. */
const SHOWN = 4;

export function captureLesson(survey: Survey, nodes: readonly string[]): Lesson {
  const { name, frames, interfaces, tooManyStations } = survey;
  const prose = (lang: Lang) => {
    const counts = { file: name, frames: frames.length, wires: interfaces.length, most: MOST_STATIONS };
    const title = message(lang, 'view.title', counts);
    const paragraphs = ['view.about', 'view.tables', ...(tooManyStations ? ['view.many'] : [])];
    return {
      title,
      summary: message(lang, 'view.summary', counts),
      opening: { title, paragraphs: paragraphs.map(id => message(lang, id, counts)), hints: [], afterwards: [] },
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
