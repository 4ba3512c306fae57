/** IEEE 802.2 logical link control, with SNAP. Reads first: ethernet.ts, whose length frames bear it. */
import { flag, group, peeked, uint, unused, variant } from '../codec/field.js';
import { header } from '../codec/header.js';
import { etherTypes } from './ethernet.js';

/** Service access points without their lowest bit (ISO/IEC 8802-2; IEEE 802 numbers). */
export const sap = { null: 0, bpdu: 0x21, snap: 0x55 } as const;

const sapNames = {
  0: 'NULL LSAP',
  1: 'LLC Sub-Layer Management',
  2: 'SNA Path Control',
  3: 'TCP/IP',
  33: 'Spanning Tree BPDU',
  85: 'SNAP',
  112: 'NetWare',
  120: 'NetBIOS',
  127: 'ISO Network Layer',
} as const;

/** The five modifier bits with the poll bit between them left out: M M M M M. */
const modifierNames: Readonly<Record<number, string>> = {
  0: 'UI',
  3: 'DM',
  8: 'DISC',
  12: 'UA',
  15: 'SABME',
  17: 'FRMR',
  23: 'XID',
  28: 'TEST',
};

const supervisoryNames = { 0: 'Receiver ready', 1: 'Receiver not ready', 2: 'Reject' } as const;

const nr = uint(7).as('control.n_r').label('N(R)').default(0);
const pollFinal = flag().as('control.p').label('Poll/Final');

/** SNAP: who gave out the protocol number. 00:00:00 says that it is an EtherType (RFC 1042). */
const snap = {
  oui: uint(24).label('Organization Code').hex().enum({ 0: 'Encapsulated Ethernet' }).default(0),
  snapBody: variant(
    'oui',
    { 0: { type: uint(16).label('Type').hex().enum(etherTypes) } },
    { pid: uint(16).label('Protocol ID').hex() },
  ),
} as const;

/** An unnumbered frame: one octet, the poll bit between the modifiers. */
const unnumbered = {
  control: group({
    modifierHigh: unused(3),
    pollU: pollFinal.as('p'),
    modifierLow: unused(2),
    ftypeU: uint(2).as('ftype').label('Frame type').enum({ 3: 'Unnumbered' }).always(3),
  }).label('Control'),
  rest: variant('dsapSap', { 85: snap }),
} as const;

const information = {
  ns: uint(7).as('control.n_s').label('N(S)').default(0),
  ftypeI: uint(1).as('control.ftype').label('Frame type').enum({ 0: 'Information' }).always(0),
  nr,
  pollI: pollFinal,
} as const;

const supervisory = {
  zeros: unused(4),
  s: uint(2).as('control.s_ftype').label('Supervisory frame type').enum(supervisoryNames).default(0),
  ftypeS: uint(2).as('control.ftype').label('Frame type').enum({ 1: 'Supervisory' }).always(1),
  nrS: nr,
  pollS: pollFinal,
} as const;

/**
 * `format` is what the lowest bits of the control field say: 3 unnumbered (the default), 1 supervisory, 0 or 2
 * information. Given to encode, it chooses the layout.
 */
export const llc = header(
  'llc',
  'Logical-Link Control',
  'ISO/IEC 8802-2 §3, RFC 1042',
  {
    dsap: group({
      dsapSap: uint(7).as('sap').label('SAP').enum(sapNames),
      dsapIg: flag().as('ig').label('Group'),
    }).label('DSAP'),
    ssap: group({
      ssapSap: uint(7).as('sap').label('SAP').enum(sapNames),
      ssapCr: flag().as('cr').label('Response'),
    }).label('SSAP'),
    body: peeked('format', 3, 3, { 3: unnumbered, 1: supervisory }, information),
  },
  { summary: describe },
);

interface Described {
  readonly format: number | undefined;
  readonly dsapSap: number;
  readonly ssapSap: number;
  readonly modifierHigh: number | undefined;
  readonly modifierLow: number | undefined;
  readonly oui: number | undefined;
  readonly pid: number | undefined;
}

const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;

function describe({ format, dsapSap, ssapSap, modifierHigh = 0, modifierLow = 0, oui, pid }: Described): string {
  const modifier = modifierNames[modifierHigh * 4 + modifierLow] ?? 'Unknown';
  const kind = format === 3 ? `U, func=${modifier}` : format === 1 ? 'S' : 'I';
  if (oui !== undefined) return `${kind}; SNAP, OUI ${hex(oui, 6)}${pid === undefined ? '' : `, PID ${hex(pid, 4)}`}`;
  return `${kind}; DSAP ${hex(dsapSap * 2, 2)}, SSAP ${hex(ssapSap * 2, 2)}`;
}
