// Chinese of ../en/net.ts.
import type { net as en } from '../en/net.js';

export const net = {
  'link.transmit':
    '{dev:dev} 发送帧 {frame:frame}：{sendNs?逐位发完需要 {sendNs:duration}，再过 {delayNs:duration} 最后一位到达 {peer:dev}:链路不限速率，{delayNs:duration} 后到达 {peer:dev}}',
  'link.down': '{dev:dev} 所在的链路已断开：帧 {frame:frame} 无法到达对端，只能丢失',
  'link.none': '{dev:dev} 没有接任何网线：帧 {frame:frame} 无处可发',
  'link.receive': '帧 {frame:frame} 的最后一位到达 {dev:dev}：收全之后才能校验并交给上层',
  'link.cut': '帧 {frame:frame} 还在去往 {dev:dev} 的途中，链路就断了：它不会到达',
  'link.lost': '链路丢失了去往 {dev:dev} 的帧 {frame:frame}：课程给这条链路设定的丢帧率是 {loss:percent}',

  'receive.host': '帧 {frame:frame} 从 {dev:dev} 进入协议栈：先按地址过滤，再按类型 {etherType:hex} 交给相应的协议',
  'receive.port': '{dev:dev} 是网桥 {bridge:dev} 的端口：这个帧交给网桥转发，而不是交给本机的上层协议',
  'receive.down': '{dev:dev} 已停用：帧 {frame:frame} 不予接收',
  'receive.length':
    '帧 {frame:frame} 从 {dev:dev} 进入协议栈：先按地址过滤；{length} 不是 EtherType 而是长度，所以后面是 LLC',
  'receive.unknown': '本机没有协议处理类型 {etherType:hex}：丢弃帧 {frame:frame}',
  'receive.runt': '帧 {frame:frame} 只有 {length} 字节：连 14 字节的以太网首部都不够',
  'nic.not-mine': '帧的目的地址是 {dst:mac}，而 {dev:dev} 是 {own:mac}：不是发给它的，丢弃',

  'xmit.busy': '{dev:dev} 在 {until:time} 之前一直忙：线路一次只能发一个帧，帧 {frame:frame} 先排队',
  'xmit.full': '{dev:dev} 的发送队列已有 {limit} 个帧，达到上限：丢弃帧 {frame:frame}（尾部丢弃）',
  'xmit.down': '{up?{dev:dev} 没有载波，链路对端无人:{dev:dev} 已停用}：丢弃帧 {frame:frame}',
  'xmit.free': '{dev:dev} 空闲了：队列里最早的帧 {frame:frame} 发出{left?，还有 {left} 个在等:}',
  'loopback.turn': '{dev:dev} 后面没有线路：本机发给自己的数据在这里掉头',
  'loopback.receive': '帧 {frame:frame} 从 {dev:dev} 进来，此后与从线路上收到的帧一样处理',

  'fdb.learn': '来自 {mac:mac} 的帧从 {port:dev} 进来{vid?，属于 VLAN {vid}:}：可见从 {port:dev} 能到达 {mac:mac}',
  'fdb.refresh': '又从 {port:dev} 收到 {mac:mac} 发的帧{vid?（VLAN {vid}）:}：表项仍然有效，老化时间重新计算',
  'fdb.move': '{mac:mac} 现在从 {port:dev} 发帧{vid?（VLAN {vid}）:}，不再是 {before:dev}：站点换了位置，表项随之更新',
  'fdb.full': 'CAM 表已满（上限 {limit} 项）：学不进 {mac:mac}，以后发给它的帧都要泛洪',
  'fdb.group-source': '源地址 {mac:mac} 是组地址，没有站点会用它作源地址：什么也不学',
  'fdb.hit': 'CAM 表中{vid? VLAN {vid} 的:} {mac:mac} 在 {port:dev}：帧 {frame:frame} 只从这个端口转发',
  'fdb.miss': '{bridge:dev} 的 CAM 表里{vid?，VLAN {vid} 中:}没有 {mac:mac}：泛洪出去，无论它在哪里都能收到',
  'fdb.group': '{mac:mac} 是组地址，不指某一个站点：帧从除入端口外的所有端口发出',
  'fdb.same-port': '{mac:mac} 就在 {port:dev}{vid?（VLAN {vid}）:}，帧正是从那里来的：目的站点已经收到，网桥将其过滤',
  'fdb.own': '{mac:mac} 是 {bridge:dev} 自身或其端口的地址：帧是给本机的，交给本机协议栈',
  'bridge.too-big':
    '帧 {frame:frame} 有 {length} 字节，超过 MTU 为 {mtu} 的 {port:dev} 所能发送的：网桥不分片，也不通知任何人',
  'bridge.forward': '帧 {frame:frame} 的副本从 {port:dev} 发出：网桥不改动其中任何一位',
  'bridge.flood':
    '{ports?帧 {frame:frame} 泛洪到除入端口外所有可用的端口，这里是 {ports:devs}:帧 {frame:frame} 需要泛洪，但没有其他可用的端口}',
  'fdb.check': '{bridge:dev} 查找 {ageingNs:duration} 没有动静的站点：过时的表项会把帧带错方向',
  'fdb.age': '{ageingNs:duration} 内没有从 {port:dev} 收到 {mac:mac} 的帧：它可能已离开或搬走，表项老化删除',
  'fdb.flush':
    '{moved?{port:dev} 周围的拓扑变了:{port:dev} 的链路断了}：在那里学到的 {count} 个地址现在可能在任何地方，全部清除',

  'dev.add': '添加设备 {dev:dev}，类型 {kind}：设备已存在，但启用之前不工作',
  'dev.up': '{dev:dev} 启用：一有载波就能收发',
  'dev.down': '{dev:dev} 停用：它的路由和邻居表项都删除，地址保留',
  'dev.carrier-on': '{dev:dev} 有载波了：链路两端都正常（网桥则是至少有一个端口可用）',
  'dev.carrier-off': '{dev:dev} 失去载波：链路不通了（网桥则是没有可用的端口了）',
  'dev.set': '{dev:dev} 的属性有变（MAC 地址、MTU 或所属网桥）：与之相关的随之更新',
  'addr.add': '给 {dev:dev} 配置地址 {ip:ipv4}/{prefix}：设备启用期间，内核自动添加由此而来的路由',
  'addr.delete': '从 {dev:dev} 删除地址 {ip:ipv4}/{prefix}：随它而来的路由一并删除',
  'route.add': '{netns} 添加到 {dst:ipv4}/{prefix} 的路由：没有更长的前缀匹配时用它',
  'route.delete': '{netns} 删除到 {dst:ipv4}/{prefix} 的路由：若有更短的前缀匹配，就改用那一条',
} as const satisfies Record<keyof typeof en, string>;
