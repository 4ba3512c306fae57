// Reasons of the shell, of the setting up of a lesson, and of what a person does from outside.
export const shell = {
  'shell.command': '{netns} runs a command: {line}',
  'shell.failed': 'the command failed on {netns} with status {status}: {line}',
  'topology.node': 'the lesson has a node {node} of kind {kind}: it is put together from namespaces and devices',
  'topology.link': 'the lesson has a link {name}: its two ends are plugged in',
  'topology.setup': 'the network of the lesson {lesson} is set up before time begins to run',
  'debug.typed': 'typed on {netns}: {line}',
  'fault.link-down': 'the link {link} is cut by hand: frames on it are lost, and both ends lose their carrier',
  'fault.link-up': 'the link {link} is mended by hand: both ends have a carrier again if they are up',
} as const;
