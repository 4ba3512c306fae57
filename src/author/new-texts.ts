// The files of a new lesson: two hosts on a switch, a ping, a stop with a prediction and a goal, a task. A test plays it.

const lessonYaml = (id: string, schema: string): string => `# yaml-language-server: $schema=${schema}
# The line above lets an editor complete and check what you write. All prose stands in en.md and zh-CN.md.
format: 1
id: ${id}
seed: 1 # of every random draw: the same seed gives the same course, byte for byte

# The machines. A host has network cards (devices), a switch has ports p1, p2 …
nodes:
  A: { kind: host, devices: { eth0: { addresses: [192.0.2.1/24] } } }
  B: { kind: host, devices: { eth0: { addresses: [192.0.2.2/24] } } }
  sw: { kind: switch, ports: 2 }

# The cables: 1 Gbit/s and 1 µs, if nothing else is said: { ends: [A.eth0, sw.p1], delay: 5ms, rate: 10M, loss: 0.01 }
links:
  - [A.eth0, sw.p1]
  - [B.eth0, sw.p2]

# What happens by itself: commands typed on a node, cables cut { at: 5s, link: A.eth0-sw.p1, up: false }
run:
  - { at: 0s, on: A, do: ping -c 1 192.0.2.2 }

# What the screen opens: panels (topology, packet, chart …) and tables (TABLE@NODE).
panels: [topology, packet, neigh@A, fdb@sw]

# Where the lesson stops and speaks, in the order in which it happens. \`break\` is a display filter: Wireshark's fields,
# and netstep's own: ns.node, ns.stage, ns.reason, ns.time … (netstep run ${id} --format json shows their values).
checkpoints:
  - id: request
    break: ns.stage == "link_receive" && arp.opcode == 1 && ns.node == "sw"
    predict: { ask: egress-ports } # asked before the next step; the simulation itself is the key
  - id: answer
    break: ns.reason == "icmp.echo-reply" && ns.node == "A"
    goal: { table: neigh@A, where: ip == 192.0.2.2 && state == "REACHABLE" } # must hold here, and not at the start

# What the learner is to do. \`setup\` is done unseen when it begins; the goals decide, whatever was typed.
tasks:
  - id: mend
    setup:
      - { on: B, do: ip link set eth0 down }
    goals:
      - { reach: { from: A, to: B } }
    solution: # one way: for netstep test, and as the last hint
      - { on: B, do: ip link set eth0 up }
`;

const english = `# Two hosts and a switch

One line that the menu shows: A wants to talk to B.

This is the opening. Paragraphs are parted by empty lines; a line break within one is yours, not the reader's.

## request: A asks everybody

The heading bears the id of a checkpoint or a task, then a title. A does not know B's MAC address, so it asks everyone on
the link: the frame goes to ff:ff:ff:ff:ff:ff.

### hint

A switch sends a broadcast everywhere but back.

### after

This is said once the prediction was answered: the frame leaves by every port but the one it came in by.

## answer: The ping comes back

B answered, and A's ARP table now holds B's address. Type \`A$ ip neigh\` to see it as Linux shows it.

## mend: B is silent

A ping from A gets no answer any more. Find out why, and mend it with commands.

### hint

Look at B's network card: \`B$ ip link\`.

### hint

\`ip link set eth0 up\` switches it on.
`;

const chinese = `# 两台主机与一台交换机

菜单里显示的一行：A 想和 B 通信。

这里是开场白。段落之间空一行；段落内部怎样换行由你决定，读者看不到。

## request: A 向所有人询问

标题先写检查点或任务的 id，再写题目。A 不知道 B 的 MAC 地址，于是向链路上的所有人询问：这个帧发往 ff:ff:ff:ff:ff:ff。

### hint

交换机把广播发往除来路之外的每个端口。

### after

回答预测之后才显示这一段：这个帧从除入端口之外的每个端口出去。

## answer: ping 有了回应

B 作了回答，A 的 ARP 表里现在有了 B 的地址。输入 \`A$ ip neigh\`，看看 Linux 怎样显示它。

## mend: B 没有回应

从 A 发出的 ping 不再有回应。找出原因，用命令修好它。

### hint

看看 B 的网卡：\`B$ ip link\`。

### hint

\`ip link set eth0 up\` 可以启用它。
`;

/** The files by name. `schema`: path of the schema from the lesson's folder. */
export const contentOf = (id: string, schema: string): Readonly<Record<string, string>> => ({
  'lesson.yaml': lessonYaml(id, schema),
  'en.md': english,
  'zh-CN.md': chinese,
});
