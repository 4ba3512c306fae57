#!/bin/bash
# Records what Linux's spanning tree does: three bridges in a triangle, A the root, with a host X at A and Y at C.
#
#   sudo ./collect-stp.sh            all sections (about two and a half minutes, at the same time)
#   OUT=dir ./collect-stp.sh NAME    one section, written elsewhere
#
# Needs root, util-linux (unshare), python3, iproute2, iputils. As in collect.sh every section runs in namespaces of its own.
#   A.p1-B.p1  A.p2-C.p1  B.p2-C.p2  A.p3-X.eth0  C.p3-Y.eth0     MAC 02:00:00:00:NN:DD by node (A 1, B 2, C 3) and port
set -u
export LC_ALL=C LANG=C PATH=$PATH:/usr/sbin:/sbin
HERE=$(cd "$(dirname "$0")" && pwd)
OUT=${OUT:-$HERE}
if [ -z "${NETSTEP_INNER:-}" ]; then
  [ "$(id -u)" = 0 ] || { echo "collect-stp.sh: needs root" >&2; exit 1; }
  for s in ${*:-stp-direct stp-indirect stp-commands stp-ageing}; do
    NETSTEP_INNER=$s OUT=$OUT timeout 300 unshare --mount --net --pid --uts --fork --kill-child --mount-proc "$0" &
  done
  wait
  exit 0
fi
mkdir -p /run/netns && mount -t tmpfs tmpfs /run/netns
exec python3 - <<'PY'
import ctypes, json, os, re, socket, struct, subprocess, sys, threading, time
SECTION, OUT = os.environ['NETSTEP_INNER'], os.environ['OUT']
libc = ctypes.CDLL(None, use_errno=True)
HOME = os.open('/proc/self/ns/net', os.O_RDONLY)
def sh(cmd): return subprocess.run(cmd, shell=True, capture_output=True, text=True)
KERNEL = re.match(r'\d+\.\d+\.\d+', os.uname().release).group()
IPR = re.search(r'iproute2-([\w.]+)', sh('ip -V').stdout).group(1)
lines, start, lock = [], [0.0], threading.Lock()
def ok(cmd):
    r = sh(cmd)
    if r.returncode: print(SECTION, cmd, r.stderr.strip(), file=sys.stderr)
    return r.stdout
def note(kind, rest, at=None):
    with lock: lines.append(((time.time() if at is None else at) - start[0], kind, rest))
NODE = {'A': 1, 'B': 2, 'C': 3, 'X': 11, 'Y': 12}
def mac(n, d): return f'02:00:00:00:{NODE[n]:02x}:{d:02x}'
def ns(n):
    ok(f'ip netns add {n}'); ok(f'ip -n {n} link set lo up')
    ok(f'ip netns exec {n} sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1')
def bridge(n): ns(n); ok(f'ip -n {n} link add br0 type bridge stp_state 1 mcast_snooping 0')
def cable(a, i, b, j):
    ok(f'ip link add p{i} netns {a} address {mac(a, i)} type veth peer name q netns {b}')
    name = 'eth0' if b in 'XY' else f'p{j}'
    ok(f'ip -n {b} link set q name {name}'); ok(f'ip -n {b} link set {name} address {mac(b, j)}')
    for n, d in ((a, f'p{i}'), (b, name)):
        if n not in 'XY': ok(f'ip -n {n} link set {d} master br0')
        ok(f'ip -n {n} link set {d} up')
def triangle():
    for n in 'ABC': bridge(n)
    for i, n in enumerate('XY'): ns(n)
    cable('A', 1, 'B', 1); cable('A', 2, 'C', 1); cable('B', 2, 'C', 2); cable('A', 3, 'X', 1); cable('C', 3, 'Y', 1)
    for i, n in enumerate('XY'): ok(f'ip -n {n} addr add 192.168.0.{i+1}/24 dev eth0')
def inside(n, make):
    fd = os.open('/run/netns/' + n, os.O_RDONLY); libc.setns(fd, 0x40000000); os.close(fd)
    try: return make()
    finally: libc.setns(HOME, 0x40000000)
