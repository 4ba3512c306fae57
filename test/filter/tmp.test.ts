import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { parseFilter } from '../../src/filter/index.js';
import { captureFiles, framesOf } from './frames.js';
import { askTshark } from './tshark.js';
test('x', () => {
  let seed = 12345; const rnd = (n: number) => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return (seed >> 8) % n; };
  const pick = <T>(a: readonly T[]) => a[rnd(a.length)]!;
  const fields = ['ip.ttl','ip.addr','ip.src','eth.addr','eth.src','tcp.flags','tcp.flags.syn','arp.opcode','tcp.port','udp.port','ip.flags','ip.flags.df','icmp.type','ip.len','frame.len','frame.number','eth.type','arp.src.hw_mac','arp.src.proto_ipv4','ip.proto','tcp.hdr_len','tcp.payload','frame','ip','arp','tcp','tcp.option_len','tcp.options.mss_val','eth','icmp','ip.id','tcp.checksum','ip.dsfield','icmp.code','arp.hw.type','tcp.options.sack_le','tcp.options.mss','frame.time_relative','tcp.options','ip.dsfield.ecn','ip.frag_offset','tcp.window_size_value','udp','icmp.ident','arp.proto.type'];
  const sl = ['', '', '', '', '[0]','[0:2]','[1-2]','[:4]','[2:]','[-1]','[-2:2]','[0,2]','[3:9]','[1:]','[4-5,0]'];
  const vals = ['1','2','64','0x40','6','17','10.0.0.1','10.0.0.0/8','10.0.1.0/24','02:00:00:00:00:01','02:00','00','45','4500','"a"','"TCP"','request','"reply"','True','FALSE','0','-1','1.5','ip.src','eth.src','ip.ttl','tcp.port','arp.src.hw_mac','255','65535','1460','0x45','08:06','2048','0x0800','"IPv4"',"'E'",'r"x"','ff:ff:ff:ff:ff:ff','10.0.0.2','0.5','8001','eth.dst[0:2]','ip.dst[1]','ip.id','0x8000','4000','abc','tcp.srcport','frame.len','0b11','010','a','1a','0a0b','.5','1.','1e','+1'];
  const ops = ['==','!=','===','!==','<','<=','>','>=','contains','matches','&','in','~'];
  const one = (): string => { const f = pick(fields) + pick(sl); const q = rnd(12) === 0 ? pick(['any ','all ']) : ''; const op = pick(ops);
    const m = rnd(8) === 0 ? ` & ${pick(vals)}` : '';
    if (op === 'in') return `${q}${f} ${pick(['in','not in'])} {${pick(vals)}${pick(['', ', ' + pick(vals), '..' + pick(vals)])}}`;
    return `${q}${f}${m} ${op} ${pick(vals)}`; };
  const texts = new Set<string>(); while (texts.size < 12000) texts.add(rnd(6) === 0 ? `${pick(['!', '', 'not '])}${one()} ${pick(['and','or','&&','||'])} ${one()}` : one());
  const list = [...texts];
  const out: string[] = []; let agree = 0, taken = 0; const bad = { a: 0, b: 0, c: 0 };
  for (const c of [captureFiles[3]!, captureFiles[7]!, captureFiles[9]!]) {
    const subjects = framesOf(c); const ans = askTshark(c.path, list);
    list.forEach((t, i) => {
      const f = parseFilter(t); const a = ans[i];
      if (!a && !f.ok) { agree++; return; }
      if (!a) { bad.a++; out.push(`A we take: ${t}`); return; }
      if (!f.ok) { bad.b++; out.push(`B we refuse: ${t}   ${f.message}`); return; }
      taken++;
      const o = subjects.flatMap((s, k) => f.test(s) ? [k + 1] : []);
      if (o.join() === a.join()) agree++; else { bad.c++; out.push(`C differ: ${t}  ours ${o.slice(0,8)} (${o.length}) tshark ${a.slice(0,8)} (${a.length}) ${c.name}`); }
    });
  }
  writeFileSync('/tmp/rand.txt', [...new Set(out)].join('\n')); console.log({ agree, taken, ...bad });
}, 300000);
