// A filter reads fields without a tree; this holds what it reads to what the dissector shows, over whole, cut and altered
// frames, and every name.

import { describe, expect, test } from 'vitest';
import { exists, type Value } from '../../src/filter/source.js';
import { View } from '../../src/filter/view.js';
import { wireField, wireNames } from '../../src/filter/wire-fields.js';
import {
  dissect,
  eachNode,
  ethernet,
  fieldNames,
  fieldsNamed,
  ipv4,
  isLayer,
  protocols,
} from '../../src/wire/index.js';
import fc from '../property.js';
import { captureFiles, framesOf } from './frames.js';

const frames = captureFiles.flatMap(file => framesOf(file).map(({ bytes }) => bytes));
/** Every name of the tree that is not a list (which has no node). */
const names = fieldNames().filter(name => fieldsNamed(name).some(({ type }) => type !== 'list'));
const extras = ['data.data', 'eth.padding', 'eth.trailer', 'tcp.options.mss', 'tcp.options.nop', 'tcp.option_kind'];
const fields = [
  ...names,
  ...extras,
  'tcp.option_len',
  'tcp.options.timestamp',
  'tcp.options.sack',
  'tcp.options.unknown',
  'ip.opt.type',
].map(name => wireField(name)!);
const owners = [...protocols().map(({ name }) => name), 'data'].map(name => wireField(name)!);

/** A value that can be compared and sorted. */
const shown = (value: unknown) => (value instanceof Uint8Array ? `bytes ${[...value]}` : `${typeof value} ${value}`);

function collected(source: (typeof fields)[number]['source'], view: View): string[] {
  const values: Value[] = [];
  source(value => {
    values.push(value);
    return false;
  })(view);
  return values.map(shown).sort();
}

function differences(bytes: Uint8Array, linkType: 'ethernet' | 'ipv4'): string[] {
  const layers = linkType === 'ipv4' ? dissect(bytes, ipv4) : dissect(bytes, ethernet);
  const nodes = [...eachNode(layers)];
  const view = new View({ bytes, linkType });
  const inTree = new Map<string, string[]>();
  for (const { name, value } of nodes) {
    if (value !== undefined) inTree.set(name, [...(inTree.get(name) ?? []), shown(value)]);
  }
  const wrong: string[] = [];
  for (const { name, source } of fields) {
    const [ours, theirs] = [collected(source, view), (inTree.get(name) ?? []).sort()];
    if (ours.join() !== theirs.join()) wrong.push(`${name}: ${ours.join(' | ')} not ${theirs.join(' | ')}`);
  }
  for (const { name, source } of owners) {
    const there = nodes.some(node => isLayer(node) && node.protocol === name);
    if (exists(source)(view) !== there) wrong.push(`${name}: ${there ? 'not seen' : 'seen'}`);
  }
  return wrong;
}

const anyFrame = fc.constantFrom(...frames);
const altered = fc
  .tuple(anyFrame, fc.array(fc.tuple(fc.nat(79), fc.nat(255)), { maxLength: 5 }), fc.option(fc.nat(120)))
  .map(([frame, changes, length]) => {
    const bytes = frame.slice(0, length ?? frame.length);
    for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
    return bytes;
  });
/** Values that make headers long, short, or something else. */
const spoiled = fc
  .tuple(anyFrame, fc.constantFrom(12, 13, 14, 16, 17, 20, 23, 34, 35, 38, 39, 46), fc.nat(255), fc.nat(90))
  .map(([frame, at, value, cut]) => {
    const bytes = frame.slice(0, Math.max(0, frame.length - Math.max(0, cut - 60)));
    if (at < bytes.length) bytes[at] = value;
    return bytes;
  });

describe('a filter reads what the dissector shows', () => {
  test('there are names of every kind', () => {
    expect(fields.length).toBeGreaterThan(90);
    expect(new Set(fields.map(({ type }) => type.id))).toEqual(
      new Set(['uint', 'int', 'bool', 'mac', 'ipv4', 'ipv6', 'bytes', 'string']),
    );
  });

  test('in every frame of the captures', () => {
    for (const bytes of frames) expect(differences(bytes, 'ethernet')).toEqual([]);
  });

  // Wireshark shows the type too: it stands there, though the length says that nothing does.
  test.each([
    [4, true, 1],
    [4, false, undefined],
    [3, true, 1],
    [5, true, 1],
  ])('in an EAP request that says it has %i bytes, the type there: %s', (length, there, type) => {
    const request = [1, 7, 0, length, ...(there ? [1] : [])];
    const header = [1, 0x80, 0xc2, 0, 0, 3, 2, 0, 0, 0, 0, 1, 0x88, 0x8e, 2, 0, 0, request.length];
    const bytes = new Uint8Array(60);
    bytes.set([...header, ...request]);
    expect(differences(bytes, 'ethernet')).toEqual([]);
    const nodes = [...eachNode(dissect(bytes))];
    expect(nodes.find(({ name }) => name === 'eap.type')?.value).toBe(type);
    const problem = length < 5 ? { code: 'bad-length', need: 5, have: length } : undefined;
    expect(nodes.find(({ name }) => name === 'eap.len')?.problem).toEqual(problem);
  });

  test('in frames cut anywhere', () => {
    for (const bytes of frames.filter((_, i) => i % 9 === 0)) {
      for (let length = 0; length < Math.min(bytes.length, 100); length++)
        expect(differences(bytes.slice(0, length), 'ethernet')).toEqual([]);
    }
  });

  test('in altered frames', () => {
    fc.assert(
      fc.property(fc.oneof(altered, spoiled), bytes => {
        expect(differences(bytes, 'ethernet')).toEqual([]);
      }),
      { numRuns: 1500, seed: 1 },
    );
  });

  test('in packets without Ethernet', () => {
    fc.assert(
      fc.property(fc.oneof(altered, spoiled), bytes => {
        expect(differences(bytes.slice(14), 'ipv4')).toEqual([]);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test('in bytes at random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.constantFrom('ethernet', 'ipv4'), (bytes, linkType) => {
        expect(differences(bytes, linkType)).toEqual([]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

test('every name that is offered is a field', () => {
  const missing = wireNames().filter(name => !wireField(name));
  expect(missing.filter(name => !fieldsNamed(name).every(({ type }) => type === 'list'))).toEqual([]);
});
