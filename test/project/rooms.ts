// The rooms of the house, ground floor first: what each room of src/ imports. The same table stands in ARCHITECTURE.md,
// and rooms.test.ts compares the two.

/** The rooms that each room imports. */
export const rooms = {
  wire: [],
  journal: [],
  i18n: [],
  filter: ['wire', 'journal'],
  sim: ['journal', 'wire'],
  net: ['sim', 'journal', 'wire'],
  apps: ['net', 'sim', 'journal', 'wire'],
  shell: ['apps', 'net', 'filter', 'journal', 'wire'],
  topology: ['shell', 'apps', 'net', 'sim', 'journal', 'wire'],
  debug: ['sim', 'filter', 'journal', 'wire'],
  capture: ['debug', 'net', 'sim', 'filter', 'journal', 'wire'],
  lesson: ['topology', 'debug', 'filter', 'i18n', 'journal', 'wire'],
  export: ['lesson', 'capture', 'debug', 'i18n', 'journal', 'wire'],
  author: ['export', 'lesson', 'debug', 'i18n'],
  tui: ['export', 'lesson', 'debug', 'filter', 'i18n', 'journal', 'wire'],
  platform: [],
  cli: 'all',
} as const satisfies Record<string, readonly string[] | 'all'>;

export type Room = keyof typeof rooms;

/** Files, terminals and folders are handed to the rooms below these; only these may import them. */
export const platformReaders: readonly Room[] = ['author', 'cli'];

/** The packages that a room may import; a room without a line may import none. */
export const packages: Partial<Record<Room, readonly string[]>> = {
  lesson: ['yaml', 'zod'],
  export: ['string-width'],
  // vitest only in its types: whoever tests a lesson brings it.
  author: ['diff', 'vitest'],
  tui: ['ink', 'react', 'chalk', 'string-width', 'fzf'],
  cli: ['commander', 'chalk', 'zod'],
};

/** The rooms that may import Node's own modules. */
export const nodeRooms: readonly Room[] = ['platform', 'author', 'cli'];

/** The rooms whose results depend on nothing but their arguments: no clock, no chance, no later, no locale. */
export const pureRooms: readonly Room[] = [
  'wire',
  'journal',
  'filter',
  'sim',
  'net',
  'apps',
  'shell',
  'topology',
  'debug',
  'capture',
];

/** The files beside the rooms: the library's entry gathers what rooms offer, save those that only the program uses. */
export const entryFile = 'src/index.ts';
export const notInEntry: readonly Room[] = ['tui', 'platform', 'cli'];

export function isRoom(name: string): name is Room {
  return Object.hasOwn(rooms, name);
}

/** The rooms that files of this room may import, itself left out. */
export function allowedRooms(room: Room): Room[] {
  const named: readonly Room[] | 'all' = rooms[room];
  const all = Object.keys(rooms).filter(isRoom);
  const allowed = named === 'all' ? all : [...named];
  if (named !== 'all' && platformReaders.includes(room)) allowed.push('platform');
  return allowed.filter(other => other !== room);
}
