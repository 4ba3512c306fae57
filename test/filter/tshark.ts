// Asks tshark which frames of a capture each of many filters finds: one run per capture, with a listener per filter. What
// it answered is in corpus.json; UPDATE_CORPUS=1 npx vitest run test/filter/corpus writes that anew. Reads first: nothing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = `
local index = 0
for line in io.lines(os.getenv('NETSTEP_FILTERS')) do
  index = index + 1
  local name = index
  local taken, tap = pcall(Listener.new, 'frame', line)
  if taken then
    local frames = {}
    function tap.packet(pinfo) frames[#frames + 1] = pinfo.number end
    function tap.draw() print(name .. '\\t' .. table.concat(frames, ',')) end
  else print(name .. '\\trefused') end
end
`;

/** Fragments and streams left apart. */
const preferences = ['ip.defragment:FALSE', 'ipv6.defragment:FALSE', 'tcp.desegment_tcp_streams:FALSE'].flatMap(
  each => ['-o', each],
);

/** For each filter the numbers of the frames found; undefined where tshark refuses it. */
export function askTshark(capture: string, filters: readonly string[]): (number[] | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'netstep-filter-'));
  try {
    writeFileSync(join(folder, 'ask.lua'), script);
    writeFileSync(join(folder, 'filters'), `${filters.join('\n')}\n`);
    const answer = execFileSync(
      'tshark',
      ['-n', '-q', ...preferences, '-X', `lua_script:${join(folder, 'ask.lua')}`, '-r', capture],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, NETSTEP_FILTERS: join(folder, 'filters') },
      },
    );
    const found: (number[] | undefined)[] = filters.map(() => undefined);
    let answers = 0;
    for (const [, index, frames] of answer.matchAll(/^(\d+)\t(.*)$/gm)) {
      answers++;
      if (frames !== 'refused') found[Number(index) - 1] = frames === '' ? [] : frames!.split(',').map(Number);
    }
    if (answers !== filters.length) throw new Error(`tshark answered ${answers} of ${filters.length} filters`);
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Why tshark can't be asked. */
export const noTshark = (() => {
  try {
    const version = /TShark \(Wireshark\) (\d+\.\d+)/.exec(
      execFileSync('tshark', ['--version'], { encoding: 'utf8', stdio: 'pipe' }),
    );
    return version?.[1] === '4.0' ? undefined : `the corpus is of tshark 4.0, this is ${version?.[1]}`;
  } catch {
    return 'tshark is not installed';
  }
})();
