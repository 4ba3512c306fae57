// A network as it stands at the cursor, written as a file that `netstep FILE` opens again: nodes and cables, and what was done by
// then as what happens by itself. It is a lesson, not a recording: what was built during a run is there from the start, and
// frames that were changed on their way are left out. Read sandbox.ts for what reads it.

import { Document } from 'yaml';
import type { Made, Session } from '../debug/index.js';
import { rootOf } from '../journal/index.js';
import {
  descriptionNow,
  HUB_RATES,
  LINK_DEFAULTS,
  type LinkDescription,
  macOf,
  Network,
  type NetworkDescription,
  type NodeDescription,
  portNames,
} from '../topology/index.js';
import { formatMac } from '../wire/index.js';
import type { Lesson } from './lesson.js';
import { LessonError, problemText } from './problems.js';
import { readSandbox } from './sandbox.js';

export interface Written {
  readonly text: string;
  readonly nodes: number;
  readonly links: number;
  /** How many things happen by themselves in it. */
  readonly run: number;
  /** How many things that were done are not in it. */
  readonly without: number;
}

const UNITS = [
  ['s', 1e9],
  ['ms', 1e6],
  ['us', 1e3],
] as const;

/** `1.5e9` → `1500ms`: the largest unit that it is a whole number of. */
function durationText(ns: number): string {
  const [unit, size] = ns === 0 ? UNITS[0] : (UNITS.find(([, each]) => ns % each === 0) ?? ['ns', 1]);
  return `${ns / size}${unit}`;
}

const rateText = (bps: number): string =>
  bps % 1e9 === 0
    ? `${bps / 1e9}Gbps`
    : bps % 1e6 === 0
      ? `${bps / 1e6}M`
      : bps % 1e3 === 0
        ? `${bps / 1e3}k`
        : `${bps}`;

/** The network at the cursor as the text of a file; `problem`: what stands against it. */
export function writtenNetwork(lesson: Lesson, session: Session, file: string): Written | { readonly problem: string } {
  const { target } = session;
  if (!(target instanceof Network)) throw new Error('only a network can be written');
  const network = descriptionNow(target);
  const { run, without } = timesOf(session, network);
  const names = new Set(network.nodes.map(({ name }) => name));
  const data = {
    format: 1,
    ...(network.seed === 1 ? {} : { seed: network.seed }),
    ...(network.profile === 'classic' ? {} : { profile: network.profile }),
    nodes: Object.fromEntries(network.nodes.map((node, i) => [node.name, nodeFile(node, i + 1)])),
    links: network.links.map(link => linkFile(link, network)),
    ...(run.length === 0 ? {} : { run }),
    panels: lesson.panels.filter(panel => names.has(panel.split('@')[1]?.split(/[./]/)[0] ?? [...names][0] ?? '')),
  };
  const { event } = session.where();
  const text = `${head(event)}${yamlOf(data)}`;
  try {
    readSandbox(file, text);
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return { problem: problemText(error.problems[0] as LessonError['problems'][number]) };
  }
  return { text, nodes: network.nodes.length, links: network.links.length, run: run.length, without };
}

const head = (event: number): string =>
  `# A network as it stood after event ${event}: netstep FILE opens it. Nodes and cables are there from the start; under run stands
# what happens by itself, and what was done by then, at its time.
`;

/** A node, a cable, something that happens: one line each. */
function yamlOf(data: Tree): string {
  const out: string[] = [];
  for (const [key, value] of Object.entries(data)) {
    const lines = Array.isArray(value)
      ? value.map(item => `  - ${flow(item)}`)
      : Object.entries(value as Tree).map(([name, item]) => `  ${name}: ${flow(item)}`);
    if (typeof value !== 'object' || lines.length === 0 || key === 'panels') out.push(`${key}: ${flow(value)}`);
    else out.push(`${key}:`, ...lines);
  }
  return `${out.join('\n')}\n`;
}

