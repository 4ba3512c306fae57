// DHCP beyond the recording: the states of RFC 2131 figure 5, what servers refuse, and what goes wrong.
import { describe, expect, test } from 'vitest';
import {
  type DhcpClientRow,
  dhcpClientSchema,
  type LeaseRow,
  leaseSchema,
  resolvSchema,
} from '../../src/apps/index.js';
import { whyRow } from '../../src/debug/index.js';
import type { Table } from '../../src/journal/index.js';
import type { Network } from '../../src/topology/index.js';
import { formatIpv4 } from '../../src/wire/index.js';
import { build, type Plan, until } from '../topology/build.js';

const SECOND = 1_000_000_000;
const RANGE = '--dhcp-range=192.168.0.100,192.168.0.101,120';
const SERVER = `dnsmasq ${RANGE} --no-ping --dhcp-authoritative`;

type Line = readonly [seconds: number, node: string, line: string];

/** Clients c, d, a host h with an address, servers s and t on one switch. */
function lan(run: readonly Line[], more: Partial<Plan> = {}): Network {
  return build({
    hosts: { c: { eth0: [] }, d: { eth0: [] }, h: '192.168.0.9/24', s: '192.168.0.1/24', t: '192.168.0.2/24' },
    switches: { sw: 5 },
    links: ['c-sw.p1', 'd-sw.p2', 'h-sw.p3', 's-sw.p4', 't-sw.p5'],
    run,
    ...more,
  });
}

/** Each state that a client came into, with its time in seconds. */
function states({ world }: Network, node: string): { state: string; at: number }[] {
  const { journal } = world;
  const out: { state: string; at: number }[] = [];
  for (let c = 0; c < journal.changeCount; c++) {
    const { table, after, stage } = journal.change(c);
    if (table.name !== `dhcp-client@${node}`) continue;
    const { state } = after as DhcpClientRow;
    if (out.at(-1)?.state !== state) out.push({ state, at: journal.eventTime(journal.eventOf(stage)) / SECOND });
  }
  return out;
}
const names = (network: Network, node: string) => states(network, node).map(({ state }) => state);

const client = (n: Network, node: string): DhcpClientRow | undefined =>
  [...n.world.journal.table(dhcpClientSchema, node).rows()][0];
const leases = (n: Network, node: string): LeaseRow[] => [...n.world.journal.table(leaseSchema, node).rows()];
const addresses = (n: Network, node: string): string[] =>
  [...n.stack.netns(node).addrs.rows()].map(a => formatIpv4(a.ip)).filter(ip => !ip.startsWith('127.'));
const printed = (n: Network, node: string): string[] =>
  [...n.processes.console(n.stack.netns(node)).rows()].filter(r => r.stream !== 'in').map(r => r.text);
const reasons = (n: Network): string[] =>
  Array.from({ length: n.world.journal.stageCount }, (_, i) => n.world.journal.reasonOf(i));

const START: Line = [1, 's', SERVER];
const ASK: Line = [2, 'c', 'dhclient -v eth0'];

