// The supplicant's machine as a table: IEEE 802.1X-2004 §8.2.11 (Supplicant PAE, figure 8-16). Its backend (§8.2.12) is the EAP
// peer here (supp-run.ts): one request, one answer, and authWhile as its clock. portValid is true: no keys are agreed on.
import type { Transition } from './machine.js';
import { SUPPLICANT } from './tables.js';

export const SUPPLICANT_STATES = [
  'DISCONNECTED',
  'LOGOFF',
  'CONNECTING',
  'RESTART',
  'AUTHENTICATING',
  'AUTHENTICATED',
  'HELD',
] as const;
export type SupplicantState = (typeof SUPPLICANT_STATES)[number];

export interface SuppVars {
  portEnabled: boolean;
  userLogoff: boolean;
  logoffSent: boolean;
  /** startWhen, heldWhile, authWhile have come to 0. */
  startOver: boolean;
  heldOver: boolean;
  startCount: number;
  eapolEap: boolean;
  eapRestart: boolean;
  eapSuccess: boolean;
  eapFail: boolean;
  suppSuccess: boolean;
  suppFail: boolean;
  suppTimeout: boolean;
}

export const SUPP_PAE: readonly Transition<SupplicantState, SuppVars>[] = [
  { from: 'any', to: 'LOGOFF', when: v => v.userLogoff && !v.logoffSent && v.portEnabled },
  { from: 'any', to: 'DISCONNECTED', when: v => !v.portEnabled },
  { from: 'LOGOFF', to: 'DISCONNECTED', when: v => !v.userLogoff },
  { from: 'DISCONNECTED', to: 'CONNECTING', when: v => v.portEnabled },
  {
    from: 'CONNECTING',
    to: 'CONNECTING',
    when: v => v.startOver && v.startCount < SUPPLICANT.maxStart,
  },
  {
    from: 'CONNECTING',
    to: 'AUTHENTICATED',
    when: v => v.startOver && v.startCount >= SUPPLICANT.maxStart,
  },
  { from: 'CONNECTING', to: 'AUTHENTICATING', when: v => v.eapSuccess || v.eapFail },
  { from: 'CONNECTING', to: 'RESTART', when: v => v.eapolEap },
  { from: 'RESTART', to: 'AUTHENTICATING', when: v => !v.eapRestart },
  { from: 'AUTHENTICATING', to: 'AUTHENTICATED', when: v => v.suppSuccess },
  { from: 'AUTHENTICATING', to: 'HELD', when: v => v.suppFail },
  { from: 'AUTHENTICATING', to: 'CONNECTING', when: v => v.suppTimeout },
  { from: 'AUTHENTICATED', to: 'RESTART', when: v => v.eapolEap },
  { from: 'HELD', to: 'CONNECTING', when: v => v.heldOver },
  { from: 'HELD', to: 'RESTART', when: v => v.eapolEap },
];
