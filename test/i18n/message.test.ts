import { describe, expect, test } from 'vitest';
import { hasMessage, LANGS, langNamed, message, pickLang } from '../../src/i18n/index.js';
import { messageIds } from '../../src/i18n/message.js';
import { parseTemplate, placeholdersOf } from '../../src/i18n/template.js';
import { samples } from './support.js';

describe('message', () => {
  test('writes typed values by the formatters', () => {
    const args = { ip: 1, dev: 2, frame: 3 };
    expect(message('en', 'neigh.unknown', args, samples)).toBe(
      'sw.p1 has no ARP entry for 192.168.0.103: the packet waits and everyone on the link is asked',
    );
    expect(message('zh-CN', 'neigh.unknown', args, samples)).toBe(
      'sw.p1 没有 192.168.0.103 的 ARP 表项：数据包先等待，并向链路上所有站点询问',
    );
  });

  test('writes lists one by one', () => {
    const dev = (n: number) => `p${n}`;
    const args = { frame: 1, ports: [4, 3, 2] };
    expect(message('en', 'bridge.flood', args, { dev })).toContain('here p4, p3, p2');
    expect(message('zh-CN', 'bridge.flood', args, { dev })).toContain('这里是 p4、p3、p2');
    expect(message('en', 'bridge.flood', { frame: 1, ports: [] }, { dev })).toContain('no other port is up');
  });

  test('chooses singular and plural', () => {
    expect(message('en', 'ui.change.waiting', { count: 1 })).toBe('one packet waits');
    expect(message('en', 'ui.change.waiting', { count: 0 })).toBe('0 packets wait');
    expect(message('en', 'ui.change.waiting', { count: 3 })).toBe('3 packets wait');
    expect(message('zh-CN', 'ui.change.waiting', { count: 1 })).toBe('1 个数据包在等待');
  });

  test('chooses by truth and by value', () => {
    const args = { frame: 1, dev: 2 };
    expect(message('en', 'xmit.down', { ...args, up: true }, samples)).toContain('no carrier');
    expect(message('en', 'xmit.down', { ...args, up: false }, samples)).toContain('switched off');
    expect(message('en', 'ip.deliver', { netns: 'A', proto: 6 })).toContain('so TCP gets');
    expect(message('en', 'ip.deliver', { netns: 'A', proto: 99 })).toContain('so that protocol gets');
  });

  test('writes what needs no formatter itself', () => {
    expect(message('en', 'receive.unknown', { etherType: 0x0806, frame: 1 })).toContain('0x0806');
    expect(message('en', 'link.lost', { frame: 1, dev: 1, loss: 0.015 })).toContain('1.5 %');
    expect(message('en', 'neigh.noarp', { dev: 7 })).toMatch(/^7 leads/);
  });

  test('shows what is missing and never throws', () => {
    for (const lang of LANGS) {
      expect(message(lang, 'no.such.id')).toBe('⟨no.such.id⟩');
      expect(message(lang, 'toString')).toBe('⟨toString⟩');
      expect(hasMessage(lang, 'constructor')).toBe(false);
      for (const id of messageIds()) expect(() => message(lang, id)).not.toThrow();
    }
    expect(message('en', 'neigh.noarp')).toMatch(/^\{dev\} leads/);
  });
});

describe('templates', () => {
  test.each([
    ['plain', []],
    ['{ip:ipv4} at {mac:mac}', ['ip:ipv4', 'mac:mac']],
    ['{n|one|# of {m}}', ['n', 'm']],
    ['{up?yes {dev:dev}:no {why}}', ['up', 'dev:dev', 'why']],
    ['{t=3:a|4:b {x}|{t}}', ['t', 'x']],
    ['\\{no\\} \\#', []],
  ])('%s asks for %j', (source, names) => {
    expect([...placeholdersOf(parseTemplate(source))]).toEqual(names);
  });

  test.each([['{'], ['{}'], ['}'], ['{a'], ['{a:nothing}'], ['{a|b}'], ['{a?b}'], ['{a!}'], ['a\\'], ['{a:ipv4']])(
    '%s is refused',
    source => {
      expect(() => parseTemplate(source)).toThrow(/^template: .* at character \d+ of /);
    },
  );
});

describe('the language', () => {
  test.each([
    [{}, undefined, 'en'],
    [{ LANG: 'C.UTF-8' }, undefined, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, undefined, 'zh-CN'],
    [{ LANG: 'zh_TW' }, undefined, 'zh-CN'],
    [{ LANG: 'zhx' }, undefined, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, undefined, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, undefined, 'zh-CN'],
    [{ LANG: 'de_DE', LC_MESSAGES: 'zh' }, undefined, 'zh-CN'],
    [{ LC_ALL: 'C', NETSTEP_LANG: 'zh' }, undefined, 'zh-CN'],
    [{ NETSTEP_LANG: 'zh' }, 'en', 'en'],
    [{}, 'ZH-cn', 'zh-CN'],
    [{ LANG: 'fr_FR.UTF-8' }, undefined, 'en'],
  ])('%j with %s is %s', (env, wanted, lang) => {
    expect(pickLang(env, wanted)).toBe(lang);
  });

  test('names that are none are told from names that are', () => {
    expect(langNamed('fr')).toBeUndefined();
    expect(langNamed('en_GB.UTF-8')).toBe('en');
    expect(langNamed('zh-Hans')).toBe('zh-CN');
  });
});
