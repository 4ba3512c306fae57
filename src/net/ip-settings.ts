// The IPv4 settings of a device (Linux struct in_device, include/linux/inetdevice.h): how a setting for all devices and the
// device's own go together differs from one to the next.
import type { Netns } from './stack.js';

/** What a packet path asks about a device. An index over the settings: Netns.inDev makes it. */
export class InDev {
  readonly forwarding: boolean;
  /** 0: none, 1: strict, 2: loose (RFC 3704). */
  readonly rpFilter: number;
  readonly sendRedirects: boolean;
  readonly acceptRedirects: boolean;
  readonly secureRedirects: boolean;
  readonly sharedMedia: boolean;
  readonly acceptSourceRoute: boolean;
  readonly acceptLocal: boolean;
  readonly routeLocalnet: boolean;

  constructor(ns: Netns, dev: string) {
    const all = (name: string) => ns.sysctl(`net.ipv4.conf.all.${name}`);
    const own = (name: string) => ns.sysctl(`net.ipv4.conf.${dev}.${name}`);
    const either = (name: string) => all(name) !== 0 || own(name) !== 0;
    const both = (name: string) => all(name) !== 0 && own(name) !== 0;
    this.forwarding = own('forwarding') !== 0;
    this.rpFilter = Math.max(all('rp_filter'), own('rp_filter'));
    this.sendRedirects = either('send_redirects');
    this.acceptRedirects = this.forwarding ? both('accept_redirects') : either('accept_redirects');
    this.secureRedirects = either('secure_redirects');
    this.sharedMedia = either('shared_media');
    this.acceptSourceRoute = both('accept_source_route');
    this.acceptLocal = either('accept_local');
    this.routeLocalnet = either('route_localnet');
  }
}

const FORWARD = 'net.ipv4.ip_forward';
const ALL_FORWARD = 'net.ipv4.conf.all.forwarding';
const DEVICE_FORWARD = /^net\.ipv4\.conf\..+\.forwarding$/;

/**
 * Writes a setting. Switching a node from host to router, or back, sets forwarding for all its devices and whether it
 * accepts redirects (Linux inet_forward_change(); RFC 1812 §5.2.7.2: a router ignores them).
 */
export function writeSetting(ns: Netns, name: string, value: number): void {
  const put = (key: string, n: number) => ns.sysctls.set(key, { name: key, value: n });
  if (name !== FORWARD && name !== ALL_FORWARD) {
    put(name, value);
    return;
  }
  const was = ns.sysctl(FORWARD);
  put(FORWARD, value);
  if (was === value) return;
  for (const [key] of [...ns.sysctls.entries()]) if (DEVICE_FORWARD.test(String(key))) ns.sysctls.delete(key);
  put(ALL_FORWARD, value);
  put('net.ipv4.conf.default.forwarding', value);
  put('net.ipv4.conf.all.accept_redirects', value === 0 ? 1 : 0);
}
