// Chinese of ../en/time.ts.
import type { time as en } from '../en/time.js';

export const time = {
  'time.fold.wait': '{duration:duration} 内什么也没有发生',
  'time.fold.events': '略去 {count} 个事件，{duration:duration}',
  'time.fold.hidden': '略去 {count} 个事件',
  'time.fold.unsearched': '还有 {count} 个事件没有搜索',
  'time.present': '看到过的到此为止：这里是当前',
  'time.over': '不会再发生什么',
  'time.mark.checkpoint': '检查点',
  'time.mark.breakpoint': '断点',
  'time.mark.watchpoint': '监视点',

  'chart.above': '上面还有',
  'chart.below': '下面还有',
  'chart.quiet': '还没有发出任何帧',
  'chart.up': '恢复',

  'ui.panel.follow': '行程',
  'follow.title': '行程 · 帧 {frame:frame}',

  'search.nth': '第 {n} 处，共 {m} 处',
  'search.count': '{count} 处',
  'search.filter': '过滤，其余略去',
  'search.progress': '已搜索 {m} 个事件中的 {n} 个',
  'search.what': '输入文字；在时间面板里也可以是显示过滤器，例如 arp.opcode == 2',
  'search.keys': '↓ ↑ 其他位置，Enter 保留，Esc 返回',
  'search.kept': '第 {n} 处，共 {m} 处：{next} 下一处，{back} 上一处，{end} 结束搜索',
  'search.none': '还没有搜索内容：按 {key} 开始',
  'search.key.next': '搜索到的下一处',
  'search.key.back': '搜索到的上一处',
} as const satisfies Record<keyof typeof en, string>;
