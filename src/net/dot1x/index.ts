// 802.1X. Start reading at tables.ts.

export { authenticatorReceive, checkLink, dot1xConf, guardPort, type Log, leavePort, settingsOf } from './auth-run.js';
export { authenticatorDue, authenticatorTimers, authenticatorTold } from './auth-timers.js';
export {
  AUTH_BACKEND,
  AUTH_PAE,
  type AuthVars,
  BACKEND_STATES,
  type BackendState,
  PAE_STATES,
  type PaeState,
} from './authenticator.js';
export { md5Answer } from './eap.js';
export { type Eapol, readEapol, sendEapol } from './frames.js';
export { next, type Transition } from './machine.js';
export { stationsOf } from './ports.js';
export { usersOf } from './server.js';
export {
  freshSupplicant,
  supplicantCheck,
  supplicantDue,
  supplicantEnd,
  supplicantLogin,
  supplicantReceive,
  supplicantRestart,
  supplicantsOf,
  supplicantTimers,
  supplicantWish,
} from './supp-run.js';
export { SUPP_PAE, SUPPLICANT_STATES, type SupplicantState, type SuppVars } from './supplicant.js';
export * from './tables.js';
