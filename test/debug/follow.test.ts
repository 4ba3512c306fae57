// Following one packet over all nodes.
import { describe, expect, test } from 'vitest';
import { type End, follow, frameChange, type Hop, type Journey, Session } from '../../src/debug/index.js';
import { flights } from '../../src/sim/index.js';
import type { Network } from '../../src/topology/index.js';
import { encodeStack, ethernet, icmp, ipv4, tcp, udp } from '../../src/wire/index.js';
import { build, LAN, type Plan } from '../topology/build.js';

const { medium: _, ...COPPER } = LAN;
const PING: Plan = { ...COPPER, run: [[0, 'A', 'ping -c 1 192.168.0.103']] };
const start = (plan: Plan = PING): Session => new Session(build(plan));
const toEnd = (session: Session): Session => {
  while (session.run(1000).end !== 'end');
  return session;
};

function ending(session: Session, end: End | undefined): string {
  if (end === undefined) return '';
  const { journal, target } = session;
  if (end.kind === 'in-flight') return ` … to ${target.deviceName(end.to)} at ${end.arrives}`;
  return ` ${end.kind} ${journal.kindOf(end.stage).name} ${journal.reasonOf(end.stage)}`;
}

/** One line a hop: `  sw.p1 received pad +eth.padding`. */
function lines(session: Session, { hops }: Journey): string[] {
  return hops.map((hop: Hop) => {
    const where = hop.dev === undefined ? hop.node : session.target.deviceName(hop.dev);
    const layers = hop.change.layers.map(l => ` ${l.kind} ${l.protocol}`).join('');
    const fields = hop.change.fields.map(f => ` ${f.name} ${f.before?.text ?? '·'}→${f.after?.text ?? '·'}`).join('');
    const done = hop.done.map(d => d.operation).join('+');
    return `${'  '.repeat(hop.depth)}${where} ${hop.direction} ${done}${layers}${fields}${ending(session, hop.end)}`;
  });
}

/** Frames whose bytes are an ARP request, an ARP reply, an echo request, an echo reply, in order. */
const frameThat = (session: Session, wanted: (bytes: Uint8Array) => boolean): number => {
  const { frames } = session.world;
  for (let f = 0; f < frames.count; f++) if (frames.directionOf(f) === 'sent' && wanted(frames.view(f))) return f;
  throw new Error('no such frame');
};
const isRequest = (b: Uint8Array): boolean => b[12] === 8 && b[13] === 6 && b[21] === 1;
const isEcho = (b: Uint8Array): boolean => b[12] === 8 && b[13] === 0 && b[34] === 8;
const isAnswer = (b: Uint8Array): boolean => b[12] === 8 && b[13] === 0 && b[34] === 0;
const PADDING = '00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00';

