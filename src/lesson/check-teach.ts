// What the schema cannot see of goals, predictions and tasks: tables, columns, fields, filters, nodes and links that must
// exist. Read check.ts first.
import { nsScope } from '../debug/index.js';
import { type FilterProblem, filterNames, parseFilter, parseWhere } from '../filter/index.js';
import type { Arguments } from '../i18n/index.js';
import { tableSchemas } from '../journal/index.js';
import { parseIpv4 } from '../wire/index.js';
import type { LessonFile } from './format.js';
import { parseDuration } from './format.js';
import type { Deed, Goal, PredictionFile } from './format-teach.js';
import { holds } from './goal.js';
import type { Path, Positions } from './positions.js';
import type { LessonProblem } from './problems.js';
import { saidOfFilter, suggestion } from './say.js';

export function teachingProblems(positions: Positions, lesson: LessonFile): LessonProblem[] {
  const check = new Check(positions, lesson);
  for (const [i, { predict, goal = [] }] of lesson.checkpoints.entries()) {
    if (predict !== undefined) check.prediction(['checkpoints', i, 'predict'], predict);
    const many = Array.isArray(goal);
    for (const [j, each] of (many ? goal : [goal]).entries()) {
      check.goal(many ? ['checkpoints', i, 'goal', j] : ['checkpoints', i, 'goal'], each);
    }
  }
  const ids = lesson.checkpoints.map(({ id }) => id);
  for (const [i, task] of lesson.tasks.entries()) {
    const path = ['tasks', i] as const;
    if (ids.includes(task.id) || lesson.tasks.findIndex(({ id }) => id === task.id) < i)
      check.say([...path, 'id'], 'second', { id: JSON.stringify(task.id) });
    if (task.after !== undefined && !ids.includes(task.after))
      check.say([...path, 'after'], 'no-checkpoint', { name: task.after }, [task.after, ids]);
    for (const [j, goal] of task.goals.entries()) check.goal([...path, 'goals', j], goal);
    for (const [j, deed] of task.setup.entries()) check.deed([...path, 'setup', j], deed);
    for (const [j, deed] of task.solution.entries()) check.deed([...path, 'solution', j], deed);
  }
  return check.problems;
}

class Check {
  readonly problems: LessonProblem[] = [];
  readonly #positions: Positions;
  readonly #nodes: readonly string[];
  readonly #links: readonly string[];
  readonly #devices: readonly string[];

  constructor(positions: Positions, lesson: LessonFile) {
    this.#positions = positions;
    this.#nodes = Object.keys(lesson.nodes);
    const ends = lesson.links.map(link => (Array.isArray(link) ? link : link.ends));
    this.#links = ends.map(pair => pair.join('-'));
    this.#devices = ends.flat();
  }

  /** `near`: a word, and the names that might be meant by it. */
  say(path: Path, id: string, args: Arguments, near?: readonly [word: string, known: readonly string[]]): void {
    const problem = this.#positions.problem(path, id, args);
    const mend = near === undefined ? problem.mend : suggestion(this.#positions.lang, ...near);
    this.problems.push({ ...problem, mend });
  }

  prediction(path: Path, prediction: PredictionFile): void {
    if (prediction.ask === 'table') {
      const schema = this.#table([...path, 'table'], prediction.table);
      const columns = Object.keys(schema?.columns ?? {});
      for (const [i, column] of (prediction.columns ?? []).entries()) {
        if (schema !== undefined && !columns.includes(column))
          this.say([...path, 'columns', i], 'no-column', { table: schema.name, name: column }, [column, columns]);
      }
      const { after } = prediction;
      if (after !== 'event' && parseDuration(after) === undefined) this.#filter([...path, 'after'], after);
    }
    if (prediction.ask === 'field') {
      this.#filter([...path, 'of'], prediction.of);
      if (!filterNames([]).includes(prediction.field))
        this.say([...path, 'field'], 'no-field', { name: prediction.field }, [prediction.field, filterNames([])]);
    }
    if (prediction.ask !== 'order') return;
    if ((prediction.items === undefined) !== (prediction.of === 'headers'))
      this.say([...path, 'of'], 'order-items', { of: prediction.of, there: prediction.items !== undefined });
    for (const [i, item] of (prediction.items ?? []).entries()) this.#filter([...path, 'items', i], item);
  }

  goal(path: Path, goal: Goal): void {
    if ('count' in goal && goal.count !== undefined) {
      const limit = Number(/\d+/.exec(String(goal.count))?.[0] ?? 0);
      const tried = [0, limit - 1, limit, limit + 1].map(n => holds(Math.max(0, n), goal.count));
      const args = { count: String(goal.count) };
      if (tried.every(held => held)) this.say([...path, 'count'], 'goal-always', args);
      else if (!tried.some(held => held)) this.say([...path, 'count'], 'goal-never', args);
    }
    if ('table' in goal) {
      const schema = this.#table([...path, 'table'], goal.table);
      if (schema === undefined || goal.where === undefined) return;
      const made = parseWhere(goal.where, schema);
      if (!made.ok) this.#wrong([...path, 'where'], goal.where, made);
    } else if ('frame' in goal) {
      const made = parseFilter(goal.frame, []);
      if (!made.ok) this.#wrong([...path, 'frame'], goal.frame, made);
      if (goal.at !== undefined && !this.#devices.includes(goal.at))
        this.say([...path, 'at'], 'no-cable', { name: goal.at }, [goal.at, this.#devices]);
    } else {
      this.#node([...path, 'reach', 'from'], goal.reach.from);
      if (parseIpv4(goal.reach.to) === undefined) this.#node([...path, 'reach', 'to'], goal.reach.to);
    }
  }

  deed(path: Path, deed: Deed): void {
    if ('on' in deed) this.#node([...path, 'on'], deed.on);
    else if ('node' in deed) this.#node([...path, 'node'], deed.node);
    else {
      const [a, b] = deed.link.split('-');
      if (!this.#links.includes(deed.link) && !this.#links.includes(`${b}-${a}`))
        this.say([...path, 'link'], 'unknown-link', { name: deed.link }, [deed.link, this.#links]);
    }
  }

  #node(path: Path, name: string): void {
    const node = name.split('/')[0] as string;
    if (!this.#nodes.includes(node)) this.say(path, 'unknown-node', { name }, [name, this.#nodes]);
  }

  /** The schema of a table named `fdb@sw`. */
  #table(path: Path, name: string) {
    const [kind = '', owner] = name.split('@');
    const schema = tableSchemas().get(kind);
    if (schema === undefined) this.say(path, 'no-table', { name: kind }, [kind, [...tableSchemas().keys()]]);
    if (owner !== undefined) this.#node(path, owner);
    return schema;
  }

  #filter(path: Path, text: string): void {
    const made = parseFilter(text, nsScope());
    if (!made.ok) this.#wrong(path, text, made);
  }

  #wrong(path: Path, text: string, problem: FilterProblem): void {
    const spot = this.#positions.within(path, text, problem.start);
    this.problems.push({ ...spot, ...saidOfFilter(this.#positions.lang, problem, 'filter') });
  }
}
