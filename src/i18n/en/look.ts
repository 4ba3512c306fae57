// Words about how the screen looks and what it answers to: themes, mouse, playing, the wall.
export const look = {
  'look.theme.is': 'theme {name}; there are {names}',
  'look.theme.poor': 'theme {name}, in the sixteen colours that this terminal has',
  'look.theme.unknown': 'no theme {name}{near?; did you mean {near}\\?:}; there are {names}',
  'look.bad-switch': '{name} takes on or off, not {text}',
  'look.switched': '{name} {on?on:off}',
  'look.speed.is': '{unit=stage:{speed|one stage|# stages}|{speed|one event|# events}} a second',
  'look.speed.bad': 'the speed is a number from {least} to {most}, not {text}',
  'look.play.bad': 'play takes events or stages, not {text}',
  'look.status.playing': 'playing {unit=stage:{speed|one stage|# stages}|{speed|one event|# events}} a second',
  'look.status.playing-short': 'playing {speed}/s',
  'look.now.playing': '{key} pauses · {faster} faster · {slower} slower',
  'look.key.faster': 'play faster',
  'look.key.slower': 'play slower',
  'look.key.projector': 'the wall: few panels, large and high in contrast; again: back',
  'look.wall.play': 'plays',
  'look.wall.leave': 'back to the desk',
} as const;
