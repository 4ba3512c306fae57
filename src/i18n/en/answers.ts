// Answers to moves and questions of the debugger, said the same by the prompt and by the screen.
export const answers = {
  'hop.over': 'frame {frame:frame} goes no further{node? than {node}:}: {why}',
  'hop.first': 'frame {frame:frame} begins here: it was not sent before this',
  'why.decides': '{setting}, by this: {sentence}',
  'ui.prompt.too-long':
    'this network does not fall silent: it stopped after a hundred thousand events; the same again goes on',
  'ui.prompt.no-frame-here': 'no frame is at the cursor: name one, such as 2, or go on with n until one is sent',
  'ui.prompt.goto-where':
    'where to? An event number, a time such as 2.5s, start, end, present, back, or #2: link 2 of the last why',
  'ui.prompt.times': '{name} {times}: how many times? A number from 1 to {most}',
  'ui.prompt.surplus':
    '{name} takes {most=0:nothing|1:one word|at most {most} words}: {surplus} is too much; help {name} tells',
  'ui.prompt.no-chain': 'no why was asked here yet: ask why first, then go to a link of its answer',
  'ui.prompt.no-link': 'the last answer has no link {name}: it has #1 to #{most}',
  'ui.prompt.root-link': '{name} is where it all began: not a moment in the lesson that one could go to',
  'ui.prompt.why-ends': 'that was the root: nothing in this network lies behind it',
  'ui.prompt.why-stage': 'stage {name} ({spec}); goto #{n} goes there, goto back returns, why again asks on',
  'ui.prompt.which-row': 'which row of {table}? Such as {rows}, or one that is missing',
  'ui.prompt.which-missing': '{table} is empty: write the row that is missing, as in why {table} 192.0.2.1',
  'ui.prompt.diff-behind': 'compared up to {time:time}: {name} has gone no further yet',
  'ui.prompt.diff-none': 'no frame and no row differs so far',
  'ui.prompt.which-point': 'which one? Give its number: info lists them',
  'ui.prompt.more-rows': '{n|one row more|# rows more} changed: table and diff tell',
  'ui.prompt.help.branches': 'the branches there are',
} as const;
