// mstpctl: what it shows, in the form of mstpd's ctl_main.c, and what it refuses.
import { describe, expect, test } from 'vitest';
import { build, type, until } from '../topology/build.js';

const RSTP = ['mstpctl addbridge br0', 'ip link set br0 type bridge stp_state 1'];
const network = until(
  build({
    hosts: { X: '192.168.0.1/24' },
    switches: { A: 3, B: 2 },
    links: ['A.p1-B.p1', 'A.p2-B.p2', 'X-A.p3'],
    setup: { A: RSTP, B: RSTP },
  }),
  10,
);

// B hears of the root by p2 first, then by p1, which is better: two changes.
describe('mstpctl', () => {
  test('showport: one line for each port, E for an edge, and roles in four letters', () => {
    const root = '8.000.02:00:00:00:02:01';
    expect(type(network, 'A', 'mstpctl showport br0')).toEqual([
      `   p1    8.001 forw ${root} ${root} 8.001 Desg`,
      `   p2    8.002 forw ${root} ${root} 8.002 Desg`,
      ` E p3    8.003 forw ${root} ${root} 8.003 Desg`,
    ]);
    expect(type(network, 'B', 'mstpctl showport br0')).toEqual([
      `   p1    8.001 forw ${root} ${root} 8.001 Root`,
      `   p2    8.002 disc ${root} ${root} 8.002 Altn`,
    ]);
    expect(type(network, 'B', 'mstpctl showport br0 p2 state')).toEqual(['discarding']);
  });

  test('showbridge: root, costs, times', () => {
    expect(type(network, 'B', 'mstpctl showbridge br0')).toEqual([
      'br0 CIST info',
      '  enabled         yes',
      '  bridge id       8.000.02:00:00:00:03:01',
      '  designated root 8.000.02:00:00:00:02:01',
      '  regional root   8.000.02:00:00:00:03:01',
      '  root port       p1 (#1)',
      '  path cost     20000      internal path cost   0',
      '  max age       20         bridge max age       20',
      '  forward delay 15         bridge forward delay 15',
      '  tx hold count 6          max hops             20',
      '  hello time    2          ageing time          300',
      '  force protocol version     rstp',
      '  time since topology change 6',
      '  topology change count      2',
      '  topology change            no',
    ]);
  });

  test('showportdetail: two facts in a line', () => {
    const lines = type(network, 'A', 'mstpctl showportdetail br0 p3');
    expect(lines[0]).toBe('br0:p3 CIST info');
    expect(lines[1]).toBe('  enabled            yes                     role                 Designated');
    expect(lines[9]).toBe('  oper edge port     yes                     topology change ack  no');
    expect(lines).toHaveLength(14);
  });

  test('the kernel says that somebody else works out the tree, and knows no discarding', () => {
    expect(type(network, 'B', 'ip -d link show br0').join('\n')).toContain(' stp_state 2 ');
    expect(type(network, 'B', 'bridge link show dev p2')[0]).toContain('state blocking priority 32 cost 20000');
  });

  test('cost, priority and the end of a link that is no link between two', () => {
    expect(type(network, 'B', 'mstpctl setportpathcost br0 p1 30000')).toEqual([]);
    expect(type(network, 'B', 'mstpctl showport br0 p2 role')).toEqual(['Root']);
    expect(type(network, 'B', 'mstpctl setportpathcost br0 p1 0')).toEqual([]);
    expect(type(network, 'B', 'mstpctl showport br0 p1 external-port-cost')).toEqual(['20000']);
    expect(type(network, 'B', 'mstpctl settreeprio br0 0 4')).toEqual([]);
    until(network, 12);
    expect(type(network, 'B', 'mstpctl showbridge br0 root-port')).toEqual(['']);
    type(network, 'A', 'mstpctl setportp2p br0 p1 no');
    expect(type(network, 'A', 'mstpctl showport br0 p1')[0]).toMatch(/^\* {2}p1/);
    type(network, 'A', 'mstpctl portmcheck br0 p1');
  });

  test.each([
    ['mstpctl showport br9', "Can't find index for bridge br9. Not a valid interface."],
    ['mstpctl showport br0 p9', "Can't find index for port p9. Not a valid interface."],
    ['mstpctl setportadminedge br0 p1 maybe', 'Invalid argument maybe: expecting one of yes, no'],
    ['mstpctl settxholdcount br0 99', "Couldn't change bridge tx_hold_count"],
    ['mstpctl setmaxage br0 99', "Couldn't change bridge bridge_max_age"],
    ['mstpctl sethello br0 soon', 'Invalid unsigned int arg soon'],
    ['mstpctl settreeprio br0 1 4', 'netstep does not simulate the spanning tree instance 1: only 0'],
    ['mstpctl setforcevers br0 stp', 'netstep does not simulate mstpd with version stp: the kernel itself speaks stp'],
    ['mstpctl createtree br0 1', 'netstep does not simulate mstpctl createtree'],
    ['mstpctl frobnicate', 'never heard of command [frobnicate]'],
    ['mstpctl portmcheck br0', 'Incorrect number of arguments for command'],
  ])('%s', (line, complaint) => {
    expect(type(network, 'A', line)).toContain(complaint);
  });

  test('a bridge that mstpd does not mind is none of its business', () => {
    const plain = build({ hosts: {}, switches: { S: 1 }, links: [] });
    expect(type(plain, 'S', 'mstpctl showbridge br0')).toContain("Couldn't find bridge with index 2");
  });
});
