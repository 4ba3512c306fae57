// The network of test/data/linux/vlan*.txt, simulated: hosts h1 … h4 and x on the ports p1 … p4 and p8 of sw; r and q on a
// cable of their own. Cables do not pad, as the veth pairs of the recordings do not.
import { Processes } from '../../src/apps/index.js';
import { stageKind } from '../../src/journal/index.js';
import { addBridge, addDevice, createStack, type Netns, refreshCarrier, transmit } from '../../src/net/index.js';
import { type CommandResult, Shell } from '../../src/shell/index.js';
import { World } from '../../src/sim/index.js';

const TEST = stageKind('test_vlan', 'a test', 'path', ['test.vlan']);
export const PORTS: Readonly<Record<string, string>> = { h1: 'p1', h2: 'p2', h3: 'p3', h4: 'p4', x: 'p8' };

export class VlanLan {
  readonly world = new World(1);
  readonly stack = createStack(this.world, 'classic');
  readonly shell = new Shell(new Processes(this.stack));

  /** `hosts`: on the switch; without any: r and q, side by side. */
  constructor(hosts: readonly string[] = Object.keys(PORTS)) {
    this.#do(() => {
      if (hosts.length === 0) {
        this.#host('r', 1);
        this.#host('q', 2);
        this.#cable('r.eth0', 'q.eth0');
        return;
      }
      const ns = this.#node('sw');
      addBridge(this.stack, ns, 'br0', 0x0200000009ff);
      for (const name of hosts) {
        const port = PORTS[name] as string;
        const n = Number(port.slice(1));
        this.#host(name, n);
        addDevice(this.stack, ns, { name: port, kind: 'physical', mac: 0x020000000900 + n });
        this.must('sw', `ip link set ${port} master br0`, `ip link set ${port} up`);
        this.#cable(`${name}.eth0`, `sw.${port}`);
      }
      this.must('sw', 'ip link set br0 up');
    });
  }

  ns(name: string): Netns {
    return this.stack.netns(name);
  }

  type(node: string, line: string): CommandResult {
    let result: CommandResult | undefined;
    this.#do(() => {
      result = this.shell.execute(this.ns(node), line);
    });
    return result as CommandResult;
  }

  must(node: string, ...lines: string[]): void {
    for (const line of lines) {
      const { status, err } = this.shell.execute(this.ns(node), line);
      if (status !== 0) throw new Error(`${node}: ${line}: ${err.join(' / ')}`);
    }
  }

  /** Puts a frame on the wire at a host's end and lets it arrive everywhere: what came in at each host's end, in hex. */
  send(host: string, hex: string): Map<string, string[]> {
    const { frames } = this.world;
    const from = frames.count;
    const bytes = Buffer.from(hex, 'hex');
    this.#do(() => {
      const frame = frames.create(bytes.length, 0, 'ethernet');
      frames.view(frame).set(bytes);
      transmit(this.stack, this.stack.dev(this.id(host, 'eth0')), frame);
    });
    this.world.run(10_000, this.world.now + 1_000_000_000);
    const out = new Map<string, string[]>();
    for (const name of Object.keys(PORTS)) {
      const dev = this.id(name, 'eth0');
      for (let f = from; f < frames.count; f++) {
        if (frames.devOf(f) !== dev || frames.directionOf(f) !== 'received') continue;
        out.set(name, [...(out.get(name) ?? []), Buffer.from(frames.view(f)).toString('hex')]);
      }
    }
    return out;
  }

  id(node: string, device: string): number {
    return this.ns(node).device(device)?.id as number;
  }

  #do(work: () => void): void {
    this.world.setup(this.world.journal.addRoot({ kind: 'typed', text: 'test' }), () => {
      this.world.journal.begin(TEST, 'test.vlan');
      work();
      this.world.journal.end();
    });
  }

  #node(name: string): Netns {
    this.stack.nodes.set(name, { name, kind: 'host' });
    this.stack.netnsTable.set(name, { name, node: name });
    const ns = this.ns(name);
    addDevice(this.stack, ns, { name: 'lo', kind: 'loopback', mac: 0, mtu: 65536 });
    this.must(name, 'ip link set lo up');
    return ns;
  }

  #host(name: string, n: number): void {
    const ns = this.#node(name);
    addDevice(this.stack, ns, { name: 'eth0', kind: 'physical', mac: 0x020000000001 + n * 0x100 });
    this.must(name, 'ip addr add 127.0.0.1/8 dev lo', 'ip link set eth0 up');
  }

  #cable(a: string, b: string): void {
    const [x, y] = [a, b].map(end => this.id(...(end.split('.') as [string, string]))) as [number, number];
    // A veth says 10 Gbit/s: the path cost of a port comes of that.
    const link = { delayNs: 1000, rateBps: 10_000_000_000, loss: 0, up: true };
    this.stack.links.add({ name: `${a}-${b}`, a: x, b: y, medium: 'veth', ...link });
    refreshCarrier(this.stack, x);
    refreshCarrier(this.stack, y);
  }
}
