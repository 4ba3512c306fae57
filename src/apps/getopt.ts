// getopt(3) and iputils' ways of reading numbers, for the programs of iputils. Texts and exit statuses are theirs.
import { parseIpv4 } from '../wire/index.js';

/** A mistake in the arguments: what to print on the standard error (or output) and the exit status. */
export interface UsageError {
  readonly lines: readonly string[];
  readonly status: number;
  readonly stdout?: boolean;
}

export const usageError = (status: number, ...lines: string[]): UsageError => ({ lines, status });
export const isUsageError = (value: unknown): value is UsageError =>
  typeof value === 'object' && value !== null && 'lines' in value && 'status' in value;

export interface Words {
  readonly options: readonly (readonly [letter: string, argument: string])[];
  readonly operands: readonly string[];
}

/** Splits `-c1`, `-c 1` and `-qc 1` into options and operands. `withArgument` and `plain` are the letters known. */
export function getopt(
  argv: readonly string[],
  program: string,
  withArgument: string,
  plain: string,
): Words | { readonly message: string } {
  const options: [string, string][] = [];
  const operands: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === '--') return { options, operands: [...operands, ...argv.slice(i + 1)] };
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    for (let j = 1; j < word.length; j++) {
      const letter = word[j] as string;
      if (plain.includes(letter)) {
        options.push([letter, '']);
        continue;
      }
      if (!withArgument.includes(letter)) return { message: `${program}: invalid option -- '${letter}'` };
      const argument = j + 1 < word.length ? word.slice(j + 1) : argv[++i];
      if (argument === undefined) return { message: `${program}: option requires an argument -- '${letter}'` };
      options.push([letter, argument]);
      break;
    }
  }
  return { options, operands };
}

/** iputils strtol_or_err(). `most` is written as given: 9223372036854775807 is no JavaScript number. */
export function integer(program: string, text: string, least: number, most: number | string): number | UsageError {
  if (!/^[+-]?\d+$/.test(text)) return usageError(1, `${program}: invalid argument: '${text}'`);
  const n = Number(text);
  if (n >= least && n <= Number(most)) return n;
  return usageError(
    1,
    `${program}: invalid argument: '${text}': out of range: ${least} <= value <= ${most.toString()}`,
  );
}

/**
 * inet_aton(3): one to four numbers, decimal, octal (0…) or hexadecimal (0x…); the last one fills what is left of the
 * address, so that 10.1 is 10.0.0.1.
 */
export function inetAton(text: string): number | undefined {
  const plain = parseIpv4(text);
  if (plain !== undefined) return plain;
  const parts = text.split('.');
  if (parts.length > 4 || !parts.every(p => /^(?:0x[\da-f]+|0[0-7]*|[1-9]\d*)$/i.test(p))) return undefined;
  const numbers = parts.map(p => (/^0\d/.test(p) ? Number.parseInt(p, 8) : Number(p)));
  const last = numbers.pop() as number;
  if (numbers.some(n => n > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  return numbers.reduce((sum, n, i) => sum + n * 256 ** (3 - i), 0) + last;
}
