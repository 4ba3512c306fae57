// Words around a lesson: predictions, goals, answers at the prompt, the plain transcript.
export const lesson = {
  // predictions
  'ui.predict.ask': 'Predict:',
  'ui.predict.egress-ports': 'By which ports will frame {frame:frame} leave {node}?',
  'ui.predict.said': 'you said {answer}',
  'ui.predict.happened': 'it happened: {answer}',
  'ui.predict.right': 'right: {answer}',
  'ui.predict.wrong': 'you said {said}, it is {answer}',
  'ui.predict.skipped': 'not answered; it was {answer}',
  'ui.predict.none': 'none',
  'ui.predict.all': 'all {count}',
  'ui.predict.because': 'why: {reason}',

  // progress
  'ui.lesson.progress': '{n} of {m}',
  'ui.lesson.checkpoint': 'checkpoint {n} of {m}: {title}',
  'ui.lesson.goal': 'Goal:',
  'ui.lesson.goal-reached': 'goal reached',
  'ui.lesson.hint': 'Hint:',
  'ui.lesson.hint-of': 'hint {n} of {m}',
  'ui.lesson.no-more-hints': 'there are no more hints',
  'ui.lesson.done': 'lesson done',
  'ui.lesson.next': 'next lesson: {lesson}',
  'ui.lesson.first': 'do {lesson} first',

  // answers at the prompt
  'ui.answer.break-set': 'breakpoint {n} at {expression}',
  'ui.answer.watch-set': 'watchpoint {n} on {what}',
  'ui.answer.deleted': '{count|one point|# points} deleted',
  'ui.answer.no-points': 'no breakpoint, no watchpoint',
  'ui.answer.break-hit': 'breakpoint {n}: {expression}',
  'ui.answer.watch-hit': 'watchpoint {n}: {what}, {before} → {after}',
  'ui.answer.checkpoint-hit': 'checkpoint: {title}',
  'ui.answer.at-start': 'this is the start: nothing happened before',
  'ui.answer.at-end': 'this is the end: nothing is left to happen',
  'ui.answer.no-hop': 'frame {frame:frame} is not received anywhere: {reason}',
  'ui.answer.which-copy': '{count} copies are on the way: follow which one?',
  'ui.answer.forked': 'a new branch from event {n} on: {name}',
  'ui.answer.stopped': 'stopped after {count|one event|# events}',
  'ui.answer.unknown': 'no command {name}{near?; did you mean {near}:}',
  'ui.answer.unknown-node': 'no node {name}: there are {nodes}',
  'ui.answer.bad-event': 'no event {text}: 1 to {last}, a time, start, end or present',
  'ui.answer.missing': '{command} needs {what}',
  'ui.answer.bad-filter': '{expression}, column {column}: {problem}',
  'ui.answer.not-yet': 'not before its time: {key} goes there',

  // why
  'ui.why.title': 'Why: {what}',
  'ui.why.written': 'written by {stage} on {node}, event {event}',
  'ui.why.frame-from': 'frame {frame:frame} from {node}, event {event}',
  'ui.why.never': 'nothing ever wrote it',
  'ui.why.not': '{what} did not happen: {reason}',

  // plain transcript
  'ui.transcript.head': 'lesson {lesson}: {title} (seed {seed})',
  'ui.transcript.event': 'event {n}, {time:time}, {node}',
  'ui.transcript.changes': 'changes',
  'ui.transcript.frame': 'frame {frame:frame}',
  'ui.transcript.end': 'end: {events|one event|# events}, t = {time:time}',
  'ui.transcript.limit': 'stopped after {events} events; more would follow',
  'ui.capture.comment': 'event {event}, {node}: {stage} (frame {frame:frame})',
  'ui.transcript.no-terminal': 'not a terminal: plain text instead of the screen',
} as const;
