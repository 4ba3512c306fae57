// The shell: the Linux commands a person types on a node. Start reading at command.ts and shell.ts; a command is one file
// in commands/ and one line here.
import './commands/arp.js';
import './commands/bridge.js';
import './commands/cat.js';
import './commands/dot1x.js';
import './commands/dhcp.js';
import './commands/ethtool.js';
import './commands/help.js';
import './commands/hostname.js';
import './commands/ifconfig.js';
import './commands/ip.js';
import './commands/kill.js';
import './commands/mstpctl.js';
import './commands/programs.js';
import './commands/route.js';
import './commands/nstat.js';
import './commands/programs.js';
import './commands/ss.js';
import './commands/sysctl.js';
import './commands/vlan-rule.js';

export { type Command, type Context, command, commandNamed, commandNames } from './command.js';
export { type CommandResult, fail, isResult, notSimulated, ok } from './result.js';
export { COMMAND, Shell } from './shell.js';
export { type Tokens, tokenize } from './tokens.js';
