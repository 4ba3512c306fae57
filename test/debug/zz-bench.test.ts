import { test } from 'vitest';
import { Session } from '/work/main/src/debug/index.js';
import { stageIndex } from '/work/main/src/debug/stage-index.js';
import { changeIndex } from '/work/main/src/debug/index.js';
import { build, LAN } from '/work/main/test/topology/build.js';

const ms = (f: () => unknown) => { const t = performance.now(); const r = f(); return `${(performance.now() - t).toFixed(1)} ms ${JSON.stringify(r)}`; };
test('bench', () => {
  const n = build({ ...LAN, run: [[0, 'A', 'ping -i 0.002 -c 200000 192.168.0.103'], [0, 'B', 'ping -i 0.002 -c 200000 192.168.0.102']] });
  const s = new Session(n);
  console.log('run', ms(() => s.run(1_000_000)));
  s.gotoPosition(n.world.journal.stageCount);
  console.log('events', n.world.journal.eventCount, 'stages', n.world.journal.stageCount, 'changes', n.world.journal.changeCount, 'frames', n.world.frames.count);
  console.log('stage index', ms(() => stageIndex(n).length));
  console.log('change index', ms(() => { changeIndex(n); }));
  const go = (label: string, f: () => { end: string }) => console.log(label, ms(() => { const r = f(); return [r.end, s.position]; }));
  for (const text of ['arp.opcode == 2', 'ns.stage == "neigh_timer_handler"', 'ns.reason == "neigh.give-up"', 'ns.drop', 'ns.node == "D" && arp', 'ip.ttl == 1', 'ns.node == "C" && ns.reason == "arp.request-for-me"', 'ns.time >= 1500s', 'icmp.type == 3 || arp.opcode == 9', 'ns.dev == "A.eth9"', 'not eth and not ip and ns.node == "Z"']) {
    const b = s.breakpoints.add(text);
    if (!b.ok) throw new Error(text);
    s.gotoPosition(n.world.journal.stageCount);
    const end = s.position;
    go(`${text} back`, () => s.reverseContinue());
    s.gotoStart();
    const cont = () => { const r = s.breakpoints.stops()[0]!.first!(s.position, end); return { end: String(r) }; };
    go(`${text} forth`, cont);
    s.gotoPosition(end);
    go(`${text} back again`, () => s.reverseContinue());
    s.breakpoints.delete(b.number);
  }
  for (const w of [['neigh@A'], ['neigh@A', '192.168.0.103', '.lladdr'], ['fdb@sw'], ['link-busy', '99']]) {
    const b = s.watchpoints.add(w);
    if (!b.ok) throw new Error(JSON.stringify(b));
    s.gotoPosition(n.world.journal.stageCount);
    go(`watch ${b.text} back`, () => s.reverseContinue());
    s.gotoStart();
    const end = n.world.journal.stageCount;
    go(`watch ${b.text} forth`, () => ({ end: String(s.watchpoints.stops()[0]!.first!(s.position, end)) }));
    s.watchpoints.delete(b.number);
  }
}, 120000);
