// The authenticator at work: runs the machines of authenticator.ts for each station of its ports, and does what entering a state
// means (IEEE 802.1X-2004 §8.2.4, §8.2.9; order of hostapd's eapol_auth_sm.c). Read tables.ts first. A port where nobody has
// spoken yet asks by the group address; a station that is known is asked by its own, as hostapd does.
import type { Table } from '../../journal/index.js';
import { ethernet, formatMac, paeGroup } from '../../wire/index.js';
import type { Netns, Stack } from '../stack.js';
import { AUTH_BACKEND, AUTH_PAE, type AuthVars, type BackendState, type PaeState } from './authenticator.js';
import { type Eapol, readEapol, sendEapol } from './frames.js';
import { next } from './machine.js';
import { closePort, keepsVlan, openPort, stationsOf } from './ports.js';
import { requestOf, restartServer, serverAnswer } from './server.js';
import { DOT1X_BACKEND, DOT1X_LINK, DOT1X_PAE, DOT1X_PORT, EAPOL_RECEIVE } from './stages.js';
import { DOT1X_DEFAULTS, type Dot1xConfRow, type Dot1xRow, dot1xConfSchema, stationKey } from './tables.js';

/** Where hostapd writes what happened. */
export interface Log {
  print(line: string): void;
}

/** More steps than any event can take. */
const MOST_STEPS = 60;

export const dot1xConf = (stack: Stack, ns: Netns): Table<Dot1xConfRow> =>
  stack.world.journal.table(dot1xConfSchema, ns.name);
export const settingsOf = (stack: Stack, ns: Netns): Dot1xConfRow =>
  dot1xConf(stack, ns).get('hostapd') ?? DOT1X_DEFAULTS;

const freshRow = (stack: Stack, ns: Netns, port: number, mac: number | undefined): Dot1xRow => ({
  port,
  mac,
  status: 'unauthorized',
  user: undefined,
  vid: undefined,
  pae: 'INITIALIZE',
  backend: 'INITIALIZE',
  asked: undefined,
  // RFC 3748 §4.1: the first identifier is best one that nobody can guess.
  identifier: stack.world.random.below(`eap-id/${ns.name}`, 256),
  challenge: undefined,
  repeats: 0,
  reAuthCount: 0,
  since: stack.world.now,
  repeatAt: 0,
  quietUntil: 0,
  reAuthAt: 0,
  before: undefined,
});

export function variables(stack: Stack, row: Dot1xRow): AuthVars {
  const { up, running } = stack.dev(row.port);
  return {
    portEnabled: up && running,
    quiet: row.quietUntil > stack.world.now,
    reAuthCount: row.reAuthCount,
    eapolStart: false,
    eapolLogoff: false,
    eapolEap: false,
    reAuthenticate: false,
    eapRestart: false,
    eapReq: false,
    eapNoReq: false,
    eapSuccess: false,
    eapFail: false,
    eapTimeout: false,
    eapResp: false,
    authStart: false,
    authSuccess: false,
    authFail: false,
    authTimeout: false,
    authAbort: false,
  };
}

/** Runs one station's machines, a step of each at a time, until nothing changes any more. */
export function runStation(stack: Stack, ns: Netns, key: string, vars: AuthVars, log: Log, said?: Eapol): void {
  const stations = stationsOf(stack, ns);
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (vars.eapRestart) restartServer(stack, ns, key, vars);
    else if (vars.eapResp && said !== undefined) serverAnswer(stack, ns, key, vars, said);
    const row = stations.get(key) as Dot1xRow;
    const pae = next(AUTH_PAE, row.pae, vars);
    if (pae !== undefined) enterPae(stack, ns, key, pae, vars, log);
    const backend = next(AUTH_BACKEND, row.backend, vars);
    if (backend !== undefined) enterBackend(stack, ns, key, backend, vars);
    if (pae === undefined && backend === undefined) return;
  }
  throw new Error(`802.1X at ${key} comes to no end`);
}

