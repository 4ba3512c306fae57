// Neighbour entries by hand: what `ip neigh add` and `change` do (Linux neigh_add()). Read neigh.ts first.
import { neighUpdate } from './neigh.js';
import { isValid, neighKey } from './neigh-table.js';
import type { Netns, Stack } from './stack.js';
import type { NeighState, NetdevRow } from './tables.js';

/**
 * Makes or replaces an entry in a given state. States that promise an address need one, from `lladdr` or from the entry
 * that is there; the others stop the entry's timer and let it rest (Linux __neigh_update(), NEIGH_UPDATE_F_ADMIN).
 */
export function neighSet(
  stack: Stack,
  ns: Netns,
  dev: NetdevRow,
  ip: number,
  lladdr: number | undefined,
  state: NeighState,
): 'no-address' | undefined {
  const { now } = stack.world;
  const row = ns.neighs.get(neighKey(dev.id, ip));
  const address = lladdr ?? row?.lladdr;
  if (isValid(state)) {
    if (address === undefined) return 'no-address';
    neighUpdate(stack, ns, dev, ip, address, state, { override: true, admin: true });
    return undefined;
  }
  if (row !== undefined && row.timer >= 0) stack.world.cancel(row.timer);
  const longAgo = now - 2_000_000 * ns.sysctl(`net.ipv4.neigh.${dev.name}.base_reachable_time_ms`);
  const base = row ?? { ip, dev: dev.id, probes: 0, confirmed: longAgo, used: now };
  const rest = { lladdr: undefined, state, queue: [], updated: now, timer: -1, due: 0 };
  ns.neighs.set(neighKey(dev.id, ip), { ...base, ...rest });
  return undefined;
}
