// Words of the network's picture.
export const topology = {
  'topo.vlan': 'VLAN',
  'topo.one-domain': 'one collision domain',
  'topo.beyond': 'beyond',
  'topo.nodes': '{count|one node|# nodes}',
  'topo.frames': '{count|one frame|# frames}',
  'topo.root': 'root netns',
  'topo.bridge': 'bridge',
  'topo.state.up': 'up',
  'topo.state.down': 'down',
  'topo.state.no-carrier': 'no carrier',
  'topo.state.disabled': 'disabled',
  'topo.state.blocking': 'blocking',
  'topo.state.discarding': 'discarding',
  'topo.state.listening': 'listening',
  'topo.state.learning': 'learning',
  'topo.state.forwarding': 'forwarding',
} as const;
