// What a value came from beside the stage that wrote it: which settings a reason was decided by, which table or which
// field of another frame a field is filled from. Data about the stack, in the words of its tables, reasons and fields; a
// test checks that each of them exists. Whatever stands in no list came from the stage itself.

/** What decided at a stage: a setting of the kernel, a column of the row that rules there, a draw from the seed. */
export type Decider =
  | { readonly kind: 'setting'; readonly name: string; readonly columns?: readonly string[] }
  | { readonly kind: 'row'; readonly table: string; readonly column: string; readonly of: string }
  /** The row of a node's table whose key the stage names. */
  | { readonly kind: 'entry'; readonly table: string; readonly column: string; readonly key: string }
  | { readonly kind: 'seed'; readonly stream: string; readonly columns?: readonly string[] }
  /** What broke the way from the node to the owner of the address that the stage names. */
  | { readonly kind: 'way'; readonly to: string };

const neigh = (name: string, ...columns: string[]): Decider => ({
  kind: 'setting',
  name: `net.ipv4.neigh.default.${name}`,
  ...(columns.length === 0 ? {} : { columns }),
});
const setting = (name: string, ...columns: string[]): Decider => ({
  kind: 'setting',
  name: `net.ipv4.${name}`,
  ...(columns.length === 0 ? {} : { columns }),
});
/** The clock of a row: columns that say when its timer fires. */
const CLOCK = ['timer', 'due'] as const;
const reachable = (...columns: string[]): readonly Decider[] => [
  neigh('base_reachable_time_ms', ...columns),
  { kind: 'seed', stream: 'reachable/', ...(columns.length === 0 ? {} : { columns }) },
];
/** A time of the bridge's spanning tree; the port's bridge is what `bridge` says, or it is the bridge itself. */
const stp = (column: string, of = 'bridge'): Decider => ({ kind: 'row', table: 'stp', column, of });
const port = (column: string): Decider => ({ kind: 'row', table: 'bridge-port', column, of: 'dev' });
const rapidPort = (column: string): Decider => ({ kind: 'row', table: 'rstp-port', column, of: 'dev' });
const bridge = (column: string): Decider => ({ kind: 'row', table: 'bridge', column, of: 'bridge' });

/** Who sends, and what is said of it: vlan-rule@sw. */
const rule: Decider = { kind: 'entry', table: 'vlan-rule', column: 'vid', key: 'rule' };
/** What is known of a user: eap-user@sw. */
const user = (column: string): Decider => ({ kind: 'entry', table: 'eap-user', column, key: 'user' });

/** By reason. With `columns` it decided these columns of the row that was written, and nothing else. */
export const DECIDERS: Readonly<Record<string, readonly Decider[]>> = {
  'neigh.to-stale': reachable(),
  'neigh.still-reachable': reachable(),
  'neigh.delay-confirmed': reachable(...CLOCK),
  'neigh.answer': reachable(...CLOCK),
  'neigh.confirmed': reachable(...CLOCK),
  'neigh.stale-used': [neigh('delay_first_probe_time', ...CLOCK)],
  'neigh.to-delay': [neigh('delay_first_probe_time')],
  'neigh.to-probe': [neigh('delay_first_probe_time'), neigh('retrans_time_ms', ...CLOCK)],
  'neigh.unknown': [neigh('retrans_time_ms', ...CLOCK), neigh('ucast_solicit', 'probes')],
  'neigh.failed-retry': [neigh('retrans_time_ms', ...CLOCK), neigh('ucast_solicit', 'probes')],
  'neigh.ask-again': [neigh('retrans_time_ms')],
  'neigh.give-up': [{ kind: 'way', to: 'ip' }, neigh('ucast_solicit'), neigh('mcast_solicit')],
  'neigh.locked': [neigh('locktime')],
  'neigh.queue-full': [neigh('unres_qlen_bytes')],
  'arp.no-entry': [setting('conf.all.arp_accept')],
  'ip.no-forwarding': [setting('ip_forward')],
  'ip.rp-strict': [setting('conf.default.rp_filter')],
  'ip.rp-loose': [setting('conf.default.rp_filter')],
  'ip.fragments': [{ kind: 'row', table: 'netdev', column: 'mtu', of: 'dev' }],
  'forward.too-big': [{ kind: 'row', table: 'netdev', column: 'mtu', of: 'dev' }],
  'icmp.rate-limit': [setting('icmp_ratelimit'), setting('icmp_msgs_per_sec')],
  'exception.learn-mtu': [setting('route.mtu_expires', 'expires')],
  'defrag.first': [setting('ipfrag_time', ...CLOCK)],
  'defrag.no-memory': [setting('ipfrag_high_thresh')],
  'defrag.expire': [setting('ipfrag_time')],
  'redirect.off': [setting('conf.all.accept_redirects')],
  'icmp.echo-ignored': [setting('icmp_echo_ignore_all')],
  'icmp.broadcast-ignored': [setting('icmp_echo_ignore_broadcasts')],
  'tcp.syn-queue-full': [setting('tcp_syncookies')],
  'tcp.syn-cookie': [setting('tcp_syncookies')],
  'tcp.syn-last-quarter': [setting('tcp_max_syn_backlog')],
  'tcp.request-overflow': [setting('tcp_abort_on_overflow')],
  'tcp.request-overflow-reset': [setting('tcp_abort_on_overflow')],
  'tcp.synack-give-up': [setting('tcp_synack_retries')],
  'tcp.rto-give-up': [setting('tcp_retries2'), setting('tcp_syn_retries')],
  'tcp.keepalive-dead': [setting('tcp_keepalive_probes')],
  'fdb.age': [bridge('ageingNs')],
  'fdb.full': [bridge('maxLearned')],
  'dhcp.bind': [{ kind: 'seed', stream: 'dhclient/', columns: ['renewAt'] }],
  'dhcp.renewed': [{ kind: 'seed', stream: 'dhclient/', columns: ['renewAt'] }],
  'link.bit-error': [
    { kind: 'row', table: 'link', column: 'errors', of: 'dev' },
    { kind: 'seed', stream: 'errors/' },
  ],
  'csma.backoff': [{ kind: 'seed', stream: 'backoff/' }],
  'stp.root-port': [port('cost')],
  'stp.timer-hello': [stp('helloNs')],
  'rstp.root-port': [port('cost')],
  'rstp.hello': [stp('ownHelloNs')],
  'rstp.edge': [rapidPort('adminEdge')],
  'rstp.hold': [{ kind: 'row', table: 'rstp', column: 'txHoldCount', of: 'bridge' }],
  'stp.change-root': [stp('ownForwardDelayNs')],
  'stp.change-tell': [stp('ownHelloNs')],
  'vlan.rule-mac': [rule],
  'vlan.rule-subnet': [rule],
  'eap.known': [user('secret')],
  'eap.right': [user('secret')],
  'eap.wrong': [user('secret')],
  'dot1x.open-vlan': [user('vid')],
  'link.lost': [
    { kind: 'row', table: 'link', column: 'loss', of: 'dev' },
    { kind: 'seed', stream: 'loss/' },
  ],
};

