/**
 * The Extensible Authentication Protocol, with the types that RFC 3748 itself lays down but for one-time passwords; what
 * others say is bytes. Reads first: ../codec/header.ts. It is borne by eapol.ts.
 */
import { computed, uint, variant } from '../codec/field.js';
import { header } from '../codec/header.js';
import { headerLength } from '../codec/seal.js';
import { bytes, list, text } from '../codec/variable.js';

/** RFC 3748 §4. */
export const eapCode = { request: 1, response: 2, success: 3, failure: 4 } as const;

/** RFC 3748 §5. */
export const eapType = { identity: 1, notification: 2, nak: 3, md5: 4, expanded: 254 } as const;

const codeNames = { 1: 'Request', 2: 'Response', 3: 'Success', 4: 'Failure' } as const;

/** Names as IANA and Wireshark give them. */
const typeNames = {
  1: 'Identity',
  2: 'Notification',
  3: 'Legacy Nak (Response Only)',
  4: 'MD5-Challenge EAP (EAP-MD5-CHALLENGE)',
  5: 'One-Time Password EAP (EAP-OTP)',
  6: 'Generic Token Card EAP (EAP-GTC)',
  13: 'TLS EAP (EAP-TLS)',
  18: 'GSM Subscriber Identity Modules EAP (EAP-SIM)',
  21: 'Tunneled TLS EAP (EAP-TTLS)',
  23: 'UMTS Authentication and Key Agreement EAP (EAP-AKA)',
  25: 'Protected EAP (EAP-PEAP)',
  26: 'MS-EAP-Authentication',
  43: 'EAP Flexible Authentication via Secure Tunneling (EAP-FAST)',
  52: 'Password-based EAP (EAP-pwd)',
  55: 'Tunnel EAP (EAP-TEAP)',
  254: 'Expanded Type',
} as const;

/** RFC 3748 §5.4: the challenge or the answer to it, counted, and the name of whoever sends it. */
const md5 = {
  md5Size: computed(
    uint(8).as('md5.value_size').label('EAP-MD5 Value-Size'),
    ({ values }) => (values.md5Value as Uint8Array | undefined)?.length ?? 0,
  ),
  md5Value: bytes(({ md5Size }) => md5Size!)
    .as('md5.value')
    .label('EAP-MD5 Value')
    .default(new Uint8Array(0)),
  md5Extra: bytes().as('md5.extra_data').label('EAP-MD5 Extra Data').default(new Uint8Array(0)),
} as const;

const typed = {
  type: uint(8).label('Type').enum(typeNames),
  typeBody: variant(
    'type',
    {
      1: { identity: text().label('Identity').default('') },
      2: { notification: text().label('Notification').default('') },
      3: {
        desired: list('eap', { desiredType: uint(8).as('desired_type').label('Desired Auth Type').enum(typeNames) }),
      },
      4: md5,
    },
    { typeData: bytes().as('data').label('EAP Data').default(new Uint8Array(0)) },
  ),
} as const;

/** `len` counts all of it; what the link adds is not EAP's (RFC 3748 §4.1). */
export const eap = header(
  'eap',
  'Extensible Authentication Protocol',
  'RFC 3748 §4',
  {
    code: uint(8).label('Code').enum(codeNames),
    id: uint(8).label('Id'),
    len: computed(uint(16).label('Length'), headerLength),
    // Success and failure have no data (§4.2); what stands there nevertheless is within the length.
    body: variant('code', { 1: typed, 2: typed }, { otherData: bytes().as('data').label('EAP Data') }),
  },
  { summary: describe },
);

/** As Wireshark's Info column. */
function describe({ code, type }: { code: number; type: number | undefined }): string {
  const what = (codeNames as Readonly<Record<number, string>>)[code] ?? `Unknown code ${code}`;
  return type === undefined
    ? what
    : `${what}, ${(typeNames as Readonly<Record<number, string>>)[type] ?? `Unknown type ${type}`}`;
}
