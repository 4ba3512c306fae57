// The authenticator's clocks: one that is asked and says nothing is asked again, quiet times end, users are asked anew (IEEE
// 802.1X-2004 §8.2.3). Read auth-run.ts first.
import type { Netns, Stack } from '../stack.js';
import { type Log, runStation, settingsOf, variables } from './auth-run.js';
import { stationsOf } from './ports.js';
import { DOT1X_TIMER } from './stages.js';
import { stationKey } from './tables.js';

/** When the next clock of a port strikes; 0 for never. */
export function authenticatorDue(stack: Stack, ns: Netns): number {
  let due = 0;
  for (const { repeatAt, quietUntil, reAuthAt } of stationsOf(stack, ns).rows()) {
    for (const at of [repeatAt, quietUntil, reAuthAt]) if (at > 0 && (due === 0 || at < due)) due = at;
  }
  return due;
}

/** Does what is due. */
export function authenticatorTimers(stack: Stack, ns: Netns, log: Log): void {
  const { journal, now } = stack.world;
  const stations = stationsOf(stack, ns);
  const { maxReq } = settingsOf(stack, ns);
  for (const row of [...stations.rows()]) {
    const key = stationKey(row.port, row.mac);
    const vars = variables(stack, row);
    const { port, user = '' } = row;
    if (row.quietUntil > 0 && row.quietUntil <= now) {
      journal.begin(DOT1X_TIMER, 'dot1x.quiet-over', { port });
      stations.patch(key, { quietUntil: 0 });
    } else if (row.repeatAt > 0 && row.repeatAt <= now) {
      const left = row.repeats < maxReq;
      journal.begin(DOT1X_TIMER, left ? 'dot1x.repeat' : 'dot1x.no-answer', { port, count: row.repeats + 1 });
      stations.patch(key, left ? { repeats: row.repeats + 1, repeatAt: 0 } : { repeatAt: 0 });
      vars.eapReq = left;
      vars.eapTimeout = !left;
    } else if (row.reAuthAt > 0 && row.reAuthAt <= now) {
      journal.begin(DOT1X_TIMER, 'dot1x.reauth', { port, user });
      stations.patch(key, { reAuthAt: 0 });
      vars.reAuthenticate = true;
    } else continue;
    runStation(stack, ns, key, vars, log);
    journal.end();
  }
}

/** Asks a station anew, or shuts it out, because somebody says so (hostapd_cli). */
export function authenticatorTold(
  stack: Stack,
  ns: Netns,
  key: string,
  what: 'reauthenticate' | 'logoff',
  log: Log,
): void {
  const row = stationsOf(stack, ns).get(key);
  if (row === undefined) return;
  const vars = variables(stack, row);
  vars.reAuthenticate = what === 'reauthenticate';
  vars.eapolLogoff = what === 'logoff';
  runStation(stack, ns, key, vars, log);
}
