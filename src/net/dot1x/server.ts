// The EAP server in the switch: asks who is there, then for MD5 over a challenge, and decides by its own table of users (RFC 3748
// §5.1, §5.4; hostapd's eap_user file). Read tables.ts first; auth-run.ts calls it.
import type { Table } from '../../journal/index.js';
import type { Netns, Stack } from '../stack.js';
import type { AuthVars } from './authenticator.js';
import { CHALLENGE_OCTETS, fromHex, md5Answer, toHex } from './eap.js';
import type { Eapol } from './frames.js';
import { stationsOf, takenVlan } from './ports.js';
import { EAP_SERVER } from './stages.js';
import { type Dot1xRow, type EapUserRow, eapUserSchema } from './tables.js';

export const usersOf = (stack: Stack, ns: Netns): Table<EapUserRow> =>
  stack.world.journal.table(eapUserSchema, ns.name);

/** What the server has to say to a station as its row stands. */
export function requestOf(row: Dot1xRow): Eapol {
  if (row.asked === 'md5') return { what: 'request-md5', id: row.identifier, value: fromHex(row.challenge ?? '') };
  return { what: 'request-identity', id: row.identifier };
}

const nextId = ({ identifier }: Dot1xRow): number => (identifier + 1) & 0xff;

/** eapRestart: it begins anew, with the question who is there. */
export function restartServer(stack: Stack, ns: Netns, key: string, vars: AuthVars): void {
  const { journal } = stack.world;
  const stations = stationsOf(stack, ns);
  const row = stations.get(key) as Dot1xRow;
  journal.begin(EAP_SERVER, 'eap.ask-identity', { port: row.port });
  stations.patch(key, { asked: 'identity', identifier: nextId(row), challenge: undefined, repeats: 0 });
  vars.eapRestart = false;
  vars.eapSuccess = false;
  vars.eapFail = false;
  vars.eapReq = true;
  journal.end();
}

/** An answer came: the next request, or the end. One that answers nothing that was asked is passed over (eapNoReq). */
export function serverAnswer(stack: Stack, ns: Netns, key: string, vars: AuthVars, said: Eapol): void {
  const row = stationsOf(stack, ns).get(key) as Dot1xRow;
  vars.eapResp = false;
  const { identifier: id, asked } = row;
  if ('id' in said && said.id === id && asked === 'identity' && said.what === 'response-identity') {
    identify(stack, ns, key, vars, said.identity);
  } else if ('id' in said && said.id === id && asked === 'md5' && said.what === 'response-md5') {
    verify(stack, ns, key, vars, said.value);
  } else if ('id' in said && said.id === id && asked === 'md5' && said.what === 'response-nak') {
    stack.world.journal.note(EAP_SERVER, 'eap.refuses', { port: row.port, desired: said.desired });
    vars.eapFail = true;
  } else {
    stack.world.journal.note(EAP_SERVER, 'eap.stale', { port: row.port, what: said.what });
    vars.eapNoReq = true;
  }
}

function identify(stack: Stack, ns: Netns, key: string, vars: AuthVars, user: string): void {
  const { journal, random } = stack.world;
  const stations = stationsOf(stack, ns);
  const row = stations.get(key) as Dot1xRow;
  const known = usersOf(stack, ns).get(user);
  if (known === undefined) {
    journal.begin(EAP_SERVER, 'eap.unknown', { port: row.port, user });
    stations.patch(key, { user, vid: undefined });
    vars.eapFail = true;
  } else {
    journal.begin(EAP_SERVER, 'eap.known', { port: row.port, user });
    const stream = `eap/${ns.name}`;
    const words = Array.from({ length: CHALLENGE_OCTETS / 4 }, () => random.u32(stream).toString(16).padStart(8, '0'));
    stations.patch(key, { user, asked: 'md5', identifier: nextId(row), challenge: words.join(''), repeats: 0 });
    vars.eapReq = true;
  }
  journal.end();
}

function verify(stack: Stack, ns: Netns, key: string, vars: AuthVars, value: Uint8Array): void {
  const { journal } = stack.world;
  const stations = stationsOf(stack, ns);
  const row = stations.get(key) as Dot1xRow;
  const { port, user = '', identifier, challenge = '' } = row;
  const known = usersOf(stack, ns).get(user);
  const right = known !== undefined && toHex(md5Answer(identifier, known.secret, fromHex(challenge))) === toHex(value);
  const other = right ? takenVlan(stack, ns, row) : undefined;
  if (!right) {
    journal.note(EAP_SERVER, 'eap.wrong', { port, user });
    vars.eapFail = true;
  } else if (other !== undefined && other.vid !== known.vid) {
    const vid = known.vid ?? 0;
    journal.note(EAP_SERVER, 'eap.vlan-taken', { port, user, vid, taken: other.vid ?? 0, other: other.user ?? '' });
    vars.eapFail = true;
  } else {
    journal.begin(EAP_SERVER, 'eap.right', { port, user });
    stations.patch(key, { vid: known.vid });
    vars.eapSuccess = true;
    journal.end();
  }
}
