// `netstep LESSON --plain`: the plain prompt over standard input and output. With a terminal it has history and a prompt;
// without one it echoes what it reads, so that a script's answers can be told apart.
import { createInterface } from 'node:readline';
import { Prompt } from '../export/index.js';
import type { Lang } from '../i18n/index.js';
import { type Opened, writeFor } from './moments.js';
import { print } from './output.js';

/** A network that never falls silent (an endless ping) must not fill the machine: about a hundred thousand events a command. */
const MOST_SLICES = 50;

/** Reads commands until `quit` or the end of input; `record` is called after each. */
export async function plain({ lesson, session, player }: Opened, lang: Lang, record: () => void): Promise<void> {
  const prompt = new Prompt(lesson, session, player, lang, writeFor(lang));
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  for (const line of prompt.greeting()) await print(line);
  let stop = false;
  const reader = createInterface({
    input: process.stdin,
    ...(terminal ? { output: process.stdout, prompt: '> ' } : {}),
    completer: (line: string): [string[], string] => [prompt.complete(line), line],
  });
  reader.on('SIGINT', () => {
    stop = true;
    reader.prompt();
  });
  if (terminal) reader.prompt();
  for await (const line of reader) {
    if (!terminal) await print(`> ${line}`);
    stop = false;
    let answer = prompt.execute(line);
    for (let slices = 0; answer.again === true && !stop && slices < MOST_SLICES; slices++) {
      // Let Ctrl-C in between two slices.
      await new Promise(done => setImmediate(done));
      answer = prompt.runOn();
    }
    if (answer.again === true) answer = prompt.stopped(!stop);
    const news = prompt.news();
    record();
    for (const text of [...answer.lines, ...news]) await print(text);
    if (prompt.done) break;
    if (terminal) reader.prompt();
  }
  reader.close();
}
