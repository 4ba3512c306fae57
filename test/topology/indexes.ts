// Indexes that follow from rows, worked out again in the plainest way: what a namespace answers must equal it anywhere.
import { expect } from 'vitest';
import { defaultName, type RouteRow } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';

const SETTINGS = ['net.ipv4.neigh.eth0.locktime', 'net.ipv4.icmp_echo_ignore_all', 'net.ipv4.ip_forward'];

/** Whether one route is asked before the other. */
const before = (x: RouteRow, y: RouteRow): boolean => {
  if (x.table !== y.table) return x.table === 'local';
  if (x.prefix !== y.prefix) return x.prefix > y.prefix;
  return x.metric < y.metric;
};

/** Compares every index of every namespace with the rows at the present position. */
export function checkIndexes({ stack }: Network): void {
  for (const { name } of stack.netnsTable.rows()) {
    const ns = stack.netns(name);
    const devices = [...stack.netdevs.rows()].filter(d => d.netns === name).sort((x, y) => x.ifindex - y.ifindex);
    expect(ns.devices()).toEqual(devices);
    for (const kind of ['ping', 'udp', 'packet'] as const) {
      expect(ns.socketsOf(kind)).toEqual([...ns.sockets.rows()].filter(socket => socket.kind === kind));
    }
    for (const setting of SETTINGS) {
      const own = ns.sysctls.get(setting) ?? ns.sysctls.get(defaultName(setting));
      expect(ns.sysctl(setting)).toBe(own?.value ?? stack.defaults[defaultName(setting)]!.value);
    }
    const sorted = ns.sortedRoutes();
    const rows = [...ns.routes.rows()];
    expect(new Set(sorted)).toEqual(new Set(rows));
    expect(sorted).toHaveLength(rows.length);
    for (const [i, route] of sorted.entries()) {
      for (const later of sorted.slice(i + 1)) {
        expect(before(later, route)).toBe(false);
        // Among equals the one that was written first comes first.
        if (!before(route, later)) expect(rows.indexOf(route)).toBeLessThan(rows.indexOf(later));
      }
    }
  }
}
