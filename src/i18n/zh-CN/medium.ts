// Chinese of ../en/medium.ts.
import type { medium as en } from '../en/medium.js';

export const medium = {
  'link.sense':
    '{dev:dev} 没有听到别的站点，帧间隔也已过去：发送帧 {frame:frame}，逐位发完需要 {sendNs:duration}，边发边听',
  'link.again': '{dev:dev} 重发帧 {frame:frame}，第 {attempts} 次尝试：此刻没有听到别的站点',
  'link.repeat': '{dev:dev} 收到一位就转发一位；再过 {delayNs:duration}，第一位到达 {peer:dev}',
  'link.first-bit': '帧 {frame:frame} 的第一位到达 {dev:dev}：集线器不等后面的位',
  'link.bit-error':
    '帧 {frame:frame} 在去往 {dev:dev} 的途中第 {bit} 位出错：课程给这条链路设定的误帧率是 {errors:percent}',

  'csma.carrier':
    '{dev:dev} 听到 {other:dev} 正在发送（载波侦听）：帧 {frame:frame} 等到 {until:time}，其中包括 96 位的帧间隔',
  'csma.gap':
    '{dev:dev} 听不到别的站点了，但两帧之间要留 {gapNs:duration} 的帧间隔：帧 {frame:frame} 等到 {until:time}',
  'csma.collision':
    '{dev:dev} 发送帧 {frame:frame} 时听到 {other:dev}（帧 {otherFrame:frame}）：发生冲突；它发阻塞信号直到 {until:time}，让所有站点都听到',
  'csma.late-collision':
    '{dev:dev} 开始发帧 {frame:frame} 后过了 {sentNs:duration} 才听到 {other:dev}，超出了争用期：迟到的冲突',
  'csma.wait-over': '{dev:dev} 带着帧 {frame:frame} 等够了时间：再听一听介质',
  'csma.jam-over': '帧 {frame:frame} 之后的阻塞信号发完了：{dev:dev} 记下它已冲突 {attempts} 次',
  'csma.backoff':
    '帧 {frame:frame} 第 {attempts} 次冲突：{dev:dev} 从 0 到 {most} 中抽到 {slots}，乘以 {slotNs:duration}，于是退避到 {until:time}',
  'csma.give-up': '帧 {frame:frame} 已冲突 {attempts} 次，达到上限：{dev:dev} 放弃并丢弃它，不会通知任何人',
  'csma.done': '{dev:dev} 已发完帧 {frame:frame}（第 {attempts} 次尝试），期间没有听到别的站点：就它所知，发送成功',
  'csma.cut-off': '{dev:dev} 停用时手里还有帧 {frame:frame}：正在发的部分中断，这个帧丢失',
  'hub.repeat':
    '{ports?帧 {frame:frame} 的第一位从 {dev:dev} 进来，立刻从其余所有端口 {ports:devs} 发出：集线器不看任何地址:帧 {frame:frame} 从 {dev:dev} 进来，而其余端口都没有连接}',
  'hub.collision':
    '来自 {from:dev} 的帧 {frame:frame} 与来自 {other:dev} 的帧 {otherFrame:frame} 在集线器里相遇：发出去的是噪声，两个帧都不成帧',
  'nic.fragment':
    '{dev:dev} 只听到 {from:dev} 所发的前 {sentNs:duration}，随后被 {other:dev} 冲突：冲突碎片，不读就丢弃',
  'nic.cut-off': '{dev:dev} 只听到 {from:dev} 发的帧 {frame:frame} 的一段，后面中断了：太短，不读就丢弃',
  'nic.overlap': '{from:dev} 与 {other:dev} 的信号同时到达 {dev:dev}：帧 {frame:frame} 已错乱，丢弃，而发送方不知道',
  'nic.bad-fcs':
    '帧 {frame:frame} 带的 FCS 是 {carried:hex}，按收到的位算出的却是 {computed:hex}：途中有位出错，{dev:dev} 将其丢弃',
  'nic.no-member': '{dst:mac} 是组地址，{dev:dev} 没有加入这个组：丢弃',
  'xmit.medium': '{dev:dev} 还没有发完前一个帧：帧 {frame:frame} 先排队',
  'intervene.damage': '你把帧 {frame:frame} 的一位翻转，FCS 保持不变：{dev:dev} 的网卡能够发现',

  'fault.link-moved': '网线 {link} 的另一端被拔下，改插到 {to}',

  'operation.regenerate': '集线器转发的帧 {from:frame}',
  'operation.damage': '帧 {from:frame} 有一位出错，FCS 仍是原来的',
  'device.repeater': '集线器端口',
  'mac-state.deferring': '听到别的站点，或正在留出帧间隔',
  'mac-state.transmitting': '正在发送',
  'mac-state.jamming': '听到冲突，正在发阻塞信号',
  'mac-state.backoff': '正在退避',

  'stage.csma_defer': '载波侦听：等待',
  'stage.csma_collision': '冲突：发阻塞信号',
  'stage.csma_wake': '等待结束',
  'stage.csma_jam': '阻塞信号结束',
  'stage.csma_backoff': '退避',
  'stage.csma_done': '发送完毕',
  'stage.hub_repeat': '集线器转发各位',
  'stage.nic_fragment': '残缺的帧',
  'stage.nic_fcs': '校验 FCS',

  'table.csma': '待发站点（CSMA/CD）',
  'table.signal': '介质上的信号',
  'table.repeater-port': '集线器端口',
  'table.csma-gap': '帧间隔',
  'column.csma.dev': '站点',
  'column.csma.state': '状态',
  'column.csma.frame': '帧',
  'column.csma.attempts': '尝试',
  'column.csma.slots': '时隙数',
  'column.csma.until': '直到',
  'column.csma.signal': '信号',
  'column.csma.waited': '等待过',
  'column.csma.timer': '定时器',
  'column.csma.detect': '将听到',
  'column.signal.id': '编号',
  'column.signal.dev': '来自',
  'column.signal.frame': '帧',
  'column.signal.start': '开始',
  'column.signal.end': '结束',
  'column.signal.collided': '冲突对方',
  'column.signal.collidedFrame': '对方的帧',
  'column.repeater-port.dev': '端口',
  'column.repeater-port.hub': '集线器',
  'column.repeater-port.on': '开启',
  'column.link.errors': '误帧率',
  'column.link.duplex': '双工',
} as const satisfies Record<keyof typeof en, string>;
