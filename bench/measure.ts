// Clocks and memory, for scenarios that run in a process of their own, started with --expose-gc.

/** Bytes alive after collecting: JavaScript objects and typed arrays. */
export function alive(): number {
  const gc = globalThis.gc as (() => void) | undefined;
  if (gc === undefined) throw new Error('start node with --expose-gc');
  gc();
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** CPU time of the whole process (garbage collector and compiler threads included) and wall time, ns. */
export function timed<T>(work: () => T): { cpuNs: number; wallNs: number; result: T } {
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  const result = work();
  const wallNs = Number(process.hrtime.bigint() - start);
  const { user, system } = process.cpuUsage(cpu);
  return { cpuNs: (user + system) * 1000, wallNs, result };
}

/** Wall ns per call of `work`, the least of `rounds` rounds of `count` calls. */
export function best(count: number, rounds: number, work: (i: number) => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < count; i++) sink(work(i));
    least = Math.min(least, Number(process.hrtime.bigint() - start) / count);
  }
  return least;
}

let drain: unknown;
/** Keeps a result in use, so that the compiler does not leave its making out. */
export function sink(value: unknown): void {
  drain = value;
}
export const drained = (): unknown => drain;
