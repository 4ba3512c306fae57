// What a panel will show, said where it is still empty: before the first event.
export const about = {
  'about.packet':
    'Here each frame opens layer by layer: every field, what it means, whether its checksum holds, and what the last hop changed. Choose a field and its bytes light up.',
  'about.bytes': 'Here the same frame stands byte by byte, each in the hue of its layer.',
  'about.time':
    'Here every event is a line and long waits are folded. The event at the cursor opens into its stages: what the node did, one step after the other.',
  'about.chart': 'Here every frame will be an arrow from node to node, downwards in time, with the states it changed.',
  'about.neigh': 'Here {node} notes which MAC address belongs to which IP address.',
  'about.fdb': 'Here {node} notes which MAC address is behind which port.',
  'about.console': 'Here stands what is typed on a node, and what comes back.',
} as const;
