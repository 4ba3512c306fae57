// A list of integers that grows: a posting list (ascending) or a column. Half its room may be empty; what is indexed can
// always be indexed again.

export class Ints {
  data = new Int32Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Int32Array(this.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length++] = value;
  }

  at(i: number): number {
    return this.data[i] as number;
  }

  /** Of an ascending list: the first place whose value is not below `value`. */
  lowerBound(value: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.data[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The values in [low, high) of several ascending lists, in order; from the greatest down when `down`. */
export function* merged(lists: readonly Ints[], low: number, high: number, down = false): Generator<number> {
  const at = lists.map(list => (down ? list.lowerBound(high) - 1 : list.lowerBound(low)));
  for (;;) {
    let best = -1;
    let value = 0;
    for (let i = 0; i < lists.length; i++) {
      const list = lists[i] as Ints;
      const place = at[i] as number;
      if (place < 0 || place >= list.length) continue;
      const here = list.at(place);
      if (best >= 0 && (down ? here <= value : here >= value)) continue;
      best = i;
      value = here;
    }
    if (best < 0 || value < low || value >= high) return;
    at[best] = (at[best] as number) + (down ? -1 : 1);
    yield value;
  }
}
