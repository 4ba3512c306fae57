/**
 * What a frame proves about the tables of those who sent and got it. A row is written where a frame cannot have been sent
 * without it, and no earlier. Reads first: stages.ts; tcp-states.ts; ../net/tables.ts for the rows.
 */
import { numberSchema, type Table } from '../journal/index.js';
import { type FdbRow, fdbKey, fdbSchema, fdbSeenSchema, type NeighRow, neighKey, type Stack } from '../net/index.js';
import { formatIpv4, formatIpv6, isGroupMac, type Span } from '../wire/index.js';
import { arpOf, macsOf, type Station } from './hosts.js';
import { EXPERT, MUST_FDB, MUST_NEIGH, MUST_TCP, SUSPECT } from './stages.js';
import type { Surveyed } from './survey.js';
import { afterSegment, type ConnectionRow, connectionSchema, type TcpEnd } from './tcp-states.js';

export interface KnownStation extends Station {
  readonly dev: number;
  readonly name: string;
}

export interface Devices {
  /** By interface. */
  readonly ports: readonly number[];
  readonly stations: ReadonlyMap<number, KnownStation>;
}

/** Number of the frame in the capture → its number in the world. */
const frameSchema = numberSchema('captured-frame', 'Frames of the capture');

const OWNER = 'wires';

export class Conclusions {
  readonly #stack: Stack;
  readonly #devices: Devices;
  readonly #byAddress = new Map<number, KnownStation>();
  readonly #fdb: Table<FdbRow>;
  readonly #fdbSeen: Table<number>;
  readonly #connections: Table<ConnectionRow>;
  readonly #frames: Table<number>;

  constructor(stack: Stack, devices: Devices) {
    const { journal } = stack.world;
    this.#stack = stack;
    this.#devices = devices;
    for (const station of devices.stations.values())
      for (const ip of station.addresses) if (!this.#byAddress.has(ip)) this.#byAddress.set(ip, station);
    this.#fdb = journal.table(fdbSchema, OWNER);
    this.#fdbSeen = journal.table(fdbSeenSchema, OWNER);
    this.#connections = journal.table(connectionSchema, OWNER);
    this.#frames = journal.table(frameSchema);
  }

  /** The device that sent it, where it is one of the stations. */
  sender({ looked }: Surveyed): number | undefined {
    const src = macsOf(looked.spans)?.src;
    return src === undefined ? undefined : this.#devices.stations.get(src)?.dev;
  }

  port({ frame }: Surveyed): number {
    return this.#devices.ports[frame.interface] as number;
  }

  remember(n: number, frame: number): void {
    this.#frames.set(n, frame);
  }
  frameOf(n: number): number {
    return this.#frames.get(n) as number;
  }

  /** All that this frame proves. `id`: its number in the world. */
  draw(seen: Surveyed, id: number): void {
    const { journal } = this.#stack.world;
    const { looked, wrong } = seen;
    for (const { name } of wrong) journal.note(SUSPECT, 'capture.wrong', { frame: id, field: name });
    const macs = macsOf(looked.spans);
    if (macs) this.#learn(macs.src, this.port(seen), id);
    this.#arp(looked.spans, id);
    this.#used(looked.spans, id);
    const datagram = looked.fragment?.datagram;
    if (datagram)
      journal.note(EXPERT, 'capture.joined', { frame: id, count: datagram.frames.length, size: datagram.bytes.length });
    this.#tcp(seen, id);
  }

  #learn(mac: number, port: number, frame: number): void {
    const { journal, now } = this.#stack.world;
    const key = fdbKey(mac, undefined);
    const known = this.#fdb.get(key);
    const args = { mac, port, frame };
    if (known?.port === port) {
      journal.begin(MUST_FDB, 'capture.fdb-again', args);
    } else {
      journal.begin(MUST_FDB, known ? 'capture.fdb-moved' : 'capture.fdb-new', { ...args, before: known?.port ?? 0 });
      this.#fdb.set(key, { mac, vid: undefined, port, kind: 'learned', learnt: now });
    }
    this.#fdbSeen.set(key, now);
    journal.end();
  }

