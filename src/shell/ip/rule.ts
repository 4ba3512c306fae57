// ip rule: which tables are asked, and in which order. This cannot be changed here.
import { RULES } from '../../net/index.js';
import { type CommandResult, isResult, notSimulated, ok } from '../result.js';
import { readWords, type Subcommand } from '../words.js';
import type { IpContext } from './options.js';
import { table } from './route.js';

const SELECTOR = { table } as const;

function show(words: readonly string[], { options }: IpContext): CommandResult {
  const values = readWords(words, SELECTOR, 'table', { lookup: 'table' });
  if (isResult(values)) return values;
  const rules = RULES.filter(
    rule => values.table === undefined || values.table === 'all' || rule.table === values.table,
  );
  return options.json
    ? ok(JSON.stringify(rules.map(rule => ({ priority: rule.priority, src: 'all', table: rule.table }))))
    : ok(...rules.map(rule => `${rule.priority}:\tfrom all lookup ${rule.table}`));
}

const fixed = (): CommandResult =>
  notSimulated(
    'policy routing: the three rules are fixed; a route with a longer prefix or a lower metric comes nearest',
  );

export const RULE = {
  name: 'rule',
  title: 'ip rule',
  keywords: ['table'],
  commands: [
    { names: ['show', 'list', 'lst'], run: show },
    { names: ['add', 'delete', 'flush', 'save', 'restore'], run: fixed },
  ] as readonly Subcommand<IpContext>[],
};
