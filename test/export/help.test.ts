// What `help` tells to type can be typed.
import { describe, expect, it } from 'vitest';
import { Prompt } from '../../src/export/index.js';
import { EXAMPLES, FILTERS } from '../../src/export/prompt/help.js';
import { PROMPT_COMMANDS } from '../../src/export/prompt/prompt.js';
import { nsFields, parseFilter } from '../../src/filter/index.js';
import { messageIds } from '../../src/i18n/index.js';
import { openLesson } from '../lessons.js';

/** What must have been done before: frames can be harmed only while they are on their way. */
const before = (name: string): string[] =>
  ['drop', 'delay', 'duplicate', 'corrupt', 'edit'].includes(name)
    ? ['goto 4']
    : name === 'diff'
      ? ['goto end', 'branch -c try']
      : ['goto end', 'goto 8'];

function prompt(script: readonly string[] = []): Prompt {
  const { lesson, session, player } = openLesson('arp');
  const made = new Prompt(lesson, session, player, 'en');
  for (const line of script) made.execute(line);
  return made;
}

describe('help', () => {
  it('has every command in a part, each once', () => {
    const text = prompt().execute('help').lines.join('\n');
    for (const { name } of PROMPT_COMMANDS) {
      expect(text.match(new RegExp(`^  ${name}(,| |$)`, 'gm')), name).toHaveLength(1);
    }
  });

  it.each(Object.entries(EXAMPLES))('%s: its examples can be typed', (name, lines) => {
    expect(PROMPT_COMMANDS.map(c => c.name)).toContain(name);
    const made = prompt(before(name));
    for (const line of lines) expect(made.execute(line), line).toMatchObject({ ok: true });
  });

  it('tells more only of commands that there are, and gives them examples', () => {
    for (const id of messageIds('help.more.')) {
      const name = id.slice('help.more.'.length);
      const text = prompt().execute(`help ${name}`).lines.join('\n');
      expect(text).toContain(name);
      expect(text).not.toMatch(/⟨|\{[a-z]+\}/);
    }
  });

  it('shows filters that are filters, with words for each', () => {
    for (const filter of Object.values(FILTERS))
      expect(parseFilter(filter, nsFields), filter).toMatchObject({ ok: true });
    expect(messageIds('help.filter.')).toHaveLength(Object.keys(FILTERS).length);
    expect(prompt().execute('help filter').lines.join('\n')).toContain(FILTERS.prefix);
  });

  it('names a whole command, its short name, its beginning, or what is near', () => {
    for (const word of ['break', 'b', 'brea']) expect(prompt().execute(`help ${word}`).lines[0]).toContain('break, b');
    expect(prompt().execute('help brake')).toMatchObject({ ok: false, lines: [expect.stringContaining('break')] });
  });
});

it('a column may be called what people call it', () => {
  const made = prompt(['goto end']);
  expect(made.execute('why neigh@A 192.168.0.103 .mac').lines).toEqual(
    prompt(['goto end']).execute('why neigh@A 192.168.0.103 .lladdr').lines,
  );
});
