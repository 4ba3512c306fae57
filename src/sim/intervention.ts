// What a person may do to a running network from outside, as data: typed, broken, changed on its way. The rooms that
// build networks carry it out; the debugger records it. Read flight.ts for the frames it is done to.

export type Intervention =
  /** A command line typed in a network namespace. */
  | { readonly kind: 'command'; readonly netns: string; readonly line: string }
  /** A cable cut or mended, by its name (`A.eth0-sw.p1`); `to`: its second end is put into another device (`sw.p2`). */
  | { readonly kind: 'link'; readonly link: string; readonly up: boolean; readonly to?: string }
  /** A node switched off or on at the mains. */
  | { readonly kind: 'power'; readonly node: string; readonly on: boolean }
  /** What the lesson itself was still to type and to break is left out: the network is the learner's. */
  | { readonly kind: 'quiet' }
  /** A node put in, `of` a kind: a host has one card with these addresses, a switch or a hub so many ports. */
  | {
      readonly kind: 'add';
      readonly node: string;
      readonly of: string;
      readonly ports?: number;
      readonly addresses?: readonly string[];
    }
  /** A cable put in between two devices (`E.eth0`, `sw.p5`); a port that is not there is made. A node alone: its first free port. */
  | { readonly kind: 'plug'; readonly a: string; readonly b: string }
  /** A cable taken away, by its name. */
  | { readonly kind: 'unplug'; readonly link: string }
  /** A node taken away, with its cables and its running programs. */
  | { readonly kind: 'remove'; readonly node: string }
  /** The frame is lost on its way. */
  | { readonly kind: 'drop'; readonly frame: number }
  /** The frame arrives `ns` later. */
  | { readonly kind: 'delay'; readonly frame: number; readonly ns: number }
  /** The frame arrives a second time, right behind itself. */
  | { readonly kind: 'duplicate'; readonly frame: number }
  /**
   * One bit of the frame is turned over; which one is drawn from the seed unless given. Its FCS is right again, as with
   * netem's corrupt; with `badFcs` it stays what it was, as after a bit error on a cable, and the card that gets it drops it.
   */
  | { readonly kind: 'corrupt'; readonly frame: number; readonly bit?: number; readonly badFcs?: boolean }
  /** A field of the frame gets another value. `seal`: checksums are made right again. */
  | {
      readonly kind: 'edit';
      readonly frame: number;
      readonly field: string;
      readonly value: string;
      readonly seal: boolean;
    };

/** What builds on: a node or a cable put in, or taken away. */
export type Building = Extract<Intervention, { readonly kind: 'add' | 'plug' | 'unplug' | 'remove' }>;
export const isBuilding = (what: Intervention): what is Building =>
  what.kind === 'add' || what.kind === 'plug' || what.kind === 'unplug' || what.kind === 'remove';

/** Why an intervention cannot be: `code` is the end of a message id (`what-if.CODE`), `args` are its arguments. */
export interface InterventionProblem {
  readonly code:
    | 'no-node'
    | 'no-link'
    | 'power-is'
    | 'not-in-flight'
    | 'which-frame'
    | 'bad-delay'
    | 'bad-bit'
    | 'no-field'
    | 'field-absent'
    | 'field-computed'
    | 'bad-value'
    | 'same-value'
    | 'line-too-long'
    | 'nothing-ahead'
    | 'bad-kind'
    | 'bad-node-name'
    | 'node-taken'
    | 'bad-address'
    | 'no-addresses'
    | 'no-ports'
    | 'bad-ports'
    | 'too-many'
    | 'no-port'
    | 'no-free-port'
    | 'port-taken'
    | 'same-port'
    | 'hub-rates'
    | 'hub-loop'
    | 'captured';
  readonly args: Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>;
}

/** The intervention in a person's words, as they would have typed it: never translated, it names a root of causes. */
export function interventionText(what: Intervention): string {
  switch (what.kind) {
    case 'command':
      return what.line;
    case 'link':
      return `link ${what.link} ${what.to === undefined ? (what.up ? 'up' : 'down') : `to ${what.to}`}`;
    case 'power':
      return `power ${what.node} ${what.on ? 'on' : 'off'}`;
    case 'quiet':
      return 'leave out the rest of the lesson';
    case 'add':
      return ['add', what.of, what.node, ...(what.addresses ?? []), what.ports ?? ''].join(' ').trim();
    case 'plug':
      return `link ${what.a} ${what.b}`;
    case 'unplug':
      return `unlink ${what.link}`;
    case 'remove':
      return `remove ${what.node}`;
    case 'delay':
      return `delay frame ${what.frame} by ${what.ns} ns`;
    case 'corrupt':
      return `corrupt frame ${what.frame}${what.bit === undefined ? '' : ` bit ${what.bit}`}${what.badFcs ? ' fcs' : ''}`;
    case 'edit':
      return `edit frame ${what.frame} ${what.field}=${what.value}${what.seal ? '' : ' unsealed'}`;
    default:
      return `${what.kind} frame ${what.frame}`;
  }
}
