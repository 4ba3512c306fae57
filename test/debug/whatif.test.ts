// Doing something to the network: each kind and its effect, what is refused, and that the past is never touched.
import { describe, expect, test } from 'vitest';
import { type Intervened, Session } from '../../src/debug/index.js';
import { message } from '../../src/i18n/index.js';
import { type Flight, flights, flightsOf, type Intervention } from '../../src/sim/index.js';
import type { Network } from '../../src/topology/index.js';
import { dissect, editField, flipBit } from '../../src/wire/index.js';
import { build, LAN, type Plan } from '../topology/build.js';

const { medium: _, ...COPPER } = LAN;
const PING: Plan = { ...COPPER, run: [[0, 'A', 'ping -c 1 192.168.0.103']] };

const start = (plan: Plan = PING): Session => new Session(build(plan));
const network = (session: Session): Network => session.target as Network;

/** Runs to the first moment at which a frame that `wanted` accepts is in flight. */
function untilInFlight(session: Session, wanted: (summary: string) => boolean): Flight {
  for (let i = 0; i < 200; i++) {
    const found = flights(session.world).find(f => {
      const layers = dissect(session.world.frames.view(f.frame));
      return wanted(layers.at(-1)?.summary || (layers.at(-2)?.summary ?? ''));
    });
    if (found !== undefined) return found;
    session.next();
  }
  throw new Error('never in flight');
}

function done(result: Intervened): Intervened & { ok: true } {
  if (!result.ok) throw new Error(`${result.problem.code} ${JSON.stringify(result.problem.args)}`);
  return result;
}

const code = (result: Intervened): string | undefined => (result.ok ? undefined : result.problem.code);
const lines = (session: Session, node: string): string[] => {
  const { processes, stack } = network(session);
  return [...processes.console(stack.netns(node)).rows()].filter(r => r.stream !== 'in').map(r => r.text);
};
const toEnd = (session: Session): void => {
  while (session.run(1000).end !== 'end');
};
const answered = (session: Session): boolean => lines(session, 'A').some(line => /bytes from/.test(line));
const reply = (summary: string): boolean => / is at /.test(summary);
const request = (summary: string): boolean => /Who has 192.168.0.103/.test(summary);
const echo = (summary: string): boolean => /ping\) request/.test(summary);

