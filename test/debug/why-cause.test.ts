// Why, on known ground: chains for rows, columns, frames, fields, drops, for what is missing and what did not happen. And
// tests of cause: with the named cause taken away in a branch the effect must vanish.
import { describe, expect, test } from 'vitest';
import {
  parseRowName,
  type RowName,
  Session,
  type StageLink,
  type Target,
  type WhyLink,
  whyDrop,
  whyField,
  whyFrame,
  whyMissing,
  whyNot,
  whyRow,
} from '../../src/debug/index.js';
import type { Network } from '../../src/topology/index.js';
import { openLesson } from '../lessons.js';
import { build, LAN, type Plan, until } from '../topology/build.js';

const D = 0xc0a80067;
const reasons = (target: Target, links: readonly WhyLink[]) =>
  links.map(link =>
    link.kind === 'root' ? `${link.root.kind}: ${link.root.text}` : target.world.journal.reasonOf(link.stage),
  );
const neighKey = (target: Target, node: string, ip: number) => {
  const table = target.world.journal.tableNamed(`neigh@${node}`)!;
  for (const [key, row] of table.entries()) if ((row as { ip: number }).ip === ip) return { table, key };
  return undefined;
};
const why = (target: Target, node: string, ip: number, column?: string) => {
  const { table, key } = neighKey(target, node, ip)!;
  return whyRow(target, table, key, column)!;
};
const rowName = (target: Target, ...words: string[]) => parseRowName(target, words) as RowName;
const lan = (run: Plan['run'], more: Partial<Plan> = {}): Network => build({ ...LAN, run: run!, ...more });
const PING = [[0, 'A', 'ping -c 1 192.168.0.103']] as const;

describe('the chain of an ARP entry', () => {
  const network = until(lan(PING), 1);
  const line = 'lesson: a test';

  test('the entry ← the reply ← the request ← the command', () => {
    expect(reasons(network, why(network, 'A', D).links)).toEqual([
      'neigh.answer',
      'arp.reply',
      'arp.ask-all',
      'shell.command',
      line,
    ]);
  });

  test('each link is a place to go to, newest first, with the frame that carried the cause', () => {
    const { links } = why(network, 'A', D);
    const session = new Session(network);
    const stages = links.filter((link): link is StageLink => link.kind === 'stage');
    expect(stages.map(link => link.position)).toEqual([...stages.map(link => link.position)].sort((x, y) => y - x));
    for (const link of stages) {
      session.gotoPosition(link.position);
      expect(session.position).toBe(link.position);
    }
    session.gotoPosition(links[0]!.kind === 'stage' ? links[0]!.position : 0);
    expect(neighKey(network, 'A', D)).toBeDefined();
    const sent = stages.slice(1, 3).map(link => network.world.frames.directionOf(link.frame!));
    expect(sent).toEqual(['sent', 'sent']);
    session.gotoPosition(session.journal.stageCount);
  });

  test('how long it holds: a default of the profile, and a draw from the seed', () => {
    const { links } = why(network, 'A', D, 'due');
    expect(reasons(network, links).slice(0, 3)).toEqual([
      'neigh.answer',
      'profile: net.ipv4.neigh.default.base_reachable_time_ms = 30000',
      'seed: reachable/A.eth0 30000',
    ]);
    expect(links[1]).toMatchObject({ kind: 'root', root: { spec: expect.stringContaining('RFC 4861') } });
    expect(reasons(network, why(network, 'A', D, 'lladdr').links).join()).not.toMatch(/profile|seed/);
  });

  test('a setting that somebody changed is named as such', () => {
    const own = until(lan(PING, { setup: { A: ['sysctl -w net.ipv4.neigh.default.base_reachable_time_ms=8000'] } }), 1);
    const [, setting] = why(own, 'A', D, 'due').links;
    expect(setting).toMatchObject({ kind: 'stage', row: { table: 'sysctl@A', column: 'value' } });
  });

  test('the hundredth turn of a timer does not make a hundred links', () => {
    const own = until(lan([[0, 'A', 'ping -i 0.1 192.168.0.103']]), 60);
    const table = own.world.journal.tableNamed('process')!;
    const [[key]] = [...table.entries()] as [[number, unknown]];
    const { links } = whyRow(own, table, key)!;
    expect(links.length).toBeLessThan(16);
    expect(links.some(link => link.kind === 'stage' && (link.skipped ?? 0) > 100)).toBe(true);
  });
});

