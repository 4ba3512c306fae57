// Building on a network: nodes and cables put in or taken away, what stands against it, and the file that it is written to.
export const build = {
  'stage.build': 'Built on',
  'build.node': 'you put in {node}, a {kind=host:host|switch:switch|hub:hub|router:router|{kind}}',
  'build.port': '{node} has no {port} yet: it gets one',
  'build.link': 'you put a cable between {a} and {b}',
  'build.unlink': 'you take the cable {link} away: what was on it is lost',
  'table.added-node': 'Added nodes',
  'column.added-node.node': 'Node',
  'column.added-node.kind': 'Kind',
  'column.added-node.number': '#',
  'table.added-port': 'Added ports',
  'column.added-port.node': 'Node',
  'column.added-port.name': 'Port',
  'column.added-port.number': '#',
  'column.added-port.addresses': 'Addresses',

  'what-if.bad-kind': 'no kind of node is called {kind}: there are {kinds}',
  'what-if.bad-node-name': '{name} cannot name a node: a letter, then letters, digits, - or _ ({most} at most)',
  'what-if.node-taken': 'there is a node {node} already: choose another name',
  'what-if.bad-address': '{address} is no address with its prefix, such as 192.0.2.5/24',
  'what-if.no-addresses': 'the ports of a {kind} have no addresses: give a number of ports, or nothing',
  'what-if.bad-ports': 'a node has 1 to {most} ports, not {ports}',
  'what-if.too-many': 'there are {most} {what=nodes:nodes|links:cables|network cards and ports}, the most there can be',
  'what-if.no-port': '{node} has no port {port}{free?; free are {free}:; none is free}; a new one would be {next}',
  'what-if.no-free-port': '{node} has no free port, and no more than {most} can be',
  'what-if.port-taken': '{port} hangs on the cable {link} already{free?; free are {free}:; unlink {link} frees it}',
  'what-if.same-port': 'both ends are {port}: a cable has two',
  'what-if.hub-rates': 'the cables of two hubs have one rate: here it would be {first} and {second} Mbit/s',
  'what-if.hub-loop': 'a cable from {a} to {b} would close a loop of hubs: every bit would go round for ever',

  'ui.prompt.add': 'write add KIND NAME, such as add host E 192.0.2.5/24 or add switch sw2 8; kinds are {kinds}',
  'ui.prompt.link-ends':
    'write link NAME up or link NAME down, or for a new cable link END END, such as link E.eth0 sw.p5',
  'ui.prompt.unlink': 'write unlink and the name of a cable; table link lists the names',
  'ui.prompt.write': 'write where? Name a file, such as write my-net.yaml',
  'ui.prompt.write-yaml': 'netstep opens a network from a file that ends in .yaml: write {file}.yaml',
  'ui.prompt.write-exists': '{file} is there already: write {file} over puts the network in its place',
  'ui.prompt.write-not': 'this network cannot be written as a lesson: {problem}',
  'ui.prompt.written':
    '{file}: {nodes|one node|# nodes}, {links|one cable|# cables}, {run|one command|# commands} in time; netstep {file} opens it',
  'ui.prompt.written-without':
    '{count|one thing that was done stands|# things that were done stand} not in it (frames changed, cables taken away): save keeps everything',
  'ui.prompt.help.add': 'put a node into the network',
  'ui.prompt.help.link': 'cut a cable or mend it; with two ends: put in a new one',
  'ui.prompt.help.unlink': 'take a cable away',
  'ui.prompt.help.write': 'write the network as a file that opens again',

  'sandbox.title': 'A network to play with',
  'sandbox.summary': '{nodes|one node|# nodes}, {links|one cable|# cables}',
  'sandbox.opening.type':
    'Type commands on the nodes, such as {node}$ ip addr; on the screen press : first. n goes on to the next event, N goes back.',
  'sandbox.opening.build':
    'Build on: add host E puts in a node, link E {other} a cable, unlink takes one away. write my-net.yaml keeps the network.',
  'sandbox.opening.empty': 'Nothing is here yet.',

  'cli.error.not-yaml': '{path} is neither a saved moment nor a network: a network is a file that ends in .yaml',
} as const;
