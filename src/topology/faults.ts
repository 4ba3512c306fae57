// What a person does to a running network: whether it can be done, and doing it, as one event with its stage and reason.
// Read sim/intervention.ts first.
import { type Args, type Cause, stageKind } from '../journal/index.js';
import {
  type Building,
  damage,
  delay,
  type Flight,
  flightsOf,
  type Intervention,
  type InterventionProblem,
  interventionText,
  isBuilding,
  lose,
  repeat,
  replace,
  replaceBy,
} from '../sim/index.js';
import { type EditProblem, editField, flipBit } from '../wire/index.js';
import { build, wholeEnd } from './build.js';
import { problemOfBuilding } from './build-problem.js';
import type { Network } from './network.js';
import { isOn } from './power.js';
import { removeNode } from './remove.js';

export const INTERVENE = stageKind('intervene', 'the person', 'decision', [
  'intervene.drop',
  'intervene.delay',
  'intervene.duplicate',
  'intervene.corrupt',
  'intervene.damage',
  'intervene.edit',
  'intervene.power-off',
  'intervene.power-on',
  'intervene.is-off',
  'intervene.is-gone',
  'intervene.quiet',
]);

/** Longest command line, characters; longest delay, ns (a year). */
const LONGEST_LINE = 4096;
const LONGEST_DELAY = 366 * 86_400e9;
const ETHERNET_BITS = 14 * 8;

type Change = Extract<Intervention, { readonly frame: number }>;

/** What stands against it at the journal's position; undefined: nothing. */
export function problemOf(network: Network, what: Intervention): InterventionProblem | undefined {
  const { stack } = network;
  switch (what.kind) {
    case 'command':
      if (!stack.netnsTable.has(what.netns)) return { code: 'no-node', args: { node: what.netns } };
      return what.line.length > LONGEST_LINE ? { code: 'line-too-long', args: { most: LONGEST_LINE } } : undefined;
    case 'link':
      return network.linkNamed(what.link) === undefined ? { code: 'no-link', args: { link: what.link } } : undefined;
    case 'power':
      if (!network.nodeNames.includes(what.node)) return { code: 'no-node', args: { node: what.node } };
      return isOn(stack, what.node) === what.on
        ? { code: 'power-is', args: { node: what.node, on: what.on } }
        : undefined;
    case 'quiet':
      return network.lessonAhead().length === 0 ? { code: 'nothing-ahead', args: {} } : undefined;
    case 'add':
    case 'plug':
    case 'unplug':
    case 'remove':
      return problemOfBuilding(network, resolved(network, what) as Building);
    default:
      return problemOfChange(network, what);
  }
}

function problemOfChange({ world }: Network, what: Change): InterventionProblem | undefined {
  const { frame } = what;
  const found = flightsOf(world, frame);
  if (found.length === 0) return { code: 'not-in-flight', args: { frame } };
  if (found.length > 1) return { code: 'which-frame', args: { frame, frames: found.map(flight => flight.frame) } };
  const bytes = world.frames.view((found[0] as Flight).frame);
  if (what.kind === 'delay' && !(Number.isInteger(what.ns) && what.ns > 0 && what.ns <= LONGEST_DELAY))
    return { code: 'bad-delay', args: { ns: what.ns } };
  if (what.kind === 'corrupt' && what.bit !== undefined) {
    const fits = Number.isInteger(what.bit) && what.bit >= 0 && what.bit < bytes.length * 8;
    return fits ? undefined : { code: 'bad-bit', args: { bit: what.bit, last: bytes.length * 8 - 1 } };
  }
  if (what.kind !== 'edit') return undefined;
  const edited = editField(bytes, undefined, what.field, what.value, what.seal);
  return edited instanceof Uint8Array ? undefined : editProblem(edited, frame);
}

const editProblem = ({ code, ...args }: EditProblem, frame: number): InterventionProblem => ({
  code,
  args: { ...args, frame },
});

/** The same intervention with the frame that is in flight in place of one it came from, and whole names: what is to be recorded. */
export function resolved(network: Network, what: Intervention): Intervention {
  const { world } = network;
  if (what.kind === 'plug') return plugged(network, what);
  if (!('frame' in what)) return what;
  const [flight] = flightsOf(world, what.frame);
  return flight === undefined ? what : { ...what, frame: flight.frame };
}

