// Reasons of routing, forwarding, ICMP errors, redirects and path MTUs; their stages, tables and columns.
export const routing = {
  'stage.fib_match': 'Another match',
  'stage.fib_validate_source': 'Check the source',
  'stage.ip_forward': 'Forward the packet',
  'stage.ip_error': 'Refuse the packet',
  'stage.ip_append_data': 'Check against the MTU',
  'stage.ip_fragment': 'Cut into fragments',
  'stage.ip_defrag': 'Put fragments together',
  'stage.ip_expire': 'Fragments expire',
  'stage.ip_options': 'IPv4 options',
  'stage.find_exception': 'Exception to the route',
  'stage.update_or_create_fnhe': 'Learn an exception',
  'stage.ip_rt_send_redirect': 'Send a redirect',
  'stage.ip_do_redirect': 'Receive a redirect',

  'table.exception': 'Route exceptions',
  'table.inet-peer': 'Hosts told of errors',
  'table.icmp-credit': 'ICMP allowance',
  'table.ip-frag': 'Fragments that wait',
  'column.exception.dst': 'destination',
  'column.exception.dev': 'device',
  'column.exception.via': 'of route via',
  'column.exception.gateway': 'gateway',
  'column.exception.mtu': 'MTU',
  'column.exception.locked': 'locked',
  'column.exception.expires': 'expires',
  'column.inet-peer.ip': 'address',
  'column.inet-peer.tokens': 'tokens',
  'column.inet-peer.last': 'last',
  'column.inet-peer.redirects': 'redirects',
  'column.ip-frag.number': 'number',
  'column.ip-frag.src': 'source',
  'column.ip-frag.dst': 'destination',
  'column.ip-frag.proto': 'protocol',
  'column.ip-frag.ident': 'identification',
  'column.ip-frag.dev': 'device',
  'column.ip-frag.frames': 'frames',
  'column.ip-frag.pieces': 'pieces',
  'column.ip-frag.have': 'bytes there',
  'column.ip-frag.length': 'bytes in all',
  'column.ip-frag.complete': 'end known',
  'column.ip-frag.timer': 'timer',
  'column.ip-frag.due': 'fires at',

  'fib.shorter':
    '{prefix?{dst:ipv4}/{prefix}:the default route} matches {ip:ipv4} too, but {best} bits say more than {prefix}: the longest prefix wins',
  'fib.metric':
    'another route to {dst:ipv4}/{prefix} has metric {metric}: the one with {best} comes first, the lower the better',
  'fib.dead': 'a route to {dst:ipv4}/{prefix} matches, but its device {dev:dev} is not up: it does not count',
  'fib.throw':
    'the route to {dst:ipv4}/{prefix} in table {table} is of type throw: the search goes on in the next table',

  'source.reverse-path': 'the route back to {ip:ipv4} leaves by {dev:dev}, where the packet came in: that fits',
  'source.other-way':
    'the route back to {ip:ipv4} leaves by {back:dev}, but the packet came in by {dev:dev}: ways differ there and back',
  'ip.own-source':
    '{src:ipv4} is an address of our own, but the packet comes from outside: nobody else is us (a martian)',
  'ip.rp-strict': 'rp_filter is 1 (strict): what {src:ipv4} sends must come in by the way back to it, not by {dev:dev}',
  'ip.rp-loose': 'rp_filter is 2 (loose) and no route leads back to {src:ipv4} at all: such a sender cannot be real',
  'ip.bad-destination': '{ip:ipv4} can be no destination for a packet from outside (a martian)',
  'ip.bad-header-length': 'the IPv4 header of frame {frame:frame} claims to be shorter than 20 bytes: none is',
  'ip.forwarded':
    '{ip:ipv4} is not ours and we are a router: the packet goes on by {dev:dev}, its TTL one less than {ttl}',
  'forward.ttl':
    'TTL {ttl} less one leaves nothing: the packet ends here and {src:ipv4} is told. So none circles for ever',
  'forward.not-host': 'the frame was sent to all: what comes that way is not routed any further',
  'forward.too-big':
    '{length} bytes do not fit the {mtu} of {dev:dev}, and DF forbids fragments: dropped, and {src:ipv4} is told',
  'ip.no-route': 'no route leads to {ip:ipv4}: the packet is dropped and its sender {src:ipv4} told (net unreachable)',
  'ip.route-refuses':
    'the route to {ip:ipv4} is of type {type}: {type=blackhole:it swallows packets and says nothing|prohibit:the sender {src:ipv4} is told that it is forbidden|unreachable:the sender {src:ipv4} is told that the host is unreachable|the packet is refused}',
  'ip.error-limited':
    '{src:ipv4} has been told of refusals often enough (one a second, five at once): this time silence',
  'ip.fragments':
    'the packet has {length} bytes, the way by {dev:dev} takes {mtu}: it is cut into fragments, each with a header of its own',

  'icmp.net-unreachable': 'ICMP tells {src:ipv4}: no way leads to the network of {ip:ipv4}',
  'icmp.protocol-unreachable': 'ICMP tells {src:ipv4}: {ip:ipv4} does not speak that protocol',
  'icmp.frag-needed':
    'ICMP tells {src:ipv4}: the packet to {ip:ipv4} had to be cut and must not be; {mtu} bytes would fit',
  'icmp.source-route-failed': 'ICMP tells {src:ipv4}: the way it asked for cannot be gone',
  'icmp.filtered': 'ICMP tells {src:ipv4}: packets to {ip:ipv4} are forbidden here',
  'icmp.ttl-exceeded':
    'ICMP tells {src:ipv4} that its packet to {ip:ipv4} ended here: so traceroute learns of this router',
  'icmp.fragment-time': 'ICMP tells {src:ipv4}: fragments of its packet did not come in time',
  'icmp.redirect': 'ICMP tells {src:ipv4}: the way to {ip:ipv4} is shorter by {gateway:ipv4}, on its own link',
  'icmp.parameter-problem': 'ICMP tells {src:ipv4}: a field in the header of its packet is wrong',
  'icmp.not-about-many':
    'the packet was sent to many: if each of them sent an error the sender would drown, so none is',
  'icmp.not-about-fragment': 'the packet is a later fragment: errors are about the first one, or there would be many',
  'icmp.rate-limit': 'too many ICMP errors in a short time (icmp_ratelimit, icmp_msgs_per_sec): {src:ipv4} is not told',
  'icmp.fragment-time-ignored': '{ip:ipv4} could not put our fragments together: Linux tells no program of that',
  'icmp.bad-code': '{ip:ipv4} reports an error with a code that there is not: dropped',

  'exception.mtu':
    'a router has said that only {mtu} bytes get to {ip:ipv4}: that counts, not the {own} of our own link',
  'exception.redirected': 'a router has said that {gateway:ipv4} is nearer to {ip:ipv4}: it is the next hop now',
  'exception.expired': 'what was said about the way to {ip:ipv4} is too old to count: the route itself counts again',
  'exception.learn-mtu':
    'packets to {ip:ipv4} must not be longer than {mtu} bytes (path MTU): kept for ten minutes, then tried anew',
  'exception.learn-gateway':
    'packets to {ip:ipv4} go to {gateway:ipv4} from now on, not to {before:ipv4}: as long as the redirect counts',
  'exception.not-less': '{mtu} bytes are more than the {own} known for {ip:ipv4}: an error can only make it less',
  'exception.forget': 'the route has gone, and with it what was known about the way to {ip:ipv4}',
  'exception.flush': 'the cache of the routes is flushed: what was known about the way to {ip:ipv4} is forgotten',

  'redirect.same-link':
    'the packet leaves by {dev:dev} where it came in: {src:ipv4} could reach {gateway:ipv4} itself and is told so',
  'redirect.wait': '{src:ipv4} was told of {gateway:ipv4} just now: the packet is sent on without telling it again',
  'redirect.ignored': '{src:ipv4} has ignored {limit} redirects: it gets no more until it has been silent for a while',
  'redirect.accept': '{src:ipv4} is our router to {ip:ipv4}, so its word counts: {gateway:ipv4} is nearer',
  'redirect.ask-first':
    'the MAC address of {gateway:ipv4} is not known: it is asked for first, and the old way to {ip:ipv4} stays',
  'redirect.not-from-gateway':
    '{src:ipv4} is not the router that we use for {ip:ipv4}: what it says about the way does not count',
  'redirect.off': 'accept_redirects is off on {dev:dev}: the advice of {src:ipv4} is not taken',
  'redirect.bad-gateway': '{gateway:ipv4} cannot be a router for us: it is not a neighbour on this link',

  'defrag.first':
    'a first fragment of packet {ident} from {src:ipv4}: bytes {from} to {to} wait for the rest, 30 s at most',
  'defrag.more': 'another fragment of packet {ident} from {src:ipv4}, bytes {from} to {to}: {have} bytes are there now',
  'defrag.whole':
    'all {count} fragments of packet {ident} from {src:ipv4} are there: it is whole again, {length} bytes',
  'defrag.again': 'bytes {from} to {to} of packet {ident} from {src:ipv4} are there already: this fragment is dropped',
  'defrag.overlap':
    'bytes {from} to {to} of packet {ident} from {src:ipv4} overlap others: all its fragments are dropped',
  'defrag.wrong-end':
    'bytes {from} to {to} of packet {ident} do not fit the end of it that is known: all its fragments are dropped',
  'defrag.no-memory':
    'waiting fragments hold {held} bytes, ipfrag_high_thresh allows {limit}: one of {src:ipv4} is dropped',
  'defrag.too-long': 'packet {ident} from {src:ipv4} would be longer than 65535 bytes, and none can be: it is dropped',
  'defrag.expire':
    'the rest of packet {ident} from {src:ipv4} did not come in time: the {count|one fragment|# fragments} that came {count|is|are} thrown away',
  'options.read':
    'the header has options: {changed?this node writes into them where the packet is, or when:none of them is for this node}',
  'options.wrong': 'byte {at} of the header is wrong, in its options: the packet is dropped and {src:ipv4} told where',
  'options.source-route':
    'the packet says which way it wants to go: nobody obeys that any more (accept_source_route 0), it is dropped',
} as const;
