// What filters find in captures, held to what tshark 4.0 finds: as recorded in corpus.json, and asked anew where it is
// installed. UPDATE_CORPUS=1 writes corpus.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../src/filter/index.js';
import { agreed, refused } from './corpus.js';
import { agreedOnProtocols } from './corpus-protocols.js';
import { captureFiles, framesOf } from './frames.js';
import { askTshark, noTshark } from './tshark.js';

const file = new URL('./corpus.json', import.meta.url);

if (process.env.UPDATE_CORPUS && noTshark === undefined) {
  const found = Object.fromEntries(captureFiles.map(({ name, path }) => [name, askTshark(path, agreed).map(runs)]));
  const rows = agreed.map((filter, i) => [filter, captureFiles.map(({ name }) => found[name]![i])] as const);
  const lines = rows.map(([filter, frames]) => `    ${JSON.stringify(filter)}: ${JSON.stringify(frames)}`);
  writeFileSync(
    file,
    `{\n  "captures": ${JSON.stringify(captureFiles.map(({ name }) => name))},\n  "filters": {\n${lines.join(',\n')}\n  }\n}\n`,
  );
}

/** 1,2,3,7 → "1-3 7" */
function runs(frames: readonly number[] | undefined): string {
  if (!frames) return 'refused';
  const parts: string[] = [];
  for (let i = 0; i < frames.length; i++) {
    const first = frames[i]!;
    while (frames[i + 1] === frames[i]! + 1) i++;
    parts.push(first === frames[i] ? `${first}` : `${first}-${frames[i]}`);
  }
  return parts.join(' ');
}

function found(text: string, capture: (typeof captureFiles)[number]): string {
  const filter = parseFilter(text);
  if (!filter.ok) return `refused: ${filter.message}`;
  return runs(framesOf(capture).flatMap((subject, i) => (filter.test(subject) ? [i + 1] : [])));
}

const recorded = JSON.parse(readFileSync(file, 'utf8')) as {
  captures: string[];
  filters: Record<string, string[]>;
};

describe('filters find the frames that tshark 4.0 finds', () => {
  test('the record is of these captures and filters', () => {
    expect(recorded.captures).toEqual(captureFiles.map(({ name }) => name));
    expect(Object.keys(recorded.filters)).toEqual([...agreed]);
    expect(new Set(agreed).size).toBe(agreed.length);
  });

  test.each(captureFiles)('in $name', capture => {
    const at = recorded.captures.indexOf(capture.name);
    // The captures 2x were made for the filters over protocols; what others find in them differs by design (a source
    // route's last address is ip.dst in Wireshark).
    const filters = capture.name.startsWith('2') ? agreedOnProtocols : agreed;
    const ours = filters.map(filter => [filter, found(filter, capture)]);
    expect(ours).toEqual(filters.map(filter => [filter, recorded.filters[filter]?.[at]]));
  });

  test('most of them tell frames apart', () => {
    const telling = agreed.filter(filter => recorded.filters[filter]!.some(frames => frames !== ''));
    expect(telling.length).toBeGreaterThan(0.8 * agreed.length);
  });
});

test.each(refused)('refuses, as tshark does: %s', text => {
  expect(parseFilter(text)).toMatchObject({ ok: false });
});

// A skipped test says why.
describe.skipIf(noTshark !== undefined)(`tshark, asked anew${noTshark ? ` (skipped: ${noTshark})` : ''}`, () => {
  test.each(captureFiles)('says of $name what is recorded', ({ name, path }) => {
    const at = recorded.captures.indexOf(name);
    expect(askTshark(path, agreed).map(runs)).toEqual(agreed.map(filter => recorded.filters[filter]?.[at]));
  });

  test('refuses what we refuse', () => {
    const answers = askTshark(captureFiles[0]!.path, refused);
    expect(refused.filter((_, i) => answers[i])).toEqual([]);
  });
});
