import { expect, test } from 'vitest';
import { Session,follow } from '/work/main/src/debug/index.js';
import { build, LAN } from '/work/main/test/topology/build.js';
test('x', () => {
  const { medium, ...lan } = LAN;
  const net = build({ ...lan, run: [[0, 'A', 'ping -c 1 192.168.0.103']] });
  const s = new Session(net);
  s.run(100);
  const j = s.journal;
  const show = (f: number, until?: number) => {
    const x = follow(net, f, until);
    console.log('follow', f, 'origin', x.origin, 'answers', x.answers, 'here', x.here, 'answered', x.answered);
    console.log(x.hops.map(h => [
      '  '.repeat(h.depth), h.index, h.parent, 'b' + h.branch, h.time, h.node, h.dev && net.deviceName(h.dev), h.direction, h.frame,
      h.done.map(d => d.operation).join('+'),
      h.change.layers.map(l => l.kind + ' ' + l.protocol).join(), h.change.fields.map(c => `${c.name}[${c.aspect}] ${c.before?.text}→${c.after?.text}`).join('; '),
      h.end && h.end.kind + ('stage' in h.end ? ' ' + j.kindOf(h.end.stage).name + ' ' + j.reasonOf(h.end.stage) : ''),
    ].join(' ')).join('\n'));
  };
  const { frames } = s.world;
  for (let f = 0; f < frames.count; f++) console.log(f, frames.frame(f).operation, frames.fromOf(f), frames.directionOf(f), frames.devOf(f));
  show(3); show(0); show(20); show(1, 115);
  console.log(s.world.pending().length);
});
