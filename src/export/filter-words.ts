// The conditions of a question in words: `ARP Opcode is request (1) and there is a VLAN tag`. Read lesson/predict/said.ts first.
import { hasMessage } from '../i18n/index.js';
import { type Said, saidOf } from '../lesson/index.js';
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

/** How a field is called, by its name and its label. */
type Naming = (name: string, label: string) => string;

/** A filter over the rows of a table as a sentence: its columns by their headings. */
export function rowFilterWords(words: Describer, schema: string, filter: string): string {
  const said = saidOf(filter);
  const heading: Naming = name => words.text(`column.${schema}.${name}`);
  return said === undefined ? filter : saidWords(words, said, false, heading);
}

/** A display filter as a sentence. */
export function frameFilterWords(words: Describer, filter: string): string {
  const said = saidOf(filter);
  return said === undefined ? filter : saidWords(words, said);
}

export function saidWords(
  words: Describer,
  said: Said,
  inner = false,
  called: Naming = (name, label) => fieldWords(words, name, label),
): string {
  if (said.kind === 'not') return words.text('say.no', { what: saidWords(words, said.part, true, called) });
  if (said.kind === 'present') {
    const field = called(said.field, said.label);
    return words.text(said.label === '' ? 'say.carries' : 'say.has', { field });
  }
  if (said.kind === 'compare') {
    const field = called(said.field, said.label);
    return words.text(`say.${OPS[said.op] ?? 'is'}`, { field, value: words.wireText(said.value) });
  }
  const parts = said.parts.map(part => saidWords(words, part, true, called));
  const text = parts.reduce((a, b) => words.text(`say.${said.kind}`, { a, b }));
  return inner && said.kind !== 'and' ? words.text('say.group', { what: text }) : text;
}
