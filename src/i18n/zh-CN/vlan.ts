// Chinese of ../en/vlan.ts.
import type { vlan as en } from '../en/vlan.js';

export const vlan = {
  'stage.br_allowed_ingress': '判定帧所属 VLAN',
  'stage.br_allowed_egress': '出口 VLAN 检查',
  'stage.br_handle_vlan': '出口标签处理',
  'stage.vlan_do_receive': 'VLAN 子接口接收',
  'stage.vlan_dev_hard_start_xmit': 'VLAN 子接口发送',

  'vlan.ingress-tag': '标签写着 VLAN {vid}，而 {port:dev} 属于 VLAN {vid}：帧 {frame:frame} 允许进入',
  'vlan.ingress-pvid': '帧 {frame:frame} 没有标签：在 {port:dev} 上即属于 VLAN {vid}，即该端口的 PVID',
  'vlan.ingress-priority':
    '标签只带优先级 {priority}，没有 VLAN（VID 为 0）：帧 {frame:frame} 归入 {port:dev} 的 PVID，即 VLAN {vid}',
  'vlan.ingress-not-member': '标签写着 VLAN {vid}，而 {port:dev} 不在 VLAN {vid} 中：帧 {frame:frame} 在入口被丢弃',
  'vlan.ingress-no-pvid': '帧 {frame:frame} 没有指明 VLAN，而 {port:dev} 没有 PVID：丢弃',
  'vlan.egress-not-member': '{port:dev} 不在 VLAN {vid} 中：帧 {frame:frame} 不得从这里发出',
  'vlan.egress-tag': '{port:dev} 发送 VLAN {vid} 的帧时带标签：在地址之后插入标签',
  'vlan.egress-untag': '{port:dev} 发送 VLAN {vid} 的帧时不带标签：去掉标签，其中的优先级也随之丢失',
  'vlan.egress-keep': '{port:dev} 发送 VLAN {vid} 的帧时带标签，帧 {frame:frame} 已有这个标签：保持原样',
  'vlan.egress-plain': '{port:dev} 发送 VLAN {vid} 的帧时不带标签，帧 {frame:frame} 本来就没有：保持原样',
  'bridge.forward-tag': '帧 {frame:frame} 从 {port:dev} 发出：除标签以外，网桥不改动其中任何一位',
  'bridge.flood-vlan':
    '{ports?帧 {frame:frame} 在 VLAN {vid} 内泛洪，这里是 {ports:devs}:帧 {frame:frame} 需要在 VLAN {vid} 内泛洪，但没有其他可用的成员端口}{others?；不在 VLAN {vid} 中的端口有 {others:devs}:}',

  'vlan.transmit-priority':
    '{dev:dev} 从 {link:dev} 发出帧 {frame:frame}，标签写着 VLAN {vid}，并按 egress-qos-map 写上优先级 {pcp}',
  'vlan.transmit': '{dev:dev} 给帧 {frame:frame} 加上 VLAN {vid} 的标签，从 {link:dev} 发出',
  'vlan.receive': '标签写着 VLAN {vid}：帧属于 {dev:dev}，去掉标签后交给它',
  'vlan.receive-down': '标签写着 VLAN {vid}，但 {dev:dev} 已停用：丢弃帧 {frame:frame}',
  'vlan.receive-none': '标签写着 VLAN {vid}，而 {dev:dev} 上没有这个 VLAN 的子接口：丢弃帧 {frame:frame}',
  'vlan.receive-priority': '标签没有指明 VLAN（VID 为 0）：{dev:dev} 按无标签的帧处理',

  'table.bridge-vlan': '端口的 VLAN',
  'column.bridge-vlan.dev': '端口',
  'column.bridge-vlan.vid': 'VLAN',
  'column.bridge-vlan.pvid': 'PVID',
  'column.bridge-vlan.untagged': '不带标签',
  'table.vlan-filter': 'VLAN 过滤',
  'column.vlan-filter.dev': '网桥',
  'column.vlan-filter.filtering': '过滤',
  'column.vlan-filter.protocol': '标签',
  'column.vlan-filter.defaultPvid': '默认 PVID',
  'table.vlan-dev': 'VLAN 子接口',
  'column.vlan-dev.dev': '设备',
  'column.vlan-dev.link': '所在设备',
  'column.vlan-dev.protocol': '标签',
  'column.vlan-dev.vid': 'VLAN',
  'column.vlan-dev.egress': '优先级',
  'column.fdb.vid': 'VLAN',
  'column.netdev.link': '所在设备',
  'operation.tag': '由帧 {from:frame} 加上或改写标签而成',
  'operation.untag': '由帧 {from:frame} 去掉标签而成',
} as const satisfies Record<keyof typeof en, string>;
