// Chinese of ../en/build.ts.
import type { build as en } from '../en/build.js';

export const build = {
  'stage.build': '搭建',
  'build.node': '你放入了 {node}，一台{kind=host:主机|switch:交换机|hub:集线器|router:路由器| {kind} }',
  'build.port': '{node} 还没有 {port}：现在加上',
  'build.link': '你在 {a} 和 {b} 之间接上一根网线',
  'build.unlink': '你拔走了网线 {link}：途中的内容全部丢失',
  'table.added-node': '新增的节点',
  'column.added-node.node': '节点',
  'column.added-node.kind': '种类',
  'column.added-node.number': '编号',
  'table.added-port': '新增的端口',
  'column.added-port.node': '节点',
  'column.added-port.name': '端口',
  'column.added-port.number': '编号',
  'column.added-port.addresses': '地址',

  'what-if.bad-kind': '没有叫作 {kind} 的节点种类：现有 {kinds}',
  'what-if.bad-node-name': '{name} 不能作节点名：以字母开头，后接字母、数字、- 或 _（至多 {most} 个字符）',
  'what-if.node-taken': '已有节点 {node}：请换一个名字',
  'what-if.bad-address': '{address} 不是带前缀长度的地址，例如 192.0.2.5/24',
  'what-if.no-addresses': '{kind} 的端口没有地址：请写端口数，或者什么也不写',
  'what-if.bad-ports': '一个节点有 1 到 {most} 个端口，而不是 {ports} 个',
  'what-if.too-many': '已有 {most} {what=nodes:个节点|links:根网线|块网卡和端口}，不能再多',
  'what-if.no-port': '{node} 没有端口 {port}{free?；空闲的有 {free}:；没有空闲的端口}；新端口应叫 {next}',
  'what-if.no-free-port': '{node} 没有空闲的端口，端口至多 {most} 个',
  'what-if.port-taken': '{port} 已经接着网线 {link}{free?；空闲的有 {free}:；unlink {link} 可以把它腾出来}',
  'what-if.same-port': '两端都是 {port}：网线要有两个不同的端',
  'what-if.hub-rates': '相连的集线器，网线速率必须相同：这里会是 {first} 和 {second} Mbit/s',
  'what-if.hub-loop': '{a} 到 {b} 的网线会使集线器连成环：每一位都会永远转下去',

  'ui.prompt.add': '请写 add 种类 名字，例如 add host E 192.0.2.5/24 或 add switch sw2 8；种类有 {kinds}',
  'ui.prompt.link-ends': '请写 link 名称 up 或 link 名称 down；接新网线写 link 端 端，例如 link E.eth0 sw.p5',
  'ui.prompt.unlink': '请写 unlink 和网线的名称；table link 列出名称',
  'ui.prompt.write': '写到哪里？请给出文件名，例如 write my-net.yaml',
  'ui.prompt.write-yaml': 'netstep 只把以 .yaml 结尾的文件当作网络打开：请写 write {file}.yaml',
  'ui.prompt.write-exists': '{file} 已经存在：write {file} over 用这个网络覆盖它',
  'ui.prompt.write-not': '这个网络不能写成课程：{problem}',
  'ui.prompt.written':
    '{file}：{nodes|一个节点|# 个节点}，{links|一根网线|# 根网线}，{run|一条定时命令|# 条定时命令}；netstep {file} 可以打开它',
  'ui.prompt.written-without': '有{count|一处|# 处}操作不在其中（改动过的帧、拔走的网线）：save 能保留一切',
  'ui.prompt.help.add': '放入一个节点',
  'ui.prompt.help.link': '切断或修好网线；给出两端时接上新网线',
  'ui.prompt.help.unlink': '拔走一根网线',
  'ui.prompt.help.write': '把网络写成可以再打开的文件',

  'sandbox.title': '可以随意摆弄的网络',
  'sandbox.summary': '{nodes|一个节点|# 个节点}，{links|一根网线|# 根网线}',
  'sandbox.opening.type': '在节点上敲命令，例如 {node}$ ip addr（在屏幕上先按 :）。n 走到下一个事件，N 往回走。',
  'sandbox.opening.build':
    '继续搭建：add host E 放入一个节点，link E {other} 接上网线，unlink 拔走网线。write my-net.yaml 把网络保存下来。',
  'sandbox.opening.empty': '这里还什么都没有。',

  'cli.error.not-yaml': '{path} 既不是保存的时刻，也不是网络：网络写在以 .yaml 结尾的文件里',
} satisfies Record<keyof typeof en, string>;