describe('RFC 2131 figure 5', () => {
  test('INIT, SELECTING, REQUESTING, BOUND; T1: RENEWING, BOUND', () => {
    const n = until(lan([START, ASK]), 63);
    expect(names(n, 'c')).toEqual(['INIT', 'SELECTING', 'REQUESTING', 'BOUND', 'RENEWING', 'BOUND']);
    const [, , , bound, renewing] = states(n, 'c');
    // Half of 120 s, or up to a quarter sooner.
    expect(renewing!.at - bound!.at).toBeGreaterThanOrEqual(45);
    expect(renewing!.at - bound!.at).toBeLessThanOrEqual(60);
    expect(client(n, 'c')!.expiresAt / SECOND).toBeCloseTo(renewing!.at + 120, 3);
    // The server counts from when it sent the ACK: a little sooner than the client, which got it later.
    const early = client(n, 'c')!.expiresAt - leases(n, 's')[0]!.expires;
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(SECOND / 100);
  });

  test('no answer: RENEWING, T2: REBINDING, and at the end the address goes', () => {
    const n = until(lan([START, ASK, [10, 's', 'killall dnsmasq']]), 130);
    const seen = states(n, 'c');
    expect(seen.map(({ state }) => state).slice(3, 8)).toEqual(['BOUND', 'RENEWING', 'REBINDING', 'INIT', 'SELECTING']);
    const [bound, , rebinding, init] = seen.slice(3);
    expect(rebinding!.at - bound!.at).toBeCloseTo(105, 6);
    expect(init!.at - bound!.at).toBeCloseTo(120, 6);
    expect(addresses(n, 'c')).toEqual([]);
    expect([...n.stack.netns('c').routes.rows()].filter(r => r.prefix === 0)).toEqual([]);
    // RENEWING asks the server alone, REBINDING everybody.
    const asked = printed(n, 'c').filter(text => text.startsWith('DHCPREQUEST') && !text.includes('255.255.255.255'));
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked.map(text => text.split(' to ')[1]))).toEqual(new Set(['192.168.0.1 port 67']));
  });

  test('REBINDING: another server may prolong the lease', () => {
    const late: Line = [100, 't', SERVER];
    const n = until(lan([START, ASK, [10, 's', 'killall dnsmasq'], late]), 130);
    expect(names(n, 'c').slice(3)).toEqual(['BOUND', 'RENEWING', 'REBINDING', 'BOUND']);
    expect(formatIpv4(client(n, 'c')!.server!)).toBe('192.168.0.2');
    expect(addresses(n, 'c')).toHaveLength(1);
  });

  test('INIT-REBOOT, REBOOTING: the remembered address holds', () => {
    const again: Line[] = [
      [10, 'c', 'killall dhclient'],
      [11, 'c', 'dhclient -v eth0'],
    ];
    const n = until(lan([START, ASK, ...again]), 20);
    expect(names(n, 'c').slice(3)).toEqual(['BOUND', 'INIT-REBOOT', 'REBOOTING', 'BOUND']);
    expect(printed(n, 's').filter(text => text.includes('DHCPDISCOVER'))).toHaveLength(1);
  });

  test('after moving: NAK, and from the beginning on the new network', () => {
    const move: Line[] = [
      [10, 'c', 'killall dhclient'],
      [10, 's', 'killall dnsmasq'],
      [10, 's', 'ip addr flush dev eth0'],
      [10, 's', 'ip addr add 10.1.1.1/24 dev eth0'],
      [11, 's', 'dnsmasq --dhcp-range=10.1.1.50,10.1.1.60,120 --no-ping --dhcp-authoritative'],
      [12, 'c', 'dhclient -v eth0'],
    ];
    const n = until(lan([START, ASK, ...move]), 20);
    expect(names(n, 'c').slice(4)).toEqual(['INIT-REBOOT', 'REBOOTING', 'INIT', 'SELECTING', 'REQUESTING', 'BOUND']);
    expect(printed(n, 'c')).toContain('DHCPNAK from 10.1.1.1');
    expect(addresses(n, 'c')).toEqual([expect.stringMatching(/^10\.1\.1\./)]);
  });

  test('REBOOTING without an answer: after ten seconds from the beginning', () => {
    const again: Line[] = [
      [10, 'c', 'killall dhclient'],
      [10, 's', 'killall dnsmasq'],
      [11, 'c', 'dhclient -v eth0'],
    ];
    const n = until(lan([START, ASK, ...again]), 60);
    const seen = states(n, 'c').slice(4);
    expect(seen.map(({ state }) => state).slice(0, 4)).toEqual(['INIT-REBOOT', 'REBOOTING', 'INIT', 'SELECTING']);
    expect(seen[2]!.at - seen[1]!.at).toBeGreaterThan(10);
  });

  test.each(['infinite', '300d', '9999w'])('a lease of %s: nothing to renew for as long as the clock goes', lease => {
    const n = until(lan([[1, 's', `dnsmasq --dhcp-range=192.168.0.100,192.168.0.101,${lease} --no-ping`], ASK]), 1e6);
    expect(names(n, 'c')).toEqual(['INIT', 'SELECTING', 'REQUESTING', 'BOUND']);
    expect(client(n, 'c')!.expiresAt).toBe(0);
    expect(leases(n, 's').map(l => l.expires)).toEqual([0]);
  });

  test('RELEASE: the address is free, the client begins anew', () => {
    const n = until(lan([START, ASK, [10, 'c', 'dhclient -v -r eth0']]), 20);
    expect(names(n, 'c').slice(3)).toEqual(['BOUND', 'INIT']);
    expect(leases(n, 's')).toEqual([]);
    expect(addresses(n, 'c')).toEqual([]);
    expect(printed(n, 'c').at(-1)).toMatch(/^DHCPRELEASE of 192\.168\.0\.10\d on eth0 to 192\.168\.0\.1 port 67$/);
  });

  test('nobody: DISCOVER at growing intervals, then it sleeps; -1 gives up', () => {
    const n = until(lan([ASK, [2, 'd', 'dhclient -1 -v eth0']]), 90);
    const intervals = printed(n, 'c').flatMap(text => /interval (\d+)$/.exec(text)?.[1] ?? []);
    expect(intervals[0]).toBe('3');
    expect(intervals.every(text => Number(text) <= 23)).toBe(true);
    expect(printed(n, 'c').slice(-2)).toEqual([
      'No DHCPOFFERS received.',
      'No working leases in persistent database - sleeping.',
    ]);
    expect(printed(n, 'd').at(-1)).toBe('Unable to obtain a lease on first try.  Exiting.');
    expect([...n.processes.table.rows()].find(p => p.netns === 'd')!.exit).toBe(2);
  });
});

