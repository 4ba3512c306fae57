// ip rule: which tables are asked, and in which order. This cannot be changed here.
import { RULES } from '../../net/index.js';
import { notSimulated, ok } from '../result.js';
import type { Subcommand } from '../words.js';
import type { IpContext } from './options.js';

export const RULE = {
  name: 'rule',
  title: 'ip rule',
  keywords: [],
  commands: [
    {
      names: ['show', 'list', 'lst'],
      run: (_, { options }) =>
        options.json
          ? ok(JSON.stringify(RULES.map(({ priority, table }) => ({ priority, src: 'all', table }))))
          : ok(...RULES.map(({ priority, table }) => `${priority}:\tfrom all lookup ${table}`)),
    },
    {
      names: ['add', 'delete', 'flush', 'save', 'restore'],
      run: () => notSimulated('policy routing: rules are fixed'),
    },
  ] as readonly Subcommand<IpContext>[],
};