/** Columns whose values are drawn from the seed, by table: the beginning of the stream's name. */
export const DRAWN: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  socket: { localPort: ['ping-ident/', 'udp-port/', 'tcp-port/'] },
  'tcp-send': { iss: ['tcp-isn/'] },
  'syn-queue': { iss: ['tcp-isn/'] },
  tcp: { tsOffset: ['tcp-ts/'] },
};

/** Where a field's value comes from: a column of a row, a field of the frame that is answered, a setting, the seed. */
export type FieldSource =
  | { readonly kind: 'row'; readonly table: string; readonly column: string }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'setting'; readonly name: string }
  | { readonly kind: 'seed'; readonly stream: string };

const row = (table: string, column: string): FieldSource => ({ kind: 'row', table, column });
const field = (name: string): FieldSource => ({ kind: 'field', field: name });

/** By Wireshark's name; the first source that holds the field's value is the one. */
export const FIELD_SOURCES: Readonly<Record<string, readonly FieldSource[]>> = {
  'eth.dst': [row('neigh', 'lladdr'), field('arp.src.hw_mac')],
  'eth.src': [row('netdev', 'mac')],
  'arp.src.hw_mac': [row('netdev', 'mac')],
  'arp.src.proto_ipv4': [row('addr', 'ip')],
  'arp.dst.hw_mac': [field('arp.src.hw_mac')],
  'arp.dst.proto_ipv4': [field('arp.src.proto_ipv4'), field('ip.dst')],
  'ip.src': [row('route', 'src'), row('addr', 'ip')],
  'ip.dst': [field('ip.src')],
  'ip.ttl': [{ kind: 'setting', name: 'net.ipv4.ip_default_ttl' }],
  'ip.id': [{ kind: 'seed', stream: 'ip-id/' }],
  'icmp.ident': [field('icmp.ident'), row('socket', 'localPort')],
  'icmp.seq': [field('icmp.seq')],
  'udp.srcport': [row('socket', 'localPort')],
  'udp.dstport': [field('udp.srcport')],
  'dhcp.id': [field('dhcp.id'), { kind: 'seed', stream: 'dhcp-xid/' }],
  'dhcp.hw.mac_addr': [field('dhcp.hw.mac_addr'), row('netdev', 'mac')],
  'dhcp.ip.client': [row('dhcp-client', 'ip')],
  'dhcp.ip.your': [row('lease', 'ip')],
  'dhcp.ip.relay': [field('dhcp.ip.relay'), row('addr', 'ip')],
  'dhcp.option.requested_ip_address': [field('dhcp.ip.your'), row('dhcp-client', 'ip')],
  'dhcp.option.dhcp_server_id': [field('dhcp.option.dhcp_server_id'), row('addr', 'ip')],
};

/** The field of a frame from which a row of the table is learnt. */
export const TEACHERS: Readonly<Record<string, string>> = {
  neigh: 'arp.src.proto_ipv4',
  fdb: 'eth.src',
};
