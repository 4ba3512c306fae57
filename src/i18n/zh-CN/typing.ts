// 粘贴的内容如何处理，以及命令输入到哪个节点。
import type { typing as en } from '../en/typing.js';

export const typing = {
  'paste.label': '粘贴',
  'paste.help': '有打开的输入行就写进去，没有就带着它打开命令行；多行会先列出来，按 Enter 逐行执行',
  'paste.title': '粘贴了 {count} 行',
  'paste.now': 'Enter 逐行执行，遇到失败即停；Esc 放弃',
  'paste.key.run': '逐行执行',
  'paste.key.drop': '放弃，什么也不执行',
  'paste.short.drop': '放弃',
  'paste.too-long': '粘贴的内容太长：最多 {most} 个字符',
  'paste.nothing': '粘贴的全是注释，没有可执行的内容',
  'paste.failed': '第 {n}/{m} 行失败：{text}{left?；还有 {left} 行没有执行:}',
  'paste.waits': '第 {n}/{m} 行还要一些时间，其余的没有执行',
  'paste.done': '已执行 {count} 行',
  'keys.over.paste': '粘贴的内容',
  'type.on.panel': '在 {node} 上：焦点在它的面板',
  'type.on.chosen': '在 {node} 上：选中了它',
  'type.on.task': '在 {node} 上：本任务上次用的节点',
  'type.on.stage': '在 {node} 上：光标在那里',
  'type.on.first': '在 {node} 上：第一台主机',
} satisfies Record<keyof typeof en, string>;
