// The status line and the line that says what to do now: what ui.ts does not have.
export const status = {
  'tui.status.past': 'past',
  'tui.status.past-key': 'past, {key} returns',
  'tui.status.past-back': 'past −{n}, {key} returns',

  'tui.move.long': '{key?{key}\\: :}{where}, {changes}',
  'tui.move.short': '{key?{key}\\: :}{changes}',
  'tui.move.event': 'event {n}',
  'tui.move.stage': 'stage {n}',
  'tui.move.on': '{count|one event|# events} on',
  'tui.move.back': '{count|one event|# events} back',

  'tui.now.playing': 'playing; {key} pauses',
  'tui.now.why-short': 'Enter goes there, {key} closes',
  'tui.now.past-short': 'past: {key} returns',
  'tui.now.first-checkpoint': '{key} runs to the first checkpoint',
  'tui.now.end-short': 'done: {key} leaves, {other} goes back',
  'tui.now.idle-short': 'nothing is left: {key} goes back',
  'tui.now.row': '{key} opens the row, {why} asks why',
  'tui.now.step-short': '{key} for the next stage',
  'tui.now.rest': '{key} to the end of it',
  'tui.now.branch': ':branch {name} leaves this branch',
  'tui.now.done': 'every checkpoint is reached: {key} goes on, {other} leaves',
  'tui.now.predict': ':predict asks what will come',
  'tui.now.last': '{key} runs to the end',
} as const;
