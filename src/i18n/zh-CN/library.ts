// 分层图与术语表。
import type { library as base } from '../en/library.js';

export const library = {
  'map.osi.7': '应用层',
  'map.osi.6': '表示层',
  'map.osi.5': '会话层',
  'map.osi.4': '传输层',
  'map.osi.3': '网络层',
  'map.osi.2': '数据链路层',
  'map.osi.1': '物理层',
  'map.lessons': '课程：{ids}',
  'map.here': '{names}：{id} 讲的就是这些',
  'glossary.none': '术语表里没有 {word}{near?；是不是 {near}？:}',
  'library.none': '这是一门独立的课程：旁边没有分层图和术语表',
  'cli.help.map': '分层图：OSI 与 TCP/IP 对照，以及各课讲什么',
  'cli.help.glossary': '解释课程中的术语，全部或其中一个',
  'cli.help.glossary-word': '要查的词',
  'cli.list.minutes': '{n} 分钟',
  'ui.prompt.help.map': '本课处在分层中的什么位置',
  'ui.prompt.help.glossary': '一个词是什么意思；不写词就列出全部',
  'keys.key.glossary': '术语表',
  'menu.more': '还有 {count} 课',
  'menu.needs': '先学：{ids}',
  'keys.key.map': '分层图',
} satisfies Record<keyof typeof base, string>;
