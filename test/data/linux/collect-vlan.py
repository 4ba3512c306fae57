#!/usr/bin/env python3
# Re-creates vlan.txt, vlan-devices.txt and vlan-wire.txt from a running Linux kernel.
#
#   sudo unshare --mount --net --pid --fork --mount-proc sh -c 'mount -t tmpfs t /run; ./collect-vlan.py'
#
# Needs root, iproute2, and a kernel with CONFIG_BRIDGE_VLAN_FILTERING and CONFIG_VLAN_8021Q. Nodes are network namespaces:
# hosts h1 … h4 and x on the ports p1 … p4 and p8 of the bridge br0 of sw; r stands alone. IPv6 and offloads are off.
# vlan.txt and vlan-devices.txt are command files (README.md). vlan-wire.txt is a scene: `# step`, `$ command on sw`, `< END HEX` a frame
# that a test put on the wire at that end, `> END HEX` one that arrived there, by end and in order of arrival.
import ctypes, fcntl, os, re, socket, struct, subprocess, time

OUT = os.environ.get('OUT', os.path.dirname(os.path.abspath(__file__)))
libc = ctypes.CDLL(None, use_errno=True)
HOSTS = ['h1', 'h2', 'h3', 'h4', 'x']
PORT = {'h1': 'p1', 'h2': 'p2', 'h3': 'p3', 'h4': 'p4', 'x': 'p8'}
NUMBER = {'h1': 1, 'h2': 2, 'h3': 3, 'h4': 4, 'x': 8}


def sh(cmd): return subprocess.run(cmd, shell=True, capture_output=True, text=True)


def ok(cmd):
    r = sh(cmd)
    if r.returncode: print('setup:', cmd, r.stderr.strip(), flush=True)


KERNEL = re.match(r'\d+\.\d+\.\d+', os.uname().release).group()
IPR = re.search(r'iproute2-([\w.]+)', sh('ip -V').stdout).group(1)
HOME = os.open('/proc/self/ns/net', os.O_RDONLY)


class inside:
    def __init__(s, ns): s.ns = ns
    def __enter__(s):
        fd = os.open('/run/netns/' + s.ns, os.O_RDONLY); assert libc.setns(fd, 0x40000000) == 0; os.close(fd)
    def __exit__(s, *a): assert libc.setns(HOME, 0x40000000) == 0


def offloads_off(ns, dev):
    with inside(ns), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as k:
        for op in (0x15, 0x17, 0x19, 0x1f, 0x24, 0x2c):
            val = ctypes.create_string_buffer(struct.pack('II', op, 0))
            try: fcntl.ioctl(k, 0x8946, struct.pack('16sP8x', dev.encode(), ctypes.addressof(val)))
            except OSError: pass


def namespace(n):
    ok(f'ip netns add {n}')
    ok(f'ip netns exec {n} sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1')
    ok(f'ip -n {n} link set lo up')


def lan():
    namespace('sw'); ok('ip -n sw link add br0 type bridge mcast_snooping 0')
    for n in HOSTS:
        namespace(n); p, i = PORT[n], NUMBER[n]
        ok(f'ip link add name eth0 netns {n} address 02:00:00:00:0{i}:01 type veth peer name {p} netns sw address 02:00:00:00:09:0{i}')
        offloads_off(n, 'eth0'); offloads_off('sw', p)
        ok(f'ip -n sw link set {p} master br0'); ok(f'ip -n sw link set {p} up'); ok(f'ip -n {n} link set eth0 up')
    ok('ip -n sw link set br0 up')
    time.sleep(2)


class Transcript:
    def __init__(s, name, title):
        s.name, s.out = name, [f'# linux {KERNEL} iproute2 {IPR}: {title}']
    def note(s, t): s.out.append('% ' + t)
    def run(s, node, cmd):
        r = subprocess.run(['ip', 'netns', 'exec', node, 'sh', '-c', 'exec ' + cmd], capture_output=True, text=True)
        s.out += [f'@ {node}: {cmd}', f'= {r.returncode}']
        for mark, text in (('>', r.stdout), ('!', r.stderr)):
            parts = text.split('\n')
            s.out += [f'{mark} {l}$' for l in parts[:-1]] + ([f'{mark} {parts[-1]}'] if parts[-1] else [])
        s.out.append('')
    def all(s, node, text):
        for line in text.strip().split('\n'):
            if line.startswith('%'): s.note(line[2:])
            else: s.run(node, line)
    def save(s): open(f'{OUT}/{s.name}.txt', 'w').write('\n'.join(s.out).rstrip('\n') + '\n')