describe('frames and fields', () => {
  const network = until(lan(PING), 1);
  const { frames } = network.world;
  const frameWhere = (test: (f: number, text: string) => boolean) =>
    Array.from({ length: frames.count }, (_, f) => f).find(f => test(f, Buffer.from(frames.view(f)).toString('hex')))!;
  const received = (dev: string) => (f: number) =>
    frames.directionOf(f) === 'received' && network.deviceName(frames.devOf(f)) === dev;
  const request = frameWhere((f, hex) => received('D.eth0')(f) && hex.slice(24, 28) === '0800');
  const field = (frame: number, name: string) => reasons(network, whyField(network, frame, name)!.links);

  test('who built a frame, who sent it on', () => {
    expect(reasons(network, whyFrame(network, request).links)).toEqual([
      'fdb.hit',
      'neigh.known',
      'ping.send',
      'shell.command',
      'lesson: a test',
    ]);
  });

  test('the destination MAC is from the ARP entry, and that from the reply', () => {
    expect(field(request, 'eth.dst')).toEqual([
      'neigh.known',
      'neigh.answer',
      'arp.reply',
      'arp.ask-all',
      'shell.command',
      'lesson: a test',
    ]);
    expect(whyField(network, request, 'eth.dst')!.links[1]).toMatchObject({
      row: { table: 'neigh@A', column: 'lladdr' },
    });
  });

  test.each([
    ['eth.src', 'dev.add', 'lesson: a test'],
    ['ip.ttl', 'ping.send', 'profile: net.ipv4.ip_default_ttl = 64'],
    ['ip.id', 'ping.send', 'seed: ip-id/A/3232235623'],
    ['ip.dst', 'ping.send', 'lesson: a test'],
    ['ip.src', 'ping.send', 'lesson: a test'],
    ['icmp.ident', 'socket.open', 'lesson: a test'],
  ])('%s is from %s, and ends in %s', (name, reason, root) => {
    expect(field(request, name)).toContain(reason);
    expect(field(request, name).at(-1)).toBe(root);
  });

  test('what a reply gives back is from the request', () => {
    const reply = frameWhere((f, hex) => received('A.eth0')(f) && hex.slice(24, 28) === '0800');
    expect(field(reply, 'icmp.ident').slice(0, 2)).toEqual(['icmp.reply', 'ping.send']);
    expect(field(reply, 'ip.dst')[0]).toBe('icmp.reply');
    expect(field(reply, 'ip.dst')[1]).toBe('ping.send');
    expect(whyField(network, reply, 'tcp.seq')).toBeUndefined();
  });
});

