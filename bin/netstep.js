#!/usr/bin/env node
// The command `netstep`: checks this Node and this folder, then hands over to the bundle in dist/.
// Written in syntax that old versions of Node parse too, with no import of its own: the answer to "too old" has to run there.
var wanted = [20, 19];
var have = process.versions.node.split('.').map(Number);
var modules = process.getBuiltinModule && process.getBuiltinModule('module');

function refuse(lines) {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 1;
}

if (have[0] < wanted[0] || (have[0] === wanted[0] && have[1] < wanted[1])) {
  refuse([
    `netstep: needs Node ${wanted.join('.')} or newer, and this is Node ${process.versions.node}.`,
    'Install a newer Node (https://nodejs.org), then run the same command again.',
  ]);
} else {
  // A Node that can (22.8 and newer) keeps what it has compiled, and the next start takes it from there.
  if (modules && modules.enableCompileCache) modules.enableCompileCache();
  import('../dist/cli.js').catch(error => {
    if (!error || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    refuse([
      'netstep: not built yet in this folder. To build it, run: npm install',
      'Then run the same command again.',
    ]);
  });
}
