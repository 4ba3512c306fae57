// What mstpctl sets of bridges and ports (mstpd ctl_main.c, MSTP_IN_set_…()).
import {
  type ConfigError,
  type NetdevRow,
  rstpCheck,
  type Stack,
  type StpTime,
  setAgeing,
  setBridgePriority,
  setPathCost,
  setPortFlag,
  setPortPriority,
  setRstpPort,
  setStpTime,
  setTxHoldCount,
} from '../../net/index.js';
import { type CommandResult, fail, isResult, notSimulated, ok } from '../result.js';

const SECOND = 1_000_000_000;

/** mstpd's getuint(). */
function count(word: string): number | CommandResult {
  const n = /^(?:0x[\da-f]+|\d+)$/i.test(word) ? Number(word) : Number.NaN;
  return n <= 0x7fffffff ? n : fail(1, `Invalid unsigned int arg ${word}`);
}

/** mstpd's getenum(). */
function oneOf<T extends string>(word: string, ...names: readonly T[]): T | CommandResult {
  const found = names.find(name => name === word);
  return found ?? fail(1, `Invalid argument ${word}: expecting one of ${names.join(', ')}`);
}

const refused = (what: string): CommandResult => ({ status: 255, out: [`Couldn't change ${what}`], err: [] });
const done = (error: ConfigError | undefined, what: string): CommandResult =>
  error === undefined ? ok() : refused(what);

type SetBridge = (stack: Stack, dev: NetdevRow, words: readonly string[]) => CommandResult;
type SetPort = (stack: Stack, port: NetdevRow, words: readonly string[]) => CommandResult;

const time =
  (which: StpTime, field: string): SetBridge =>
  (stack, dev, [word = '']) => {
    const n = count(word);
    return isResult(n) ? n : done(setStpTime(stack, dev.id, which, n * SECOND), `bridge ${field}`);
  };

/** RSTP is the tree 0, the only one. */
function tree(word: string | undefined): CommandResult | undefined {
  return word === '0' ? undefined : notSimulated(`the spanning tree instance ${word}: only 0`);
}

export const BRIDGE_SETTINGS: Readonly<Record<string, SetBridge>> = {
  setmaxage: time('maxAgeNs', 'bridge_max_age'),
  setfdelay: time('forwardDelayNs', 'bridge_forward_delay'),
  sethello: time('helloNs', 'bridge_hello_time'),
  setageing(stack, dev, [word = '']) {
    const n = count(word);
    if (isResult(n)) return n;
    if (n < 10 || n > 1_000_000) return refused('bridge bridge_ageing_time');
    setAgeing(stack, dev, n * SECOND);
    return ok();
  },
  setforcevers(_stack, _dev, [word = '']) {
    const version = oneOf(word, 'stp', 'rstp', 'mstp');
    if (isResult(version)) return version;
    return version === 'rstp' ? ok() : notSimulated(`mstpd with version ${version}: the kernel itself speaks stp`);
  },
  settxholdcount(stack, dev, [word = '']) {
    const n = count(word);
    return isResult(n) ? n : done(setTxHoldCount(stack, dev.id, n), 'bridge tx_hold_count');
  },
  settreeprio(stack, dev, [id, word = '']) {
    const other = tree(id);
    if (other !== undefined) return other;
    const n = count(word);
    if (isResult(n)) return n;
    if (n > 15) return fail(255, 'Bridge priority must be between 0 and 15');
    setBridgePriority(stack, dev.id, n * 4096);
    return ok();
  },
};

const YES = { yes: true, no: false } as const;
const flag =
  (set: (stack: Stack, dev: number, on: boolean) => ConfigError | undefined, field: string): SetPort =>
  (stack, port, [word = '']) => {
    const answer = oneOf(word, 'yes', 'no');
    return isResult(answer) ? answer : done(set(stack, port.id, YES[answer]), `port ${field}`);
  };

export const PORT_SETTINGS: Readonly<Record<string, SetPort>> = {
  setportpathcost(stack, port, [word = '']) {
    const n = count(word);
    return isResult(n) ? n : done(setPathCost(stack, port.id, n), 'port admin_external_port_path_cost');
  },
  setportadminedge: flag((stack, dev, adminEdge) => setRstpPort(stack, dev, { adminEdge }), 'admin_edge_port'),
  setportautoedge: flag((stack, dev, autoEdge) => setRstpPort(stack, dev, { autoEdge }), 'auto_edge_port'),
  setportp2p(stack, port, [word = '']) {
    const adminP2p = oneOf(word, 'no', 'yes', 'auto');
    return isResult(adminP2p) ? adminP2p : done(setRstpPort(stack, port.id, { adminP2p }), 'port admin_p2p');
  },
  setbpduguard: flag((stack, dev, on) => {
    setPortFlag(stack, dev, 'guard', on);
    return undefined;
  }, 'bpdu_guard_port'),
  portmcheck: (stack, port) => done(rstpCheck(stack, port.id), 'port mcheck'),
  settreeportprio(stack, port, [id, word = '']) {
    const other = tree(id);
    if (other !== undefined) return other;
    const n = count(word);
    if (isResult(n)) return n;
    // Sixteen steps of the four bits in front; Linux counts six bits.
    return n > 15
      ? refused('per-tree port port_priority')
      : done(setPortPriority(stack, port.id, n * 4), 'port priority');
  },
};
