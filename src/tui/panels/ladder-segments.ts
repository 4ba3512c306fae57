// Every TCP segment that was put on a cable by one of its ends, by connection, with relative numbers; and what became of each
// frame further on. Gathered from the stages and the frames as they come, one set per target.
import { stageIndex, type Target } from '../../debug/index.js';
import { ethernet, spansOf } from '../../wire/index.js';

export interface Segment {
  /** The frame as its sender put it on the cable, and the stage that did. */
  readonly frame: number;
  readonly stage: number;
  /** 0: from the side that sent first. */
  readonly side: 0 | 1;
  readonly flags: Flags;
  /** Counted from the sender's and the receiver's SYN. */
  readonly seq: number;
  readonly ack: number;
  readonly length: number;
  /** In bytes, scaled where both SYNs agreed on it. */
  readonly window: number;
  /** Some of it was on the cable before. */
  readonly again: boolean;
  /** `MSS 1460 WS 7 SACK 2921-4381`, without timestamps. */
  readonly options: string;
}
export interface Flags {
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly psh: boolean;
  readonly ack: boolean;
}
export interface End {
  readonly ip: number;
  readonly port: number;
  /** The node that its segments came from; undefined: it has not sent any. */
  node: string | undefined;
  /** Its first sequence number; the highest one sent, as an offset. */
  start: number | undefined;
  sent: number;
  /** Of its SYN; undefined: it has none. */
  scale: number | undefined;
}
/** One connection. */
export interface Talk {
  /** Who sent first is the left one. */
  readonly ends: readonly [End, End];
  readonly segments: Segment[];
}

interface Header {
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
  readonly ackFlag: number;
  readonly pshFlag: number;
  readonly rstFlag: number;
  readonly synFlag: number;
  readonly finFlag: number;
  readonly options: readonly {
    readonly kind: string;
    readonly mss?: number;
    readonly shift?: number;
    readonly blocks?: readonly { readonly left: number; readonly right: number }[];
  }[];
}

/** Stages that put a frame on a cable, or in which one was seen there. */
const SENDING: ReadonlySet<string> = new Set(['link_transmit', 'capture_frame']);
/** Whether a stage is one of a capture: who received what it shows is not known. */
export const isCaptured = ({ world }: Target, stage: number): boolean =>
  world.journal.kindOf(stage).name === 'capture_frame';