describe('frames in flight', () => {
  test('a lost reply is asked for again, and nobody but the branch knows', () => {
    const session = start();
    toEnd(session);
    const trunk = session.world.recordHash();
    session.gotoStart();
    const flight = untilInFlight(session, reply);
    const result = done(session.intervene({ kind: 'drop', frame: flight.frame }));
    expect(result).toMatchObject({ forked: true, branch: 'b1' });
    expect(session.stage).toMatchObject({ verdict: 'drop', because: { id: 'intervene.drop' } });
    expect(flightsOf(session.world, flight.frame)).toEqual([]);
    toEnd(session);
    const asked = [...Array(session.journal.stageCount).keys()].filter(
      s => session.journal.reasonOf(s) === 'arp.ask-all',
    );
    expect(asked.length).toBe(2);
    expect(answered(session)).toBe(true);
    session.branches.toTrunk();
    expect(session.world.recordHash()).toBe(trunk);
  });

  test('a delayed one comes later by as much, and keeps its cause', () => {
    const session = start();
    const flight = untilInFlight(session, request);
    done(session.intervene({ kind: 'delay', frame: flight.frame, ns: 500_000_000 }));
    const [late] = flights(session.world);
    expect(late).toMatchObject({ frame: flight.frame, arrives: flight.arrives + 500_000_000, cause: flight.cause });
    toEnd(session);
    expect(lines(session, 'A').find(line => /bytes from/.test(line))).toMatch(/time=500 ms/);
  });

  test('a doubled one arrives twice, the copy right behind', () => {
    const session = start();
    const flight = untilInFlight(session, request);
    done(session.intervene({ kind: 'duplicate', frame: flight.frame }));
    const [first, second] = flights(session.world);
    // 8 + 60 + 4 + 12 octets at 1 Gbit/s
    expect((second as Flight).arrives - (first as Flight).arrives).toBe(672);
    expect((second as Flight).frame).not.toBe(flight.frame);
    session.gotoTime(1_000_000);
    const heard = [...Array(session.journal.stageCount).keys()].filter(
      s => session.journal.reasonOf(s) === 'arp.request-for-me',
    );
    expect(heard.length).toBe(2);
  });

  test('a damaged one fails the check that covers the bit', () => {
    const session = start();
    const { frame } = untilInFlight(session, echo);
    // Bit 0 of the TTL: the header's checksum covers it.
    done(session.intervene({ kind: 'corrupt', frame, bit: (14 + 8) * 8 }));
    toEnd(session);
    const dropped = [...Array(session.journal.stageCount).keys()].map(s => session.journal.reasonOf(s));
    expect(dropped).toContain('ip.bad-checksum');
    expect(answered(session)).toBe(false);
  });

  test('the damaged bit is drawn from the seed: the same one each time, the link header spared', () => {
    const bytes = [1, 1, 2].map(seed => {
      const session = start({ ...PING, seed });
      const { frame } = untilInFlight(session, echo);
      const before = session.world.frames.view(frame);
      done(session.intervene({ kind: 'corrupt', frame }));
      const after = session.world.frames.view((flights(session.world)[0] as Flight).frame);
      const differ = [...after.keys()].filter(i => after[i] !== before[i]);
      expect(differ.length).toBe(1);
      expect(differ[0]).toBeGreaterThanOrEqual(14);
      return differ[0];
    });
    expect(bytes[0]).toBe(bytes[1]);
  });

  test('an edited one bears right checksums, or wrong ones if asked', () => {
    for (const seal of [true, false]) {
      const session = start();
      const { frame } = untilInFlight(session, echo);
      done(session.intervene({ kind: 'edit', frame, field: 'ip.ttl', value: '5', seal }));
      const layers = dissect(session.world.frames.view((flights(session.world)[0] as Flight).frame));
      const checksum = layers[1]?.children.find(n => n.name === 'ip.checksum');
      expect(checksum?.computed).toBe(seal ? 'ok' : 'bad');
      toEnd(session);
      expect(answered(session)).toBe(seal);
    }
  });

  test('a request edited into a reply is not answered', () => {
    const session = start();
    const { frame } = untilInFlight(session, request);
    done(session.intervene({ kind: 'edit', frame, field: 'arp.opcode', value: 'reply', seal: true }));
    session.hop(frame);
    expect(session.stage?.because.id).toBe('link.receive');
    session.gotoTime(session.where().time + 500_000_000);
    const reasons = [...Array(session.journal.stageCount).keys()].map(s => session.journal.reasonOf(s));
    expect(reasons).not.toContain('arp.request-for-me');
    expect(session.journal.root(session.journal.rootCount - 1)).toMatchObject({
      kind: 'fault',
      text: `edit frame ${frame} arp.opcode=reply`,
    });
  });

  test('a frame means what it was sent as; of several copies one must be chosen', () => {
    const session = start();
    const first = untilInFlight(session, request);
    const packet = session.world.frames.fromOf(first.frame);
    expect(flightsOf(session.world, packet).map(f => f.frame)).toEqual([first.frame]);
    session.next();
    const copies = flights(session.world);
    expect(copies.length).toBe(3);
    const refused = session.intervene({ kind: 'drop', frame: first.frame });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'which-frame', args: { frames: copies.map(f => f.frame) } },
    });
    done(session.intervene({ kind: 'drop', frame: (copies[1] as Flight).frame }));
    expect(flights(session.world).length).toBe(2);
  });

  test('it comes before whatever else is due at the same time', () => {
    const session = start();
    untilInFlight(session, request);
    session.next();
    const copies = flights(session.world);
    session.gotoTime((copies[0] as Flight).arrives - 1);
    session.next();
    const [next] = flights(session.world);
    expect(next?.arrives).toBe(session.where().time);
    done(session.intervene({ kind: 'drop', frame: (next as Flight).frame }));
    expect(session.stage?.because.id).toBe('intervene.drop');
  });
});

