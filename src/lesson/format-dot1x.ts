// VLANs by who sends, and logins, in a lesson file: `mac-vlans`, `subnet-vlans`, `users` and `dot1x` of a switch, `login` of a host.
import * as z from 'zod';
import { formatIpv4, maskOf, parseCidr, parseMac } from '../wire/index.js';
import { want } from './want.js';

const MOST = 4094;
const VID = want('vid');
const vid = z.int(VID).min(1, VID).max(MOST, VID);

const isStation = (text: string): boolean => {
  const mac = parseMac(text);
  return mac !== undefined && Math.floor(mac / 2 ** 40) % 2 === 0;
};
/** A network with its prefix; an address in one is answered with the network. */
const network = z.string().superRefine((text, context) => {
  const cidr = text.includes('/') ? parseCidr(text) : undefined;
  const inside = cidr === undefined ? 0 : (cidr.address & maskOf(cidr.prefix)) >>> 0;
  if (cidr !== undefined && inside === cidr.address) return;
  const meant = cidr === undefined ? '' : `${formatIpv4(inside)}/${cidr.prefix}`;
  context.addIssue({ code: 'custom', message: want('network', { meant }) });
});

const station = z.string().refine(isStation, want('station'));

export const macVlansSchema = z
  .record(station, vid)
  .describe('Of a switch: the VLAN of untagged frames by their source address: { "02:00:00:00:01:01": 20 }');
export const subnetVlansSchema = z
  .record(network, vid)
  .describe('Of a switch: the VLAN of untagged frames by the IPv4 network of their sender: { 10.0.20.0/24: 20 }');

const NAME = want('user');
const SECRET = want('secret');
const printable = /^[\x21-\x7e]+$/;
const word = (message: string) => z.string(message).min(1, message).max(60, message).regex(printable, message);

export const usersSchema = z
  .record(
    word(NAME),
    z.strictObject({
      secret: word(SECRET).describe('What the user knows (a password)'),
      vlan: vid.optional().describe("The VLAN that this user's port is put into; the port's own when left out"),
    }),
  )
  .describe('Of a switch: who may log in by 802.1X: { alice: { secret: wonderland, vlan: 20 } }');

export const loginSchema = z
  .strictObject({
    user: word(NAME).describe('What it says when it is asked who it is'),
    secret: word(SECRET).describe('What it answers challenges with'),
  })
  .describe('Of a host: its /etc/wpa_supplicant.conf; the login itself is wpa_supplicant -B -D wired -i eth0 -c …');

const least = 1e9;
/** `duration` reads `30s`; `port` is a port's name. */
export const dot1xSchema = (duration: z.ZodType<number>, port: z.ZodType<string, string>) => {
  const time = (usual: string) =>
    duration
      .refine(ns => ns >= least, want('time-least'))
      .optional()
      .describe(`${usual} when left out`);
  return z
    .strictObject({
      ports: z.array(port).min(1).max(256).describe('Ports that are locked until somebody logs in'),
      quiet: time('How long nobody is heard after a failed login (quietPeriod); 60s'),
      tx: time('How long an answer to the question who is there is waited for (txPeriod); 30s'),
      supplicant: time('How long an answer to a challenge is waited for (suppTimeout); 30s'),
      reauth: time('How long a login holds before it is asked for again (reAuthPeriod); 3600s'),
    })
    .describe('Of a switch: IEEE 802.1X, by a hostapd with the users of this switch');
};
