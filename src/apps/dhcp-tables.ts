// What DHCP's programs keep in tables, and the stages of their work: the client's state and lease, the server's leases, and
// what a host was told about names. Read dhcp-message.ts first; then dhcp-client.ts, dhcpd.ts, dhcrelay.ts.
import { stageKind, tableSchema } from '../journal/index.js';
import type { Netns } from '../net/index.js';
import type { Calls } from './process.js';

/** RFC 2131 figure 5. */
export type ClientStateName =
  | 'INIT'
  | 'SELECTING'
  | 'REQUESTING'
  | 'BOUND'
  | 'RENEWING'
  | 'REBINDING'
  | 'INIT-REBOOT'
  | 'REBOOTING';

/** A client's state on a device, and its lease. It outlives the program, as /var/lib/dhcp/dhclient.leases does. */
export interface DhcpClientRow {
  readonly dev: number;
  readonly state: ClientStateName;
  readonly ip: number | undefined;
  readonly prefix: number | undefined;
  readonly server: number | undefined;
  /** T1, T2 and the end of the lease; -1 without one, 0 for one without an end. */
  readonly renewAt: number;
  readonly rebindAt: number;
  readonly expiresAt: number;
}
export const dhcpClientSchema = tableSchema<DhcpClientRow>(
  'dhcp-client',
  'DHCP clients',
  {
    dev: 'dev',
    state: 'string',
    ip: 'ipv4',
    prefix: 'int',
    server: 'ipv4',
    renewAt: 'time',
    rebindAt: 'time',
    expiresAt: 'time',
  },
  ['dev'],
);

/** An address that a server has given away, as in /var/lib/misc/dnsmasq.leases. */
export interface LeaseRow {
  readonly ip: number;
  readonly mac: number;
  /** The client's identifier (option 61) in hexadecimal; empty where it sent none. */
  readonly clientId: string;
  readonly host: string;
  readonly since: number;
  /** When it ends; 0: never. */
  readonly expires: number;
}
export const leaseSchema = tableSchema<LeaseRow>(
  'lease',
  'DHCP leases',
  { ip: 'ipv4', mac: 'mac', clientId: 'string', host: 'string', since: 'time', expires: 'time' },
  ['ip'],
);

/** A line of /etc/resolv.conf. */
export interface ResolvRow {
  readonly keyword: 'nameserver' | 'search';
  readonly value: string;
  readonly dev: number;
}
export const resolvSchema = tableSchema<ResolvRow>(
  'resolv',
  'Name servers (resolv.conf)',
  { keyword: 'string', value: 'string', dev: 'dev' },
  ['keyword', 'value'],
);

export const clientTable = ({ stack, ns }: Calls) => stack.world.journal.table(dhcpClientSchema, ns.name);
export const leaseTable = ({ stack, ns }: Calls) => stack.world.journal.table(leaseSchema, ns.name);
export const resolvTable = ({ stack, ns }: { stack: Calls['stack']; ns: Netns }) =>
  stack.world.journal.table(resolvSchema, ns.name);

export const DHCP_SEND = stageKind('dhcp_send', 'RFC 2131 §4.1', 'decision', [
  'dhcp.send-discover',
  'dhcp.send-request',
  'dhcp.send-reboot',
  'dhcp.send-renew',
  'dhcp.send-rebind',
  'dhcp.send-decline',
  'dhcp.send-release',
  'dhcp.send-offer',
  'dhcp.send-ack',
  'dhcp.send-nak',
]);
export const DHCP_CLIENT = stageKind('dhcp_client', 'RFC 2131 §4.4, figure 5', 'decision', [
  'dhcp.offer',
  'dhcp.bind',
  'dhcp.renewed',
  'dhcp.nak',
  'dhcp.not-mine',
  'dhcp.damaged',
  'dhcp.unexpected',
  'dhcp.conflict',
  'dhcp.no-conflict',
  'dhcp.probe',
  'dhcp.t1',
  'dhcp.t2',
  'dhcp.expired',
  'dhcp.no-offers',
  'dhcp.gives-up-request',
  'dhcp.start',
  'dhcp.remembers',
  'dhcp.released',
]);
export const DHCP_SERVER = stageKind('dhcp_server', 'RFC 2131 §4.3, dnsmasq dhcp_reply()', 'decision', [
  'dhcp.pick-reserved',
  'dhcp.pick-lease',
  'dhcp.pick-asked',
  'dhcp.pick-pool',
  'dhcp.pool-empty',
  'dhcp.no-range',
  'dhcp.check',
  'dhcp.check-busy',
  'dhcp.check-free',
  'dhcp.refuse',
  'dhcp.silent',
  'dhcp.other-server',
  'dhcp.malformed',
  'dhcp.inform',
]);
export const DHCP_LEASE = stageKind('dhcp_lease', 'RFC 2131 §4.3, dnsmasq lease.c', 'decision', [
  'lease.new',
  'lease.again',
  'lease.release',
  'lease.decline',
  'lease.moved',
  'lease.expire',
]);
export const DHCP_RELAY = stageKind('dhcp_relay', 'RFC 1542 §4, RFC 3046', 'decision', [
  'dhcp.relay-request',
  'dhcp.relay-reply',
  'dhcp.relay-hops',
  'dhcp.relay-stranger',
  'dhcp.relay-no-address',
]);
