// 协议栈面板：各个层次、它们所在的空间，以及那里做什么。
export const stack = {
  'ui.panel.stack': '协议栈',
  'stack.space.user': '用户空间',
  'stack.space.kernel': '内核空间，经系统调用进入',
  'stack.space.hardware': '硬件',

  'stack.program': '程序',
  'stack.socket': '套接字',
  'stack.transport': 'TCP、UDP',
  'stack.internet': 'IP',
  'stack.device': '设备',
  'stack.driver': '驱动',
  'stack.wire': '网卡、线路',

  'stack.unit.program': '要说的话',
  'stack.unit.socket': '队列里的字节',
  'stack.unit.transport': '报文段、数据报：端口',
  'stack.unit.internet': '数据包：IP 地址、路由',
  'stack.unit.device': '帧：MAC 地址、ARP',
  'stack.unit.driver': '交给网卡的帧',
  'stack.unit.wire': '比特',

  'stack.about.program': '程序在运行；它自己碰不到网络，只能用系统调用请内核代劳',
  'stack.about.socket': '边界就在这里：程序调用，内核办事；一时走不下去的，在套接字的队列里等',
  'stack.about.transport': '看端口，算校验和；TCP 还给字节编号，丢了的再发一遍',
  'stack.about.internet': '地址管的是全程：这是给我们的吗？不是的话，下一站是谁？由路由来定',
  'stack.about.device': '给下一跳配上 MAC 地址，让帧去排队；网桥在这里选端口',
  'stack.about.driver': '内核里认得这块网卡的那部分：把帧放到网卡来取的地方',
  'stack.about.wire': '这里是电路：网卡核对 FCS 和 MAC 地址，网线传送比特',
  'stack.elsewhere': '现在忙的是 {node}，不是这个节点',
  'stack.idle': '这里没有什么在进行',
} as const;