describe('what is not there', () => {
  test('taken away: by whom, or by which timer', () => {
    const own = until(lan([...PING, [2, 'A', 'ip neigh del 192.168.0.103 dev eth0']]), 3);
    const gone = whyMissing(own, rowName(own, 'neigh@A', '192.168.0.103'));
    expect(gone).toMatchObject({ kind: 'gone', timer: undefined, row: { state: 'REACHABLE' }, time: 2e9 });
    const aged = until(lan(PING), 1000);
    const old = whyMissing(aged, rowName(aged, 'fdb@sw', '02:00:00:00:01:01'));
    expect(old).toMatchObject({ kind: 'gone', timer: { table: 'bridge', column: 'timer' } });
    if (old.kind === 'gone') expect(reasons(aged, old.links).slice(0, 1)).toEqual(['fdb.age']);
  });

  test('there, after all; never there, with the frame that could have taught it, or none', () => {
    const own = until(lan(PING), 1);
    expect(whyMissing(own, rowName(own, 'neigh@A', '192.168.0.103')).kind).toBe('present');
    const heard = whyMissing(own, rowName(own, 'neigh@B', '192.168.0.100'));
    expect(heard).toMatchObject({ kind: 'never', taught: { here: true }, check: { rule: 'arp.no-entry' } });
    // D told A alone: had it come to B, B's card would have thrown it away. No frame could have taught it.
    const elsewhere = whyMissing(own, rowName(own, 'neigh@B', '192.168.0.103'));
    expect(elsewhere).toMatchObject({ kind: 'never', taught: undefined, check: undefined, links: [] });
    expect(elsewhere.kind === 'never' && elsewhere.told?.frame).toBeGreaterThan(0);
    const never = whyMissing(own, rowName(own, 'neigh@A', '192.168.0.77'));
    expect(never).toMatchObject({ kind: 'never', taught: undefined, borne: undefined, links: [] });
  });

  test('it is asked at the cursor: before it was learnt it was never there', () => {
    const session = new Session(until(lan(PING), 1));
    session.gotoStart();
    expect(whyMissing(session.target, rowName(session.target, 'neigh@A', '192.168.0.103')).kind).toBe('never');
  });
});

describe('why not', () => {
  const noReply = (network: Network, from = 'A', to = '192.168.0.103') =>
    whyNot(network, { kind: 'no-reply', from, to });

  test.each<[what: string, network: Network, rule: string, node: string | undefined]>([
    ['nobody has the address', until(lan([[0, 'A', 'ping -c 1 192.168.0.250']]), 9), 'arp.request-for-other', 'D'],
    ['no route', until(lan([[0, 'A', 'udpsend 10.0.0.1 7 hello']]), 9), 'udp.no-route', undefined],
    [
      'echo requests are ignored',
      until(lan(PING, { setup: { D: ['sysctl -w net.ipv4.icmp_echo_ignore_all=1'] } }), 9),
      'icmp.echo-ignored',
      'D',
    ],
  ])('no reply: %s', (_, network, rule, node) => {
    const to = rule === 'udp.no-route' ? '10.0.0.1' : rule === 'icmp.echo-ignored' ? 'D' : '192.168.0.250';
    const answer = noReply(network, 'A', to);
    expect(answer).toMatchObject({ outcome: 'stopped', check: { rule } });
    if (node !== undefined) expect(answer.node).toBe(node);
    expect(answer.links.at(-1)!.kind).toBe('root');
  });

  test('the rule comes with the setting that made it', () => {
    const own = until(lan(PING, { setup: { D: ['sysctl -w net.ipv4.icmp_echo_ignore_all=1'] } }), 9);
    const setting = noReply(own).links.find(link => link.kind === 'stage' && link.row !== undefined);
    expect(setting).toMatchObject({ row: { table: 'sysctl@D', key: 'net.ipv4.icmp_echo_ignore_all' } });
  });

  test('a reply that came; one that nobody asked for; one still under way', () => {
    const own = until(lan(PING), 9);
    expect(noReply(own)).toMatchObject({ outcome: 'happened', node: 'A' });
    expect(noReply(own, 'B', 'A').outcome).toBe('never-sent');
    const session = new Session(lan(PING));
    session.gotoEvent(3);
    expect(noReply(session.target as Network).outcome).toBe('pending');
  });

  test('not accepted, not forwarded, not learnt', () => {
    const { session } = openLesson('arp');
    session.run(100_000);
    const { target } = session;
    const { frames } = session.world;
    const copies = Array.from({ length: frames.count }, (_, f) => f);
    const atB = copies.find(
      f => frames.directionOf(f) === 'received' && target.deviceName(frames.devOf(f)) === 'B.eth0',
    )!;
    expect(whyNot(target, { kind: 'not-accepted', frame: atB, node: 'B' })).toMatchObject({
      outcome: 'stopped',
      check: { rule: 'arp.request-for-other' },
      node: 'B',
    });
    expect(whyNot(target, { kind: 'not-forwarded', frame: atB, node: 'sw' }).outcome).toBe('happened');
    expect(whyNot(target, { kind: 'not-forwarded', frame: atB, node: 'B' }).outcome).toBe('stopped');
    const row = rowName(target, 'neigh@B', '192.168.0.103');
    expect(whyNot(target, { kind: 'not-learnt', row })).toMatchObject({ outcome: 'never-sent', check: undefined });
  });
});

