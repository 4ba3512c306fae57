// TCP. Read tables.ts and tcb.ts first; then the calls of programs (calls.ts, stream.ts), the way of a segment in (input.ts,
// state.ts, ack.ts, receive.ts) and out (output.ts, transmit.ts), the two queues (request.ts, child.ts), the timers (timer.ts).
import './input.js';
import './err.js';

export {
  type TcpError,
  takeError,
  tcpAccept,
  tcpBind,
  tcpConnect,
  tcpListen,
  tcpSetOption,
  tcpSocket,
} from './calls.js';
export { tcpClose, tcpShutdown } from './close.js';
export { inFlight } from './output.js';
export { readable, writable } from './ready.js';
export { acceptLength, queueLength } from './request.js';
export { NAMED_VALUES } from './settings.js';
export { tcpRecv, tcpSend } from './stream.js';
export * from './tables.js';
export { loadTcb, type Tcb, type TcpTables, tcpTables } from './tcb.js';
export { attachTcp } from './timer.js';
export { rcvbufOf, sndbufOf } from './window.js';
