// A DHCP server in a lesson file: `dhcpd: { ranges: [{ from: 192.168.0.100, to: 192.168.0.199, lease: 1h }] }`. It becomes the
// command that starts it, typed while the node is set up. Read format.ts first.
import * as z from 'zod';
import { maskOf, parseIpv4, parseMac } from '../wire/index.js';
import { want } from './want.js';

const address = z.string(want('address')).refine(text => parseIpv4(text) !== undefined, want('address'));
const mac = z.string(want('mac')).refine(text => parseMac(text) !== undefined, want('mac'));
const lease = z.string(want('lease')).regex(/^(?:\d{1,9}[smhdw]?|infinite)$/, want('lease'));

const range = z
  .strictObject({
    from: address.describe('First address of the pool'),
    to: address.describe('Last address of the pool'),
    prefix: z.int().min(1).max(30).optional().describe("Of its network; that of the device's address when left out"),
    lease: lease.optional().describe('How long an address is lent: 120s at least; 1h when left out'),
  })
  .refine(({ from, to }) => (parseIpv4(from) ?? 0) <= (parseIpv4(to) ?? 0), want('pool'));

export const dhcpdSchema = z.strictObject({
  ranges: z.array(range).min(1).max(20).describe('Pools: one for each network'),
  hosts: z.record(mac, address).default({}).describe('Addresses kept for machines, by MAC address'),
  router: address.optional().describe('Default router to tell of; the server itself, or the relay, when left out'),
  dns: z.array(address).max(3).optional().describe('Name servers to tell of'),
  domain: z
    .string()
    .max(60)
    .regex(/^[a-z0-9.-]+$/i, want('domain'))
    .optional()
    .describe('Domain to tell of'),
  options: z
    .record(
      z.string().regex(/^\d{1,3}$/, want('option')),
      z
        .string()
        .max(200)
        .regex(/^[^\s'"]+$/, want('option-value')),
    )
    .default({})
    .describe('Other options by number (RFC 2132): { 42: 192.168.0.1 }'),
  ping: z.boolean().default(true).describe('false: does not look whether an address is in use before it offers it'),
  authoritative: z.boolean().default(true).describe('false: stays silent about leases that it does not know'),
});
export type DhcpdFile = z.infer<typeof dhcpdSchema>;

const dotted = (mask: number): string => [24, 16, 8, 0].map(bits => (mask >>> bits) & 255).join('.');

/** The command that runs such a server. */
export function dhcpdCommand({ ranges, hosts, router, dns, domain, options, ping, authoritative }: DhcpdFile): string {
  const sent: (readonly [code: string, value: string])[] = [
    ...(router === undefined ? [] : [['3', router] as const]),
    ...(dns === undefined ? [] : [['6', dns.join(',')] as const]),
    ...Object.entries(options),
  ];
  const pool = ({ from, to, prefix, lease: time }: DhcpdFile['ranges'][number]) =>
    [from, to, ...(prefix === undefined ? [] : [dotted(maskOf(prefix))]), ...(time === undefined ? [] : [time])].join(
      ',',
    );
  return [
    'dnsmasq',
    ...ranges.map(each => `--dhcp-range=${pool(each)}`),
    ...Object.entries(hosts).map(([machine, ip]) => `--dhcp-host=${machine},${ip}`),
    ...sent.map(([code, value]) => `--dhcp-option=${code},${value}`),
    ...(domain === undefined ? [] : [`--domain=${domain}`]),
    ...(authoritative ? ['--dhcp-authoritative'] : []),
    ...(ping ? [] : ['--no-ping']),
  ].join(' ');
}