describe('a journey', () => {
  test('a broadcast: a branch for each copy, each with its end', () => {
    const session = toEnd(start());
    const journey = follow(session.target, frameThat(session, isRequest));
    expect(lines(session, journey)).toEqual([
      'A.eth0 sent origin+push',
      `sw.p1 received pad eth.padding ·→${PADDING}`,
      'sw.p4 sent flood',
      'D.eth0 received wire accepted arp_process arp.request-for-me',
      '  sw.p3 sent flood',
      '  C.eth0 received wire dropped arp_ignore arp.no-entry',
      '  sw.p2 sent flood',
      '  B.eth0 received wire dropped arp_ignore arp.no-entry',
    ]);
    expect(journey.hops.map(h => h.branch)).toEqual([0, 0, 0, 0, 1, 1, 2, 2]);
    expect(journey.hops.map(h => h.parent)).toEqual([undefined, 0, 1, 2, 1, 4, 1, 6]);
    expect(journey.hops[1]?.children).toEqual([2, 4, 6]);
    expect(journey.hops.map(h => h.time)).toEqual([0, 1576, 1576, 3152, 1576, 3152, 1576, 3152]);
    expect(journey.hops.map(h => h.node)).toEqual(['A', 'sw', 'sw', 'D', 'sw', 'C', 'sw', 'B']);
    expect(journey).toMatchObject({ answers: undefined, answered: [], cut: false });
    expect(journey.hops[1]?.change.fields[0]).toMatchObject({ aspect: 'padding', protocol: 'eth' });
  });

  test('is the same from any of its frames; the answer is a journey of its own', () => {
    const session = toEnd(start());
    const echo = follow(session.target, frameThat(session, isEcho));
    expect(lines(session, echo)).toEqual([
      'A.eth0 sent origin+push+push',
      'sw.p1 received wire',
      'sw.p4 sent forward',
      'D.eth0 received wire accepted icmp_reply icmp.reply',
    ]);
    for (const hop of echo.hops) {
      for (const { frame } of hop.done) {
        const again = follow(session.target, frame);
        expect(again.hops).toEqual(echo.hops);
        expect(again.here).toBe(hop.index);
      }
    }
    const answer = follow(session.target, echo.answered[0] as number);
    expect(lines(session, answer)).toEqual([
      'D.eth0 sent answer+push+push',
      'sw.p4 received wire',
      'sw.p1 sent forward',
      'A.eth0 received wire accepted sock_queue_rcv_skb socket.queued',
    ]);
    expect(answer.answers).toBe(echo.hops.at(-1)?.frame);
    expect(follow(session.target, frameThat(session, isAnswer)).hops).toEqual(answer.hops);
  });

  test('tells at each moment what is known by then', () => {
    const session = toEnd(start());
    const frame = frameThat(session, isEcho);
    const { frames, journal } = session.world;
    const packet = frames.fromOf(frame);
    session.gotoPosition(journal.firstStage(journal.eventOf(frames.stageOf(packet)) + 1));
    expect(lines(session, follow(session.target, packet))).toEqual([
      'A.eth0 none origin+push waiting neigh_resolve neigh.unknown',
    ]);
    session.gotoPosition(journal.firstStage(journal.eventOf(frames.stageOf(frame)) + 1));
    const [flight] = flights(session.world);
    expect(lines(session, follow(session.target, frame))).toEqual([
      `A.eth0 sent origin+push+push … to sw.p1 at ${flight?.arrives}`,
    ]);
    // Asked for another moment than the cursor's, it answers for that one, and the cursor stays.
    const { position } = session;
    expect(follow(session.target, frame, journal.stageCount).hops.length).toBe(4);
    expect(session.position).toBe(position);
  });

  test('waits in a device’s queue until it is sent, and says when that was', () => {
    const session = start({ ...COPPER });
    session.type('A', 'ping -c 2 -i 0.2 -s 1400 192.168.0.103');
    toEnd(session);
    session.type('A', 'ping -c 1 -s 1400 192.168.0.103');
    session.type('A', 'ping -c 1 -s 1400 192.168.0.102');
    const { stack } = session.target as Network;
    for (let i = 0; i < 50 && stack.qdiscs.size === 0; i++) session.next();
    const [row] = stack.qdiscs.rows();
    const frame = row?.frames.first as number;
    expect(lines(session, follow(session.target, frame)).at(-1)).toMatch(/none .* waiting dev_queue_xmit xmit\.busy/);
    const asked = session.where().time;
    toEnd(session);
    const [first] = follow(session.target, frame).hops;
    expect(first).toMatchObject({ direction: 'sent' });
    expect(first?.time).toBeGreaterThan(asked);
  });

  test('a frame changed on its way shows it where it arrives', () => {
    const session = start();
    while (flights(session.world).length === 0) session.next();
    const frame = flights(session.world)[0]?.frame as number;
    session.intervene({ kind: 'edit', frame, field: 'arp.dst.proto_ipv4', value: '192.168.0.101', seal: true });
    toEnd(session);
    const told = lines(session, follow(session.target, frame));
    expect(told[1]).toBe(
      `sw.p1 received rewrite+pad eth.padding ·→${PADDING} arp.dst.proto_ipv4 192.168.0.103→192.168.0.101`,
    );
    expect(told.find(line => line.includes('B.eth0'))).toMatch(/accepted arp_process/);
  });

  test('a doubled frame is a branch; a lost one ends where it was taken', () => {
    const session = start();
    while (flights(session.world).length === 0) session.next();
    const frame = flights(session.world)[0]?.frame as number;
    session.intervene({ kind: 'duplicate', frame });
    session.intervene({ kind: 'drop', frame });
    session.gotoTime(1_000_000);
    const journey = follow(session.target, frame);
    expect(lines(session, journey).slice(0, 2)).toEqual([
      'A.eth0 sent origin+push dropped intervene intervene.drop',
      `sw.p1 received repeat+pad eth.padding ·→${PADDING}`,
    ]);
    // The first one's end is told though the copy goes on.
    expect(journey.hops[0]?.end).toMatchObject({ kind: 'dropped' });
    expect(journey.hops[0]?.children.length).toBe(1);
  });

  test('the stage that dropped it ends it: a cut cable, a device that is down, an address of somebody else', () => {
    const cut = start();
    while (flights(cut.world).length === 0) cut.next();
    const frame = flights(cut.world)[0]?.frame as number;
    cut.setLink('A.eth0-sw.p1', false);
    cut.gotoTime(1_000_000);
    expect(lines(cut, follow(cut.target, frame))).toEqual(['A.eth0 sent origin+push dropped link_receive link.cut']);

    const taken = start();
    while (flights(taken.world).length === 0) taken.next();
    taken.intervene({ kind: 'drop', frame });
    taken.gotoTime(1_000_000);
    expect(lines(taken, follow(taken.target, frame))).toEqual([
      'A.eth0 sent origin+push dropped intervene intervene.drop',
    ]);

    const foreign = start();
    while (flights(foreign.world).length === 0) foreign.next();
    foreign.intervene({ kind: 'edit', frame, field: 'eth.dst', value: '02:00:00:00:99:99', seal: true });
    foreign.gotoTime(1_000_000);
    const told = lines(foreign, follow(foreign.target, frame));
    expect(told.filter(line => line.includes('dropped nic_filter nic.not-mine')).length).toBe(3);
  });

  test('what a node sends to itself turns round', () => {
    const session = toEnd(start({ ...COPPER, run: [[0, 'A', 'ping -c 1 127.0.0.1']] }));
    const journey = follow(session.target, frameThat(session, isEcho));
    expect(lines(session, journey)).toEqual([
      'A.lo sent origin+push+push',
      'A.lo received local accepted icmp_reply icmp.reply',
    ]);
    expect(journey.answered.length).toBe(1);
  });

  test('a frame that goes round in circles is told so far, and quickly', () => {
    const session = start({
      hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
      switches: { s1: 4, s2: 4 },
      links: ['A-s1.p1', 'B-s2.p1', 's1.p2-s2.p2', 's1.p3-s2.p3'],
      run: [[0, 'A', 'ping -c 1 10.0.0.9']],
    });
    session.run(20_000);
    const journey = follow(session.target, frameThat(session, isRequest));
    expect(journey.cut).toBe(true);
    expect(journey.hops.length).toBe(2000);
    for (const hop of journey.hops) expect(hop.parent === undefined || hop.parent < hop.index).toBe(true);
  });
});

