// The supplicant at work: the machine of supplicant.ts for one device, and the EAP peer that answers for it (IEEE 802.1X-2004
// §8.2.11, RFC 3748 §5). Read tables.ts first; apps/wpa-supplicant.ts is the program.
import type { Table } from '../../journal/index.js';
import { paeGroup } from '../../wire/index.js';
import type { Stack } from '../stack.js';
import { md5Answer } from './eap.js';
import { type Eapol, readEapol, sendEapol } from './frames.js';
import { next } from './machine.js';
import { DOT1X_SUPP, DOT1X_TIMER, EAP_PEER, EAPOL_RECEIVE } from './stages.js';
import { SUPP_PAE, type SupplicantState, type SuppVars } from './supplicant.js';
import { SUPPLICANT, type SupplicantRow, supplicantSchema } from './tables.js';

const MOST_STEPS = 20;
/** RFC 3748 §5: the type number of MD5-Challenge. */
const MD5 = 4;

export const supplicantsOf = (stack: Stack, netns: string): Table<SupplicantRow> =>
  stack.world.journal.table(supplicantSchema, netns);

export const freshSupplicant = (
  dev: number,
  pid: number,
  login: { readonly identity: string; readonly password: string } | undefined,
): SupplicantRow => ({
  dev,
  pid,
  pae: 'DISCONNECTED',
  status: 'unauthorized',
  identity: login?.identity,
  password: login?.password,
  method: undefined,
  startCount: 0,
  userLogoff: false,
  logoffSent: false,
  startAt: 0,
  heldUntil: 0,
  authUntil: 0,
});

function rowOf(stack: Stack, dev: number): SupplicantRow {
  const row = supplicantsOf(stack, stack.dev(dev).netns).get(dev);
  if (row === undefined) throw new Error(`no supplicant at device ${dev}`);
  return row;
}

const change = (stack: Stack, dev: number, columns: Partial<SupplicantRow>): void => {
  supplicantsOf(stack, stack.dev(dev).netns).patch(dev, columns);
};

function variables(stack: Stack, row: SupplicantRow): SuppVars {
  const { up, running } = stack.dev(row.dev);
  const over = (at: number) => at > 0 && at <= stack.world.now;
  return {
    // Without an identity there is nothing to log in with: portControl is not Auto (wpa_supplicant's network is disabled).
    portEnabled: up && running && row.identity !== undefined,
    userLogoff: row.userLogoff,
    logoffSent: row.logoffSent,
    startOver: over(row.startAt),
    heldOver: over(row.heldUntil),
    startCount: row.startCount,
    eapolEap: false,
    eapRestart: false,
    eapSuccess: false,
    eapFail: false,
    suppSuccess: false,
    suppFail: false,
    suppTimeout: over(row.authUntil),
  };
}

function run(stack: Stack, dev: number, vars: SuppVars, heard?: Eapol): void {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const row = rowOf(stack, dev);
    if (row.pae === 'AUTHENTICATING' && vars.eapolEap && heard !== undefined) peer(stack, row, vars, heard);
    const state = next(SUPP_PAE, rowOf(stack, dev).pae, vars);
    if (state === undefined) return;
    enter(stack, dev, state, vars);
  }
  throw new Error(`the supplicant of device ${dev} comes to no end`);
}

function enter(stack: Stack, dev: number, pae: SupplicantState, vars: SuppVars): void {
  const { journal, now } = stack.world;
  const row = rowOf(stack, dev);
  const { identity = '' } = row;
  journal.begin(DOT1X_SUPP, `dot1x-supp.${pae}`, { dev, identity, before: row.pae, count: row.startCount });
  const clocks = { startAt: 0, heldUntil: 0, authUntil: 0 } as const;
  let to: Partial<SupplicantRow> = clocks;
  if (pae === 'LOGOFF') {
    sendEapol(stack, stack.dev(dev), paeGroup, { what: 'logoff' });
    vars.logoffSent = true;
    to = { ...clocks, logoffSent: true, status: 'unauthorized' };
  } else if (pae === 'DISCONNECTED') {
    vars.logoffSent = false;
    vars.startCount = 0;
    to = { ...clocks, logoffSent: false, status: 'unauthorized', startCount: 0 };
  } else if (pae === 'CONNECTING') {
    vars.eapolEap = false;
    vars.startOver = false;
    vars.suppTimeout = false;
    vars.startCount++;
    sendEapol(stack, stack.dev(dev), paeGroup, { what: 'start' });
    to = { ...clocks, startCount: vars.startCount, startAt: now + SUPPLICANT.startNs };
  } else if (pae === 'RESTART') {
    // The peer begins anew, and is at once ready to.
    vars.eapRestart = false;
    to = { ...clocks, method: undefined };
  } else if (pae === 'AUTHENTICATING') {
    vars.startCount = 0;
    vars.suppTimeout = false;
    to = { ...clocks, startCount: 0, authUntil: now + SUPPLICANT.authNs };
  } else if (pae === 'HELD') {
    vars.heldOver = false;
    to = { ...clocks, status: 'unauthorized', heldUntil: now + SUPPLICANT.heldNs };
  } else to = { ...clocks, status: 'authorized' };
  change(stack, dev, { ...to, pae });
  journal.end();
}