describe('settings', () => {
  const run: Line[] = [
    [
      1,
      's',
      `${SERVER} --dhcp-option=3,192.168.0.254 --dhcp-option=option:dns-server,192.168.0.53,192.168.0.54 --domain=example.net`,
    ],
    [2, 'c', 'dhclient eth0'],
    [3, 'c', 'cat /etc/resolv.conf'],
    [3, 'c', 'ip route'],
  ];

  test('address, route and names are set, and leave with the lease; without -v nothing is printed', () => {
    const n = until(lan([...run, [5, 'c', 'dhclient -r eth0']]), 4);
    expect(printed(n, 'c').filter(text => !text.includes('lo'))).toEqual([
      'nameserver 192.168.0.53',
      'nameserver 192.168.0.54',
      'search example.net',
      'default via 192.168.0.254 dev eth0 ',
      expect.stringMatching(/^192\.168\.0\.0\/24 dev eth0 proto kernel scope link src 192\.168\.0\.10\d $/),
    ]);
    until(n, 6);
    expect([...n.world.journal.table(resolvSchema, 'c').rows()]).toEqual([]);
  });

  test('why the default route is there: the ACK and its option', () => {
    const n = until(lan([START, ASK]), 10);
    const { journal } = n.world;
    const table = journal.tableNamed('route@c') as Table<{ prefix: number }>;
    const key = [...table.entries()].find(([, row]) => row.prefix === 0)![0];
    const told = whyRow(journal, table, key)!.links.flatMap(link => (link.kind === 'stage' ? [link.stage] : []));
    expect(told.map(stage => journal.reasonOf(stage)).slice(0, 2)).toEqual(['route.add', 'dhcp.bind']);
    expect(journal.stage(told[1]!).because.args.router).toBe('192.168.0.1');
  });

  test('a reservation goes before the pool; an ignored client hears nothing', () => {
    const hosts = '--dhcp-host=02:00:00:00:01:01,192.168.0.50,printer --dhcp-host=02:00:00:00:02:01,ignore';
    const n = until(lan([[1, 's', `${SERVER} ${hosts}`], ASK, [2, 'd', 'dhclient -v eth0']]), 10);
    expect(addresses(n, 'c')).toEqual(['192.168.0.50']);
    expect(leases(n, 's').map(l => l.host)).toEqual(['printer']);
    expect(names(n, 'd')).toEqual(['INIT', 'SELECTING']);
    expect(reasons(n)).toContain('dhcp.silent');
  });

  test('what does not fit goes into the fields of the file and the server name, and comes out again', () => {
    const long = Array.from({ length: 4 }, (_, i) => `--dhcp-option-force=${224 + i},${'x'.repeat(90)}`).join(' ');
    const n = until(lan([[1, 's', `${SERVER} ${long} --domain=a.example`], ASK]), 10);
    const { frames } = n.world;
    const offer = Array.from({ length: frames.count }, (_, f) => frames.frame(f)).find(
      f => f.direction === 'sent' && f.bytes.length > 500,
    )!;
    expect(offer.bytes.length).toBeLessThanOrEqual(14 + 576);
    // The boot file's name begins with an option instead of a name.
    expect(offer.bytes[14 + 28 + 108]).toBeGreaterThan(223);
    expect(addresses(n, 'c')).toHaveLength(1);
    expect([...n.world.journal.table(resolvSchema, 'c').rows()].map(r => r.value)).toContain('a.example');
  });

  test.each([
    ['dnsmasq', 'no dhcp-range given'],
    ['dnsmasq --dhcp-range=192.168.0.200,192.168.0.100', 'bad dhcp-range'],
    ['dnsmasq --dhcp-range=192.168.0.100,192.168.0.200,1y', 'bad dhcp-range'],
    [`dhcpd ${RANGE} --interface=eth7`, 'unknown interface eth7'],
    [`dnsmasq ${RANGE} --dhcp-host=nonsense!`, 'bad dhcp-host'],
    [`dnsmasq ${RANGE} --enable-tftp`, 'netstep does not simulate --enable-tftp'],
    ['dhcrelay', 'No servers specified'],
    ['dhcrelay -i eth9 192.168.0.1', "interface 'eth9' not found"],
    ['dhclient eth5', 'Cannot find device "eth5"'],
    ['dhclient -6 eth0', 'netstep does not simulate -6'],
    ['udhcpc -i eth4', 'No such device'],
  ])('%s: %s', (line, said) => {
    const n = until(lan([[1, 's', line]]), 2);
    expect(printed(n, 's').join('\n')).toContain(said);
    expect([...n.processes.table.rows()][0]!.exit).toBeGreaterThan(0);
  });
});

