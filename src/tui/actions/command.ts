// The command line behind `:` — every move by its name, `goto 12`, `A$ ip neigh`, `why neigh@A KEY .column`, `show route@A`,
// and whatever the plain prompt answers (export/prompt).

import { keyNamed, moveNamed, parseRowName } from '../../debug/index.js';
import { needsNothing } from '../../export/index.js';
import { nearest } from '../../lesson/index.js';
import { ALL_COMMANDS } from '../palette.js';
import { linesOf } from '../panels/console.js';
import { isPanel, panelChoices, panelIds } from '../panels/registry.js';
import type { Store } from '../store.js';
import { follow } from './follow.js';
import { LOOK_COMMANDS } from './look.js';
import { close, inSight, show as showPanel } from './panel.js';
import { complain, say } from './say.js';
import { find } from './search.js';
import { TEACH_COMMANDS } from './teach-commands.js';
import { arrive } from './teach-focus.js';
import { goto, inSlices, moved, stop } from './time.js';
import { startTour } from './tour.js';
import { nodeNames } from './type-node.js';
import { whyTable } from './why.js';

/** Runs a line. `run` runs a key's action by its name. */
export function runCommand(store: Store, line: string, run: (name: string) => boolean): void {
  if (line === '') return;
  store.pressed = line;
  const [, node, typed] = /^([^\s$]+)\$\s*(.*)$/.exec(line) ?? [];
  if (node !== undefined && typed !== undefined) {
    // The line was begun for one node, and the lesson's words name another: `h1$ swA$ bridge vlan`.
    const [, other, rest] = /^([^\s$]+)\$\s*(.*)$/.exec(typed.trim()) ?? [];
    if (other !== undefined && rest !== undefined && nodeNames(store).includes(other)) typeOn(store, other, rest);
    else typeOn(store, node, typed.trim());
    return;
  }
  if (line.startsWith('/')) {
    find(store, line.slice(1));
    return;
  }
  const [word = '', ...args] = line.split(/\s+/);
  const name = moveNamed(word)?.name ?? word;
  const command = COMMANDS[name];
  if (command !== undefined && !(name === 'table' && args.length === 0)) command(store, args);
  else if (args.length === 0 && needsNothing(moveNamed(name)?.args ?? '') && run(name)) return;
  else if (name === 'why' && why(store, args)) return;
  else if (ALL_COMMANDS.some(c => c.name.startsWith(name)) || name.startsWith('#')) askPrompt(store, line);
  else {
    const near = nearest(
      word,
      ALL_COMMANDS.map(c => c.name),
    );
    complain(store, 'ui.prompt.unknown', { word, near });
  }
}

/** Commands that the screen answers itself; all others are keys' actions by name, or the plain prompt's. */
const COMMANDS: Readonly<Record<string, (store: Store, args: readonly string[]) => void>> = {
  goto(store, args) {
    const last = store.session.where().events;
    if (args.length === 0) complain(store, 'ui.answer.missing', { command: 'goto', what: moveNamed('goto')?.args });
    else if (!goto(store, args.join(''))) complain(store, 'ui.answer.bad-event', { text: args.join(' '), last });
  },
  panel: show,
  show,
  table: show,
  follow,
  ...LOOK_COMMANDS,
  close: (store, [id]) => close(store, id ?? store.ui.panel),
  reset: store => store.update({ ...firstPanels(store), note: undefined }),
  tour: store => startTour(store),
  ...TEACH_COMMANDS,
};

/** The panels as the lesson wishes them. */
const firstPanels = ({ ui, lesson }: Store) => {
  const open = panelIds(lesson, { ...ui, extra: [], closed: [] });
  const panel = open.includes(ui.panel) ? ui.panel : (open[0] as string);
  return { extra: [], closed: [], zoom: false, panel, recent: [panel, ...ui.recent.filter(p => open.includes(p))] };
};

const ownerOf = (id: string): string => id.slice(id.indexOf('@') + 1);

function show(store: Store, [id = '']: readonly string[]): void {
  const choices = panelChoices(store.view);
  if (id === '') complain(store, 'ui.answer.missing', { command: 'panel', what: 'PANEL' });
  else if (choices.includes(id) || (isPanel(id) && id.includes('@') && nodeNames(store).includes(ownerOf(id))))
    showPanel(store, id);
  else complain(store, 'keys.panel.unknown', { name: id, near: nearest(id, choices) });
}

/** What the screen has no way of its own for is answered as at the plain prompt: in a line, or over the panels. */
function askPrompt(store: Store, line: string): void {
  const { prompt, session } = store;
  const from = session.position;
  const branch = session.branch;
  let answer = prompt.execute(line);
  inSlices(store, 'goto', () => {
    if (answer.again === true) answer = prompt.runOn();
    const moved = session.position !== from || session.branch !== branch;
    if (moved)
      store.update({
        before: Math.min(session.previous, from),
        by: line,
        focus: { ...store.ui.focus, frame: undefined },
      });
    if (moved && answer.again !== true) arrive(store);
    if (answer.again === true) return false;
    const [first = '', ...more] = answer.lines;
    if (answer.ok && moved) store.update({ note: undefined });
    else if (more.length === 0) store.update({ note: { text: first, kind: answer.ok ? 'answer' : 'error' } });
    else store.update({ overlay: { kind: 'text', title: line, lines: answer.lines, scroll: 0 } });
    if (prompt.done) store.exit(0);
    return true;
  });
}

/** In a task the node is kept: the next line is likely for the same one. */
function remember(store: Store, on: string): void {
  const { teach } = store.ui;
  const { branch } = store.session;
  const begun = teach.tasks[branch];
  if (begun !== undefined) store.update({ teach: { ...teach, tasks: { ...teach.tasks, [branch]: { ...begun, on } } } });
}

/** Types a command on a node; in the past that begins a new branch. */
function typeOn(store: Store, node: string, command: string): void {
  const { session } = store;
  const nodes = nodeNames(store);
  if (!nodes.includes(node)) {
    complain(store, 'ui.answer.unknown-node', { name: node, nodes });
    return;
  }
  if (command === '') return;
  stop(store);
  const { branch, event } = session.where();
  const typed = linesOf(store.view, undefined).length;
  moved(store, session.type(node, command), 'event');
  store.update({ focus: { ...store.ui.focus, node } });
  remember(store, node);
  tell(store, node, typed);
  if (session.branch !== branch) say(store, 'ui.answer.forked', { n: event, name: session.branch });
}

/** What a command answered at once must be seen: one line in the last row, more in the console. */
function tell(store: Store, node: string, before: number): void {
  const written = linesOf(store.view, undefined)
    .slice(before)
    .filter(l => l.owner === node && l.row.stream !== 'in');
  const [line] = written;
  if (line === undefined || inSight(store, 'console')) return;
  if (written.length > 1) showPanel(store, 'console');
  else
    store.update({ note: { text: `${node}: ${line.row.text}`, kind: line.row.stream === 'err' ? 'error' : 'answer' } });
}

/** `why neigh@A 192.168.0.103 .state`; false: it is not about a row. */
function why(store: Store, args: readonly string[]): boolean {
  const { target } = store.session;
  const name = parseRowName(target, args);
  const found = name.ok ? keyNamed(target, name, true) : name;
  return name.ok && found.ok && whyTable(store, name.table, found.key, name.column);
}