describe('take the cause away, and the effect is gone', () => {
  const session = () => new Session(lan(PING));
  const entryAt = (own: Session) => {
    const found = neighKey(own.target, 'A', D);
    return found && (found.table.get(found.key) as { lladdr?: number }).lladdr;
  };

  test('for each link of the chain of an ARP entry: cut its cable before it happened', () => {
    const whole = session();
    whole.run(100_000);
    expect(entryAt(whole)).toBe(0x020000000401);
    const links = why(whole.target, 'A', D, 'lladdr').links.filter((link): link is StageLink => link.kind === 'stage');
    expect(links).toHaveLength(4);
    for (const link of links.slice(0, 3)) {
      const branch = session();
      branch.gotoEvent(link.event - branch.target.setupEvents);
      branch.setLink(link === links[1] ? 'D.eth0-sw.p4' : 'A.eth0-sw.p1', false);
      branch.run(100_000);
      expect(entryAt(branch)).toBeUndefined();
    }
  });

  test('without the command nothing is asked', () => {
    const own = new Session(lan([]));
    own.run(100_000);
    expect(neighKey(own.target, 'A', D)).toBeUndefined();
    const typed = new Session(lan([]));
    typed.type('A', 'ping -c 1 192.168.0.103');
    typed.run(100_000);
    expect(why(typed.target, 'A', D, 'lladdr').links.at(-1)).toMatchObject({ root: { kind: 'typed', node: 'A' } });
  });

  test('a bystander’s cable is no cause', () => {
    const branch = session();
    branch.setLink('B.eth0-sw.p2', false);
    branch.run(100_000);
    expect(entryAt(branch)).toBe(0x020000000401);
  });

  test('a reply lost on the cut cable: why not names the cut, and with the cable whole it comes', () => {
    const branch = session();
    branch.gotoEvent(3);
    branch.setLink('D.eth0-sw.p4', false);
    branch.run(100_000);
    const answer = whyNot(branch.target, { kind: 'no-reply', from: 'A', to: 'D' });
    expect(answer.outcome).toBe('stopped');
    expect(answer.check?.rule).toBe('fault.link-down');
    const whole = session();
    whole.run(100_000);
    expect(whyNot(whole.target, { kind: 'no-reply', from: 'A', to: 'D' }).outcome).toBe('happened');
  });

  test('the setting named for a drop is the one: with another value the drop is gone', () => {
    const deaf = { setup: { D: ['sysctl -w net.ipv4.icmp_echo_ignore_all=1'] } };
    const dropped = until(lan(PING, deaf), 9);
    const { check } = whyNot(dropped, { kind: 'no-reply', from: 'A', to: 'D' });
    expect(whyDrop(dropped, check!.stage)!.check.rule).toBe('icmp.echo-ignored');
    const own = new Session(lan(PING, deaf));
    own.type('D', 'sysctl -w net.ipv4.icmp_echo_ignore_all=0');
    own.run(100_000);
    expect(whyNot(own.target, { kind: 'no-reply', from: 'A', to: 'D' }).outcome).toBe('happened');
  });
});

test('a request was taken in, and the answer found no way back', () => {
  const { session } = openLesson('ip-addressing');
  for (const line of ['ip addr add 10.1.5.40/24 dev eth0', 'ip addr del 10.1.5.40/22 dev eth0'])
    session.intervene({ kind: 'command', netns: 'D', line });
  session.intervene({ kind: 'command', netns: 'A', line: 'ping -c 1 -W 1 10.1.5.40' });
  session.gotoTime(1_500_000_000);
  const { outcome, check } = whyNot(session.target, { kind: 'no-reply', from: 'A', to: '10.1.5.40' });
  expect([outcome, check?.rule, check?.values.ip]).toEqual(['stopped', 'fib.none', 0x0a01040a]);
});