def tables():
    lan()
    t = Transcript('vlan', 'VLANs of a bridge: what is shown, and mistakes')
    t.all('sw', '''
% a bridge that filters nothing
bridge vlan
bridge fdb show br br0
ip link set br0 type bridge vlan_filtering 1
% filtering on
bridge vlan show
bridge vlan show dev p1
bridge vlan add dev p1 vid 10 pvid untagged
bridge vlan show dev p1
bridge vlan del dev p1 vid 1
bridge vlan show dev p1
bridge vlan add dev p2 vid 20 pvid untagged
bridge vlan del vid 1 dev p2
bridge vlan add dev p3 vid 10 pvid untagged
bridge vlan add dev p8 vid 10
bridge vlan add dev p8 vid 20
bridge vlan add dev p8 vid 100-103
bridge vlan show
bridge vlan list
bridge -compressvlans vlan show
bridge -j vlan show
bridge -compressvlans -j vlan show
bridge vlan add dev p1 vid 200 self
bridge vlan del dev p8 vid 101-102
bridge vlan show dev p8
bridge -j vlan show dev p8
bridge vlan show vid 10
bridge vlan show vid 4095
bridge vlan show dev p8 vid 20
bridge -d vlan show dev p2
bridge fdb show br br0
bridge fdb show dev p1
bridge fdb show dev p8
bridge fdb show vlan 10
bridge fdb show br br0 vlan 20
bridge -j fdb show br br0 vlan 20
bridge -d link show dev p8
bridge link show dev p8
% flags of a VLAN that is there already
bridge vlan add dev p8 vid 10 untagged
bridge vlan show dev p8
bridge vlan add dev p8 vid 10 pvid
bridge vlan show dev p8
bridge vlan add dev p8 vid 10
bridge vlan show dev p8
bridge vlan add dev p8 vid 1 pvid untagged
bridge vlan show dev p8
% the bridge's own device
bridge vlan add dev br0 vid 10 self
bridge vlan show dev br0
bridge vlan add dev br0 vid 30
bridge vlan add dev br0 vid 30 master
bridge vlan del dev br0 vid 10 self
bridge vlan del dev br0 vid 10 self
% mistakes
bridge vlan add dev p1 vid 0
bridge vlan add dev p1 vid 4095
bridge vlan add dev p1 vid 4096
bridge vlan add dev p1 vid 4094
bridge vlan del dev p1 vid 4094
bridge vlan add dev p1 vid 70000
bridge vlan add dev p1 vid -1
bridge vlan add dev p1 vid -5
bridge vlan add dev p1 vid abc
bridge vlan add dev p1 vid 12abc
bridge vlan show dev p1
bridge vlan del dev p1 vid 12
bridge vlan add dev p1 vid 20-10
bridge vlan add dev p1 vid 10-10
bridge vlan add dev p1 vid 4090-4095
bridge vlan add dev p1 vid 4090-4096
bridge vlan add dev p1 vid 0-3
bridge vlan add dev p1 vid 30-31 pvid
bridge vlan add dev p1
bridge vlan add vid 10
bridge vlan add
bridge vlan add dev nope vid 10
bridge vlan add dev p1 vid
bridge vlan add dev p1 vid 10 fish
bridge vlan add dev lo vid 10
bridge vlan add dev p1 dev p2 vid 10
bridge vlan del dev p1 vid 77
bridge vlan del dev p1 vid 70-77
bridge vlan del dev p1 vid 0
bridge vlan del dev p1 vid 4095
bridge vlan show dev nope
bridge vlan show dev lo
bridge vlan show vid 4096
bridge vlan show vid 10 vid 20
bridge vlan fish
bridge vlan help
bridge vlan show dev p1
% the forwarding database
bridge fdb add 02:00:00:00:0a:01 dev p1 master static vlan 10
bridge fdb add 02:00:00:00:0a:01 dev p1 master static vlan 10
bridge fdb add 02:00:00:00:0a:02 dev p1 master static vlan 99
bridge fdb add 02:00:00:00:0a:02 dev p1 master static vlan 0
bridge fdb add 02:00:00:00:0a:02 dev p1 master static vlan 4095
bridge fdb add 02:00:00:00:0a:02 dev p1 master static vlan 4096
bridge fdb add 02:00:00:00:0a:02 dev p1 master static vlan x
bridge fdb add 02:00:00:00:0a:03 dev p8 master static
bridge fdb show dev p8
bridge fdb show dev p1
bridge fdb get 02:00:00:00:0a:01 br br0 vlan 10
bridge fdb get 02:00:00:00:0a:01 br br0
bridge fdb get 02:00:00:00:0a:01 br br0 vlan 20
bridge fdb del 02:00:00:00:0a:01 dev p1 master vlan 20
bridge fdb del 02:00:00:00:0a:01 dev p1 master
bridge fdb del 02:00:00:00:0a:01 dev p1 master vlan 10
bridge fdb del 02:00:00:00:0a:03 dev p8 master
bridge fdb show dev p8
bridge fdb show dev p1
% settings of the bridge
ip link set br0 type bridge vlan_default_pvid 5
ip link set br0 type bridge vlan_filtering 0 vlan_default_pvid 5
bridge vlan show
ip link set br0 type bridge vlan_default_pvid 0
bridge vlan show
ip link set br0 type bridge vlan_default_pvid 1
bridge vlan show
ip link set br0 type bridge vlan_default_pvid 4095
ip link set br0 type bridge vlan_default_pvid 4096
ip link set br0 type bridge vlan_default_pvid 70000
ip link set br0 type bridge vlan_default_pvid x
ip link set br0 type bridge vlan_filtering 2
ip link set br0 type bridge vlan_filtering x
ip link set br0 type bridge vlan_filtering
ip link set br0 type bridge vlan_protocol 802.1q
ip link set br0 type bridge vlan_protocol 802.1Q
ip link set br0 type bridge vlan_protocol 802.1ad
ip link set br0 type bridge vlan_protocol fish
ip link set br0 type bridge vlan_protocol 802.1Q
ip link set p1 type bridge vlan_filtering 1
ip link set br0 type bridge vlan_filtering 1
ip -d link show br0
ip link set p3 nomaster
bridge vlan show
ip link set p3 master br0
bridge vlan show dev p3
ip link set br0 type bridge vlan_default_pvid 7 vlan_filtering 1
ip link add br1 type bridge vlan_filtering 1 vlan_default_pvid 9
bridge vlan show dev br1
ip link set p3 nomaster
ip link set p3 master br1
bridge vlan show dev p3
ip link add br2 type bridge vlan_filtering 1 vlan_default_pvid 0
ip link set p3 nomaster
ip link set p3 master br2
bridge vlan show dev p3
ip link del br2
bridge vlan show
''')
    t.save()


