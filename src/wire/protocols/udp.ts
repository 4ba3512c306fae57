/** UDP. Its checksum reads the enclosing IP header's addresses. Reads first: ../codec/header.ts. */
import { computed, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { optionalChecksum, totalLength } from '../codec/seal.js';

export const udp = header(
  'udp',
  'User Datagram Protocol',
  'RFC 768',
  {
    srcPort: uint(16).as('srcport').label('Source Port'),
    dstPort: uint(16).as('dstport').label('Destination Port'),
    length: computed(uint(16).label('Length'), totalLength),
    checksum: computed(uint(16).hex().label('Checksum'), optionalChecksum),
  },
  { summary: ({ srcPort, dstPort, length }) => `${srcPort} → ${dstPort} Len=${Math.max(0, length - 8)}` },
);
