// The conditions of a question in words: `ARP Opcode is request (1) and there is a VLAN tag`. Read lesson/predict/said.ts first.
import { hasMessage } from '../i18n/index.js';
import type { Said } from '../lesson/index.js';
import type { Describer } from './describe.js';

/** Protocols by their short names, as people say them. */
const SHORT: Readonly<Record<string, string>> = { eth: 'Ethernet', ip: 'IP', vlan: 'VLAN' };

/** `ARP Opcode`, `Ethernet Destination`: a field with its protocol. */
export function fieldWords(words: Describer, name: string, label: string): string {
  const own = `say.${name}`;
  if (hasMessage(words.lang, own)) return words.text(own);
  const [protocol = ''] = name.split('.');
  const short = SHORT[protocol] ?? protocol.toUpperCase();
  return label === '' ? short : `${short} ${words.fieldLabel(name, label)}`;
}

const OPS: Readonly<Record<string, string>> = {
  '==': 'is',
  '===': 'is',
  '!=': 'not',
  '!==': 'not',
  '<': 'less',
  '<=': 'most',
  '>': 'more',
  '>=': 'least',
  in: 'in',
  contains: 'contains',
  matches: 'matches',
};

export function saidWords(words: Describer, said: Said, inner = false): string {
  if (said.kind === 'not') return words.text('say.no', { what: saidWords(words, said.part, true) });
  if (said.kind === 'present') {
    const field = fieldWords(words, said.field, said.label);
    return words.text(said.label === '' ? 'say.carries' : 'say.has', { field });
  }
  if (said.kind === 'compare') {
    const field = fieldWords(words, said.field, said.label);
    return words.text(`say.${OPS[said.op] ?? 'is'}`, { field, value: words.wireText(said.value) });
  }
  const parts = said.parts.map(part => saidWords(words, part, true));
  const text = parts.reduce((a, b) => words.text(`say.${said.kind}`, { a, b }));
  return inner && said.kind !== 'and' ? words.text('say.group', { what: text }) : text;
}
