// What a filter of a question means, as conditions that can be put into words: each field with its label, each value as the
// frame that is meant shows it (`request (1)` for 1). Plain data; export/filter-words.ts makes the sentence.
import { type Clause, clauseOf } from '../../filter/index.js';
import { eachNode, fieldsNamed, type Layer, protocolByName } from '../../wire/index.js';

export type Said =
  | { readonly kind: 'present'; readonly field: string; readonly label: string }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly label: string;
      readonly op: string;
      readonly value: string;
    }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly parts: readonly Said[] }
  | { readonly kind: 'not'; readonly part: Said };

/** `layers`: of the frame for which the filter holds, where there is one. Undefined: it is no filter. */
export function saidOf(filter: string, layers: readonly Layer[] = []): Said | undefined {
  const nodes = [...eachNode(layers)];
  const said = (clause: Clause): Said => {
    if (clause.kind === 'not') return { kind: 'not', part: said(clause.part) };
    if ('parts' in clause) return { kind: clause.kind, parts: clause.parts.map(said) };
    const { field } = clause;
    const node = nodes.find(each => each.name === field);
    const label = node?.label ?? fieldsNamed(field)[0]?.label ?? '';
    if (clause.kind === 'present') return { kind: 'present', field, label: protocolByName(field) ? '' : label };
    const shown = clause.op === '==' && node !== undefined ? node.text : clause.value;
    return { kind: 'compare', field, label, op: clause.op, value: shown };
  };
  const clause = clauseOf(filter);
  return clause && said(clause);
}
