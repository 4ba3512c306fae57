// Where our tree and tshark's differ on purpose, by capture: each with its reason. Everything else is compared.

interface Difference {
  /** The capture's name begins so; '' for all. */
  readonly capture: string;
  readonly names: readonly string[];
  readonly why: string;
}

const quoted = ['version', 'tclass', 'tclass.dscp', 'tclass.ecn', 'flow', 'plen', 'nxt', 'hlim', 'src', 'dst'];

export const differences: readonly Difference[] = [
  {
    capture: '',
    names: ['icmp.unused', 'icmp.length'],
    why: 'RFC 4884 gave the second unused byte a meaning; here it is a field even when it is 0',
  },
  { capture: '', names: ['ip.version'], why: 'tshark gives IPv6 that name too, hidden, to match a filter' },
  {
    capture: '',
    names: ['dhcp.option.value'],
    why: 'tshark hides the bytes of each option under that name beside its value',
  },
  {
    capture: '2',
    names: ['llc.control.p'],
    why: 'tshark leaves out a poll bit that is not set, and calls it .f in a response',
  },
  {
    capture: '21',
    names: ['llc.control'],
    why: 'of I and S frames tshark shows both octets as one little-endian number',
  },
  { capture: '22', names: ['llc.pid'], why: "tshark names Cisco's numbers llc.cisco_pid" },
  { capture: '23', names: ['eap.data'], why: 'what TLS and expanded types say is not taken apart here' },
  { capture: '23', names: ['eap.desired_type'], why: 'tshark shows the first of several' },
  { capture: '24', names: ['icmp.ext.ctype'], why: 'of an interface object its bits are shown, not the byte' },
  { capture: '24', names: ['icmp.int_info.name'], why: 'the zeros at its end are shown' },
  {
    capture: '25',
    names: ['ip.dst'],
    why: "of a source route tshark takes the list's last address for the destination",
  },
  { capture: '25', names: ['ip.rec_rt', 'ip.src_rt'], why: 'tshark names slots by what the pointer says of them' },
  {
    capture: '25',
    names: ['ip.options.unknown', 'ip.opt.type', 'ip.opt.len'],
    why: 'tshark leaves unknown options without a name',
  },
  {
    capture: '26',
    names: ['dhcp.hw.type'],
    why: 'the first byte of a client identifier; tshark names it by its value, or not at all',
  },
  {
    capture: '26',
    names: ['dhcp.client_id.uuid', 'dhcp.option.dhcp_authentication.rdm_replay_detection'],
    why: 'bytes here, a GUID and a number of 64 bits there',
  },
  {
    capture: '26',
    names: ['dhcp.option.captive_portal', 'dhcp.option.vi.value', 'dhcp.option.vi_class.data'],
    why: 'option 160 is not declared; tshark takes enterprise data for suboptions or text',
  },
  { capture: '26', names: ['dhcp.option.private_proxy_autodiscovery'], why: 'the zero at its end is shown' },
  {
    capture: '26',
    names: ['dhcp.option.agent_information_option.value'],
    why: 'the bytes of undeclared suboptions; tshark hides them under each',
  },
  { capture: '26', names: ['dhcp.server', 'dhcp.file'], why: 'a field lent to options keeps its node around them' },
  { capture: '26', names: ['dhcp.option.padding'], why: 'zeros after the end of options in a lent field' },
  {
    capture: '26',
    names: ['dhcp.option.type'],
    why: 'tshark calls the end 0 at its node, and runs of padding one option',
  },
  { capture: '06', names: ['dhcp.option.type'], why: 'tshark calls the end 0 at its node' },
  {
    capture: '27',
    names: ['tcp.options.mptcp', 'tcp.options.unknown', 'tcp.options.unknown.payload'],
    why: 'multipath is a protocol of its own there; Quick-Start is not declared',
  },
  {
    capture: '27',
    names: ['tcp.flags.res', 'tcp.flags.ae', 'tcp.flags.cwr', 'tcp.flags.ece'],
    why: 'three bits are a truth there; after an AccECN option tshark shows a counter for the ECN flags',
  },
  { capture: '2', names: ['ipv6.opt', 'ipv6.opt.padn'], why: 'tshark gives Pad1 a length, and an empty PadN a node' },
  { capture: '28', names: ['ipv6.opt.unknown'], why: 'an experiment has a name of its own there' },
  { capture: '28', names: ['ipv6.routing.unknown_data'], why: 'segment routing is not taken apart here' },
  { capture: '29', names: ['icmpv6.data'], why: 'the search list and the route option are not taken apart here' },
  {
    capture: '29',
    names: ['icmpv6.opt.prefix.length', 'icmpv6.opt.prefix', ...quoted.map(name => `ipv6.${name}`)],
    why: 'of the route option; of a redirected packet, which is bytes here',
  },
  { capture: '29', names: ['udp.srcport', 'udp.dstport', 'udp.length', 'udp.checksum'], why: 'likewise' },
  {
    capture: '29',
    names: ['icmpv6.mld.maximum_response_delay', 'icmpv6.mld.qqi'],
    why: 'of version 2 tshark has another name, and the time that the code means',
  },
  {
    capture: '2a',
    names: ['igmp.max_resp', 'igmp.reserved'],
    why: 'tshark calls the second byte reserved where it means nothing, and gives the time that a code means',
  },
];

/** Why this name isn't compared in that capture. */
export function differenceIn(capture: string, name: string): string | undefined {
  return differences.find(each => capture.startsWith(each.capture) && each.names.includes(name))?.why;
}
