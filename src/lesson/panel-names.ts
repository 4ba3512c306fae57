// Panels that a lesson may open beside its tables, as the screen names them.

/** Those that are about the whole network or about the frame that is looked at. */
export const GENERAL_PANELS = ['topology', 'packet', 'bytes', 'time', 'chart', 'ladder', 'console', 'lesson'] as const;

/** Those of one node, and the table whose rows they show. */
export const NODE_PANELS: Readonly<Record<string, string>> = {
  routes: 'route',
  sockets: 'socket',
  devices: 'netdev',
  leases: 'lease',
  stack: 'netdev',
  sequence: 'tcp-send',
  cwnd: 'tcp-congestion',
};
