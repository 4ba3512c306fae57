// 提示符与屏幕共用的回答。
import type { answers as base } from '../en/answers.js';

export const answers = {
  'hop.over': '帧 {frame:frame} {node?在 {node} :}到此为止：{why}',
  'hop.first': '帧 {frame:frame} 从这里开始：在此之前没有发送过',
  'why.decides': '{setting}，来自：{sentence}',
  'ui.prompt.too-long': '这个网络不会安静下来：运行了十万个事件后停下；再输一次可以继续',
  'ui.prompt.no-frame-here': '光标处没有帧：请写出帧号，如 2，或用 n 前进到有帧发出为止',
  'ui.prompt.goto-where': '转到哪里？事件编号、2.5s 这样的时间、start、end、present、back，或 #2：上一次 why 的第 2 环',
  'ui.prompt.times': '{name} {times}：多少次？请写 1 到 {most} 的数',
  'ui.prompt.surplus':
    '{name} {most=0:后面不写参数|1:只取一个词|最多取 {most} 个词}：{surplus} 是多余的；help {name} 有说明',
  'ui.prompt.no-chain': '这里还没有问过 why：先问 why，再转到它回答中的一环',
  'ui.prompt.no-link': '上一次的回答没有 {name} 这一环：有 #1 到 #{most}',
  'ui.prompt.root-link': '{name} 是一切的起点，不是课程中可以转到的时刻',
  'ui.prompt.why-ends': '那就是根源：在它背后，这个网络里再没有别的原因',
  'ui.prompt.why-stage': '阶段 {name}（{spec}）；goto #{n} 转到那里，goto back 返回，再输 why 继续追问',
  'ui.prompt.which-row': '{table} 的哪一行？例如 {rows}，或者写一行不存在的',
  'ui.prompt.which-missing': '{table} 是空的：请写出缺少的那一行，如 why {table} 192.0.2.1',
  'ui.prompt.diff-behind': '比较到 {time:time} 为止：{name} 还没有走得更远',
  'ui.prompt.diff-none': '到目前为止，没有不同的帧，也没有不同的行',
  'ui.prompt.which-point': '哪一个？请写编号：info 列出它们',
  'ui.prompt.more-rows': '还有 {n} 行有变化：用 table 或 diff 查看',
  'ui.prompt.help.branches': '列出所有分支',
} satisfies Record<keyof typeof base, string>;
