// What-if: things done to the network from outside, branches, saved moments, and what stands against them.
export const whatif = {
  'stage.intervene': 'Done from outside',
  'intervene.drop': 'you take frame {frame:frame} off the wire: it never reaches {dev:dev}',
  'intervene.delay': 'you hold frame {frame:frame} back by {ns:duration}: it reaches {dev:dev} at {until:time}',
  'intervene.duplicate': 'you double frame {frame:frame}: a copy follows it to {dev:dev} as close as the link allows',
  'intervene.corrupt': 'you turn one bit of frame {frame:frame} over: {dev:dev} gets it with a good FCS all the same',
  'intervene.edit':
    'you set {field} to {value} in frame {frame:frame}, on its way to {dev:dev}{seal?; what is computed from it follows:; nothing else is made to fit}',
  'intervene.power-off': 'you switch {netns} off: what it kept in memory is lost, and its devices go dark',
  'intervene.power-on': 'you switch {netns} on: it boots as the lesson sets it up; what was typed since is gone',
  'intervene.quiet':
    'the network is yours: {count|one thing|# things} that the lesson was still to do {count|is|are} left out',
  'intervene.is-gone': '{netns} was taken away: {line?nothing there could run {line}:there is nothing to do it to}',
  'intervene.is-off': '{netns} is switched off: nothing there could run {line}',
  'operation.answer': 'built in answer to frame {from:frame}',
  'table.power': 'Power',
  'column.power.node': 'Node',
  'column.power.on': 'On',

  'what-if.no-node': 'there is no node {node}',
  'what-if.no-link': 'there is no link {link}: table link lists the names',
  'what-if.power-is': '{node} is switched {on?on:off} already',
  'what-if.not-in-flight': 'frame {frame:frame} is on no wire at this moment: only a frame on its way can be changed',
  'what-if.which-frame': 'several copies of frame {frame:frame} are on their way: choose one of {frames:frames}',
  'what-if.bad-delay': 'a delay is a time of at least 1 ns and at most a year, not {ns} ns',
  'what-if.bad-bit': 'there is no bit {bit}: the frame has bits 0 to {last}',
  'what-if.no-field': 'no protocol has a field {field}',
  'what-if.field-absent': 'frame {frame:frame} has no field {field}',
  'what-if.field-computed': '{field} cannot be set: it is computed, or made of other fields',
  'what-if.bad-value':
    '{value} does not fit {field}: {kind=mac:a MAC address|ipv4:an IPv4 address|bytes:{most|one byte|# bytes} in hexadecimal|a number up to {most}} is wanted',
  'what-if.same-value': '{field} is {value} already',
  'what-if.line-too-long': 'a command has at most {most} characters',
  'what-if.nothing-ahead': 'the lesson has nothing more to do',

  'branch.bad-name': '{name} cannot name a branch: a letter, then letters, digits, - or _ (31 at most)',
  'branch.name-taken': 'there is a branch {name} already',
  'branch.unknown': 'there is no branch {name}: there are {names}',
  'branch.is-trunk': '{name} is the trunk: it can be neither renamed nor deleted',
  'branch.is-current': 'you are on {name}: switch to another branch first',
  'branch.too-many': 'there are {most} branches, the most there can be: delete one first',

  'saved.not-json': 'this is not a saved moment: it is not JSON',
  'saved.too-big': 'this is not a saved moment: it is longer than {most} characters',
  'saved.bad-version': 'the moment was saved in format {version}; this netstep reads {known}',
  'saved.bad-field':
    '{path}: {kind=int:a whole number from {least} to {most}|text:a text of at most {most} characters|bool:true or false|list:a list of at most {most} things|object:an object|name:the name of a branch before it|order:a larger number than the one before|one of {values}} is wanted',
  'saved.other-lesson': 'the moment is one of lesson {saved}, not of {lesson}',
  'saved.lesson-changed': 'lesson {lesson} has changed since the moment was saved: it may not be the same network',
  'saved.cannot-replay': 'branch {branch}, event {event}: {text} can no longer be done',
  'saved.too-short': 'branch {branch} ends before its event {event}: the lesson or netstep has changed',
  'saved.other-state': 'branch {branch} is not what it was when it was saved: the lesson or netstep has changed',
} as const;
