// Reasons of routing, IPv4, ICMP, netfilter and sockets.
export const ip = {
  'fib.local': '{ip:ipv4} is an address of {netns} itself: the packet stays here and goes up',
  'fib.broadcast': '{ip:ipv4} is the broadcast address on {dev:dev}: it means every host there, this one included',
  'fib.on-link':
    '{ip:ipv4} is in {dst:ipv4}/{prefix}, the network on {dev:dev} itself: no router needed, next hop is {ip:ipv4}',
  'fib.gateway':
    '{prefix?{dst:ipv4}/{prefix} is the longest prefix that matches {ip:ipv4}:nothing but the default route matches {ip:ipv4}}: next hop is router {gateway:ipv4} by {dev:dev}',
  'fib.none': 'no route of {netns} matches {ip:ipv4}: without a next hop the packet can go nowhere',
  'fib.refused':
    'the best match for {ip:ipv4} is {dst:ipv4}/{prefix}, a route of type {type}: it is there to refuse packets',
  'nf.empty': 'no rule is registered at the {hook} hook: the packet passes',

  'ip.send': 'IPv4 puts its header in front, from {src:ipv4} to {ip:ipv4}: the packet is to leave by {dev:dev}',
  'ip.too-big':
    'the packet has {length} bytes, the way by {dev:dev} takes {mtu} at most (MTU): it is refused, and the sender told so',
  'ip.receive': 'the IPv4 header is whole and its checksum right, {src:ipv4} to {ip:ipv4}: the packet may go on',
  'ip.truncated': 'frame {frame:frame} ends before its IPv4 header does: there is nothing to go by, so it is dropped',
  'ip.bad-version': 'the version in frame {frame:frame} is not 4: whatever the EtherType says, this is not IPv4',
  'ip.bad-length': "the IPv4 header's lengths do not fit the bytes of frame {frame:frame}: it cannot be trusted",
  'ip.bad-checksum': 'the IPv4 header checksum is wrong: a bit changed on the way, even the addresses may be false',
  'ip.not-mine': 'frame {frame:frame} was for another MAC address and only overheard: IPv4 does not take it',
  'ip.deliver':
    'the packet is for {netns}: its protocol field says {proto}, so {proto=1:ICMP|6:TCP|17:UDP|that protocol} gets the payload',
  'ip.no-forwarding': '{ip:ipv4} is not ours and ip_forward is 0: a host is not a router, so the packet is dropped',
  'ip.no-protocol': 'no one here handles IP protocol {proto}, so the packet from {src:ipv4} is dropped',
  'ip.bad-source': 'no host can have the source address {src:ipv4}: nobody can send from it (a martian)',

  'icmp.echo-request': '{ip:ipv4} sends an echo request: every host has to answer one (RFC 1122)',
  'icmp.timestamp': '{ip:ipv4} asks what time it is here (RFC 792): Linux tells it',
  'icmp.timestamp-reply':
    'the reply returns the time at which {ip:ipv4} asked, and adds ours: milliseconds since midnight',
  'icmp.echo-reply': '{ip:ipv4} has answered: the identifier {ident} says which ping the echo reply belongs to',
  'icmp.error':
    '{ip:ipv4} reports {type=3:that the destination is unreachable|4:source quench|5:a better router (redirect)|11:that time ran out (TTL or reassembly)|12:a bad header field|an error}: the packet it quotes says whose it is',
  'icmp.truncated': 'the ICMP message from {ip:ipv4} lacks bytes that it must have: dropped',
  'icmp.bad-checksum':
    'the ICMP checksum is wrong: the message from {ip:ipv4} was damaged on the way, so it is dropped',
  'icmp.broadcast-ignored':
    '{ip:ipv4} pings a broadcast address: if all hosts answered at once it would be flooded, so none does',
  'icmp.echo-ignored': 'icmp_echo_ignore_all is 1 on {netns}: the echo request of {ip:ipv4} gets no answer',
  'icmp.unknown-type': '{netns} has no use for ICMP messages of this type: RFC 1122 has them dropped in silence',
  'icmp.nobody':
    '{ident?no ping on {netns} has identifier {ident}:no socket on {netns} sent what is quoted}: nobody waits for this message',
  'icmp.reply':
    "the reply returns the request's identifier, sequence number and data, by which {ip:ipv4} knows it again",
  'icmp.port-unreachable':
    'nobody on {ip:ipv4} has that port: the sender {src:ipv4} is told by ICMP, or it would wait for nothing',
  'udp.send':
    'UDP puts port {local} to port {toPort} in front of {length} bytes for {ip:ipv4}: no connection, no promise',
  'udp.connect':
    'process {pid} names {ip:ipv4}:{toPort} as the only peer of its UDP port {local}: nothing is sent for it',
  'udp.connect-refused': 'process {pid} on {netns} has no way to {ip:ipv4} ({error}): connect fails',
  'udp.no-route': 'the datagram for {ip:ipv4} cannot leave {netns} ({error}): the program is told at once',
  'udp.receive': 'the datagram from {ip:ipv4} is for port {toPort}: process {pid} has bound it',
  'udp.truncated': 'the UDP length from {ip:ipv4} does not fit the bytes that came: the datagram is dropped',
  'udp.bad-checksum':
    'the UDP checksum of the datagram from {ip:ipv4} is wrong: a bit changed on the way, it is dropped',
  'udp.no-port': 'no process on {netns} has port {toPort}: the datagram from {ip:ipv4} has no taker',
  'icmp.host-unreachable':
    'no neighbour answered, so the packet to {ip:ipv4} cannot be delivered: ICMP tells its sender {src:ipv4}',
  'icmp.not-about':
    'the lost packet is an ICMP error itself: errors about errors could go on for ever, so none is sent',

  'socket.open': 'process {pid} opens a {kind} socket on {netns}: what arrives for it now has somewhere to go',
  'socket.close': 'the {kind} socket of process {pid} on {netns} is closed: what still comes for it has no taker',
  'socket.queued': 'the message is for the {kind} socket of process {pid}: it waits in its queue until it is read',
  'socket.full':
    'what process {pid} has not read fills {used} of {limit} bytes of its socket: no room, this one is dropped',
  'packet.send': 'a program sends an ARP message about {ip:ipv4} of its own making by {dev:dev}, past the stack',
  'packet.receive': 'process {pid} has a packet socket on {dev:dev}: it gets to see frame {frame:frame} whole',
  'packet.tap': 'process {pid} captures on {dev:dev}: frame {frame:frame} passes before its eyes',
  'ping.send': 'ping sends echo request {seq} to {ip:ipv4}: by identifier {ident} the reply will find back to it',
  'ping.no-route': '{netns} cannot send to {ip:ipv4} ({error}): ping is told at once, and nothing goes out',
} as const;
