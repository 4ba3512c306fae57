// The authenticator's two machines as tables: IEEE 802.1X-2004 §8.2.4 (Authenticator PAE, figure 8-8) and §8.2.9 (Backend
// Authentication, figure 8-14), with the standard's variables. Not here: the forced states, for portControl is Auto, and
// serverTimeout, for the server is in the switch and answers at once.
import type { Transition } from './machine.js';

export const PAE_STATES = [
  'INITIALIZE',
  'DISCONNECTED',
  'RESTART',
  'CONNECTING',
  'AUTHENTICATING',
  'AUTHENTICATED',
  'ABORTING',
  'HELD',
] as const;
export type PaeState = (typeof PAE_STATES)[number];

export const BACKEND_STATES = [
  'INITIALIZE',
  'IDLE',
  'REQUEST',
  'RESPONSE',
  'SUCCESS',
  'FAIL',
  'TIMEOUT',
  'IGNORE',
] as const;
export type BackendState = (typeof BACKEND_STATES)[number];

/** Variables of the standard; false until something sets them, and forgotten when the event is over. */
export interface AuthVars {
  portEnabled: boolean;
  /** quietWhile ≠ 0 */
  quiet: boolean;
  reAuthCount: number;
  eapolStart: boolean;
  eapolLogoff: boolean;
  eapolEap: boolean;
  reAuthenticate: boolean;
  eapRestart: boolean;
  eapReq: boolean;
  eapNoReq: boolean;
  eapSuccess: boolean;
  eapFail: boolean;
  eapTimeout: boolean;
  /** Told to the server: an answer came. */
  eapResp: boolean;
  authStart: boolean;
  authSuccess: boolean;
  authFail: boolean;
  authTimeout: boolean;
  authAbort: boolean;
}

/** reAuthMax, §8.2.4.1.2 */
export const REAUTH_MAX = 2;

export const AUTH_PAE: readonly Transition<PaeState, AuthVars>[] = [
  { from: 'any', to: 'INITIALIZE', when: v => !v.portEnabled },
  { from: 'INITIALIZE', to: 'DISCONNECTED', when: v => v.portEnabled },
  { from: 'DISCONNECTED', to: 'RESTART', when: () => true },
  { from: 'RESTART', to: 'CONNECTING', when: v => !v.eapRestart },
  { from: 'CONNECTING', to: 'DISCONNECTED', when: v => v.eapolLogoff || v.reAuthCount > REAUTH_MAX },
  { from: 'CONNECTING', to: 'AUTHENTICATING', when: v => v.eapReq || v.eapSuccess || v.eapFail },
  { from: 'AUTHENTICATING', to: 'AUTHENTICATED', when: v => v.authSuccess },
  { from: 'AUTHENTICATING', to: 'HELD', when: v => v.authFail },
  { from: 'AUTHENTICATING', to: 'ABORTING', when: v => v.eapolStart || v.eapolLogoff || v.authTimeout },
  { from: 'AUTHENTICATED', to: 'RESTART', when: v => v.eapolStart || v.reAuthenticate },
  { from: 'AUTHENTICATED', to: 'DISCONNECTED', when: v => v.eapolLogoff },
  { from: 'ABORTING', to: 'DISCONNECTED', when: v => v.eapolLogoff && !v.authAbort },
  { from: 'ABORTING', to: 'RESTART', when: v => !v.eapolLogoff && !v.authAbort },
  { from: 'HELD', to: 'RESTART', when: v => !v.quiet },
];

export const AUTH_BACKEND: readonly Transition<BackendState, AuthVars>[] = [
  { from: 'any', to: 'INITIALIZE', when: v => !v.portEnabled || v.authAbort },
  { from: 'INITIALIZE', to: 'IDLE', when: v => v.portEnabled && !v.authAbort },
  { from: 'IDLE', to: 'FAIL', when: v => v.eapFail && v.authStart },
  { from: 'IDLE', to: 'REQUEST', when: v => v.eapReq && v.authStart },
  { from: 'IDLE', to: 'SUCCESS', when: v => v.eapSuccess && v.authStart },
  { from: 'REQUEST', to: 'RESPONSE', when: v => v.eapolEap },
  { from: 'REQUEST', to: 'REQUEST', when: v => v.eapReq },
  { from: 'REQUEST', to: 'TIMEOUT', when: v => v.eapTimeout },
  { from: 'RESPONSE', to: 'IGNORE', when: v => v.eapNoReq },
  { from: 'RESPONSE', to: 'REQUEST', when: v => v.eapReq },
  { from: 'RESPONSE', to: 'FAIL', when: v => v.eapFail },
  { from: 'RESPONSE', to: 'SUCCESS', when: v => v.eapSuccess },
  { from: 'IGNORE', to: 'RESPONSE', when: v => v.eapolEap },
  { from: 'IGNORE', to: 'REQUEST', when: v => v.eapReq },
  { from: 'IGNORE', to: 'TIMEOUT', when: v => v.eapTimeout },
  { from: 'SUCCESS', to: 'IDLE', when: () => true },
  { from: 'FAIL', to: 'IDLE', when: () => true },
  { from: 'TIMEOUT', to: 'IDLE', when: () => true },
];
