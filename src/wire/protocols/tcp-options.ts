/** The options of TCP. Reads first: ../codec/options.ts. Then tcp.ts, which bears them. */
import { flag, uint } from '../codec/field.js';
import { option, options } from '../codec/options.js';
import { bytes, list } from '../codec/variable.js';

const none = new Uint8Array(0);
const echoed = { value: uint(32).as('options.echo_value').label('TCP Echo Option') } as const;
const connection = { count: uint(32).as('options.cc_value').label('TCP CC Option') } as const;
const counters = {
  counters: bytes().as('options.acc_ecn.counters').label('Byte counters').default(none).hidden(),
} as const;

/** RFC 8684 §3. */
const mptcpNames = {
  0: 'Multipath Capable',
  1: 'Join Connection',
  2: 'Data Sequence Signal',
  3: 'Add Address',
  4: 'Remove Address',
  5: 'Change Subflow Priority',
  6: 'TCP Fallback',
  7: 'Fast Close',
  8: 'TCP Reset',
} as const;

/** RFC 9293 §3.2; RFC 7323; RFC 2018; 1072 and 1644 (retired); 2385; 5482; 5925; 6994; 7413; 8684. */
export const tcpOptions = options(
  {
    kindAs: 'option_kind',
    lengthAs: 'option_len',
    end: [0, 'options.eol', 'End of Option List (EOL)'],
    nop: [1, 'options.nop', 'No-Operation (NOP)'],
    unknownAs: 'options.unknown',
    dataAs: 'options.unknown.payload',
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
    echo: option(6, 'options.echo', 'Echo', echoed),
    echoReply: option(7, 'options.echo', 'Echo reply', echoed),
    timestamps: option(8, 'options.timestamp', 'Timestamps', {
      value: uint(32).as('options.timestamp.tsval').label('Timestamp value'),
      echo: uint(32).as('options.timestamp.tsecr').label('Timestamp echo reply'),
    }),
    connectionCount: option(11, 'options.cc', 'CC', connection),
    connectionCountNew: option(12, 'options.cc', 'CC.NEW', connection),
    connectionCountEcho: option(13, 'options.cc', 'CC.ECHO', connection),
    md5: option(19, 'options.md5', 'TCP MD5 signature', {
      digest: bytes(16).as('options.md5.digest').label('MD5 digest'),
    }),
    userTimeout: option(28, 'options.user_to', 'User Timeout', {
      minutes: flag().as('options.user_to_granularity').label('Granularity'),
      timeout: uint(15).as('options.user_to_val').label('User Timeout'),
    }),
    authentication: option(29, 'options.ao', 'TCP AO', {
      keyId: uint(8).as('options.ao.keyid').label('AO KeyID'),
      nextKeyId: uint(8).as('options.ao.rnextkeyid').label('AO RNextKeyID'),
      mac: bytes().as('options.ao.mac').label('AO MAC').default(none),
    }),
    multipath: option(30, 'options.mptcp', 'MPTCP', {
      subtype: uint(4).as('options.mptcp.subtype').label('Multipath TCP subtype').enum(mptcpNames),
      rest: uint(4).hidden(),
      data: bytes().as('options.mptcp.data').default(none).hidden(),
    }),
    fastOpen: option(34, 'options.tfo', 'TCP Fast Open', {
      cookie: bytes().as('options.tfo.cookie').label('Fast Open Cookie').default(none),
    }),
    accurateEcn0: option(172, 'options.acc_ecn', 'Accurate ECN', counters),
    accurateEcn1: option(174, 'options.acc_ecn', 'Accurate ECN', counters),
    experiment: option(253, 'options.experimental', 'Experimental', {
      id: uint(16).hex().as('options.experimental.exid').label('Experiment Identifier').enum({ 63881: 'Fast Open' }),
      data: bytes().as('options.experimental.data').label('Data').default(none),
    }),
    experiment2: option(254, 'options.experimental', 'Experimental', {
      id: uint(16).hex().as('options.experimental.exid').label('Experiment Identifier').enum({ 63881: 'Fast Open' }),
      data: bytes().as('options.experimental.data').label('Data').default(none),
    }),
  },
);