describe('failures', () => {
  test('an empty pool is silent; a lease that ends is free again', () => {
    const run: Line[] = [START, ASK, [2, 'd', 'dhclient eth0'], [4, 'h', 'dhclient -v eth0']];
    const n = until(lan([...run, [10, 'c', 'killall dhclient']]), 100);
    expect(leases(n, 's')).toHaveLength(2);
    expect(reasons(n)).toContain('dhcp.pool-empty');
    expect(names(n, 'h')).not.toContain('REQUESTING');
    // c does not renew: its lease ends two minutes after it began.
    until(n, 150);
    expect(reasons(n)).toContain('lease.expire');
  });

  test('two servers: the first offer is taken, the other server hears so', () => {
    const n = until(lan([START, [1, 't', SERVER], ASK]), 10);
    expect(reasons(n).filter(id => id === 'dhcp.send-offer')).toHaveLength(2);
    expect(reasons(n)).toContain('dhcp.other-server');
    expect(leases(n, 's').length + leases(n, 't').length).toBe(1);
  });

  test('an address that somebody took by hand: a server that looks finds out and offers another one', () => {
    const looks: Line = [1, 's', `dnsmasq ${RANGE}`];
    const free = until(lan([looks, ASK]), 20);
    const [first] = addresses(free, 'c');
    const n = until(lan([looks, [1.5, 'h', `ip addr add ${first}/24 dev eth0`], ASK]), 20);
    expect(reasons(n)).toContain('dhcp.check-busy');
    expect(addresses(n, 'c')).not.toContain(first);
    expect(addresses(n, 'c')).toHaveLength(1);
  });

  test('one that does not look: the client asks by ARP and declines', () => {
    const run: Line[] = [START, [2, 'c', 'udhcpc -a -A 1 -i eth0']];
    const [first] = addresses(until(lan(run), 20), 'c');
    const n = until(lan([[1.5, 'h', `ip addr add ${first}/24 dev eth0`], ...run]), 20);
    expect(reasons(n)).toEqual(expect.arrayContaining(['dhcp.conflict', 'dhcp.send-decline', 'lease.decline']));
    expect(addresses(n, 'c')).not.toContain(first);
    expect(addresses(n, 'c')).toHaveLength(1);
    expect(printed(n, 'c')).toContain('udhcpc: offered address is in use (got ARP reply), declining');
  });

  test('two clients with one MAC address get one address', () => {
    const twin = { setup: { d: ['ip link set eth0 address 02:00:00:00:01:01'] } };
    const n = until(lan([START, ASK, [5, 'd', 'dhclient eth0']], twin), 10);
    expect(addresses(n, 'd')).toEqual(addresses(n, 'c'));
    expect(leases(n, 's')).toHaveLength(1);
  });

  test.each(['', '-a '])('a relay%s: the pool of the network that asks, and renewals without the relay', agent => {
    const n = until(
      build({
        hosts: {
          c: { eth0: [] },
          r: { eth0: ['192.168.1.1/24'], eth1: ['192.168.0.254/24'] },
          s: '192.168.0.1/24',
        },
        links: ['c-r.eth0', 'r.eth1-s'],
        setup: { r: ['sysctl -w net.ipv4.ip_forward=1'], s: ['ip route add default via 192.168.0.254'] },
        run: [
          [1, 's', `${SERVER} --dhcp-range=192.168.1.100,192.168.1.199,255.255.255.0,120`],
          [1, 'r', `dhcrelay ${agent}-i eth0 192.168.0.1`],
          ASK,
        ],
      }),
      63,
    );
    expect(addresses(n, 'c')).toEqual([expect.stringMatching(/^192\.168\.1\.1\d\d$/)]);
    expect([...n.stack.netns('c').routes.rows()].find(r => r.prefix === 0)!.gateway).toBe(0xc0a80101);
    expect(names(n, 'c').slice(3)).toEqual(['BOUND', 'RENEWING', 'BOUND']);
    expect(printed(n, 'r').filter(text => text.startsWith('Forwarded'))).toEqual([
      'Forwarded BOOTREQUEST for 02:00:00:00:01:01 to 192.168.0.1',
      expect.stringMatching(/^Forwarded BOOTREPLY for 02:00:00:00:01:01 to 192\.168\.1\./),
      'Forwarded BOOTREQUEST for 02:00:00:00:01:01 to 192.168.0.1',
      expect.stringMatching(/^Forwarded BOOTREPLY/),
    ]);
  });
});
