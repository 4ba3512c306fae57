// 粘贴的内容如何处理，以及命令输入到哪个节点。
import type { typing as en } from '../en/typing.js';

export const typing = {
  'paste.label': '粘贴',
  'paste.help': '已打开输入行时写入该行，否则打开命令行并填入；多行内容先列出来，按 Enter 逐行执行',
  'paste.title': '粘贴了 {count} 行',
  'paste.now': '按 Enter 逐行执行，出错即停；按 Esc 放弃',
  'paste.key.run': '逐行执行',
  'paste.key.drop': '放弃，什么也不执行',
  'paste.short.drop': '放弃',
  'paste.too-long': '粘贴的内容太长：最多 {most} 个字符',
  'paste.nothing': '粘贴的全是注释，没有可执行的内容',
  'paste.failed': '第 {n}/{m} 行失败：{text}{left?；还有 {left} 行没有执行:}',
  'paste.waits': '第 {n}/{m} 行还没有执行完，后面的行没有执行',
  'paste.done': '已执行 {count} 行',
  'keys.over.paste': '粘贴的内容',
  'type.on.panel': '输入到 {node}：当前面板属于它',
  'type.on.chosen': '输入到 {node}：已选中它',
  'type.on.task': '输入到 {node}：本任务上次用的就是它',
  'type.on.stage': '输入到 {node}：当前事件发生在它上面',
  'type.on.first': '输入到 {node}：它是第一台主机',
} satisfies Record<keyof typeof en, string>;
