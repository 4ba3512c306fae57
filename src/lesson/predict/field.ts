// The value of a field in a frame to come: asked before it is sent. Addresses are chosen among those of the network, other
// values are written, in any form that a display filter takes.
import { decisionAt, stageFilter } from '../../debug/index.js';
import { parseFilter } from '../../filter/index.js';
import { dissect, eachNode, ipv4, type Layer, type Node } from '../../wire/index.js';
import { Ahead } from './ahead.js';
import { addresses, macs, ownerOf } from './facts.js';
import { type Key, type Moment, type Option, type Posed, text } from './question.js';
import { saidOf } from './said.js';

export interface FieldValue {
  readonly ask: 'field';
  /** Wireshark's name. */
  readonly field: string;
  /** Display filter of the frame that is meant: the next one sent that it holds for. */
  readonly of: string;
}

/** Undefined: no such frame is sent any more, or it has no such field. */
export function poseField(moment: Moment, { field, of }: FieldValue): Posed | undefined {
  const ahead = new Ahead(moment);
  const { target, journal } = ahead;
  const filter = stageFilter(target, `ns.stage == "link_transmit" && (${of}) && ${field}`);
  if (!filter.ok) return undefined;
  let seen = ahead.from;
  const stage = ahead.until(() => {
    const found = filter.first(seen, journal.stageCount);
    seen = journal.stageCount;
    return found;
  });
  const frame = stage === undefined ? undefined : journal.numberArg(stage, 'frame');
  if (stage === undefined || frame === undefined) return undefined;
  const { bytes, linkType } = target.world.frames.frame(frame);
  const layers = dissect(bytes, linkType === 'ipv4' ? ipv4 : undefined);
  const value = nodeNamed(layers, field);
  if (value === undefined) return undefined;
  const happened = literalOf(value);
  const options = optionsFor(moment, value, happened);
  const why = { target, stage: decisionAt(journal, stage) ?? stage };
  // An error quotes the packet it is about: what stands in there was not asked for.
  const own = layers.find(layer => nodeNamed([layer], field) !== undefined) as Layer;
  const subject = {
    bytes: bytes.subarray(0, Math.ceil((own.bit + own.bits) / 8)),
    linkType: linkType === 'data' ? null : linkType,
  };
  const written: Key['judge'] = ([answer = '']) => {
    const guess = parseFilter(`${field} == ${answer}`);
    if (!guess.ok || answer.trim() === '') return { id: 'predict.no-value', args: { field, answer } };
    return guess.test(subject);
  };
  return {
    question: {
      form: options.length === 0 ? 'text' : 'one',
      ask: {
        id: 'predict.field',
        args: { field, of },
        of: saidOf(of, layers),
        field: { name: field, label: value.label },
      },
      options,
    },
    key: { judge: written, happened: [happened], why },
  };
}

function nodeNamed(layers: ReturnType<typeof dissect>, field: string): Node | undefined {
  for (const node of eachNode(layers)) if (node.name === field) return node;
  return undefined;
}

/** The value as one would write it in a filter. */
function literalOf({ value, text: shown }: Node): string {
  return typeof value === 'number' && !/^([0-9a-f]{2}:){5}|^\d+\.\d+\.\d+\.\d+/i.test(shown) ? String(value) : shown;
}

/** For an address: those of the network, what it is among them. */
function optionsFor({ target }: Moment, { text: shown }: Node, happened: string): Option[] {
  const isMac = /^([0-9a-f]{2}:){5}[0-9a-f]{2}/i.test(shown);
  const known = isMac ? [...macs(target), '00:00:00:00:00:00'] : /^\d+(\.\d+){3}$/.test(shown) ? addresses(target) : [];
  if (known.length === 0) return [];
  return [...new Set([...known, happened])].sort().map(id => {
    const owner = isMac ? ownerOf(target, id) : undefined;
    return { id, label: text(owner === undefined ? id : `${id}  ${owner}`) };
  });
}
