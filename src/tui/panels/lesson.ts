// The lesson's own words at the cursor: the section of the last checkpoint reached, or the opening; then the hints asked for.
import type { Content, Panel } from '../panel.js';
import { type Line, line, span, wrapped } from '../text.js';

export const lessonPanel: Panel = {
  select(view, box): Content {
    const { lesson, player, lang } = view;
    const prose = lesson.prose[lang];
    const hit = player.current();
    const section = hit === undefined ? prose.opening : (prose.sections[hit.checkpoint.id] ?? prose.opening);
    const progress = hit && view.text('ui.lesson.progress', { n: hit.index + 1, m: lesson.checkpoints.length });
    const name = view.text('ui.panel.lesson');
    const title = [name, progress, section.title].filter(t => t !== undefined).join(' · ');
    const width = Math.min(box.width - 2, 100);
    const lines: Line[] = [];
    for (const [i, paragraph] of section.paragraphs.entries()) {
      if (i > 0) lines.push([]);
      for (const text of wrapped(paragraph, width)) lines.push(line(' ', text));
    }
    const asked = view.ui.hints[hit?.checkpoint.id ?? ''] ?? 0;
    for (const hint of section.hints.slice(0, asked)) {
      lines.push([]);
      const [first = '', ...rest] = wrapped(`${view.text('ui.lesson.hint')} ${hint}`, width);
      for (const text of [first, ...rest]) lines.push(line(' ', span(text, 'key')));
    }
    return { title, lines };
  },
};
