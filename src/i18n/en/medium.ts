// Half duplex (CSMA/CD), hubs, and what a network card checks.
export const medium = {
  'link.sense':
    '{dev:dev} hears nobody and the gap is over: it sends frame {frame:frame}, {sendNs:duration} of bits, and listens meanwhile',
  'link.again': '{dev:dev} sends frame {frame:frame} again, attempt {attempts}: nobody is heard now',
  'link.repeat':
    '{dev:dev} sends on what comes in, bit by bit; the first one reaches {peer:dev} {delayNs:duration} later',
  'link.first-bit': 'the first bit of frame {frame:frame} reaches {dev:dev}: a hub does not wait for the rest',
  'link.bit-error':
    'bit {bit} of frame {frame:frame} changes on its way to {dev:dev}: the lesson gives the link an error rate of {errors:percent}',

  'csma.carrier':
    '{dev:dev} hears {other:dev} sending: carrier sense, so frame {frame:frame} waits until {until:time}, the gap of 96 bits included',
  'csma.gap':
    '{dev:dev} hears nobody any more, but leaves a gap of {gapNs:duration} behind a frame: {frame:frame} waits until {until:time}',
  'csma.collision':
    '{dev:dev} hears {other:dev} (frame {otherFrame:frame}) while it sends {frame:frame}: a collision; it jams until {until:time}, so that all hear it',
  'csma.late-collision':
    '{dev:dev} hears {other:dev} {sentNs:duration} after it began {frame:frame}, beyond the slot time: a late collision',
  'csma.wait-over': '{dev:dev} has waited as long as it had to with frame {frame:frame}: it listens again',
  'csma.jam-over':
    'the jam behind frame {frame:frame} is over: {dev:dev} counts {attempts|one collision|# collisions} of it',
  'csma.backoff':
    '{attempts|the first collision|collision number #} of frame {frame:frame}: {dev:dev} draws {slots} out of 0 to {most}, times {slotNs:duration}, so it waits until {until:time}',
  'csma.give-up':
    '{attempts} collisions of frame {frame:frame}, the limit: {dev:dev} gives up and throws it away; nobody tells the sender',
  'csma.done':
    'frame {frame:frame} has left {dev:dev} whole, {attempts=1:at the first attempt|in attempt {attempts}}, and it heard nobody: for it, all is well',
  'csma.cut-off': '{dev:dev} goes down with frame {frame:frame} in hand: what it sends breaks off, the frame is lost',
  'hub.repeat':
    '{ports?frame {frame:frame} comes in by {dev:dev} and goes out by every other port at once, here {ports:devs}:frame {frame:frame} comes in by {dev:dev}, and no other port of the hub is connected}',
  'hub.collision':
    'frame {frame:frame} from {from:dev} meets frame {otherFrame:frame} from {other:dev} in the hub: what goes out is noise, neither frame',
  'nic.fragment':
    '{dev:dev} hears the first {sentNs:duration} of {from:dev}, then {other:dev} ran into it: a fragment, dropped unread',
  'nic.cut-off':
    '{dev:dev} hears a piece of frame {frame:frame} from {from:dev}, which broke off: too short, dropped unread',
  'nic.overlap':
    '{from:dev} and {other:dev} reach {dev:dev} at once: {frame:frame} is garbled and dropped, unknown to its sender',
  'nic.bad-fcs':
    'the FCS of frame {frame:frame} is {carried:hex}, but its bits give {computed:hex}: a bit changed on the way, {dev:dev} drops it',
  'nic.no-member': '{dst:mac} is a group that {dev:dev} does not listen to: dropped',
  'xmit.medium': '{dev:dev} has not got rid of its frame before: frame {frame:frame} queues',
  'intervene.damage':
    'you turn one bit of frame {frame:frame} over and leave its FCS as it was: the card at {dev:dev} can tell',

  'fault.link-moved': 'the cable {link} is pulled out at its second end and plugged into {to}',

  'operation.regenerate': 'frame {from:frame}, sent on by a hub',
  'operation.damage': 'frame {from:frame} with a bit changed, under the old FCS',
  'device.repeater': 'port of a hub',
  'mac-state.deferring': 'hears somebody, or leaves the gap',
  'mac-state.transmitting': 'sends',
  'mac-state.jamming': 'heard a collision, jams',
  'mac-state.backoff': 'waits the slots it drew',

  'stage.csma_defer': 'Carrier sense: wait',
  'stage.csma_collision': 'Collision: jam',
  'stage.csma_wake': 'The wait is over',
  'stage.csma_jam': 'Jam over',
  'stage.csma_backoff': 'Back off',
  'stage.csma_done': 'Done sending',
  'stage.hub_repeat': 'The hub repeats',
  'stage.nic_fragment': 'Piece of a frame',
  'stage.nic_fcs': 'Check the FCS',

  'table.csma': 'Senders (CSMA/CD)',
  'table.signal': 'On the medium',
  'table.repeater-port': 'Ports of hubs',
  'table.csma-gap': 'Gaps between frames',
  'column.csma.dev': 'Station',
  'column.csma.state': 'State',
  'column.csma.frame': 'Frame',
  'column.csma.attempts': 'Tries',
  'column.csma.slots': 'Slots',
  'column.csma.until': 'Until',
  'column.csma.signal': 'Signal',
  'column.csma.waited': 'Had to wait',
  'column.csma.timer': 'Timer',
  'column.csma.detect': 'Will hear',
  'column.signal.id': '#',
  'column.signal.dev': 'From',
  'column.signal.frame': 'Frame',
  'column.signal.start': 'Begins',
  'column.signal.end': 'Ends',
  'column.signal.collided': 'Collided with',
  'column.signal.collidedFrame': 'Its frame',
  'column.repeater-port.dev': 'Port',
  'column.repeater-port.hub': 'Hub',
  'column.repeater-port.on': 'On',
  'column.link.errors': 'Bit errors',
  'column.link.duplex': 'Duplex',
} as const;
