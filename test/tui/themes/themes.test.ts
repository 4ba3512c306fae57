// Themes: readable by computation, hues apart for every kind of eye, and the codes that a terminal gets, as they are.
import { describe, expect, test } from 'vitest';
import { Look } from '../../../src/tui/look.js';
import { line, type Role, span } from '../../../src/tui/text.js';
import { autoTheme, colorLevel, Theme, terminalColors } from '../../../src/tui/theme.js';
import {
  groundOf,
  hexOf,
  ROLE_NAMES,
  roleStyle,
  styleOf,
  THEMES,
  themeName,
  themeNamed,
} from '../../../src/tui/themes/index.js';
import { nearest256 } from '../../../src/tui/xterm256.js';
import { desk } from '../fixture.js';
import { contrast, difference, EYES, rgbOf, xterm256 } from './colour.js';

const PROTOCOLS = ['eth', 'arp', 'ip', 'ipv6', 'icmp', 'udp', 'tcp', 'dns', 'data'];
const ROLES: readonly Role[] = [...ROLE_NAMES, ...PROTOCOLS.map(p => `layer:${p}` as const)];
/** Lines are seen, not read: WCAG 1.4.11 asks for 3 there. */
const LINES: readonly Role[] = ['border'];
const painted = THEMES.filter(t => t.palette.background !== undefined);

/** A colour as a terminal with 256 shows it. */
const in256 = (hex: string): string => xterm256(nearest256(hex));

describe.each(painted.map(t => [t.name, t] as const))('%s', (name, theme) => {
  const least = name === 'high-contrast' ? 7 : 4.5;

  test.each(ROLES)('%s can be read on its ground, in all colours and in 256', role => {
    for (const chosen of [false, true]) {
      const { fg, bg } = styleOf(role, theme, chosen);
      const wanted = LINES.includes(role) ? Math.min(3, least) : least;
      expect(contrast(fg, bg), `${fg} on ${bg}`).toBeGreaterThanOrEqual(wanted);
      expect(contrast(in256(fg), in256(bg)), `${in256(fg)} on ${in256(bg)}`).toBeGreaterThanOrEqual(wanted);
    }
  });
});

test('the nearest of the 256 is the nearest of them all', () => {
  const far = (a: string, b: string) => rgbOf(a).reduce((sum, v, i) => sum + (v - rgbOf(b)[i]!) ** 2, 0);
  const all = Array.from({ length: 240 }, (_, i) => xterm256(16 + i));
  for (const { palette } of painted) {
    for (const hex of [palette.text!, palette.accent, ...Object.values(palette.layers)]) {
      expect(far(hex, in256(hex)), hex).toBe(Math.min(...all.map(other => far(hex, other))));
    }
  }
});

describe('colour-blind', () => {
  const { palette } = themeNamed('colour-blind')!;
  const groups = {
    layers: Object.entries(palette.layers),
    changes: [
      ['added', palette.added],
      ['changed', palette.changed],
      ['removed', palette.removed],
    ],
    verdicts: [
      ['good', palette.good],
      ['bad', palette.bad],
    ],
  } as const;

  test.each(Object.keys(EYES))('%s: hues that mean different things look different', eyes => {
    for (const group of Object.values(groups)) {
      for (const [i, [one, a]] of group.entries()) {
        for (const [other, b] of group.slice(0, i)) {
          const seen = difference(hexOf(a), hexOf(b), EYES[eyes]!);
          expect(seen, `${one} and ${other}`).toBeGreaterThan(20);
        }
      }
    }
  });

  test('the dark theme would not pass: the check can fail', () => {
    const { added, removed } = themeNamed('dark')!.palette;
    const [all, without] = [EYES['all cones']!, EYES.deuteranopia!];
    expect(difference(hexOf(added), hexOf(removed), without)).toBeLessThan(
      difference(hexOf(added), hexOf(removed), all) / 2,
    );
  });
});

test('one hue per layer: the roles of all panels take it from one place', () => {
  for (const theme of THEMES) {
    expect(roleStyle(theme.palette, 'layer:ip')).toEqual(roleStyle(theme.palette, 'layer:ipv6'));
    const hues = new Set(
      ['eth', 'arp', 'ip', 'icmp', 'tcp', 'http'].map(p => roleStyle(theme.palette, `layer:${p}`).fg),
    );
    expect(hues.size, theme.name).toBe(6);
  }
});

