// Bright, pure colours on black: for tired eyes, sunlight and the wall of a lecture hall.
import type { ThemeData } from './palette.js';

export const highContrast: ThemeData = {
  name: 'high-contrast',
  palette: {
    background: '#000000',
    text: '#ffffff',
    muted: '#d0d0d0',
    border: '#a8a8a8',
    accent: '#00ffff',
    status: { fg: '#000000', bg: '#ffffff', bold: true },
    past: { fg: '#000000', bg: '#ffd700', bold: true },
    here: { fg: '#000000', bg: '#00ffff', bold: true },
    added: '#5fff5f',
    changed: '#ffff5f',
    removed: '#ff9c9c',
    good: '#5fff5f',
    bad: '#ff9c9c',
    layers: {
      link: '#87afff',
      arp: '#ffff00',
      network: '#87e087',
      icmp: '#ff87ff',
      transport: '#87ffff',
      application: '#ffaf5f',
      data: '#c6c6c6',
    },
  },
};
