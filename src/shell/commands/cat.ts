// cat: the files that the programs of a node read. There is no file system: what stands in them stands in tables.
import { settingsOf, supplicantConfSchema, usersOf } from '../../net/index.js';
import { type Context, command } from '../command.js';
import { type CommandResult, fail } from '../result.js';

/** hostapd's eap_user file; the attributes are RADIUS' way to say a VLAN (RFC 3580 §3.31). */
function eapUsers({ stack, ns }: Context): string[] | undefined {
  const users = [...usersOf(stack, ns).rows()];
  if (users.length === 0) return undefined;
  return users.flatMap(({ user, secret, vid }) => [
    `"${user}"\tMD5\t"${secret}"`,
    ...(vid === undefined
      ? []
      : ['radius_accept_attr=64:d:13', 'radius_accept_attr=65:d:6', `radius_accept_attr=81:s:${vid}`]),
  ]);
}

function hostapdConf(context: Context): string[] | undefined {
  if (eapUsers(context) === undefined) return undefined;
  const { reAuthNs } = settingsOf(context.stack, context.ns);
  return [
    'driver=wired',
    'ieee8021x=1',
    `eap_reauth_period=${reAuthNs / 1_000_000_000}`,
    'eap_server=1',
    'eap_user_file=/etc/hostapd.eap_user',
  ];
}

function supplicantConf({ stack, ns }: Context): string[] | undefined {
  const [login] = [...stack.world.journal.table(supplicantConfSchema, ns.name).rows()];
  if (login === undefined) return undefined;
  return [
    'ap_scan=0',
    'network={',
    '\tkey_mgmt=IEEE8021X',
    '\teap=MD5',
    `\tidentity="${login.identity}"`,
    `\tpassword="${login.password}"`,
    '\teapol_flags=0',
    '}',
  ];
}

type Reader = (context: Context) => string[] | undefined;
const files = new Map<string, Reader>();
/** A file that nodes have: its lines, or undefined where a node has none. */
export const file = (path: string, read: Reader): unknown => files.set(path, read);

file('/etc/hostapd.conf', hostapdConf);
file('/etc/hostapd.eap_user', eapUsers);
file('/etc/wpa_supplicant.conf', supplicantConf);

command('cat', {
  usage: 'cat FILE ...',
  run(words, context): CommandResult {
    if (words.length === 0) return fail(1, 'cat: missing operand');
    const out: string[] = [];
    const err: string[] = [];
    for (const word of words) {
      const lines = files.get(word)?.(context);
      if (lines === undefined) err.push(`cat: ${word}: No such file or directory`);
      else out.push(...lines);
    }
    return { status: err.length > 0 ? 1 : 0, out, err };
  },
  complete: (_, context) => [...files].flatMap(([path, read]) => (read(context) === undefined ? [] : [path])),
});