  /** RFC 826: who asks does not know; who is answered knows; who answers has noted who asked. */
  #arp(spans: readonly Span[], frame: number): void {
    const said = arpOf(spans);
    if (!said) return;
    const sender = this.#devices.stations.get(said.srcMac);
    if (said.opcode === 1) {
      if (!sender || said.dstIp === said.srcIp || said.srcIp === 0) return;
      const known = this.#row(sender, said.dstIp);
      if (known === undefined || known.state === 'FAILED')
        this.#note('capture.neigh-asks', sender, said.dstIp, undefined, frame);
      return;
    }
    const asker = this.#devices.stations.get(said.dstMac);
    if (said.opcode !== 2 || isGroupMac(said.dstMac)) return;
    if (asker) this.#note('capture.neigh-answered', asker, said.srcIp, said.srcMac, frame);
    const known = sender && this.#row(sender, said.dstIp);
    if (sender && said.dstIp !== 0 && known?.lladdr !== said.dstMac)
      this.#note('capture.neigh-overheard', sender, said.dstIp, said.dstMac, frame);
  }

  /** A packet to the address of a station on the link went to its MAC address: the sender knew that. */
  #used(spans: readonly Span[], frame: number): void {
    const macs = macsOf(spans);
    const ip = spans.find(({ header }) => header.name === 'ip');
    const sender = macs && this.#devices.stations.get(macs.src);
    if (!sender || !ip || macs.dst === undefined || isGroupMac(macs.dst)) return;
    const { src, dst } = ip.values as { readonly src: number; readonly dst: number };
    if (this.#byAddress.get(dst)?.mac !== macs.dst || this.#byAddress.get(src)?.mac !== macs.src) return;
    if (this.#row(sender, dst)?.lladdr !== macs.dst) this.#note('capture.neigh-used', sender, dst, macs.dst, frame);
  }

  #row(station: KnownStation, ip: number): NeighRow | undefined {
    return this.#stack.netns(station.name).neighs.get(neighKey(station.dev, ip));
  }

  #note(
    reason: 'capture.neigh-asks' | 'capture.neigh-answered' | 'capture.neigh-overheard' | 'capture.neigh-used',
    { name, dev }: KnownStation,
    ip: number,
    mac: number | undefined,
    frame: number,
  ): void {
    const { journal, now } = this.#stack.world;
    const state =
      reason === 'capture.neigh-asks' ? 'INCOMPLETE' : reason === 'capture.neigh-answered' ? 'REACHABLE' : 'STALE';
    journal.begin(MUST_NEIGH, reason, { netns: name, ip, mac: mac ?? 0, frame });
    this.#stack.netns(name).neighs.set(neighKey(dev, ip), {
      ip,
      dev,
      lladdr: mac,
      state,
      probes: mac === undefined ? 1 : 0,
      queue: [],
      confirmed: state === 'REACHABLE' ? now : 0,
      used: now,
      updated: now,
      timer: -1,
      due: 0,
    });
    journal.end();
  }

  #tcp({ looked }: Surveyed, frame: number): void {
    const note = looked.tcp;
    if (!note) return;
    const { journal } = this.#stack.world;
    for (const mark of note.marks)
      journal.note(EXPERT, 'capture.mark', { frame, mark, before: note.duplicateOf, count: note.duplicates });
    const spans = [...looked.spans, ...looked.inner];
    const at = spans.findLastIndex(({ header }) => header.name === 'tcp');
    const ip = spans.slice(0, at).findLast(({ header }) => header.name === 'ip' || header.name === 'ipv6');
    if (!ip) return;
    const before = this.#connections.get(note.stream);
    const next = connectionAfter(before, looked, spans[at] as Span, ip);
    const args = {
      frame,
      stream: note.stream,
      opener: next.opener,
      openerState: next.openerState,
      other: next.other,
      otherState: next.otherState,
    };
    const same = before?.openerState === next.openerState && before.otherState === next.otherState;
    if (same && note.segment.length === 0 && !note.segment.fin) return;
    journal.begin(
      MUST_TCP,
      before === undefined ? 'capture.tcp-new' : same ? 'capture.tcp-data' : 'capture.tcp-state',
      args,
    );
    this.#connections.set(note.stream, next);
    journal.end();
  }
}

const endText = (address: unknown, port: unknown): string =>
  address instanceof Uint8Array ? `[${formatIpv6(address)}]:${port}` : `${formatIpv4(address as number)}:${port}`;

/** The connection's row after a segment. */
function connectionAfter(
  before: ConnectionRow | undefined,
  { tcp: note }: Surveyed['looked'],
  tcp: Span,
  ip: Span,
): ConnectionRow {
  const { segment, stream, byOpener } = note as NonNullable<typeof note>;
  const source = endText(ip.values.src, tcp.values.srcPort);
  const target = endText(ip.values.dst, tcp.values.dstPort);
  const ends: readonly [TcpEnd | undefined, TcpEnd | undefined] = before
    ? [
        { state: before.openerState, finEnd: before.openerFin },
        { state: before.otherState, finEnd: before.otherFin },
      ]
    : [undefined, undefined];
  const { from, to } = byOpener ? afterSegment(segment, ends[0], ends[1]) : afterSegment(segment, ends[1], ends[0]);
  const [opener, other] = byOpener ? [from, to] : [to, from];
  return {
    stream,
    opener: byOpener ? source : target,
    openerState: opener.state,
    other: byOpener ? target : source,
    otherState: other.state,
    openerBytes: (before?.openerBytes ?? 0) + (byOpener ? segment.length : 0),
    otherBytes: (before?.otherBytes ?? 0) + (byOpener ? 0 : segment.length),
    openerFin: opener.finEnd,
    otherFin: other.finEnd,
  };
}
