// Chinese of ../en/ip.ts.
import type { ip as en } from '../en/ip.js';

export const ip = {
  'fib.local': '{ip:ipv4} 是 {netns} 自己的地址：数据包不再外发，交给本机上层',
  'fib.broadcast': '{ip:ipv4} 是 {dev:dev} 上的广播地址：那个网络里的每台主机都要收，包括本机',
  'fib.on-link': '{ip:ipv4} 属于 {dev:dev} 直连的网络 {dst:ipv4}/{prefix}：不经过路由器，下一跳就是 {ip:ipv4} 本身',
  'fib.gateway':
    '{prefix?{ip:ipv4} 的最长前缀匹配是 {dst:ipv4}/{prefix}:{ip:ipv4} 只匹配默认路由}：从 {dev:dev} 发给下一跳路由器 {gateway:ipv4}',
  'fib.none': '{netns} 没有路由匹配 {ip:ipv4}：没有下一跳，数据包无处可发',
  'fib.refused': '{ip:ipv4} 的最长前缀匹配是 {dst:ipv4}/{prefix}，这条路由的类型是 {type}：专门用来拒绝数据包',
  'nf.empty': '{hook} 钩子上没有注册任何规则：数据包通过',

  'ip.send': 'IPv4 加上首部，从 {src:ipv4} 到 {ip:ipv4}：数据包将从 {dev:dev} 发出',
  'ip.too-big': '数据包长 {length} 字节，而 {dev:dev} 的 MTU 是 {mtu}：拒绝发送，并告知发送方',
  'ip.receive': 'IPv4 首部完整，校验和正确，从 {src:ipv4} 到 {ip:ipv4}：数据包可以继续处理',
  'ip.truncated': '帧 {frame:frame} 不够放下 IPv4 首部：没有可依据的内容，丢弃',
  'ip.bad-version': '帧 {frame:frame} 里的版本号不是 4：不管以太网类型怎么写，这都不是 IPv4',
  'ip.bad-length': 'IPv4 首部里的长度与帧 {frame:frame} 的实际字节数对不上：不可信，丢弃',
  'ip.bad-checksum': 'IPv4 首部校验和错误：途中有比特出错，连地址都可能是错的，丢弃',
  'ip.not-mine': '帧 {frame:frame} 的目的 MAC 是别人，只是被旁听到：IPv4 不接收',
  'ip.deliver': '数据包是给 {netns} 的：协议字段为 {proto}，载荷交给{proto=1: ICMP|6: TCP|17: UDP|相应的协议}',
  'ip.no-forwarding': '{ip:ipv4} 不是本机，而 ip_forward 为 0：主机不是路由器，丢弃数据包',
  'ip.no-protocol': '本机没有协议处理 IP 协议号 {proto}，丢弃来自 {src:ipv4} 的数据包',
  'ip.bad-source': '没有主机能以 {src:ipv4} 为源地址：谁也不能这样发送（martian），丢弃',

  'icmp.echo-request': '{ip:ipv4} 发来回显请求：每台主机都必须应答（RFC 1122）',
  'icmp.echo-reply': '{ip:ipv4} 已应答：标识符 {ident} 说明这个回显应答属于哪个 ping',
  'icmp.error':
    '{ip:ipv4} 报告{type=3:目的不可达|4:源端抑制|5:有更好的路由器（重定向）|11:超时（TTL 或重组）|12:首部字段有误|出错}：它引用的数据包说明是谁发的',
  'icmp.truncated': '{ip:ipv4} 发来的 ICMP 报文缺少必要的字节：丢弃',
  'icmp.bad-checksum': 'ICMP 校验和错误：{ip:ipv4} 发来的报文在途中损坏，丢弃',
  'icmp.broadcast-ignored': '{ip:ipv4} 向广播地址发 ping：如果所有主机同时应答，它会被淹没，所以都不应答',
  'icmp.echo-ignored': '{netns} 的 icmp_echo_ignore_all 为 1：不应答 {ip:ipv4} 的回显请求',
  'icmp.unknown-type': '{netns} 用不着这种类型的 ICMP 报文：按 RFC 1122 静默丢弃',
  'icmp.nobody':
    '{ident?{netns} 上没有标识符为 {ident} 的 ping:{netns} 上没有套接字发过被引用的数据包}：没有接收者，丢弃',
  'icmp.reply': '应答带回请求的标识符、序号和数据：{ip:ipv4} 由此知道应答的是哪个请求',
  'icmp.port-unreachable': '{ip:ipv4} 上没有进程占用该端口：用 ICMP 告知发送方 {src:ipv4}，免得它白等',
  'udp.send': 'UDP 在发往 {ip:ipv4} 的 {length} 字节数据前写上端口 {local} 到 {toPort}：不建立连接，也不作保证',
  'udp.no-route': '发往 {ip:ipv4} 的数据报无法离开 {netns}（{error}）：立刻告知程序',
  'udp.receive': '来自 {ip:ipv4} 的数据报发往端口 {toPort}：进程 {pid} 绑定了它',
  'udp.truncated': '来自 {ip:ipv4} 的数据报的 UDP 长度与收到的字节不符：丢弃该数据报',
  'udp.bad-checksum': '来自 {ip:ipv4} 的数据报 UDP 校验和错误：途中有比特改变，丢弃它',
  'udp.no-port': '{netns} 上没有进程占用端口 {toPort}：来自 {ip:ipv4} 的数据报无人接收',
  'icmp.host-unreachable': '没有邻居应答，去往 {ip:ipv4} 的数据包无法送达：用 ICMP 告知发送方 {src:ipv4}',
  'icmp.not-about': '丢失的数据包本身就是 ICMP 差错报文：差错引发差错会没完没了，所以不再发送',

  'socket.open': '进程 {pid} 在 {netns} 上打开 {kind} 套接字：发给它的数据从此有了去处',
  'socket.close': '{netns} 上进程 {pid} 的 {kind} 套接字关闭：此后到达的数据没有接收者',
  'socket.queued': '报文属于进程 {pid} 的 {kind} 套接字：先放进接收队列，等程序来读',
  'socket.full': '进程 {pid} 的套接字里已有 {limit} 个报文未读，达到上限：丢弃这一个',
  'packet.send': '程序自己构造了关于 {ip:ipv4} 的 ARP 报文，绕过协议栈从 {dev:dev} 发出',
  'packet.receive': '进程 {pid} 在 {dev:dev} 上有 packet 套接字：它能看到完整的帧 {frame:frame}',
  'packet.tap': '进程 {pid} 正在 {dev:dev} 上抓包：帧 {frame:frame} 经过时被它看到',
  'ping.send': 'ping 向 {ip:ipv4} 发送第 {seq} 个回显请求：凭标识符 {ident}，应答能找到回来的路',
  'ping.no-route': '{netns} 无法向 {ip:ipv4} 发送（{error}）：ping 立刻得知，什么也没有发出',
} as const satisfies Record<keyof typeof en, string>;
