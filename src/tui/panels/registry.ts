// The panels by name. To add one: its file, and one line here. Every table of the program has a panel already.
import { tableSchemas } from '../../journal/index.js';
import type { Lesson } from '../../lesson/index.js';
import type { Panel } from '../panel.js';
import type { PanelId, Ui } from '../state.js';
import type { View } from '../view.js';
import { bridgePortsPanel } from './bridge-ports.js';
import { bytesPanel } from './bytes.js';
import { chartPanel } from './chart.js';
import { consolePanel } from './console.js';
import { cwndPanel } from './cwnd.js';
import { devicesPanel } from './devices.js';
import { fdbPanel } from './fdb.js';
import { followPanel } from './follow.js';
import { ladderPanel } from './ladder.js';
import { leasesPanel } from './leases.js';
import { lessonPanel } from './lesson.js';
import { neighPanel } from './neigh.js';
import { packetPanel } from './packet.js';
import { routesPanel } from './routes.js';
import { sequencePanel } from './sequence.js';
import { socketsPanel } from './sockets.js';
import { stackPanel } from './stack.js';
import { tablePanel } from './table.js';
import { tcpSeenPanel } from './tcp-seen.js';
import { timePanel } from './time.js';
import { topologyPanel } from './topology.js';
import { whyPanel } from './why.js';

/** By the part of the id before the @; each with the id of its short name. */
const PANELS: Readonly<Record<string, readonly [Panel, name: string]>> = {
  topology: [topologyPanel, 'ui.panel.network'],
  packet: [packetPanel, 'ui.panel.frame'],
  bytes: [bytesPanel, 'ui.panel.bytes'],
  time: [timePanel, 'ui.panel.time'],
  chart: [chartPanel, 'ui.panel.chart'],
  follow: [followPanel, 'ui.panel.follow'],
  console: [consolePanel, 'ui.panel.console'],
  lesson: [lessonPanel, 'ui.panel.lesson'],
  neigh: [neighPanel, 'tui.tab.neigh'],
  fdb: [fdbPanel, 'ui.panel.fdb'],
  'bridge-port': [bridgePortsPanel, 'table.bridge-port'],
  route: [routesPanel, 'ui.panel.routes'],
  routes: [routesPanel, 'ui.panel.routes'],
  socket: [socketsPanel, 'ui.panel.sockets'],
  sockets: [socketsPanel, 'ui.panel.sockets'],
  ladder: [ladderPanel, 'ladder.panel'],
  sequence: [sequencePanel, 'seq.panel'],
  cwnd: [cwndPanel, 'cwnd.panel'],
  netdev: [devicesPanel, 'ui.panel.devices'],
  devices: [devicesPanel, 'ui.panel.devices'],
  lease: [leasesPanel, 'table.lease'],
  leases: [leasesPanel, 'table.lease'],
  stack: [stackPanel, 'ui.panel.stack'],
  'tcp-seen': [tcpSeenPanel, 'table.tcp-seen'],
  why: [whyPanel, 'ui.panel.why'],
};

/** Tables whose panel has a name of its own: only that one is offered, both are understood. */
const NAMED: Readonly<Record<string, string>> = {
  route: 'routes',
  socket: 'sockets',
  netdev: 'devices',
  lease: 'leases',
};

/** A panel by the name under which it is offered. */
const offered = (id: PanelId): PanelId => {
  const kind = kindOf(id);
  return `${NAMED[kind] ?? kind}${id.slice(kind.length)}`;
};

/** Panels that are always there, whatever the lesson wishes. */
const STANDARD: readonly PanelId[] = ['topology', 'packet', 'time', 'bytes', 'chart', 'console', 'lesson'];

/** Panels that are no tables and are there only when they are asked for. */
const LOOSE: readonly PanelId[] = ['why', 'follow', 'ladder'];

const kindOf = (id: PanelId): string => id.split('@')[0] as string;

export const panelOf = (id: PanelId): Panel => PANELS[kindOf(id)]?.[0] ?? tablePanel;

/** Whether there is something to show under this name. */
export const isPanel = (id: PanelId): boolean => PANELS[kindOf(id)] !== undefined || tableSchemas().has(kindOf(id));

/** Panels that are pictures of one node: they need the height of a chart. */
const PICTURES: readonly PanelId[] = ['cwnd'];

/** A panel that shows rows of one table. */
export const isTable = (id: PanelId): boolean => ![...STANDARD, ...LOOSE, ...PICTURES].includes(kindOf(id));

/** `ARP A`: for the row of panels. */
export function shortTitle(view: View, id: PanelId): string {
  const name = PANELS[kindOf(id)]?.[1] ?? `table.${kindOf(id)}`;
  const owner = id.includes('@') ? ` ${id.slice(id.indexOf('@') + 1)}` : '';
  return `${view.text(name)}${owner}`;
}

/** The key of a panel: 1 to 9, and 0 for the tenth; '' for those beyond. A closed panel keeps its key: it opens it again. */
export function numberOf(view: View, id: PanelId): string {
  const at = numbered(view.lesson, view.ui).indexOf(id);
  return at >= 0 && at < 10 ? String((at + 1) % 10) : '';
}

/** All panels of a lesson in their order: the standard ones, those it wishes, those asked for; closed ones too. */
export function numbered(lesson: Lesson, ui: Ui): PanelId[] {
  return [...new Set([...STANDARD, ...[...lesson.panels, ...ui.extra].filter(isPanel)])];
}

/** Those of them that are open. */
export const panelIds = (lesson: Lesson, ui: Ui): PanelId[] =>
  numbered(lesson, ui).filter(id => !ui.closed.includes(id));

/** Everything that could be opened here: the panels there are, then a panel for every table of every node. */
export function panelChoices(view: View): PanelId[] {
  const { tables } = view.session.journal;
  const own = Object.keys(PANELS).filter(kind => !STANDARD.includes(kind));
  const perNode = own.filter(kind => !LOOSE.includes(kind) && !tableSchemas().has(kind));
  const nodes = view.session.target.nodeNames;
  const ofTables = tables.filter(t => t.schema.columns !== undefined && t.schema.name !== 'console').map(t => t.name);
  const open = numbered(view.lesson, view.ui);
  // One that is open under its other name keeps that.
  const others = [
    ...own.filter(kind => LOOSE.includes(kind)),
    ...perNode.flatMap(kind => nodes.map(node => `${kind}@${node}`)),
    ...ofTables,
  ];
  return [...new Set([...open, ...others.map(offered).filter(id => !open.some(o => offered(o) === id))])];
}
