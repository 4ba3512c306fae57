// Playing a scene of test/data/linux in the simulator: the same network, the same commands at the same moments. Read
// scene-file.ts first. What the simulator did is told in the words of the scene file, so that both compare as text.
import { type Journal, tableSchemas } from '../../src/journal/index.js';
import type { FdbRow, NeighRow } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { formatIpv4, formatMac } from '../../src/wire/index.js';
import { build, LAN, type Plan, within } from '../topology/build.js';
import { type Line, readScene, type SceneFile } from './scene-file.js';
import { frameText } from './wire-text.js';

export interface Scene {
  /** The file’s name: `wire-a`. */
  readonly name: string;
  readonly plan?: Plan;
  /** Commands that the file does not tell (collect.sh): seconds, node, line. */
  readonly before?: readonly (readonly [seconds: number, node: string, line: string])[];
  /** Reachable time drawn for A, ms, as the file notes it. */
  readonly reachableMs?: number;
  /** Commands and frames from this moment on are left out, and why. */
  readonly until?: readonly [seconds: number, why: string];
  /** Commands from a moment on are given that much sooner: a kernel timer was late, and its effect must come after. */
  readonly sooner?: readonly [from: number, seconds: number];
  /** Commands that are left out, and why. */
  readonly without?: readonly (readonly [RegExp, why: string])[];
}

export interface NeighLine extends Line {
  /** Seconds since used, confirmed, updated: of each value that the row had at that moment. */
  readonly ages: readonly (readonly number[])[];
  readonly brief: boolean;
}

const SECOND = 1_000_000_000;
/** Scene time 0 in virtual seconds: there is a past in which entries can have been confirmed. */
const ZERO = 100;

export class Played {
  readonly file: SceneFile;
  readonly network: Network;
  readonly end: number;

  constructor(scene: Scene) {
    const file = readScene(scene.name);
    const end = scene.until?.[0] ?? Number.POSITIVE_INFINITY;
    const left = (text: string) => scene.without?.some(([pattern]) => pattern.test(text)) ?? false;
    const commands = file.commands.filter(c => c.at < end && !left(c.text)).map(c => [c.at, c.node, c.text] as const);
    const [from, sooner] = scene.sooner ?? [Number.POSITIVE_INFINITY, 0];
    const all = [...(scene.before ?? []), ...commands].map(
      ([at, node, text]) => [at < from ? at : at - sooner, node, text] as const,
    );
    this.file = file;
    this.end = end;
    const plan = scene.plan ?? LAN;
    this.network = build({ ...plan, run: all.map(([at, node, text]) => [ZERO + at, node, text] as const) });
    this.#drawn(scene.reachableMs);
    const last = [...file.frames.values(), ...file.neighbours.values(), file.fdb, file.samples].flat();
    const most = Math.min(end, Math.max(...last.map(line => line.at)));
    this.network.world.run(1_000_000, Math.round((ZERO + most) * SECOND));
  }

  /** Reachable times are drawn from the seed: here they are those of the recording, or long. */
  #drawn(ms = 40_000): void {
    const { stack, world } = this.network;
    const schema = tableSchemas().get('reachable')!;
    within(this.network, () => {
      for (const host of Object.keys(LAN.hosts)) {
        for (const base of [2000, 4000, 12000, 30000]) {
          world.journal.table(schema).set(`${host}.eth0 ${base}`, host === 'A' ? ms : 40_000);
        }
      }
    });
    if (stack.netdevs.size === 0) throw new Error('no devices');
  }

  /** Frames at a wire end, in order: `out 42 dst=…` */
  frames(end: string): Line[] {
    const { world } = this.network;
    const dev = this.network.deviceNames().find(d => d.name === end)!.dev;
    const out: Line[] = [];
    for (let f = 0; f < world.frames.count; f++) {
      const frame = world.frames.frame(f);
      if (frame.dev !== dev || frame.direction === 'none') continue;
      const at = world.journal.eventTime(world.journal.eventOf(frame.stage)) / SECOND - ZERO;
      if (at < -0.05) continue;
      out.push({ at, text: `${frame.direction === 'sent' ? 'out' : 'in'} ${frameText(frame.bytes)}` });
    }
    return out;
  }

  /** Every value a neighbour’s row ever had, `A 192.168.0.103`, with its time. */
  timeline(key: string): { at: number; row: NeighRow | undefined }[] {
    const { journal } = this.network.world;
    const [node, ip] = key.split(' ');
    const out: { at: number; row: NeighRow | undefined }[] = [];
    for (let c = 0; c < journal.changeCount; c++) {
      const { table, before, after, stage } = journal.change(c);
      if (table.name !== `neigh@${node}`) continue;
      const row = (after ?? before) as NeighRow;
      if (formatIpv4(row.ip) !== ip || this.network.deviceName(row.dev) !== `${node}.eth0`) continue;
      out.push({ at: timeOf(journal, stage), row: after as NeighRow | undefined });
    }
    return out;
  }

  /** Changes of a neighbour’s state, address or probes; `brief`: a poll every 5 ms may have missed the value. */
  neighbours(key: string): NeighLine[] {
    const out: NeighLine[] = [];
    const all = this.timeline(key);
    for (const [i, { at, row }] of all.entries()) {
      const text = neighText(row);
      const last = out.at(-1);
      if (text === (last?.text ?? 'GONE')) {
        if (last === undefined || row === undefined || at - last.at >= 0.005) continue;
        out[out.length - 1] = { ...last, ages: [...last.ages, agesAt(row, at)] };
        continue;
      }
      const next = all.slice(i + 1).find(later => neighText(later.row) !== text);
      out.push({
        at,
        text,
        ages: row === undefined ? [] : [agesAt(row, at)],
        brief: next !== undefined && next.at - at < 0.03,
      });
    }
    return out;
  }

  /** Changes of the bridge’s rows: `+ 02:… p1` */
  fdb(): Line[] {
    const { journal } = this.network.world;
    const out: Line[] = [];
    for (let c = 0; c < journal.changeCount; c++) {
      const { table, before, after, stage } = journal.change(c);
      if (table.name !== 'fdb@sw') continue;
      const at = timeOf(journal, stage);
      const [old, now] = [before, after].map(row => shown(row as FdbRow | undefined));
      if (at < -50 || old?.port === now?.port) continue;
      const tell = (sign: string, row: FdbRow) =>
        out.push({ at, text: `${sign} ${formatMac(row.mac)} ${this.network.deviceName(row.port).replace('sw.', '')}` });
      if (old) tell('-', old);
      if (now) tell('+', now);
    }
    return out;
  }
}

/** The ports' own addresses are not in the recording. */
const shown = (row: FdbRow | undefined): FdbRow | undefined => (row?.kind === 'permanent' ? undefined : row);

const timeOf = (journal: Journal, stage: number): number => journal.eventTime(journal.eventOf(stage)) / SECOND - ZERO;

export const neighText = (row: NeighRow | undefined): string =>
  row === undefined
    ? 'GONE'
    : `${row.state} ${row.lladdr === undefined ? '-' : formatMac(row.lladdr)} probes=${row.probes}`;

/** Seconds since used, confirmed, updated. */
export const agesAt = (row: NeighRow, at: number): number[] =>
  [row.used, row.confirmed, row.updated].map(ns => at + ZERO - ns / SECOND);
