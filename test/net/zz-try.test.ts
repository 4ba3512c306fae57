import { test } from 'vitest';
import { build, until, within } from '../topology/build.js';
import { addRstpBridge, setStp } from '../../src/net/index.js';
import { states } from './stp.js';
import { message } from '../../src/i18n/index.js';
test('try', () => {
  const n = build({ hosts: { X: '10.0.0.1/24', Y: '10.0.0.2/24' }, switches: { A: 3, B: 2, C: 3 },
    links: ['A.p1-B.p1', 'A.p2-C.p1', 'B.p2-C.p2', 'X-A.p3', 'Y-C.p3'], faults: [[10, 'A.p2-C.p1', false], [20, 'A.p2-C.p1', true]] });
  within(n, () => { for (const s of ['A','B','C']) { const b = n.stack.netns(s).device('br0')!; addRstpBridge(n.stack, b.id); setStp(n.stack, b.id, true); } });
  until(n, 30);
  for (const s of states(n)) console.log(s.at.toFixed(6), s.port, s.text);
  const j = n.world.journal; const f = n.world.frames;
  let last=-1;
  for (let i=0;i<j.stageCount;i++){ const s=j.stage(i); const e=j.eventOf(i); const t=j.eventTime(e)/1e9; if(!(t<0.01||(t>=10&&t<10.01))) continue; if(e!==last){console.log('---',t); last=e;} if(!s.because.id.startsWith('rstp')) continue; console.log('   ', s.because.id, message('en', s.because.id, s.because.args, {ipv4:String,mac:String,dev:(d:number)=>n.deviceName(d),frame:String,duration:(d:number)=>d/1e9+'s',time:(d:number)=>d/1e9+'s'} as never)); }
  console.log(f.count, j.stageCount);
});