def hexid(b): return f'{b[0]:02x}{b[1]:02x}.{b[2:8].hex()}'
def bpdu(frame):
    b = frame[17:]
    if b[3] == 0x80: return f'TCN len={struct.unpack(">H", frame[12:14])[0]} bytes={len(frame)}'
    cost, = struct.unpack('>I', b[13:17]); port, age, most, hello, fwd = struct.unpack('>HHHHH', b[25:35])
    return (f'CONF flags={b[4]:02x} root={hexid(b[5:13])} cost={cost} bridge={hexid(b[17:25])} port={port:04x} '
            f'age={age} max={most} hello={hello} fwd={fwd} len={struct.unpack(">H", frame[12:14])[0]} bytes={len(frame)}')
def watch(n, d):
    s = inside(n, lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)))
    s.bind((d, 3)); s.setsockopt(socket.SOL_SOCKET, 35, 1)
    def loop():
        while True:
            try: f, anc, _, addr = s.recvmsg(2000, 200)
            except OSError: continue   # the device went down
            if addr[2] != 4 or f[:6] != bytes.fromhex('0180c2000000'): continue
            at = time.time()
            for level, kind, data in anc:
                if kind == 35: sec, nsec = struct.unpack('ll', data[:16]); at = sec + nsec / 1e9
            note('F', f'{n}.{d} {bpdu(f)}', at)
    threading.Thread(target=loop, daemon=True).start()
def poll():
    known, fdb = {}, {n: set() for n in 'ABC'}
    while True:
        for n in 'ABC':
            for p in json.loads(sh(f'bridge -j -n {n} link').stdout or '[]'):
                k = f'{n}.{p["ifname"]}'
                if known.get(k) != p['state']: known[k] = p['state']; note('P', f'{k} {p["state"]}')
            now = {(e['mac'], e['ifname']) for e in json.loads(sh(f'bridge -j -n {n} fdb show').stdout or '[]') if e.get('state') != 'permanent' and e.get('state') != 'static' and 'master' in e}
            for sign, some in (('+', now - fdb[n]), ('-', fdb[n] - now)):
                for m, d in sorted(some): note('B', f'{n} {sign} {m} {d}')
            fdb[n] = now
        time.sleep(0.02)
def begin():
    for n, d in (('A','p1'),('A','p2'),('B','p1'),('B','p2'),('C','p1'),('C','p2')): watch(n, d)
    start[0] = time.time()
    threading.Thread(target=poll, daemon=True).start()
    for n in 'ABC': do(n, 'ip link set br0 up')
def do(n, cmd):
    note('C', f'{n} {cmd}'); ok(f'ip netns exec {n} {cmd} >/dev/null')
def until(t): time.sleep(max(0, start[0] + t - time.time()))
def save():
    with open(f'{OUT}/{SECTION}.txt', 'w') as f:
        f.write(f'# linux {KERNEL} iproute2 {IPR}: {SECTION}\n')
        for t, kind, rest in sorted(lines): f.write(f'{kind} {t:.4f} {rest}\n')
def direct():
    triangle(); begin()
    until(45); do('X', 'ping -c 1 192.168.0.2')
    until(50); do('A', 'ip link set p2 down')
    until(90); do('X', 'ping -c 1 192.168.0.2')
    until(95); do('A', 'ip link set p2 up')
    until(140); save()
def indirect():
    triangle(); begin()
    until(45); do('A', 'ip link set p1 down')
    until(105); do('A', 'ip link set p1 up')
    until(145); save()
def ageing():
    triangle()
    for n in 'ABC': ok(f'ip -n {n} link set br0 type bridge forward_delay 400 ageing_time 6000')
    begin()
    until(30); do('X', 'ping -c 1 192.168.0.2')
    until(40); do('X', 'ping -c 1 192.168.0.2')
    until(50); do('A', 'ip link set p1 down')
    until(51); do('X', 'ping -c 1 192.168.0.2')
    until(120); save()