describe('what a device did to the headers', () => {
  const eth = { dst: 0x020000000101, src: 0x020000000201 };
  const ip = { src: 0x0a000001, dst: 0x0a000102, ttl: 64, id: 7 };
  const frame = (values: { eth?: object; ip?: object; port?: number } = {}, link: 'ethernet' | 'ipv4' = 'ethernet') => {
    const inner = [
      [ipv4, { ...ip, ...values.ip }],
      [udp, { srcPort: values.port ?? 1000, dstPort: 53 }],
    ] as const;
    const data = Uint8Array.from([1, 2, 3, 4]);
    const bytes =
      link === 'ipv4' ? encodeStack(inner, data) : encodeStack([[ethernet, { ...eth, ...values.eth }], ...inner], data);
    return { bytes, linkType: link };
  };
  const brief = (change: ReturnType<typeof frameChange>) => [
    ...change.layers.map(l => `${l.kind} ${l.protocol}`),
    ...change.fields.map(f => `${f.aspect} ${f.name}`),
  ];

  test('nothing', () => {
    expect(frameChange(frame(), frame())).toEqual({ layers: [], fields: [] });
  });

  test('a router: addresses of the link, TTL, checksum', () => {
    const after = frame({ eth: { dst: 0x020000000301, src: 0x020000000102 }, ip: { ttl: 63 } });
    const change = frameChange(frame(), after);
    expect(brief(change)).toEqual(['mac eth.dst', 'mac eth.src', 'ttl ip.ttl', 'checksum ip.checksum']);
    expect(change.fields[2]).toMatchObject({ before: { value: 64, text: '64' }, after: { value: 63, text: '63' } });
  });

  test('address translation', () => {
    const change = frameChange(frame(), frame({ ip: { src: 0xcb007101 }, port: 40_000 }));
    expect(brief(change)).toEqual([
      'checksum ip.checksum',
      'address ip.src',
      'port udp.srcport',
      'checksum udp.checksum',
    ]);
  });

  test('a header in front, and off again', () => {
    expect(brief(frameChange(frame({}, 'ipv4'), frame()))).toEqual(['pushed eth']);
    expect(brief(frameChange(frame(), frame({}, 'ipv4')))).toEqual(['popped eth']);
  });

  test('another protocol inside', () => {
    const other = {
      bytes: encodeStack([
        [ethernet, eth],
        [ipv4, ip],
        [tcp, { srcPort: 1, dstPort: 2, seq: 0, ack: 0, window: 1 } as never],
      ]),
      linkType: 'ethernet' as const,
    };
    const change = brief(frameChange(frame(), other));
    expect(change.slice(0, 3)).toEqual(['popped udp', 'popped data', 'pushed tcp']);
    expect(change).toContain('other ip.proto');
  });

  test('a quoted packet’s fields are told apart from the outer ones', () => {
    const error = (ttl: number) => {
      const quote = encodeStack(
        [
          [ipv4, { ...ip, ttl }],
          [udp, { srcPort: 1, dstPort: 2 }],
        ],
        new Uint8Array(4),
      );
      const bytes = encodeStack(
        [
          [ethernet, eth],
          [ipv4, ip],
          [icmp, { type: 3, code: 1 }],
        ],
        quote,
      );
      return { bytes, linkType: 'ethernet' as const };
    };
    const change = frameChange(error(5), error(6));
    expect(brief(change)).toContain('ttl ip.ttl');
    expect(change.fields.filter(f => f.name === 'ip.ttl').length).toBe(1);
    expect(change.fields.find(f => f.name === 'ip.ttl')?.protocol).toBe('icmp');
  });
});