def devices():
    namespace('r'); namespace('q')
    ok('ip link add name eth0 netns r address 02:00:00:00:01:01 type veth peer name eth0 netns q address 02:00:00:00:02:01')
    ok('ip -n r link set eth0 up'); ok('ip -n q link set eth0 up'); time.sleep(1)
    t = Transcript('vlan-devices', 'VLAN devices of a host')
    t.all('r', '''
ip link add link eth0 name eth0.10 type vlan id 10
ip link show eth0.10
ip -d link show eth0.10
ip link set eth0.10 up
ip addr add 10.0.10.1/24 dev eth0.10
ip link show eth0.10
ip addr show eth0.10
ip -d link show eth0.10
ip -br link
ip -br addr
ip -o addr
ip -j link show eth0.10
ip -j -d link show eth0.10
ip route
ip link add link eth0 eth0.20 type vlan id 20 protocol 802.1ad
ip -d link show eth0.20
ip link show type vlan
% mistakes
ip link add link eth0 name again type vlan id 10
ip link add link eth0 name eth0.10 type vlan id 11
ip link add link eth0 name v0 type vlan id 0
ip link show v0
ip link del v0
ip link add link eth0 name v1 type vlan id 4095
ip link add link eth0 name v1 type vlan id 4096
ip link add link eth0 name v1 type vlan id 70000
ip link add link eth0 name v1 type vlan id x
ip link add link eth0 name v1 type vlan
ip link add link eth0 name v1 type vlan id
ip link add name v1 type vlan id 5
ip link add link nope name v1 type vlan id 5
ip link add link eth0 name v1 type vlan id 5 protocol fish
ip link add link eth0 name v1 type vlan id 5 fish
ip link add link eth0 name v1 type vlan id 4094
ip link del v1
ip link add link lo name v1 type vlan id 5
% the device below
ip link set eth0 down
ip link show eth0.10
ip -br link
ip link set eth0.10 up
ip link set eth0 up
ip link show eth0.10
ip route
ip link set eth0.10 mtu 1600
ip link set eth0.10 mtu 1400
ip link show eth0.10
ip link set eth0 mtu 1300
ip link show eth0.10
ip link set eth0 mtu 1500
ip link show eth0.10
ip link set eth0.10 address 02:00:00:00:01:77
ip link show eth0.10
ip link add link eth0.10 name qq type vlan id 30
ip link show qq
''')
    t.note('the other end of the cable goes down')
    t.run('q', 'ip link set eth0 down'); time.sleep(1.5)
    t.all('r', '''
ip link show type vlan
ip -br link show type vlan
ip link del eth0.10
ip link show type vlan
''')
    t.save()
    sh('ip netns del r; ip netns del q')


