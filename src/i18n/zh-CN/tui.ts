// Chinese of ../en/tui.ts.
import type { tui as en } from '../en/tui.js';

export const tui = {
  'tui.network.cam': 'CAM {count}',
  'tui.network.on-wire': '线路上：{count} 个帧，{frames:frames}',
  'tui.network.arrived': '帧 {frame:frame} 刚刚到达 {dev:dev}',
  'tui.too-small.short': '太小：需要 {needColumns}×{needRows}',
  'tui.too-small.least': '≥{needColumns}×{needRows}',
  'tui.status.task': '任务 {id}',
  'tui.tab.neigh': 'ARP',
  'tui.frame.last': '上一个见到的帧',
  'tui.status.event': '事件 {n}/{m}',
  'tui.status.stage': '阶段 {n}/{m}',
  'tui.field.bytes': '{count|第 {from} 字节|第 {from} 到 {to} 字节}',
  'tui.answer.watch-hit': '监视点 {n}：{what} 有变化',
  'tui.time.stages-left': '还有 {count} 个阶段',
  'tui.status.past-stage': '过去：按 {key} 返回当前',
  'tui.change.check': '{left:duration} 后核实',
  'tui.change.probe': '{left:duration} 内未证实则去询问',
  'tui.fdb.own': '{node} 自己的 {count} 个地址没有列出',
  'tui.table.unknown': '没有叫 {name} 的表或面板',
  'tui.why.at': '在 {node}，事件 {event}，t = {time:time}',
  'tui.key.page': '上翻一页、下翻一页',
  'tui.key.frame': '上一个、下一个帧',
  'tui.key.play': '播放与暂停：逐个事件前进',
  'tui.key.type': '在节点上输入命令',
} as const satisfies Record<keyof typeof en, string>;
