// Chinese of ../en/panel-tables.ts.
import type { panelTables as en } from '../en/panel-tables.js';

export const panelTables = {
  'tui.change.not-yet': '尚未出现',
  'tui.neigh.asked': '已询问 {n}/{m} 次',
  'tui.neigh.gives-up': '{left:duration} 后放弃',

  'tui.routes.lookup': '事件 {event}：{ip:ipv4} 选中 {route}',
  'tui.routes.none': '事件 {event}：{ip:ipv4} 没有匹配的路由',
  'tui.routes.marks': '▶ 选中{also?，✓ 也匹配:}',
  'tui.routes.no-lookup': '还没有查找过',
  'tui.routes.local': 'local 表，最先查找：本机地址与广播地址',
  'tui.routes.local-short': 'local 表，最先查找',
  'tui.routes.on-link': '直连',
  'tui.routes.device-down': '设备未启用',

  'tui.queue.receive': '接收队列',
  'tui.queue.fill': '{used}/{limit}',
  'tui.queue.more': '… 还有 {count} 个',
  'tui.queue.out': '由 recvmsg 取走最早的一个',
  'tui.queue.bytes': '{count} B',
  'tui.socket.waits': '{name} 正在等待',
  'tui.socket.waits-until': '{name} 正在等待，最迟到 t = {until:time}',
  'tui.socket.busy-until': '{name} 忙碌，到 t = {until:time}',
  'tui.socket.busy': '{name} 没有在等待',
  'tui.socket.nobody': '没有人：程序已结束',
  'tui.socket.ident': '标识 {ident}',
  'tui.socket.on': '{dev:dev} 上的 {what}',
  'tui.socket.process': '{program}，PID {pid}',

  'tui.devices.netns': '命名空间 {name}',
  'tui.devices.up': '启用',
  'tui.devices.down': '停用',
  'tui.devices.no-carrier': '启用，无载波',
  'tui.devices.none': '这里没有设备',
  'tui.devices.column.state': '状态',
  'tui.devices.column.addresses': '地址',
  'tui.devices.column.cable': '对端',
  'tui.devices.packets': '包数',
  'tui.devices.bytes': '字节',
  'tui.devices.dropped': '丢弃',
  'tui.owner.unknown': '没有节点 {name}',
} as const satisfies Record<keyof typeof en, string>;
