// Chinese of ../en/about.ts.
import type { about as en } from '../en/about.js';

export const about = {
  'about.packet': '这里逐层展开每一帧：每个字段、它的含义，以及上一跳改了什么',
  'about.bytes': '这里是同一帧的逐个字节，颜色与所属的层相同',
  'about.time': '这里每个事件占一行，光标处的事件展开为节点做的各个步骤',
  'about.chart': '这里每一帧是节点之间的一个箭头，时间自上而下，旁边是它改变的状态',
  'about.neigh': '{node} 在这里记下哪个 IP 地址对应哪个 MAC 地址',
  'about.fdb': '{node} 在这里记下哪个 MAC 地址在哪个端口之后',
  'about.console': '这里是在节点上键入的命令，以及它们的输出',
} as const satisfies Record<keyof typeof en, string>;
