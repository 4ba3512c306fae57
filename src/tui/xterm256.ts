// The nearest of xterm's 256 colours. chalk's own choice takes the cube's six steps for equal ones, which they are not, and
// makes dark colours lighter than can be read on white.

/** The steps of the cube 16–231 (xterm, 256colres.pl); the greys 232–255 go from 8 in tens. */
const STEPS = [0, 95, 135, 175, 215, 255] as const;

/** 16–255, for `#rrggbb`; of two as near the lower one. */
export function nearest256(hex: string): number {
  const rgb = [1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16));
  const steps = rgb.map(v => nearestOf(STEPS, v));
  const cube = steps.map(i => STEPS[i] as number);
  const mean = rgb.reduce((sum, v) => sum + v, 0) / 3;
  const grey = Math.max(0, Math.min(23, Math.round((mean - 8) / 10)));
  const distance = (other: readonly number[]) => other.reduce((sum, v, i) => sum + (v - (rgb[i] as number)) ** 2, 0);
  const [r = 0, g = 0, b = 0] = steps;
  const level = 8 + grey * 10;
  return distance([level, level, level]) < distance(cube) ? 232 + grey : 16 + 36 * r + 6 * g + b;
}

function nearestOf(steps: readonly number[], value: number): number {
  let best = 0;
  for (let i = 1; i < steps.length; i++) {
    if (Math.abs((steps[i] as number) - value) < Math.abs((steps[best] as number) - value)) best = i;
  }
  return best;
}
