// Before the first event panels are empty: there they say what they will show, so that the first picture explains the screen.
import { hasMessage } from '../i18n/index.js';
import type { Box, Content } from './panel.js';
import { line, span, wrapped } from './text.js';
import type { View } from './view.js';

/** What a panel has to show, and at the start a few words on what will stand there, as far as they have room. */
export function withAbout(view: View, id: string, box: Box, content: Content): Content {
  const message = `about.${id.split('@')[0]}`;
  if (view.where.event > 0 || content.lines.length > 2 || !hasMessage(view.lang, message)) return content;
  const text = view.text(message, { node: id.split('@')[1] ?? '' });
  const lines = wrapped(text, Math.min(72, box.width - 3)).map(t => line(' ', span(t, 'dim')));
  const room = box.height - content.lines.length;
  if (lines.length + 1 <= room) return { ...content, lines: [...content.lines, [], ...lines] };
  return lines.length <= room ? { ...content, lines: [...content.lines, ...lines] } : content;
}
