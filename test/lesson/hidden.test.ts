// What a task set up is for the learner to find: nothing tells it before the task is solved or revealed, whatever is asked.
import { describe, expect, test } from 'vitest';
import { goWhere } from '../../src/author/check-tasks.js';
import { readMoment, restoreMoment, saveMoment } from '../../src/debug/index.js';
import { deedText, Prompt } from '../../src/export/index.js';
import { LANGS, message } from '../../src/i18n/index.js';
import { networkOf, Player, type Task } from '../../src/lesson/index.js';
import { lessonIds, loadLesson, openLesson } from '../lessons.js';

const hiding = lessonIds.flatMap(id =>
  loadLesson(id)
    .tasks.filter(({ setup }) => setup.length > 0)
    .map(task => ({ id, task })),
);
const veiled = message('en', 'teach.veiled');

/** The deeds as anything might tell them: a command's line, what a cable's or a node's root says. */
const secretsOf = ({ setup }: Task): string[] =>
  setup.map(deed =>
    'do' in deed ? deed.do : 'link' in deed ? `${deed.link} ${deed.up ? 'up' : 'down'}` : deedText(deed),
  );

function begun(id: string, task: Task): Prompt {
  const open = openLesson(id);
  goWhere(open, task, 10_000);
  const prompt = new Prompt(open.lesson, open.session, open.player, 'en');
  const consoles = open.session.journal.tables.filter(({ name }) => name.startsWith('console@'));
  const typed = consoles.flatMap(table => [...table.rows()].map(row => [table.name, (row as { text: string }).text]));
  // The lesson itself may have typed the same: that is no secret.
  known = new Set([
    ...consoles.flatMap(({ name }) => prompt.execute(`table ${name}`).lines.map(bare)),
    ...typed.flatMap(([name, text]) => [`+ ${name} $ ${text}`, `- ${name} $ ${text}`]),
  ]);
  expect(prompt.execute(`task ${task.id}`)).toMatchObject({ ok: true });
  return prompt;
}

/** What had been said before the task began, without what only parts columns. */
let known = new Set<string>();
const bare = (line: string): string => line.replace(/\s+/g, ' ');

/** Everything there is to be asked at the prompt about what was just set up. */
function asked(prompt: Prompt): string {
  const { session } = prompt;
  const { journal } = session;
  const [set] = prompt.player.tasks.hiddenIn(session.branches.get(session.branch)!);
  const first = set === undefined ? session.start : journal.firstStage(set.first);
  const rows = Array.from({ length: journal.changesAt(session.present) - journal.changesAt(first) }, (_, i) =>
    journal.change(journal.changesAt(first) + i),
  );
  const consoles = journal.tables.filter(({ name }) => name.startsWith('console@')).map(({ name }) => name);
  const whys = rows.flatMap(({ table, key, after }) => {
    const row = after as Record<string, unknown> | undefined;
    const name = row === undefined ? String(key) : prompt.words.rowName(table.schema as never, key, row);
    return [`why ${table.name} ${name}`, 'why', 'why'];
  });
  const moves = ['where', 'events', 'why', 'why', 'S', 'why', 'N', 'n', 'why', 'goto start', 'goto present', 'find $ '];
  const lines = [...moves, ...consoles.map(name => `table ${name}`), ...whys, 'branches', 'diff main'];
  const other = ['branch -c elsewhere', 'why', 'branch main', 'diff elsewhere'];
  const said = (line: string) => prompt.execute(line).lines.filter(text => !known.has(bare(text)));
  return [...lines, ...other, `branch ${session.branch}`].flatMap(said).join('\n');
}

describe.each(hiding)('$id: $task.id', ({ id, task }) => {
  test('hidden while it is open, told once it is revealed', () => {
    const prompt = begun(id, task);
    const before = asked(prompt);
    expect(before).toContain(veiled);
    const tells = (line: string) => secretsOf(task).some(secret => line.includes(secret));
    expect(before.split('\n').filter(tells)).toEqual([]);
    const revealed = prompt.execute('reveal').lines.join('\n');
    for (const deed of task.setup) expect(revealed).toContain(deedText(deed));
    expect(prompt.execute('events').lines.join('\n')).not.toContain(veiled);
  });
});

test('there are such tasks', () => expect(hiding.length).toBeGreaterThan(10));

describe('arp, silent', () => {
  const silent = loadLesson('arp').tasks.find(({ id }) => id === 'silent')!;
  const secret = 'ip neigh replace 192.168.0.102';

  test('solved, it is told at once and from then on', () => {
    const prompt = begun('arp', silent);
    prompt.news();
    prompt.execute('A$ ip neigh del 192.168.0.102 dev eth0');
    expect(prompt.news().join('\n')).toMatch(new RegExp(`✓ A reaches C\\nall goals.*\\n.*unseen:\\n +A\\$ ${secret}`));
    expect(prompt.news()).toEqual([]);
    expect(prompt.player.tasks.tried.at(-1)).toMatchObject({ task: 'silent', done: true, solved: false });
    prompt.execute('goto 70');
    expect(prompt.execute('why').lines.join('\n')).toContain(secret);
  });

  test('a moment saved within it and opened again keeps the secret; no file of the network has it', () => {
    const prompt = begun('arp', silent);
    const { lesson, session } = prompt;
    const own = { id: lesson.id, hash: lesson.hash, seed: 1, profile: lesson.network.profile };
    const moment = readMoment(JSON.stringify(saveMoment(session, own)));
    const again = moment.ok ? restoreMoment(moment.moment, networkOf(lesson, 1), lesson) : undefined;
    if (again?.ok !== true) throw new Error('not restored');
    const player = new Player(lesson, again.session);
    let written = '';
    const write = (_: string, text: string): undefined => {
      written += text;
    };
    const reopened = new Prompt(lesson, again.session, player, 'en', write);
    expect(asked(reopened)).toContain(veiled);
    expect(player.tasks.here()?.id).toBe('silent');
    expect(reopened.execute('write net.yaml')).toMatchObject({ ok: false });
    reopened.execute('reveal');
    expect(reopened.execute('write net.yaml')).toMatchObject({ ok: true });
    expect(written).toContain(secret);
  });

  test.each(LANGS)('hints one by one, then what it was and how it is done, in %s', lang => {
    const open = openLesson('arp');
    open.session.gotoEvent(4);
    const prompt = new Prompt(open.lesson, open.session, open.player, lang);
    prompt.execute('task silent');
    const { hints } = open.lesson.prose[lang].sections.silent!;
    const flat = (text: string) => text.replace(/\s+/g, '');
    for (const text of hints) {
      expect(flat(prompt.execute('hint').lines.join(''))).toContain(flat(text));
      // A move in between takes none of them back.
      prompt.execute('A$ ip neigh');
    }
    const last = prompt.execute('hint').lines.join('\n');
    expect(last).toContain(secret);
    expect(last).toContain('A$ ip neigh del 192.168.0.102 dev eth0');
    expect(prompt.execute('leave')).toMatchObject({ ok: true });
    expect(open.session.branch).toBe('main');
    expect(prompt.execute('reveal')).toMatchObject({ ok: false });
  });
});
