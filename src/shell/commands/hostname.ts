// hostname: the name of the node.
import { command } from '../command.js';
import { notSimulated, ok } from '../result.js';

command('hostname', {
  usage: 'hostname',
  run: (words, { ns }) => (words.length > 0 ? notSimulated('setting or looking up host names') : ok(ns.node)),
});
