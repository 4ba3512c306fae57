// Runs tshark for the tests, and reads its PDML. Reads first: nothing.
import { execFileSync } from 'node:child_process';

export interface PdmlField {
  readonly name: string;
  readonly pos: number;
  readonly size: number;
  readonly show: string;
  /** Hex of its bytes. */
  readonly value: string;
  /** Names of the proto elements around it, outermost first. */
  readonly protocols: readonly string[];
}

/** Absent tshark: why its tests are skipped. */
export const noTshark = (() => {
  try {
    const version = /TShark \(Wireshark\) (\d+)\./.exec(run(['--version']))?.[1];
    return Number(version) >= 4 ? undefined : `tshark ${version} is older than 4.0`;
  } catch {
    return 'tshark is not installed';
  }
})();

/** Checksums checked, fragments and streams left apart, numbers as they are on the wire. */
const preferences = [
  'ip.check_checksum:TRUE',
  'udp.check_checksum:TRUE',
  'tcp.check_checksum:TRUE',
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
  'tcp.desegment_tcp_streams:FALSE',
  'tcp.analyze_sequence_numbers:FALSE',
].flatMap(preference => ['-o', preference]);

export function run(args: readonly string[]): string {
  return execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 });
}

/** Columns of every frame, as lists of strings. */
export function fieldsOf(path: string, fields: readonly string[]): string[][] {
  const out = run([
    '-n',
    '-r',
    path,
    ...preferences,
    '-o',
    'tcp.relative_sequence_numbers:FALSE',
    '-T',
    'fields',
    '-E',
    'separator=\x01',
    ...fields.flatMap(field => ['-e', field]),
  ]);
  return out
    .split('\n')
    .slice(0, -1)
    .map(line => line.split('\x01'));
}

function unescapeXml(text: string): string {
  return text.replaceAll(
    /&(amp|lt|gt|quot|apos);/g,
    (_all, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]!,
  );
}

/** Fields of every frame, in order of the tree. Hidden ones too. */
export function pdmlOf(path: string): PdmlField[][] {
  const frames: PdmlField[][] = [];
  const protocols: string[] = [];
  for (const [, close, tag, attributes] of run(['-n', '-r', path, ...preferences, '-T', 'pdml']).matchAll(
    /<(\/?)(packet|proto|field)\b([^>]*?)\/?>/g,
  )) {
    if (tag === 'packet' && !close) frames.push([]);
    if (tag === 'proto' && close) protocols.pop();
    if (close || tag === 'packet') continue;
    const given = new Map(
      [...attributes!.matchAll(/([\w.]+)="([^"]*)"/g)].map(([, key, value]) => [key!, unescapeXml(value!)]),
    );
    const name = given.get('name') ?? '';
    if (tag === 'proto') protocols.push(name);
    else
      frames.at(-1)!.push({
        name,
        pos: Number(given.get('pos')),
        size: Number(given.get('size')),
        show: given.get('show') ?? '',
        value: given.get('value') ?? '',
        protocols: [...protocols],
      });
  }
  return frames;
}
