// Chinese of the texts that wire gives to values, by their English. What is the same in Chinese stands here too, so that
// a test can tell it from what was forgotten.
import { wireWords } from './wire-words.js';
import { wireWordsDhcp } from './wire-words-dhcp.js';
import { wireWordsIp } from './wire-words-ip.js';

const values: Readonly<Record<string, string>> = {
  Set: '置位',
  'Not set': '未置位',
  // EtherTypes and IP protocols
  IPv4: 'IPv4',
  ARP: 'ARP',
  '802.1Q Virtual LAN': '802.1Q 虚拟局域网',
  IPv6: 'IPv6',
  'MPLS label switched packet': 'MPLS 标签交换数据包',
  '802.1X Authentication': '802.1X 认证',
  ICMP: 'ICMP',
  IGMP: 'IGMP',
  IPIP: 'IPIP',
  TCP: 'TCP',
  UDP: 'UDP',
  'Generic Routing Encapsulation': '通用路由封装（GRE）',
  'Encap Security Payload': '封装安全载荷（ESP）',
  'Authentication Header': '认证首部（AH）',
  'OSPF IGP': 'OSPF IGP',
  VRRP: 'VRRP',
  // cooked captures
  'Unicast to us': '发给本机的单播',
  Broadcast: '广播',
  Multicast: '多播',
  'Unicast to another host': '发给其他主机的单播',
  'Sent by us': '本机发出',
  Loopback: '环回',
  None: '无',
  IP: 'IP',
  // ARP
  Ethernet: '以太网',
  request: '请求',
  reply: '应答',
  'reverse request': '反向请求',
  'reverse reply': '反向应答',
  // DSCP and ECN
  Default: '默认',
  'Expedited Forwarding': '加速转发（EF）',
  'Not ECN-Capable Transport': '不支持 ECN',
  'ECN-Capable Transport codepoint 01': '支持 ECN，代码点 01',
  'ECN-Capable Transport codepoint 10': '支持 ECN，代码点 10',
  'Congestion Experienced': '遇到拥塞（CE）',
  // IP options
  'Time stamps only': '仅时间戳',
  'Time stamp and address': '时间戳和地址',
  'Time stamps for prespecified addresses': '指定地址的时间戳',
  'Router shall examine packet': '路由器须检查此数据包',
};

const icmp: Readonly<Record<string, string>> = {
  'Echo (ping) reply': '回显应答（ping）',
  'Destination unreachable': '目的不可达',
  'Source quench (flow control)': '源端抑制（流量控制）',
  Redirect: '重定向',
  'Echo (ping) request': '回显请求（ping）',
  'Router advertisement': '路由器通告',
  'Router solicitation': '路由器请求',
  'Time-to-live exceeded': '生存时间超时',
  'Parameter problem': '参数问题',
  'Timestamp request': '时间戳请求',
  'Timestamp reply': '时间戳应答',
  'Information request': '信息请求',
  'Information reply': '信息应答',
  'Address mask request': '地址掩码请求',
  'Address mask reply': '地址掩码应答',
  'Network unreachable': '网络不可达',
  'Host unreachable': '主机不可达',
  'Protocol unreachable': '协议不可达',
  'Port unreachable': '端口不可达',
  'Fragmentation needed': '需要分片',
  'Source route failed': '源路由失败',
  'Destination network unknown': '目的网络未知',
  'Destination host unknown': '目的主机未知',
  'Source host isolated': '源主机被隔离',
  'Network administratively prohibited': '管理上禁止到达该网络',
  'Host administratively prohibited': '管理上禁止到达该主机',
  'Network unreachable for TOS': '对该服务类型网络不可达',
  'Host unreachable for TOS': '对该服务类型主机不可达',
  'Communication administratively filtered': '通信被管理策略过滤',
  'Host precedence violation': '主机优先级违规',
  'Precedence cutoff in effect': '优先级被截止',
  'Redirect for network': '对网络重定向',
  'Redirect for host': '对主机重定向',
  'Redirect for TOS and network': '对服务类型和网络重定向',
  'Redirect for TOS and host': '对服务类型和主机重定向',
  'Time to live exceeded in transit': '传输中生存时间超时',
  'Fragment reassembly time exceeded': '分片重组超时',
  'Pointer indicates the error': '指针指向错误处',
  'Required option missing': '缺少必需的选项',
  'Bad length': '长度错误',
};

/** Words that stand inside a longer text: flags that are set, options that are there. */
const parts: Readonly<Record<string, string>> = {
  'Reserved bit': '保留位',
  "Don't fragment": '不分片',
  'More fragments': '更多分片',
  'Accurate ECN': '精确 ECN',
  'Congestion Window Reduced': '拥塞窗口已减小',
  'ECN-Echo': 'ECN 回显',
  Urgent: '紧急',
  Acknowledgment: '确认',
  Push: '推送',
  Reset: '复位',
  Syn: '同步',
  Fin: '终止',
  'End of Options List (EOL)': '选项列表结束（EOL）',
  'End of Option List (EOL)': '选项列表结束（EOL）',
  'No-Operation (NOP)': '无操作（NOP）',
  'Record Route': '记录路由',
  'Loose Source Route': '宽松源路由',
  'Strict Source Route': '严格源路由',
  'Time Stamp': '时间戳',
  'Router Alert': '路由器警告',
  'Maximum segment size': '最大报文段长度',
  'Window scale': '窗口扩大因子',
  'SACK permitted': '允许 SACK',
  SACK: 'SACK',
  Timestamps: '时间戳',
  Unknown: '未知',
  'Malformed option': '格式错误的选项',
  'After the end of options': '选项结束之后',
};

/** Class Selector n and Assured Forwarding nm keep their numbers. */
function numbered(): Record<string, string> {
  const out: Record<string, string> = {};
  for (let n = 1; n <= 7; n++) out[`Class Selector ${n}`] = `类选择器 ${n}`;
  for (const n of [1, 2, 3, 4]) for (const m of [1, 2, 3]) out[`Assured Forwarding ${n}${m}`] = `确保转发 ${n}${m}`;
  return out;
}

export const wireTexts: Readonly<Record<string, string>> = {
  ...wireWords,
  ...wireWordsIp,
  ...wireWordsDhcp,
  ...values,
  ...icmp,
  ...parts,
  ...numbered(),
};
