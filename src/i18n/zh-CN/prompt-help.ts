// 提示符的 help 所讲的内容。
import type { promptHelp as base } from '../en/prompt-help.js';

export const promptHelp = {
  'help.part.moves': '在时间里移动',
  'help.part.why': '原因',
  'help.part.prompt': '提示符本身',
  'help.part.stops': '在哪里停下',
  'help.part.look': '查看',
  'help.part.what-if': '假如',
  'help.part.teach': '问题与任务',
  'help.part.type': '在节点上',
  'help.examples': '例子（在课程 arp 中）：',
  'ui.prompt.help-more': 'help 命令名：更多说明和例子；help {topics}：过滤器怎样写',
  'help.more.step': '一步是一个阶段：一个事件中的一小段工作，带着它的原因。空行重复上一次移动。',
  'help.more.next': '事件是某一时刻发生的一件事：一个帧到达、一个定时器到点、一个程序继续运行。空行重复上一次移动。',
  'help.more.hop': '跟着一个帧走到它（或由它产生的帧）下一次被收到的地方。不给编号时，就是光标处的帧。',
  'help.more.continue': '在断点、被监视的变化和课程的停点处停下。没有尽头的运行用 Ctrl-C 停住，已经走到的都保留。',
  'help.more.goto':
    '单独的数字是事件编号；时间要带单位：ns、us、ms、s。#2 是上一次 why 所讲的第二环；reason 是说明预测结果的那个阶段；back 是上一次移动出发的地方；end 一直运行到再没有事情发生。',
  'help.more.why':
    '讲出是谁写下了某一行、某一列或帧的某个字段，再一直追到根源。行若不在：它何时消失，或者哪个帧本可以让它被学到。再输入 why 就再往前追一环；goto #2 跳到某一环。',
  'help.more.why-not':
    '找出第一个阻止某事发生的检查，连同规则和取值：no-reply 两端之间没有回答；not-forwarded、not-accepted 帧没被某节点转发或接受；not-learnt 某一行没有学到。',
  'help.more.break':
    '写法是 Wireshark 的显示过滤器（见 help filter），另有 netstep 自己的字段：ns.node、ns.stage、ns.wire、ns.time、ns.drop。continue 和 reverse-continue 在它成立的地方停下。',
  'help.more.watch': '某一行出现、改变、消失或到期时停下；给出列名时，只看那一列。table 列出各表的名字。',
  'help.more.events': '带过滤器时，只列出其中有帧或阶段满足它的事件。',
  'help.more.follow': '帧经过的每个节点占一行，写明首部在那里改了什么；泛洪产生的副本是分支。',
  'help.part.build': '接着搭建',
  'help.more.add': '主机有一块网卡，带着这些地址；交换机和集线器有这么多端口。它的线用 link 来接。',
  'help.more.unlink': '线上的东西会丢失，两端立刻知道。',
  'help.more.remove': '先拔掉它的网线，再结束它运行的程序、丢掉它记住的一切。退一步它就回来，从更早处分支也一样。',
  'help.more.write': '把网络现在的样子写成文件：搭建的部分一开始就在，输入过的命令按它们的时间写在 run 下面。',
  'help.more.link':
    '链路用它两端的名字来称呼，table link 列出它们。切断时什么也过不去，两端立刻知道，并开出一个分支。写两个端点就接上一根新线，没有的端口会现做一个。',
  'help.more.drop': '只有正在路上的帧才能被丢掉、推迟、复制或改动：先到一个有帧发出的事件。这样做会开出一个分支。',
  'help.more.corrupt': '翻转最内层的一个比特。带 fcs 时，帧保留原来的校验和，就像线缆不好时那样，网卡会把它扔掉。',
  'help.more.edit': '字段名与过滤器里的相同。校验和与长度会重新算好，除非改的正是它们。',
  'help.more.branch':
    '在过去所做的事不会改变过去，而是开出一个分支。branch 名字：转到那个分支；-c 从这里开一个；-m 改名；-d 删除。',
  'help.more.diff': '比较两个分支的帧和行，比到两边都走到的地方为止。',
  'help.more.save': '写下课程、种子、做过的一切和光标位置。在任何机器上，netstep FILE 都会回到同一时刻。',
  'help.more.answer': '写选项的编号，或者直接写值。predict 再次显示问题。',
  'ui.prompt.help.find': '到下一个句子里含有这段文字的阶段',
  'help.topic.filter': '过滤器的含义与 Wireshark 4 相同：同样的字段、类型和运算符。',
  'help.topic.fields':
    'netstep 自己的字段：ns.node（谁在做）、ns.stage（Linux 或标准里的名字）、ns.wire（线路的哪一端）、ns.time（秒）、ns.drop（若有丢弃，它的原因）。',
  'help.filter.present': '有这个首部',
  'help.filter.compare': '== != < <= > >=；!= 表示没有一个相等',
  'help.filter.prefix': '按前缀比较地址',
  'help.filter.in': '几个值之一；范围用两个点：1 .. 9',
  'help.filter.slice': '取几个字节：起点、个数',
  'help.filter.contains': '其中含有这些字节或文字；matches 用正则表达式',
  'help.filter.logic': 'and or not、&& || !、括号',
} satisfies Record<keyof typeof base, string>;
