/** DHCP's options by code. Reads first: dhcp-fields.ts, which says what they are made of. Then dhcp.ts. */
import { computed, ipv4Address, uint } from '../codec/field.js';
import { options } from '../codec/options.js';
import { bytes, list, records } from '../codec/variable.js';
import {
  addressesOf,
  addressOf,
  boolOf,
  bytesOf,
  dhcpOption as is,
  namesOf,
  optionNode,
  routesOf,
  secondsOf,
  signedSecondsOf,
  textOf,
  uint8Of,
  uint16Of,
} from './dhcp-fields.js';
import { architectureNames, dhcpMessageNames, dhcpOptionNames, netbiosNodeNames, overloadNames } from './dhcp-names.js';
import {
  authentication,
  clientId,
  clientName,
  enterpriseOf,
  networkInterface,
  sipServers,
  uuid,
} from './dhcp-parts.js';
import { agentOptions } from './dhcp-relay.js';

const pair = (name: string, first: string, second: string, labels: readonly [string, string]) => ({
  pairs: list('dhcp', {
    left: ipv4Address().as(`option.${name}.${first}`).label(labels[0]),
    right: ipv4Address().as(`option.${name}.${second}`).label(labels[1]),
  }),
});

/** RFC 2132 §3 to §8: what a host wants to know of its network. */
const network = {
  subnetMask: is(1, addressOf('subnet_mask', 'Subnet Mask')),
  timeOffset: is(2, signedSecondsOf('time_offset', 'Time Offset')),
  router: is(3, addressesOf('router', 'Router')),
  timeServer: is(4, addressesOf('time_server', 'Time Server')),
  nameServer: is(5, addressesOf('name_server', 'Name Server')),
  domainNameServer: is(6, addressesOf('domain_name_server', 'Domain Name Server')),
  logServer: is(7, addressesOf('log_server', 'Log Server')),
  quotesServer: is(8, addressesOf('quotes_server', 'Quotes Server')),
  lprServer: is(9, addressesOf('lpr_server', 'LPR Server')),
  impressServer: is(10, addressesOf('impress_server', 'Impress Server')),
  resourceLocationServer: is(11, addressesOf('resource_location_server', 'Resource Location Server')),
  hostName: is(12, textOf('hostname', 'Host Name')),
  bootFileSize: is(13, uint16Of('boot_file_size', 'Boot File Size')),
  meritDumpFile: is(14, textOf('merit_dump_file', 'Merit Dump File')),
  domainName: is(15, textOf('domain_name', 'Domain Name')),
  swapServer: is(16, addressOf('swap_server', 'Swap Server')),
  rootPath: is(17, textOf('root_path', 'Root Path')),
  extensionsPath: is(18, textOf('extension_path', 'Extensions Path')),
  ipForwarding: is(19, boolOf('ip_forwarding', 'IP Forwarding')),
  sourceRouting: is(20, boolOf('non_local_source_routing', 'Non-Local Source Routing')),
  policyFilter: is(21, pair('policy_filter', 'ip', 'subnet_mask', ['IP Address', 'Subnet Mask'])),
  maxReassembly: is(22, uint16Of('max_datagram_reassembly_size', 'Maximum Datagram Reassembly Size')),
  defaultTtl: is(23, uint8Of('default_ip_ttl', 'Default IP Time-to-Live')),
  mtuTimeout: is(24, secondsOf('path_mtu_aging_timeout', 'Path MTU Aging Timeout')),
  mtuPlateaus: is(25, {
    values: list('dhcp', {
      value: uint(16).as('option.path_mtu_plateau_table_item').label('Path MTU Plateau Table Item'),
    }),
  }),
  interfaceMtu: is(26, uint16Of('interface_mtu', 'Interface MTU')),
  allSubnetsLocal: is(27, boolOf('all_subnets_are_local', 'All Subnets are Local')),
  broadcastAddress: is(28, addressOf('broadcast_address', 'Broadcast Address')),
  maskDiscovery: is(29, boolOf('perform_mask_discovery', 'Perform Mask Discovery')),
  maskSupplier: is(30, boolOf('mask_supplier', 'Mask Supplier')),
  routerDiscovery: is(31, boolOf('perform_router_discover', 'Perform Router Discover')),
  routerSolicitation: is(32, addressOf('router_solicitation_address', 'Router Solicitation Address')),
  staticRoute: is(33, pair('static_route', 'ip', 'router', ['Destination IP Address', 'Destination Router'])),
  trailers: is(34, boolOf('trailer_encapsulation', 'Trailer Encapsulation')),
  arpTimeout: is(35, secondsOf('arp_cache_timeout', 'ARP Cache Timeout')),
  ethernetEncapsulation: is(36, boolOf('ethernet_encapsulation', 'Ethernet Encapsulation')),
  tcpTtl: is(37, uint8Of('tcp_default_ttl', 'TCP Default TTL')),
  tcpKeepalive: is(38, secondsOf('tcp_keepalive_interval', 'TCP Keepalive Interval')),
  tcpKeepaliveGarbage: is(39, boolOf('tcp_keepalive_garbage', 'TCP Keepalive Garbage')),
} as const;

