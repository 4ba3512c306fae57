// The panel of the network stack: its levels, the spaces they are in, and what happens there.
export const stack = {
  'ui.panel.stack': 'Stack',
  'stack.space.user': 'user space',
  'stack.space.kernel': 'kernel space, by system calls',
  'stack.space.hardware': 'hardware',

  'stack.program': 'Program',
  'stack.socket': 'Socket',
  'stack.transport': 'TCP, UDP',
  'stack.internet': 'IP',
  'stack.device': 'Device',
  'stack.driver': 'Driver',
  'stack.wire': 'Card, wire',

  'stack.unit.program': 'what it has to say',
  'stack.unit.socket': 'bytes, in queues',
  'stack.unit.transport': 'segments, datagrams',
  'stack.unit.internet': 'packets: IP addresses',
  'stack.unit.device': 'frames: MAC addresses',
  'stack.unit.driver': 'frames for the card',
  'stack.unit.wire': 'bits',

  'stack.about.program': 'The program runs; its one way to the network is to ask the kernel, by a system call',
  'stack.about.socket':
    'The border: programs call, the kernel answers; what cannot go on yet waits in the queues of the socket',
  'stack.about.transport': 'Ports and checksums; TCP also numbers the bytes, and sends again what was lost',
  'stack.about.internet': 'Addresses of the whole way: is it ours, or whose turn is it next? Routes decide',
  'stack.about.device': 'The next hop gets a MAC address, the frame a queue; a bridge chooses ports',
  'stack.about.driver': 'The part of the kernel that knows this very card: it puts the frame where the card fetches it',
  'stack.about.wire': 'Electronics: the card checks the FCS and the MAC address, the cable carries bits',
  'stack.elsewhere': '{node} is at work now, not this node',
  'stack.idle': 'Nothing is under way here',
} as const;
