// What a theme is: a palette, and from it the style of every role (roles.ts). Data alone; theme.ts makes terminal codes of
// it, and whoever draws a picture of a screen asks styleOf() in index.ts.

/** The sixteen colours that every terminal has, by the names chalk gives them. What they look like is the person's choice. */
export type PaletteColour =
  | 'black'
  | 'red'
  | 'green'
  | 'yellow'
  | 'blue'
  | 'magenta'
  | 'cyan'
  | 'white'
  | 'gray'
  | 'redBright'
  | 'greenBright'
  | 'yellowBright'
  | 'blueBright'
  | 'magentaBright'
  | 'cyanBright'
  | 'whiteBright';
export type Colour = `#${string}` | PaletteColour;

export interface Style {
  readonly fg?: Colour | undefined;
  readonly bg?: Colour | undefined;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  /** Foreground and background change places. */
  readonly inverse?: boolean;
}

/** The hue of each layer, the same in topology, dissection, hex and chart. */
export interface LayerHues {
  /** Ethernet and what else is on the link. */
  readonly link: Colour;
  readonly arp: Colour;
  /** IPv4 and IPv6. */
  readonly network: Colour;
  readonly icmp: Colour;
  /** UDP and TCP. */
  readonly transport: Colour;
  /** What transport carries: DNS, DHCP, HTTP … */
  readonly application: Colour;
  /** Bytes that nobody explains. */
  readonly data: Colour;
}

export interface Palette {
  /** Painted behind everything; undefined: the terminal's own background is kept, and its own text colour with it. */
  readonly background: Colour | undefined;
  readonly text: Colour | undefined;
  /** What is less important. */
  readonly muted: Colour;
  readonly border: Colour;
  /** The active panel, keys, what is looked at. */
  readonly accent: Colour;
  /** The status row, and the same row while the cursor is in the past. Without a background the row is reversed. */
  readonly status: Style;
  readonly past: Style;
  /** The node at which the cursor stands. */
  readonly here: Style;
  readonly added: Colour;
  readonly changed: Colour;
  readonly removed: Colour;
  readonly good: Colour;
  readonly bad: Colour;
  readonly layers: LayerHues;
}

export interface ThemeData {
  readonly name: string;
  readonly palette: Palette;
}
