// Hubs and stations for tests: a bare world, cables, and what arrives where.
import { stageKind } from '../../src/journal/index.js';
import { eventKind, Links, World } from '../../src/sim/index.js';

const STAGE = stageKind('test_hub', 'a test', 'path', ['test.stage']);
const SEND = eventKind('test_send');
export const RATE = 10_000_000;
export const bits = (n: number): number => n * 100;

/** Where a station hangs, and the length of its cable in ns; or a hub on another hub. */
export interface Plug {
  readonly hub: number;
  readonly delayNs: number;
}

/** Stations 1, 2 … on hubs in a tree; hub n > 0 hangs on an earlier one. */
export class HubTree {
  readonly world: World;
  readonly links: Links;
  readonly stations: readonly number[];
  readonly arrivals: { readonly dev: number; readonly frame: number; readonly time: number }[] = [];
  /** Frames that wait at each station for the one before. */
  readonly #waiting = new Map<number, number[]>();
  readonly #planned: (readonly (readonly [dev: number, length: number])[])[] = [];

  constructor(stations: readonly Plug[], hubs: readonly Plug[] = [], seed = 1, errors = 0) {
    this.world = new World(seed);
    this.links = new Links(this.world);
    this.links.onReceive((dev, frame) => this.arrivals.push({ dev, frame, time: this.world.now }));
    this.links.shared.onFree(
      dev => {
        const next = this.#waiting.get(dev)?.shift();
        if (next !== undefined) this.links.transmit(dev, next);
      },
      () => {},
    );
    this.world.handle(SEND, n => {
      this.world.journal.begin(STAGE, 'test.stage');
      this.#hand(this.#planned[n] ?? []);
      this.world.journal.end();
    });
    this.stations = stations.map((_, i) => i + 1);
    this.within(() => {
      let port = 100;
      const open = (hub: number) => {
        port++;
        this.links.shared.repeaters.setPort(port, 1000 + hub, true);
        return port;
      };
      const usual = { medium: 'ethernet', rateBps: RATE, loss: 0, errors, up: true, duplex: 'half' } as const;
      const cable = (a: number, b: number, delayNs: number) =>
        this.links.add({ name: `${a}-${b}`, a, b, delayNs, ...usual });
      for (const [i, { hub, delayNs }] of stations.entries()) cable(i + 1, open(hub), delayNs);
      for (const [i, { hub, delayNs }] of hubs.entries()) cable(open(i + 1), open(hub), delayNs);
    });
  }

  within(work: () => void): void {
    this.world.setup(this.world.journal.addRoot({ kind: 'seed', text: 'test' }), () => {
      this.world.journal.begin(STAGE, 'test.stage');
      work();
      this.world.journal.end();
    });
  }

  /** Lets stations send at a time to come, ns. */
  sendAt(time: number, ...what: readonly (readonly [dev: number, length: number])[]): void {
    this.within(() => this.world.schedule(time, SEND, this.#planned.push(what) - 1));
  }

  /** Lets stations send frames of so many octets now, all in one event; the frames' numbers. */
  send(...what: readonly (readonly [dev: number, length: number])[]): number[] {
    let made: number[] = [];
    this.within(() => {
      made = this.#hand(what);
    });
    return made;
  }

  #hand(what: readonly (readonly [dev: number, length: number])[]): number[] {
    const made: number[] = [];
    for (const [dev, length] of what) {
      const frame = this.world.frames.create(length, 0, 'ethernet');
      this.world.frames.buffer(frame)[this.world.frames.offset(frame)] = dev;
      made.push(frame);
      if (!this.links.shared.holds(dev)) this.links.transmit(dev, frame);
      else this.#waiting.set(dev, [...(this.#waiting.get(dev) ?? []), frame]);
    }
    return made;
  }

  /** Every stage so far: time, name of the reason, values. */
  stages() {
    const { journal } = this.world;
    return Array.from({ length: journal.stageCount }, (_, s) => ({
      at: journal.eventTime(journal.eventOf(s)),
      reason: journal.reasonOf(s),
      args: journal.stage(s).because.args,
      verdict: journal.verdictOf(s),
    }));
  }
  count(reason: string): number {
    return this.stages().filter(stage => stage.reason === reason).length;
  }
}

/** So many stations on one hub, with cables of one length. */
export const star = (stations: number, delayNs = 1000, seed = 1, errors = 0): HubTree =>
  new HubTree(
    Array.from({ length: stations }, () => ({ hub: 0, delayNs })),
    [],
    seed,
    errors,
  );