/** `{ kind: host, devices: { eth0: {} } }`, `[A.eth0, sw.p1]` */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) {
    // As it stands in a list on one line, without the brackets: there more has to be quoted.
    const list = new Document([value]);
    (list.contents as { flow?: boolean }).flow = true;
    return list.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1);
  }
  const pairs = Object.entries(value).map(([key, item]) => `${key}: ${flow(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

type Tree = Record<string, unknown>;

function nodeFile(node: NodeDescription, number: number): Tree {
  const { kind, at, gateway, routes, ageingNs, camSize, vlans, stp, sysctl, setup } = node;
  return {
    kind,
    ...devicesFile(node, number),
    ...(gateway === undefined ? {} : { gateway }),
    ...(routes === undefined ? {} : { routes }),
    ...whoFile(node),
    ...(ageingNs === undefined ? {} : { ageing: durationText(ageingNs) }),
    ...(camSize === undefined ? {} : { cam: camSize }),
    ...(vlans === undefined ? {} : { vlans }),
    ...(stp === undefined ? {} : { stp: stpFile(stp) }),
    ...(Object.keys(sysctl).length === 0 ? {} : { sysctl }),
    ...(setup.length === 0 ? {} : { setup }),
    ...(at === undefined ? {} : { at }),
  };
}

/** As `ports` where that says it all, else one by one: their order gives the MAC addresses. */
function devicesFile({ kind, devices }: NodeDescription, number: number): Tree {
  const files = devices.map(({ name, mac, addresses, mtu, up }, i): readonly [string, Tree] => [
    name,
    {
      ...(addresses.length === 0 ? {} : { addresses }),
      ...(mac === undefined || mac === macOf(number, i + 1) ? {} : { mac: formatMac(mac) }),
      ...(mtu === undefined ? {} : { mtu }),
      ...(up ? {} : { up }),
    },
  ]);
  const { stem, first } = portNames(kind);
  const plain = files.every(([name, file], i) => name === `${stem}${first + i}` && Object.keys(file).length === 0);
  return stem === 'p' && plain && files.length > 0 ? { ports: files.length } : { devices: Object.fromEntries(files) };
}

/** VLANs by who sends, and logins. */
function whoFile({ macVlans, subnetVlans, users, dot1x, login }: NodeDescription): Tree {
  const { ports, quietNs, txNs, suppNs, reAuthNs } = dot1x ?? {};
  const times = { quiet: quietNs, tx: txNs, supplicant: suppNs, reauth: reAuthNs };
  const given = Object.entries(times).flatMap(([key, ns]) => (ns === undefined ? [] : [[key, durationText(ns)]]));
  return {
    ...(macVlans === undefined ? {} : { 'mac-vlans': macVlans }),
    ...(subnetVlans === undefined ? {} : { 'subnet-vlans': subnetVlans }),
    ...(users === undefined ? {} : { users }),
    ...(dot1x === undefined ? {} : { dot1x: { ports, ...Object.fromEntries(given) } }),
    ...(login === undefined ? {} : { login }),
  };
}

function stpFile({
  version,
  priority,
  helloNs,
  maxAgeNs,
  forwardDelayNs,
  ports,
}: NonNullable<NodeDescription['stp']>): unknown {
  const times = { hello: helloNs, 'max-age': maxAgeNs, 'forward-delay': forwardDelayNs };
  const given = Object.entries(times).flatMap(([key, ns]) => (ns === undefined ? [] : [[key, durationText(ns)]]));
  const settings = {
    ...(version === undefined ? {} : { version }),
    ...(priority === undefined ? {} : { priority }),
    ...Object.fromEntries(given),
    ...(Object.keys(ports).length === 0 ? {} : { ports }),
  };
  return Object.keys(settings).length === 0 ? true : settings;
}

function linkFile(link: LinkDescription, { nodes }: NetworkDescription): unknown {
  const { a, b, delayNs, rateBps, loss, errors = 0, up } = link;
  const kinds = [a, b].map(end => nodes.find(({ name }) => name === end.split('.')[0])?.kind);
  const hub = kinds.includes('hub');
  const half = link.half === true && !hub;
  const settings = {
    ...(delayNs === LINK_DEFAULTS.delayNs ? {} : { delay: durationText(delayNs) }),
    ...(rateBps === (hub || half ? HUB_RATES.usual : LINK_DEFAULTS.rateBps) ? {} : { rate: rateText(rateBps) }),
    ...(loss === LINK_DEFAULTS.loss ? {} : { loss }),
    ...(errors === 0 ? {} : { errors }),
    ...(half ? { duplex: 'half' } : {}),
    ...(up ? {} : { up }),
  };
  return Object.keys(settings).length === 0 ? [a, b] : { ends: [a, b], ...settings };
}

/** What happens by itself: the lesson's own, then what was done up to the cursor, each at its time. */
function timesOf(session: Session, network: NetworkDescription): { run: Tree[]; without: number } {
  const { target, branches } = session;
  const cables = new Set(network.links.flatMap(({ a, b }) => [`${a}-${b}`, `${b}-${a}`]));
  const made = (branches.get(branches.current)?.history ?? []).filter(({ event }) => event <= session.where().event);
  const own = network.run.map(({ source, at, ...item }) => ({ at, item: item as Tree }));
  const done = made.flatMap(one => {
    const item = itemOf(one);
    return item === undefined ? [] : [{ at: timeOf(target as Network, one.event), item }];
  });
  const names = new Set(network.nodes.map(({ name }) => name));
  const has = (item: Tree) =>
    'link' in item
      ? cables.has(item.link as string) && (item.to === undefined || names.has(nodeOf(item.to as string)))
      : names.has(nodeOf(String(item.on ?? item.node)));
  const kept = [...own, ...done].filter(({ item }) => has(item));
  // Those that were built are in the network itself.
  const built = made.filter(({ what: { kind } }) => BUILT.includes(kind)).length;
  const without = made.length - built - done.length + own.length + done.length - kept.length;
  const tidy = ({ up, to, ...item }: Tree): Tree => {
    return {
      ...item,
      ...(up === undefined || (up && to !== undefined) ? {} : { up }),
      ...(to === undefined ? {} : { to }),
    };
  };
  return { run: kept.map(({ at, item }) => ({ at: durationText(at), ...tidy(item) })), without };
}

const BUILT: readonly string[] = ['add', 'plug', 'unplug', 'remove'];

/** `sw.p2`, `A/blue`, `A` → the node. */
const nodeOf = (name: string): string => name.split(/[./]/)[0] as string;

/** Something that was done, as a lesson has it; undefined: it has no such thing. */
function itemOf({ what }: Made): Tree | undefined {
  if (what.kind === 'command') return { on: what.netns, do: what.line };
  if (what.kind === 'power') return { node: what.node, power: what.on };
  return what.kind === 'link' ? { link: what.link, up: what.up } : undefined;
}

/** When to do again what was the learner's event `number`: behind what had happened at its very time. */
function timeOf({ world: { journal }, setupEvents }: Network, number: number): number {
  const event = setupEvents + number - 1;
  const time = journal.eventTime(event);
  for (let before = event - 1; before >= setupEvents && journal.eventTime(before) === time; before--)
    if (rootOf(journal.eventCause(before)) === undefined) return time + 1;
  return time;
}
