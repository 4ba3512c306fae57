// Breakpoints, watchpoints, rows by name, what is missing and what did not happen.
export const debug = {
  'key.enable': 'switch a breakpoint or watchpoint on again',
  'key.enable.short': 'enable',
  'key.disable': 'switch a breakpoint or watchpoint off, but keep it',
  'key.disable.short': 'disable',
  'row.missing-table': 'which table? Write its name, as neigh@A',
  'row.unknown-table': 'there is no table {text}{nearest?\\: perhaps {nearest}:}',
  'row.unknown-column': '{table} has no column {text}{nearest?\\: perhaps {nearest}:}',
  'row.bad-key': '{text} names no row that {table} could have{nearest?\\: it has {nearest}:}',
  'row.unknown-row': '{table} has no row {text} now{nearest?\\: perhaps {nearest}:}',
  'row.ambiguous-row': '{text} names several rows of {table}: {nearest}',
  'stop.breakpoint': 'breakpoint {n}: {text}',
  'stop.watchpoint': 'watchpoint {n}: {text}',
  'missing.present': '{table} has {text} at this moment',
  'missing.expired': '{table} had {text} until {time:time}: then its timer took it away',
  'missing.deleted': '{table} had {text} until {time:time}: then it was taken away',
  'missing.never': '{table} never had {text}, and no frame ever bore that address',
  'missing.not-meant':
    '{table} never had {text}: frame {frame:frame} told it, but to somebody else; nobody told it there',
  'missing.not-taught':
    '{table} never had {text}: frame {frame:frame} named it, but none came from it that could have taught it',
  'missing.taught': '{table} never had {text}, though frame {frame:frame} could have taught it',
  'missing.taught-elsewhere':
    '{table} never had {text}: frame {frame:frame} could have taught it, but it never came there',
  'why-not.stopped': 'stopped by this check',
  'why-not.happened': 'it did happen',
  'why-not.pending': 'not yet: it is still on its way or waiting',
  'why-not.never-sent': 'nothing was ever sent that could have led to it',
  'why-not.never-arrived': 'it never came there',
} as const;
