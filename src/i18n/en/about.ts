// What a panel will show, said where it is still empty: before the first event.
export const about = {
  'about.packet': 'here each frame opens layer by layer: every field, what it means, and what the last hop changed',
  'about.bytes': 'here the same frame stands byte by byte, each in the hue of its layer',
  'about.time': 'here every event is a line, and the one at the cursor opens into what the node did, step by step',
  'about.chart': 'here every frame is an arrow from node to node, downwards in time, with the states it changed',
  'about.neigh': 'here {node} notes which MAC address belongs to which IP address',
  'about.fdb': 'here {node} notes which MAC address is behind which port',
  'about.console': 'here stands what is typed on a node, and what comes back',
} as const;
