// Programs on nodes. Start reading at process.ts (the idiom), then ping.ts (the model).
import './arping.js';
import './echod.js';
import './nc.js';
import './ping.js';
import './sleep.js';
import './tcpd.js';
import './tcpsend.js';
import './udpsend.js';

export {
  type Calls,
  type ConsoleRow,
  consoleSchema,
  Processes,
  type ProcessRow,
  type Program,
  processSchema,
  program,
  programNamed,
  type Wakeup,
} from './process.js';
