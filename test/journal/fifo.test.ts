// A queue that shares its numbers with those that followed from it must never be changed by them.
import { expect, test } from 'vitest';
import { Fifo, Hasher } from '../../src/journal/index.js';
import fc from '../property.js';

const hash = (value: unknown): string => {
  const hasher = new Hasher();
  hasher.value(value);
  return hasher.digest();
};

test('any queue that ever was stays what it was, whatever is made of it and of those beside it', () => {
  const step = fc.record({ of: fc.nat(), item: fc.option(fc.nat(99), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const all: { queue: Fifo; plain: readonly number[] }[] = [{ queue: Fifo.empty, plain: [] }];
      for (const { of, item } of steps) {
        const { queue, plain } = all[of % all.length]!;
        all.push(
          item === undefined
            ? { queue: queue.shift(), plain: plain.slice(1) }
            : { queue: queue.push(item), plain: [...plain, item] },
        );
      }
      for (const { queue, plain } of all) {
        expect([...queue]).toEqual(plain);
        expect(queue).toHaveLength(plain.length);
        expect(queue.first).toBe(plain[0]);
        expect(JSON.stringify(queue)).toBe(JSON.stringify(plain));
        expect(hash(queue)).toBe(hash(plain));
      }
    }),
  );
});
