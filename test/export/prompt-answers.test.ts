// Every prediction of every lesson, answered wrongly at the prompt: you said, it happens, why, and the way to the reason and back.
import { describe, expect, test } from 'vitest';
import { Prompt } from '../../src/export/index.js';
import { message } from '../../src/i18n/index.js';
import type { Posed } from '../../src/lesson/index.js';
import { lessonIds, loadLesson, openLesson } from '../lessons.js';

/** A wrong answer as it is typed. */
function wrong({ question, key }: Posed): string {
  const number = (id: string) => String(question.options.findIndex(option => option.id === id) + 1);
  if (question.form === 'text') return key.happened[0] === '0' ? '1' : '0';
  if (question.form === 'order') return [...key.happened].reverse().map(number).join(' ');
  return number(question.options.find(({ id }) => !key.happened.includes(id))!.id);
}

const asking = lessonIds.filter(id => loadLesson(id).checkpoints.some(({ predict }) => predict !== undefined));

describe.each(asking)('%s', id => {
  test('every question is answered with its reason, one can go there, and come back', () => {
    const { lesson, session, player } = openLesson(id);
    const lang = lessonIds.indexOf(id) % 2 === 0 ? 'en' : 'zh-CN';
    const prompt = new Prompt(lesson, session, player, lang);
    // What a message begins with, before what is put into it.
    const begin = (name: string) => message(lang, name, { said: '', happened: '', why: '' }).trimEnd();
    const asked: string[] = [];
    while (session.continue(10_000).end === 'checkpoint') {
      const question = player.predictions.asked();
      if (question === undefined) continue;
      const { checkpoint, posed } = question;
      asked.push(checkpoint);
      const at = session.position;
      const said = prompt.execute(`answer ${wrong(posed)}`).lines.join('\n');
      for (const part of ['predict.wrong', 'predict.you-said', 'predict.happened', 'predict.because'])
        expect(said, checkpoint).toContain(begin(part));
      expect(said).not.toMatch(/⟨|undefined|NaN/);
      expect(prompt.execute('goto reason'), checkpoint).toMatchObject({ ok: true });
      const { stage } = posed.key.why!;
      expect(session.position, checkpoint).toBe(Math.max(stage + 1, session.start));
      prompt.execute('goto back');
      expect(session.position, checkpoint).toBe(at);
      // The first answer stays; nothing is lost by it.
      expect(player.predictions.asked()?.given).toMatchObject({ right: false });
    }
    expect(asked).toEqual(lesson.checkpoints.filter(({ predict }) => predict !== undefined).map(point => point.id));
  });
});

test.each<[lesson: string, checkpoint: string, wrong: string]>([
  ['icmp', 'nobody', '192.168.1.10'],
  ['routing-table', 'refused', '0'],
])('%s, %s: what only the quoted packet holds (%s) is not the field that was asked about', (id, checkpoint, wrong) => {
  const { session, player } = openLesson(id);
  while (session.continue(10_000).end === 'checkpoint') {
    const asked = player.predictions.asked();
    if (asked?.checkpoint !== checkpoint) continue;
    expect(asked.posed.key.judge([wrong])).toBe(false);
    expect(asked.posed.key.judge(asked.posed.key.happened)).toBe(true);
    return;
  }
  throw new Error('never asked');
});
