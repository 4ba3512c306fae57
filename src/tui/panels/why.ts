// Why: the chain of causes of what is in focus, the nearest first, down to the line or command that started it all. Over the
// panels it is an answer that is read and closed; as a panel it keeps the last answer in sight.
import type { WhyLink } from '../../debug/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { choose, fitLine, type Line, line, span, wrapped } from '../text.js';
import type { View } from '../view.js';

export const whyPanel: Panel = {
  select(view, box): Content {
    const { overlay, asked } = view.ui;
    const over = overlay?.kind === 'why' ? overlay : undefined;
    const answer = over ?? asked;
    if (answer === undefined) {
      const text = view.text('keys.why.nothing', { key: 'w' });
      return {
        title: view.text('ui.panel.why'),
        lines: wrapped(text, box.width - 2).map(t => line(' ', span(t, 'dim'))),
      };
    }
    const lines: Line[] = [];
    const items: Item[] = [];
    for (const [i, link] of answer.links.entries()) {
      items.push({
        id: `why:${i}`,
        line: lines.length,
        ...(link.kind === 'stage' ? { enter: { kind: 'goto', position: link.stage + 1, telling: 'stage' } } : {}),
      });
      const mark = i === over?.index ? '›' : ' ';
      const head = line(span(`${mark}${String(i + 1).padStart(2)} `, 'key'), ...headOf(view, link));
      lines.push(i === over?.index ? choose(fitLine(head, box.width)) : head);
      for (const text of wrapped(view.words.whyLine(link), box.width - 6)) lines.push(line('    ', text));
    }
    const title = view.text('ui.why.title', { what: answer.subject });
    return { title, lines, items, ...(over === undefined ? {} : { follow: items[over.index]?.line ?? 0 }) };
  },
};

/** Where and when, in one line. */
function headOf(view: View, link: WhyLink): Line {
  if (link.kind === 'root')
    return line(span(view.words.rootKind(link.root) ?? view.text('teach.veiled-title'), 'strong'));
  const event = link.event - view.session.target.setupEvents + 1;
  const node = view.words.nodeOf(link.stage);
  const at = view.text('tui.why.at', { node: node || '—', event, time: link.time });
  return line(span(view.words.stageTitle(link.stage), 'strong'), span(`  ${at}`, 'dim'));
}
