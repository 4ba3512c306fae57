import type { learner as base } from '../en/learner.js';

export const learner = {
  'task.open-try': '还有 {n} 个目标没有达到：try 说明原因',
  'task.was-set-up': '任务预先做了这些：',
  'task.next': '下一个任务是 {id}',
  'task.leave-how': 'leave 回到课程',
  'task.reveal': '一种做法（solve 会照做）：',
  'task.reveal-how': '提示到此为止：再输入 hint 或 reveal，给出一种做法',
  'task.not-written': '这个网络里有要由你来找的东西：任务解出或揭晓之后才能写成文件',
  'ui.prompt.help.reveal': '揭晓任务预先做了什么，并给出一种做法',
  'ui.prompt.help.leave': '离开任务，回到课程',
  'predict.no-reason': '课程的这一部分还没有回答过预测：答了才说明原因',
  'task.offered': '任务（task 加名称开始）：',
  'left.offer': '上次走到第 {n} 站（共 {m} 站）“{title}”：{how} 转到那里',
  'left.end': '全部 {m} 站都到过了{open?；还没做的任务有 {open}:}：{how} 转到最后一站',
  'left.changed': '这一课在你上次学过之后有改动：其中的问题会重新提问',
  'left.gone': '上次走到的那一站已经没有了：从头开始',
  'left.other-seed': '那时的种子是 {seeds}：凡随机的事现在会不同',
  'left.none': '没有这一课的学习记录：没有可以继续的站',
  'left.not-reached': '在这里到不了 {id} 这一站',
  'ui.prompt.help.resume': '从这一课上次离开的地方继续：到过的最远一站',
} satisfies Record<keyof typeof base, string>;
