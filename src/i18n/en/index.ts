// The English base: every message there is. A new area is one line here, one in ../zh-CN, and its two files.

import { apps } from './apps.js';
import { cli } from './cli.js';
import { debug } from './debug.js';
import { fields } from './fields.js';
import { fieldsMore } from './fields-more.js';
import { filter } from './filter.js';
import { ip } from './ip.js';
import { keys } from './keys.js';
import { lesson } from './lesson.js';
import { neigh } from './neigh.js';
import { net } from './net.js';
import { prompt } from './prompt.js';
import { shell } from './shell.js';
import { stages } from './stages.js';
import { tables } from './tables.js';
import { tui } from './tui.js';
import { ui } from './ui.js';
import { whatif } from './whatif.js';
import { words } from './words.js';

export const en = {
  ...net,
  ...neigh,
  ...ip,
  ...apps,
  ...shell,
  ...stages,
  ...tables,
  ...fields,
  ...fieldsMore,
  ...words,
  ...whatif,
  ...debug,
  ...ui,
  ...lesson,
  ...keys,
  ...cli,
  ...filter,
  ...prompt,
  ...tui,
} as const;