def commands():
    bridge('A'); bridge('B')
    cable('A', 1, 'B', 1); cable('A', 2, 'B', 2)
    out = [f'# linux {KERNEL} iproute2 {IPR}: spanning tree by commands']
    def run(cmd, n='A'):
        r = subprocess.run(['ip', 'netns', 'exec', n, 'bash', '-c', cmd], capture_output=True, text=True)
        out.append(f'@ {n}: {cmd}'); out.append(f'= {r.returncode}')
        for sign, text in (('>', r.stdout), ('!', r.stderr)):
            out.extend(f'{sign} {l}$' for l in text.split('\n')[:-1])
        out.append('')
    def say(t): out.append(f'% {t}')
    for c in ('ip -d link show br0', 'bridge link', 'bridge -d link', 'bridge -j link'): run(c)
    say('bridges up'); 
    for n in 'AB': run('ip link set br0 up', n)
    time.sleep(3)
    for n in 'AB':
        for c in ('ip -d link show br0', 'ip -d link show p1', 'ip -d link show p2', 'bridge link', 'bridge -d link show dev p2', 'bridge -j link', 'ip -d -j link show br0', 'ip -d -j link show p1'): run(c, n)
    for c in ('ip link set br0 type bridge priority 4096', 'ip link set br0 type bridge priority 5000', 'ip link set br0 type bridge priority 65536', 'ip link set br0 type bridge priority -1', 'ip link set br0 type bridge priority x',
              'ip link set br0 type bridge forward_delay 400', 'ip link set br0 type bridge forward_delay 199', 'ip link set br0 type bridge forward_delay 3001', 'ip link set br0 type bridge forward_delay x',
              'ip link set br0 type bridge hello_time 100', 'ip link set br0 type bridge hello_time 99', 'ip link set br0 type bridge hello_time 1001', 'ip link set br0 type bridge hello_time x',
              'ip link set br0 type bridge max_age 600', 'ip link set br0 type bridge max_age 599', 'ip link set br0 type bridge max_age 4001', 'ip link set br0 type bridge max_age x',
              'ip link set br0 type bridge stp_state 2', 'ip link set br0 type bridge stp_state x', 'ip link set br0 type bridge stp_state', 'ip link set br0 type bridge bogus 1',
              'ip link set br0 type bridge priority 8192 hello_time 200 max_age 2000 forward_delay 1500',
              'ip link set p1 type bridge priority 1', 'ip link set p1 type bridge_slave cost 7', 'ip link set p1 type bridge_slave priority 8', 'ip link set p1 type bridge_slave state 4', 'ip link set p1 type bridge_slave bogus 1', 'ip link set br0 type bridge_slave cost 1',
              'bridge link show dev p1', 'bridge link set dev p1 cost 100', 'bridge link set dev p1 cost 0', 'bridge link set dev p1 cost 65535', 'bridge link set dev p1 cost 65536', 'bridge link set dev p1 cost x', 'bridge link set dev p1 priority 16', 'bridge link set dev p1 priority 63', 'bridge link set dev p1 priority 64', 'bridge link set dev p1 priority x',
              'bridge link set dev p1 state 0', 'bridge link set dev p1 state disabled', 'bridge link set dev p1 state 9', 'bridge link set dev p1 state bogus', 'bridge link set dev br0 cost 4', 'bridge link set dev nope cost 4', 'bridge link set cost 4', 'bridge link set dev p1 cost', 'bridge link set dev p1 bogus 4', 'bridge link set dev p1', 'bridge link set dev p1 guard on', 'bridge link set dev p1 learning off', 'bridge link show dev p1', 'bridge -d link show dev p1', 'bridge link set dev p1 guard off learning on',
              'ip -d link show p1', 'ip -d link show br0'): run(c)
    say('stp off'); run('ip link set br0 type bridge stp_state 0')
    for c in ('bridge link', 'bridge link set dev p1 state 4', 'bridge link show dev p1', 'bridge link set dev p1 state blocking', 'bridge link show dev p1', 'bridge link set dev p1 state forwarding', 'bridge link set dev p1 state 0', 'ip link set p2 down', 'bridge link', 'bridge link set dev p2 state 3', 'bridge link set dev p2 state 0', 'bridge link show dev p2', 'ip link set p2 up', 'bridge link show dev p2', 'ip -d link show br0', 'ip link set br0 down', 'bridge link', 'ip -d link show p1', 'ip link set br0 type bridge stp_state 1 forward_delay 100', 'ip link set br0 type bridge stp_state 0', 'ip link set br0 type bridge forward_delay 100', 'ip link set br0 type bridge stp_state 1', 'ip -d link show br0'): run(c)
    run('ip link add br9 type bridge'); run('ip -d link show br9'); run('ip link add br8 type bridge stp_state 1 priority 100'); run('ip -d link show br8'); run('ip link del br9')
    open(f'{OUT}/{SECTION}.txt', 'w').write('\n'.join(out) + '\n')
{'stp-direct': direct, 'stp-indirect': indirect, 'stp-ageing': ageing, 'stp-commands': commands}[SECTION]()
PY
