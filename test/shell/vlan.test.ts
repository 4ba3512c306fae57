// vlan.txt and vlan-devices.txt: what a bridge with VLANs and a host with VLAN devices print, line by line as Linux did.
import { describe, expect, test } from 'vitest';
import { VlanLan } from '../net/vlan-lan.js';
import { type GoldenCase, goldenCases, physical } from './golden.js';

/** What differs with a reason: see the comments. */
function brought(item: GoldenCase): string[] {
  return physical(item.out)
    .filter(line => !/^(?:33:33|01:00:5e)/.test(line))
    .map(line =>
      line
        // A device that was never up has no queue yet; netstep shows the one that it will have.
        .replace('qdisc noop', 'qdisc noqueue')
        .replace(/^(\d+: p\d: .* qdisc )noqueue/, '$1pfifo_fast')
        // A kernel without receive packet steering does not count receive queues.
        .replace('numtxqueues 1 gso', 'numtxqueues 1 numrxqueues 1 gso')
        .replace('"num_tx_queues":1,"gso', '"num_tx_queues":1,"num_rx_queues":1,"gso')
        // Recorded before the kernel had told the device's state (linkwatch).
        .replace(/^(3: eth0\.10.* state )UNKNOWN/, '$1UP')
        // The timer runs while entries age.
        .replace(/gc_timer {1,4}[\d.]+/, 'gc_timer    0.00'),
    );
}

const SKIPPED: readonly (readonly [pattern: RegExp, note: RegExp, reason: string])[] = [
  [/^bridge -d vlan/, /./, 'states of VLANs are not simulated, and say so'],
  [/^bridge fdb show br br0$/, /filters nothing/, 'a bridge that does not filter keeps no addresses by VLAN here'],
];

function play(file: string, lan: VlanLan): void {
  for (const item of goldenCases(file)) {
    const name = `${item.number} ${item.node}: ${item.command}`;
    const skipped = SKIPPED.find(([pattern, note]) => pattern.test(item.command) && note.test(item.note || '-'));
    if (skipped !== undefined) {
      test.skip(`${name} (${skipped[2]})`, () => {});
      continue;
    }
    test(name, () => {
      const { status, out, err } = lan.type(item.node, item.command);
      expect({ status, out: [...out], err: [...err] }).toEqual({
        status: item.status,
        out: brought(item),
        err: item.err,
      });
    });
  }
}

describe('vlan.txt', () => play('vlan.txt', new VlanLan()));
describe('vlan-devices.txt', () => play('vlan-devices.txt', new VlanLan([])));
