// Why the rapid spanning tree does what it does (IEEE 802.1D-2004 clause 17), in the words of its state machines.
export const rstp = {
  'rstp.tick': 'mstpd attends to {bridge:dev}: a port came up, or what one waits for is due',
  'rstp.expired':
    '{dev:dev}: {timer=fdWhile:the time for which it was to wait is over (fdWhile)|helloWhen:the next hello is due (helloWhen)|rcvdInfoWhile:nothing was heard for three hello times (rcvdInfoWhile)|edgeDelayWhile:nobody has answered for long enough (edgeDelayWhile)|mdelayWhile:the time for which the protocol stays as it is has passed (mdelayWhile)|rrWhile:it was root port long ago now (rrWhile)|rbWhile:it was backup port long ago now (rbWhile)|{timer} is over}',

  'rstp.received':
    'a BPDU of {rapid?RSTP:the old protocol} comes in by {dev:dev}, frame {frame:frame}{edge?. A bridge is there after all, so this is no edge port:}',
  'rstp.not-here': '{dev:dev} is disabled: it takes no BPDU',
  'rstp.malformed': 'frame {frame:frame} is addressed to bridges but holds no BPDU of STP or RSTP: dropped',
  'rstp.own': 'frame {frame:frame} is what {dev:dev} sent itself, come back: dropped',
  'rstp.too-old':
    'the BPDU in frame {frame:frame} is {age:duration} old, and {maxAge:duration} is the limit: no longer believed',
  'rstp.guarded': '{dev:dev} is guarded, and no bridge is to speak there: the BPDU switches the port off',

  'rstp.checking': '{dev:dev} speaks RSTP for the next 3 s, whatever it hears',
  'rstp.selecting-stp': 'the neighbour of {dev:dev} speaks the old protocol: so does this port from now on',
  'rstp.sensing': '{dev:dev} speaks {rstp?RSTP:the old protocol}, and watches what the neighbour speaks',
  'rstp.edge':
    '{admin?{dev:dev} is an edge port by order:no bridge answers the proposals of {dev:dev}}: no loop can lead through it, so it may forward at once',
  'rstp.not-edge': '{dev:dev} is no edge port any more: who gets connected may be a bridge',

  'rstp.hello': 'the hello time ({hello:duration}) is over: {dev:dev} tells again what it knows',
  'rstp.send':
    '{dev:dev} ({role}): root {root} at cost {cost}{proposal?; may I forward:}{agreement?; you may forward:}{change?; the topology changed:}',
  'rstp.send-config':
    '{dev:dev} says it in the old protocol: root {root} at cost {cost}{ack?, change acknowledged:}{change?, topology changes:}',
  'rstp.send-tcn':
    '{dev:dev} leads to the root over a bridge of the old protocol: it gets a topology change notification',
  'rstp.nothing-to-tell': 'a bridge of the old protocol needs no agreement: {dev:dev} sends nothing',
  'rstp.hold': '{dev:dev} has sent as many BPDUs as it may at once: the next one waits until {until:time}',

  'rstp.info-disabled': '{dev:dev} does not work: what was heard there counts no longer',
  'rstp.info-enabled': 'the link of {dev:dev} works; nobody has said anything there yet',
  'rstp.info-aged': 'nothing was heard from {neighbour} on {dev:dev} for three hello times: it counts as lost',
  'rstp.info-update': '{dev:dev} is to announce what this bridge knows: root {root} at cost {cost}',
  'rstp.superior':
    '{dev:dev} hears better in frame {frame:frame}: {part=root:root {root} comes before {knownRoot}|cost:the root at cost {cost}, not {knownCost}|bridge:{neighbour} comes before {known}|port:a better port of {neighbour}|other times from {neighbour}}{proposal?. {neighbour} proposes to forward:}',
  'rstp.repeated': '{neighbour} says the same again on {dev:dev}{proposal?, and proposes again to forward:}',
  'rstp.inferior': 'frame {frame:frame} is worse than what {dev:dev} knows: {neighbour} will hear better',
  'rstp.disputed':
    '{neighbour} takes itself for designated on the link of {dev:dev} and learns already: it seems not to hear this port',
  'rstp.agreement':
    '{neighbour} agrees: {role=root:its port here is its way to the root, and all its others are safe|its port here discards}. {dev:dev} may forward at once',
  'rstp.no-agreement': '{neighbour} answers {dev:dev} without agreeing',
  'rstp.tcn': 'a bridge of the old protocol behind {dev:dev} tells of a topology change',
  'rstp.other': 'frame {frame:frame} of {neighbour} changes nothing for {dev:dev}',

  'rstp.root-port':
    '{dev:dev} is the way of {bridge:dev} to root {root} at cost {cost}{part=only:, the only one|root:; {other:dev} leads to a worse root|cost:; {other:dev} would cost more|bridge:, by a neighbour that comes before that of {other:dev}|port:, by a better port of the neighbour than {other:dev}|, and comes before {other:dev}, which would do as well}',
  'rstp.own-root': 'no port of {bridge:dev} knows a root better than {own}: it takes itself for the root, not {before}',
  'rstp.same-root': '{bridge:dev} works its roles out anew; the root stays {root}, at cost {cost}',
  'rstp.role-root': '{dev:dev} leads to the root: root port',
  'rstp.role-designated':
    '{dev:dev} speaks for its link: {part=alone:nobody else claims to|root:{neighbour} knows a worse root|cost:cost {own} beats the {theirs} of {neighbour}|bridge:costs are equal, and this bridge comes before {neighbour}|its port comes before the other one}',
  'rstp.role-alternate':
    '{dev:dev} is a spare way to the root: {neighbour} speaks for the link, {part=cost:nearer to the root (cost {theirs}, not {own})|bridge:as near to the root (cost {own}), and comes first|whose root is better}',
  'rstp.role-backup': 'on the link of {dev:dev} another port of this bridge speaks: this one is its backup',
  'rstp.role-disabled': '{dev:dev} does not work: it has no role',

  'rstp.to-disabled': '{dev:dev} is out of use: it learns and forwards no more',
  'rstp.to-root':
    '{dev:dev} is root port now{before=alternate:; it was a spare one|backup:; it was a backup|designated:; it was designated|}',
  'rstp.to-designated': '{dev:dev} is designated now',
  'rstp.to-block': '{dev:dev} is {role=alternate:an alternate|a backup} now: it discards, lest there be a loop',
  'rstp.discards-synced': '{dev:dev} discards: nothing passes there that could go round',
  'rstp.proposed':
    '{dev:dev} is asked to agree. Before it does, {others|the other port|the # other ports} of the bridge {others|has|have} to be safe (sync)',
  'rstp.agreed': 'every other port is safe: {dev:dev} agrees that {neighbour} forwards',
  'rstp.reroot': '{dev:dev} is to forward as root port: whichever was root port before has to cease first (reRoot)',
  'rstp.rerooted': '{dev:dev} forwards: nobody needs to make way any more',
  'rstp.root-learn':
    '{by=time:{dev:dev} has waited long enough|no other port of the bridge leads to the root: {dev:dev} need not wait}. It learns',
  'rstp.root-forward':
    '{by=time:{dev:dev} has learnt long enough|no other port of the bridge leads to the root: {dev:dev} need not wait}. It forwards',
  'rstp.propose': '{dev:dev} proposes to forward{edge?; if nobody answers for {delay:duration}, no bridge is there:}',
  'rstp.synced':
    '{dev:dev} is safe: {by=edge:no bridge is behind it|agreed:the bridge behind it has agreed|synced:nothing changed there|it discards}',
  'rstp.retired': '{dev:dev} leads to the root no more: it has made way',
  'rstp.designated-learn':
    '{by=agreed:the neighbour agreed, so {dev:dev} need not wait|edge:{dev:dev} is an edge port and need not wait|{dev:dev} has waited long enough}. It learns',
  'rstp.designated-forward':
    '{by=agreed:the neighbour agreed, so {dev:dev} need not wait|edge:{dev:dev} is an edge port and need not wait|{dev:dev} has learnt long enough}. It forwards',
  'rstp.designated-discard':
    '{dev:dev} ceases to forward, {cause=sync:so that the bridge may agree to a proposal: it will propose in its turn|disputed:as somebody else takes itself for designated there|so that the new root port may forward}',

  'rstp.disabled': '{dev:dev} is disabled',
  'rstp.discarding': '{dev:dev} discards: only BPDUs are taken in',
  'rstp.learning': '{dev:dev} learns addresses',
  'rstp.forwarding': '{dev:dev} forwards',

  'rstp.tc-inactive': '{dev:dev} carries nothing more: what was learnt there is forgotten',
  'rstp.tc-learning': '{dev:dev} begins to learn',
  'rstp.tc-ceased':
    '{role=root:{dev:dev} is an edge port: nobody needs to hear of it|designated:{dev:dev} is an edge port: nobody needs to hear of it|{dev:dev} is no part of the tree any more}',
  'rstp.tc-detected':
    '{dev:dev} begins to forward: the topology changed. For {lasts:duration} this port and all the others say so',
  'rstp.tc-told-tcn': 'a bridge behind {dev:dev} told of a change: all other ports pass it on',
  'rstp.tc-told': 'a BPDU on {dev:dev} says that the topology changed: all other ports pass it on',
  'rstp.tc-propagating': '{dev:dev} passes the change on, and what was learnt there is forgotten',
  'rstp.tc-acknowledged': 'the bridge of the old protocol behind {dev:dev} has heard of the change',
  'rstp.tc-void': '{dev:dev} is not part of the tree, or an edge: a change elsewhere does not concern it',

  'rstp.add-bridge': 'mstpd is to mind {bridge:dev}: once its spanning tree is switched on it is RSTP',
  'rstp.start': 'mstpd works out the tree of {bridge:dev} by RSTP; the kernel only does as it says',
  'rstp.stop': 'mstpd lets go of {bridge:dev}',
  'rstp.port-enabled': 'the link of {dev:dev} works: its state machines begin',
  'rstp.port-disabled': 'the link of {dev:dev} works no more, and mstpd hears of it at once',
  'rstp.set-port':
    'somebody sets {what=adminEdge:the admin edge|autoEdge:the auto edge|the admin point-to-point} of {dev:dev} to {value}',
  'rstp.set-bridge': 'somebody lets ports of {bridge:dev} send {value} BPDUs at once',
  'rstp.mcheck': '{dev:dev} is to look anew whether its neighbour speaks RSTP',

  'stage.port_timers': 'RSTP timers',
  'stage.port_receive': 'Receive a BPDU',
  'stage.port_protocol_migration': 'Which protocol?',
  'stage.bridge_detection': 'Is a bridge there?',
  'stage.port_transmit': 'Send a BPDU',
  'stage.port_information': 'What the port knows',
  'stage.port_role_selection': 'Choose roles',
  'stage.port_role_transitions': 'Role of a port',
  'stage.port_state_transition': 'State of a port',
  'stage.topology_change': 'Topology change',
  'stage.mstpd': 'RSTP setting',

  'rstp.handshake': 'Handshake',
  'rstp.word.proposing': 'proposing',
  'rstp.word.proposed': 'proposed',
  'rstp.word.agree': 'agree',
  'rstp.word.agreed': 'agreed',
  'rstp.word.sync': 'sync',
  'rstp.word.synced': 'synced',
  'rstp.word.operEdge': 'edge',

  'table.rstp': 'RSTP',
  'column.rstp.dev': 'Bridge',
  'column.rstp.txHoldCount': 'At once',
  'column.rstp.messageAge': 'Message age',
  'column.rstp.changes': 'Changes',
  'column.rstp.timer': 'Timer',
  'table.rstp-port': 'RSTP ports',
  'column.rstp-port.dev': 'Port',
  'column.rstp-port.infoIs': 'Info',
  'column.rstp-port.proposing': 'proposing',
  'column.rstp-port.proposed': 'proposed',
  'column.rstp-port.agree': 'agree',
  'column.rstp-port.agreed': 'agreed',
  'column.rstp-port.sync': 'sync',
  'column.rstp-port.synced': 'synced',
  'column.rstp-port.operEdge': 'operEdge',
  'column.rstp-port.sendRstp': 'sendRSTP',
  'column.rstp-port.selectedRole': 'selectedRole',
  'column.rstp-port.selected': 'selected',
  'column.rstp-port.reselect': 'reselect',
  'column.rstp-port.updtInfo': 'updtInfo',
  'column.rstp-port.learn': 'learn',
  'column.rstp-port.forward': 'forward',
  'column.rstp-port.reRoot': 'reRoot',
  'column.rstp-port.disputed': 'disputed',
  'column.rstp-port.newInfo': 'newInfo',
  'column.rstp-port.change': 'TC machine',
  'column.rstp-port.migration': 'Migration',
  'column.rstp-port.portEnabled': 'portEnabled',
  'column.rstp-port.operPointToPointMac': 'operP2P',
  'column.rstp-port.adminEdge': 'AdminEdge',
  'column.rstp-port.autoEdge': 'AutoEdge',
  'column.rstp-port.adminP2p': 'AdminP2P',
  'column.rstp-port.rcvdRstp': 'rcvdRSTP',
  'column.rstp-port.rcvdStp': 'rcvdSTP',
  'column.rstp-port.rcvdTc': 'rcvdTc',
  'column.rstp-port.rcvdTcn': 'rcvdTcn',
  'column.rstp-port.rcvdTcAck': 'rcvdTcAck',
  'column.rstp-port.tcProp': 'tcProp',
  'column.rstp-port.tcAck': 'tcAck',
  'column.rstp-port.txCount': 'txCount',
  'column.rstp-port.txSince': 'txCount since',
  'column.rstp-port.messageAge': 'Message age',
  'column.rstp-port.maxAge': 'Max age',
  'column.rstp-port.helloTime': 'Hello',
  'column.rstp-port.fwdDelay': 'Fwd delay',
  'column.rstp-port.fdWhile': 'fdWhile',
  'column.rstp-port.rrWhile': 'rrWhile',
  'column.rstp-port.rbWhile': 'rbWhile',
  'column.rstp-port.rcvdInfoWhile': 'rcvdInfoWhile',
  'column.rstp-port.tcWhile': 'tcWhile',
  'column.rstp-port.helloWhen': 'helloWhen',
  'column.rstp-port.edgeDelayWhile': 'edgeDelayWhile',
  'column.rstp-port.mdelayWhile': 'mdelayWhile',
} as const;
