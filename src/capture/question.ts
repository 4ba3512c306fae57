/**
 * What a display filter may ask of a captured frame: its fields, those of the datagram that it completes, and what it is
 * to the frames before. Reads first: analysis.ts.
 */
import type { FieldScope, Filter, Subject } from '../filter/index.js';
import type { Looked } from './analysis.js';
import { tcpMarkNames } from './marks.js';
import { wholeFrame } from './reassembly.js';

/** Names beside those of the wire; a mark is there or not. */
export const captureFields: FieldScope = [
  ...tcpMarkNames.map(name => ({ name: `tcp.analysis.${name}`, type: 'bool' as const })),
  { name: 'tcp.analysis.flags', type: 'bool' },
  { name: 'tcp.stream', type: 'int' },
  { name: 'frame.interface_id', type: 'int' },
];

/** `startNs`: when the first frame was captured. */
export function holdsFor(filter: Filter, looked: Looked, startNs: bigint): boolean {
  const { number, frame, first, bytes, tcp, fragment, spans } = looked;
  const subject: Subject = {
    bytes,
    linkType: first,
    frame: { number, time: frame.timed ? Number(frame.unixNs - startNs) : undefined },
    ns: name => {
      if (name === 'tcp.stream') return tcp?.stream;
      if (name === 'frame.interface_id') return frame.interface;
      if (name === 'tcp.analysis.flags') return tcp && tcp.marks.length > 0 ? true : undefined;
      return tcp?.marks.some(mark => name === `tcp.analysis.${mark}`) ? true : undefined;
    },
  };
  if (filter.test(subject)) return true;
  const ip = spans.at(-1);
  if (!fragment?.datagram || !ip) return false;
  return filter.test({ ...subject, bytes: wholeFrame(bytes, ip, fragment.datagram) });
}
