// Chinese of ../en/neigh.ts.
import type { neigh as en } from '../en/neigh.js';

export const neigh = {
  'neigh.known': '{ip:ipv4} 的 ARP 表项为 {state}：帧直接发往 {mac:mac}',
  'neigh.stale-used': '{ip:ipv4} 的表项为 {state}，近来未经证实：仍先发往 {mac:mac}，若一直得不到证实再去探测',
  'neigh.unknown': '{dev:dev} 没有 {ip:ipv4} 的 ARP 表项：数据包先等待，并向链路上所有站点询问',
  'neigh.waiting': '已经在询问 {ip:ipv4}：数据包 {frame:frame} 与先到的一起等待应答',
  'neigh.failed-retry': '上次没有找到 {ip:ipv4}：现在又有数据包要发，重新向所有站点询问',
  'neigh.noarp': '{dev:dev} 只通向本机：不需要解析 MAC 地址',

  'neigh.learn':
    '{dev:dev} 还没有 {ip:ipv4} 的表项：记下 {mac:mac}，状态 {state}{state=STALE:，只收到过它的消息，尚未证实双向可达|}',
  'neigh.answer': '{ip:ipv4} 的 MAC 地址是 {mac:mac}：表项有了地址，状态 {state}，等待它的数据包可以发出',
  'neigh.confirmed': '{mac:mac} 再次为 {ip:ipv4} 应答：表项得到证实，状态 {state}',
  'neigh.changed':
    '{ip:ipv4} 原来在 {before:mac}，现在 {mac:mac} 声称拥有它：以新消息为准{state=STALE:，未经证实，记为 STALE|}',
  'neigh.locked': '{mac:mac} 声称拥有 {ip:ipv4}：仍保留 {before:mac}，它是一秒之内刚记下的，或是手工设定的',
  'neigh.heard': '{ip:ipv4} 仍从 {mac:mac} 发来消息：收得到它，不等于它收得到我们，状态仍为 {state}',

  'neigh.still-reachable': '{ip:ipv4} 在 {confirmed:time} 又得到证实：保持 REACHABLE，重新设定定时器',
  'neigh.to-stale': '超过可达时间 {reachable:duration} 没有 {ip:ipv4} 的证实：转为 STALE，仍可使用，但用时要核实',
  'neigh.to-delay': '{ip:ipv4} 的可达时间已过，但在 {used:time} 用过：进入 DELAY，先等一等证实，不急于询问',
  'neigh.to-probe': 'DELAY 期间没有证实 {ip:ipv4} 收得到我们：向已知的 MAC 地址单播询问（PROBE）',
  'neigh.delay-confirmed': 'DELAY 期间在 {confirmed:time} 得到了证实：不必询问，{ip:ipv4} 回到 REACHABLE',
  'neigh.ask-again': '对 {ip:ipv4} 询问了 {asked} 次，没有应答：帧可能会丢，所以再问一次',
  'neigh.give-up':
    '对 {ip:ipv4} 询问了 {asked} 次都没有应答：转为 FAILED{waiting?，等待的 {waiting} 个数据包发送失败:}',

  'neigh.device-down': '{dev:dev} 已停用或有变动：它的 {count} 个邻居表项不再可靠，删除',
  'neigh.queue-full': '等待 {ip:ipv4} 的数据包太多：丢弃最早的 {frame:frame}，给最新的腾出位置',
  'neigh.release': '已知道 {ip:ipv4} 的 MAC 地址：等待的 {count} 个数据包按先后顺序发出',
  'neigh.discard': '{ip:ipv4} 的表项被删除：等待它的数据包 {frame:frame} 随之丢弃',

  'arp.ask-all': '{dev:dev} 需要 {ip:ipv4} 的 MAC 地址，却不知道该问谁：只能广播询问所有站点',
  'arp.ask-one': '{dev:dev} 只向 {mac:mac} 询问它是否仍是 {ip:ipv4}：不必打扰其他站点',
  'arp.reply': '{ip:ipv4} 是 {dev:dev} 的地址：请求里写明了 {to:ipv4} 在 {mac:mac}，所以只单播应答它',
  'arp.announce': '本机主动通告自己的地址（免费 ARP），好让别处的旧表项得到更正',
  'arp.probe': '启用一个地址之前，先问问是否已有站点在用它（RFC 5227）',

  'arp.request-for-me': '{ip:ipv4} 询问 {target:ipv4}，正是本机：接下来要和它通信，先记下它的地址，再应答',
  'arp.request-for-other': '{ip:ipv4} 询问 {target:ipv4}，不是本机：不该由本机应答',
  'arp.got-reply': '{ip:ipv4} 应答说它在 {mac:mac}：凡已有它的表项，就以此为据',
  'arp.got-gratuitous': '{ip:ipv4} 主动通告自己在 {mac:mac}（免费 ARP）：已有的表项随之更正',
  'arp.duplicate-probe': '{mac:mac} 询问 {target:ipv4} 是否空闲（发送方 0.0.0.0）：本机正在使用，应答告知',
  'arp.own-address': '{mac:mac} 用的是本机自己的地址 {ip:ipv4}：地址冲突，不应答，也不学习',
  'arp.malformed': '帧 {frame:frame} 里不是可以识别的 IPv4 以太网 ARP 报文：丢弃',
  'arp.not-ours': '帧 {frame:frame} 的目的 MAC 是别人，只是被旁听到：ARP 不予理会',
  'arp.no-entry': '{dev:dev} 没有 {ip:ipv4} 的表项，也没有问过它：用不着的地址不记（arp_accept 为 0）',
} as const satisfies Record<keyof typeof en, string>;
