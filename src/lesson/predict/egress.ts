// Which ports will this frame leave by? Asked where a frame has come to a node, before it is sent on.
import { decisionAt } from '../../debug/index.js';
import { Ahead } from './ahead.js';
import { cabled } from './facts.js';
import { handledAt, hopAt, isSettled, sentOn } from './hop-at.js';
import { type Moment, type Posed, said, sameSet, text } from './question.js';

export interface EgressPorts {
  readonly ask: 'egress-ports';
}

/** Undefined: no frame is handled here, or it never becomes clear what happens to it. */
export function poseEgress(moment: Moment): Posed | undefined {
  const handled = handledAt(moment);
  if (handled === undefined) return undefined;
  const { frame, node } = handled;
  const ahead = new Ahead(moment);
  const found = ahead.until(() => {
    const { journey, hop } = hopAt(ahead, frame, node);
    return hop !== undefined && isSettled(journey, hop) ? { journey, hop } : undefined;
  });
  if (found === undefined) return undefined;
  const ports = cabled(moment.target).filter(device => device.node === node);
  const names = new Map(ports.map(({ dev, name }) => [dev, name]));
  const sent = sentOn(found.journey, found.hop);
  const left = sent.flatMap(hop => names.get(hop.dev ?? -1) ?? []);
  const happened = left.length === 0 ? ['none'] : [...new Set(left)].sort();
  const { end } = found.hop;
  const told = sent[0]?.stage ?? (end !== undefined && 'stage' in end ? end.stage : undefined);
  const none = { id: 'none', label: said('predict.none') };
  return {
    question: {
      form: 'many',
      ask: { id: 'predict.egress-ports', args: { frame, node } },
      options: [...ports.map(({ name }) => ({ id: name, label: text(name) })), none],
    },
    key: {
      judge: answer =>
        answer.includes('none') && answer.length > 1
          ? { id: 'predict.none-and-more', args: {} }
          : sameSet(answer, happened),
      happened,
      why: told === undefined ? undefined : { target: ahead.target, stage: decisionAt(ahead.journal, told) ?? told },
    },
  };
}
