// A lesson's prose: Markdown of the plainest kind. `# Title`, one line of summary, an opening; then one `## id` per
// checkpoint (a title may follow the id after a colon), paragraphs, and hints under `### hint`.
import type { Lang } from '../i18n/index.js';
import type { Prose, Section } from './lesson.js';
import type { LessonProblem } from './problems.js';
import { said, suggestion } from './say.js';

interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
  readonly body: string[];
}

function headings(text: string): Heading[] {
  const out: Heading[] = [];
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const [, marks, title] = /^(#{1,3})\s+(.*?)\s*$/.exec(raw) ?? [];
    if (marks !== undefined) out.push({ level: marks.length, text: title ?? '', line: i + 1, body: [] });
    else out.at(-1)?.body.push(raw.trimEnd());
  }
  return out;
}

/** Paragraphs are parted by empty lines; their own line breaks are the author's, not the reader's. */
function paragraphs(lines: readonly string[]): string[] {
  const out: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '') out.push([]);
    else out.at(-1)?.push(line.trim());
  }
  return out.filter(p => p.length > 0).map(joinLines);
}

/** Lines joined by a blank, but not between two Chinese characters, nor beside one that is a mark: it brings its own room. */
function joinLines(lines: readonly string[]): string {
  const wide = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
  const mark = /[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]/;
  return lines.reduce((text, line) => {
    const [last, first] = [text.at(-1) ?? '', line[0] ?? ''];
    const tight = (wide.test(last) && wide.test(first)) || mark.test(last) || mark.test(first);
    return text === '' ? line : `${text}${tight ? '' : ' '}${line}`;
  }, '');
}

/** Reads one language's file; `ids` are the checkpoints that must be there, and no others. */
export function parseProse(
  file: string,
  text: string,
  ids: readonly string[],
  lang: Lang,
): { prose: Prose; problems: LessonProblem[] } {
  const problems: LessonProblem[] = [];
  const say = (line: number, id: string, args: { readonly id?: string; readonly name?: string } = {}) =>
    problems.push({ file, line, column: 1, ...said(lang, id, args) });
  const all = headings(text);
  const first = all[0];
  if (first?.level !== 1) say(1, 'no-title');
  const [summary = '', ...opening] = first?.level === 1 ? paragraphs(first.body) : [];
  if (summary === '') say(first?.line ?? 1, 'no-summary');
  const sections: Record<string, Section> = {};
  const parts = new Map<string, { hint: string[]; after: string[] }>();
  let current: string | undefined;
  for (const heading of all.slice(1)) {
    if (heading.level === 3 && current !== undefined) {
      const part = heading.text.toLowerCase();
      if (part === 'hint') parts.get(current)?.hint.push(paragraphs(heading.body).join(' '));
      else if (part === 'after') parts.get(current)?.after.push(...paragraphs(heading.body));
      else say(heading.line, 'no-part', { name: JSON.stringify(heading.text) });
      continue;
    }
    const [id = '', ...title] = heading.text.split(':');
    current = id.trim();
    if (heading.level !== 2) say(heading.line, 'heading');
    else if (!ids.includes(current))
      problems.push({
        ...{ file, line: heading.line, column: 1 },
        ...said(lang, 'no-section', { name: JSON.stringify(current) }),
        mend: suggestion(lang, current, ids),
      });
    else if (Object.hasOwn(sections, current)) say(heading.line, 'second-text', { name: JSON.stringify(current) });
    const part = { hint: [] as string[], after: [] as string[] };
    parts.set(current, part);
    sections[current] = {
      title: title.join(':').trim() || current,
      paragraphs: paragraphs(heading.body),
      hints: part.hint,
      afterwards: part.after,
    };
  }
  for (const id of ids) {
    if (!Object.hasOwn(sections, id)) say(1, 'no-text', { id, name: JSON.stringify(id) });
    else if (sections[id]?.paragraphs.length === 0) say(1, 'empty-text', { id, name: JSON.stringify(id) });
  }
  const title = first?.text ?? '';
  return {
    prose: { title, summary, opening: { title, paragraphs: opening, hints: [], afterwards: [] }, sections },
    problems,
  };
}
