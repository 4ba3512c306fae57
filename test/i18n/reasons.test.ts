// Every reason, stage, table and column that the rooms declare has its words in every language, and the words ask for
// nothing that the rooms do not give.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { MOVES } from '../../src/debug/index.js';
import { type Formatters, hasMessage, LANGS, message } from '../../src/i18n/index.js';
import { templateOf } from '../../src/i18n/message.js';
import { parseTemplate, placeholdersOf } from '../../src/i18n/template.js';
import { stageKinds, tableSchemas } from '../../src/journal/index.js';
import type { Stack } from '../../src/net/index.js';
import type { World } from '../../src/sim/index.js';
import { root } from '../project/source.js';
import { routedWorld } from './routed-world.js';
import { eventfulWorld } from './world.js';

const rooms = ['sim', 'net', 'apps', 'shell', 'topology', 'debug', 'lesson'];

beforeAll(async () => {
  for (const room of rooms) {
    const path = join(root, 'src', room, 'index.ts');
    if (existsSync(path)) await import(path);
  }
});

const ours = () => stageKinds().filter(kind => !kind.name.startsWith('test_'));

describe.each(LANGS)('in %s', lang => {
  test('every reason has a sentence', () => {
    const missing = ours().flatMap(kind => kind.reasons.filter(id => !hasMessage(lang, id)));
    expect(missing).toEqual([]);
  });

  test('every stage has a title', () => {
    const missing = ours().filter(kind => !hasMessage(lang, `stage.${kind.name}`));
    expect(missing.map(kind => kind.name)).toEqual([]);
  });

  test('every move has its help and its short word', () => {
    const wanted = MOVES.flatMap(move => [move.help, `${move.help}.short`]);
    expect(wanted.filter(id => !hasMessage(lang, id))).toEqual([]);
  });

  test('every table has a name, every column a heading', () => {
    const wanted = [...tableSchemas().values()].flatMap(({ name, columns }) => [
      `table.${name}`,
      ...Object.keys(columns ?? {}).map(column => `column.${name}.${column}`),
    ]);
    expect(wanted.filter(id => !hasMessage(lang, id))).toEqual([]);
  });
});

interface Seen {
  readonly world: World;
  readonly stack: Stack;
}

describe('what happens in small networks', () => {
  let all: readonly Seen[];
  const number = (what: string) => (n: number) => {
    if (typeof n !== 'number' || !Number.isFinite(n)) throw new Error(`${what} of ${n}`);
    return `<${what}>`;
  };
  const formattersOf = ({ stack }: Seen): Formatters => ({
    ipv4: number('ipv4'),
    mac: number('mac'),
    dev: n => `${stack.dev(n).netns}.${stack.dev(n).name}`,
    frame: number('frame'),
    duration: number('duration'),
    time: number('time'),
  });
  const stagesOf = ({ world: { journal } }: Seen) =>
    Array.from({ length: journal.stageCount }, (_, i) => journal.stage(i)).filter(
      stage => !stage.kind.name.startsWith('test_'),
    );
  const stages = () => all.flatMap(stagesOf);

  beforeAll(() => {
    all = [eventfulWorld(), routedWorld()];
  });

  test('covers most reasons', () => {
    const seen = new Set(stages().map(stage => stage.because.id));
    const simulated =
      /^(?:link|receive|nic|xmit|loopback|fdb|bridge|dev|addr|route|neigh|arp|fib|nf|ip|icmp|socket|packet|ping|process|forward|exception|redirect|defrag|options|source)\./;
    const known = ours()
      .flatMap(kind => kind.reasons)
      .filter(id => simulated.test(id));
    const unseen = known.filter(id => !seen.has(id));
    expect(unseen.length / known.length, `not seen: ${unseen.join(' ')}`).toBeLessThan(0.25);
  });

  test('gives every argument that a sentence asks for', () => {
    const wrong = new Set<string>();
    for (const { because } of stages()) {
      for (const lang of LANGS) {
        const asked = placeholdersOf(parseTemplate(templateOf(lang, because.id)!));
        for (const name of asked) {
          const key = name.split(':')[0]!;
          if (because.args[key] === undefined) wrong.add(`${because.id} asks for ${key} (${lang})`);
        }
      }
    }
    expect([...wrong]).toEqual([]);
  });

  test.each(LANGS)('can be told in %s', lang => {
    const told = all.flatMap(seen => {
      const formatters = formattersOf(seen);
      return stagesOf(seen).map(({ because }) => message(lang, because.id, because.args, formatters));
    });
    expect(told.filter(text => /[{}⟨⟩]|undefined|NaN|\[object/.test(text))).toEqual([]);
  });
});
