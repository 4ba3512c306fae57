// Chinese of ../en/status.ts.
import type { status as en } from '../en/status.js';

export const status = {
  'tui.status.past': '过去',
  'tui.status.past-key': '过去，{key} 返回',
  'tui.status.past-back': '过去 −{n}，{key} 返回',

  'tui.move.long': '{key?{key}：:}{where}，{changes}',
  'tui.move.short': '{key?{key}：:}{changes}',
  'tui.move.event': '事件 {n}',
  'tui.move.stage': '阶段 {n}',
  'tui.move.on': '前进 {count} 个事件',
  'tui.move.back': '回退 {count} 个事件',

  'tui.now.playing': '播放中，按 {key} 暂停',
  'tui.now.why-short': 'Enter 转到该处，{key} 关闭',
  'tui.now.past-short': '过去：按 {key} 返回',
  'tui.now.first-checkpoint': '按 {key} 运行到第一个检查点',
  'tui.now.end-short': '完成：{key} 退出，{other} 回退',
  'tui.now.idle-short': '没有后续事件：按 {key} 回退',
  'tui.now.row': '按 {key} 展开该行，按 {why} 追问原因',
  'tui.now.step-short': '按 {key} 看下一个阶段',
  'tui.now.rest': '按 {key} 到该事件结束',
  'tui.now.branch': ':branch {name} 离开此分支',
  'tui.now.done': '已到达所有检查点：按 {key} 继续，按 {other} 退出',
  'tui.now.predict': ':predict 先猜接下来会怎样',
  'tui.now.last': '按 {key} 运行到终点',
} as const satisfies Record<keyof typeof en, string>;
