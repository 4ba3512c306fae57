// Captures of wire ends, as pcapng: one interface block per end, nanosecond time stamps, and per frame a comment that
// names the step it belongs to.
import { placeOf, type Target } from '../debug/index.js';
import type { Lang } from '../i18n/index.js';
import { concatBytes, writePcapng } from '../wire/index.js';
import { Describer } from './describe.js';

/** A device at which frames can be captured: its world-wide number and its name, `A.eth0`. */
export interface WireEnd {
  readonly dev: number;
  readonly name: string;
}

/** Every device that sent or received a frame, in order of device number. */
export function wireEnds(target: Target): WireEnd[] {
  const { frames, journal } = target.world;
  const seen = new Set<number>();
  for (let f = 0; f < frames.count; f++) if (frames.devOf(f) >= 0) seen.add(frames.devOf(f));
  // A hub sends on whatever comes, broken-off frames, too: nobody there could take a capture.
  for (const port of journal.tableNamed('repeater-port')?.keysEver() ?? []) seen.delete(Number(port));
  return [...seen].sort((x, y) => x - y).map(dev => ({ dev, name: target.deviceName(dev) }));
}

/** The capture that tcpdump would have taken at these ends, of everything that has run. */
export function capture(target: Target, ends: readonly WireEnd[], lang: Lang): Uint8Array {
  const { frames, journal } = target.world;
  const words = new Describer(target, lang);
  const index = new Map(ends.map((end, i) => [end.dev, i]));
  const packets = [];
  for (let f = 0; f < frames.count; f++) {
    const at = index.get(frames.devOf(f));
    // On a loopback device what is sent and what is received is one frame: tcpdump shows it once.
    if (at === undefined || frames.frame(f).operation === 'local') continue;
    const stage = frames.stageOf(f);
    const event = journal.eventOf(stage);
    const step = words.text('ui.capture.comment', {
      event: event - target.setupEvents + 1,
      stage: journal.kindOf(stage).name,
      node: placeOf(target, stage).node ?? '',
      frame: f,
    });
    packets.push({
      interface: at,
      time: journal.eventTime(event),
      bytes: frames.view(f),
      direction: frames.directionOf(f) === 'sent' ? ('out' as const) : ('in' as const),
      comment: step,
    });
  }
  return concatBytes(
    writePcapng(
      ends.map(end => ({ name: end.name })),
      packets,
    ),
  );
}
