// Reasons of the neighbour table and of ARP.
export const neigh = {
  'neigh.known': 'the ARP entry of {ip:ipv4} is {state}: the frame goes to {mac:mac} at once',
  'neigh.stale-used': '{ip:ipv4} is {state}, not proved lately: {mac:mac} is used, and checked if no proof comes',
  'neigh.unknown': '{dev:dev} has no ARP entry for {ip:ipv4}: the packet waits and everyone on the link is asked',
  'neigh.waiting': '{ip:ipv4} has been asked for already: packet {frame:frame} joins those that wait for the answer',
  'neigh.failed-retry': 'the last search for {ip:ipv4} failed: a new packet is reason to ask everyone again',
  'neigh.noarp': '{dev:dev} leads back to this node alone: no MAC address has to be found',

  'neigh.learn':
    '{dev:dev} had no entry for {ip:ipv4}: it notes {mac:mac} as {state}{state=STALE:, heard but not proved to hear us|}',
  'neigh.answer': '{ip:ipv4} is at {mac:mac}: the entry has an address and is {state}, what waited for it can go',
  'neigh.confirmed': '{mac:mac} answers for {ip:ipv4} again: the entry is proved and {state}',
  'neigh.changed':
    '{ip:ipv4} was at {before:mac}, now {mac:mac} claims it: the newer word counts{state=STALE:, unproved (STALE)|}',
  'neigh.locked': '{mac:mac} claims {ip:ipv4}: {before:mac} stays, noted less than a second ago or set by hand',
  'neigh.heard':
    '{ip:ipv4} speaks from {mac:mac} as noted: that we hear it does not prove that it hears us, {state} stays',

  'neigh.still-reachable': '{ip:ipv4} was confirmed at {confirmed:time}: REACHABLE stays, the timer is set anew',
  'neigh.to-stale':
    'no proof from {ip:ipv4} for {reachable:duration}, its reachable time: STALE, good to use but to be checked then',
  'neigh.to-delay':
    'the reachable time of {ip:ipv4} is over, but it was used at {used:time}: DELAY, waiting for a proof',
  'neigh.to-probe': 'no proof that {ip:ipv4} hears us came during DELAY: its known address is asked by unicast (PROBE)',
  'neigh.delay-confirmed': 'a proof came at {confirmed:time}, during DELAY: {ip:ipv4} is REACHABLE without being asked',
  'neigh.ask-again':
    '{asked|one request|# requests} for {ip:ipv4} and no answer: frames get lost, so it is asked again',
  'neigh.give-up':
    'nobody answered {asked|one request|# requests} for {ip:ipv4}: FAILED{waiting?, and {waiting|the packet that waited fails|the # packets that waited fail}:}',

  'neigh.device-down':
    '{dev:dev} has gone down or changed: {count|its neighbour entry is|its # neighbour entries are} no longer to be trusted and {count|goes|go}',
  'neigh.queue-full':
    'too many packets wait for {ip:ipv4}: the oldest, {frame:frame}, is dropped to make room for the newest',
  'neigh.release':
    'the address of {ip:ipv4} is known now: {count|the packet that waited goes|the # packets that waited go, oldest first}',
  'neigh.discard': 'the entry of {ip:ipv4} is removed: packet {frame:frame}, which waited for it, is dropped',

  'arp.ask-all': '{dev:dev} needs the MAC address of {ip:ipv4} and cannot know whom to ask: it asks everyone',
  'arp.ask-one': '{dev:dev} asks {mac:mac} alone whether it still has {ip:ipv4}: nobody else need be disturbed',
  'arp.reply': '{dev:dev} has {ip:ipv4}: it tells {to:ipv4} alone, for the request said that it is at {mac:mac}',
  'arp.announce': 'the node says its own address unasked (gratuitous ARP), so that old entries elsewhere are corrected',
  'arp.probe': 'before it uses an address the node asks whether somebody has it already (RFC 5227)',

  'arp.request-for-me':
    '{ip:ipv4} asks for {target:ipv4}, which is ours: note where it is, since we shall talk, then answer',
  'arp.request-for-other': '{ip:ipv4} asks for {target:ipv4}, which is not ours: the answer is not ours to give',
  'arp.got-reply': '{ip:ipv4} says that it is at {mac:mac}: an answer counts for whoever has an entry for it',
  'arp.got-gratuitous': '{ip:ipv4} announces unasked that it is at {mac:mac}: an entry that is there is corrected',
  'arp.duplicate-probe': '{mac:mac} asks whether {target:ipv4} is free (sender 0.0.0.0): it is ours, so we say no',
  'arp.own-address':
    '{mac:mac} speaks from {ip:ipv4}, an own address of this node: a conflict, not answered, not learnt',
  'arp.malformed': 'frame {frame:frame} bears no ARP message for IPv4 over Ethernet that can be read: dropped',
  'arp.not-ours': 'frame {frame:frame} was for another MAC address and only overheard: ARP takes no notice',
  'arp.no-entry':
    '{dev:dev} has no entry for {ip:ipv4} and asked nothing: what nobody needs is not noted (arp_accept 0)',
} as const;