class Wire:
    "Frames put in by hand at a host's end, and what arrives at every host's end."
    def __init__(s):
        s.out = [f'# linux {KERNEL} iproute2 {IPR}: frames at the hosts\' ends of a bridge with VLANs']
        s.socks = {}
        for n in HOSTS:
            with inside(n): k = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            k.bind(('eth0', 3)); k.setblocking(False); k.setsockopt(263, 8, 1); s.socks[n] = k        # PACKET_AUXDATA
    def step(s, text): s.out += ['', '# ' + text]
    def sw(s, *cmds):
        for c in cmds: s.out.append('$ ' + c); ok(f'ip netns exec sw {c}')
    def drain(s):
        time.sleep(0.4)
        for n in HOSTS:
            while True:
                try: data, anc, _, addr = s.socks[n].recvmsg(70000, 256)
                except BlockingIOError: break
                if addr[2] == 4: continue                             # sent by the host itself
                for lvl, ty, d in anc:                                # the tag stands beside the frame: put it back
                    if lvl == 263 and ty == 8:
                        status, _, _, _, _, tci, tp = struct.unpack('IIIHHHH', d[:20])
                        if status & 16: data = data[:12] + struct.pack('!HH', tp if status & 64 else 0x8100, tci) + data[12:]
                s.out.append(f'> {n} {data.hex()}')
    def send(s, n, frame): s.out.append(f'< {n} {frame.hex()}'); s.socks[n].send(frame); s.drain()


mac = lambda n: bytes([2, 0, 0, 0, NUMBER[n], 1])
ALL = b'\xff' * 6
tag = lambda vid, pcp=0, dei=0, tp=0x8100: struct.pack('!HH', tp, pcp << 13 | dei << 12 | vid)
serial = [0]


def frame(dst, src, *tags):
    serial[0] += 1
    return dst + src + b''.join(tags) + struct.pack('!H', 0x88b5) + bytes([serial[0]]) * 46


def arp(src, ip, asked, *tags):
    return ALL + mac(src) + b''.join(tags) + struct.pack('!HHHBBH', 0x0806, 1, 0x800, 6, 4, 1) + mac(src) + ip + bytes(6) + asked


