// struct tcp_info of a connection (Linux tcp_get_info()), and assertions about it.
import { loadTcb, type Netns, type Stack, TCP_STATES } from '../../src/net/index.js';
import { Unsupported } from './script.js';

const CA = ['Open', 'Disorder', 'CWR', 'Recovery', 'Loss'];
const STATES: Readonly<Record<string, number>> = {
  ESTAB: 1,
  'SYN-SENT': 2,
  'SYN-RECV': 3,
  'FIN-WAIT-1': 4,
  'FIN-WAIT-2': 5,
  'TIME-WAIT': 6,
  CLOSED: 7,
  'CLOSE-WAIT': 8,
  'LAST-ACK': 9,
  LISTEN: 10,
  CLOSING: 11,
};
const NAMES: Readonly<Record<string, number>> = {
  TCP_CA_Open: 0,
  TCP_CA_Disorder: 1,
  TCP_CA_CWR: 2,
  TCP_CA_Recovery: 3,
  TCP_CA_Loss: 4,
  ...Object.fromEntries(
    TCP_STATES.map(s => [
      `TCP_${s === 'ESTAB' ? 'ESTABLISHED' : s.replaceAll(/-(\d)/g, '$1').replaceAll('-', '_')}`,
      STATES[s]!,
    ]),
  ),
};

/** The fields that are simulated, by their names there. */
export function tcpInfo(stack: Stack, ns: Netns, id: number): Record<string, number> | undefined {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return undefined;
  const { c, s, r, k, t } = tp;
  return {
    tcpi_state: STATES[c.state]!,
    tcpi_ca_state: CA.indexOf(k.ca),
    tcpi_retransmits: t.retries,
    tcpi_probes: t.probes,
    tcpi_backoff: k.backoff,
    tcpi_snd_wscale: c.sndScale,
    tcpi_rcv_wscale: c.rcvScale,
    tcpi_rto: Math.floor((k.rto * 2 ** k.backoff) / 1000),
    tcpi_snd_mss: c.mss,
    tcpi_rcv_mss: r.mss,
    tcpi_unacked: k.packets,
    tcpi_sacked: k.sacked,
    tcpi_lost: k.lost,
    tcpi_retrans: k.retrans,
    tcpi_rtt: Math.max(0, Math.floor(k.srtt / 1000)),
    tcpi_rttvar: Math.floor(k.rttvar / 1000),
    tcpi_snd_ssthresh: k.ssthresh,
    tcpi_snd_cwnd: k.cwnd,
    tcpi_pmtu: c.pathMtu,
    tcpi_reordering: Math.max(ns.sysctl('net.ipv4.tcp_reordering'), tp.q?.degree ?? 0),
    tcpi_reord_seen: tp.q?.reordered ?? 0,
    tcpi_min_rtt: Math.max(0, Math.floor((tp.q?.minRtt ?? 0) / 1000)),
    tcpi_snd_wnd: s.wnd,
    tcpi_notsent_bytes: (s.write - s.nxt) | 0,
    tcpi_bytes_received: Math.max(0, (r.nxt - r.irs - 1) | 0),
    tcpi_bytes_acked: Math.max(0, (s.una - s.iss - 1) | 0),
  };
}

const ASSIGNS = /^([A-Za-z_]\w*)\s*(\+?)=\s*(\d+|0x[\da-fA-F]+)$/;

/** The text before the first comma that is in no bracket and no string. */
function condition(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (c === ',' && depth === 0) return text.slice(0, i);
  }
  return text;
}

/** Runs `assert …` lines; the first that does not hold, with the values it names. */
export function runCode(code: string, info: Record<string, number>, known: Map<string, number>): string | undefined {
  const statements: string[] = [];
  for (const raw of code.split('\n')) {
    const text = raw.replace(/#.*$/, '').trim();
    if (text === '') continue;
    if (/^assert\b/.test(text) || ASSIGNS.test(text) || statements.length === 0)
      statements.push(
        ...text
          .split(';')
          .map(s => s.trim())
          .filter(s => s !== ''),
      );
    else statements[statements.length - 1] += ` ${text}`;
  }
  for (const statement of statements) {
    const asserted = /^assert\s+([\s\S]*)$/.exec(statement.replace(/\\$/, ''))?.[1];
    if (asserted === undefined) {
      if (/^print\b|^import\b/.test(statement)) continue;
      const [, name, more, value] = ASSIGNS.exec(statement) ?? [];
      if (name !== undefined) {
        known.set(name, Number(value) + (more === '+' ? (known.get(name) ?? 0) : 0));
        continue;
      }
      throw new Unsupported(`the code "${statement}"`);
    }
    const expression = condition(asserted)
      .replace(/\band\b/g, '&&')
      .replace(/\bor\b/g, '||')
      .replace(/\bnot\b/g, '!');
    if (!/^[\w\s.()<>=!&|+\-*/%]*$/.test(expression)) throw new Unsupported(`the assertion "${asserted}"`);
    const names = [...new Set(expression.replaceAll(/\b0x[\da-fA-F]+\b/g, '0').match(/[A-Za-z_]\w*/g) ?? [])];
    const values = names.map(name => {
      const value = info[name] ?? NAMES[name] ?? known.get(name);
      if (value === undefined) throw new Unsupported(`${name} in an assertion`);
      return value;
    });
    if (!new Function(...names, `return (${expression})`)(...values))
      return `${expression.trim()}: ${names
        .filter(n => n in info)
        .map(n => `${n} is ${info[n]}`)
        .join(', ')}`;
  }
  return undefined;
}
