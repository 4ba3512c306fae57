// bridge link set: cost, priority, state and flags of a port (iproute2 bridge/link.c brlink_modify()).
import { errorText, PORT_STATES } from '../../net/index.js';
import { type PortSettings, setPort } from '../ip/link-bridge.js';
import { BRIDGE_LINK_USAGE } from '../ip/link-usage.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { onOff } from '../values.js';
import { incomplete } from '../words.js';
import type { BridgeContext } from './options.js';

/** C's atoi(): what is no number is 0. */
const atoi = (text: string): number => Number.parseInt(/^\s*[-+]?\d+/.exec(text)?.[0] ?? '0', 10);

/** A state by number or by name. */
function stateOf(text: string): number | CommandResult {
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  const found = PORT_STATES.indexOf(text.toLowerCase() as (typeof PORT_STATES)[number]);
  return found < 0 ? fail(255, 'Error: invalid STP port state') : found;
}

const SIMULATED = ['cost', 'priority', 'state', 'guard', 'learning', 'locked'] as const;
type Name = (typeof SIMULATED)[number];
/** Words of the usage text that stand alone. */
const ALONE = ['self', 'master'];

const isSimulated = (word: string): word is Name => (SIMULATED as readonly string[]).includes(word);

/** Reads one keyword's value into the settings. */
function take(settings: PortSettings, name: Name, value: string): CommandResult | undefined {
  if (name === 'cost') {
    // iproute2 sends only a cost above 0, and only a priority of 0 or more.
    if (atoi(value) > 0) settings.cost = atoi(value);
  } else if (name === 'priority') {
    if (atoi(value) >= 0) settings.priority = atoi(value) & 0xffff;
  } else if (name === 'state') {
    const state = stateOf(value);
    if (isResult(state)) return state;
    if (state >= 0) settings.state = state;
  } else {
    const on = onOff(name)(value);
    if (isResult(on)) return on;
    settings[name] = on;
  }
  return undefined;
}

export function setLink(words: readonly string[], { stack, ns }: BridgeContext): CommandResult {
  const settings: PortSettings = {};
  let name: string | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (ALONE.includes(word)) continue;
    if (word !== 'dev' && !isSimulated(word)) {
      const known = BRIDGE_LINK_USAGE.some(line => line.includes(`[ ${word} `));
      return known ? notSimulated(`the setting ${word} of a bridge's port`, 255) : fail(255, ...BRIDGE_LINK_USAGE);
    }
    const value = words[++i];
    if (value === undefined) return incomplete();
    const wrong = word === 'dev' ? undefined : take(settings, word, value);
    if (wrong !== undefined) return wrong;
    if (word === 'dev') name = value;
  }
  if (name === undefined) return fail(255, 'Device is a required argument.');
  const dev = ns.device(name);
  if (dev === undefined) return fail(255, `Cannot find bridge device "${name}"`);
  if (Object.keys(settings).length === 0) return ok();
  const error = setPort(stack, dev, settings);
  return error === undefined ? ok() : fail(255, `RTNETLINK answers: ${errorText(error)}`);
}
