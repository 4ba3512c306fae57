// Finds what a file imports, and which of its imports the table of rooms forbids.
import { posix } from 'node:path';
import { allowedRooms, entryFile, isRoom, nodeRooms, notInEntry, packages, type Room, rooms } from './rooms.js';
import { codeOf, lineOf, type SourceFile } from './source.js';

export interface Import {
  /** As written; undefined when it is computed at run time. */
  specifier: string | undefined;
  /** Whether the file is loaded with the one that names it, or not at all, or when the program gets there. */
  loads: 'at once' | 'never' | 'later';
  line: number;
}

const clauses = [
  /\bfrom\s*(['"])/g, // import … from, import type … from, export … from
  /\bimport\s*(['"])/g, // for its effects
  /\b(?:import|require)\s*\(\s*(['"`]?)/g, // import('…') as a value or a type, import x = require('…')
];

/** When what a clause names is loaded. */
function loadsOf(code: string, match: RegExpExecArray): Import['loads'] {
  if (match[0].includes('(')) return match[0].startsWith('import') ? 'later' : 'at once';
  const statement = code.slice(
    Math.max(code.lastIndexOf('import', match.index), code.lastIndexOf('export', match.index)),
  );
  return /^\w+\s+type\s+(?!from\b)[\w{*]/.test(statement) ? 'never' : 'at once';
}

/** Every import of a file: static, dynamic, type-only and re-exporting, in the order of their lines. */
export function importsOf(text: string): Import[] {
  const code = codeOf(text);
  const found: Import[] = [];
  for (const clause of clauses) {
    for (const match of code.matchAll(clause)) {
      const line = lineOf(text, match.index);
      const loads = loadsOf(code, match);
      const quote = match[1];
      if (!quote) {
        found.push({ specifier: undefined, loads, line });
        continue;
      }
      const from = match.index + match[0].length;
      const specifier = text.slice(from, code.indexOf(quote, from));
      found.push({ specifier: specifier.includes('${') ? undefined : specifier, loads, line });
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

/** The room that a file of src/ is in. */
export function roomOf(path: string): Room | undefined {
  const [src, name, ...rest] = path.split('/');
  return src === 'src' && name !== undefined && rest.length > 0 && isRoom(name) ? name : undefined;
}

/** What the table forbids in this file, one sentence each with its mend. */
export function violations(file: SourceFile): string[] {
  const room = roomOf(file.path);
  if (!room && file.path !== entryFile) {
    return [`${file.path}: is in no room. Put it into one of src/{${Object.keys(rooms).join(',')}}, or add a room.`];
  }
  return importsOf(file.text).flatMap(({ specifier, line }) => {
    const problem =
      specifier === undefined ? 'imports a computed name. Write it out.' : judge(file.path, room, specifier);
    return problem ? [`${file.path}:${line}: ${problem}`] : [];
  });
}

function judge(path: string, room: Room | undefined, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return judgeFile(path, room, specifier);
  if (specifier.startsWith('node:')) {
    if (room && nodeRooms.includes(room)) return undefined;
    return `imports ${specifier}. Only ${nodeRooms.join(', ')} may: hand in what is needed.`;
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (room && packages[room]?.includes(name)) return undefined;
  return `imports the package ${specifier}. ${room ?? path} may import: ${(room && packages[room]?.join(', ')) || 'none'}.`;
}

function judgeFile(path: string, room: Room | undefined, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier);
  const other = roomOf(target);
  if (!/\.(?:js|json)$/.test(specifier)) return `imports ${specifier}. Write the ending: .js`;
  if (!other) {
    return target === entryFile.replace('.ts', '.js')
      ? `imports the library's entry. Import the room that has what is needed.`
      : `imports ${specifier}, which is outside the rooms of src.`;
  }
  if (!room) return notInEntry.includes(other) ? `imports ${other}, which is no part of the library.` : undefined;
  if (other === room || allowedRooms(room).includes(other)) return undefined;
  return `${room} imports ${other}. It may import: ${allowedRooms(room).join(', ') || 'no other room'}.`;
}

/** The imports between rooms that the files hold: a room to the rooms it names. */
export function graphOf(files: readonly SourceFile[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const file of files) {
    const room = roomOf(file.path);
    if (!room) continue;
    const edges = graph.get(room) ?? new Set();
    graph.set(room, edges);
    for (const { specifier } of importsOf(file.text)) {
      const other = specifier?.startsWith('.') && roomOf(posix.join(posix.dirname(file.path), specifier));
      if (other && other !== room) edges.add(other);
    }
  }
  return graph;
}

/** One cycle of a graph, as the names along it, or undefined. */
export function cycleOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const visit = (name: string, path: string[]): string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const cycle = visit(next, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return undefined;
}
