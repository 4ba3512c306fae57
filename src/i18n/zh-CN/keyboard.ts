// Chinese of ../en/keyboard.ts.
import type { keyboard as en } from '../en/keyboard.js';

export const keyboard = {
  // what keys do
  'keys.key.ends': '第一项、最后一项',
  'keys.key.close': '关闭此面板；按其编号可重新打开',
  'keys.key.panels': '所有面板的列表：打开、关闭',
  'keys.key.suspend': '暂时挂起程序；在 shell 中用 fg 继续',
  'keys.key.stop': '停止正在运行的，否则退出',
  'keys.key.scroll': '滚动',
  'keys.key.shut': '关闭',
  'keys.key.ask-on': '继续追问：它的原因',
  'keys.key.go-there': '转到它发生的地点和时刻',
  'keys.key.where-from': '回到提问的地方',
  'keys.key.toggle': '打开或关闭该面板',
  'keys.key.show': '打开并转到该面板',
  'keys.key.run': '执行，或采用列表中选中的一项',
  'keys.key.complete': '补全；再按：列表的下一项',
  'keys.key.pick': '在列表中移动；未选中时向上：以前输入的内容',
  'keys.key.recall': '以前、以后输入的内容',
  'keys.key.line-ends': '行首、行尾',
  'keys.key.rub': '删除光标之前、光标之后、前一个词',
  'keys.key.leave-line': '离开命令行',
  'keys.key.tour-next': '不按该键，直接继续',
  'keys.key.tour-back': '退回一步',
  'keys.key.tour-leave': '结束导览',

  // words in the footer
  'keys.short.panels': '面板列表',
  'keys.short.run': '执行',
  'keys.short.complete': '补全',
  'keys.short.go-there': '转到该处',
  'keys.short.ask-on': '追问',
  'keys.short.where-from': '返回',
  'keys.short.toggle': '打开/关闭',
  'keys.short.show': '显示',
  'keys.short.scroll': '滚动',
  'keys.short.type': '在节点上输入',
  'keys.short.clear': '取消选择',
  'keys.now.panels': '按 {key} 打开或关闭面板',

  // the help
  'keys.group.here': '此处：{what}',
  'keys.group.commands': '在命令行输入',
  'keys.group.not-now': '其他时候可用',
  'keys.group.signs': '符号',
  'keys.over.why': '对「为什么」的回答',
  'keys.over.read': '面板之上的文字',
  'keys.over.panels': '面板列表',
  'keys.over.tour': '导览',
  'keys.over.input': '命令行',

  // the command line
  'keys.command.panel': '打开并转到某个面板',
  'keys.command.close': '关闭面板',
  'keys.command.reset': '恢复课程原定的面板',
  'keys.command.tour': '屏幕导览',
  'keys.complete.node': '在 {node} 上输入命令',
  'keys.palette.command': '命令',
  'keys.palette.argument': '此处可填',
  'keys.palette.shell': '此处 shell 所知的词',
  'keys.palette.near': '没有这个名称；是否想输入 {near}？',
  'keys.palette.none': '没有这个名称：按 {key} 查看全部',

  // the list of lessons
  'menu.stops': '{count} 个检查点',
  'menu.begin': '开始',

  // panels
  'keys.panels.title': '面板列表',
  'keys.panels.own': '使用中',
  'keys.panels.all': '其他',
  'keys.panel.unknown': '没有叫 {name} 的面板{near?；是否想输入 {near}？:；按 P 查看全部}',
  'keys.close.last': '最后一个面板不能关闭',
  'keys.close.not-open': '面板 {name} 没有打开',
  'keys.esc.nothing': '没有可关闭的；按 {key} 退出 netstep',
  'keys.why.nothing': '还没有提问：请选中一行、一个字段或一个帧，再按 {key}',
  'keys.console.empty': '还没有输入，也没有输出：按 {key} 在节点上输入',
} as const satisfies Record<keyof typeof en, string>;
