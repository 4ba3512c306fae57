// npm run packetdrill -- FILE.pkt…: runs scripts and says of each whether it passes, how it fails, or what is not supported.
import { readFileSync } from 'node:fs';
import { runScript } from './run.js';

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write(
    'usage: npm run packetdrill -- FILE.pkt…    for example: npm run packetdrill -- test/packetdrill/scripts/*.pkt\n',
  );
  process.exit(2);
}
const count = { pass: 0, fail: 0, unsupported: 0 };
for (const file of files) {
  const verdict = runScript(readFileSync(file, 'utf8'));
  count[verdict.result]++;
  if (verdict.result === 'pass') process.stdout.write(`${`pass         ${file}`}\n`);
  else if (verdict.result === 'unsupported') process.stdout.write(`${`unsupported  ${file}: ${verdict.why}`}\n`);
  else
    process.stdout.write(
      `${`FAIL         ${file}:${verdict.line}: ${verdict.text}\n             ${verdict.difference}`}\n`,
    );
}
process.stdout.write(`${`${count.pass} pass, ${count.fail} fail, ${count.unsupported} unsupported`}\n`);
process.exit(count.fail > 0 ? 1 : 0);
