/**
 * A capture as something to step through: a world whose events are the frames that were seen, and whose tables are what
 * must have stood in the stations that sent them. Nothing is simulated: a row is written only where a frame proves it.
 * Reads first: survey.ts; conclusions.ts, which writes the rows; ../debug/target.ts.
 */
import type { Target } from '../debug/index.js';
import { addrKey, Stack } from '../net/index.js';
import { eventKind, HORIZON, type Intervention, type InterventionProblem, World } from '../sim/index.js';
import { ethernet, ipv4 } from '../wire/index.js';
import { Conclusions, type Devices } from './conclusions.js';
import { stationName } from './hosts.js';
import { CAPTURE_SETUP, CAPTURED } from './stages.js';
import type { Survey, Surveyed } from './survey.js';

const SEEN = eventKind('captured');

/** The node that stands for the wires; its ports are the interfaces of the capture. */
export const WIRES = 'wires';

export class CaptureTarget implements Target {
  readonly world: World;
  readonly setupEvents: number;
  readonly nodeNames: readonly string[];
  readonly #survey: Survey;
  readonly #stack: Stack;
  readonly #conclusions: Conclusions;

  constructor(survey: Survey, from?: { readonly target: CaptureTarget; readonly position: number }) {
    this.#survey = survey;
    this.world = new World(0, from && { world: from.target.world, position: from.position });
    this.#stack = new Stack(this.world, 'classic');
    const taken = new Set<string>([WIRES]);
    const names = survey.stations.map(station => {
      const name = stationName(station, taken);
      taken.add(name);
      return name;
    });
    this.nodeNames = [WIRES, ...names];
    const devices = devicesOf(survey, names);
    this.#conclusions = new Conclusions(this.#stack, devices);
    this.world.handle(SEEN, n => this.#see(n));
    if (from === undefined) {
      this.world.setup(this.#root(survey.name), () => this.#build(names, devices));
      this.#schedule(0);
    }
    this.setupEvents = from?.target.setupEvents ?? this.world.journal.eventCount;
  }

  fork(position: number): CaptureTarget {
    return new CaptureTarget(this.#survey, { target: this, position });
  }

  /** What was captured has happened. */
  problemOf(_what: Intervention): InterventionProblem {
    return { code: 'captured', args: {} };
  }
  resolved(what: Intervention): Intervention {
    return what;
  }
  perform(_what: Intervention): void {
    throw new Error('nothing can be done to a capture');
  }

  deviceName(dev: number): string {
    const row = this.#stack.netdevs.get(dev);
    return row === undefined ? `dev${dev}` : `${row.netns}.${row.name}`;
  }
  nodeOfDevice(dev: number): string | undefined {
    return this.#stack.netdevs.get(dev)?.netns;
  }

  #root(text: string) {
    return this.world.journal.addRoot({ kind: 'capture', text });
  }

  #build(names: readonly string[], devices: Devices): void {
    const { journal } = this.world;
    const { nodes, netnsTable, netdevs, links } = this.#stack;
    const add = (name: string, kind: string) => {
      nodes.set(name, { name, kind });
      netnsTable.set(name, { name, node: name });
    };
    journal.begin(CAPTURE_SETUP, 'capture.open', { frames: this.#survey.frames.length });
    add(WIRES, 'switch');
    journal.end();
    const device = { mtu: 1500, up: true, running: true, promiscuous: false, link: 0, master: 0 };
    this.#survey.interfaces.forEach(({ linkType }, i) => {
      const id = devices.ports[i] as number;
      const name = portName(this.#survey, i);
      journal.begin(CAPTURE_SETUP, 'capture.wire', { dev: id, type: linkType });
      netdevs.set(id, { ...device, id, netns: WIRES, ifindex: i + 1, name, kind: 'nic', mac: 0, promiscuous: true });
      journal.end();
    });
    this.#survey.stations.forEach(({ mac, addresses, wire }, i) => {
      const name = names[i] as string;
      const id = devices.stations.get(mac)?.dev as number;
      journal.begin(CAPTURE_SETUP, 'capture.station', { netns: name, mac });
      add(name, 'host');
      netdevs.set(id, { ...device, id, netns: name, ifindex: 1, name: 'eth0', kind: 'nic', mac });
      for (const ip of addresses)
        this.#stack
          .netns(name)
          .addrs.set(addrKey(id, ip, 32), { dev: id, ip, prefix: 32, broadcast: undefined, scope: 'global' });
      const port = devices.ports[wire] as number;
      const row = {
        id: links.links.size + 1,
        name: `${name}-${WIRES}`,
        a: id,
        b: port,
        medium: 'veth',
        delayNs: 0,
      } as const;
      links.links.set(row.id, { ...row, rateBps: 0, loss: 0, errors: 0, duplex: 'full', up: true });
      journal.end();
    });
  }

  /** The next frame is an event of its own. */
  #schedule(n: number): void {
    const next = this.#survey.frames[n];
    if (next !== undefined && next.time < HORIZON)
      this.world.schedule(next.time, SEEN, n, 0, this.#root(`frame ${n + 1}`));
  }

  #see(n: number): void {
    const { journal } = this.world;
    const seen = this.#survey.frames[n] as Surveyed;
    const sender = seen.copyOf < 0 ? this.#conclusions.sender(seen) : undefined;
    const port = this.#conclusions.port(seen);
    const frame = this.world.frames.count + (sender === undefined ? 0 : 1);
    journal.begin(CAPTURED, seen.copyOf < 0 ? 'capture.seen' : 'capture.again', {
      frame,
      dev: port,
      number: n + 1,
      before: seen.copyOf + 1,
    });
    this.#keep(n, seen, sender, port);
    if (seen.copyOf < 0) this.#conclusions.draw(seen, frame);
    journal.end();
    this.#schedule(n + 1);
  }

  /** The frame as its sender sent it, where that is known, and as it was seen on the wire. */
  #keep(n: number, { looked, copyOf }: Surveyed, sender: number | undefined, port: number): void {
    const { frames } = this.world;
    const { first, bytes } = looked;
    let id: number;
    if (copyOf >= 0) id = frames.copy(this.#conclusions.frameOf(copyOf), 'forward');
    else {
      const linkType = first?.name === ethernet.name ? 'ethernet' : first?.name === ipv4.name ? 'ipv4' : 'data';
      id = frames.create(bytes.length, 0, linkType);
      frames.buffer(id).set(bytes, frames.offset(id));
      if (sender !== undefined) {
        frames.seen(id, sender, 'sent');
        id = frames.copy(id, 'wire');
      }
    }
    frames.seen(id, port, 'received');
    this.#conclusions.remember(n, id);
  }
}

const portName = ({ interfaces }: Survey, i: number): string =>
  (interfaces[i]?.name ?? `if${i}`).replaceAll(/[\s@]/g, '_');

/** Device numbers: the interfaces first, then the stations in order. */
function devicesOf({ interfaces, stations }: Survey, names: readonly string[]): Devices {
  const first = interfaces.length + 1;
  return {
    ports: interfaces.map((_link, i) => i + 1),
    stations: new Map(
      stations.map((station, i) => [station.mac, { ...station, dev: first + i, name: names[i] as string }]),
    ),
  };
}
