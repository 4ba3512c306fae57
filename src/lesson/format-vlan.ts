// VLANs of a switch's ports in a lesson file: `vlans: { p1: 10, p8: { trunk: [1, 10, 20-29], native: 1 } }`.
import * as z from 'zod';
import { want } from './want.js';

const MOST = 4094;
const VID = want('vid');

const vid = z.int(VID).min(1, VID).max(MOST, VID);

/** `20-29` → its two ends; undefined for anything else. */
export function parseVlanRange(text: string): readonly [first: number, last: number] | undefined {
  const [, first, last] = /^(\d{1,4})\s*-\s*(\d{1,4})$/.exec(text.trim()) ?? [];
  const range = [Number(first), Number(last)] as const;
  return range[0] >= 1 && range[0] < range[1] && range[1] <= MOST ? range : undefined;
}

const range = z
  .string()
  .refine(text => parseVlanRange(text) !== undefined, want('vids'))
  .describe('VLANs from one to another, such as 20-29');

const trunk = z
  .array(z.union([vid, range], want('vids')))
  .min(1)
  .max(100)
  .describe('the allowed list: VLANs that a trunk carries, each frame with its tag');

export const portVlansSchema = z
  .union(
    [
      vid.describe('an access port: frames without a tag, all in this VLAN'),
      z.strictObject({
        trunk,
        native: vid
          .optional()
          .describe('the one VLAN of the list that a trunk carries without a tag; without it such frames are dropped'),
      }),
    ],
    want('port-vlans'),
  )
  .describe('an access port (a number) or a trunk');

export type PortVlans = z.infer<typeof portVlansSchema>;

/** Whether a trunk's allowed list has a VLAN. */
export const allows = (list: readonly (number | string)[], wanted: number): boolean =>
  list.some(item => {
    const [first, last] = typeof item === 'number' ? [item, item] : (parseVlanRange(item) ?? [0, 0]);
    return first <= wanted && wanted <= last;
  });
