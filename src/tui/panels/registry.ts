// The panels by name. To add one: its file, and one line here. Every table of the program has a panel already.
import { tableSchemas } from '../../journal/index.js';
import type { Lesson } from '../../lesson/index.js';
import type { Panel } from '../panel.js';
import type { PanelId, Ui } from '../state.js';
import type { View } from '../view.js';
import { bytesPanel } from './bytes.js';
import { chartPanel } from './chart.js';
import { consolePanel } from './console.js';
import { fdbPanel } from './fdb.js';
import { followPanel } from './follow.js';
import { lessonPanel } from './lesson.js';
import { neighPanel } from './neigh.js';
import { packetPanel } from './packet.js';
import { tablePanel } from './table.js';
import { timePanel } from './time.js';
import { topologyPanel } from './topology.js';

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
};

/** Panels that are always there, whatever the lesson wishes. */
const STANDARD: readonly PanelId[] = ['topology', 'packet', 'time', 'bytes', 'chart', 'console', 'lesson'];

/** Panels that are there once they were asked for. */
const ON_DEMAND: readonly PanelId[] = ['follow'];

const kindOf = (id: PanelId): string => id.split('@')[0] as string;

export const panelOf = (id: PanelId): Panel => PANELS[kindOf(id)]?.[0] ?? tablePanel;

/** Whether there is something to show under this name. */
export const isPanel = (id: PanelId): boolean => PANELS[kindOf(id)] !== undefined || tableSchemas().has(kindOf(id));

/** A panel that shows rows of one table. */
export const isTable = (id: PanelId): boolean => ![...STANDARD, ...ON_DEMAND].includes(kindOf(id));

/** `ARP A`: for the row of panels. */
export function shortTitle(view: View, id: PanelId): string {
  const name = PANELS[kindOf(id)]?.[1] ?? `table.${kindOf(id)}`;
  const owner = id.includes('@') ? ` ${id.slice(id.indexOf('@') + 1)}` : '';
  return `${view.text(name)}${owner}`;
}

/** The key of a panel: 1 to 9, and 0 for the tenth; '' for those beyond. */
export function numberOf(ids: readonly PanelId[], id: PanelId): string {
  const at = ids.indexOf(id);
  return at >= 0 && at < 10 ? String((at + 1) % 10) : '';
}

/** All panels of a lesson in their order: the standard ones, the tables it wishes, those asked for. */
export function panelIds(lesson: Lesson, ui: Ui): PanelId[] {
  const tables = [...lesson.panels, ...ui.extra].filter(id => isTable(id) && isPanel(id));
  const asked = [...lesson.panels, ...ui.extra].filter(id => ON_DEMAND.includes(id));
  return [...new Set([...STANDARD, ...tables, ...asked])];
}
