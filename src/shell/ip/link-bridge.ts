// `ip link set … type bridge` and `type bridge_slave`: settings of bridges and their ports (iproute2 iplink_bridge.c,
// iplink_bridge_slave.c; order and checks of Linux br_changelink() and br_setport()).
import {
  type ConfigError,
  errorText,
  type NetdevRow,
  PORT_STATES,
  type Stack,
  type StpTime,
  setAgeing,
  setBridgePriority,
  setGroupFwdMask,
  setLocked,
  setPathCost,
  setPortFlag,
  setPortPriority,
  setPortState,
  setStp,
  setStpTime,
} from '../../net/index.js';
import { applyVlanSettings, vlanSettings } from '../bridge/vlan-settings.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';
import { onOff } from '../values.js';
import { incomplete } from '../words.js';
import { BRIDGE_KIND_USAGE, BRIDGE_SLAVE_USAGE } from './link-usage.js';

const answers = (error: ConfigError): CommandResult => fail(2, `RTNETLINK answers: ${errorText(error)}`);
/** Linux counts these times in hundredths of a second (USER_HZ). */
const HUNDREDTH = 10_000_000;

/** iproute2 get_u32() and get_u16(): the complaint names the keyword. */
function number(word: string, name: string, most: number): number | CommandResult {
  const n = /^(?:0x[\da-f]+|\d+)$/i.test(word) ? Number(word) : Number.NaN;
  return n <= most ? n : fail(255, `Error: argument "${word}" is wrong: invalid ${name}`);
}

const U8 = 0xff;
const U16 = 0xffff;
const U32 = 0xffffffff;
const BRIDGE_NUMBERS: Readonly<Record<string, number>> = {
  forward_delay: U32,
  hello_time: U32,
  max_age: U32,
  ageing_time: U32,
  stp_state: U32,
  priority: U16,
  group_fwd_mask: U16,
};
/** Keywords that the usage text names; those that are not ours are not simulated. */
const known = (usage: readonly string[]): ReadonlySet<string> =>
  new Set(usage.flatMap(line => /\[ (\w+)/.exec(line)?.[1] ?? []));

/** `type bridge KEYWORD VALUE …`: everything is read before anything is done. */
export function setBridge(stack: Stack, dev: NetdevRow, words: readonly string[]): CommandResult {
  const asked = vlanSettings(words);
  if (isResult(asked)) return asked;
  const { settings, rest } = asked;
  const values = new Map<string, number>();
  for (let i = 0; i < rest.length; i += 2) {
    const [name, value] = [rest[i] as string, rest[i + 1]];
    const most = Object.hasOwn(BRIDGE_NUMBERS, name) ? (BRIDGE_NUMBERS[name] as number) : undefined;
    if (most === undefined) {
      if (known(BRIDGE_KIND_USAGE).has(name)) return notSimulated(`the setting ${name} of a bridge`);
      return fail(1, `bridge: unknown command "${name}"?`, ...BRIDGE_KIND_USAGE);
    }
    if (value === undefined) return incomplete();
    const n = number(value, name, most);
    if (isResult(n)) return n;
    values.set(name, n);
  }
  if (words.length === 0) return ok();
  if (dev.kind !== 'bridge') return answers('EOPNOTSUPP');
  const result = apply(stack, dev, values);
  return result.status === 0 ? (applyVlanSettings(stack, dev, settings) ?? result) : result;
}

function apply(stack: Stack, dev: NetdevRow, values: ReadonlyMap<string, number>): CommandResult {
  const times: readonly (readonly [string, StpTime])[] = [
    ['forward_delay', 'forwardDelayNs'],
    ['hello_time', 'helloNs'],
    ['max_age', 'maxAgeNs'],
  ];
  for (const [name, time] of times) {
    const value = values.get(name);
    const error = value === undefined ? undefined : setStpTime(stack, dev.id, time, value * HUNDREDTH);
    if (error !== undefined) return answers(error);
  }
  const ageing = values.get('ageing_time');
  if (ageing !== undefined) setAgeing(stack, dev, ageing * HUNDREDTH);
  const stp = values.get('stp_state');
  if (stp !== undefined) setStp(stack, dev.id, stp !== 0);
  const priority = values.get('priority');
  if (priority !== undefined) setBridgePriority(stack, dev.id, priority);
  const mask = values.get('group_fwd_mask');
  const refused = mask === undefined ? undefined : setGroupFwdMask(stack, dev, mask);
  return refused === undefined ? ok() : answers(refused);
}

/** What may be set of a port; `ip` and `bridge` read it differently and set it alike. */
export interface PortSettings {
  cost?: number;
  priority?: number;
  state?: number;
  guard?: boolean;
  learning?: boolean;
  locked?: boolean;
}

/** Linux br_setport(): flags, then cost, priority and state; the first error ends it. */
export function setPort(stack: Stack, dev: NetdevRow, settings: PortSettings): ConfigError | undefined {
  const { cost, priority, state } = settings;
  if (dev.master === 0) return 'EOPNOTSUPP';
  for (const flag of ['guard', 'learning'] as const) {
    const on = settings[flag];
    if (on !== undefined) setPortFlag(stack, dev.id, flag, on);
  }
  if (settings.locked !== undefined) setLocked(stack, dev.id, settings.locked);
  if (cost !== undefined) {
    const error = setPathCost(stack, dev.id, cost);
    if (error !== undefined) return error;
  }
  if (priority !== undefined) {
    const error = setPortPriority(stack, dev.id, priority);
    if (error !== undefined) return error;
  }
  if (state === undefined) return undefined;
  const named = PORT_STATES[state];
  return named === undefined ? 'EINVAL' : setPortState(stack, dev.id, named);
}

const SLAVE_NUMBERS: Readonly<Record<string, number>> = { cost: U32, priority: U16, state: U8 };

/** `type bridge_slave KEYWORD VALUE …` */
export function setSlave(stack: Stack, dev: NetdevRow, words: readonly string[]): CommandResult {
  const settings: Record<string, number | boolean> = {};
  for (let i = 0; i < words.length; i += 2) {
    const [name, value] = [words[i] as string, words[i + 1]];
    const isFlag = name === 'guard' || name === 'learning' || name === 'locked';
    const most = Object.hasOwn(SLAVE_NUMBERS, name) ? (SLAVE_NUMBERS[name] as number) : undefined;
    if (most === undefined && !isFlag) {
      if (known(BRIDGE_SLAVE_USAGE).has(name)) return notSimulated(`the setting ${name} of a bridge's port`);
      return fail(1, `bridge_slave: unknown option "${name}"?`, ...BRIDGE_SLAVE_USAGE);
    }
    if (value === undefined) return incomplete();
    const read = isFlag ? onOff(name)(value) : number(value, name, most as number);
    if (isResult(read)) return read;
    settings[name] = read;
  }
  if (Object.keys(settings).length === 0) return ok();
  const error = setPort(stack, dev, settings);
  return error === undefined ? ok() : answers(error);
}
