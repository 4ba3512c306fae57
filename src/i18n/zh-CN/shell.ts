// Chinese of ../en/shell.ts.
import type { shell as en } from '../en/shell.js';

export const shell = {
  'shell.command': '{netns} 执行命令：{line}',
  'shell.failed': '{netns} 上的命令失败，退出状态 {status}：{line}',
  'topology.node': '课程中有节点 {node}（{kind}）：在时间开始之前搭建',
  'topology.link': '课程中有链路 {link}：两端接好',
  'fault.link-down': '断开链路 {link}：途中的帧丢失，两端都失去载波',
  'fault.link-up': '恢复链路 {link}：两端若已启用，就重新有载波',
} as const satisfies Record<keyof typeof en, string>;
