// Dark colours on a light ground: for bright rooms and for print.
import type { ThemeData } from './palette.js';

export const light: ThemeData = {
  name: 'light',
  palette: {
    background: '#fcfcf9',
    text: '#24292f',
    muted: '#5b646e',
    border: '#868f99',
    accent: '#00647a',
    status: { fg: '#24292f', bg: '#d5dde6' },
    past: { fg: '#24292f', bg: '#f2cc60' },
    here: { fg: '#ffffff', bg: '#00647a', bold: true },
    added: '#1f7030',
    changed: '#8a5200',
    removed: '#b3261e',
    good: '#1f7030',
    bad: '#b3261e',
    layers: {
      link: '#175ee6',
      arp: '#8f5a00',
      network: '#237a3c',
      icmp: '#b01f97',
      transport: '#00565f',
      application: '#952e17',
      data: '#5b646e',
    },
  },
};
