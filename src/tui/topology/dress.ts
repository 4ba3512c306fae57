// What changes on the picture from moment to moment, apart from its geometry: states, marks, frames. Read shape.ts first.
import type { Role } from '../text.js';
import type { PortLook } from './looks.js';

/** A frame on a link, as a short word. */
export interface Load {
  /** `ARP?` */
  readonly text: string;
  readonly role: Role;
  /** Towards the link's `b` end. */
  readonly forward: boolean;
  /** It has reached the end it goes to; else it is on its way, the next to arrive first in the list. */
  readonly arrived: boolean;
}

export interface Dress {
  /** The node at which the cursor stands. */
  readonly here: string | undefined;
  readonly chosen: string | undefined;
  /** Texts inside a node's box, at most as wide as its shape's notes. */
  notes(node: string): readonly string[];
  look(port: string): PortLook;
  /** Of a link that carries nothing: the word that says so; undefined: it is good. */
  broken(link: string): string | undefined;
  /** Whether a link is part of a shared medium: one collision domain. */
  shared(link: string): boolean;
  loads(link: string): readonly Load[];
}
