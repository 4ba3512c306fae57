// Chinese of ../en/topology.ts.
import type { topology as en } from '../en/topology.js';

export const topology = {
  'topo.vlan': 'VLAN',
  'topo.on-wire.short': '线路上 {count} 个帧',
  'topo.arrived.short': '帧 {frame:frame} 到 {dev:dev}',
  'topo.one-domain': '同一个冲突域',
  'topo.beyond': '画面之外',
  'topo.nodes': '{count} 个节点',
  'topo.frames': '{count} 个帧',
  'topo.root': '根命名空间',
  'topo.bridge': '网桥',
  'topo.state.up': '已启用',
  'topo.state.down': '已停用',
  'topo.state.no-carrier': '无载波',
  'topo.state.disabled': '禁用',
  'topo.state.blocking': '阻塞',
  'topo.state.discarding': '丢弃',
  'topo.state.listening': '侦听',
  'topo.state.learning': '学习',
  'topo.state.forwarding': '转发',
} as const satisfies Record<keyof typeof en, string>;