describe('nodes and links', () => {
  test('a node that is switched off loses what it kept in memory and answers nothing', () => {
    const session = start({
      ...PING,
      setup: { D: ['ip neigh add 192.168.0.9 lladdr 02:00:00:00:09:09 nud permanent dev eth0'] },
    });
    toEnd(session);
    session.type('D', 'ping 192.168.0.100');
    session.run(50);
    done(session.intervene({ kind: 'power', node: 'D', on: false }));
    const { stack, processes } = network(session);
    const ns = stack.netns('D');
    for (const table of [ns.neighs, ns.addrs, ns.routes, ns.sockets, ns.sysctls]) expect(table.size).toBe(0);
    expect(ns.devices().filter(d => d.up || d.running)).toEqual([]);
    expect([...processes.table.rows()].filter(r => r.netns === 'D' && r.exit === undefined)).toEqual([]);
    expect(stack.netns('sw').device('p4')?.running).toBe(false);
    session.type('D', 'ip addr');
    expect(session.stage?.because).toMatchObject({ id: 'intervene.is-off', args: { netns: 'D' } });
    session.type('A', 'ping -c 1 -W 1 192.168.0.103');
    toEnd(session);
    expect(lines(session, 'A').at(-1)).not.toMatch(/rtt/);
  });

  test.each(['D', 'sw'])('switched on again, %s is what the lesson makes it', node => {
    const session = start();
    const { stack } = network(session);
    const config = () => {
      const s = network(session).stack;
      const ns = s.netns(node);
      const devices = ns
        .devices()
        .map(({ name, mac, mtu, up, running, master }) => ({ name, mac, mtu, up, running, master }));
      return {
        devices,
        addrs: [...ns.addrs.rows()],
        routes: [...ns.routes.rows()],
        fdb: [...s.world.journal.tables]
          .filter(t => t.name === `fdb@${node}`)
          .flatMap(t => [...t.rows()].map(r => (r as { mac: number }).mac).sort()),
      };
    };
    const before = config();
    expect(stack.netns(node).devices().length).toBeGreaterThan(1);
    toEnd(session);
    session.type(node, `ip link set ${node === 'sw' ? 'p1' : 'eth0'} address 02:00:00:00:77:77`);
    session.type(node, node === 'sw' ? 'ip link set p2 nomaster' : 'ip addr add 10.0.0.1/8 dev eth0');
    done(session.intervene({ kind: 'power', node, on: false }));
    toEnd(session);
    done(session.intervene({ kind: 'power', node, on: true }));
    expect(config()).toEqual(before);
    session.type('A', 'ping -c 1 192.168.0.103');
    toEnd(session);
    expect(lines(session, 'A').filter(line => /bytes from/.test(line)).length).toBe(2);
  });

  test('frames that wait in a queue go with their node', () => {
    const session = start({ ...COPPER });
    session.type('A', 'ping -c 4 -i 0.2 -s 1400 192.168.0.103');
    session.type('A', 'ping -c 4 -i 0.2 -s 1400 192.168.0.103');
    for (let i = 0; i < 60; i++) {
      session.next();
      if (network(session).stack.qdiscs.size > 0) break;
    }
    expect(network(session).stack.qdiscs.size).toBe(1);
    done(session.intervene({ kind: 'power', node: 'A', on: false }));
    expect(network(session).stack.qdiscs.find(q => network(session).stack.dev(q.dev).netns === 'A')).toBeUndefined();
    expect(() => toEnd(session)).not.toThrow();
  });

  test('a cut link loses what is on it; restored, it carries again', () => {
    const session = start();
    untilInFlight(session, echo);
    session.setLink('A.eth0-sw.p1', false);
    toEnd(session);
    expect(answered(session)).toBe(false);
    expect(session.setLink('sw.p1-A.eth0', true).end).toBe('moved');
    session.type('A', 'ping -c 1 192.168.0.103');
    toEnd(session);
    expect(answered(session)).toBe(true);
  });
});

