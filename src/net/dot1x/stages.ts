// The steps of 802.1X and EAP, named after the machines of IEEE 802.1X-2004 and the roles of RFC 3748.
import { stageKind } from '../../journal/index.js';
import type { BackendState, PaeState } from './authenticator.js';
import type { SupplicantState } from './supplicant.js';

export const DOT1X_PAE = stageKind('dot1x_auth_pae', 'IEEE 802.1X-2004 §8.2.4', 'decision', [
  'dot1x.INITIALIZE',
  'dot1x.DISCONNECTED',
  'dot1x.RESTART',
  'dot1x.CONNECTING',
  'dot1x.AUTHENTICATING',
  'dot1x.AUTHENTICATED',
  'dot1x.ABORTING',
  'dot1x.HELD',
]) satisfies { readonly reasons: readonly `dot1x.${PaeState}`[] };
export const DOT1X_BACKEND = stageKind('dot1x_auth_backend', 'IEEE 802.1X-2004 §8.2.9', 'path', [
  'dot1x-be.INITIALIZE',
  'dot1x-be.IDLE',
  'dot1x-be.REQUEST',
  'dot1x-be.RESPONSE',
  'dot1x-be.SUCCESS',
  'dot1x-be.FAIL',
  'dot1x-be.TIMEOUT',
  'dot1x-be.IGNORE',
]) satisfies { readonly reasons: readonly `dot1x-be.${BackendState}`[] };
export const DOT1X_SUPP = stageKind('dot1x_supp_pae', 'IEEE 802.1X-2004 §8.2.11', 'decision', [
  'dot1x-supp.DISCONNECTED',
  'dot1x-supp.LOGOFF',
  'dot1x-supp.CONNECTING',
  'dot1x-supp.RESTART',
  'dot1x-supp.AUTHENTICATING',
  'dot1x-supp.AUTHENTICATED',
  'dot1x-supp.HELD',
]) satisfies { readonly reasons: readonly `dot1x-supp.${SupplicantState}`[] };

export const DOT1X_PORT = stageKind('dot1x_port', 'IEEE 802.1X-2004 §6.4, RFC 3580 §3.31', 'decision', [
  'dot1x.open',
  'dot1x.open-vlan',
  'dot1x.close',
  'dot1x.adopt',
  'dot1x.moved',
]);
export const DOT1X_TIMER = stageKind('dot1x_timer', 'IEEE 802.1X-2004 §8.2.3', 'decision', [
  'dot1x.quiet-over',
  'dot1x.reauth',
  'dot1x.repeat',
  'dot1x.no-answer',
  'dot1x.start-over',
  'dot1x.held-over',
  'dot1x.auth-over',
]);
export const DOT1X_LINK = stageKind('dot1x_link', 'IEEE 802.1X-2004 §8.2.2.2, portEnabled', 'decision', [
  'dot1x.port-on',
  'dot1x.port-off',
]);

export const EAPOL_SEND = stageKind('eapol_send', 'IEEE 802.1X-2004 §7.5, RFC 3748 §4', 'decision', ['eapol.send']);
export const EAPOL_RECEIVE = stageKind('eapol_receive', 'IEEE 802.1X-2004 §7.5, RFC 3748 §4', 'decision', [
  'eapol.receive',
  'eapol.malformed',
  'eapol.not-for-us',
  'eapol.nobody',
]);
export const EAP_SERVER = stageKind('eap_server', 'RFC 3748 §5, RFC 4137 §6', 'decision', [
  'eap.ask-identity',
  'eap.known',
  'eap.unknown',
  'eap.right',
  'eap.wrong',
  'eap.vlan-taken',
  'eap.refuses',
  'eap.stale',
]);
export const EAP_PEER = stageKind('eap_peer', 'RFC 3748 §5, RFC 4137 §4', 'decision', [
  'eap.tell-identity',
  'eap.answer-challenge',
  'eap.offer-md5',
  'eap.noted',
  'eap.accepted',
  'eap.denied',
  'eap.early-success',
]);
