// Chinese of ../en/tour.ts.
import type { tour as en } from '../en/tour.js';

export const tour = {
  'tour.title': '欢迎',
  'tour.step': '导览 {n}/{m}',
  'tour.offer': '用两分钟认识这个屏幕。你按的都是真实的按键，不会弄坏任何东西',
  'tour.offer.keys': '按 Enter 开始 · Esc：以后再说（随时可用命令 {command}）',
  'tour.press': '请按 {key}',
  'tour.others': 'Enter 代你按 · Esc 结束导览',
  'tour.others.over': '它关闭面板之上的内容',
  'tour.status': '最上面一行说明你在哪里：课程、事件、阶段、网络中的时间。一切都等着你',
  'tour.story': '这几行用一句话说明刚才在哪个节点上发生了什么。继续看下一个事件',
  'tour.story.before': '这几行用一句话说明在哪个节点上发生了什么。按 {key} 前进到下一个事件',
  'tour.network': '网络：节点、线缆和途中的帧。一个事件分为若干阶段，按 {key} 前进一个阶段',
  'tour.time': '已经发生的全部事件，▶ 是你所在之处。时间可以倒退：按 {key} 退回一个事件',
  'tour.past': '现在看到的是过去，最上面一行写明了。什么也没有丢：按 {key} 返回当前',
  'tour.past.present': '看过去的时候，最上面一行会写明；现在是当前。按 {key} 随时回到当前',
  'tour.panels': '粗框是当前面板。按 {key} 转到下一个；标题里的数字键直接转到那个面板',
  'tour.why': '在面板里用方向键选中一行，然后追问：为什么会这样？没有选中时，问的是正在显示的内容',
  'tour.answer': '每个原因又有原因，直到最初的命令。导览之外，按 Enter 会转到那里。现在关闭它',
  'tour.lesson': '课程告诉你该看什么。按 {key} 运行到它下一次说话的地方',
  'tour.keys': '这一行总是说明现在做什么，以及此时最有用的按键。按 {key}，列出此处可用的全部按键',
  'tour.done': '导览结束；用命令 {command} 可再看一遍',
  'tour.later': '随时可用命令 {command} 观看导览',
  'tour.not-kept': '无法在 {file} 中记下已经提示过（{reason}），所以下次还会提示',
  'tour.unreadable': '{file} 中的启动记录无法读取，已重新建立',
  'tour.newer': '{file} 中的启动记录来自更新版本的 netstep，原样保留',
} as const satisfies Record<keyof typeof en, string>;
