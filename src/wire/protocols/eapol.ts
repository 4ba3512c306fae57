/** EAP over LANs: the frames of 802.1X between a supplicant and the port that it wants open. Reads first: eap.ts. */
import { computed, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { payloadLength } from '../codec/seal.js';

/** IEEE 802.1X-2020 table 11-3. */
export const eapolType = { eap: 0, start: 1, logoff: 2, key: 3, alert: 4 } as const;

/** What an Ethernet header says in front of it. */
export const eapolEtherType = 0x888e;

/** The port access entity's group address: 01:80:c2:00:00:03. No bridge passes it on. */
export const paeGroup = 0x0180c2000003;

const typeNames = {
  0: 'EAP Packet',
  1: 'Start',
  2: 'Logoff',
  3: 'Key',
  4: 'Encapsulated ASF Alert',
  5: 'MKA',
  6: 'Announcement (Generic)',
  7: 'Announcement (Specific)',
  8: 'Announcement Request',
} as const;

export const eapol = header(
  'eapol',
  '802.1X Authentication',
  'IEEE 802.1X-2020 §11.3',
  {
    version: uint(8).label('Version').enum({ 1: '802.1X-2001', 2: '802.1X-2004', 3: '802.1X-2010' }).default(2),
    type: uint(8).label('Type').enum(typeNames),
    len: computed(uint(16).label('Length'), payloadLength),
  },
  {
    padded: true,
    summary: ({ type }) => (typeNames as Readonly<Record<number, string>>)[type] ?? `Unknown type ${type}`,
  },
);
