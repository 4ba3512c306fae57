// The style of every role in every theme: one table. A new role is one line here. A role without a line looks like plain text.
import type { Role } from '../text.js';
import type { Colour, LayerHues, Palette, Style } from './palette.js';

type Named = Exclude<Role, `layer:${string}`>;

const ROLES: Readonly<Record<Named, (p: Palette) => Style>> = {
  plain: () => ({}),
  dim: p => ({ fg: p.muted }),
  strong: () => ({ bold: true }),
  border: p => ({ fg: p.border }),
  'border-active': p => ({ fg: p.accent }),
  title: () => ({ bold: true }),
  'title-active': p => ({ fg: p.accent, bold: true }),
  status: p => p.status,
  past: p => p.past,
  story: () => ({ bold: true }),
  key: p => ({ fg: p.accent, bold: true }),
  added: p => ({ fg: p.added }),
  changed: p => ({ fg: p.changed }),
  removed: p => ({ fg: p.removed }),
  good: p => ({ fg: p.good }),
  bad: p => ({ fg: p.bad, bold: true }),
  node: () => ({ bold: true }),
  here: p => p.here,
};

/** The roles that have a name of their own; beside them there is `layer:` and a protocol's name. */
export const ROLE_NAMES = Object.keys(ROLES) as readonly Named[];

/** Which layer a protocol stands in; what is not here is carried by transport. */
const LAYERS: Readonly<Record<string, keyof LayerHues>> = {
  eth: 'link',
  vlan: 'link',
  llc: 'link',
  stp: 'link',
  arp: 'arp',
  ip: 'network',
  ipv6: 'network',
  icmp: 'icmp',
  icmpv6: 'icmp',
  igmp: 'icmp',
  udp: 'transport',
  tcp: 'transport',
  data: 'data',
};

export const hueOf = (palette: Palette, protocol: string): Colour => palette.layers[LAYERS[protocol] ?? 'application'];

/** How a role looks in a palette, its background and plain text colour left out. */
export function roleStyle(palette: Palette, role: Role): Style {
  if (role.startsWith('layer:')) return { fg: hueOf(palette, role.slice('layer:'.length)) };
  return ROLES[role as Named]?.(palette) ?? {};
}

/**
 * The same where it is chosen: reversed. In a chosen line only the layers keep their hues, so that it is one bar and not a
 * row of blocks.
 */
export function chosenStyle(palette: Palette, role: Role): Style {
  const style = roleStyle(palette, role);
  const own = style.bg !== undefined || style.inverse === true || role.startsWith('layer:');
  const { fg: _, dim: __, ...rest } = style;
  return { ...(own ? { ...style, dim: false } : rest), inverse: style.inverse !== true };
}
