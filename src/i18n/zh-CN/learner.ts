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
} satisfies Record<keyof typeof base, string>;
