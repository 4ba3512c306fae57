// Why: the chain of causes of what is in focus, the nearest first, down to the line or command that started it all.
import type { WhyLink } from '../../debug/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { choose, type Line, line, span, wrapped } from '../text.js';
import type { View } from '../view.js';

export const whyPanel: Panel = {
  select(view, box): Content {
    const { overlay } = view.ui;
    if (overlay?.kind !== 'why') return { title: '', lines: [] };
    const lines: Line[] = [];
    const items: Item[] = [];
    for (const [i, link] of overlay.links.entries()) {
      items.push({ id: String(i), line: lines.length });
      const mark = i === overlay.index ? '›' : ' ';
      const head = line(span(`${mark}${String(i + 1).padStart(2)} `, 'key'), ...headOf(view, link));
      lines.push(i === overlay.index ? choose(head) : head);
      for (const text of wrapped(view.words.whyLine(link), box.width - 6)) lines.push(line('    ', text));
    }
    const title = view.text('ui.why.title', { what: overlay.subject });
    return { title, lines, items, follow: items[overlay.index]?.line ?? 0 };
  },
};

/** Where and when, in one line. */
function headOf(view: View, link: WhyLink): Line {
  if (link.kind === 'root') return line(span(view.text(`root.${link.root.kind}`, { spec: specOf(link) }), 'strong'));
  const event = link.event - view.session.target.setupEvents + 1;
  const node = view.words.nodeOf(link.stage);
  const at = view.text('tui.why.at', { node: node || '—', event, time: link.time });
  return line(span(view.words.stageTitle(link.stage), 'strong'), span(`  ${at}`, 'dim'));
}

const specOf = (link: Extract<WhyLink, { kind: 'root' }>): string =>
  link.root.kind === 'profile' ? link.root.spec : '';