export class Segments {
  readonly talks: Talk[] = [];
  /** By frame: which connection it belongs to. */
  readonly talkOf = new Map<number, Talk>();
  readonly #target: Target;
  /** The last connection of two ends. */
  readonly #open = new Map<string, Talk>();
  /** For each frame that was sent or received the segment's frame it comes from. */
  readonly #root = new Map<number, number>();
  /** Receptions of a segment's frame, along its whole way. */
  readonly #received = new Map<number, number[]>();
  #stages = 0;
  #frames = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  catchUp(): void {
    const { journal } = this.#target.world;
    const end = journal.stageCount;
    const sending: number[] = [];
    for (const shape of stageIndex(this.#target).shapes) {
      if (shape === undefined || !SENDING.has(shape.stage)) continue;
      const { postings } = shape;
      for (let i = postings.lowerBound(this.#stages); i < postings.length; i++) sending.push(postings.at(i));
    }
    sending.sort((a, b) => a - b);
    this.#stages = end;
    const { frames } = this.#target.world;
    for (const stage of sending) {
      const frame = journal.numberArg(stage, 'frame') ?? -1;
      const from = frame < 0 ? -1 : frames.fromOf(frame);
      // A capture names what was seen on the wire, which came from what its sender sent.
      this.#sent(isCaptured(this.#target, stage) && from >= 0 ? from : frame, stage);
    }
    for (; this.#frames < frames.count; this.#frames++) {
      if (frames.directionOf(this.#frames) !== 'received') continue;
      const root = this.rootOf(this.#frames);
      if (root === undefined) continue;
      this.#root.set(this.#frames, root);
      const list = this.#received.get(root);
      if (list === undefined) this.#received.set(root, [this.#frames]);
      else list.push(this.#frames);
    }
  }

  /** The segment's frame that a frame comes from: itself, what it was before a header, a hop, a change on its way. */
  rootOf(frame: number): number | undefined {
    const { frames } = this.#target.world;
    for (let at = frame; at >= 0; at = frames.fromOf(at)) {
      const known = this.talkOf.has(at) ? at : this.#root.get(at);
      if (known !== undefined) return known;
      const { operation } = frames.frame(at);
      if (operation === 'origin' || operation === 'answer') return undefined;
    }
    return undefined;
  }

  /** Where a segment was received, in order: at every hop, and at its end. */
  receivedOf = (frame: number): readonly number[] => this.#received.get(frame) ?? [];

  #sent(frame: number, stage: number): void {
    const { frames } = this.#target.world;
    if (frame < 0 || this.talkOf.has(frame) || this.#root.has(frame)) return;
    if (frames.linkTypeOf(frame) !== 'ethernet' || !mayBeTcp(frames.view(frame))) return;
    const root = this.rootOf(frame);
    if (root === undefined) this.#begin(frame, stage);
    else this.#root.set(frame, root);
  }

  #begin(frame: number, stage: number): void {
    const { frames } = this.#target.world;
    const spans = spansOf(frames.view(frame), ethernet);
    const at = spans.findIndex(s => s.header.name === 'tcp');
    const [ip, tcp] = [spans[at - 1], spans[at]];
    if (ip === undefined || tcp === undefined || ip.header.name !== 'ip') return;
    const header = tcp.values as unknown as Header;
    const from = { ip: Number(ip.values.src), port: header.srcPort };
    const to = { ip: Number(ip.values.dst), port: header.dstPort };
    const talk = this.#talkFor(from, to, header);
    const side = talk.ends[0].ip === from.ip && talk.ends[0].port === from.port ? 0 : 1;
    talk.ends[side].node ??= this.#target.nodeOfDevice(frames.devOf(frame));
    talk.segments.push(segmentOf(talk, side, header, tcp.to - tcp.from, frame, stage));
    this.talkOf.set(frame, talk);
  }

  /** The connection of two ends; a SYN with another number begins a new one. */
  #talkFor(from: Pick<End, 'ip' | 'port'>, to: Pick<End, 'ip' | 'port'>, header: Header): Talk {
    const names = [`${from.ip}:${from.port}`, `${to.ip}:${to.port}`].sort();
    const key = names.join(' ');
    const known = this.#open.get(key);
    if (known !== undefined) {
      const own = known.ends.find(e => e.ip === from.ip && e.port === from.port) as End;
      const anew = header.synFlag === 1 && header.ackFlag === 0 && own.start !== undefined && own.start !== header.seq;
      if (!anew) return known;
    }
    const end = ({ ip, port }: Pick<End, 'ip' | 'port'>): End => ({
      ip,
      port,
      node: undefined,
      start: undefined,
      sent: 0,
      scale: undefined,
    });
    const talk: Talk = { ends: [end(from), end(to)], segments: [] };
    this.talks.push(talk);
    this.#open.set(key, talk);
    return talk;
  }
}

/** IPv4 with TCP in it, at a glance; behind one tag or two too. */
function mayBeTcp(bytes: Uint8Array): boolean {
  let at = 12;
  while ((bytes[at] === 0x81 && bytes[at + 1] === 0) || (bytes[at] === 0x88 && bytes[at + 1] === 0xa8)) at += 4;
  return bytes[at] === 8 && bytes[at + 1] === 0 && bytes[at + 11] === 6;
}

function segmentOf(talk: Talk, side: 0 | 1, header: Header, length: number, frame: number, stage: number): Segment {
  const [own, other] = [talk.ends[side], talk.ends[side === 0 ? 1 : 0]];
  const flags: Flags = {
    syn: header.synFlag === 1,
    fin: header.finFlag === 1,
    rst: header.rstFlag === 1,
    psh: header.pshFlag === 1,
    ack: header.ackFlag === 1,
  };
  // A reset to nobody has a number from the other side's ACK: it begins no count of its own.
  if (own.start === undefined && !flags.rst) own.start = flags.syn ? header.seq : (header.seq - 1) >>> 0;
  if (flags.syn) own.scale = header.options.find(o => o.kind === 'windowScale')?.shift;
  const seq = own.start === undefined ? header.seq : (header.seq - own.start) >>> 0;
  const end = seq + length + Number(flags.syn) + Number(flags.fin);
  const again = end > seq && seq < own.sent && !flags.rst;
  own.sent = Math.max(own.sent, end);
  const scaled = !flags.syn && own.scale !== undefined && other.scale !== undefined;
  return {
    frame,
    stage,
    side,
    flags,
    seq,
    ack: flags.ack ? (other.start === undefined ? header.ack : (header.ack - other.start) >>> 0) : 0,
    length,
    window: scaled ? header.window * 2 ** (own.scale as number) : header.window,
    again,
    options: optionText(header, other.start ?? 0),
  };
}

function optionText({ options }: Header, start: number): string {
  const words: string[] = [];
  for (const { kind, mss, shift, blocks = [] } of options) {
    if (kind === 'mss') words.push(`MSS ${mss}`);
    else if (kind === 'windowScale') words.push(`WS ${shift}`);
    else if (kind === 'sackPermitted') words.push('SACK ok');
    else if (kind === 'sack')
      words.push(`SACK ${blocks.map(b => `${(b.left - start) >>> 0}:${(b.right - start) >>> 0}`).join(' ')}`);
  }
  return words.join(' ');
}

const known = new WeakMap<Target, Segments>();

/** The segments of a target, up to date. */
export function segmentsOf(target: Target): Segments {
  let mine = known.get(target);
  if (mine === undefined) {
    mine = new Segments(target);
    known.set(target, mine);
  }
  mine.catchUp();
  return mine;
}