describe('what is refused changes nothing and says why', () => {
  const cases: [name: string, what: Intervention, code: string][] = [
    ['no such node', { kind: 'command', netns: 'Z', line: 'ls' }, 'no-node'],
    ['a line without end', { kind: 'command', netns: 'A', line: 'x'.repeat(5000) }, 'line-too-long'],
    ['no such link', { kind: 'link', link: 'A.eth0-Z.eth0', up: false }, 'no-link'],
    ['no such machine', { kind: 'power', node: 'Z', on: false }, 'no-node'],
    ['on already', { kind: 'power', node: 'A', on: true }, 'power-is'],
    ['a frame that has arrived', { kind: 'drop', frame: 0 }, 'not-in-flight'],
    ['a frame that never was', { kind: 'drop', frame: 99_999 }, 'not-in-flight'],
    ['no delay', { kind: 'delay', frame: 3, ns: 0 }, 'bad-delay'],
    ['a broken delay', { kind: 'delay', frame: 3, ns: 1.5 }, 'bad-delay'],
    ['a bit beyond the frame', { kind: 'corrupt', frame: 3, bit: 42 * 8 }, 'bad-bit'],
    ['no such field', { kind: 'edit', frame: 3, field: 'arp.nonsense', value: '1', seal: true }, 'no-field'],
    ['a field of others', { kind: 'edit', frame: 3, field: 'ip.ttl', value: '1', seal: true }, 'field-absent'],
    ['too big', { kind: 'edit', frame: 3, field: 'arp.opcode', value: '65536', seal: true }, 'bad-value'],
    ['no address', { kind: 'edit', frame: 3, field: 'eth.dst', value: 'D', seal: true }, 'bad-value'],
    ['the same', { kind: 'edit', frame: 3, field: 'arp.opcode', value: '0x1', seal: true }, 'same-value'],
  ];

  test.each(cases)('%s', (_name, what, wanted) => {
    const session = start();
    const flight = untilInFlight(session, request);
    expect(flight.frame).toBe(3);
    const used = what.kind === 'drop' && what.frame === 0 ? { ...what, frame: 1 } : what;
    const before = [session.world.recordHash(), session.world.stateHash(), session.position];
    const result = session.intervene(used);
    expect(code(result)).toBe(wanted);
    expect([session.world.recordHash(), session.world.stateHash(), session.position]).toEqual(before);
    if (result.ok) return;
    for (const lang of ['en', 'zh-CN'] as const) {
      const text = message(lang, `what-if.${result.problem.code}`, result.problem.args, { frame: String });
      expect(text).not.toMatch(/[{}⟨]/);
    }
  });

  test('typing where nobody is moves nothing', () => {
    const session = start();
    expect(session.type('Z', 'ls')).toMatchObject({ end: 'refused', problem: { code: 'no-node' } });
    expect(session.branches.list().length).toBe(1);
  });
});

describe('fields of a frame', () => {
  const session = start();
  const arp = session.world.frames.view(untilInFlight(session, request).frame).slice();
  const icmp = session.world.frames.view(untilInFlight(session, echo).frame).slice();
  const read = (bytes: Uint8Array, field: string) =>
    dissect(bytes)
      .flatMap(l => l.children.flatMap(n => [n, ...(n.children ?? [])]))
      .find(n => n.name === field);

  test.each([
    [arp, 'arp.opcode', 'reply', 2],
    [arp, 'arp.opcode', '9', 9],
    [arp, 'eth.dst', '02:00:00:00:01:01', 0x020000000101],
    [arp, 'arp.dst.proto_ipv4', '10.0.0.1', 0x0a000001],
    [icmp, 'ip.flags.df', '0', 0],
    [icmp, 'ip.flags.mf', 'true', 1],
    [icmp, 'ip.dsfield.dscp', '46', 46],
    [icmp, 'ip.frag_offset', '5', 5],
    [icmp, 'icmp.type', '0', 0],
    [icmp, 'icmp.seq', '0xffff', 0xffff],
  ] as const)('%#: %s', (bytes, field, value, wanted) => {
    const edited = editField(bytes, undefined, field, value, true);
    if (!(edited instanceof Uint8Array)) throw new Error(edited.code);
    expect(read(edited, field)?.value).toBe(wanted);
    const bad = dissect(edited)
      .flatMap(l => l.children)
      .filter(n => n.computed === 'bad');
    expect(bad.map(n => n.name)).toEqual([]);
    expect(edited.length).toBe(bytes.length);
  });

  test('a checksum set by hand stays, the others follow', () => {
    const edited = editField(icmp, undefined, 'icmp.checksum', '0x1234', true) as Uint8Array;
    expect(read(edited, 'icmp.checksum')).toMatchObject({ value: 0x1234, computed: 'bad' });
    expect(read(edited, 'ip.checksum')?.computed).toBe('ok');
  });

  test('bytes are written in hexadecimal, as many as there are', () => {
    const data = (bytes: Uint8Array) => read(bytes, 'data.data')?.value as Uint8Array | undefined;
    const length = data(icmp)?.length ?? 0;
    const edited = editField(icmp, undefined, 'data.data', 'ab'.repeat(length), true) as Uint8Array;
    expect(data(edited)?.every(byte => byte === 0xab)).toBe(true);
    expect(editField(icmp, undefined, 'data.data', 'ab', true)).toMatchObject({
      code: 'bad-value',
      kind: 'bytes',
      most: length,
    });
  });

  test('a bit turned twice is as it was', () => {
    for (const bit of [0, 7, 8, 100]) expect(flipBit(flipBit(arp, bit), bit)).toEqual(arp);
    expect(flipBit(arp, 0)[0]).toBe((arp[0] as number) ^ 0x80);
  });
});