def wire():
    sh('for n in $(ip netns list | cut -d" " -f1); do ip netns del $n; done'); time.sleep(0.5)
    lan()
    ok('ip -n x link add link eth0 name eth0.10 type vlan id 10'); ok('ip -n x addr add 10.0.10.8/24 dev eth0.10'); ok('ip -n x link set eth0.10 up')
    ok('ip netns exec sw ip link set br0 type bridge vlan_filtering 1'); time.sleep(2)
    w = Wire(); w.drain(); w.out = w.out[:1]
    w.step('access ports of VLAN 10 (p1, p3) and 20 (p2), p4 in VLAN 1, a trunk p8: native 1, allowed 10 and 20')
    w.sw('bridge vlan add dev p1 vid 10 pvid untagged', 'bridge vlan del dev p1 vid 1', 'bridge vlan add dev p3 vid 10 pvid untagged', 'bridge vlan del dev p3 vid 1',
         'bridge vlan add dev p2 vid 20 pvid untagged', 'bridge vlan del dev p2 vid 1', 'bridge vlan add dev p8 vid 10', 'bridge vlan add dev p8 vid 20')
    w.step('a broadcast in VLAN 10'); w.send('h1', frame(ALL, mac('h1')))
    w.step('the answer goes to the port learnt in VLAN 10'); w.send('h3', frame(mac('h1'), mac('h3')))
    w.step('a station of VLAN 20 is unknown in VLAN 10: flooded in VLAN 10 only'); w.send('h2', frame(ALL, mac('h2'))); w.send('h1', frame(mac('h2'), mac('h1')))
    w.step('the native VLAN'); w.send('h4', frame(ALL, mac('h4'))); w.send('x', frame(mac('h4'), mac('x'))); w.send('x', frame(ALL, mac('x'), tag(1)))
    w.step('tagged from the trunk'); w.send('x', frame(ALL, mac('x'), tag(10))); w.send('x', frame(mac('h2'), mac('x'), tag(20, pcp=3)))
    w.step('VLAN 30 is not on the trunk'); w.send('x', frame(ALL, mac('x'), tag(30)))
    w.step('tagged frames into an access port'); w.send('h1', frame(ALL, mac('h1'), tag(20))); w.send('h1', frame(ALL, mac('h1'), tag(10)))
    w.step('a priority tag'); w.send('h1', frame(ALL, mac('h1'), tag(0, pcp=5))); w.send('h1', frame(ALL, mac('h1'), tag(10, pcp=6, dei=1))); w.send('x', frame(ALL, mac('x'), tag(0, pcp=2)))
    w.step('one address in two VLANs'); w.send('h1', frame(ALL, mac('h4'))); w.send('h3', frame(mac('h4'), mac('h3'))); w.send('x', frame(mac('h4'), mac('x')))
    w.step('two tags of the same kind'); w.send('x', frame(ALL, mac('x'), tag(10), tag(20))); w.send('h1', frame(ALL, mac('h1'), tag(10), tag(20)))
    w.step("a service tag on a customer's bridge"); w.send('h1', frame(ALL, mac('h1'), tag(7, tp=0x88a8))); w.send('x', frame(ALL, mac('x'), tag(10, tp=0x88a8)))
    w.step('a VLAN device answers in its VLAN'); w.send('h1', arp('h1', bytes([10, 0, 10, 1]), bytes([10, 0, 10, 8])))
    w.step('and is not asked in another'); w.send('h4', arp('h4', bytes([10, 0, 10, 4]), bytes([10, 0, 10, 8])))
    w.step('an access port that is removed from its VLAN takes no untagged frame'); w.sw('bridge vlan del dev p1 vid 10'); w.send('h1', frame(ALL, mac('h1'))); w.send('h3', frame(mac('h1'), mac('h3')))
    w.step('a pvid without the flag untagged'); w.sw('bridge vlan add dev p1 vid 10 pvid'); w.send('h1', frame(ALL, mac('h1'))); w.send('h3', frame(mac('h1'), mac('h3')))
    w.step('802.1ad: customers behind p1 and p3 have tags of their own'); w.sw('bridge vlan add dev p1 vid 10 pvid untagged', 'ip link set br0 type bridge vlan_protocol 802.1ad')
    w.send('h1', frame(ALL, mac('h1'))); w.send('h1', frame(ALL, mac('h1'), tag(77))); w.send('x', frame(ALL, mac('x'), tag(10, tp=0x88a8), tag(77))); w.send('x', frame(ALL, mac('x'), tag(10)))
    w.step('filtering off: tags are payload'); w.sw('ip link set br0 type bridge vlan_filtering 0'); w.send('h1', frame(ALL, mac('h1'), tag(30)))
    open(f'{OUT}/vlan-wire.txt', 'w').write('\n'.join(w.out) + '\n')


devices()
tables()
wire()
