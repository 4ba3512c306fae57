// Chinese of ../en/stp.ts.
import type { stp as en } from '../en/stp.js';

export const stp = {
  'stp.better':
    '{dev:dev} 从帧 {frame:frame} 得知更优信息：{part=root:根桥 {root} 优于 {knownRoot}|cost:到根桥的开销 {cost}，小于 {knownCost}|bridge:{neighbour} 的标识小于 {known}|{neighbour} 的更优端口}，于是重新计算',
  'stp.same': '{neighbour} 在 {dev:dev} 上重申：根桥 {root}，开销 {cost}；已知的信息再保鲜一个最大老化时间',
  'stp.worse-answered':
    '帧 {frame:frame} 里的 BPDU 不如 {dev:dev} 自己通告的：{neighbour} 还不知道有更优的根桥，于是回答它',
  'stp.worse':
    '帧 {frame:frame} 里的 BPDU 不如 {dev:dev} 从 {known} 听到的：不予理会，{dev:dev} 在这条链路上也不负责回答',
  'stp.tcn': '{dev:dev} 后面的网桥报告拓扑发生变化：{dev:dev} 是那里的指定端口，于是本网桥给予确认并继续上报',
  'stp.tcn-not-mine': '{dev:dev} 收到拓扑变化通知（TCN），但它不是那里的指定端口：由别的网桥处理',
  'stp.too-old': '帧 {frame:frame} 里的 BPDU 已有 {age:duration} 之久，超过 {maxAge:duration}：不再可信',
  'stp.not-here': '{dev:dev} 处于禁用状态：不接收 BPDU',
  'stp.malformed': '帧 {frame:frame} 是发给网桥的，里面却不是本协议的 BPDU：丢弃',
  'stp.guarded': '{dev:dev} 开启了 BPDU 防护，那里不应有网桥说话：收到 BPDU，端口关闭',

  'stp.root-port':
    '{dev:dev} 通往根桥 {root}，开销 {cost}{part=only:：没有别的端口知道根桥|root:：{other:dev} 所知的根桥更差|cost:：走 {other:dev} 开销更大|bridge:：{other:dev} 开销相同，但对端网桥的标识更大|port:：{other:dev} 通往同一个网桥，但对端端口的标识更大|：{other:dev} 同样可行，但自身的端口标识更大}',
  'stp.own-root': '没有端口知道比 {own} 更优的根桥：{bridge:dev} 认为自己就是根桥',
  'stp.designated':
    '{dev:dev} 成为指定端口：{part=root:{neighbour} 在那里通告的根桥不是 {root}|cost:本网桥离根桥更近（开销 {cost}，而不是 {theirs}）|bridge:开销相同，而本网桥的标识小于 {neighbour}|同一链路上本网桥另一端口的标识更大}，所以由这个端口代表这条链路',
  'stp.announces-anew': '{dev:dev} 仍是指定端口，从现在起通告根桥 {root}，开销 {cost}',
  'stp.block':
    '{dev:dev} 阻塞，否则成环：它所在链路由 {neighbour} 代表，{part=cost:离根桥更近（开销 {theirs}，不是 {own}）|bridge:离根桥同样近（开销 {own}），标识更小|port:即本网桥更优的端口|通告的根桥是 {root}}',
  'stp.listen': '{dev:dev} 将要转发，角色是{role=root:根端口|指定端口}：先监听 {delay:duration}，看有没有 BPDU 说不行',
  'stp.forward-at-once': '{enabled?转发延迟为 0，{dev:dev} 立即转发:这里没有运行生成树，{dev:dev} 的链路一通就转发}',
  'stp.role': '{dev:dev} 现在是{role=root:根端口|designated:指定端口|替代端口}；状态仍为 {state}',
  'stp.enable': '{dev:dev} 的链路通了：{enabled?端口先阻塞，在听到更优的 BPDU 之前由本网桥代表这条链路:端口投入使用}',
  'stp.disable': '{dev:dev} 不能收发帧（链路、端口或网桥已断开）：禁用，听到的和学到的都忘掉',
  'stp.by-hand': '有人把 {dev:dev} 的状态设为 {state}：没有运行生成树来作判断',
  'stp.learn': '{dev:dev} 监听了 {delay:duration}，没有反对意见：再用同样长的时间学习地址，免得以后什么都泛洪',
  'stp.forward': '{dev:dev} 又学习了 {delay:duration}：现在开始转发',

  'stp.send':
    '{dev:dev} 通告{own?本网桥 {root} 为根桥:根桥 {root}，开销 {cost}}{ack?，确认拓扑变化:}{change?，并说明拓扑正在变化:}',
  'stp.hold': '{dev:dev} 不到一秒前刚发过 BPDU：下一个要等到 {until:time}',
  'stp.send-too-old': '关于根桥 {root} 的信息已有 {age:duration} 之久，上限是 {maxAge:duration}：不再转告',
  'stp.send-tcn': '{dev:dev} 通往根桥：从那里发出拓扑变化通知（TCN）',

  'stp.change-root':
    '拓扑发生变化，{bridge:dev} 是根桥：在 {lasts:duration} 内它的 BPDU 都这样说明，所有网桥加快地址老化',
  'stp.change-tell':
    '拓扑发生变化：{bridge:dev} 从 {dev:dev} 报告靠近根桥的网桥，每 {every:duration} 重复一次，直到得到确认',
  'stp.change-told': '拓扑又有变化：{bridge:dev} 已从 {dev:dev} 报告过，正在等待确认',
  'stp.change-acknowledged': '{dev:dev} 后面的网桥已得知拓扑变化：{bridge:dev} 不必再重复',
  'stp.change-flag':
    '{changing?根桥说明拓扑正在变化，学到的地址可能已不对，{bridge:dev} 只保留 {delay:duration}:根桥说明拓扑已经稳定，{bridge:dev} 恢复平常的老化时间}',
  'stp.change-end': '{bridge:dev} 通告拓扑变化的时间已够：认为拓扑已经稳定',

  'stp.timer-hello': 'Hello 时间（{hello:duration}）到：{bridge:dev} 再次通告根桥',
  'stp.timer-age': '在最大老化时间内，{dev:dev} 没有再听到 {neighbour}：视为失去',
  'stp.timer-delay': '{dev:dev} 的转发延迟到时（{state}）',
  'stp.timer-tcn': '拓扑变化还没有得到确认：{bridge:dev} 再次报告',
  'stp.timer-change': '{bridge:dev} 通告拓扑变化的时间到了',
  'stp.timer-hold': '距 {dev:dev} 上次发送 BPDU 已满一秒：等待的可以发出',

  'stp.port-added': '{dev:dev} 成为 {bridge:dev} 的第 {number} 号端口：链路可用之前处于禁用状态',
  'stp.port-removed': '{dev:dev} 离开 {bridge:dev}',
  'stp.start': '{bridge:dev} 启用生成树',
  'stp.stop': '{bridge:dev} 停用生成树：端口保持现状，此后没有谁提防环路',
  'stp.set-bridge':
    '有人设置 {bridge:dev}：{what=priority:优先级 {value}|helloNs:Hello 时间 {value:duration}|maxAgeNs:最大老化时间 {value:duration}|转发延迟 {value:duration}}',
  'stp.set-port':
    '有人设置 {dev:dev}：{what=cost:路径开销 {value}|priority:优先级 {value}|guard:BPDU 防护{value?打开:关闭}|地址学习{value?打开:关闭}}',
  'stp.new-id': '{bridge:dev} 以端口中最小的地址 {mac:mac} 为标识：标识随之改变',
  'stp.bridge-up': '{bridge:dev} 启用：它的端口可以开始工作',
  'stp.bridge-down': '{bridge:dev} 停用：它的端口全部禁用',

  'bridge.port-blocked': '{port:dev} 的状态是 {state}：除 BPDU 外什么也不收，丢弃帧 {frame:frame}',
  'bridge.port-learning': '{port:dev} 正在学习：记下源地址，帧 {frame:frame} 本身丢弃',
  'bridge.out-blocked': 'CAM 表中 {mac:mac} 在 {port:dev}，而该端口不转发：丢弃帧 {frame:frame}',
  'bridge.reserved': '{dst:mac} 是为链路本身保留的组地址：网桥不转发帧 {frame:frame}',
  'receive.llc': '帧 {frame:frame} 承载的是 LLC（长度字段，没有类型），那是网桥之间说的话：本机没有谁要它',

  'stage.br_handle_frame': '端口能否接收',
  'stage.br_stp_rcv': '接收 BPDU',
  'stage.br_root_selection': '选择根桥',
  'stage.br_designated_port_selection': '选择指定端口',
  'stage.br_port_state_selection': '端口状态',
  'stage.br_transmit_config': '发送 BPDU',
  'stage.br_transmit_tcn': '报告拓扑变化',
  'stage.br_topology_change': '拓扑变化',
  'stage.br_stp_timer': '生成树定时器',
  'stage.br_stp_if': '生成树设置',

  'table.stp': '生成树',
  'column.stp.dev': '网桥',
  'column.stp.bridgeId': '标识',
  'column.stp.rootId': '根桥',
  'column.stp.rootPort': '根端口',
  'column.stp.rootCost': '开销',
  'column.stp.enabled': '启用',
  'column.stp.changing': '拓扑变化',
  'column.stp.detected': '待确认',
  'column.stp.helloNs': 'Hello',
  'column.stp.maxAgeNs': '最大老化',
  'column.stp.forwardDelayNs': '转发延迟',
  'column.stp.ownHelloNs': '自身 Hello',
  'column.stp.ownMaxAgeNs': '自身最大老化',
  'column.stp.ownForwardDelayNs': '自身转发延迟',
  'column.stp.helloTimer': 'Hello 定时器',
  'column.stp.tcnTimer': 'TCN 定时器',
  'column.stp.changeTimer': '变化定时器',
  'table.bridge-port': '网桥端口',
  'column.bridge-port.dev': '端口',
  'column.bridge-port.state': '状态',
  'column.bridge-port.role': '角色',
  'column.bridge-port.cost': '开销',
  'column.bridge-port.rootId': '听到的根桥',
  'column.bridge-port.rootCost': '其开销',
  'column.bridge-port.designatedBridge': '指定网桥',
  'column.bridge-port.designatedPort': '指定端口',
  'column.bridge-port.priority': '优先级',
  'column.bridge-port.number': '#',
  'column.bridge-port.bridge': '网桥',
  'column.bridge-port.fixedCost': '手设开销',
  'column.bridge-port.guard': '防护',
  'column.bridge-port.learning': '学习',
  'column.bridge-port.pending': '待发',
  'column.bridge-port.ack': '确认',
  'column.bridge-port.heard': '听到',
  'column.bridge-port.holdUntil': '抑制至',
  'column.bridge-port.ageTimer': '老化定时器',
  'column.bridge-port.delayTimer': '延迟定时器',
  'column.bridge-port.holdTimer': '抑制定时器',
} as const satisfies Record<keyof typeof en, string>;
