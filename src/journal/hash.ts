// One number for a whole state: equal states give equal hashes in every process, time zone and locale. Used by the
// tests of determinism and reversibility and by saved moments; not for secrets.

import { Fifo } from './fifo.js';
import type { Journal } from './journal.js';

/** Mixes the whole state at the journal's position: every cell that has a value, in order of first writing. */
export function hashState(journal: Journal, into: Hasher): void {
  for (let cell = 0; cell < journal.cellCount; cell++) {
    const value = journal.valueOf(cell);
    if (value === undefined) continue;
    into.string(journal.tableOf(cell).name);
    into.value(journal.keyOf(cell));
    into.value(value);
  }
}

/** Mixes the whole record: every event, stage and change, whatever the position. */
export function hashRecord(journal: Journal, into: Hasher): void {
  for (let e = 0; e < journal.eventCount; e++) {
    into.number(journal.eventTime(e));
    into.number(journal.eventCause(e));
  }
  for (let s = 0; s < journal.stageCount; s++) {
    const stage = journal.stage(s);
    into.string(stage.kind.name);
    into.string(stage.verdict);
    into.value(stage.because);
    into.number(stage.event);
  }
  for (let c = 0; c < journal.changeCount; c++) {
    const change = journal.change(c);
    into.string(change.table.name);
    into.value(change.key);
    into.value(change.after);
    into.number(change.stage);
  }
}

/** A 64-bit running hash (two 32-bit lanes, multiply-xor mixing in the manner of cyrb53 / MurmurHash3 finalisers). */
export class Hasher {
  #a = 0x9e3779b9;
  #b = 0x85ebca6b;

  number(n: number): void {
    // Integers below 2^53 are what the program holds; low and high halves are mixed apart. Others go by their digits.
    const low = n % 0x100000000;
    this.#mix(low | 0);
    this.#mix(((n - low) / 0x100000000) | 0);
    if (!Number.isSafeInteger(n)) this.string(String(n));
  }

  string(s: string): void {
    this.#mix(s.length);
    for (let i = 0; i < s.length; i++) this.#mix(s.charCodeAt(i));
  }

  bytes(b: Uint8Array, from = 0, to = b.length): void {
    this.#mix(to - from);
    for (let i = from; i < to; i++) this.#mix(b[i] as number);
  }

  /** Any value that a row may hold; objects by sorted keys, so that the order of writing does not count. */
  value(v: unknown): void {
    if (v === undefined) this.#mix(1);
    else if (v === null) this.#mix(2);
    else if (typeof v === 'number') {
      this.#mix(3);
      this.number(v);
    } else if (typeof v === 'string') {
      this.#mix(4);
      this.string(v);
    } else if (typeof v === 'boolean') this.#mix(v ? 5 : 6);
    else if (v instanceof Uint8Array) {
      this.#mix(7);
      this.bytes(v);
    } else if (Array.isArray(v) || v instanceof Fifo) {
      this.#mix(8);
      this.#mix(v.length);
      for (const x of v) this.value(x);
    } else if (typeof v === 'object') {
      this.#mix(9);
      for (const key of Object.keys(v as object).sort()) {
        const field = (v as Record<string, unknown>)[key];
        if (field === undefined) continue;
        this.string(key);
        this.value(field);
      }
    } else throw new Error(`a row holds a ${typeof v}: only data may stand in a row`);
  }

  digest(): string {
    const hex = (n: number) => (n >>> 0).toString(16).padStart(8, '0');
    return hex(this.#a) + hex(this.#b);
  }

  #mix(x: number): void {
    let a = this.#a ^ x;
    a = Math.imul(a ^ (a >>> 16), 0x2c1b3c6d);
    this.#a = (a << 13) | (a >>> 19);
    let b = this.#b + Math.imul(x ^ this.#a, 0x297a2d39);
    b = Math.imul(b ^ (b >>> 15), 0x165667b1);
    this.#b = b;
  }
}
