/** IGMP, versions 1 to 3. Reads first: ../codec/header.ts. */
import { formatIpv4 } from '../address.js';
import { computed, flag, ipv4Address, uint, unused, variant } from '../codec/field.js';
import { header } from '../codec/header.js';
import { messageChecksum, type SealContext } from '../codec/seal.js';
import { bytes, optional, records } from '../codec/variable.js';

export const igmpType = { query: 0x11, report1: 0x12, report2: 0x16, leave: 0x17, report3: 0x22 } as const;

const typeNames = {
  17: 'Membership Query',
  18: 'Membership Report',
  22: 'Membership Report',
  23: 'Leave Group',
  34: 'Membership Report',
} as const;

/** RFC 3376 §4.2.12. */
const recordNames = {
  1: 'Mode Is Include',
  2: 'Mode Is Exclude',
  3: 'Change To Include Mode',
  4: 'Change To Exclude Mode',
  5: 'Allow New Sources',
  6: 'Block Old Sources',
} as const;

/** RFC 3376 §4.1.1: from 128 on a number with an exponent of three bits and a mantissa of four. */
export function igmpTime(code: number): number {
  return code < 128 ? code : ((code & 15) | 16) << (((code >> 4) & 7) + 3);
}

const count =
  (key: string) =>
  ({ values }: SealContext) =>
    (values[key] as readonly unknown[] | undefined)?.length ?? 0;

const words = (data: unknown) => ((data as Uint8Array | undefined)?.length ?? 0) / 4;

const source = { source: ipv4Address().as('saddr').label('Source Address') } as const;

/** RFC 3376 §4.1: what version 3 adds to a query. */
const query3 = {
  queryRest: unused(4),
  suppress: flag().as('s').label('S'),
  robustness: uint(3).as('qrv').label('QRV').default(2),
  interval: uint(8)
    .as('qqic')
    .label('QQIC')
    .describe(code => `${igmpTime(code)} s`)
    .default(125),
  sourceCount: computed(uint(16).as('num_src').label('Num Src'), count('sources')),
  sources: records('igmp', source, ({ sourceCount }) => sourceCount!),
} as const;

/** RFC 3376 §4.2.4. The auxiliary data counts in words. */
const record = {
  recordType: uint(8).as('record_type').label('Record Type').enum(recordNames),
  auxLength: computed(uint(8).as('aux_data_len').label('Aux Data Len'), ({ values }) => words(values.aux)),
  sourceCount: computed(uint(16).as('num_src').label('Num Src'), count('sources')),
  group: ipv4Address().as('maddr').label('Multicast Address'),
  sources: records('igmp', source, ({ sourceCount }) => sourceCount!),
  aux: bytes(({ auxLength }) => 4 * auxLength!, 4)
    .as('aux_data')
    .label('Aux Data'),
} as const;

/** `maxResp` counts tenths of a second; version 1 sends 0 there and waits for ten seconds (RFC 2236 §2.2). */
export const igmp = header(
  'igmp',
  'Internet Group Management Protocol',
  'RFC 1112, RFC 2236, RFC 3376',
  {
    type: uint(8).hex().label('Type').enum(typeNames),
    maxResp: uint(8)
      .as('max_resp')
      .label('Max Resp Time')
      .describe(code => `${(igmpTime(code) / 10).toFixed(1)} s`)
      .default(0),
    checksum: computed(uint(16).hex().label('Checksum'), messageChecksum),
    body: variant(
      'type',
      {
        17: { group: ipv4Address().as('maddr').label('Multicast Address').default(0), more: optional('igmp', query3) },
        34: {
          reserved: bytes(2).label('Reserved').default(new Uint8Array(2)),
          recordCount: computed(uint(16).as('num_grp_recs').label('Num Group Records'), count('records')),
          records: records('igmp', record, ({ recordCount }) => recordCount!),
        },
      },
      { group: ipv4Address().as('maddr').label('Multicast Address').default(0) },
    ),
  },
  { hasPayload: false, summary: describe },
);

interface Sources {
  readonly sources: readonly { readonly source: number }[];
}

interface RecordValues extends Sources {
  readonly recordType: number;
  readonly group: number;
}

interface Described {
  readonly type: number;
  readonly maxResp: number;
  readonly group: number | undefined;
  readonly more: unknown;
  readonly records: unknown;
}

/** As Wireshark's Info column. */
function describe({ type, maxResp, group = 0, more, records: all }: Described): string {
  const name = (typeNames as Readonly<Record<number, string>>)[type] ?? `Unknown IGMP type ${type}`;
  if (type === igmpType.query) {
    const [version3] = more as readonly Sources[];
    if (maxResp === 0 && !version3) return name;
    if (group === 0) return `${name}, general`;
    const { sources } = version3 ?? { sources: [] };
    return `${name}, specific for group ${formatIpv4(group)}${sources.length > 0 ? `, sources ${listed(sources)}` : ''}`;
  }
  if (type === igmpType.report3) {
    const told = (all as readonly RecordValues[]).map(each => `/ ${tell(each)}`);
    return [name, ...(told.length > 0 ? told : ['- General query'])].join(' ');
  }
  if (type === igmpType.report1) return name;
  return type === igmpType.leave ? `${name} ${formatIpv4(group)}` : `${name} group ${formatIpv4(group)}`;
}

const listed = (sources: Sources['sources']): string =>
  `{${sources.map(({ source: each }) => formatIpv4(each)).join(', ')}}`;

/** To be in a group for sources of none is to leave it; for all but none, to join it (RFC 3376 §3.1). */
function tell({ recordType, group, sources }: RecordValues): string {
  const address = formatIpv4(group);
  if (recordType === 5) return `Group ${address}, new source ${listed(sources)}`;
  if (recordType === 6) return `Group ${address}, block source ${listed(sources)}`;
  const include = recordType === 1 || recordType === 3;
  if (sources.length === 0) return include ? `Leave group ${address}` : `Join group ${address} for any sources`;
  return `Join group ${address} for source${include ? 's in' : 's not in'} ${listed(sources)}`;
}
