// arp (net-tools): the neighbour table as it was shown before iproute2. It shows; `ip neigh` changes.
import type { NeighRow } from '../../net/index.js';
import { formatIpv4, formatMac } from '../../wire/index.js';
import { type Context, command } from '../command.js';
import { type CommandResult, notSimulated, ok } from '../result.js';

const HEADING = 'Address                  HWtype  HWaddress           Flags Mask            Iface';

function line(row: NeighRow, { stack }: Context): string {
  const address = `${formatIpv4(row.ip).padEnd(23)}  `;
  const dev = stack.dev(row.dev).name;
  const hardware =
    row.lladdr === undefined
      ? `${''.padEnd(8)}${'(incomplete)'.padEnd(20)}${''.padEnd(6)}`
      : `${'ether'.padEnd(8)}${formatMac(row.lladdr).padEnd(20)}${(row.state === 'PERMANENT' ? 'CM' : 'C').padEnd(6)}`;
  return `${address}${hardware}${''.padEnd(15)} ${dev}`;
}

command('arp', {
  usage: 'arp -n',
  run(words, context): CommandResult {
    const other = words.find(word => word !== '-n');
    if (other !== undefined) return notSimulated(`arp ${other}: use "ip neigh" for that`);
    const rows = [...context.ns.neighs.rows()].filter(row => row.state !== 'NOARP' && row.state !== 'NONE');
    return rows.length === 0 ? ok() : ok(HEADING, ...rows.map(row => line(row, context)));
  },
  complete: () => ['-n'],
});
