// Programs on nodes. Start reading at process.ts (the idiom), then ping.ts (the model).
import './arping.js';
import './dhclient.js';
import './dhcp-script.js';
import './dhcpd.js';
import './dhcrelay.js';
import './echod.js';
import './hostapd.js';
import './ping.js';
import './sleep.js';
import './tcpdump/index.js';
import './tracepath.js';
import './traceroute.js';
import './udhcpc.js';
import './nc.js';
import './ping.js';
import './sleep.js';
import './tcpask.js';
import './tcpd.js';
import './tcpsend.js';
import './udpsend.js';
import './wpa-supplicant.js';

export { clientOn } from './dhclient.js';
export {
  type ClientStateName,
  type DhcpClientRow,
  dhcpClientSchema,
  type LeaseRow,
  leaseSchema,
  type ResolvRow,
  resolvSchema,
} from './dhcp-tables.js';
export { parseServer, type ServerConfig } from './dhcpd-options.js';
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
