// What a cable must be that hangs on a hub: slow enough for CSMA/CD, as fast as the hub's other cables, and closing no loop.
import { type NetdevRow, refreshCarrier, type Stack } from '../net/index.js';
import type { LinkRow } from '../sim/index.js';
import { HUB_RATES, type LinkDescription } from './description.js';
import { DescriptionError } from './description-error.js';

/** Whether one of the two devices is a hub's port. Throws where such a cable cannot be. */
export function checkHubs(stack: Stack, link: LinkDescription, a: number, b: number): boolean {
  const ports = stack.links.shared.repeaters.ports;
  const hubs = [a, b].map(dev => ports.get(dev)?.hub).filter(hub => hub !== undefined);
  if (hubs.length === 0 && link.half !== true) return false;
  const refuse = (message: string, code: string, args = {}) => {
    const name = `${link.a}-${link.b}`;
    throw new DescriptionError(link.source, `${name}: ${message}`, code, { link: name, ...args });
  };
  if (link.rateBps === 0 || link.rateBps > HUB_RATES.most) {
    refuse('half duplex (CSMA/CD) needs a rate of at most 100 Mbit/s', 'hub-rate');
  }
  for (const hub of hubs) {
    const other = cablesOf(stack, hub)[0];
    if (other !== undefined && other.rateBps !== link.rateBps) {
      const rate = other.rateBps / 1e6;
      const args = { other: other.name, rate };
      refuse(`a hub has one rate for all its cables: ${other.name} has ${rate} Mbit/s`, 'hub-rates', args);
    }
  }
  const [one, two] = hubs;
  if (one !== undefined && two !== undefined && joined(stack, one, two)) {
    refuse('it closes a loop of hubs: every bit would go round for ever', 'hub-loop');
  }
  return hubs.length > 0;
}

/** `sw.p2` → its device; undefined: there is none. */
export function deviceNamed(stack: Stack, end: string): NetdevRow | undefined {
  const dot = end.indexOf('.');
  return stack.netns(end.slice(0, dot)).device(end.slice(dot + 1));
}

/** Puts a cable's second end into another device of the network (`sw.p2`), which must be free. */
export function replug(stack: Stack, link: LinkRow, to: string, up: boolean): void {
  const device = deviceNamed(stack, to);
  if (device === undefined) throw new Error(`there is no device ${to}`);
  stack.links.replug(link, device.id, `${link.name.split('-')[0]}-${to}`, up);
  for (const dev of [link.b, link.a, device.id]) refreshCarrier(stack, dev);
}

/** The cables of a hub, by its number. */
export function cablesOf(stack: Stack, hub: number) {
  const { ports } = stack.links.shared.repeaters;
  const links = [...ports.rows()].filter(port => port.hub === hub).map(port => stack.links.of(port.dev));
  return links.filter(link => link !== undefined);
}

/** Whether two hubs are connected already, through whatever hubs. */
export function joined(stack: Stack, from: number, to: number): boolean {
  const { ports } = stack.links.shared.repeaters;
  const reached = [from];
  for (const hub of reached) {
    for (const link of cablesOf(stack, hub)) {
      for (const dev of [link.a, link.b]) {
        const next = ports.get(dev)?.hub;
        if (next !== undefined && !reached.includes(next)) reached.push(next);
      }
    }
  }
  return reached.includes(to);
}