/** Both ends with their devices; two new ones of one node are not the same. */
function plugged(network: Network, { a, b }: Extract<Building, { kind: 'plug' }>): Intervention {
  return { kind: 'plug', a: wholeEnd(network, a), b: wholeEnd(network, b) };
}

/** Does it now, as an event of its own at the journal's end. Nothing may stand against it. */
export function perform(network: Network, what: Intervention): void {
  const problem = problemOf(network, what);
  if (problem !== undefined) throw new Error(`${interventionText(what)}: ${problem.code}`);
  const { world } = network;
  world.setup(rootOfIntervention(network, what), () => apply(network, what));
}

function rootOfIntervention({ world }: Network, what: Intervention): Cause {
  const text = interventionText(what);
  if (what.kind === 'command') return world.journal.addRoot({ kind: 'typed', text, node: what.netns });
  if (isBuilding(what)) return world.journal.addRoot({ kind: 'typed', text });
  return world.journal.addRoot({ kind: 'fault', text, ...('frame' in what ? { frame: what.frame } : {}) });
}

/** Inside an event: what it comes to. */
export function apply(network: Network, what: Intervention): void {
  if (what.kind === 'command') runCommand(network, what.netns, what.line);
  else if (what.kind === 'link') network.applyLink(what.link, what.up, what.to);
  else if (what.kind === 'power') network.applyPower(what.node, what.on);
  else if (what.kind === 'quiet') leaveOut(network);
  else if (what.kind === 'remove') removeNode(network, what.node);
  else if (isBuilding(what)) build(network, resolved(network, what) as Parameters<typeof build>[1]);
  else changeFrame(network, what, flightsOf(network.world, what.frame)[0] as Flight);
}

function leaveOut(network: Network): void {
  const ahead = network.lessonAhead();
  network.world.journal.begin(INTERVENE, 'intervene.quiet', { count: ahead.length });
  for (const id of ahead) network.world.cancel(id);
  network.world.journal.end();
}

/** A command line; a node that is switched off, or was taken away, does not answer. */
function runCommand({ stack, world, shell }: Network, netns: string, line: string): void {
  const ns = stack.netns(netns);
  if (!stack.netnsTable.has(netns)) world.journal.note(INTERVENE, 'intervene.is-gone', { netns, line }, 'drop');
  else if (isOn(stack, ns.node)) shell.execute(ns, line);
  else world.journal.note(INTERVENE, 'intervene.is-off', { netns, line }, 'drop');
}

function changeFrame(network: Network, what: Change, flight: Flight): void {
  const { world, stack } = network;
  const { journal, frames, random } = world;
  const { frame } = flight;
  const args: Args = { frame, dev: flight.to };
  const bytes = frames.view(frame);
  if (what.kind === 'drop') {
    journal.begin(INTERVENE, 'intervene.drop', args);
    lose(world, flight);
  } else if (what.kind === 'delay') {
    journal.begin(INTERVENE, 'intervene.delay', { ...args, ns: what.ns, until: flight.arrives + what.ns });
    delay(world, flight, what.ns);
  } else if (what.kind === 'duplicate') {
    journal.begin(INTERVENE, 'intervene.duplicate', args);
    repeat(world, flight, stack.links.of(flight.to)?.rateBps ?? 0);
  } else if (what.kind === 'corrupt') {
    // netem's corrupt flips a bit behind the link header as often as not; here always, so that the frame still arrives.
    const spared = bytes.length * 8 > ETHERNET_BITS ? ETHERNET_BITS : 0;
    const reason = what.badFcs === true ? 'intervene.damage' : 'intervene.corrupt';
    journal.begin(INTERVENE, reason, { ...args, given: what.bit !== undefined });
    const bit = what.bit ?? spared + random.below('corrupt', bytes.length * 8 - spared);
    if (what.badFcs === true) replaceBy(world, flight, damage(world, frame, bit));
    else replace(world, flight, flipBit(bytes, bit));
  } else {
    const { field, value, seal } = what;
    journal.begin(INTERVENE, 'intervene.edit', { ...args, field, value, seal });
    const edited = editField(bytes, undefined, field, value, seal);
    if (!(edited instanceof Uint8Array)) throw new Error(`${field}: ${edited.code}`);
    replace(world, flight, edited);
  }
  journal.end(what.kind === 'drop' ? 'drop' : 'pass');
}
