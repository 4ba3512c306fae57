/** TCP with the options that Linux sends. Reads first: ../codec/header.ts, ../codec/options.ts. */
import { computed, flag, group, uint } from '../codec/field.js';
import { header, type SummaryContext } from '../codec/header.js';
import { option, options } from '../codec/options.js';
import { headerLength, internetChecksum } from '../codec/seal.js';
import type { ValuesOf } from '../codec/values.js';
import { list } from '../codec/variable.js';

/** RFC 9293 §3.2, RFC 7323, RFC 2018. */
const tcpOptions = options(
  {
    kindAs: 'option_kind',
    lengthAs: 'option_len',
    end: [0, 'options.eol', 'End of Option List (EOL)'],
    nop: [1, 'options.nop', 'No-Operation (NOP)'],
    unknownAs: 'options.unknown',
    align: 4,
    lengthCountsAll: true,
  },
  {
    mss: option(2, 'options.mss', 'Maximum segment size', { mss: uint(16).as('options.mss_val').label('MSS Value') }),
    windowScale: option(3, 'options.wscale', 'Window scale', {
      shift: uint(8).as('options.wscale.shift').label('Shift count'),
    }),
    sackPermitted: option(4, 'options.sack_perm', 'SACK permitted', {}),
    sack: option(5, 'options.sack', 'SACK', {
      blocks: list('tcp', {
        left: uint(32).as('options.sack_le').label('Left edge'),
        right: uint(32).as('options.sack_re').label('Right edge'),
      }),
    }),
    timestamps: option(8, 'options.timestamp', 'Timestamps', {
      value: uint(32).as('options.timestamp.tsval').label('Timestamp value'),
      echo: uint(32).as('options.timestamp.tsecr').label('Timestamp echo reply'),
    }),
  },
);

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

const flagWords = [
  ['finFlag', 'FIN'],
  ['synFlag', 'SYN'],
  ['rstFlag', 'RST'],
  ['pshFlag', 'PSH'],
  ['ackFlag', 'ACK'],
  ['urgFlag', 'URG'],
  ['eceFlag', 'ECE'],
  ['cwrFlag', 'CWR'],
  ['aeFlag', 'AE'],
] as const;

/** As Wireshark's Info column with relative sequence numbers and window scaling off. */
function describe(values: ValuesOf<typeof fields>, { payload }: SummaryContext): string {
  const flags =
    flagWords
      .filter(([key]) => values[key])
      .map(([, word]) => word)
      .join(', ') || '<None>';
  const ack = values.ackFlag ? ` Ack=${values.ack}` : '';
  const words = values.options.map(option => {
    if (option.kind === 'mss') return ` MSS=${option.mss}`;
    if (option.kind === 'windowScale') return ` WS=${2 ** option.shift}`;
    if (option.kind === 'sackPermitted') return ' SACK_PERM';
    if (option.kind === 'timestamps') return ` TSval=${option.value} TSecr=${option.echo}`;
    if (option.kind === 'sack') return option.blocks.map(({ left, right }) => ` SLE=${left} SRE=${right}`).join('');
    return '';
  });
  return `${values.srcPort} → ${values.dstPort} [${flags}] Seq=${values.seq}${ack} Win=${values.window} Len=${payload}${words.join('')}`;
}
