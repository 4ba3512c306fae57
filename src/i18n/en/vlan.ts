// VLANs: reasons of bridges that filter by VLAN and of VLAN devices, their stages, tables and columns.
export const vlan = {
  'stage.br_allowed_ingress': 'VLAN of the frame',
  'stage.br_allowed_egress': 'VLAN check at the exit',
  'stage.br_handle_vlan': 'tag at the exit',
  'stage.vlan_do_receive': 'VLAN device receives',
  'stage.vlan_dev_hard_start_xmit': 'VLAN device sends',

  'vlan.ingress-tag': 'the tag says VLAN {vid}, and {port:dev} is in VLAN {vid}: frame {frame:frame} may come in',
  'vlan.ingress-pvid':
    'frame {frame:frame} has no tag: at {port:dev} that means VLAN {vid}, the one for untagged frames (PVID)',
  'vlan.ingress-priority':
    'the tag says priority {priority} but no VLAN (VID 0): frame {frame:frame} is in VLAN {vid}, the PVID of {port:dev}',
  'vlan.ingress-not-member':
    'the tag says VLAN {vid}, and {port:dev} is not in VLAN {vid}: frame {frame:frame} is dropped at the entrance',
  'vlan.ingress-no-pvid':
    'frame {frame:frame} says no VLAN and {port:dev} has none for such frames (no PVID): it is dropped',
  'vlan.egress-not-member': '{port:dev} is not in VLAN {vid}: frame {frame:frame} must not leave there',
  'vlan.egress-tag': '{port:dev} sends VLAN {vid} tagged: the tag goes in behind the addresses',
  'vlan.egress-untag': '{port:dev} sends VLAN {vid} untagged: the tag is taken out, with its priority',
  'vlan.egress-keep': '{port:dev} sends VLAN {vid} tagged, and frame {frame:frame} has that tag: it stays as it is',
  'vlan.egress-plain': '{port:dev} sends VLAN {vid} untagged, and frame {frame:frame} has no tag: it stays as it is',
  'bridge.forward-tag': 'frame {frame:frame} leaves by {port:dev}: but for its tag a bridge changes no bit of it',
  'bridge.flood-vlan':
    '{ports?frame {frame:frame} is flooded in VLAN {vid}, here by {ports:devs}:frame {frame:frame} is to be flooded in VLAN {vid}, but no other port that is up is in it}{others? (not in VLAN {vid} are {others:devs}):}',

  'vlan.transmit-priority':
    '{dev:dev} sends frame {frame:frame} by {link:dev} with a tag that says VLAN {vid} and, by its egress-qos-map, priority {pcp}',
  'vlan.transmit': '{dev:dev} sends frame {frame:frame} by {link:dev} with a tag that says VLAN {vid}',
  'vlan.receive': 'the tag says VLAN {vid}: the frame is for {dev:dev}, which gets it without the tag',
  'vlan.receive-down': 'the tag says VLAN {vid}, but {dev:dev} is switched off: frame {frame:frame} is dropped',
  'vlan.receive-none':
    'the tag says VLAN {vid}, and there is no VLAN device for it on {dev:dev}: frame {frame:frame} is dropped',
  'vlan.receive-priority': 'the tag names no VLAN (VID 0): {dev:dev} reads the frame as if it had none',

  'table.bridge-vlan': 'VLANs of ports',
  'column.bridge-vlan.dev': 'Port',
  'column.bridge-vlan.vid': 'VLAN',
  'column.bridge-vlan.pvid': 'PVID',
  'column.bridge-vlan.untagged': 'Untagged',
  'table.vlan-filter': 'VLAN filtering',
  'column.vlan-filter.dev': 'Bridge',
  'column.vlan-filter.filtering': 'Filters',
  'column.vlan-filter.protocol': 'Tags',
  'column.vlan-filter.defaultPvid': 'Default PVID',
  'table.vlan-dev': 'VLAN devices',
  'column.vlan-dev.dev': 'Device',
  'column.vlan-dev.link': 'On',
  'column.vlan-dev.protocol': 'Tags',
  'column.vlan-dev.vid': 'VLAN',
  'column.vlan-dev.egress': 'Priorities',
  'column.fdb.vid': 'VLAN',
  'column.netdev.link': 'On',
  'operation.tag': 'frame {from:frame} with another tag',
  'operation.untag': 'frame {from:frame} without its tag',
} as const;
