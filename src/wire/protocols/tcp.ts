/** TCP. Reads first: ../codec/header.ts. Its options are in tcp-options.ts. */
import { computed, flag, group, uint } from '../codec/field.js';
import { header, type SummaryContext } from '../codec/header.js';
import { headerLength, internetChecksum } from '../codec/seal.js';
import type { ValuesOf } from '../codec/values.js';
import { tcpOptions } from './tcp-options.js';

/** Flags are named by their bits: RFC 9293 §3.1, RFC 3168, RFC 9768 (AE). */
const fields = {
  srcPort: uint(16).as('srcport').label('Source Port'),
  dstPort: uint(16).as('dstport').label('Destination Port'),
  seq: uint(32).as('seq_raw').label('Sequence Number (raw)'),
  ack: uint(32).as('ack_raw').label('Acknowledgment number (raw)').default(0),
  hdrLen: computed(uint(4).scaled(4).as('hdr_len').label('Header Length'), headerLength),
  flags: group({
    reserved: uint(3).as('res').label('Reserved').reserved(),
    aeFlag: flag().as('ae').label('Accurate ECN'),
    cwrFlag: flag().as('cwr').label('Congestion Window Reduced'),
    eceFlag: flag().as('ece').label('ECN-Echo'),
    urgFlag: flag().as('urg').label('Urgent'),
    ackFlag: flag().as('ack').label('Acknowledgment'),
    pshFlag: flag().as('push').label('Push'),
    rstFlag: flag().as('reset').label('Reset'),
    synFlag: flag().as('syn').label('Syn'),
    finFlag: flag().as('fin').label('Fin'),
  }).label('Flags'),
  window: uint(16).as('window_size_value').label('Window'),
  checksum: computed(uint(16).hex().label('Checksum'), internetChecksum),
  urgent: uint(16).as('urgent_pointer').label('Urgent Pointer').default(0),
  options: tcpOptions.label('Options'),
} as const;

/** `hdrLen` is in bytes. */
export const tcp = header('tcp', 'Transmission Control Protocol', 'RFC 9293', fields, { summary: describe });

/** From the lowest bit. */
const flagWords = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'] as const;

/** By the bits that are set; made once each. */
const flagTexts: string[] = [];

function flagsText(v: ValuesOf<typeof fields>): string {
  const low = v.finFlag | (v.synFlag << 1) | (v.rstFlag << 2) | (v.pshFlag << 3);
  const set = low | (v.ackFlag << 4) | (v.urgFlag << 5) | (v.eceFlag << 6) | (v.cwrFlag << 7) | (v.aeFlag << 8);
  flagTexts[set] ??= flagWords.filter((_word, bit) => (set >> bit) & 1).join(', ') || '<None>';
  return flagTexts[set];
}

/** As Wireshark's Info column with relative sequence numbers and window scaling off. */
function describe(values: ValuesOf<typeof fields>, { payload }: SummaryContext): string {
  const flags = flagsText(values);
  const ack = values.ackFlag ? ` Ack=${values.ack}` : '';
  let words = '';
  const { options } = values;
  for (let i = 0; i < options.length; i++) words += optionWords(options[i] as (typeof options)[number]);
  return `${values.srcPort} → ${values.dstPort} [${flags}] Seq=${values.seq}${ack} Win=${values.window} Len=${payload}${words}`;
}

function optionWords(option: ValuesOf<typeof fields>['options'][number]): string {
  if (option.kind === 'nop') return '';
  if (option.kind === 'mss') return ` MSS=${option.mss}`;
  if (option.kind === 'windowScale') return ` WS=${2 ** option.shift}`;
  if (option.kind === 'sackPermitted') return ' SACK_PERM';
  if (option.kind === 'timestamps') return ` TSval=${option.value} TSecr=${option.echo}`;
  if (option.kind === 'md5') return ' MD5';
  if (option.kind === 'fastOpen') return ` TFO=${option.cookie.length > 0 ? 'C' : 'R'}`;
  if (option.kind === 'userTimeout') return ` USER_TO=${option.timeout}`;
  if (option.kind === 'sack') return option.blocks.map(({ left, right }) => ` SLE=${left} SRE=${right}`).join('');
  return '';
}