/** RFC 2132 §8, RFC 2241 and others: who serves what. */
const services = {
  nisDomain: is(40, textOf('nis_domain', 'Network Information Service Domain')),
  nisServer: is(41, addressesOf('nis_server', 'Network Information Service Server')),
  ntpServer: is(42, addressesOf('ntp_server', 'Network Time Protocol Server')),
  vendorSpecific: is(43, bytesOf('vendor.value', 'Value')),
  netbiosNameServer: is(44, addressesOf('netbios_over_tcpip_name_server', 'NetBIOS over TCP/IP Name Server')),
  netbiosDistribution: is(
    45,
    addressesOf('netbios_over_tcpip_dd_name_server', 'NetBIOS over TCP/IP Datagram Distribution Name Server'),
  ),
  netbiosNodeType: is(46, uint8Of('netbios_over_tcpip_node_type', 'NetBIOS over TCP/IP Node Type', netbiosNodeNames)),
  netbiosScope: is(47, textOf('netbios_over_tcpip_scope', 'NetBIOS over TCP/IP Scope')),
  xFontServer: is(48, addressesOf('xwindows_system_font_server', 'X Window System Font Server')),
  xDisplayManager: is(49, addressesOf('xwindows_system_display_manager', 'X Window System Display Manager')),
  nisPlusDomain: is(64, textOf('nis_plus_domain', 'Network Information Service+ Domain')),
  nisPlusServer: is(65, addressesOf('nis_plus_server', 'Network Information Service+ Server')),
  tftpServerName: is(66, textOf('tftp_server_name', 'TFTP Server Name')),
  bootFileName: is(67, textOf('bootfile_name', 'Bootfile name')),
  homeAgent: is(68, addressesOf('mobile_ip_home_agent', 'Mobile IP Home Agent')),
  smtpServer: is(69, addressesOf('smtp_server', 'SMTP Server')),
  pop3Server: is(70, addressesOf('pop3_server', 'POP3 Server')),
  nntpServer: is(71, addressesOf('nntp_server', 'NNTP Server')),
  wwwServer: is(72, addressesOf('default_www_server', 'Default WWW Server')),
  fingerServer: is(73, addressesOf('default_finger_server', 'Default Finger Server')),
  ircServer: is(74, addressesOf('default_irc_server', 'Default IRC Server')),
  streetTalkServer: is(75, addressesOf('streettalk_server', 'StreetTalk Server')),
  streetTalkDirectory: is(76, addressesOf('streettalk_da_server', 'StreetTalk Directory Assistance Server')),
} as const;

