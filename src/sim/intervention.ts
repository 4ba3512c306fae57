// What a person may do to a running network from outside, as data: typed, broken, changed on its way. The rooms that
// build networks carry it out; the debugger records it. Read flight.ts for the frames it is done to.

export type Intervention =
  /** A command line typed in a network namespace. */
  | { readonly kind: 'command'; readonly netns: string; readonly line: string }
  /** A cable cut or mended, by its name (`A.eth0-sw.p1`); `to`: its second end is put into another device (`sw.p2`). */
  | { readonly kind: 'link'; readonly link: string; readonly up: boolean; readonly to?: string }
  /** A node switched off or on at the mains. */
  | { readonly kind: 'power'; readonly node: string; readonly on: boolean }
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
