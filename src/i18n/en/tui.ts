// Words of the screen that only the screen has: see ui.ts for those that other places share.
export const tui = {
  'tui.network.cam': 'CAM {count}',
  'tui.network.on-wire': 'on the wire now: {count|one frame|# frames}, {frames:frames}',
  'tui.network.arrived': 'frame {frame:frame} has just arrived at {dev:dev}',
  'tui.tab.neigh': 'ARP',
  'tui.frame.last': 'last frame seen',
  'tui.time.stages-left': '{count|one more stage|# more stages}',
  'tui.status.past-stage': 'past: {key} returns to the present',
  'tui.change.check': 'valid for {left:duration}',
  'tui.fdb.own': '{count|one own address|# own addresses} of {node} not shown',
  'tui.table.unknown': 'no table or panel is called {name}',
  'tui.why.at': 'on {node}, event {event}, t = {time:time}',
  'tui.hop.nowhere': 'frame {frame:frame} goes no further than this',
  'tui.key.page': 'a page up or down',
  'tui.key.frame': 'the previous or next frame',
  'tui.key.play': 'play and pause: one event after the other',
  'tui.key.type': 'type a command on a node',
} as const;