function enterPae(stack: Stack, ns: Netns, key: string, pae: PaeState, vars: AuthVars, log: Log): void {
  const { journal, now } = stack.world;
  const stations = stationsOf(stack, ns);
  const row = stations.get(key) as Dot1xRow;
  const { quietNs, reAuthNs } = settingsOf(stack, ns);
  const { port, user = '' } = row;
  journal.begin(DOT1X_PAE, `dot1x.${pae}`, { port, user, before: row.pae, status: row.status, quiet: quietNs });
  let change: Partial<Dot1xRow> = {};
  if (pae === 'INITIALIZE' || pae === 'DISCONNECTED' || pae === 'HELD') {
    if (row.status === 'authorized') said(stack, row, 'AP-STA-DISCONNECTED', log);
    change = { ...closePort(stack, ns, row), repeatAt: 0, quietUntil: 0, reAuthAt: 0 };
    vars.eapolLogoff = false;
  }
  if (pae === 'DISCONNECTED') vars.reAuthCount = 0;
  else if (pae === 'RESTART') vars.eapRestart = true;
  else if (pae === 'CONNECTING') {
    vars.reAuthenticate = false;
    vars.reAuthCount++;
  } else if (pae === 'AUTHENTICATING') {
    vars.eapolStart = false;
    vars.authSuccess = false;
    vars.authFail = false;
    vars.authTimeout = false;
    vars.authStart = true;
  } else if (pae === 'AUTHENTICATED') {
    change = { ...authorize(stack, ns, row, log), reAuthAt: reAuthNs === 0 ? 0 : now + reAuthNs };
    vars.reAuthCount = 0;
  } else if (pae === 'ABORTING') vars.authAbort = true;
  else if (pae === 'HELD') {
    vars.quiet = true;
    change = { ...change, quietUntil: now + quietNs };
  }
  // Closing may have handed something over to another station's row, never to this one.
  stations.patch(key, { ...change, pae, reAuthCount: vars.reAuthCount, since: now });
  journal.end();
}

/** A login succeeded. One who was logged in elsewhere, or as somebody else, is that no more. */
function authorize(stack: Stack, ns: Netns, row: Dot1xRow, log: Log): Partial<Dot1xRow> {
  const { journal } = stack.world;
  for (const other of [...stationsOf(stack, ns).rows()]) {
    if (other.mac !== row.mac || other.port === row.port || other.status !== 'authorized') continue;
    journal.begin(DOT1X_PORT, 'dot1x.moved', { port: other.port, to: row.port, mac: row.mac ?? 0 });
    const vars = { ...variables(stack, other), eapolLogoff: true };
    runStation(stack, ns, stationKey(other.port, other.mac), vars, log);
    journal.end();
  }
  if (row.status !== 'authorized') said(stack, row, 'AP-STA-CONNECTED', log);
  else if (!keepsVlan(stack, row)) return openPort(stack, { ...row, ...closePort(stack, ns, row), vid: row.vid });
  return openPort(stack, row);
}

function enterBackend(stack: Stack, ns: Netns, key: string, backend: BackendState, vars: AuthVars): void {
  const { journal, now } = stack.world;
  const stations = stationsOf(stack, ns);
  const row = stations.get(key) as Dot1xRow;
  const { txNs, suppNs } = settingsOf(stack, ns);
  journal.begin(DOT1X_BACKEND, `dot1x-be.${backend}`, { port: row.port });
  const to = row.mac ?? paeGroup;
  const dev = stack.dev(row.port);
  let change: Partial<Dot1xRow> = {};
  if (backend === 'REQUEST') {
    vars.eapReq = false;
    vars.eapolEap = false;
    sendEapol(stack, dev, to, requestOf(row));
    change = { repeatAt: now + (row.asked === 'md5' ? suppNs : txNs) };
  } else if (backend === 'RESPONSE') {
    vars.eapolEap = false;
    vars.authTimeout = false;
    vars.eapNoReq = false;
    vars.eapResp = true;
  } else if (backend === 'SUCCESS' || backend === 'FAIL') {
    sendEapol(stack, dev, to, { what: backend === 'SUCCESS' ? 'success' : 'failure', id: row.identifier });
    vars.authSuccess = backend === 'SUCCESS';
    vars.authFail = backend === 'FAIL';
    change = { asked: undefined, challenge: undefined, repeatAt: 0 };
  } else if (backend === 'TIMEOUT') {
    vars.eapTimeout = false;
    vars.authTimeout = true;
  } else if (backend === 'IDLE') vars.authStart = false;
  else if (backend === 'IGNORE') vars.eapNoReq = false;
  else {
    vars.eapNoReq = false;
    vars.authAbort = false;
    if (!vars.eapReq) change = { asked: undefined, challenge: undefined, repeatAt: 0 };
  }
  stations.patch(key, { ...change, backend });
  journal.end();
}

