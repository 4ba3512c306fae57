// Reasons of links, devices and bridges. One sentence each: what happened, and why it had to.
export const net = {
  'link.transmit':
    '{dev:dev} sends frame {frame:frame}: {sendNs?its bits take {sendNs:duration}, the last one reaches {peer:dev} {delayNs:duration} later:no rate limits it, so it reaches {peer:dev} {delayNs:duration} later}',
  'link.down': 'the link at {dev:dev} is down: frame {frame:frame} cannot get across and is lost',
  'link.none': 'nothing is plugged into {dev:dev}: frame {frame:frame} has no wire to go out on',
  'link.receive':
    'the last bit of frame {frame:frame} reaches {dev:dev}: only a whole frame can be checked and handed up',
  'link.cut': 'the link went down while frame {frame:frame} was on its way to {dev:dev}: it never arrives',
  'link.lost':
    'the link loses frame {frame:frame} on its way to {dev:dev}: the lesson gives it a loss rate of {loss:percent}',

  'receive.host':
    'frame {frame:frame} enters the stack at {dev:dev}: filtered by address first, then handed on by EtherType {etherType:hex}',
  'receive.port': "{dev:dev} is a port of {bridge:dev}: the frame is the bridge's to forward, not the node's to read",
  'receive.down': '{dev:dev} is switched off: frame {frame:frame} is not taken in',
  'receive.length':
    'frame {frame:frame} enters the stack at {dev:dev}: filtered by address first; {length} is no EtherType but a length, so LLC follows',
  'receive.unknown': 'no protocol here handles EtherType {etherType:hex}: frame {frame:frame} is dropped',
  'receive.runt': 'frame {frame:frame} has {length|one byte|# bytes}: not even an Ethernet header, which takes 14',
  'nic.not-mine': 'the frame is for {dst:mac} and {dev:dev} has {own:mac}: not its frame, so it drops it',

  'xmit.busy':
    '{dev:dev} is busy until {until:time}: a wire carries one frame at a time, so frame {frame:frame} queues',
  'xmit.full': '{limit} frames wait at {dev:dev} already, its limit: frame {frame:frame} is dropped (tail drop)',
  'xmit.down':
    '{up?{dev:dev} has no carrier, nobody is there at the other end:{dev:dev} is switched off}: frame {frame:frame} is dropped',
  'xmit.free':
    '{dev:dev} is free again: frame {frame:frame}, the oldest in its queue, goes out{left?; {left|one more waits|# more wait}:}',
  'loopback.turn': '{dev:dev} has no wire: what this node sends to itself turns round here',
  'loopback.receive': 'frame {frame:frame} comes in by {dev:dev}, handled from here on like one from a wire',

  'fdb.learn':
    'a frame from {mac:mac} came in by {port:dev}{vid? in VLAN {vid}:}: so {mac:mac} can be reached by {port:dev}',
  'fdb.refresh':
    '{mac:mac} is heard on {port:dev}{vid? in VLAN {vid}:} again: the entry holds, and its age counts from zero',
  'fdb.move':
    '{mac:mac} now sends from {port:dev}{vid? in VLAN {vid}:}, not {before:dev}: the station has moved, so its entry follows',
  'fdb.full': 'the CAM table holds its limit of {limit}: {mac:mac} is not learnt, so frames to it will be flooded',
  'fdb.group-source': 'the source {mac:mac} is a group address, which no station can have: nothing is learnt from it',
  'fdb.hit':
    'the CAM table has {mac:mac} on {port:dev}{vid? in VLAN {vid}:}: frame {frame:frame} leaves there and nowhere else',
  'fdb.miss':
    '{mac:mac} is not in the CAM table of {bridge:dev}{vid? for VLAN {vid}:}: flooded, the frame finds it wherever it is',
  'fdb.group': '{mac:mac} means a group, not one station: the frame leaves by every port but the one it came in by',
  'fdb.same-port':
    '{mac:mac} is on {port:dev}{vid? (VLAN {vid}):}, where the frame came from: it has been there already, so it is filtered',
  'fdb.own': '{mac:mac} belongs to {bridge:dev} itself or to one of its ports: the frame is for this node and goes up',
  'bridge.too-big':
    'frame {frame:frame} has {length} bytes, more than {port:dev} with MTU {mtu} may send: a bridge cuts nothing and tells nobody',
  'bridge.forward': 'a copy of frame {frame:frame} leaves by {port:dev}: a bridge changes no bit of it',
  'bridge.flood':
    '{ports?frame {frame:frame} is flooded by every port that is up but the one it came in by, here {ports:devs}:frame {frame:frame} is to be flooded, but no other port is up}',
  'fdb.check':
    '{bridge:dev} looks for stations unheard for {ageingNs:duration}: their entries would lead frames astray',
  'fdb.age':
    'nothing came from {mac:mac} on {port:dev} for {ageingNs:duration}: it may be gone or elsewhere, so the entry goes',
  'fdb.flush':
    '{moved?the topology changed around {port:dev}:{port:dev} has lost its link}: {count|the address|the # addresses} learnt there may be anywhere now, so {count|it is|they are} forgotten',

  'dev.add': '{dev:dev} is added, a device of kind {kind}: it is there, but down until it is switched on',
  'dev.up': '{dev:dev} is switched on: it can send and receive once it has a carrier',
  'dev.down': '{dev:dev} is switched off: its routes and neighbour entries go, its addresses stay',
  'dev.carrier-on': '{dev:dev} has a carrier now: its link (of a bridge: one of its ports) works at both ends',
  'dev.carrier-off': '{dev:dev} has lost its carrier: its link (of a bridge: its last port) no longer works',
  'dev.set': 'a property of {dev:dev} changes (MAC address, MTU, bridge): what depends on it follows',
  'addr.add':
    '{dev:dev} gets {ip:ipv4}/{prefix}: the kernel adds the routes that follow from it while the device is up',
  'addr.delete': '{ip:ipv4}/{prefix} is taken off {dev:dev}: the routes that came with it go too',
  'route.add': '{netns} gets a route to {dst:ipv4}/{prefix}: it is used where no more specific route matches',
  'route.delete': '{netns} loses its route to {dst:ipv4}/{prefix}: a less specific route takes over, if there is one',
} as const;
