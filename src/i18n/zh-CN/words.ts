// Chinese of ../en/words.ts.
import type { words as en } from '../en/words.js';

export const words = {
  // how a stage ended
  'verdict.pass': '通过',
  'verdict.drop': '丢弃',
  'verdict.queued': '排队',
  'verdict.consumed': '已处理',
  'verdict.hit': '命中',
  'verdict.miss': '未命中',

  // what a stage follows, where that is no standard and no function
  'spec.command': '命令本身',
  'spec.process_run': '程序本身',
  'spec.link_loss': '课程设置的故障',
  'spec.intervene': '操作者',
  'spec.build': '操作者',
  'spec.setup': '课程',
  'spec.fault': '课程或操作者',
  'spec.capture_open': '抓包文件',
  'spec.capture_frame': '抓包文件',
  'spec.suspect': '字段本身',
  'spec.vlan_rule': '交换机常见的按 MAC 地址、按子网划分 VLAN',
  'spec.vlan_join': '交换机常见的 VLAN 动态成员',

  // how a frame came from another one
  'operation.origin': '由 {node} 构造',
  'operation.wire': '链路另一端的帧 {from:frame}',
  'operation.pad': '链路另一端的帧 {from:frame}，发送时已填充',
  'operation.forward': '帧 {from:frame} 的转发副本',
  'operation.flood': '帧 {from:frame} 的泛洪副本',
  'operation.push': '帧 {from:frame} 加上一层首部',
  'operation.pull': '帧 {from:frame} 去掉外层首部',
  'operation.rewrite': '由帧 {from:frame} 改写而成',
  'operation.fragment': '数据包 {from:frame} 的分片',
  'operation.reassemble': '重组而成，最后一片是帧 {from:frame}',
  'operation.repeat': '帧 {from:frame} 重新发送',
  'operation.local': '从环回设备回来的帧 {from:frame}',
  'direction.sent': '发送',
  'direction.received': '接收',

  // where a chain of causes ends
  'root.lesson': '课程中的一行',
  'root.typed': '输入的命令',
  'root.profile': '配置集的默认值，依据 {spec}',
  'root.seed': '随机种子',
  'root.capture': '抓包文件中的一帧',
  'root.fault': '故障',

  // states of an ARP entry
  'nud.NONE': '刚刚建立',
  'nud.INCOMPLETE': '已广播询问，尚无应答',
  'nud.REACHABLE': '近来已证实双向可达',
  'nud.STALE': '地址已知，近来未证实',
  'nud.DELAY': 'STALE 时被使用，正等证实',
  'nud.PROBE': '正在单播询问是否还在',
  'nud.FAILED': '无人应答',
  'nud.NOARP': '不需要解析',
  'nud.PERMANENT': '手工设定，永不过期',

  // kinds of nodes, devices, CAM entries and routes
  'node.host': '主机',
  'node.hub': '集线器',
  'node.switch': '交换机',
  'node.router': '路由器',
  'node.vm': '虚拟机',
  'node.container': '容器',
  'device.physical': '以太网卡',
  'device.veth': '虚拟网线（veth）',
  'device.bridge': '网桥',
  'device.loopback': '环回',
  'fdb-kind.learned': '从帧学到',
  'fdb-kind.static': '手工设定',
  'fdb-kind.permanent': '自身地址',
  'route-type.unicast': '到主机或网络',
  'route-type.local': '本机地址',
  'route-type.broadcast': '广播',
  'route-type.blackhole': '静默丢弃',
  'route-type.unreachable': '拒绝，不可达',
  'route-type.prohibit': '拒绝，禁止',
} as const satisfies Record<keyof typeof en, string>;
