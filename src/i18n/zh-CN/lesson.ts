// Chinese of ../en/lesson.ts.
import type { lesson as en } from '../en/lesson.js';

export const lesson = {
  // predictions
  'ui.predict.ask': '预测：',
  'ui.predict.egress-ports': '帧 {frame:frame} 会从 {node} 的哪些端口发出？',
  'ui.predict.said': '你的回答：{answer}',
  'ui.predict.happened': '实际结果：{answer}',
  'ui.predict.right': '正确：{answer}',
  'ui.predict.wrong': '你答的是 {said}，实际是 {answer}',
  'ui.predict.skipped': '未作答，实际是 {answer}',
  'ui.predict.none': '都不是',
  'ui.predict.all': '全部 {count} 个',
  'ui.predict.because': '原因：{reason}',

  // progress
  'ui.lesson.progress': '{n}/{m}',
  'ui.lesson.checkpoint': '检查点 {n}/{m}：{title}',
  'ui.lesson.goal': '目标：',
  'ui.lesson.goal-reached': '目标已达成',
  'ui.lesson.hint': '提示：',
  'ui.lesson.hint-of': '提示 {n}/{m}',
  'ui.lesson.no-more-hints': '没有更多提示了',
  'ui.lesson.done': '课程完成',
  'ui.lesson.next': '下一课：{lesson}',
  'ui.lesson.first': '请先学 {lesson}',

  // answers at the prompt
  'ui.answer.break-set': '断点 {n}：{expression}',
  'ui.answer.watch-set': '监视点 {n}：{what}',
  'ui.answer.deleted': '已删除 {count} 个',
  'ui.answer.no-points': '没有断点，也没有监视点',
  'ui.answer.break-hit': '遇到断点 {n}：{expression}',
  'ui.answer.watch-hit': '遇到监视点 {n}：{what}，{before} → {after}',
  'ui.answer.checkpoint-hit': '到达检查点：{title}',
  'ui.answer.at-start': '已是起点：此前没有事件',
  'ui.answer.at-end': '已是终点：没有后续事件',
  'ui.answer.no-hop': '帧 {frame:frame} 没有被任何设备接收：{reason}',
  'ui.answer.which-copy': '有 {count} 个副本：跟踪哪一个？',
  'ui.answer.forked': '从事件 {n} 起产生新分支：{name}',
  'ui.answer.stopped': '运行 {count} 个事件后停止',
  'ui.answer.unknown': '没有命令 {name}{near?，是不是 {near}:}',
  'ui.answer.unknown-node': '没有节点 {name}，现有：{nodes}',
  'ui.answer.past-end': '没有事件 {wanted}：事件 {last} 是最后一个，此后什么也不发生',
  'ui.answer.bad-event': '没有事件 {text}：可用 1 到 {last}、时间、start、end、present',
  'ui.answer.missing': '{command} 需要 {what}',
  'ui.answer.bad-filter': '{expression} 第 {column} 列：{problem}',
  'ui.answer.not-yet': '还没有发生：按 {key} 前往',

  // why
  'ui.why.title': '为什么：{what}',
  'ui.why.written': '由 {node} 上的 {stage} 写入，事件 {event}',
  'ui.why.frame-from': '来自 {node} 的帧 {frame:frame}，事件 {event}',
  'ui.why.never': '从未写入',
  'ui.why.not': '{what} 没有发生：{reason}',

  // plain transcript
  'ui.transcript.head': '课程 {lesson}：{title}（种子 {seed}）',
  'ui.transcript.event': '事件 {n}，{time:time}，{node}',
  'ui.transcript.changes': '变化',
  'ui.transcript.frame': '帧 {frame:frame}',
  'ui.transcript.end': '结束：{events} 个事件，t = {time:time}',
  'ui.transcript.limit': '在 {events} 个事件后停止，其后还有事件',
  'ui.capture.comment': '事件 {event}，{node}：{stage}（帧 {frame:frame}）',
  'ui.transcript.no-terminal': '不是终端：以纯文本输出',
} as const satisfies Record<keyof typeof en, string>;
