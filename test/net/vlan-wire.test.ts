// vlan-wire.txt: frames put in by hand at a bridge with VLANs, and what Linux let out at every other port, byte for byte.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../project/source.js';
import { VlanLan } from './vlan-lan.js';

interface Step {
  readonly title: string;
  readonly things: {
    readonly command?: string;
    readonly host?: string;
    readonly hex?: string;
    out: [string, string][];
  }[];
}

function readSteps(): Step[] {
  const steps: Step[] = [];
  for (const line of readFileSync(join(root, 'test/data/linux/vlan-wire.txt'), 'utf8').split('\n').slice(1)) {
    const [mark, ...rest] = line.split(' ');
    const step = steps.at(-1);
    if (mark === '#') steps.push({ title: rest.join(' '), things: [] });
    else if (mark === '$') step?.things.push({ command: rest.join(' '), out: [] });
    else if (mark === '<') step?.things.push({ host: rest[0]!, hex: rest[1]!, out: [] });
    else if (mark === '>') step?.things.at(-1)?.out.push([rest[0]!, rest[1]!]);
  }
  return steps;
}

describe('the bridge lets out what Linux lets out', () => {
  const lan = new VlanLan();
  lan.type('x', 'ip link add link eth0 name eth0.10 type vlan id 10');
  lan.type('x', 'ip addr add 10.0.10.8/24 dev eth0.10');
  lan.type('x', 'ip link set eth0.10 up');
  lan.type('sw', 'ip link set br0 type bridge vlan_filtering 1');
  test.each(readSteps().map(step => [step.title, step] as const))('%s', (_, { things }) => {
    for (const { command, host, hex, out } of things) {
      if (command !== undefined) expect(lan.type('sw', command).err).toEqual([]);
      else {
        const came = [...lan.send(host!, hex!)].flatMap(([end, list]) => list.map(each => [end, each]));
        expect(came, `${host} ${hex!.slice(0, 40)}`).toEqual(out);
      }
    }
  });
});
