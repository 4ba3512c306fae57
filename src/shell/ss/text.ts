// How ss(8) lays its rows out (iproute2 misc/ss.c): every column as wide as its widest field, addresses to the right up to
// the colon, ports to the left behind it.
import { loadTcb, type Netns, type Stack } from '../../net/index.js';
import { formatIpv4 } from '../../wire/index.js';
import type { SsRow } from './rows.js';

/** iproute2 print_ms_timer(). */
export function timerText(ns: number): string {
  const all = Math.floor(ns / 1e6);
  let seconds = Math.floor(all / 1000);
  let ms = all % 1000;
  const minutes = Math.floor(seconds / 60);
  seconds %= 60;
  let out = '';
  if (minutes > 0) {
    ms = 0;
    out += `${minutes}min`;
    if (minutes > 9) seconds = 0;
  }
  if (seconds > 0) {
    if (seconds > 9) ms = 0;
    out += `${seconds}${ms > 0 ? '.' : 'sec'}`;
  }
  return ms > 0 ? `${out}${String(ms).padStart(3, '0')}ms` : out;
}

export interface Layout {
  /** A column for the kind of socket. */
  readonly netid: boolean;
  readonly header: boolean;
  /** What follows the addresses: users, timer. */
  readonly extra: (row: SsRow) => string;
  /** A line below each row. */
  readonly below: (row: SsRow) => string | undefined;
}

/** The lines of the table, the header first. */
export function layOut(rows: readonly SsRow[], { netid, header, extra, below }: Layout): string[] {
  const head = ['Netid', 'State', 'Recv-Q', 'Send-Q', 'Local Address:', 'Port', 'Peer Address:', 'Port', 'Process'];
  const cells = rows.map(row => [
    row.netid,
    row.state,
    String(row.recvQ),
    String(row.sendQ),
    `${formatIpv4(row.localIp)}:`,
    String(row.localPort),
    `${formatIpv4(row.remoteIp)}:`,
    row.remotePort === 0 ? '*' : String(row.remotePort),
    extra(row),
  ]);
  const all = header ? [head, ...cells] : cells;
  const width = head.map((_, i) => Math.max(...all.map(c => (c[i] as string).length)));
  const line = (c: readonly string[]): string => {
    let out = '';
    for (let i = netid ? 0 : 1; i < c.length; i++) {
      const text = c[i] as string;
      const w = width[i] as number;
      const joined = i === 5 || i === 7 || i === 8;
      if (out !== '' && !joined) out += ' ';
      out += i === 4 || i === 6 ? text.padStart(w) : text.padEnd(w);
    }
    return out;
  };
  const out = header ? [line(head)] : [];
  for (const [i, row] of rows.entries()) {
    out.push(line(cells[i] as string[]));
    const more = below(row);
    if (more !== undefined) out.push(more);
  }
  return out;
}

const ms = (ns: number): string => String(Number((ns / 1e6).toFixed(3)));

/** `ss -i`: the fields of struct tcp_info that are simulated, in iproute2's order. */
export function infoText(stack: Stack, ns: Netns, row: SsRow): string | undefined {
  const tp = row.netid === 'tcp' && row.socket > 0 ? loadTcb(stack, ns, row.socket) : undefined;
  if (tp === undefined || tp.c.state === 'TIME-WAIT') return undefined;
  const { c, s, r, k, t } = tp;
  if (c.state === 'LISTEN') return `\t ${k.algorithm} cwnd:${k.cwnd}`;
  const out: string[] = [];
  if (c.ts) out.push('ts');
  if (c.sack) out.push('sack');
  out.push(k.algorithm);
  if (c.sndScale > 0 || c.rcvScale > 0) out.push(`wscale:${c.sndScale},${c.rcvScale}`);
  out.push(`rto:${ms(k.rto * 2 ** k.backoff)}`);
  if (k.backoff > 0) out.push(`backoff:${k.backoff}`);
  if (k.srtt >= 0) out.push(`rtt:${ms(k.srtt)}/${ms(k.rttvar)}`);
  if (r.ato > 0) out.push(`ato:${ms(r.ato)}`);
  out.push(`mss:${c.mss}`, `pmtu:${c.pathMtu}`, `rcvmss:${r.mss}`, `cwnd:${k.cwnd}`);
  if (k.ssthresh < 0x7fffffff) out.push(`ssthresh:${k.ssthresh}`);
  const acked = Math.max(0, (s.una - s.iss - 1) | 0);
  const received = Math.max(0, (r.nxt - r.irs - 1) | 0);
  if (acked > 0) out.push(`bytes_acked:${acked}`);
  if (received > 0) out.push(`bytes_received:${received}`);
  if (k.packets > 0) out.push(`unacked:${k.packets}`);
  if (k.retrans > 0) out.push(`retrans:${k.retrans}/${t.retries}`);
  if (k.lost > 0) out.push(`lost:${k.lost}`);
  if (k.sacked > 0) out.push(`sacked:${k.sacked}`);
  const unsent = Math.max(0, (s.write - s.nxt) | 0);
  if (unsent > 0) out.push(`notsent:${unsent}`);
  if (s.wnd > 0) out.push(`snd_wnd:${s.wnd}`);
  return `\t ${out.join(' ')}`;
}
