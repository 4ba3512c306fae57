// Answering a prediction and going to its reason, at 80×24 in every lesson that asks something: panels stay where they are,
// what was answered stays in sight, and the frame shown is the one that the reason is about.
import { describe, expect, test } from 'vitest';
import { findLesson, lessonIds } from '../../src/cli/lessons.js';
import { desk } from './fixture.js';

const asking = lessonIds().filter(id => findLesson(id, 'en').checkpoints.some(c => c.predict !== undefined));

describe.each(asking)('%s', id => {
  test('answered, and its reason', () => {
    const on = desk({ columns: 80, rows: 24 }, 'en', findLesson(id, 'en'));
    const { session, player } = on.store;
    const places = () => on.store.screen.layout!.places.map(p => `${p.panel} ${p.y} ${p.height}`);
    let count = 0;
    while (!on.press('c').store.view.where.atEnd) {
      const asked = player.predictions.asked();
      if (asked === undefined || asked.given !== undefined) continue;
      const [stood, position] = [places(), session.position];
      const { form, options } = asked.posed.question;
      const ids = options.map(o => o.id);
      player.predictions.answer(form === 'order' ? ids : [ids[0] ?? '1']);
      on.store.update();
      expect(places(), `${asked.checkpoint}: answered`).toEqual(stood);
      const { why } = asked.posed.key;
      if (why === undefined) continue;
      count++;
      const said = on.text().match(/(?:As you said|Not what you said).*/)?.[0];
      expect(said, on.text()).toBeDefined();
      on.press('enter');
      expect(session.position).toBe(why.stage + 1);
      expect(places(), `${asked.checkpoint}: its reason`).toEqual(stood);
      expect(on.text(), asked.checkpoint).toContain(said);
      const { frames } = session.world;
      const { frame } = on.store.view;
      for (let f = 0; f < frames.countAt(session.position); f++)
        if (frames.stageOf(f) === why.stage) expect(frames.stageOf(frame!)).toBe(why.stage);
      on.press('backspace');
      expect(session.position).toBe(position);
      expect(on.text()).toContain(said);
    }
    expect(count).toBeGreaterThan(0);
  });
});