/** RFC 2132 §9: about the lease itself. */
const lease = {
  requestedAddress: is(50, addressOf('requested_ip_address', 'Requested IP Address')),
  leaseTime: is(51, secondsOf('ip_address_lease_time', 'IP Address Lease Time')),
  overload: is(52, uint8Of('option_overload', 'Option Overload', overloadNames)),
  messageType: is(53, uint8Of('dhcp', 'DHCP', dhcpMessageNames)),
  serverId: is(54, addressOf('dhcp_server_id', 'DHCP Server Identifier')),
  parameterList: is(55, {
    items: list('dhcp', {
      item: uint(8).as('option.request_list_item').label('Parameter Request List Item').enum(dhcpOptionNames),
    }),
  }),
  message: is(56, textOf('message', 'Message')),
  maxMessageSize: is(57, uint16Of('dhcp_max_message_size', 'Maximum DHCP Message Size')),
  renewalTime: is(58, secondsOf('renewal_time_value', 'Renewal Time Value')),
  rebindingTime: is(59, secondsOf('rebinding_time_value', 'Rebinding Time Value')),
  vendorClass: is(60, textOf('vendor_class_id', 'Vendor class identifier')),
  clientId: is(61, clientId),
} as const;

/** RFC 3004, 3011, 3046, 3118, 3397, 3442, 4039, 4361, 4578, 4702, 4833, 5859, 8910, 8925. */
const later = {
  userClass: is(77, {
    classes: records('dhcp', {
      size: computed(
        uint(8).as('option.user_class.length').label('User Class Length'),
        ({ values }) => (values.data as Uint8Array | undefined)?.length ?? 0,
      ),
      data: bytes(({ size }) => size!)
        .as('option.user_class.data')
        .label('User Class Data'),
    }),
  }),
  rapidCommit: is(80, {}),
  clientName: is(81, clientName),
  agent: is(82, { agent: agentOptions }),
  authentication: is(90, authentication),
  architecture: is(93, uint16Of('client_system_architecture', 'Client System Architecture', architectureNames)),
  networkInterface: is(94, networkInterface),
  uuid: is(97, uuid),
  posixZone: is(100, textOf('tz_pcode', 'TZ PCode')),
  namedZone: is(101, textOf('tz_tcode', 'TZ TCode')),
  ipv6Only: is(108, bytesOf('value', 'Value')),
  captivePortal: is(114, textOf('captive_portal', 'Captive Portal')),
  autoConfiguration: is(
    116,
    uint8Of('dhcp_auto_configuration', 'DHCP Auto-Configuration', { 0: 'DoNotAutoConfigure', 1: 'AutoConfigure' }),
  ),
  subnetSelection: is(118, addressOf('subnet_selection_option', 'Subnet Selection Option')),
  domainSearch: is(119, namesOf('dhcp_dns_domain_search_list_fqdn', 'FQDN')),
  sipServers: is(120, sipServers),
  classlessRoutes: is(121, routesOf()),
  vendorIdentifyingClass: is(124, enterpriseOf('vi_class', 'vi_class.data', 'Vendor class data')),
  vendorIdentifying: is(125, enterpriseOf('vi', 'vi.value', 'Value')),
  tftpServerAddress: is(150, addressesOf('tftp_server_address', 'TFTP Server Address')),
  microsoftRoutes: is(249, routesOf()),
  proxyDiscovery: is(252, textOf('private_proxy_autodiscovery', 'Private/Proxy autodiscovery')),
} as const;

/** All of them share one node's name; `value` of an option is named by what it is. */
export const dhcpOptions = options(
  {
    lengthAs: 'option.length',
    end: [255, optionNode, 'End'],
    nop: [0, optionNode, 'Padding'],
    unknownAs: optionNode,
    dataAs: 'option.value',
    paddingAs: 'option.padding',
    label: 'Option',
    align: 1,
    lengthCountsAll: false,
  },
  { ...lease, ...network, ...services, ...later },
);
