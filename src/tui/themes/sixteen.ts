// The sixteen colours that every terminal has, so that the person's own palette and background are kept. What stands in for
// every other theme where a terminal has no more than these.
import type { ThemeData } from './palette.js';

export const sixteen: ThemeData = {
  name: '16',
  palette: {
    background: undefined,
    text: undefined,
    muted: 'gray',
    border: 'gray',
    accent: 'cyan',
    status: { inverse: true },
    past: { fg: 'black', bg: 'yellow' },
    here: { fg: 'black', bg: 'cyan', bold: true },
    added: 'greenBright',
    changed: 'yellowBright',
    removed: 'redBright',
    good: 'green',
    bad: 'redBright',
    layers: {
      link: 'blueBright',
      arp: 'yellow',
      network: 'green',
      icmp: 'magenta',
      transport: 'cyan',
      application: 'yellowBright',
      data: 'gray',
    },
  },
};
