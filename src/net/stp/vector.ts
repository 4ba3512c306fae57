// Comparing what BPDUs say (IEEE 802.1D-1998 §8.6.2.2, §8.6.8.2, §8.6.9.2): root, cost to it, bridge, port; less is better.
// Each comparison says which of them made the difference.
import { type BridgePortRow, portIdOf, type StpRow } from './tables.js';

/** What a configuration BPDU announces. */
export interface Vector {
  readonly rootId: string;
  readonly rootCost: number;
  readonly designatedBridge: string;
  readonly designatedPort: string;
}

/** Which part of a vector decided; `same`: none did. */
export type Part = 'root' | 'cost' | 'bridge' | 'port' | 'own-port' | 'same';

export const isRoot = (bridge: StpRow): boolean => bridge.rootId === bridge.bridgeId;

/** Linux br_is_designated_port(): what was last announced on the port's link came from this very port. */
export const isDesignated = (bridge: StpRow, port: BridgePortRow): boolean =>
  port.designatedBridge === bridge.bridgeId && port.designatedPort === portIdOf(port);

/** Linux br_should_become_root_port(), without the comparison with another port. */
export const mayBeRootPort = (bridge: StpRow, port: BridgePortRow): boolean =>
  port.state !== 'disabled' && !isDesignated(bridge, port) && bridge.bridgeId > port.rootId;

/** Part by part; below 0 the first is better (IEEE 802.1D-2004 §17.6). */
export function compareVectors(x: Vector, y: Vector): readonly [order: number, part: Part] {
  return first(
    [compare(x.rootId, y.rootId), 'root'],
    [x.rootCost - y.rootCost, 'cost'],
    [compare(x.designatedBridge, y.designatedBridge), 'bridge'],
    [compare(x.designatedPort, y.designatedPort), 'port'],
  );
}

/** How a port compares with another one as the way to the root: below 0 it is better. */
export function compareWays(x: BridgePortRow, y: BridgePortRow): readonly [order: number, part: Part] {
  return first(
    [compare(x.rootId, y.rootId), 'root'],
    [x.rootCost + x.cost - (y.rootCost + y.cost), 'cost'],
    [compare(x.designatedBridge, y.designatedBridge), 'bridge'],
    [compare(x.designatedPort, y.designatedPort), 'port'],
    [compare(portIdOf(x), portIdOf(y)), 'own-port'],
  );
}

/** What the bridge itself would announce on a port, compared with what was announced there: below 0 it is better. */
export function compareOwn(bridge: StpRow, port: BridgePortRow): readonly [order: number, part: Part] {
  // Linux br_should_become_designated_port(): another root than the bridge believes in is out of date.
  if (port.rootId !== bridge.rootId) return [-1, 'root'];
  return first(
    [bridge.rootCost - port.rootCost, 'cost'],
    [compare(bridge.bridgeId, port.designatedBridge), 'bridge'],
    [compare(portIdOf(port), port.designatedPort), 'port'],
  );
}

/** Linux br_supersedes_port_info(): whether a BPDU replaces what the port knows; `same`: the same bridge repeats itself. */
export function supersedes(bridge: StpRow, port: BridgePortRow, got: Vector): readonly [yes: boolean, part: Part] {
  const [order, part] = first(
    [compare(got.rootId, port.rootId), 'root'],
    [got.rootCost - port.rootCost, 'cost'],
    [compare(got.designatedBridge, port.designatedBridge), 'bridge'],
  );
  if (part !== 'same') return [order < 0, part];
  const ports = compare(got.designatedPort, port.designatedPort);
  const named: Part = ports === 0 ? 'same' : 'port';
  // A message of this bridge itself came back: only a better port of its own counts.
  return [got.designatedBridge !== bridge.bridgeId || ports <= 0, named];
}

const compare = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);

function first(...parts: readonly (readonly [order: number, part: Part])[]): readonly [order: number, part: Part] {
  return parts.find(([order]) => order !== 0) ?? [0, 'same'];
}
