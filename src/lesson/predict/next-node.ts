// At which node does the next event take place, after the one that the cursor stands in? An event is what the status row
// counts: a frame's arrival, a timer's expiry, a program that runs. A frame on a cable is at no node. Events without a node are
// passed over; nodes with an event at the same moment are all right: nobody can tell them apart by cause.
import { decisionAt, placeOf } from '../../debug/index.js';
import { Ahead } from './ahead.js';
import { type Moment, type Posed, text } from './question.js';

export interface NextNode {
  readonly ask: 'next-node';
}

/** Undefined: nothing is left to happen. */
export function poseNextNode(moment: Moment): Posed | undefined {
  const { target } = moment;
  const ahead = new Ahead(moment);
  const { journal } = ahead;
  const time = (event: number) => journal.eventTime(event);
  const actor = (event: number) => placeOf(ahead.target, journal.firstStage(event)).node;
  let open = journal.eventCount;
  const first = ahead.until(() => {
    while (open < journal.eventCount && actor(open) === undefined) open++;
    return open < journal.eventCount ? open : undefined;
  });
  if (first === undefined) return undefined;
  ahead.until(() => (journal.eventCount > first && time(journal.eventCount - 1) > time(first) ? true : undefined));
  const events: number[] = [];
  for (let event = first; event < journal.eventCount && time(event) === time(first); event++) events.push(event);
  const told = events.find(event => actor(event) !== undefined);
  if (told === undefined) return undefined;
  const right = new Set(events.map(actor));
  const stages = [journal.firstStage(told), journal.firstStage(told + 1)] as const;
  return {
    question: {
      form: 'one',
      ask: { id: 'predict.next-node', args: {} },
      options: target.nodeNames.map(node => ({ id: node, label: text(node) })),
    },
    key: {
      judge: ([node]) => right.has(node),
      happened: [actor(told) as string],
      decided: {
        stage: stages[0],
        also: [...right].filter(node => node !== undefined && node !== actor(told)) as string[],
      },
      why: { target: ahead.target, stage: firstDecision(ahead, ...stages) },
    },
  };
}

/** The first stage that concludes something; where none does, the first. */
function firstDecision({ journal }: Ahead, first: number, end: number): number {
  for (let stage = first; stage < end; stage++) if (decisionAt(journal, stage) === stage) return stage;
  return first;
}
