// The tour of the screen: what is shown at each step.
export const tour = {
  'tour.title': 'Welcome',
  'tour.step': 'Tour {n} of {m}',
  'tour.offer': 'A tour of this screen takes two minutes. You press the real keys; nothing can be broken',
  'tour.offer.keys': 'Enter begins it · Esc: not now ({command} shows it at any time)',
  'tour.press': 'Press {key}',
  'tour.others': 'Enter does it for you · Esc ends the tour',
  'tour.others.over': 'it closes what lies over the panels',
  'tour.status': 'The top row says where you are: lesson, event, stage, time in the network. It all waits for you',
  'tour.story': 'These lines tell in a sentence what has just happened, and on which node. On to the next event',
  'tour.story.before':
    'These lines tell in a sentence what happens, and on which node. {key} goes on to the next event',
  'tour.network': 'The network: nodes, cables, frames on their way. An event has stages; {key} goes one stage further',
  'tour.time': 'All that has happened; ▶ is where you are. Time runs both ways: {key} goes one event back',
  'tour.past': 'Now you look at the past, and the top row says so. Nothing is lost: {key} returns to the present',
  'tour.past.present':
    'When you look at the past the top row says so; now it is the present. {key} always returns to it',
  'tour.panels':
    'The heavy frame is the panel in focus. {key} turns to the next one; a number in a title, to that panel',
  'tour.why': 'In a panel the arrows choose a line. Then ask: why is it so? Without a choice, of what is shown',
  'tour.answer':
    'Each cause has a cause, down to the command that started it all. Outside the tour, Enter goes there. Close it',
  'tour.lesson': 'The lesson says what to look at. {key} runs on to the place where it speaks next',
  'tour.keys': 'This row always says what to do now, and the keys that matter. {key} lists all that work where you are',
  'tour.done': 'that was the tour; {command} shows it again',
  'tour.later': '{command} shows the tour at any time',
  'tour.not-kept': 'That this was offered can not be kept in {file} ({reason}), so it will be offered again',
  'tour.unreadable': 'The note of earlier starts in {file} could not be read; a new one was begun',
  'tour.newer': 'The note of earlier starts in {file} is a newer version of netstep: it is left as it is',
} as const;
