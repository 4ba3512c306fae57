// What a network is to be: the description that a lesson (or a test) gives and `Network` builds. Positions in the
// lesson's file travel along, so that *why* can end at the line.
import type { ProfileName } from '../net/index.js';

/** Where something was written. */
export interface Source {
  readonly file: string;
  readonly line: number;
  /** The text itself, as the reader wrote it. */
  readonly text: string;
}

export interface DeviceDescription {
  readonly name: string;
  readonly mac?: number;
  /** `192.168.0.100/24` */
  readonly addresses: readonly string[];
  readonly mtu?: number;
  /** Down devices stay down until somebody types `ip link set … up`. */
  readonly up: boolean;
}

/** An access port's VLAN, or a trunk: the VLANs it carries (`20-29`: a range), and the one that it carries without a tag. */
export type PortVlans = number | { readonly trunk: readonly (number | string)[]; readonly native?: number | undefined };

/** Who may log in at a switch. */
export interface UserDescription {
  readonly secret: string;
  readonly vlan?: number | undefined;
}

/** 802.1X of a switch: the ports that it guards; times that are left out are the standard's, ns. */
export interface Dot1xDescription {
  readonly ports: readonly string[];
  readonly quietNs?: number | undefined;
  readonly txNs?: number | undefined;
  readonly suppNs?: number | undefined;
  readonly reAuthNs?: number | undefined;
}

/** Settings of a switch's spanning tree; what is left out is as Linux has it. */
export interface StpDescription {
  /** Left out: the kernel's own, 802.1D. */
  readonly version?: 'rstp';
  readonly priority?: number;
  readonly helloNs?: number;
  readonly maxAgeNs?: number;
  readonly forwardDelayNs?: number;
  /** By port. */
  readonly ports: Readonly<
    Record<
      string,
      {
        readonly cost?: number;
        readonly priority?: number /** RSTP: no bridge is behind it. */;
        readonly edge?: boolean;
      }
    >
  >;
}

export interface NodeDescription {
  readonly name: string;
  /** Where it is drawn, column and row; where not given, the screen finds a place. */
  readonly at?: readonly [x: number, y: number];
  /** `host`, `switch` …: one of `compositions()`. */
  readonly kind: string;
  readonly devices: readonly DeviceDescription[];
  /** Default gateway of a host or router. */
  readonly gateway?: string;
  /** Its other routes, as `ip route add` takes them: `10.0.2.0/24 via 10.0.12.2`. */
  readonly routes?: readonly string[];
  /** Ageing time of a switch's CAM entries, ns. */
  readonly ageingNs?: number;
  /** Most addresses a switch learns; 0 for no limit. */
  readonly camSize?: number;
  /** Of a switch that filters by VLAN: its ports' VLANs. Those not named are in VLAN 1. */
  readonly vlans?: Readonly<Record<string, PortVlans>>;
  /** VLANs of a switch by who sends: by MAC address, by IPv4 network. */
  readonly macVlans?: Readonly<Record<string, number>>;
  readonly subnetVlans?: Readonly<Record<string, number>>;
  /** Who may log in at a switch, by name, and where. */
  readonly users?: Readonly<Record<string, UserDescription>>;
  readonly dot1x?: Dot1xDescription;
  /** What a host logs in with: its wpa_supplicant.conf. */
  readonly login?: { readonly user: string; readonly secret: string };
  /** The spanning tree of a switch; none when left out. */
  readonly stp?: StpDescription;
  readonly sysctl: Readonly<Record<string, number | string>>;
  /** Commands run on the node while it is set up, in order. */
  readonly setup: readonly string[];
  readonly source: Source;
}

export interface LinkDescription {
  /** `A.eth0` */
  readonly a: string;
  readonly b: string;
  readonly delayNs: number;
  readonly rateBps: number;
  readonly loss: number;
  /** Probability that a bit of a frame changes on the way. */
  readonly errors?: number;
  /** Half duplex, as every cable to a hub is. */
  readonly half?: boolean;
  readonly up: boolean;
  readonly source: Source;
}

/** Something that happens by itself at a time: a command typed on a node, or a fault. */
export type Scheduled =
  | { readonly at: number; readonly on: string; readonly do: string; readonly source: Source }
  /** A node switched off, or on again. */
  | { readonly at: number; readonly node: string; readonly power: boolean; readonly source: Source }
  | {
      readonly at: number;
      readonly link: string;
      readonly up: boolean;
      /** Its second end goes into this device. */
      readonly to?: string | undefined;
      readonly source: Source;
    };

export interface NetworkDescription {
  readonly name: string;
  readonly seed: number;
  readonly profile: ProfileName;
  readonly nodes: readonly NodeDescription[];
  readonly links: readonly LinkDescription[];
  readonly run: readonly Scheduled[];
}

/** Bounds of a network: nodes, cables, and the network cards and ports of all nodes; longest name of a node or a device. */
export const NETWORK_LIMITS = { nodes: 100, links: 300, devices: 1000, ports: 256, name: 15 } as const;

/** What a node or a device may be called. */
export const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,14}$/;

/** IEEE 802.3 1000BASE-T and a metre or two hundred of cable (DESIGN "Time"). */
/** IEEE 802.3 clauses 9 and 14, 10BASE-T: what hubs ran at; the fastest one is 100 Mbit/s (clause 27). */
export const HUB_RATES = { usual: 10_000_000, most: 100_000_000 } as const;
export const LINK_DEFAULTS = { delayNs: 1000, rateBps: 1_000_000_000, loss: 0, up: true } as const;
