// What a learner is told around tasks and on coming back to a lesson.
export const learner = {
  'task.open-try': '{n|one goal is|# goals are} open: try tells why',
  'task.was-set-up': 'the task had set up, unseen:',
  'task.next': 'task {id} is the next',
  'task.leave-how': 'leave goes back to the lesson',
  'task.reveal': 'one way to do it (solve does it):',
  'task.reveal-how': 'that was the last hint: hint once more, or reveal, shows one way to do it',
  'task.not-written': 'there is something in this network that is for you to find: it can be written once the task is solved or revealed',
  'ui.prompt.help.reveal': 'show what the task had set up, and one way to do it',
  'ui.prompt.help.leave': 'leave the task: back to the lesson',
} as const;
