// Which node `$` types on: the one that is looked at. In this order: the node of the panel in focus; what is chosen in it; in a
// task the node that was typed on last, before that the one its first goal is about; where the cursor stands; the first host.
import type { Input } from '../state.js';
import type { Store } from '../store.js';
import { taskHere } from '../teach.js';
import type { View } from '../view.js';
import { itemsOf } from './panel.js';

export type TypesOn = NonNullable<Input['on']>;

/** The nodes, and the namespaces in them, that commands can be typed on. */
export function nodeNames({ session }: Store): string[] {
  const table = session.journal.tableNamed('netns');
  return table === undefined ? [...session.target.nodeNames] : [...table.rows()].map(r => (r as { name: string }).name);
}

export function typesOn(store: Store): TypesOn {
  const { ui, view } = store;
  const names = nodeNames(store);
  const owner = ui.panel.includes('@') ? ui.panel.slice(ui.panel.indexOf('@') + 1) : undefined;
  const id = ui.chosen[ui.panel];
  const chosen = id === undefined ? undefined : itemsOf(store).find(item => item.id === id)?.focus?.node;
  const ways: readonly (readonly [TypesOn['why'], string | undefined])[] = [
    ['panel', owner],
    ['chosen', chosen],
    ['task', nodeOfTask(view)],
    ['stage', view.node],
    ['first', view.network.nodes.find(n => n.kind === 'host')?.name],
  ];
  for (const [why, node] of ways) if (node !== undefined && names.includes(node)) return { why, node };
  return { why: 'first', node: names[0] ?? '' };
}

function nodeOfTask(view: View): string | undefined {
  const here = taskHere(view);
  if (here === undefined || here.begun.on !== undefined) return here?.begun.on;
  const [goal] = here.task.goals;
  if (goal === undefined) return undefined;
  if ('table' in goal) return goal.table.split('@')[1];
  return 'reach' in goal ? goal.reach.from : undefined;
}