describe('the codes', () => {
  const sample = line(span('─', 'border'), span(' ARP', 'layer:arp'), span('+', 'added'), span('x'), {
    text: '›',
    role: 'key',
    chosen: true,
  });
  const shown = (theme: Theme) => theme.render(sample).replaceAll('\u001b', '␛');

  test.each([
    ['dark', 3],
    ['dark', 2],
    ['dark', 1],
    ['light', 3],
    ['colour-blind', 3],
    ['high-contrast', 3],
    ['16', 3],
    ['16', 0],
  ] as const)('%s at level %i', (name, level) => {
    expect(shown(new Theme(level, themeNamed(name)))).toMatchSnapshot();
  });

  const small = [
    line(span(' arp · 2/7 · event 3/41', 'status'), span(' past', 'past')),
    line(span(' ▶ ', 'key'), span('sw', 'here'), span(' Onto the wire', 'story'), span(' link_transmit', 'dim')),
    line(span('┌─', 'border-active'), span(' 1 Frame ', 'title-active'), span('─┬─', 'border'), span(' ARP ', 'title')),
    line(...PROTOCOLS.map(p => span(` ${p}`, `layer:${p}`))),
    line(span('+ ', 'added'), span('~ ', 'changed'), span('- ', 'removed'), span('✓', 'good'), span(' ✗', 'bad')),
  ];

  test.each(THEMES.map(t => t.name))('%s: a small screen', name => {
    const theme = new Theme(3, themeNamed(name));
    const rows = small.map(row => theme.render(row).replaceAll('\u001b', '␛'));
    expect(`\n${rows.join('\n')}\n`).toMatchSnapshot();
  });

  test('without colour nothing is lost: the same characters, no code at all', () => {
    const rows = desk({ columns: 80, rows: 24 }).press('n n n').store.screen.rows;
    for (const row of rows) {
      const bare = new Theme(0).render(row);
      expect(bare).not.toContain('\u001b');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is taken out
      expect(new Theme(3, themeNamed('dark')).render(row).replaceAll(/\u001b\[[0-9;]*m/g, '')).toBe(bare);
    }
  });

  test('the ground is painted under every cell, and given back at the end of the row', () => {
    const text = new Theme(3, themeNamed('light')).render(line('a', span('b', 'here'), 'c'));
    const ground = '\u001b[48;2;252;252;249m';
    expect(text.startsWith(ground)).toBe(true);
    expect(text.split('b')[1]).toContain(ground);
    expect(text.endsWith('\u001b[49m')).toBe(true);
  });
});

describe('which one', () => {
  test.each([
    [{ TERM: 'xterm' }, 1],
    [{ TERM: 'xterm-256color' }, 2],
    [{ TERM: 'tmux-256color', COLORTERM: 'truecolor' }, 3],
    [{ TERM: 'xterm-kitty' }, 3],
    [{ TERM: 'dumb' }, 0],
    [{ TERM: 'xterm-256color', FORCE_COLOR: '1' }, 1],
    [{ TERM: 'dumb', FORCE_COLOR: '3' }, 3],
  ] as const)('%j shows level %i', (env, level) => {
    expect(terminalColors(env, true)).toBe(level);
  });

  test('no colour: by the environment, unless FORCE_COLOR; in a pipe', () => {
    expect(colorLevel({ TERM: 'xterm-256color', NO_COLOR: '1' }, true)).toBe(0);
    expect(colorLevel({ TERM: 'xterm-256color', NO_COLOR: '' }, true)).toBe(2);
    expect(colorLevel({ TERM: 'xterm-256color', NO_COLOR: '1', FORCE_COLOR: '2' }, true)).toBe(2);
    expect(colorLevel({ TERM: 'xterm-256color', FORCE_COLOR: '0' }, true)).toBe(0);
    expect(colorLevel({ TERM: 'xterm-256color' }, false)).toBe(0);
  });

  test('auto: the palette of a poor terminal, light where COLORFGBG says so', () => {
    expect(autoTheme({}, 1).name).toBe('16');
    expect(autoTheme({}, 3).name).toBe('dark');
    expect(autoTheme({ COLORFGBG: '0;15' }, 3).name).toBe('light');
    expect(autoTheme({ COLORFGBG: '15;default;0' }, 2).name).toBe('dark');
    expect(autoTheme({ COLORFGBG: '7;8' }, 2).name).toBe('dark');
  });

  test('names, however they are written', () => {
    expect(['Dark', ' color-blind ', 'High Contrast', '16-colour', 'NONE'].map(themeName)).toEqual([
      'dark',
      'colour-blind',
      'high-contrast',
      '16',
      'none',
    ]);
    expect(themeName('solarized')).toBeUndefined();
  });

  test('a theme asked for by name is shown though NO_COLOR is set; auto is not', () => {
    const env = { TERM: 'xterm-256color', NO_COLOR: '1' };
    expect(new Look(env, true).theme.level).toBe(0);
    expect(new Look(env, true, { theme: 'light' }).theme.level).toBe(2);
    expect(new Look(env, true, { theme: 'none' }).theme.level).toBe(0);
  });

  test('on the wall it is bright; back at the desk it is what it was', () => {
    const look = new Look({ TERM: 'xterm-direct' }, true, { theme: 'light' });
    look.setProjector(true);
    expect(look.theme.data.name).toBe('high-contrast');
    look.setTheme('dark');
    expect(look.theme.data.name).toBe('dark');
    look.setProjector(false);
    expect(look.theme.data.name).toBe('light');
    const bare = new Look({ TERM: 'xterm-direct' }, true, { theme: 'none', projector: true });
    expect(bare.theme.level).toBe(0);
  });

  test('pictures get what the terminal shows', () => {
    expect(styleOf('key', themeNamed('dark'), true)).toMatchObject({ fg: '#15191f', bg: '#d7dce2', bold: true });
    expect(styleOf('layer:arp', themeNamed('dark'), true)).toMatchObject({ fg: '#15191f', bg: '#f0df45' });
    expect(styleOf('status', themeNamed('16'))).toMatchObject({ fg: '#000000', bg: '#e5e5e5' });
    expect(groundOf(themeNamed('light')!)).toEqual({ background: '#fcfcf9', text: '#24292f' });
  });
});
