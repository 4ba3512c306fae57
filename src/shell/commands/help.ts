// help: the commands there are.
import { command, commandNamed, commandNames } from '../command.js';
import { fail, ok } from '../result.js';

command('help', {
  usage: 'help [COMMAND]',
  run([name]) {
    if (name === undefined)
      return ok('Commands on this node:', ...commandNames().map(n => `  ${commandNamed(n)?.usage}`));
    const found = commandNamed(name);
    return found === undefined ? fail(1, `help: no help topics match '${name}'`) : ok(found.usage);
  },
  complete: () => commandNames(),
});
