// Chinese of ../en/shell.ts.
import type { shell as en } from '../en/shell.js';

export const shell = {
  'shell.command': '{netns} 执行命令：{line}',
  'shell.failed': '{netns} 上的命令失败，退出状态 {status}：{line}',
  'topology.node': '课程中有 {kind} 类型的节点 {node}：由命名空间和网络设备组成',
  'topology.link': '课程中有链路 {name}：接好两端',
  'topology.setup': '课程 {lesson} 的网络搭建完成，时间尚未开始',
  'debug.typed': '在 {netns} 上输入：{line}',
  'fault.link-down': '手工断开链路 {link}：途中的帧丢失，两端都失去载波',
  'fault.link-up': '手工恢复链路 {link}：两端若已启用，就重新有载波',
} as const satisfies Record<keyof typeof en, string>;
