// sleep: waits, and ends. With it a person makes a moment to come back to: `A$ sleep 3`, then go on.
import { program } from './process.js';

const SECOND = 1_000_000_000;

export const sleep = program<number | undefined>({
  name: 'sleep',

  start([text = ''], calls) {
    const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
    if (seconds === undefined || seconds > 1e6) {
      calls.complain(text === '' ? 'sleep: missing operand' : `sleep: invalid time interval '${text}'`);
      calls.exit(1);
      return undefined;
    }
    const until = calls.now + Math.round(seconds * SECOND);
    calls.wakeAt(Math.max(1, until));
    return until;
  },

  on(_wakeup, until, calls) {
    if (until === undefined || calls.now >= until) calls.exit(0);
    else calls.exit(130);
    return until;
  },
});
