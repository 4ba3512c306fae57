// What becomes of what is pasted, and which node a line is typed on.
export const typing = {
  'paste.label': 'paste',
  'paste.help':
    'text for the line that is open, else the command line opens with it; several lines are shown, Enter runs them one by one',
  'paste.title': '{count|one line|# lines} pasted',
  'paste.now': 'Enter runs these lines one after the other, up to the first that fails; Esc drops them',
  'paste.key.run': 'run the lines, one after the other',
  'paste.key.drop': 'drop them: nothing is run',
  'paste.short.drop': 'drop',
  'paste.too-long': 'that is too much to paste: at most {most} characters',
  'paste.nothing': 'only comments were pasted: there is nothing to run',
  'paste.failed': 'line {n} of {m} failed: {text}{left? · {left} not run:}',
  'paste.waits': 'line {n} of {m} needs its time: the rest was not run',
  'paste.done': '{count|one line|# lines} run',
  'keys.over.paste': 'the lines that were pasted',
  'type.on.panel': 'on {node}: its panel is in focus',
  'type.on.chosen': 'on {node}: it is chosen',
  'type.on.task': 'on {node}, as last in this task',
  'type.on.stage': 'on {node}: the cursor is there',
  'type.on.first': 'on {node}: the first host',
} as const;
