// Chinese of ../en/whatif.ts.
import type { whatif as en } from '../en/whatif.js';

export const whatif = {
  'stage.intervene': '外部干预',
  'intervene.drop': '你把帧 {frame:frame} 从线路上取走：它不会到达 {dev:dev}',
  'intervene.delay': '你把帧 {frame:frame} 推迟 {ns:duration}：它在 {until:time} 到达 {dev:dev}',
  'intervene.duplicate': '你复制了帧 {frame:frame}：副本按链路速率紧随其后到达 {dev:dev}',
  'intervene.corrupt': '你把帧 {frame:frame} 的一位翻转：{dev:dev} 收到它时 FCS 仍然正确',
  'intervene.edit':
    '你把去往 {dev:dev} 的帧 {frame:frame} 中的 {field} 改为 {value}{seal?，由它算出的内容随之更新:，其余内容都不随之改动}',
  'intervene.power-off': '你关闭了 {netns} 的电源：内存中的内容全部丢失，各设备失去响应',
  'intervene.power-on': '你接通了 {netns} 的电源：它按课程的设置启动，此后键入的设置不再保留',
  'intervene.quiet': '网络交给你：课程原本还要做的 {count} 件事不再发生',
  'intervene.is-gone': '{netns} 已被拿走：{line?无法执行 {line}:没有可以操作的对象}',
  'intervene.is-off': '{netns} 已关机：无法执行 {line}',
  'operation.answer': '为回应帧 {from:frame} 而构造',
  'table.power': '电源',
  'column.power.node': '节点',
  'column.power.on': '开机',

  'what-if.no-node': '没有节点 {node}',
  'what-if.no-link': '没有链路 {link}：table link 列出名称',
  'what-if.power-is': '{node} 已经{on?开机:关机}',
  'what-if.not-in-flight': '帧 {frame:frame} 此刻不在任何线路上：只能改动途中的帧',
  'what-if.which-frame': '帧 {frame:frame} 有几个副本在途中：请从 {frames:frames} 中选一个',
  'what-if.bad-delay': '推迟的时间至少 1 ns，至多一年，而不是 {ns} ns',
  'what-if.bad-bit': '没有第 {bit} 位：这个帧的位从 0 到 {last}',
  'what-if.no-field': '没有协议有字段 {field}',
  'what-if.field-absent': '帧 {frame:frame} 没有字段 {field}',
  'what-if.field-computed': '{field} 不能设置：它由计算得出，或由其他字段组成',
  'what-if.bad-value':
    '{value} 不适合 {field}：需要{kind=mac: MAC 地址|ipv4: IPv4 地址|bytes:{most|一个字节| # 个字节}的十六进制|不超过 {most} 的数}',
  'what-if.same-value': '{field} 已经是 {value}',
  'what-if.line-too-long': '命令至多 {most} 个字符',
  'what-if.nothing-ahead': '课程没有要做的事了',

  'branch.bad-name': '{name} 不能作分支名：以字母开头，后接字母、数字、- 或 _（至多 31 个）',
  'branch.name-taken': '已有分支 {name}',
  'branch.unknown': '没有分支 {name}：现有 {names}',
  'branch.is-trunk': '{name} 是主干：不能改名，也不能删除',
  'branch.is-current': '你正在 {name} 上：请先切换到别的分支',
  'branch.too-many': '已有 {most} 个分支，不能再多：请先删除一个',

  'saved.not-json': '这不是保存的时刻：它不是 JSON',
  'saved.too-big': '这不是保存的时刻：它超过 {most} 个字符',
  'saved.bad-version': '这个时刻以格式 {version} 保存，此版本的 netstep 只能读取 {known}',
  'saved.bad-field':
    '{path}：需要{kind=int:从 {least} 到 {most} 的整数|text:至多 {most} 个字符的文字|bool: true 或 false|list:至多 {most} 项的列表|object:一个对象|name:前面某个分支的名称|order:比前一个大的数| {values} 之一}',
  'saved.other-lesson': '这个时刻属于课程 {saved}，而不是 {lesson}',
  'saved.lesson-changed': '保存之后课程 {lesson} 有了变化：网络可能已不相同',
  'saved.cannot-replay': '分支 {branch}，事件 {event}：{text} 已无法重做',
  'saved.too-short': '分支 {branch} 在事件 {event} 之前就结束了：课程或 netstep 有了变化',
  'saved.other-state': '分支 {branch} 与保存时不同：课程或 netstep 有了变化',
} as const satisfies Record<keyof typeof en, string>;
