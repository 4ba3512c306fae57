// The machines of 802.1X against the state tables of IEEE 802.1X-2004 figures 8-8, 8-14 and 8-16, written down once more here, line by
// line: in a state, with these variables true and all others false, that state follows (`-`: none).
import { describe, expect, test } from 'vitest';
import {
  AUTH_BACKEND,
  AUTH_PAE,
  type AuthVars,
  BACKEND_STATES,
  next,
  PAE_STATES,
  SUPP_PAE,
  SUPPLICANT_STATES,
  type SuppVars,
} from '../../src/net/index.js';

const AUTH: AuthVars = {
  portEnabled: true,
  quiet: false,
  reAuthCount: 0,
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
const SUPP: SuppVars = {
  portEnabled: true,
  userLogoff: false,
  logoffSent: false,
  startOver: false,
  heldOver: false,
  startCount: 0,
  eapolEap: false,
  eapRestart: false,
  eapSuccess: false,
  eapFail: false,
  suppSuccess: false,
  suppFail: false,
  suppTimeout: false,
};

/** `eapolStart reAuthCount=3 !portEnabled` → the variables so set. */
function set<V extends object>(usual: V, text: string): V {
  const out = { ...usual } as Record<string, unknown>;
  for (const word of text.split(' ').filter(w => w !== '')) {
    const [name = '', number] = word.replace('!', '').split('=');
    if (!(name in usual)) throw new Error(`no variable ${name}`);
    out[name] = number === undefined ? !word.startsWith('!') : Number(number);
  }
  return out as unknown as V;
}

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s*\|\s*/) as [state: string, variables: string, to: string]);

const PAE = lines(`
  INITIALIZE     |                            | DISCONNECTED
  DISCONNECTED   |                            | RESTART
  RESTART        |                            | CONNECTING
  RESTART        | eapRestart                 | -
  CONNECTING     |                            | -
  CONNECTING     | eapolLogoff                | DISCONNECTED
  CONNECTING     | eapReq                     | AUTHENTICATING
  CONNECTING     | eapReq reAuthCount=2       | AUTHENTICATING
  CONNECTING     | eapReq reAuthCount=3       | DISCONNECTED
  CONNECTING     | eapSuccess                 | AUTHENTICATING
  CONNECTING     | eapFail                    | AUTHENTICATING
  CONNECTING     | eapolStart                 | -
  AUTHENTICATING |                            | -
  AUTHENTICATING | eapReq eapolEap            | -
  AUTHENTICATING | authSuccess                | AUTHENTICATED
  AUTHENTICATING | authFail                   | HELD
  AUTHENTICATING | authTimeout                | ABORTING
  AUTHENTICATING | eapolStart                 | ABORTING
  AUTHENTICATING | eapolLogoff                | ABORTING
  AUTHENTICATING | reAuthenticate             | -
  AUTHENTICATED  |                            | -
  AUTHENTICATED  | eapolStart                 | RESTART
  AUTHENTICATED  | reAuthenticate             | RESTART
  AUTHENTICATED  | eapolLogoff                | DISCONNECTED
  AUTHENTICATED  | eapolEap                   | -
  ABORTING       | authAbort                  | -
  ABORTING       | authAbort eapolLogoff      | -
  ABORTING       |                            | RESTART
  ABORTING       | eapolLogoff                | DISCONNECTED
  HELD           | quiet                      | -
  HELD           | quiet eapolStart           | -
  HELD           |                            | RESTART
`);
const BACKEND = lines(`
  INITIALIZE |                      | IDLE
  INITIALIZE | authAbort            | -
  IDLE       |                      | -
  IDLE       | eapReq               | -
  IDLE       | eapReq authStart     | REQUEST
  IDLE       | eapSuccess authStart | SUCCESS
  IDLE       | eapFail authStart    | FAIL
  IDLE       | eapolEap             | -
  REQUEST    |                      | -
  REQUEST    | eapolEap             | RESPONSE
  REQUEST    | eapReq               | REQUEST
  REQUEST    | eapTimeout           | TIMEOUT
  RESPONSE   |                      | -
  RESPONSE   | eapNoReq             | IGNORE
  RESPONSE   | eapReq               | REQUEST
  RESPONSE   | eapSuccess           | SUCCESS
  RESPONSE   | eapFail              | FAIL
  IGNORE     |                      | -
  IGNORE     | eapolEap             | RESPONSE
  IGNORE     | eapReq               | REQUEST
  IGNORE     | eapTimeout           | TIMEOUT
  SUCCESS    |                      | IDLE
  FAIL       |                      | IDLE
  TIMEOUT    |                      | IDLE
`);
const SUPPLICANT = lines(`
  DISCONNECTED   |                        | CONNECTING
  DISCONNECTED   | userLogoff             | LOGOFF
  LOGOFF         | userLogoff logoffSent  | -
  LOGOFF         | userLogoff logoffSent eapolEap | -
  LOGOFF         |                        | DISCONNECTED
  CONNECTING     |                        | -
  CONNECTING     | startOver startCount=2 | CONNECTING
  CONNECTING     | startOver startCount=3 | AUTHENTICATED
  CONNECTING     | eapolEap               | RESTART
  CONNECTING     | eapSuccess             | AUTHENTICATING
  CONNECTING     | eapFail                | AUTHENTICATING
  RESTART        | eapRestart             | -
  RESTART        |                        | AUTHENTICATING
  AUTHENTICATING |                        | -
  AUTHENTICATING | suppSuccess            | AUTHENTICATED
  AUTHENTICATING | suppFail               | HELD
  AUTHENTICATING | suppTimeout            | CONNECTING
  AUTHENTICATED  |                        | -
  AUTHENTICATED  | eapolEap               | RESTART
  HELD           |                        | -
  HELD           | heldOver               | CONNECTING
  HELD           | eapolEap               | RESTART
`);

describe('Authenticator PAE (§8.2.4)', () => {
  test.each(PAE)('%s with %s: %s', (state, variables, to) => {
    expect(next(AUTH_PAE, state as never, set(AUTH, variables)) ?? '-').toBe(to);
  });
  test.each(PAE_STATES)('%s without a link', state => {
    expect(next(AUTH_PAE, state, set(AUTH, '!portEnabled'))).toBe(state === 'INITIALIZE' ? undefined : 'INITIALIZE');
  });
});

describe('Backend Authentication (§8.2.9)', () => {
  test.each(BACKEND)('%s with %s: %s', (state, variables, to) => {
    expect(next(AUTH_BACKEND, state as never, set(AUTH, variables)) ?? '-').toBe(to);
  });
  test.each(BACKEND_STATES)('%s broken off', state => {
    expect(next(AUTH_BACKEND, state, set(AUTH, 'authAbort'))).toBe(state === 'INITIALIZE' ? undefined : 'INITIALIZE');
  });
});

describe('Supplicant PAE (§8.2.11)', () => {
  test.each(SUPPLICANT)('%s with %s: %s', (state, variables, to) => {
    expect(next(SUPP_PAE, state as never, set(SUPP, variables)) ?? '-').toBe(to);
  });
  test.each(SUPPLICANT_STATES)('%s without a link', state => {
    expect(next(SUPP_PAE, state, set(SUPP, '!portEnabled'))).toBe(
      state === 'DISCONNECTED' ? undefined : 'DISCONNECTED',
    );
  });
  test('the user wants to be off in any other state', () => {
    for (const state of SUPPLICANT_STATES) {
      if (state !== 'LOGOFF') expect(next(SUPP_PAE, state, set(SUPP, 'userLogoff'))).toBe('LOGOFF');
    }
  });
});
