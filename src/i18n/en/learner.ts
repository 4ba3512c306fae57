// What a learner is told around tasks and on coming back to a lesson.
export const learner = {
  'task.open-try': '{n|one goal is|# goals are} open: try tells why',
  'task.was-set-up': 'the task had set up, unseen:',
  'task.next': 'task {id} is the next',
  'task.leave-how': 'leave goes back to the lesson',
  'task.reveal': 'one way to do it (solve does it):',
  'task.reveal-how': 'that was the last hint: hint once more, or reveal, shows one way to do it',
  'task.not-written':
    'there is something in this network that is for you to find: it can be written once the task is solved or revealed',
  'ui.prompt.help.reveal': 'show what the task had set up, and one way to do it',
  'ui.prompt.help.leave': 'leave the task: back to the lesson',
  'predict.no-reason': 'no prediction of this part of the lesson was answered: its reason is told once it is',
  'task.offered': 'tasks: task ID begins one',
  'left.offer': 'you were at stop {n} of {m}, {title}: {how} goes there',
  'left.end': 'you have been at all {m} stops{open?; tasks still open are {open}:}: {how} goes to the last one',
  'left.changed': 'this lesson has changed since you were in it: its answers are asked anew',
  'left.gone': 'the stop that you had come to is there no more: it begins anew',
  'left.other-seed': 'that was with seed {seeds}: what happens by chance is different now',
  'left.none': 'nothing is remembered of this lesson: there is no stop to go on at',
  'left.not-reached': 'the stop {id} is not reached here',
  'ui.prompt.help.resume': 'go on where this lesson was left: at the furthest stop reached',
} as const;
