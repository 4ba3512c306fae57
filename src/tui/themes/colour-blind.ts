// Hues that stay apart for eyes without one of the three cones: they differ in lightness as much as in hue. The test
// simulates the three deficiencies. Added and removed are blue and orange, not green and red.
import type { ThemeData } from './palette.js';

export const colourBlind: ThemeData = {
  name: 'colour-blind',
  palette: {
    background: '#101418',
    text: '#dfe3e8',
    muted: '#98a1ac',
    border: '#667180',
    accent: '#7cc4ff',
    status: { fg: '#eef1f4', bg: '#2c3846' },
    past: { fg: '#101418', bg: '#f0c43c' },
    here: { fg: '#101418', bg: '#7cc4ff', bold: true },
    added: '#62aaff',
    changed: '#ffe98a',
    removed: '#e87028',
    good: '#62aaff',
    bad: '#e87028',
    layers: {
      link: '#3d82ff',
      arp: '#ffe20c',
      network: '#2fff8f',
      icmp: '#bd62ad',
      transport: '#df6216',
      application: '#d5ffff',
      data: '#838466',
    },
  },
};
