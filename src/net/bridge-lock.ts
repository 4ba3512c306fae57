// Locked ports (Linux ≥ 5.18, `bridge link set … locked on`): who has no entry in the forwarding database on that very port
// is not let in. What puts the entries there is a program, such as hostapd after a login (apps/hostapd.ts). As in Linux what
// leaves by the port is not held back: IEEE 802.1X calls that operControlledDirections In.
import { stageKind, tableSchema } from '../journal/index.js';
import { fdbKey } from './bridge-vlan.js';
import type { Fdb, Stack } from './stack.js';
import type { NetdevRow } from './tables.js';

export const PORT_LOCK = stageKind('br_port_locked', 'Linux br_handle_frame_finish(), BR_PORT_LOCKED', 'decision', [
  'lock.unknown',
  'lock.elsewhere',
  'lock.open',
]);

export interface PortLockRow {
  readonly dev: number;
  readonly locked: boolean;
}
/** Only locked ports have a row. */
export const portLockSchema = tableSchema<PortLockRow>('port-lock', 'Locked ports', { dev: 'dev', locked: 'bool' }, [
  'dev',
]);

/** Locks a port or opens it. */
export function setLocked(stack: Stack, dev: number, locked: boolean): void {
  if (stack.locks.has(dev) === locked) return;
  if (locked) stack.locks.set(dev, { dev, locked });
  else stack.locks.delete(dev);
}

/** Whether a locked port lets a sender in. One whose address is the bridge's own, or known at another port, stays outside. */
export function letsIn(
  stack: Stack,
  { rows }: Fdb,
  port: NetdevRow,
  mac: number,
  frame: number,
  vid: number | undefined,
): boolean {
  if (!stack.locks.has(port.id)) return true;
  const { journal } = stack.world;
  const entry = rows.get(fdbKey(mac, vid));
  const args = { frame, port: port.id, mac };
  if (entry === undefined) journal.note(PORT_LOCK, 'lock.unknown', args, 'drop');
  else if (entry.port !== port.id || entry.kind === 'permanent')
    journal.note(PORT_LOCK, 'lock.elsewhere', { ...args, other: entry.port }, 'drop');
  else {
    journal.note(PORT_LOCK, 'lock.open', args);
    return true;
  }
  return false;
}
