// The types that follow from declarations. Mistakes here are compile errors.
import { expect, expectTypeOf, test } from 'vitest';
import { type arp, type ethernet, type Input, type icmp, ipv4, tcp, type Values } from '../../src/wire/index.js';

test('values and inputs follow from the declaration', () => {
  expectTypeOf<Values<typeof arp>['srcMac']>().toEqualTypeOf<number>();
  expectTypeOf<Values<typeof ipv4>['mf']>().toEqualTypeOf<number>();
  expectTypeOf<Values<typeof icmp>['seq']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Values<typeof icmp>['mtu']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Input<typeof ethernet>>().toEqualTypeOf<{
    readonly dst: number;
    readonly src: number;
    readonly type: number;
  }>();
  expectTypeOf<Input<typeof ipv4>['ttl']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Input<typeof ipv4>['src']>().toEqualTypeOf<number>();
  expectTypeOf<Extract<Values<typeof tcp>['options'][number], { kind: 'mss' }>['mss']>().toEqualTypeOf<number>();
  expectTypeOf(ipv4.get.flags).toBeFunction();
  expectTypeOf(tcp.get.synFlag).toBeFunction();
  // @ts-expect-error no such field
  expect(ipv4.get.nothing).toBeUndefined();
});
