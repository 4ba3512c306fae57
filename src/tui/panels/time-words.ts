// What a list of events says about one of them: node, frame, sentence; and times as short as a column has room for.
import { formatDuration } from '../../export/index.js';
import { hasMessage, message } from '../../i18n/index.js';
import { formatMac } from '../../wire/index.js';
import { frameWord, type ShortName } from '../frame-words.js';
import type { View } from '../view.js';

export interface EventWords {
  readonly node: string;
  /** What the frame that it is about is called in short, with the hue of its layer. */
  readonly frame: ShortName | undefined;
  readonly sentence: string;
  /** The same in a few words; the sentence, where there are none. */
  readonly brief: string;
}

/** The words of an event, by the learner's number, as far as it has been seen. */
export function eventWords(view: View, event: number): EventWords {
  const { session, words } = view;
  const id = session.target.setupEvents + event - 1;
  const gist = view.gist(id, eventEnd(view, event));
  const frame = words.frameOfStage(gist);
  const known = frame !== undefined && session.world.frames.linkTypeOf(frame) !== 'data';
  return {
    node: words.nodeOf(gist),
    frame: known ? frameWord(view, frame) : undefined,
    sentence: words.sentence(gist),
    brief: briefOf(view, gist),
  };
}

/** The reason of a stage in a few words: who has a MAC address instead of the address, ports without their node. */
export function briefOf(view: View, stage: number): string {
  const { words, network, session } = view;
  const { because } = session.journal.stage(stage);
  const id = `short.${because.id}`;
  if (words.isVeiled(stage) || !hasMessage(view.lang, id)) return words.sentence(stage);
  const here = `${words.nodeOf(stage)}.`;
  const dev = (device: number) => {
    const name = words.device(device);
    return name.startsWith(here) ? name.slice(here.length) : name;
  };
  const mac = (address: number) => {
    const owners = network.nodes.filter(n => n.devices.some(d => d.mac === address && d.kind !== 'bridge'));
    return owners.length === 1 ? (owners[0] as { name: string }).name : formatMac(address);
  };
  return message(view.lang, id, because.args, { ...words.formatters, dev, mac });
}

/** The same as one text, which is what a search looks through. */
export function eventText(view: View, event: number): string {
  const { node, frame, sentence, brief } = eventWords(view, event);
  return `${node} ${frame?.text ?? ''} ${brief} ${sentence}`;
}

/** The position after an event, or after what has been seen of it. */
export function eventEnd({ session }: Pick<View, 'session'>, event: number): number {
  return Math.min(session.journal.firstStage(session.target.setupEvents + event), session.present);
}

/** When an event was, by the learner's number; 0 is the beginning. */
export function eventTime({ session }: View, event: number): number {
  return event === 0 ? 0 : session.journal.eventTime(session.target.setupEvents + event - 1);
}

/** A duration with three digits that count: `1.58 µs`, `24.8 s`, `177 s`. Eight cells at most. */
export function shortDuration(ns: number): string {
  if (ns <= 0) return formatDuration(0);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(ns)) - 2);
  const rounded = Math.round(ns / step) * step;
  return formatDuration(rounded >= 1e11 ? Math.round(rounded / 1e9) * 1e9 : rounded);
}

/** `+488 ns`: the time since the event before; nothing for what happens at the same moment. */
export const sinceBefore = (ns: number): string => (ns === 0 ? '' : `+${shortDuration(ns)}`);
