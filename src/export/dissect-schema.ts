// The JSON Schema of what `netstep dissect --format json` prints.
import { DISSECTION_VERSION } from './dissect-json.js';

const text = (description: string) => ({ type: 'string', description });
const count = (description: string) => ({ type: 'integer', minimum: 0, description });
const list = (items: object, description: string) => ({ type: 'array', items, description });
const strict = (required: readonly string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});

const problem = strict(['code'], {
  code: text('truncated, bad-length, bad-checksum, bad-value or bad-option-length'),
  need: { type: 'integer', description: 'What would be right, or the least that can be' },
  have: { type: 'integer', description: 'What is there' },
});

const node = strict(['name', 'show', 'pos', 'size', 'value'], {
  name: text("Wireshark's name: ip.ttl; of a layer its protocol"),
  show: text('The value as a display filter takes it; of a layer its line'),
  pos: count('First byte, from the start of the frame (in reassembled: of its payload)'),
  size: count('Bytes that it has a part in'),
  value: text('Hex of those bytes; of bits within bytes their number in hex; empty for a layer'),
  problem,
  children: list({ $ref: '#/$defs/node' }, 'Fields, or layers of a packet that is quoted'),
});

const mark = strict(['name', 'kind', 'args', 'text'], {
  name: text('tcp.analysis.retransmission; for a field that is wrong its name'),
  kind: text('What it is, in a word that no language changes'),
  args: { type: 'object', description: 'Numbers and names in the text' },
  text: text('The same in the language asked for'),
});

const summary = strict(['source', 'destination', 'protocol', 'info'], {
  source: text('Address of the innermost header that has one'),
  destination: text('The same of the other end'),
  protocol: text("As in Wireshark's column"),
  info: text("As in Wireshark's column, without marks; TCP's numbers are relative"),
});

const frame = strict(['number', 'time', 'interface', 'length', 'captured', 'summary', 'marks', 'layers'], {
  number: { type: 'integer', minimum: 1, description: 'In order of the file, from 1' },
  time: { type: ['string', 'null'], description: 'Seconds since 1970, UTC; null where the capture does not tell' },
  interface: count('Index into interfaces'),
  length: count('Bytes on the wire'),
  captured: count('Bytes in the file'),
  direction: { enum: ['in', 'out'], description: 'Seen from the interface, where the capture tells' },
  comments: list({ type: 'string' }, 'Comments in the file'),
  summary,
  tcp: strict(['stream', 'seq', 'ack', 'window'], {
    stream: count("The connection, from 0: Wireshark's tcp.stream"),
    seq: count('Relative to the first segment of this side'),
    ack: count('Relative to the first segment of the other side'),
    window: count('Bytes'),
  }),
  marks: list(mark, 'What is remarkable'),
  layers: list({ $ref: '#/$defs/node' }, 'Outermost first'),
  reassembled: strict(['frames', 'size', 'layers'], {
    frames: list({ type: 'integer' }, 'Frames that bore the fragments'),
    size: count('Bytes of payload'),
    layers: list({ $ref: '#/$defs/node' }, 'Of the payload; positions count from its start'),
  }),
});

export const dissectionSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'netstep dissect --format json',
  ...strict(['version', 'frames', 'interfaces', 'problem'], {
    version: { const: DISSECTION_VERSION },
    frames: list(frame, 'Those asked for'),
    interfaces: list(
      strict(['name', 'linkType'], {
        name: { type: ['string', 'null'] },
        linkType: count('LINKTYPE: 1 is Ethernet'),
      }),
      'Of all sections of the file',
    ),
    problem: {
      anyOf: [
        { type: 'null' },
        strict(['code', 'offset'], {
          code: { enum: ['not-a-capture', 'truncated', 'bad-block', 'bad-gzip'] },
          offset: count('Where the record begins that could not be read, in the file as it is when decompressed'),
        }),
      ],
      description: 'Why reading ended before the end of the file',
    },
  }),
  $defs: { node },
};
