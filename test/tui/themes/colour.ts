// Colour arithmetic for the tests of themes: contrast, eyes without one kind of cone, and how different two colours look.

export type Rgb = readonly [r: number, g: number, b: number];

export const rgbOf = (hex: string): Rgb =>
  [1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16)) as unknown as Rgb;

/** IEC 61966-2-1: sRGB's 0–255 to linear light, 0–1. */
const linear = (value: number): number => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
};

/** WCAG 2.2, "relative luminance". */
const luminance = (rgb: Rgb): number => 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);

/** WCAG 2.2, "contrast ratio": 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(rgbOf(a)), luminance(rgbOf(b))].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

type Matrix = readonly (readonly [number, number, number])[];

/**
 * G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009: the matrices of severity 1.0, on linear RGB.
 */
export const EYES: Readonly<Record<string, Matrix>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIE 1976 L*a*b* (D65) of a colour as these eyes see it. */
function labOf(hex: string, eyes: Matrix): readonly number[] {
  const light = rgbOf(hex).map(linear) as unknown as Rgb;
  const [r = 0, g = 0, b = 0] = eyes.map(row =>
    Math.max(0, Math.min(1, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])),
  );
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** ΔE*ab (CIE 1976) for these eyes: about 2.3 is just noticeable, 20 is another colour. */
export function difference(a: string, b: string, eyes: Matrix): number {
  const [p, q] = [labOf(a, eyes), labOf(b, eyes)];
  return Math.hypot(...p.map((v, i) => v - (q[i] as number)));
}

/** xterm's 256 colours, 16 on: a cube of six steps, then 24 greys. */
export function xterm256(index: number): string {
  const hex = (values: readonly number[]) => `#${values.map(v => v.toString(16).padStart(2, '0')).join('')}`;
  if (index >= 232) return hex([0, 0, 0].map(() => 8 + (index - 232) * 10));
  const n = index - 16;
  return hex([Math.floor(n / 36), Math.floor(n / 6) % 6, n % 6].map(step => (step === 0 ? 0 : 55 + step * 40)));
}
