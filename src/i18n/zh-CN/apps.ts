// Chinese of ../en/apps.ts.
import type { apps as en } from '../en/apps.js';

export const apps = {
  'process.start': '{program} 在 {netns} 上第一次运行，进程号 {pid}',
  'process.timer': '{program}（{netns} 上的进程 {pid}）约定的唤醒时间到了',
  'process.readable': '{program}（{netns} 上的进程 {pid}）的套接字有数据可读：它等的正是这个',
  'process.interrupt': 'Ctrl-C 送到 {program}（{netns} 上的进程 {pid}）：信号将它唤醒，让它有序结束',
  'process.told': '{program}（{netns} 上的进程 {pid}）得到通知：链路通断有变，或者有人给它下了命令',
  'process.ready': '{program} 正在等这个套接字：标记为就绪，在随后的一个事件中运行',
  'process.exit': '{netns} 上的 {program} 结束，退出状态 {status}{status?:，一切正常}：内核关闭它的套接字',
} as const satisfies Record<keyof typeof en, string>;
