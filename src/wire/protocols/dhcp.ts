/** DHCP and BOOTP. Reads first: dhcp-options.ts; ../codec/options.ts for how option lists are read. */
import { flag, group, ipv4Address, mac, uint, variant } from '../codec/field.js';
import { header } from '../codec/header.js';
import { overloadable } from '../codec/overload.js';
import { bytes } from '../codec/variable.js';
import { dhcpMessageNames, hardwareNames } from './dhcp-names.js';
import { dhcpOptions } from './dhcp-options.js';

/** RFC 2131 §3: the first four bytes of the options: 99.130.83.99. */
export const dhcpCookie = 0x63825363;

/** RFC 951: the fixed part, and then the cookie. */
const optionsAt = 240;
const snameAt = 44;
const fileAt = 108;

/** RFC 2132 §9.3: bit 0 of option 52 lends the file field to options, bit 1 the server's name. */
const file = overloadable(128, { field: fileAt, options: optionsAt, code: 52, mask: 1, of: dhcpOptions });
const sname = overloadable(64, { field: snameAt, options: optionsAt, code: 52, mask: 2, of: dhcpOptions });

export const dhcp = header(
  'dhcp',
  'Dynamic Host Configuration Protocol',
  'RFC 2131 §2',
  {
    op: uint(8).as('type').label('Message type').enum({ 1: 'Boot Request', 2: 'Boot Reply' }),
    hwType: uint(8).hex().as('hw.type').label('Hardware type').enum(hardwareNames).default(1),
    hwLen: uint(8).as('hw.len').label('Hardware address length').default(6),
    hops: uint(8).label('Hops').default(0),
    xid: uint(32).hex().as('id').label('Transaction ID'),
    secs: uint(16).counts('s').label('Seconds elapsed').default(0),
    flags: group({
      broadcast: flag().as('bc').label('Broadcast flag'),
      flagsRest: uint(15).hex().as('reserved').label('Reserved flags').reserved(),
    }).label('Bootp flags'),
    ciaddr: ipv4Address().as('ip.client').label('Client IP address').default(0),
    yiaddr: ipv4Address().as('ip.your').label('Your (client) IP address').default(0),
    siaddr: ipv4Address().as('ip.server').label('Next server IP address').default(0),
    giaddr: ipv4Address().as('ip.relay').label('Relay agent IP address').default(0),
    chaddr: mac().as('hw.mac_addr').label('Client MAC address'),
    chaddrRest: bytes(10).as('hw.addr_padding').label('Client hardware address padding').default(new Uint8Array(10)),
    sname: sname.as('server').label('Server host name').default(''),
    file: file.label('Boot file name').default(''),
    cookie: ipv4Address().label('Magic cookie').default(dhcpCookie),
    body: variant(
      'cookie',
      { 1669485411: { options: dhcpOptions.label('Options') } },
      {
        vendor: bytes().as('vendor_specific_options').label('Bootp vendor specific options').default(new Uint8Array(0)),
      },
    ),
  },
  { hasPayload: false, summary: describe },
);

interface Described {
  readonly op: number;
  readonly xid: number;
  readonly options: readonly { readonly kind: string }[] | undefined;
}

/** As Wireshark's Info column. */
function describe({ op, xid, options }: Described): string {
  const type = options?.find(({ kind }) => kind === 'messageType') as { value: number } | undefined;
  if (!type) return op === 1 ? 'Boot Request' : op === 2 ? 'Boot Reply' : `Unknown BOOTP message type (${op})`;
  const name = (dhcpMessageNames as Readonly<Record<number, string>>)[type.value] ?? `Unknown (${type.value})`;
  return `DHCP ${name.padEnd(8)} - Transaction ID 0x${xid.toString(16)}`;
}
