// Reasons of programs: when they run, and when they end.
export const apps = {
  'process.start': '{program} runs for the first time on {netns}, as process {pid}',
  'process.timer': 'the time has come that {program} (process {pid} on {netns}) asked to be woken at',
  'process.readable': 'a socket of {program} (process {pid} on {netns}) has something to read: it was waiting for that',
  'process.interrupt':
    'Ctrl-C reaches {program} (process {pid} on {netns}): the signal wakes it, so that it can end in order',
  'process.told':
    '{program} (process {pid} on {netns}) is told something: a link came or went, or somebody gave it an order',
  'process.ready': '{program} waits for this socket: it is made ready and runs next, in an event of its own',
  'process.exit': '{program} on {netns} ends with status {status}{status?:, all well}: the kernel closes its sockets',
} as const;
