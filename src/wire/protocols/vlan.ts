/** VLAN tags: the customer's (802.1Q) and the provider's (802.1ad, QinQ). Reads first: ethernet.ts. */
import { flag, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { lengthLimit, typeOrLength } from './ethernet.js';

/** Tag protocol identifiers: the EtherType in front of the tag (IEEE 802.1Q-2022 table 9-1). */
export const tpid = { customer: 0x8100, service: 0x88a8 } as const;

/** Traffic types of priority code points (IEEE 802.1Q-2022 table I-2). 0 is the default and better than 1. */
const priorityNames = {
  0: 'Best Effort',
  1: 'Background',
  2: 'Excellent Effort',
  3: 'Critical Applications',
  4: 'Video',
  5: 'Voice',
  6: 'Internetwork Control',
  7: 'Network Control',
} as const;

const priority = uint(3).label('Priority').enum(priorityNames).default(0);
const dei = flag().as('dei').label('DEI');

interface Tag {
  readonly priority: number;
  readonly dei: number;
  readonly id: number;
  readonly type: number;
}

function describe({ priority: code, dei: drop, id }: Tag): string {
  return `PRI: ${code}, DEI: ${drop}, ID: ${id}`;
}

/** `id` 0: a priority tag, which names no VLAN (IEEE 802.1Q-2022 §9.6). What follows `type` is as after Ethernet's. */
export const vlan = header(
  'vlan',
  '802.1Q Virtual LAN',
  'IEEE 802.1Q-2022 §9.6',
  {
    priority,
    dei,
    id: uint(12).label('ID'),
    type: typeOrLength('etype').below(lengthLimit, 'len', 'Length'),
  },
  { padded: true, summary: describe },
);

/** The service tag, outside the customer's. Wireshark gives its inner type 802.1ah's name. */
export const serviceTag = header(
  'ieee8021ad',
  'IEEE 802.1ad',
  'IEEE 802.1Q-2022 §9.5',
  {
    priority,
    dei,
    id: uint(12).label('ID'),
    type: typeOrLength('/ieee8021ah.etype').below(lengthLimit, '/vlan.len', 'Length'),
  },
  { padded: true, summary: describe },
);
