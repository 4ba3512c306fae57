// What a display filter is asked about at a stage: the frame the stage handles, and netstep's own fields under `ns.`.
import type { FieldScope, Subject } from '../filter/index.js';
import { stageKinds } from '../journal/index.js';
import { placeOf } from './stage-place.js';
import type { Target } from './target.js';

/** The fields under `ns.`, with their types. Stages and reasons are known: another name in a filter is a mistake. */
export const nsScope = (): FieldScope => [
  { name: 'ns.node', type: 'string' },
  { name: 'ns.dev', type: 'string' },
  { name: 'ns.stage', type: 'string', values: stageKinds().map(kind => kind.name) },
  { name: 'ns.reason', type: 'string', values: stageKinds().flatMap(kind => kind.reasons) },
  { name: 'ns.verdict', type: 'string' },
  { name: 'ns.drop', type: 'bool' },
  { name: 'ns.time', type: 'time' },
  { name: 'ns.event', type: 'int' },
  { name: 'ns.frame', type: 'int' },
  // The number of a frame in a capture: there is no capture here.
  { name: 'frame.number', type: 'int', refused: true },
];

/** The frame that a stage handles: named by it or by the nearest stage around it. */
export function frameAt(target: Target, stage: number): number | undefined {
  const { journal } = target.world;
  for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
    const frame = journal.numberArg(at, 'frame');
    if (frame !== undefined) return frame;
  }
  return undefined;
}

/** A stage as the subject of a filter. */
export function subjectOf(target: Target, stage: number): Subject {
  const { journal, frames } = target.world;
  const id = frameAt(target, stage);
  const frame = id === undefined ? undefined : frames.frame(id);
  return {
    ...(frame === undefined || frame.linkType === 'data' ? {} : { bytes: frame.bytes, linkType: frame.linkType }),
    // A capture begins at 0. Its numbers of frames are its own: see nsScope. Few filters ask for either.
    get frame() {
      return { number: -1, time: journal.eventTime(journal.eventOf(stage)) };
    },
    ns(name) {
      if (name === 'ns.stage') return journal.kindOf(stage).name;
      if (name === 'ns.reason') return journal.reasonOf(stage);
      if (name === 'ns.verdict') return journal.verdictOf(stage);
      // Present only where something was dropped: `ns.drop` alone asks for presence, as in Wireshark.
      if (name === 'ns.drop') return journal.verdictOf(stage) === 'drop' || undefined;
      if (name === 'ns.event') return journal.eventOf(stage) - target.setupEvents + 1;
      if (name === 'ns.time') return journal.eventTime(journal.eventOf(stage));
      if (name === 'ns.frame') return id;
      const place = placeOf(target, stage);
      if (name === 'ns.node') return place.node;
      if (name === 'ns.dev') return place.dev === undefined ? undefined : target.deviceName(place.dev);
      return undefined;
    },
  };
}
