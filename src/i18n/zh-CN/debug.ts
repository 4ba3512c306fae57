// Chinese of ../en/debug.ts.
import type { debug as en } from '../en/debug.js';

export const debug = {
  'key.enable': '重新启用断点或监视点',
  'key.enable.short': '启用',
  'key.disable': '停用断点或监视点，但保留它',
  'key.disable.short': '停用',
  'row.missing-table': '哪张表？请写出表名，例如 neigh@A',
  'row.unknown-table': '没有表 {text}{nearest?，也许是 {nearest}:}',
  'row.unknown-column': '{table} 没有 {text} 列{nearest?，也许是 {nearest}:}',
  'row.bad-key': '{text} 不可能是 {table} 中的行{nearest?，其中有 {nearest}:}',
  'row.unknown-row': '{table} 此刻没有 {text} 这一行{nearest?，也许是 {nearest}:}',
  'row.ambiguous-row': '{table} 中有几行都叫 {text}：{nearest}',
  'stop.breakpoint': '断点 {n}：{text}',
  'stop.watchpoint': '监视点 {n}：{text}',
  'missing.present': '{table} 此刻有 {text}',
  'missing.expired': '{table} 在 {time:time} 之前有 {text}，之后定时器把它删除了',
  'missing.deleted': '{table} 在 {time:time} 之前有 {text}，之后它被删除了',
  'missing.never': '{table} 从未有过 {text}，也没有任何帧带过这个地址',
  'missing.not-taught': '{table} 从未有过 {text}：帧 {frame:frame} 提到过它，但没有来自它、可供学习的帧',
  'missing.taught': '{table} 从未有过 {text}，尽管帧 {frame:frame} 本可以让它学到',
  'missing.taught-elsewhere': '{table} 从未有过 {text}：帧 {frame:frame} 本可以让它学到，却没有到达那里',
  'why-not.stopped': '被这项检查挡住',
  'why-not.happened': '这件事其实发生了',
  'why-not.pending': '还没有：仍在路上或在等待',
  'why-not.never-sent': '从未发出过能引起它的东西',
  'why-not.never-arrived': '从未到达那里',
} as const satisfies Record<keyof typeof en, string>;
