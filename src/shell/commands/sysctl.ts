// sysctl (procps): the kernel's settings, those that this simulation obeys. A setting of one device falls back to the one
// for all devices until it is written.
import { NAMED_VALUES, writeSetting } from '../../net/index.js';
import { type Context, command } from '../command.js';
import { type CommandResult, fail, notSimulated, ok } from '../result.js';

/** Every setting of a namespace by name: those of `default` and `all` again for each device. */
function names({ stack, ns }: Context): readonly string[] {
  const out = new Set<string>();
  for (const name of Object.keys(stack.defaults)) {
    out.add(name);
    const [head, tail] = name.split(/\.(?:default|all)\.(.*)/) as [string, string | undefined];
    if (tail === undefined) continue;
    for (const dev of ns.devices()) out.add(`${head}.${dev.name}.${tail}`);
  }
  return [...out].sort();
}

/** Bounds of a value; the kernel refuses what lies outside with EINVAL. */
function bounds(name: string): readonly [least: number, most: number] {
  if (name === 'net.ipv4.ip_default_ttl') return [1, 255];
  if (name.endsWith('.tcp_rmem') || name.endsWith('.tcp_wmem')) return [4096, 2147483647];
  if (name === 'tcp_cubic.hystart') return [0, 1];
  if (name.endsWith('.tcp_recovery')) return [0, 7];
  if (name.endsWith('.tcp_rto_min_us')) return [1, 2147483647];
  if (name.includes('.tcp_') || name.startsWith('net.core.')) return [0, 2147483647];
  if (name.includes('.neigh.')) return [0, 2147483647];
  return [-2147483648, 2147483647];
}

interface Mode {
  readonly write: boolean;
  readonly quiet: boolean;
  readonly valuesOnly: boolean;
  readonly ignoreUnknown: boolean;
}

const shown = (name: string, value: number, mode: Mode): string[] => {
  const text = NAMED_VALUES[name]?.[value] ?? String(value);
  return mode.quiet ? [] : [mode.valuesOnly ? text : `${name} = ${text}`];
};

function read(key: string, context: Context, mode: Mode): CommandResult {
  const found = names(context).filter(name => name === key || name.startsWith(`${key}.`));
  if (found.length > 0) return ok(...found.flatMap(name => shown(name, context.ns.sysctl(name), mode)));
  return mode.ignoreUnknown ? ok() : unknown(key);
}

const unknown = (key: string): CommandResult =>
  fail(1, `sysctl: cannot stat /proc/sys/${key.replaceAll('.', '/')}: No such file or directory`);

function write(key: string, text: string, context: Context, mode: Mode): CommandResult {
  if (!names(context).includes(key)) return mode.ignoreUnknown ? ok() : unknown(key);
  const known = NAMED_VALUES[key];
  if (known !== undefined) {
    const at = known.indexOf(text.trim());
    // Linux looks for a module of that name.
    if (at < 0) return fail(1, `sysctl: setting key "${key}": No such file or directory`);
    writeSetting(context.ns, key, at);
    return ok(...shown(key, at, mode));
  }
  const value = /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  if (key === 'net.ipv4.conf.all.accept_source_route' && value > 0)
    return notSimulated('source routes: accept_source_route stays 0');
  const [least, most] = bounds(key);
  if (!(value >= least && value <= most)) return fail(1, `sysctl: setting key "${key}": Invalid argument`);
  writeSetting(context.ns, key, value);
  return ok(...shown(key, value, mode));
}

function one(word: string, context: Context, mode: Mode): CommandResult {
  const equals = word.indexOf('=');
  // procps: a name may be written with slashes.
  const key = (equals < 0 ? word : word.slice(0, equals)).trim().replaceAll('/', '.');
  if (equals >= 0) return write(key, word.slice(equals + 1), context, mode);
  // procps takes the words for a file called "command line".
  if (mode.write) return fail(1, 'sysctl: command line(0): invalid syntax, continuing...');
  return read(key, context, mode);
}

command('sysctl', {
  usage: 'sysctl [-anqe] [-w] NAME[=VALUE] ...',
  run(words, context): CommandResult {
    const letters = words.filter(w => /^-[a-zA-Z]+$/.test(w)).flatMap(w => [...w.slice(1)]);
    const other = letters.find(letter => !'anqewA'.includes(letter));
    if (other !== undefined) return notSimulated(`sysctl -${other}`);
    const has = (letter: string) => letters.includes(letter);
    const mode = { write: has('w'), quiet: has('q'), valuesOnly: has('n'), ignoreUnknown: has('e') };
    if (has('a') || has('A')) {
      return ok(...names(context).flatMap(name => shown(name, context.ns.sysctl(name), { ...mode, quiet: false })));
    }
    // `name = value` may be written with blanks.
    const keys = words
      .filter(w => !/^-[a-zA-Z]+$/.test(w))
      .join(' ')
      .replaceAll(/\s*=\s*/g, '=');
    if (keys === '') return fail(1, 'sysctl: no variables specified', "Try `sysctl --help' for more information.");
    const results = keys.split(/\s+/).map(word => one(word, context, mode));
    return {
      status: results.find(r => r.status !== 0)?.status ?? 0,
      out: results.flatMap(r => r.out),
      err: results.flatMap(r => r.err),
    };
  },
  complete: (_, context) => ['-w', '-a', ...names(context)],
});
