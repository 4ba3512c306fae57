// What 802.1X knows: stations at the ports of an authenticator, the one supplicant of a device, users, settings. Read this
// first; then authenticator.ts and supplicant.ts (the machines of IEEE 802.1X-2004 as tables), auth-run.ts and supp-run.ts (what
// they do), eap.ts (questions and answers). The programs that drive them are apps/hostapd.ts and apps/wpa-supplicant.ts.
import { tableSchema } from '../../journal/index.js';
import type { BackendState, PaeState } from './authenticator.js';
import type { SupplicantState } from './supplicant.js';

/** One station at a port, as hostapd keeps them; `mac` is undefined for whoever has not spoken yet. */
export interface Dot1xRow {
  readonly port: number;
  readonly mac: number | undefined;
  readonly status: 'authorized' | 'unauthorized';
  /** Who it says it is, and the VLAN that this user is put into; undefined: the port's own. */
  readonly user: string | undefined;
  readonly vid: number | undefined;
  readonly pae: PaeState;
  readonly backend: BackendState;
  /** The EAP request that is not answered yet, its identifier, its challenge in hexadecimal, how often it was repeated. */
  readonly asked: 'identity' | 'md5' | undefined;
  readonly identifier: number;
  readonly challenge: string | undefined;
  readonly repeats: number;
  readonly reAuthCount: number;
  /** When it came to its state; when the request is repeated, the quiet time ends, the login is asked for anew; 0 for never. */
  readonly since: number;
  readonly repeatAt: number;
  readonly quietUntil: number;
  readonly reAuthAt: number;
  /** The port's VLAN before the user's took its place. */
  readonly before: number | undefined;
}
export const dot1xSchema = tableSchema<Dot1xRow>(
  'dot1x',
  '802.1X ports',
  {
    port: 'dev',
    mac: 'mac',
    status: 'string',
    user: 'string',
    vid: 'int',
    pae: 'string',
    backend: 'string',
    asked: 'string',
    identifier: 'int',
    challenge: 'string',
    repeats: 'int',
    reAuthCount: 'int',
    since: 'time',
    repeatAt: 'time',
    quietUntil: 'time',
    reAuthAt: 'time',
    before: 'int',
  },
  ['port', 'mac'],
);
export const stationKey = (port: number, mac: number | undefined): string => `${port} ${mac ?? 'new'}`;

/** One user of an authenticator: a line of hostapd's eap_user file. */
export interface EapUserRow {
  readonly user: string;
  readonly secret: string;
  readonly vid: number | undefined;
}
export const eapUserSchema = tableSchema<EapUserRow>(
  'eap-user',
  'Users who may log in (802.1X)',
  { user: 'string', secret: 'string', vid: 'int' },
  ['user'],
);

/** Settings of an authenticator, ns. */
export interface Dot1xConfRow {
  readonly quietNs: number;
  readonly txNs: number;
  readonly suppNs: number;
  /** 0: users are never asked again. */
  readonly reAuthNs: number;
  readonly maxReq: number;
}
export const dot1xConfSchema = tableSchema<Dot1xConfRow>(
  'dot1x-conf',
  'Settings of 802.1X',
  { quietNs: 'duration', txNs: 'duration', suppNs: 'duration', reAuthNs: 'duration', maxReq: 'int' },
  [],
);
const SECOND = 1_000_000_000;
/**
 * quietPeriod, reAuthPeriod: IEEE 802.1X-2004 §8.2.4.1.2, §8.2.8.1. Repeating requests is EAP's business there (RFC 3748 §4.3);
 * here it goes by the txPeriod, suppTimeout and maxReq of 802.1X-2001, which switches keep.
 */
export const DOT1X_DEFAULTS: Dot1xConfRow = {
  quietNs: 60 * SECOND,
  txNs: 30 * SECOND,
  suppNs: 30 * SECOND,
  reAuthNs: 3600 * SECOND,
  maxReq: 2,
};

/** The supplicant of a device (IEEE 802.1X-2004 §8.2.11). */
export interface SupplicantRow {
  readonly dev: number;
  readonly pid: number;
  readonly pae: SupplicantState;
  readonly status: 'authorized' | 'unauthorized';
  readonly identity: string | undefined;
  readonly password: string | undefined;
  /** The EAP method that was agreed on; done once its answer has been sent. */
  readonly method: 'md5' | undefined;
  readonly startCount: number;
  /** userLogoff, logoffSent */
  readonly userLogoff: boolean;
  readonly logoffSent: boolean;
  /** When EAPOL-Start is repeated, waiting in HELD or for the authenticator ends; 0 for never. */
  readonly startAt: number;
  readonly heldUntil: number;
  readonly authUntil: number;
}
export const supplicantSchema = tableSchema<SupplicantRow>(
  'supplicant',
  '802.1X supplicants',
  {
    dev: 'dev',
    status: 'string',
    identity: 'string',
    pae: 'string',
    method: 'string',
    password: 'string',
    startCount: 'int',
    userLogoff: 'bool',
    logoffSent: 'bool',
    startAt: 'time',
    heldUntil: 'time',
    authUntil: 'time',
    pid: 'int',
  },
  ['dev'],
);

/** What stands in a host's /etc/wpa_supplicant.conf. */
export interface SupplicantConfRow {
  readonly identity: string;
  readonly password: string;
}
export const supplicantConfSchema = tableSchema<SupplicantConfRow>(
  'supplicant-conf',
  'Login of a host (802.1X)',
  { identity: 'string', password: 'string' },
  ['identity'],
);

/** IEEE 802.1X-2004 §8.2.11.1.2: startPeriod, maxStart, heldPeriod, authPeriod. */
export const SUPPLICANT = {
  startNs: 30 * SECOND,
  maxStart: 3,
  heldNs: 60 * SECOND,
  authNs: 30 * SECOND,
} as const;
