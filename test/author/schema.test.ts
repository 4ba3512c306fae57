// The JSON Schema that editors complete from: the shipped file is the one the program prints, every key is explained, and
// its words are those of the program.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { schemaText } from '../../src/author/index.js';
import { tableSchemas } from '../../src/journal/index.js';
import { GENERAL_PANELS, lessonJsonSchema, NODE_PANELS } from '../../src/lesson/index.js';
import { isPanel } from '../../src/tui/panels/registry.js';
import { lessonIds, loadLesson } from '../lessons.js';

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node | readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
}
const schema = lessonJsonSchema() as Node;
const file = (path: string) => readFileSync(new URL(`../../lessons/${path}`, import.meta.url), 'utf8');

/** Every key with its path. */
function* keys(node: Node, path = ''): Generator<[string, Node]> {
  for (const [name, below] of Object.entries(node.properties ?? {})) {
    yield [`${path}.${name}`, below];
    yield* keys(below, `${path}.${name}`);
  }
  if (typeof node.additionalProperties === 'object') yield* keys(node.additionalProperties, `${path}.*`);
  for (const each of [node.items ?? [], node.anyOf ?? [], node.oneOf ?? []].flat()) yield* keys(each as Node, path);
}

test('the shipped schema is what netstep schema prints', () => {
  expect(file('lesson.schema.json')).toBe(schemaText());
});

test('every key has a description', () => {
  const all = [...keys(schema)];
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter(([, { description = '' }]) => description.length < 3).map(([path]) => path)).toEqual([]);
});

test('kinds of nodes, tables and panels are named', () => {
  const named = Object.fromEntries(keys(schema));
  expect(named['.nodes.*.kind']!.enum).toEqual(expect.arrayContaining(['host', 'switch']));
  const panels = new RegExp((schema.properties!.panels!.items as Node).pattern!);
  const tables = new RegExp(named['.checkpoints.goal.table']!.pattern!);
  for (const good of ['topology', 'neigh@A', 'fdb@sw', 'routes@A', 'link']) expect(good).toMatch(panels);
  for (const bad of ['fbd@sw', 'topologie', '@A']) expect(bad).not.toMatch(panels);
  for (const name of tableSchemas().keys()) expect(`${name}@A`).toMatch(tables);
});

test('the panels it names are those of the screen', () => {
  for (const name of [...GENERAL_PANELS, ...Object.keys(NODE_PANELS)]) expect(isPanel(name), name).toBe(true);
  for (const table of Object.values(NODE_PANELS)) expect(tableSchemas().has(table), table).toBe(true);
});

describe.each(lessonIds)('%s', id => {
  test('names the schema in a comment that editors read', () => {
    expect(file(`${id}/lesson.yaml`)).toContain('# yaml-language-server: $schema=../lesson.schema.json\n');
  });
  test('opens panels that the schema knows', () => {
    const panels = new RegExp((schema.properties!.panels!.items as Node).pattern!);
    for (const panel of loadLesson(id).panels) expect(panel).toMatch(panels);
  });
});
