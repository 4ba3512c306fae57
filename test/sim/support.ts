// A bare world with two devices, 1 and 2, on one cable, and hands to send with.
import { stageKind } from '../../src/journal/index.js';
import { eventKind, type LinkRow, Links, World } from '../../src/sim/index.js';

export const STAGE = stageKind('test_stage', 'a test', 'path', ['test.stage']);
export const TICK = eventKind('test_tick');

/** Does something inside a stage of an event of its own, now. */
export function within(world: World, work: () => void): void {
  world.setup(world.journal.addRoot({ kind: 'seed', text: 'test' }), () => {
    world.journal.begin(STAGE, 'test.stage');
    work();
    world.journal.end();
  });
}

export interface Arrival {
  readonly dev: number;
  readonly frame: number;
  readonly time: number;
}

/** A cable between the devices 1 and 2, and what arrives at its ends. */
export class Cable {
  readonly world: World;
  readonly links: Links;
  readonly arrivals: Arrival[] = [];

  constructor(link: Partial<LinkRow> = {}, seed = 1) {
    this.world = new World(seed);
    this.links = new Links(this.world);
    this.links.onReceive((dev, frame) => this.arrivals.push({ dev, frame, time: this.world.now }));
    within(this.world, () => {
      const usual = { medium: 'ethernet', delayNs: 1000, rateBps: 1e9, loss: 0, up: true } as const;
      this.links.add({ name: 'a-b', a: 1, b: 2, ...usual, ...link });
    });
  }

  /** Puts a frame of `length` octets on the wire at device 1 (or another), now. */
  send(length: number, dev = 1): number {
    let frame = -1;
    within(this.world, () => {
      frame = this.world.frames.create(length, 0, 'ethernet');
      const at = this.world.frames.offset(frame);
      this.world.frames.buffer(frame).fill(0xa5, at, at + length);
      this.links.transmit(dev, frame);
    });
    return frame;
  }

  set(change: Partial<LinkRow>): void {
    within(this.world, () => {
      const row = this.links.of(1)!;
      this.links.links.set(row.id, { ...row, ...change });
    });
  }

  reasons(): string[] {
    const { journal } = this.world;
    return Array.from({ length: journal.stageCount }, (_, s) => journal.reasonOf(s));
  }
}