/** The EAP peer: one request, one answer (RFC 3748 §2). */
function peer(stack: Stack, row: SupplicantRow, vars: SuppVars, heard: Eapol): void {
  const { journal, now } = stack.world;
  const { dev, identity = '', password = '' } = row;
  vars.eapolEap = false;
  if (!('id' in heard)) return;
  const { id } = heard;
  const answer = (said: Eapol) => sendEapol(stack, stack.dev(dev), paeGroup, said);
  change(stack, dev, { authUntil: now + SUPPLICANT.authNs });
  if (heard.what === 'request-identity') {
    journal.begin(EAP_PEER, 'eap.tell-identity', { dev, identity });
    change(stack, dev, { method: undefined });
    answer({ what: 'response-identity', id, identity });
  } else if (heard.what === 'request-md5') {
    journal.begin(EAP_PEER, 'eap.answer-challenge', { dev, identity });
    change(stack, dev, { method: 'md5' });
    answer({ what: 'response-md5', id, value: md5Answer(id, password, heard.value) });
  } else if (heard.what === 'request-notification') {
    journal.begin(EAP_PEER, 'eap.noted', { dev });
    answer({ what: 'response-notification', id });
  } else if (heard.what === 'request-other') {
    journal.begin(EAP_PEER, 'eap.offer-md5', { dev, type: heard.type });
    answer({ what: 'response-nak', id, desired: MD5 });
  } else if (heard.what === 'success' && row.method === undefined) {
    // RFC 3748 §4.2: one that comes before the method is through is thrown away.
    journal.begin(EAP_PEER, 'eap.early-success', { dev });
  } else {
    vars.suppSuccess = heard.what === 'success';
    vars.suppFail = heard.what === 'failure';
    journal.begin(EAP_PEER, vars.suppSuccess ? 'eap.accepted' : 'eap.denied', { dev, identity });
    change(stack, dev, { authUntil: 0 });
  }
  journal.end();
}

/** Begins, or goes on after the link, the login or the user's wish changed. */
export function supplicantCheck(stack: Stack, dev: number): void {
  run(stack, dev, variables(stack, rowOf(stack, dev)));
}

/** Another identity or password, from the next login on. */
export function supplicantLogin(
  stack: Stack,
  dev: number,
  login: { readonly identity?: string; readonly password?: string },
): void {
  change(stack, dev, login);
}

/** The user wants to be logged off, or to be let in again (userLogoff). */
export function supplicantWish(stack: Stack, dev: number, userLogoff: boolean): void {
  if (rowOf(stack, dev).userLogoff !== userLogoff) change(stack, dev, { userLogoff });
}

/** Begins from the start, as if the link had been away. */
export function supplicantRestart(stack: Stack, dev: number): void {
  run(stack, dev, { ...variables(stack, rowOf(stack, dev)), portEnabled: false });
}

/** The program ends: nobody speaks for the device any more. */
export function supplicantEnd(stack: Stack, dev: number): void {
  supplicantsOf(stack, stack.dev(dev).netns).delete(dev);
}

/** Takes an EAPOL frame; `offset` is where EAPOL begins. Says what it was. */
export function supplicantReceive(stack: Stack, dev: number, frame: number, offset: number, length: number): Eapol {
  const { journal } = stack.world;
  const heard = readEapol(stack, frame, offset, length);
  const args = { frame, port: dev, what: heard.what, mac: stack.dev(dev).mac };
  const forUs = heard.what.startsWith('request-') || heard.what === 'success' || heard.what === 'failure';
  if (!forUs) {
    const reason = heard.what === 'malformed' ? 'eapol.malformed' : 'eapol.not-for-us';
    journal.note(EAPOL_RECEIVE, reason, args, 'drop');
    return heard;
  }
  journal.begin(EAPOL_RECEIVE, 'eapol.receive', args);
  const vars = variables(stack, rowOf(stack, dev));
  vars.eapolEap = true;
  run(stack, dev, vars, heard);
  journal.end();
  return heard;
}

/** When the next clock strikes; 0 for never. */
export function supplicantDue(stack: Stack, dev: number): number {
  const { startAt, heldUntil, authUntil } = rowOf(stack, dev);
  const all = [startAt, heldUntil, authUntil].filter(at => at > 0);
  return all.length === 0 ? 0 : Math.min(...all);
}

/** Does what is due. */
export function supplicantTimers(stack: Stack, dev: number): void {
  const { journal, now } = stack.world;
  const { startAt, heldUntil, authUntil } = rowOf(stack, dev);
  const over = (at: number) => at > 0 && at <= now;
  const reason = over(startAt)
    ? 'dot1x.start-over'
    : over(heldUntil)
      ? 'dot1x.held-over'
      : over(authUntil)
        ? 'dot1x.auth-over'
        : undefined;
  if (reason === undefined) return;
  journal.begin(DOT1X_TIMER, reason, { port: dev });
  supplicantCheck(stack, dev);
  journal.end();
}
