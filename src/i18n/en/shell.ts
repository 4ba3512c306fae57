// Reasons of the shell, of the setting up of a lesson, and of what a person does from outside.
export const shell = {
  'shell.command': '{netns} runs a command: {line}',
  'shell.failed': 'the command failed on {netns} with status {status}: {line}',
  'topology.node': 'the lesson has a node {node}, a {kind}: it is set up before time begins to run',
  'topology.link': 'the lesson has a link {link}: its two ends are plugged in',
  'fault.link-down': 'the link {link} is cut: frames on their way are lost, and both ends lose their carrier',
  'fault.link-up': 'the link {link} is mended: both ends have a carrier again if they are switched on',
} as const;