function said(stack: Stack, row: Dot1xRow, event: string, log: Log): void {
  if (row.mac !== undefined) log.print(`${stack.dev(row.port).name}: ${event} ${formatMac(row.mac)}`);
}

/** Begins to guard a port: nobody has spoken there yet. */
export function guardPort(stack: Stack, ns: Netns, port: number, log: Log): void {
  const stations = stationsOf(stack, ns);
  for (const row of [...stations.rows()]) if (row.port === port) stations.delete(stationKey(port, row.mac));
  stations.set(stationKey(port, undefined), freshRow(stack, ns, port, undefined));
  checkLink(stack, ns, port, log);
}

/** Looks whether a port's link came or went: what was agreed on there holds no longer. */
export function checkLink(stack: Stack, ns: Netns, port: number, log: Log): void {
  const { journal } = stack.world;
  const stations = stationsOf(stack, ns);
  const { up, running } = stack.dev(port);
  const mine = [...stations.rows()].filter(row => row.port === port);
  const works = mine.some(row => row.pae !== 'INITIALIZE');
  if (works === (up && running)) return;
  journal.begin(DOT1X_LINK, up && running ? 'dot1x.port-on' : 'dot1x.port-off', { port });
  for (const row of mine) {
    const key = stationKey(port, row.mac);
    runStation(stack, ns, key, variables(stack, row), log);
    if (works) stations.delete(key);
  }
  if (works) stations.set(stationKey(port, undefined), freshRow(stack, ns, port, undefined));
  journal.end();
}

/** Nobody guards the port any more: who was let in is shut out, and the port stays locked. */
export function leavePort(stack: Stack, ns: Netns, port: number, log: Log): void {
  const stations = stationsOf(stack, ns);
  for (const row of [...stations.rows()]) {
    if (row.port !== port) continue;
    const key = stationKey(port, row.mac);
    runStation(stack, ns, key, { ...variables(stack, row), portEnabled: false }, log);
    stations.delete(key);
  }
}

/** The station that a frame is from; the row of a port where nobody had spoken becomes its own. */
function stationOf(stack: Stack, ns: Netns, port: number, mac: number): string {
  const { journal } = stack.world;
  const stations = stationsOf(stack, ns);
  const key = stationKey(port, mac);
  if (stations.has(key)) return key;
  const nobody = stations.get(stationKey(port, undefined));
  journal.begin(DOT1X_PORT, 'dot1x.adopt', { port, mac });
  if (nobody !== undefined) stations.delete(stationKey(port, undefined));
  stations.set(key, nobody === undefined ? freshRow(stack, ns, port, mac) : { ...nobody, mac });
  journal.end();
  return key;
}

/** Takes an EAPOL frame that came in by a guarded port; `offset` is where EAPOL begins. */
export function authenticatorReceive(
  stack: Stack,
  ns: Netns,
  port: number,
  frame: number,
  offset: number,
  length: number,
  log: Log,
): void {
  const { journal, frames } = stack.world;
  const mac = ethernet.get.src(frames.view(frame), 0);
  const heard = readEapol(stack, frame, offset, length);
  const args = { frame, port, what: heard.what, mac };
  const forUs = heard.what === 'start' || heard.what === 'logoff' || heard.what.startsWith('response-');
  if (!forUs) {
    const reason = heard.what === 'malformed' ? 'eapol.malformed' : 'eapol.not-for-us';
    journal.note(EAPOL_RECEIVE, reason, args, 'drop');
    return;
  }
  if (heard.what === 'logoff' && !stationsOf(stack, ns).has(stationKey(port, mac))) {
    journal.note(EAPOL_RECEIVE, 'eapol.nobody', args, 'drop');
    return;
  }
  journal.begin(EAPOL_RECEIVE, 'eapol.receive', args);
  const key = stationOf(stack, ns, port, mac);
  const row = stationsOf(stack, ns).get(key) as Dot1xRow;
  const vars = variables(stack, row);
  vars.eapolStart = heard.what === 'start';
  vars.eapolLogoff = heard.what === 'logoff';
  vars.eapolEap = 'id' in heard;
  runStation(stack, ns, key, vars, log, heard);
  journal.end();
}
