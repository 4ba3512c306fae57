// Why the spanning tree does what it does. Bridges are named by their identifiers: priority and address, as Linux writes them.
export const stp = {
  'stp.better':
    '{dev:dev} hears better in frame {frame:frame}: {part=root:root {root} comes before {knownRoot}|cost:the root at cost {cost}, not {knownCost}|bridge:{neighbour} comes before {known}|a better port of {neighbour}}, so all is worked out anew',
  'stp.same':
    '{neighbour} says the same again on {dev:dev}: root {root} at cost {cost}; it stays known for another max age',
  'stp.worse-answered':
    'frame {frame:frame} is worse than what {dev:dev} announces: {neighbour} knows no better yet and gets an answer',
  'stp.worse':
    'frame {frame:frame} is worse than what {dev:dev} heard from {known}, which is to answer on this link: ignored',
  'stp.tcn': 'a bridge behind {dev:dev} tells of a topology change: this one acknowledges and passes the word on',
  'stp.tcn-not-mine': '{dev:dev} hears of a topology change but is not designated there: others attend to it',
  'stp.too-old':
    'the BPDU in frame {frame:frame} is {age:duration} old, more than {maxAge:duration}: no longer believed',
  'stp.not-here': '{dev:dev} is disabled: it takes no BPDU',
  'stp.malformed': 'frame {frame:frame} is addressed to bridges but holds no BPDU of this protocol: dropped',
  'stp.rst':
    'frame {frame:frame} is a BPDU of RSTP, which this bridge does not speak: dropped. Its neighbour will fall back',
  'stp.guarded': '{dev:dev} is guarded, and no bridge is to speak there: the BPDU switches the port off',

  'stp.root-port':
    '{dev:dev} is the way to root {root} at cost {cost}{part=only:, the only one|root:; {other:dev} leads to a worse root|cost:; {other:dev} would cost more|bridge:, by a neighbour that comes before that of {other:dev}|port:, by a better port of the neighbour than {other:dev}|, and comes before {other:dev}, which would do as well}',
  'stp.own-root': 'no port knows a root better than {own}: {bridge:dev} takes itself for the root',
  'stp.designated':
    '{dev:dev} is to speak for its link: {part=root:{neighbour} announced another root than {root}|cost:cost {cost} to the root beats the {theirs} of {neighbour}|bridge:costs are equal, and this bridge comes before {neighbour}|another port of this bridge comes after it}',
  'stp.announces-anew': '{dev:dev} stays designated, and announces from now on root {root} at cost {cost}',
  'stp.block':
    '{dev:dev} blocks, lest there be a loop: on its link {neighbour} speaks, {part=cost:nearer to the root (cost {theirs}, not {own})|bridge:as near to the root (cost {own}), and comes first|port:by a port that comes before this one|of the root {root}}',
  'stp.listen':
    '{dev:dev} is to forward, as {role=root:root port|designated port}: first it listens for {delay:duration} to any BPDU against it',
  'stp.forward-at-once':
    '{enabled?the forward delay is 0, so {dev:dev} forwards at once:no spanning tree runs, so {dev:dev} forwards as soon as its link works}',
  'stp.role': '{dev:dev} is {role=root:the root port|designated:designated|an alternate} now; its state stays {state}',
  'stp.enable':
    'the link of {dev:dev} works: {enabled?it starts blocked, and speaks for the link until it hears better:the port is let in}',
  'stp.disable':
    '{dev:dev} can carry nothing (link, port or bridge is down): disabled, and what it heard and learnt is forgotten',
  'stp.by-hand': 'somebody sets the state of {dev:dev} to {state}: no spanning tree runs that would know better',
  'stp.learn':
    'nothing spoke against {dev:dev} for {delay:duration}: it learns addresses for as long again, to flood less later',
  'stp.forward': '{dev:dev} learnt for {delay:duration} more: it forwards now',

  'stp.send':
    '{dev:dev} announces {own?{root}, its own bridge, as root:root {root} at cost {cost}}{ack?, acknowledges the change:}{change? and says that the topology changes:}',
  'stp.hold': '{dev:dev} sent a BPDU less than a second ago: the next one waits until {until:time}',
  'stp.send-too-old':
    'news of the root {root} is {age:duration} old, and {maxAge:duration} is the limit: not passed on',
  'stp.send-tcn': '{dev:dev} leads to the root: a topology change notification leaves there',

  'stp.change-root':
    'the topology changed, and {bridge:dev} is the root: for {lasts:duration} it says so, and addresses age fast',
  'stp.change-tell':
    'the topology changed: {bridge:dev} tells so by {dev:dev}, every {every:duration} until that is acknowledged',
  'stp.change-told':
    'the topology changed again: {bridge:dev} has told so by {dev:dev} and waits for the acknowledgement',
  'stp.change-acknowledged': 'the bridge behind {dev:dev} has heard of the change: {bridge:dev} need not repeat it',
  'stp.change-flag':
    '{changing?the root says that the topology changes, so {bridge:dev} keeps addresses for {delay:duration} only:the root says that the topology is settled, so {bridge:dev} keeps addresses as long as ever}',
  'stp.change-end': '{bridge:dev} has announced the change long enough: the topology counts as settled',

  'stp.timer-hello': 'the hello time ({hello:duration}) is over: {bridge:dev} announces the root again',
  'stp.timer-age': 'nothing was heard from {neighbour} on {dev:dev} for the max age: it counts as lost',
  'stp.timer-delay': 'the forward delay of {dev:dev} is over ({state})',
  'stp.timer-tcn': 'nobody acknowledged the topology change yet: {bridge:dev} tells of it again',
  'stp.timer-change': 'the time is over for which {bridge:dev} announces a topology change',
  'stp.timer-hold': 'a second has passed since {dev:dev} sent its last BPDU: what waited may leave',

  'stp.port-added': '{dev:dev} becomes port {number} of {bridge:dev}: disabled until its link is seen to work',
  'stp.port-removed': '{dev:dev} leaves {bridge:dev}',
  'stp.start': 'the spanning tree is switched on at {bridge:dev}',
  'stp.stop':
    'the spanning tree is switched off at {bridge:dev}: ports stay as they are, and nobody looks out for loops',
  'stp.set-bridge':
    'somebody sets {what=priority:the priority of {bridge:dev} to {value}|helloNs:the hello time of {bridge:dev} to {value:duration}|maxAgeNs:the max age of {bridge:dev} to {value:duration}|the forward delay of {bridge:dev} to {value:duration}}',
  'stp.set-port':
    'somebody sets {what=cost:the path cost of {dev:dev} to {value}|priority:the priority of {dev:dev} to {value}|guard:the guard of {dev:dev} {value?on:off}|the learning of {dev:dev} {value?on:off}}',
  'stp.new-id': '{bridge:dev} goes by the lowest address of its ports, {mac:mac}: its identifier changes',
  'stp.bridge-up': '{bridge:dev} is switched on: its ports may begin',
  'stp.bridge-down': '{bridge:dev} is switched off: its ports are disabled',

  'bridge.port-blocked': '{port:dev} is {state}: it takes in nothing but BPDUs, so frame {frame:frame} is dropped',
  'bridge.port-learning': '{port:dev} is learning: the sender is noted, the frame {frame:frame} itself dropped',
  'bridge.out-blocked':
    'the CAM table has {mac:mac} on {port:dev}, which does not forward: frame {frame:frame} is dropped',
  'bridge.reserved': '{dst:mac} is reserved for the link itself: no bridge forwards frame {frame:frame}',
  'receive.llc':
    'frame {frame:frame} bears LLC (a length, no type), which bridges speak among themselves: nobody here wants it',

  'stage.br_handle_frame': 'May the port take it?',
  'stage.br_stp_rcv': 'Receive a BPDU',
  'stage.br_root_selection': 'Choose the root',
  'stage.br_designated_port_selection': 'Who speaks for the link',
  'stage.br_port_state_selection': 'State of a port',
  'stage.br_transmit_config': 'Send a BPDU',
  'stage.br_transmit_tcn': 'Tell of a change',
  'stage.br_topology_change': 'Topology change',
  'stage.br_stp_timer': 'Spanning tree timer',
  'stage.br_stp_if': 'Spanning tree setting',

  'table.stp': 'Spanning tree',
  'column.stp.dev': 'Bridge',
  'column.stp.bridgeId': 'Identifier',
  'column.stp.rootId': 'Root',
  'column.stp.rootPort': 'Root port',
  'column.stp.rootCost': 'Cost',
  'column.stp.enabled': 'On',
  'column.stp.version': 'Protocol',
  'column.stp.changing': 'Changing',
  'column.stp.detected': 'Noticed',
  'column.stp.helloNs': 'Hello',
  'column.stp.maxAgeNs': 'Max age',
  'column.stp.forwardDelayNs': 'Fwd delay',
  'column.stp.ownHelloNs': 'Own hello',
  'column.stp.ownMaxAgeNs': 'Own max age',
  'column.stp.ownForwardDelayNs': 'Own fwd delay',
  'column.stp.helloTimer': 'Hello timer',
  'column.stp.tcnTimer': 'TCN timer',
  'column.stp.changeTimer': 'Change timer',
  'table.bridge-port': 'Bridge ports',
  'column.bridge-port.dev': 'Port',
  'column.bridge-port.state': 'State',
  'column.bridge-port.role': 'Role',
  'column.bridge-port.cost': 'Cost',
  'column.bridge-port.rootId': 'Root heard',
  'column.bridge-port.rootCost': 'Its cost',
  'column.bridge-port.designatedBridge': 'Designated',
  'column.bridge-port.designatedPort': 'Its port',
  'column.bridge-port.priority': 'Prio',
  'column.bridge-port.number': '#',
  'column.bridge-port.bridge': 'Bridge',
  'column.bridge-port.fixedCost': 'Cost set',
  'column.bridge-port.guard': 'Guard',
  'column.bridge-port.learning': 'Learns',
  'column.bridge-port.pending': 'Waiting',
  'column.bridge-port.ack': 'Ack',
  'column.bridge-port.heard': 'Heard',
  'column.bridge-port.holdUntil': 'Hold until',
  'column.bridge-port.ageTimer': 'Age timer',
  'column.bridge-port.delayTimer': 'Delay timer',
  'column.bridge-port.holdTimer': 'Hold timer',
} as const;
