// The English base: every message there is. A new area is one line here, one in ../zh-CN, and its two files.

import { about } from './about.js';
import { answers } from './answers.js';
import { apps } from './apps.js';
import { author } from './author.js';
import { build } from './build.js';
import { checks } from './checks.js';
import { cli } from './cli.js';
import { config } from './config.js';
import { debug } from './debug.js';
import { dhcp } from './dhcp.js';
import { dissect } from './dissect.js';
import { dot1x } from './dot1x.js';
import { fields } from './fields.js';
import { fieldsMore } from './fields-more.js';
import { filter } from './filter.js';
import { format } from './format.js';
import { formatYaml } from './format-yaml.js';
import { ip } from './ip.js';
import { keyboard } from './keyboard.js';
import { keys } from './keys.js';
import { learner } from './learner.js';
import { lesson } from './lesson.js';
import { library } from './library.js';
import { look } from './look.js';
import { medium } from './medium.js';
import { neigh } from './neigh.js';
import { net } from './net.js';
import { packet } from './packet.js';
import { panelTables } from './panel-tables.js';
import { picture } from './picture.js';
import { predict } from './predict.js';
import { progress } from './progress.js';
import { prompt } from './prompt.js';
import { promptHelp } from './prompt-help.js';
import { routing } from './routing.js';
import { rstp } from './rstp.js';
import { shell } from './shell.js';
import { short } from './short.js';
import { stack } from './stack.js';
import { stages } from './stages.js';
import { status } from './status.js';
import { stp } from './stp.js';
import { tables } from './tables.js';
import { tcp } from './tcp.js';
import { tcpCongestion } from './tcp-congestion.js';
import { tcpPanels } from './tcp-panels.js';
import { tcpTables } from './tcp-tables.js';
import { teach } from './teach.js';
import { time } from './time.js';
import { topology } from './topology.js';
import { tour } from './tour.js';
import { tui } from './tui.js';
import { typing } from './typing.js';
import { ui } from './ui.js';
import { vlan } from './vlan.js';
import { whatif } from './whatif.js';
import { words } from './words.js';

export const en = {
  ...net,
  ...medium,
  ...vlan,
  ...dot1x,
  ...dissect,
  ...neigh,
  ...ip,
  ...routing,
  ...answers,
  ...apps,
  ...shell,
  ...stages,
  ...tables,
  ...fields,
  ...fieldsMore,
  ...words,
  ...whatif,
  ...build,
  ...checks,
  ...debug,
  ...dhcp,
  ...typing,
  ...ui,
  ...learner,
  ...lesson,
  ...keys,
  ...cli,
  ...filter,
  ...format,
  ...formatYaml,
  ...author,
  ...predict,
  ...progress,
  ...prompt,
  ...promptHelp,
  ...packet,
  ...topology,
  ...tui,
  ...time,
  ...library,
  ...look,
  ...config,
  ...picture,
  ...panelTables,
  ...stack,
  ...status,
  ...stp,
  ...rstp,
  ...keyboard,
  ...tour,
  ...short,
  ...about,
  ...teach,
  ...tcp,
  ...tcpTables,
  ...tcpCongestion,
  ...tcpPanels,
} as const;
