// Soft colours on a dark ground: for most terminals, and for long hours.
import type { ThemeData } from './palette.js';

export const dark: ThemeData = {
  name: 'dark',
  palette: {
    background: '#15191f',
    text: '#d7dce2',
    muted: '#8f99a6',
    border: '#6c7784',
    accent: '#61d8e6',
    status: { fg: '#e6e9ee', bg: '#2f3a4a' },
    past: { fg: '#15191f', bg: '#e6bd55' },
    here: { fg: '#15191f', bg: '#61d8e6', bold: true },
    added: '#8ce08c',
    changed: '#f2d45c',
    removed: '#ff8f87',
    good: '#8ce08c',
    bad: '#ff8f87',
    layers: {
      link: '#82a4ff',
      arp: '#f0df45',
      network: '#8fc36b',
      icmp: '#d28ae8',
      transport: '#5fd7cb',
      application: '#f0a45a',
      data: '#9aa3ad',
    },
  },
};
