#!/bin/bash
# Re-creates the ground truth in this folder from the running Linux kernel.
#
#   sudo ./collect.sh            all sections (about four minutes)
#   sudo ./collect.sh wire-e     only the sections named
#   sudo ./collect.sh --list     their names
#   OUT=dir ./collect.sh ...     write elsewhere
#
# Needs root, bash, util-linux (unshare), python3, iproute2 (ip, bridge), iputils (ping, arping).
# Every section runs in its own mount, network and process namespace (unshare): the real interfaces are never touched, the
# names A B C D sw are private, and all of it vanishes with the section. Frames are taken by packet sockets, as
# tcpdump does. IPv6 and offloads are off. See README.md for the formats.
set -u
export LC_ALL=C LANG=C PATH=$PATH:/usr/sbin:/sbin
HERE=$(cd "$(dirname "$0")" && pwd)
OUT=${OUT:-$HERE}
ALL="tables neigh-states errors ping ping-exit arping wire-a wire-b wire-b2 wire-b3 wire-c1 wire-c2 wire-c3 wire-d wire-d2 wire-e1 wire-e2 wire-e3 wire-e4 wire-e5 wire-e6 wire-f wire-g wire-h wire-i wire-j wire-k wire-l wire-m"
if [ "${1:-}" = --list ]; then echo $ALL; exit 0; fi
if [ -z "${NETSTEP_INNER:-}" ]; then
  [ "$(id -u)" = 0 ] || { echo "collect.sh: needs root" >&2; exit 1; }
  for t in unshare python3 ip bridge ping arping stdbuf; do
    command -v $t >/dev/null || { echo "collect.sh: needs $t" >&2; exit 1; }
  done
  SECTIONS=${*:-$ALL}
  # three sections at a time (JOBS=n)
  running=0
  for s in $SECTIONS; do
    echo "section $s"
    NETSTEP_INNER=$s OUT=$OUT timeout 240 unshare --mount --net --pid --uts --fork --kill-child --mount-proc "$0" &
    running=$((running+1))
    if [ $running -ge "${JOBS:-3}" ]; then wait -n; running=$((running-1)); fi
  done
  wait
  exit 0
fi
# --- inside the namespaces of one section
hostname netstep
mkdir -p /run/netns && mount -t tmpfs tmpfs /run/netns
work=$(mktemp -d) && mount -t tmpfs tmpfs "$work"
printf 'hosts: files\n' >"$work/nsswitch.conf"; printf '127.0.0.1 localhost\n' >"$work/hosts"; : >"$work/resolv.conf"
for f in nsswitch.conf hosts resolv.conf; do [ -e /etc/$f ] && mount --bind "$work/$f" /etc/$f; done
trap 'umount "$work" 2>/dev/null; rmdir "$work" 2>/dev/null' EXIT
ip link set lo up
cat >"$work/collect.py" <<'PY'
import ctypes, fcntl, os, re, signal, socket, struct, subprocess, sys, threading, time
SECTION, OUT = os.environ['NETSTEP_INNER'], os.environ['OUT']
libc = ctypes.CDLL(None, use_errno=True)
HOME = os.open('/proc/self/ns/net', os.O_RDONLY)
def sh(cmd): return subprocess.run(cmd, shell=True, capture_output=True, text=True)
KERNEL = re.match(r'\d+\.\d+\.\d+', os.uname().release).group()
IPR = re.search(r'iproute2-([\w.]+)', sh('ip -V').stdout).group(1)
IPU = re.search(r'iputils (\w+)', sh('ping -V').stdout).group(1)
ABOUT = f'linux {KERNEL} iproute2 {IPR} iputils {IPU}'
class inside:
    "with inside('A'): sockets opened here belong to that namespace"
    def __init__(s, ns): s.ns = ns
    def __enter__(s):
        fd = os.open('/run/netns/' + s.ns, os.O_RDONLY); assert libc.setns(fd, 0x40000000) == 0; os.close(fd)
    def __exit__(s, *a): assert libc.setns(HOME, 0x40000000) == 0
def offloads_off(ns, dev):
    with inside(ns), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as k:
        for op in (0x15, 0x17, 0x19, 0x1f, 0x24, 0x2c):          # rx, tx checksum, sg, tso, gso, gro
            val = ctypes.create_string_buffer(struct.pack('II', op, 0))
            req = struct.pack('16sP8x', dev.encode(), ctypes.addressof(val))
            try: fcntl.ioctl(k, 0x8946, req)
            except OSError: pass
def ok(cmd):
    r = sh(cmd)
    if r.returncode: print(SECTION, 'setup:', cmd, r.stderr.strip(), file=sys.stderr)
    return r
IPS = {n: f'192.168.0.{100+i}' for i, n in enumerate('ABCD')}
MACS = {n: f'02:00:00:00:{i+1:02x}:01' for i, n in enumerate('ABCD')}
def namespace(n):
    ok(f'ip netns add {n}')
    ok(f'ip netns exec {n} sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1')
    ok(f'ip -n {n} link set lo up')
def lan(hosts='ABCD', snooping=None):
    namespace('sw'); ok('ip -n sw link add br0 type bridge')
    if snooping is not None: ok(f'ip -n sw link set br0 type bridge mcast_snooping {snooping}')
    for i, n in enumerate('ABCD'):
        if n not in hosts: continue
        namespace(n); p = f'p{i+1}'
        ok(f'ip link add name eth0 netns {n} address {MACS[n]} type veth peer name {p} netns sw address 02:00:00:00:05:{i+1:02x}')
        offloads_off(n, 'eth0'); offloads_off('sw', p)
        ok(f'ip -n sw link set {p} master br0'); ok(f'ip -n sw link set {p} up')
        ok(f'ip -n {n} addr add {IPS[n]}/24 dev eth0'); ok(f'ip -n {n} link set eth0 up')
    ok('ip -n sw link set br0 up')
    for _ in range(60):
        if 'state forwarding' in sh('bridge -n sw link show dev p1').stdout: break
        time.sleep(0.1)
    time.sleep(2.2)                    # multicast joins of the bridge are over
# ---------------------------------------------------------------- commands -> text
class Transcript:
    "@ node: command / = exit code [seconds] / > stdout line / ! stderr line; $ marks each line's end"
    def __init__(s, title): s.out = [f'# {ABOUT}: {title}']
    def note(s, t): s.out.append('% ' + t)
    def add(s, node, cmd, code, so, se, secs=None):
        s.out.append(f'@ {node}: {cmd}')
        s.out.append(f'= {code}' + (f' after {secs}' if secs else ''))
        for mark, text in (('>', so), ('!', se)):
            parts = text.split('\n')
            if len(parts) > 120: parts[8:-8] = [f'... {len(parts)-16} lines left out ...']
            for i, l in enumerate(parts):
                if i < len(parts)-1: s.out.append(f'{mark} {l}$')
                elif l: s.out.append(f'{mark} {l}')
        s.out.append('')
    def run(s, node, cmd, timed=False, sig=None, after=0, limit=40):
        t = time.time()
        argv = ['ip', 'netns', 'exec', node, 'sh', '-c', 'exec ' + cmd]
        p = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if sig is not None:
            for a, g in zip(after if isinstance(after, list) else [after], sig if isinstance(sig, list) else [sig]):
                time.sleep(a); p.send_signal(g)
        try: so, se = p.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            p.send_signal(signal.SIGINT); so, se = p.communicate(timeout=5)
            s.note(f'the next one did not end by itself: SIGINT after {limit} s')
        s.add(node, cmd, p.returncode, so, se, f'{time.time()-t:.2f} s' if timed else None)
        return so
    def save(s, name, text=None):
        with open(f'{OUT}/{name}.txt', 'w') as f: f.write((text or '\n'.join(s.out)).rstrip('\n') + '\n')
def mask(text):
    text = re.sub(r'time=[\d.]+ ms', 'time=<ms> ms', text)
    text = re.sub(r'time \d+ms', 'time <ms>ms', text)
    text = re.sub(r'= [\d.]+/[\d.]+/[\d.]+/[\d.]+ ms', '= <min>/<avg>/<max>/<mdev> ms', text)
    text = re.sub(r'ewma [\d.]+/[\d.]+ ms', 'ewma <ms>/<ms> ms', text)
    text = re.sub(r'\[\d{10}\.\d{6}\]', '[<epoch.us>]', text)
    return re.sub(r'(\]) +[\d.]+ms', r'\1  <ms>ms', text)
# ---------------------------------------------------------------- frames, tables, time
NUD = {1: 'INCOMPLETE', 2: 'REACHABLE', 4: 'STALE', 8: 'DELAY', 16: 'PROBE', 32: 'FAILED', 64: 'NOARP', 128: 'PERMANENT', 0: 'NONE'}
mac = lambda b: ':'.join('%02x' % x for x in b)
ipa = lambda b: '.'.join(map(str, b))
def describe(f):
    et = struct.unpack('!H', f[12:14])[0]; p = f[14:]
    if et == 0x0806:
        op = {1: 'request', 2: 'reply'}.get(p[7], p[7])
        return f'ARP {op} spa={ipa(p[14:18])} tpa={ipa(p[24:28])} sha={mac(p[8:14])} tha={mac(p[18:24])}'
    if et == 0x0800:
        ihl = (p[0] & 15)*4; tl, ident, fo = struct.unpack('!HHH', p[2:8]); proto = p[9]; q = p[ihl:]
        s = f'IP {ipa(p[12:16])} > {ipa(p[16:20])} ttl={p[8]} tos={p[1]:#x} len={tl} id={"0" if ident == 0 else "nonzero"}'
        s += (' DF' if fo & 0x4000 else '') + (' MF' if fo & 0x2000 else '') + (f' off={(fo & 0x1fff)*8}' if fo & 0x1fff else '')
        if fo & 0x1fff: return s
        if proto == 1:
            k = {0: 'echo-reply', 8: 'echo-request', 3: 'unreachable', 11: 'time-exceeded'}.get(q[0], q[0])
            s += f' ICMP {k}' + (f' seq={struct.unpack("!H", q[6:8])[0]}' if q[0] in (0, 8) else f' code={q[1]}')
        else: s += f' proto={proto}'
        return s
    return f'type {et:#06x}'
class Scene:
    def __init__(s, title):
        s.title, s.ev, s.frames, s.stop, s.threads, s.caps, s.t0 = title, [], [], False, [], [], None
        s.lock = threading.Lock(); s.notes = []
    def e(s, kind, t, text):
        with s.lock: s.ev.append((t, len(s.ev), kind, text))
    def note(s, t): s.notes.append('% ' + t)
    def cap(s, ends):
        for end in ends:
            n, d = end.split('.')
            with inside(n): k = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            k.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20); k.setsockopt(socket.SOL_SOCKET, 35, 1)   # SO_TIMESTAMPNS
            k.bind((d, 3)); k.settimeout(0.1); s.caps.append(end)
            th = threading.Thread(target=s._cap, args=(k, end), daemon=True); th.start(); s.threads.append(th)
    def _cap(s, k, end):
        while not s.stop:
            try: data, anc, _, addr = k.recvmsg(70000, 256)
            except socket.timeout: continue
            except OSError: continue            # ENETDOWN, once, when the device goes down
            t = time.time()
            for lvl, ty, d in anc:
                if ty == 35: a, b = struct.unpack('qq', d[:16]); t = a + b/1e9
            d = 'out' if addr[2] == 4 else 'in'
            with s.lock: s.frames.append((t, len(s.frames), end, d, data))
    # neighbour tables by netlink every 5 ms: one line per change of state, address or probe count
    def watch(s, nodes, sample=0.25, every=0.005, dev='eth0'):
        for n in nodes:
            with inside(n):
                k = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0); k.bind((0, 0)); idx = None
                q = socket.socket(); idx = struct.unpack('i', fcntl.ioctl(q, 0x8933, struct.pack('16s16x', dev.encode()))[16:20])[0]; q.close()
            th = threading.Thread(target=s._watch, args=(n, k, idx, every), daemon=True); th.start(); s.threads.append(th)
        if sample:
            th = threading.Thread(target=s._sample, args=(nodes, sample), daemon=True); th.start(); s.threads.append(th)
    def _dump(s, k, idx, bridge=False):
        k.send(struct.pack('IHHII', 28, 30, 0x301, 1, 0) + struct.pack('BBHiHBB', 7 if bridge else 2, 0, 0, 0, 0, 0, 0))
        rows = {}
        while True:
            buf = k.recv(65536)
            while buf:
                ln, ty = struct.unpack('IH', buf[:6]); m = buf[16:ln]; buf = buf[(ln+3) & ~3:]
                if ty == 3: return rows
                if ty != 28: continue
                fam, _, _, ifx, st, fl, nt = struct.unpack('BBHiHBB', m[:12])
                a, at = m[12:], {}
                while len(a) >= 4:
                    l, ty2 = struct.unpack('HH', a[:4]); at[ty2] = a[4:l]; a = a[(l+3) & ~3:]
                if bridge:
                    if 9 in at and len(at.get(2, b'')) == 6: rows[(mac(at[2]), ifx)] = st
                elif ifx == idx:
                    c, u, up, _ = struct.unpack('IIII', at[3][:16]) if 3 in at else (0, 0, 0, 0)
                    pr = struct.unpack('I', at[4][:4])[0] if 4 in at else 0
                    rows[ipa(at[1])] = (NUD.get(st, st), mac(at[2]) if 2 in at else '-', pr, u, c, up)
    def _watch(s, n, k, idx, every):
        old = None
        while not s.stop:
            new = s._dump(k, idx); t = time.time()
            for ip in sorted(set(new) | set(old or {})):
                a, b = (old or {}).get(ip), new.get(ip)
                if b is None: s.e('N', t, f'{n} {ip} GONE')
                elif a is None or a[:3] != b[:3]:
                    s.e('N', t, f'{n} {ip} {b[0]} {b[1]} probes={b[2]} used={b[3]/100:.2f} confirmed={b[4]/100:.2f} updated={b[5]/100:.2f}' + (' (was there)' if old is None else ''))
            old = new; time.sleep(every)
    def _sample(s, nodes, step):
        nxt = time.time()
        while not s.stop:
            for n in nodes:
                t = time.time()
                for l in sh(f'ip -n {n} -s neigh show dev eth0').stdout.split('\n')[:-1]: s.e('S', t, f'{n} {l}$')
            nxt += step; time.sleep(max(0, nxt - time.time()))
    def watch_fdb(s, ports, every=0.005):
        with inside('sw'):
            k = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0); k.bind((0, 0)); q = socket.socket()
            names = {struct.unpack('i', fcntl.ioctl(q, 0x8933, struct.pack('16s16x', p.encode()))[16:20])[0]: p for p in ports}; q.close()
        def loop():
            old = None
            while not s.stop:
                new = {(m, names[i]): st for (m, i), st in s._dump(k, 0, True).items() if i in names and not st & 128}; t = time.time()
                if old is not None:
                    for r in sorted(set(old) - set(new)): s.e('B', t, f'sw - {r[0]} {r[1]}')
                    for r in sorted(set(new) - set(old)): s.e('B', t, f'sw + {r[0]} {r[1]}')
                old = new; time.sleep(every)
        th = threading.Thread(target=loop, daemon=True); th.start(); s.threads.append(th)
    def run(s, node, cmd, wait=True):
        t = time.time(); s.e('C', t, f'{node} {cmd}')
        pre = ['stdbuf', '-oL'] if cmd.startswith(('ping', 'arping')) else []
        p = subprocess.Popen(['ip', 'netns', 'exec', node] + pre + ['sh', '-c', 'exec ' + cmd], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        def rd(f, mark):
            for l in f: s.e('O', time.time(), f'{node} {mark} {l[:-1]}$')
        ths = [threading.Thread(target=rd, args=a, daemon=True) for a in ((p.stdout, '>'), (p.stderr, '!'))]
        for th in ths: th.start()
        def end():
            p.wait(); t = time.time()
            for th in ths: th.join()
            s.e('X', t, f'{node} {p.returncode} {cmd}')
        w = threading.Thread(target=end, daemon=True); w.start(); s.threads.append(w); p.done = w
        if wait: w.join()
        return p
    def zero(s): s.t0 = time.time()
    def save(s, name, pcap=True, drop=()):
        s.stop = True
        for th in s.threads: th.join(3)
        s.frames.sort(key=lambda f: (f[0], f[1]))
        t0 = s.t0 or (s.frames[0][0] if s.frames else min(e[0] for e in s.ev))
        lines = [(t, i, 'F', f'{end} {d} {len(b)} dst={mac(b[:6])} src={mac(b[6:12])} {describe(b)}') for t, i, end, d, b in s.frames] + s.ev
        order = {'C': 0, 'F': 1}
        out = [f'# {ABOUT}: {s.title}'] + s.notes
        for t, i, k, x in sorted(lines, key=lambda l: (l[0], order.get(l[2], 2), l[1])):
            r = t - t0; q = int((r + 0.012)//0.5)*0.5          # kernel timers run late by up to 5 %
            nom = q if r > -0.1 and r - q < min(0.3, 0.012 + 0.05*r) else r
            if k == 'O' or k == 'S': pass
            out.append(f'{k} {r:10.6f} {nom:6.2f} {x}')
        with open(f'{OUT}/{name}.txt', 'w') as f: f.write('\n'.join(out) + '\n')
        if pcap: pcapng(f'{OUT}/{name}.pcapng', s.caps, s.frames, t0)
def pcapng(path, ends, frames, t0):
    pad = lambda b: b + bytes(-len(b) % 4)
    def block(ty, body): n = len(body) + 12; return struct.pack('<II', ty, n) + body + struct.pack('<I', n)
    opt = lambda c, v: struct.pack('<HH', c, len(v)) + pad(v)
    out = block(0x0A0D0D0A, struct.pack('<IHHq', 0x1A2B3C4D, 1, 0, -1))
    for e in ends: out += block(1, struct.pack('<HHI', 1, 0, 0) + opt(2, e.encode()) + opt(9, b'\x09') + struct.pack('<I', 0))
    base = 946684800
    for t, _, end, d, b in frames:
        ns = int((base + max(0, t - t0))*1e9) if False else base*10**9 + int(max(0, t - t0)*1e9)
        out += block(6, struct.pack('<IIIII', ends.index(end), ns >> 32, ns & 0xffffffff, len(b), len(b)) + pad(b)
                     + opt(2, struct.pack('<I', 2 if d == 'out' else 1)) + struct.pack('<I', 0))
    open(path, 'wb').write(out)
ENDS = ['A.eth0', 'sw.p1', 'sw.p2', 'sw.p3', 'sw.p4', 'B.eth0', 'C.eth0', 'D.eth0']
A, B, C, D = (IPS[n] for n in 'ABCD')
def neigh(node, ip, m, nud): ok(f'ip -n {node} neigh replace {ip} lladdr {m} dev eth0 nud {nud}')
def sysctl(node, kv): ok(f'ip netns exec {node} sysctl -qw {kv}')
def reach(node): return re.search(r'reachable (\d+)', sh(f'ip -n {node} ntable show name arp_cache dev eth0').stdout.replace('base_reachable', 'base')).group(1)
# ================================================================ sections
def tables():
    lan()
    T = Transcript('tables of a host and a switch, cold and after one ping; A = 192.168.0.100 on p1 .. D = .103 on p4')
    T.note('veth: eth0@if2 and link-netns are what a veth shows; a physical NIC shows "eth0:" and no link-netns')
    for c in ['ip addr', 'ip addr show dev eth0', 'ip a s eth0', 'ip -4 addr show dev eth0', 'ip -br addr', 'ip -o addr', 'ip link', 'ip link show dev eth0', 'ip -br link', 'ip -s link', 'ip -s link show dev eth0',
              'ip route', 'ip route show table local', f'ip route get {D}', f'ip route get {A}', 'ip route get 127.0.0.1', 'ip route get 192.168.0.255', 'ip route get 10.0.0.1', 'ip neigh', 'ip rule',
              'ip -j addr show dev eth0', 'ip -j link show dev eth0', 'ip -j route', f'ip -j route get {D}', 'ip -j neigh']: T.run('A', c)
    for c in ['bridge link', 'bridge fdb show', 'bridge fdb show br br0', 'bridge fdb', 'ip -br link', 'ip link show dev br0', 'ip link show dev p1', 'ip -d link show dev br0']: T.run('sw', c)
    T.run('A', f'ping -c 1 {D} >/dev/null'); T.run('A', f'ping -c 1 {B} >/dev/null'); time.sleep(1.5)
    T.note('after the pings')
    for c in ['ip neigh', 'ip -s neigh', 'ip -s -s neigh', 'ip neigh show dev eth0', f'ip neigh show {D}', f'ip neigh get {D} dev eth0', 'ip -br neigh', 'ip -j neigh', 'ip -j -s neigh', 'ip -s link show dev eth0', 'ip -j -s link show dev eth0', 'ip -o neigh',
              'ip route get ' + D]: T.run('A', c)
    for n in 'BCD': T.run(n, 'ip neigh')
    for c in ['bridge fdb show', 'bridge fdb show br br0', 'bridge -s fdb show br br0', 'bridge fdb show dev p1', 'bridge fdb show brport p1', 'bridge -s fdb show brport p1', 'bridge fdb get ' + MACS['A'] + ' br br0', 'bridge -j fdb show br br0', 'bridge -s -j fdb show brport p1', 'bridge link', 'bridge link show dev p1', 'bridge -d link show dev p1', 'bridge -j link', 'bridge -br fdb show br br0', 'ip -s link show dev p1']: T.run('sw', c)
    T.note('cable out: sw: ip link set p4 down')
    T.run('sw', 'ip link set p4 down'); time.sleep(.3)
    for n, c in [('sw', 'bridge link'), ('sw', 'ip -br link'), ('D', 'ip addr show dev eth0'), ('D', 'ip -br addr'), ('D', 'ip route'), ('D', 'ip neigh'), ('D', f'ping -c 1 -W 1 {A}'), ('D', f'ip route get {A}')]: T.run(n, c)
    T.run('sw', 'ip link set p4 up'); T.note('interface down: D: ip link set eth0 down')
    time.sleep(.3); T.run('D', 'ip link set eth0 down'); time.sleep(.3)
    for n, c in [('D', 'ip addr show dev eth0'), ('D', 'ip -br addr'), ('D', 'ip route'), ('D', 'ip neigh'), ('D', f'ping -c 1 -W 1 {A}'), ('D', f'ip route get {A}'), ('sw', 'bridge link'), ('sw', 'ip -br link'), ('sw', 'bridge fdb show br br0')]: T.run(n, c)
    T.note('an interface with no carrier ever (other end never up), and one without address')
    T.run('D', 'ip addr flush dev eth0'); T.run('D', 'ip link set eth0 up'); T.run('D', 'ip addr show dev eth0'); T.run('D', 'ip -br addr'); T.run('D', 'ip route'); T.run('D', f'ping -c 1 -W 1 {A}')
    T.save('tables')
    S = Transcript('sysctls that matter here (values of a new namespace)')
    for c in ['sysctl net.ipv4.neigh.eth0', 'sysctl net.ipv4.conf.eth0', 'ip ntable show name arp_cache dev eth0']: S.run('A', c)
    S.run('A', 'cat /proc/sys/net/ipv4/icmp_echo_ignore_broadcasts /proc/sys/net/ipv4/ip_default_ttl /proc/sys/net/ipv4/ping_group_range')
    S.run('sw', 'cat /sys/class/net/br0/bridge/ageing_time /sys/class/net/br0/bridge/stp_state /sys/class/net/br0/bridge/forward_delay /sys/class/net/br0/bridge/multicast_snooping')
    S.save('sysctls')
def neigh_states():
    lan()
    T = Transcript('ip neigh in every state, with exact trailing spaces')
    T.run('A', f'ip neigh add 192.168.0.201 lladdr 02:00:00:00:09:01 dev eth0'); T.run('A', 'ip neigh add 192.168.0.202 lladdr 02:00:00:00:09:02 dev eth0 nud noarp')
    T.run('A', f'ip neigh add 192.168.0.203 lladdr 02:00:00:00:09:03 dev eth0 nud stale'); T.run('A', 'ip neigh add 192.168.0.204 lladdr 02:00:00:00:09:04 dev eth0 nud reachable')
    T.run('A', 'ip neigh add 192.168.0.205 lladdr 02:00:00:00:09:05 dev eth0 nud delay'); T.run('A', 'ip neigh add 192.168.0.206 lladdr 02:00:00:00:09:06 dev eth0 nud probe')
    T.run('A', 'ip neigh add 192.168.0.207 dev eth0 nud failed'); T.run('A', f'ping -c 1 {D} >/dev/null')
    p = subprocess.Popen(['ip', 'netns', 'exec', 'A', 'ping', '-c', '1', '-W', '1', '192.168.0.250'], stdout=subprocess.DEVNULL); time.sleep(.2)
    ALLC = ['ip neigh', 'ip -s neigh', 'ip neigh show nud all', 'ip -s neigh show nud all', 'ip neigh show nud permanent', 'ip neigh show nud stale', 'ip neigh show dev eth0 nud all', 'ip -br neigh', 'ip -j neigh show nud all', 'ip -s -s neigh show nud all']
    for c in ALLC: T.run('A', c)
    for n in 'D': T.run(n, 'ip neigh'); T.run(n, 'ip -s neigh')
    time.sleep(4.2); T.note('4.2 s later')
    for c in ['ip neigh show nud all', 'ip -s neigh show nud all']: T.run('A', c)
    T.run('A', 'ip neigh del 192.168.0.203 dev eth0'); T.run('A', 'ip neigh show 192.168.0.203'); T.run('A', 'ip neigh show nud all')
    T.run('A', 'ip neigh change 192.168.0.204 lladdr 02:00:00:00:09:14 dev eth0'); T.run('A', 'ip neigh show 192.168.0.204')
    T.run('A', 'ip neigh replace 192.168.0.204 lladdr 02:00:00:00:09:24 dev eth0 nud stale'); T.run('A', 'ip neigh show 192.168.0.204')
    T.run('A', 'ip -s neigh flush dev eth0'); T.run('A', 'ip neigh show nud all'); T.run('A', 'ip neigh flush all'); T.run('A', 'ip -s neigh flush nud permanent'); T.run('A', 'ip neigh show nud all')
    T.save('neigh-states')
def errors():
    lan(); T = Transcript('mistakes: what is printed, and the exit code')
    T.note('names: /etc/nsswitch.conf says "hosts: files" (no DNS) unless said otherwise')
    for c in '''ip adr
ip foo
ip
ip addr add foo dev eth0
ip addr add 1.2.3.4/24 dev nope
ip addr add 1.2.3.4/24
ip addr add 1.2.3.4/33 dev eth0
ip addr add 1.2.3.400/24 dev eth0
ip addr add 192.168.0.100/24 dev eth0
ip addr add 192.168.0.100/25 dev eth0
ip addr del 192.168.0.100/25 dev eth0
ip addr del 192.168.0.77/24 dev eth0
ip addr del 10.9.9.9/24 dev nope
ip addr show dev nope
ip addr show nope
ip addr foo
ip link set nope up
ip link set eth0 upp
ip link set eth0
ip link set
ip link set dev nope address 02:00:00:00:00:99
ip link set eth0 address 02:00:00:00:00
ip link set eth0 address 01:00:00:00:00:01
ip link set eth0 mtu 10
ip link set eth0 mtu x
ip link show nope
ip link del nope
ip link add eth0 type dummy
ip link foo
ip route add default via 10.0.0.1
ip route add 10.1.0.0/16 via 192.168.0.1 dev nope
ip route add 10.1.0.0/16 via 192.168.0.1
ip route add 10.1.0.0/16 via 192.168.0.1
ip route add 10.2.0.0/16 via 192.168.0.100
ip route add 10.2.1.0/16 via 192.168.0.1
ip route add 10.2.0.0/16
ip route add 10.2.0.0/33 via 192.168.0.1
ip route add foo via 192.168.0.1
ip route add 10.2.0.0/16 via foo
ip route del 10.7.0.0/16
ip route del default
ip route get 10.99.0.1
ip route get foo
ip route get
ip route get 8.8.8.8
ip route get nosuch
ip route foo
ip route del 10.1.0.0/16
ip neigh add 192.168.0.201 lladdr 02:00:00:00:09:01 dev eth0
ip neigh add 192.168.0.201 lladdr 02:00:00:00:09:01 dev eth0
ip neigh add 192.168.0.202 lladdr 02:00:00:00:09:01 dev nope
ip neigh add 192.168.0.202 lladdr 02:00:00:00:09:01
ip neigh add 192.168.0.202 lladdr foo dev eth0
ip neigh add 192.168.0.202 dev eth0
ip neigh add 192.168.0.202 lladdr 02:00:00:00:09:01 dev eth0 nud foo
ip neigh add foo lladdr 02:00:00:00:09:01 dev eth0
ip neigh change 192.168.0.209 lladdr 02:00:00:00:09:01 dev eth0
ip neigh del 192.168.0.210 dev eth0
ip neigh del 192.168.0.210
ip neigh del 192.168.0.201 dev eth0
ip neigh del 192.168.0.201 dev eth0
ip neigh show dev nope
ip neigh get 192.168.0.210 dev eth0
ip neigh get 192.168.0.210
ip neigh flush
ip neigh show nud foo
ip neigh foo
ping
ping nosuch
ping -c 0 192.168.0.101
ping -c x 192.168.0.101
ping -c -1 192.168.0.101
ping -c 1
ping -c
ping -c 1 10.0.0.1
ping -c 1 192.168.0.255
ping -b -c 1 -W 1 192.168.0.255
ping -c 1 255.255.255.255
ping -c 1 224.0.0.1
ping -c 1 0.0.0.0
ping -c 1 192.168.0
ping -c 1 192.168.0.300
ping -W x -c 1 192.168.0.101
ping -W 0 -c 1 192.168.0.101
ping -W -1 -c 1 192.168.0.101
ping -w 0 -c 1 192.168.0.101
ping -w x -c 1 192.168.0.101
ping -s x -c 1 192.168.0.101
ping -s -1 -c 1 192.168.0.101
ping -c 1 -s 65507 -W 1 192.168.0.101 | tail -2
ping -s 65508 -c 1 192.168.0.101
ping -s 70000 -c 1 192.168.0.101
ping -i x -c 3 192.168.0.101
ping -i -1 -c 1 192.168.0.101
ping -i 0.001 -c 2 192.168.0.101 >/dev/null
setpriv --reuid 65534 --inh-caps=-all ping -i 0.001 -c 2 192.168.0.101
setpriv --reuid 65534 --inh-caps=-all ping -i 0.2 -c 1 192.168.0.101 >/dev/null
setpriv --reuid 65534 --inh-caps=-all ping -f -c 2 192.168.0.101
ping -t 0 -c 1 192.168.0.101
ping -t 256 -c 1 192.168.0.101
ping -t x -c 1 192.168.0.101
ping -I nope -c 1 192.168.0.101
ping -I 1.2.3.4 -c 1 192.168.0.101
ping -M foo -c 1 192.168.0.101
ping -M do -s 2000 -c 1 192.168.0.101
ping -M do -s 2000 -c 2 -i 0.2 192.168.0.101
ping -Z 192.168.0.101
ping 192.168.0.101 192.168.0.102
ping -p zz -c 1 192.168.0.101
ping -Q 300 -c 1 192.168.0.101
arping
arping -c 1 192.168.0.101
arping -I nope -c 1 192.168.0.101
arping -I eth0
arping -I eth0 -c x 192.168.0.101
arping -I eth0 -c 0 192.168.0.101
arping -I eth0 -c 1 -w x 192.168.0.101
arping -I eth0 -c 1 nosuch
arping -I lo -c 1 192.168.0.101
arping -I eth0 -c 1 10.0.0.1
arping -I eth0 -c 1 -s 1.2.3.4 192.168.0.101
arping -Z -I eth0 192.168.0.101
arping -I eth0 -c 1 192.168.0.101 192.168.0.102'''.split('\n'): T.run('A', c, limit=4)
    for c in '''bridge
bridge foo
bridge fdb foo
bridge fdb show br nope
bridge fdb show dev nope
bridge fdb add 02:00:00:00:09:01 dev p1 master
bridge fdb add 02:00:00:00:09:01 dev p1 master
bridge fdb add 02:00:00:00:09:01 dev p2 master
bridge fdb add 02:00:00:00:09:02 dev p1 master static
bridge fdb add 02:00:00:00:09:03 dev p1 master dynamic
bridge fdb add 02:00:00:00:09:04 dev nope master
bridge fdb add 02:00:00:00:09:04
bridge fdb add foo dev p1 master
bridge fdb add 02:00:00:00:09:05 dev p1
bridge fdb replace 02:00:00:00:09:01 dev p3 master static
bridge fdb show brport p1
bridge fdb show brport p3
bridge fdb del 02:00:00:00:09:99 dev p1 master
bridge fdb del 02:00:00:00:09:02 dev p1 master
bridge fdb del 02:00:00:00:09:02 dev p1 master
bridge fdb del 02:00:00:00:09:01 dev p1 master
bridge fdb flush dev br0
bridge fdb show brport p3
bridge link show dev nope
bridge link set dev nope cost 3
bridge link set dev p1 state foo
bridge link set dev p1 state 9
ip link set p1 master nope
ip link set p1 master p2
ip link set br0 type bridge ageing_time x
ip link add br0 type bridge'''.split('\n'): T.run('sw', c)
    open('/etc/resolv.conf', 'w').write('nameserver 10.9.9.9\noptions timeout:1 attempts:1\n'); open('/etc/nsswitch.conf', 'w').write('hosts: files dns\n')
    T.note('now "hosts: files dns" and a name server that cannot be reached'); T.run('A', 'ping -c 1 nosuch'); T.run('A', 'ping -c 1 nosuch.example')
    T.save('errors', mask('\n'.join(T.out)))
def ping():
    lan(); T = Transcript('ping (iputils), outputs'); r = lambda n, c, **k: T.run(n, c, **k)
    for c in [f'ping -c 1 {D}', f'ping -c 3 -i 0.2 {D}', f'ping -q -c 3 -i 0.2 {D}', f'ping -D -c 1 {D}', f'ping -n -c 1 {D}', f'ping -c 1 {A}', 'ping -c 1 127.0.0.1', 'ping -c 1 localhost', f'ping -t 1 -c 1 {D}', f'ping -t 255 -c 1 {D}', f'ping -s 0 -c 1 {D}', f'ping -s 8 -c 1 {D}', f'ping -s 15 -c 1 {D}', f'ping -s 16 -c 1 {D}', f'ping -s 24 -c 1 {D}', f'ping -s 1472 -c 1 {D}', f'ping -s 1473 -c 1 {D}', f'ping -s 2000 -c 1 {D}', f'ping -c 1 -p ff {D}', f'ping -c 2 -i 0.2 -I eth0 {D}', f'ping -c 2 -i 0.2 -I {A} {D}', f'ping -c 1 -Q 16 {D}', f'ping -c 1 -R {D}', f'ping -c 2 -i 0.2 -O {D}', f'ping -c 5 -f {D}', f'ping -v -c 1 {D}', f'ping -a -c 1 {D}', f'ping -U -c 1 {D}', f'ping -c 1 -b -W 1 192.168.0.255']: r('A', c)
    T.note('nothing answers: permanent entry for a MAC that nobody has'); neigh('A', '192.168.0.240', '02:00:00:00:09:40', 'permanent')
    for c in ['ping -c 1 -W 1 192.168.0.240', 'ping -c 3 -i 0.2 -W 1 192.168.0.240', 'ping -q -c 2 -i 0.2 -W 1 192.168.0.240', 'ping -O -c 3 -i 0.3 -W 1 192.168.0.240']: r('A', c)
    T.note('absent host: 3 ARP requests without answer')
    for c in ['ping -c 1 192.168.0.250', 'ping -c 3 192.168.0.250', 'ping -c 3 -i 0.5 192.168.0.250', 'ping -q -c 3 -i 0.5 192.168.0.250', 'ping -n -c 1 192.168.0.250', 'ping -c 5 192.168.0.250', 'ping -c 1 -W 1 192.168.0.250', 'ping -D -c 1 192.168.0.250', 'ping -v -c 1 192.168.0.250']:
        ok('ip -n A neigh flush all'); r('A', c, timed=True)
    T.note('routing: B forwards nothing; A has a route to 10.9.0.0/16 via B, B answers'); ok(f'ip -n A route add 10.9.0.0/16 via {B}'); sysctl('B', 'net.ipv4.ip_forward=1'); time.sleep(.2)
    r('A', 'ping -c 1 10.9.0.1'); r('A', 'ping -c 2 -i 0.2 10.9.0.1'); ok('ip -n B route add unreachable 10.9.1.0/24'); ok('ip -n B route add prohibit 10.9.2.0/24'); ok('ip -n B route add blackhole 10.9.3.0/24')
    time.sleep(1.2); r('A', 'ping -c 1 10.9.1.1'); time.sleep(1.2); r('A', 'ping -c 1 10.9.2.1'); r('A', 'ping -c 1 -W 1 10.9.3.1'); ok(f'ip -n B route add 10.9.4.0/24 via {D}'); time.sleep(1.2); r('A', 'ping -t 1 -c 1 10.9.4.1'); 
    ok('ip -n A route add unreachable 10.8.1.0/24'); ok('ip -n A route add prohibit 10.8.2.0/24'); ok('ip -n A route add blackhole 10.8.3.0/24'); T.note("A's own unreachable, prohibit, blackhole route")
    for k in (1, 2, 3): r('A', f'ping -c 1 10.8.{k}.1')
    T.note('duplicates: two hosts with one MAC and address are not made here; see wire-h')
    T.note('SIGINT (Ctrl-C), SIGQUIT (Ctrl-\\), SIGTERM; sent by kill, so no ^C is printed'); I, Q = signal.SIGINT, signal.SIGQUIT
    r('A', f'ping {D}', sig=I, after=2.3); r('A', 'ping 192.168.0.240', sig=I, after=2.3); r('A', f'ping -i 0.5 {D}', sig=[Q, I], after=[1.2, 1]); r('A', f'ping {D}', sig=signal.SIGTERM, after=0.5); r('A', f'ping -c 1 {D}', sig=I, after=1)
    r('A', 'ping 192.168.0.240', sig=I, after=0.3)
    text = '\n'.join(T.out); T.save('ping-raw', text); T.save('ping', mask(text))
def ping_exit():
    lan(); T = Transcript('when ping exits; seconds of wall time, startup included; 192.168.0.240 is silent (permanent neighbour, nobody has the MAC)')
    neigh('A', '192.168.0.240', '02:00:00:00:09:40', 'permanent'); sys_ = lambda v: sysctl('D', f'net.ipv4.icmp_echo_ignore_all={v}')
    X = '192.168.0.240'
    for c in [f'ping -c 1 {X}', f'ping -c 3 -i 0.2 {X}', f'ping -c 3 {X}', f'ping -c 1 -W 1 {X}', f'ping -c 3 -W 1 {X}', f'ping -c 1 -W 0.3 {X}', f'ping -c 1 -W 20 -w 12 {X}', f'ping -w 3 {X}', f'ping -c 1 -w 3 {X}', f'ping -c 5 -w 3 {X}', f'ping -c 10 -w 3 -W 1 {X}', f'ping -w 3 {D}', f'ping -c 2 -w 3 {D}', f'ping -c 5 -w 3 {D}', f'ping -c 3 {D}', f'ping -c 3 -i 0.2 {D}']: T.run('A', c, timed=True)
    def late(c, t, note):
        T.note(note); sys_(0); time.sleep(.1)
        th = threading.Timer(t, sys_, [1]); th.start(); T.run('A', c, timed=True); th.join(); sys_(0)
    late(f'ping -c 3 {D}', 1.5, 'D stops answering at 1.5 s: only seq 3 lost'); late(f'ping -c 3 -i 0.5 {D}', .75, 'only seq 3 lost'); late(f'ping -c 3 -i 2 {D}', 3, 'only seq 3 lost')
    late(f'ping -c 3 -i 0.5 -W 2 {D}', .75, 'only seq 3 lost, -W 2'); late(f'ping -c 3 -i 1 -W 0.3 {D}', 1.5, 'only seq 3 lost, -W 0.3'); late(f'ping -c 3 -i 0.2 {D}', .3, 'only seq 3 lost')
    T.note('absent address')
    for c in ['ping -c 1 -W 5 192.168.0.250', 'ping -c 2 -W 1 192.168.0.250', 'ping -c 3 -w 10 192.168.0.250', 'ping -w 10 192.168.0.250', 'ping -w 2 192.168.0.250', 'ping -c 4 -W 1 192.168.0.250']: ok('ip -n A neigh flush all'); T.run('A', c, timed=True)
    T.note('D answers only from 1.5 s on: seq 1, 2 lost'); sys_(1); th = threading.Timer(1.5, sys_, [0]); th.start(); T.run('A', f'ping -c 3 {D}', timed=True); th.join()
    text = '\n'.join(T.out); T.save('ping-exit', mask(text))
def arping():
    lan(); T = Transcript('arping (iputils), outputs and exit codes')
    for c in [f'arping -I eth0 -c 1 {D}', f'arping -I eth0 -c 3 {D}', f'arping -c 1 {D}', f'arping -b -I eth0 -c 2 {D}', f'arping -f -I eth0 {D}', f'arping -q -I eth0 -c 1 {D}', f'arping -D -I eth0 -c 2 -w 3 {D}', f'arping -D -I eth0 -c 2 -w 3 192.168.0.250', f'arping -D -q -I eth0 -c 1 {D}', f'arping -U -I eth0 -c 1 {A}', f'arping -A -I eth0 -c 1 {A}', f'arping -U -I eth0 -c 2 {A}', f'arping -I eth0 -c 1 192.168.0.250', f'arping -I eth0 -c 2 192.168.0.250', f'arping -I eth0 -c 2 -w 1 192.168.0.250', f'arping -I eth0 -w 2 192.168.0.250', f'arping -I eth0 -w 2 {D}', f'arping -I eth0 -c 1 -s {A} {D}', f'arping -I eth0 -c 1 {A}', f'arping -U -I eth0 -c 1 {D}']: T.run('A', c, timed=True)
    T.run('A', f'arping -I eth0 {D}', sig=signal.SIGINT, after=1.5, timed=True); T.run('A', 'arping -I eth0 192.168.0.250', sig=signal.SIGINT, after=1.5, timed=True)
    T.note('B has the address of D too'); ok(f'ip -n B addr add {D}/24 dev eth0'); T.run('A', f'arping -I eth0 -c 2 {D}', timed=True); T.run('A', f'arping -D -I eth0 -c 2 {D}', timed=True)
    text = '\n'.join(T.out); T.save('arping', mask(text))
def wire_a():
    lan(); s = Scene('(a) cold ping A to D, all wire ends'); s.cap(ENDS); time.sleep(.2); s.run('A', f'ping -c 1 {D}'); time.sleep(.5); s.save('wire-a')
def wire_b():
    lan(); s = Scene('(b) after a cold ping -c 1 from A: D goes STALE, DELAY, PROBE at +5 s; N = change (5 ms poll), S = ip -s neigh every 0.25 s'); s.cap(['A.eth0', 'D.eth0', 'sw.p2']); s.watch('ABD'); time.sleep(.3)
    s.run('A', f'ping -c 1 {D}'); time.sleep(12); s.save('wire-b')
def wire_b2():
    lan(); s = Scene('(b2) A and D both STALE, ping -c 3: nothing but ARP confirms; both probe at +5 s'); neigh('A', D, MACS['D'], 'stale'); neigh('D', A, MACS['A'], 'stale'); time.sleep(1.2)
    s.cap(['A.eth0', 'D.eth0']); s.watch('AD', sample=.5); time.sleep(.3); s.run('A', f'ping -c 3 {D}'); time.sleep(9); s.save('wire-b2')
def wire_b3():
    lan(); s = Scene('(b3) A STALE with nothing else, ping -c 1: DELAY, probe at +5 s, answered; D STALE first too'); neigh('A', D, MACS['D'], 'stale'); neigh('D', A, MACS['A'], 'stale'); time.sleep(1.2)
    s.cap(['A.eth0', 'D.eth0']); s.watch('AD', sample=.5); time.sleep(.3); s.run('A', f'ping -c 1 {D}'); time.sleep(9); s.save('wire-b3')
def ageing(name, base, pings, total, title):
    lan(); sysctl('A', f'net.ipv4.neigh.eth0.base_reachable_time_ms={base}'); s = Scene(title); s.note(f'reachable time drawn: {reach("A")} ms (ip ntable)')
    s.cap(['A.eth0', 'D.eth0']); s.watch('AD', sample=.5); time.sleep(.3); start = time.time()
    for at, c in pings:
        time.sleep(max(0, start + at - time.time())); s.run('A', c, wait=False)
    time.sleep(max(0, start + total - time.time())); s.note(f'reachable time at the end: {reach("A")} ms'); s.save(name)
def wire_c1(): ageing('wire-c1', 2000, [(0, f'ping -c 1 {D}')], 14, '(c1) base_reachable_time_ms=2000: the entry expires while it was used less than 5 s ago')
def wire_c2(): ageing('wire-c2', 12000, [(0, f'ping -c 1 {D}'), (22, f'ping -c 1 {D}')], 34, '(c2) base_reachable_time_ms=12000: REACHABLE expires more than 5 s after use; a ping at 22 s')
def wire_c3(): ageing('wire-c3', 4000, [(0, f'ping -c 20 -i 0.5 {D}')], 18, '(c3) base_reachable_time_ms=4000 on A, ping every 0.5 s for 10 s: traffic neither refreshes used nor confirmed')
def wire_d():
    lan(); s = Scene('(d) D goes down while A has it STALE: DELAY, 3 unicast probes, FAILED; a ping every second throughout'); neigh('A', D, MACS['D'], 'stale'); time.sleep(1.2)
    s.cap(['A.eth0', 'sw.p2']); s.watch('A'); ok('ip -n D link set eth0 down'); time.sleep(.3); s.run('A', f'ping -c 13 -W 3 {D}'); time.sleep(4); s.save('wire-d')
def wire_d2():
    lan(); s = Scene('(d2) as (d), one ping only; FAILED; then one more ping at 10 s: INCOMPLETE, broadcasts'); neigh('A', D, MACS['D'], 'stale'); time.sleep(1.2)
    s.cap(['A.eth0']); s.watch('A'); ok('ip -n D link set eth0 down'); time.sleep(.3); s.run('A', f'ping -c 1 -W 9.5 {D}'); time.sleep(.2); s.run('A', f'ping -c 1 {D}'); time.sleep(2); s.save('wire-d2')
def wire_e1():
    lan(); s = Scene('(e1) absent 192.168.0.250, ping -c 1, again 2 s after the end'); s.cap(['A.eth0', 'sw.p4']); s.watch('AB'); time.sleep(.3); s.run('A', 'ping -c 1 192.168.0.250'); time.sleep(2); s.run('A', 'ping -c 1 192.168.0.250'); time.sleep(1); s.save('wire-e1')
def wire_e2():
    lan(); s = Scene('(e2) absent 192.168.0.250, ping -c 3 -i 0.5'); s.cap(['A.eth0']); s.watch('A', sample=.5); time.sleep(.3); s.run('A', 'ping -c 3 -i 0.5 192.168.0.250'); time.sleep(1); s.save('wire-e2')
def wire_e3():
    lan(); s = Scene('(e3) absent 192.168.0.250, ping -c 8 (1 s apart): which error when'); s.cap(['A.eth0']); s.watch('A', sample=.5); time.sleep(.3); s.run('A', 'ping -c 8 192.168.0.250'); time.sleep(1); s.save('wire-e3')
def wire_e4():
    lan(); T = Transcript('(e4) the queue of an INCOMPLETE neighbour; first: ping -c 400 -i 0.005 -w 14, which sequence numbers got an error (a ping has a small send buffer and waits)')
    for size in (56, 1400):
        ok('ip -n A neigh flush all'); r = subprocess.run(['ip', 'netns', 'exec', 'A', 'ping', '-c', '400', '-i', '0.005', '-W', '2', '-s', str(size), '-w', '14', '192.168.0.250'], capture_output=True, text=True, timeout=40)
        seq = [int(x) for x in re.findall(r'icmp_seq=(\d+) Dest', r.stdout)]; runs = []
        for x in seq:
            if runs and runs[-1][1] + 1 == x: runs[-1][1] = x
            else: runs.append([x, x])
        T.note(f'-s {size}: {len(seq)} errors, seq ' + ' '.join(f'{a}-{b}' for a, b in runs) + f'; exit {r.returncode}; stderr lines {len(r.stderr.splitlines())}: {r.stderr.splitlines()[:1]}')
        T.note('last lines: ' + ' | '.join(r.stdout.strip().split('\n')[-2:]))
    for size in (56, 1400):
        ok('ip -n A neigh flush all'); ok('ip -n D addr del 192.168.0.250/24 dev eth0') if size > 56 else None; T.note(f'600 UDP datagrams of {size} bytes from 600 sockets at once (default unres_qlen_bytes), D takes the address at 1.5 s')
        s = Scene(''); s.cap(['A.eth0']); ks = []; time.sleep(.2)
        with inside('A'):
            for i in range(600): ks.append(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        for i, k in enumerate(ks): k.setsockopt(socket.IPPROTO_IP, 10, 0); k.sendto(struct.pack('!H', i) + bytes(size - 2), ('192.168.0.250', 4000))
        time.sleep(1.5); ok('ip -n D addr add 192.168.0.250/24 dev eth0'); time.sleep(1.5); s.stop = True
        for th in s.threads: th.join()
        for k in ks: k.close()
        sent = [struct.unpack('!H', f[4][42:44])[0] for f in sorted(s.frames) if f[3] == 'out' and f[4][12:14] == b'\x08\0' and f[4][23] == 17]
        T.note(f'sent when resolved: {len(sent)}, numbers {sent[0]}-{sent[-1]} of 0-599, in order: {sent == sorted(sent)}')
    ok('ip -n D addr del 192.168.0.250/24 dev eth0'); sysctl('A', 'net.ipv4.neigh.eth0.unres_qlen=3'); ok('ip -n A neigh flush all'); T.note('unres_qlen=3'); T.run('A', 'sysctl net.ipv4.neigh.eth0.unres_qlen net.ipv4.neigh.eth0.unres_qlen_bytes'); T.run('A', 'ping -c 10 -i 0.1 192.168.0.250')
    T.note('unres_qlen=3 and the address appears at 1.5 s: what is left in the queue goes out, in order'); ok('ip -n A neigh flush all')
    s = Scene('(e4b) unres_qlen=3, ten echo requests 0.1 s apart to an absent address that D takes at 1.5 s'); s.cap(['A.eth0']); time.sleep(.2); p = s.run('A', 'ping -c 10 -i 0.1 -W 3 192.168.0.250', wait=False); time.sleep(1.5); s.run('D', 'ip addr add 192.168.0.250/24 dev eth0'); p.done.join(); s.save('wire-e4b')
    T.save('wire-e4')
def wire_e6():
    lan(); s = Scene('(e6) absent 192.168.0.250, ping -c 16 -i 0.2: at most 12 packets wait, then ping itself waits'); s.cap(['A.eth0']); s.watch('A', sample=None); time.sleep(.3); s.run('A', 'ping -c 16 -i 0.2 192.168.0.250'); time.sleep(1); s.save('wire-e6')
def wire_e5():
    lan(); T = Transcript('(e5) the tie at 3 s: neighbour timer and the fourth echo request; ping -c 5 (1 s apart) to an absent address, eight times')
    for k in range(2):
        out = {}
        def one(n, ip): out[n] = subprocess.run(['ip', 'netns', 'exec', n, 'ping', '-c', '5', '-W', '4', ip], capture_output=True, text=True)
        ths = []
        for i, n in enumerate('ABCD'): t = threading.Thread(target=one, args=(n, f'192.168.0.{250+i}')); t.start(); ths.append(t); time.sleep(.33)
        for t in ths: t.join()
        for n in 'ABCD': T.add(n, f'ping -c 5 -W 4 192.168.0.{250+"ABCD".index(n)}', out[n].returncode, out[n].stdout, out[n].stderr); ok(f'ip -n {n} neigh flush all')
    T.save('wire-e5', mask('\n'.join(T.out)))
def wire_f():
    lan(); s = Scene('(f) a third host B hears broadcasts that are not for it'); s.cap(['A.eth0', 'B.eth0']); s.watch('AB', sample=None); time.sleep(.3); s.zero()
    def step(t): s.e('C', time.time(), '# ' + t)
    step('f1: B has no entry; A asks for D'); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.5); s.run('B', 'ip -s neigh')
    step('f2: B has A, STALE, right MAC, 3 s old; A asks for D'); neigh('B', A, MACS['A'], 'stale'); time.sleep(3); s.run('B', 'ip -s neigh'); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('f3: B has A, STALE, wrong MAC, 3 s old; A asks for D'); neigh('B', A, '02:00:00:00:09:77', 'stale'); time.sleep(3); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('f4: B has A, REACHABLE, wrong MAC, 3 s old; A asks for D'); neigh('B', A, '02:00:00:00:09:77', 'reachable'); time.sleep(3); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('f5: B has A, REACHABLE, right MAC, 3 s old; A asks for D'); neigh('B', A, MACS['A'], 'reachable'); time.sleep(3); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('f6: B has A, wrong MAC, 0.3 s old (locktime 1 s); A asks for D at 0.3 s, 1.3 s'); neigh('B', A, '02:00:00:00:09:78', 'stale'); time.sleep(.3); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.1); s.run('B', 'ip -s neigh'); time.sleep(.9); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('f7: B has A FAILED; A asks for D'); ok('ip -n B neigh flush all'); s.run('B', f'ip neigh replace {A} dev eth0 nud failed'); time.sleep(1.2); s.run('B', 'ip -s neigh'); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('f8: B has A PERMANENT, wrong MAC; A asks for D'); neigh('B', A, '02:00:00:00:09:79', 'permanent'); time.sleep(1.2); s.run('A', f'arping -q -c 1 -I eth0 {D}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('f9: B has A, REACHABLE, wrong MAC, 0.3 s old; A asks B itself (request to B)'); ok('ip -n B neigh del 192.168.0.100 dev eth0'); neigh('B', A, '02:00:00:00:09:77', 'reachable'); time.sleep(.3); s.run('A', f'arping -q -c 1 -I eth0 {B}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('f10: A changes its MAC; A has D REACHABLE; B has A STALE'); neigh('B', A, MACS['A'], 'stale'); s.run('A', f'ping -c 1 {D}'); time.sleep(1.3); s.run('A', 'ip neigh'); s.run('A', 'ip link set eth0 address 02:00:00:00:01:aa'); time.sleep(.5); s.run('A', 'ip neigh'); s.run('B', 'ip neigh'); s.run('D', 'ip neigh'); s.run('A', f'ping -c 1 {D}'); time.sleep(.2); s.run('B', 'ip neigh'); s.run('D', 'ip neigh'); s.run('sw', 'bridge fdb show brport p1')
    step('f11: B asked by A with a MAC different from its entry, then B pings A'); s.run('B', f'ping -c 1 {A}'); time.sleep(6); s.save('wire-f')
def wire_g():
    lan(); s = Scene('(g) gratuitous ARP by A; B has an entry with a wrong MAC, C none'); s.cap(['A.eth0', 'B.eth0', 'C.eth0']); s.watch('BC', sample=None); time.sleep(.3); s.zero()
    def step(t): s.e('C', time.time(), '# ' + t)
    for st in ('stale', 'reachable'):
        for o in 'UA':
            for age in (3, .3):
                step(f'B has A {st.upper()}, wrong MAC, {age} s old; arping -{o}'); ok('ip -n B neigh flush all'); neigh('B', A, '02:00:00:00:09:77', st); time.sleep(age); s.run('A', f'arping -q -{o} -c 1 -I eth0 {A}'); time.sleep(.1); s.run('B', 'ip neigh'); s.run('C', 'ip neigh')
    step('B has A REACHABLE, right MAC, 2 s old; arping -A'); neigh('B', A, MACS['A'], 'reachable'); time.sleep(2); s.run('A', f'arping -q -A -c 1 -I eth0 {A}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('B has A STALE, right MAC, 2 s old; arping -A'); neigh('B', A, MACS['A'], 'stale'); time.sleep(2); s.run('A', f'arping -q -A -c 1 -I eth0 {A}'); time.sleep(.1); s.run('B', 'ip -s neigh')
    step('C sets arp_accept=1; arping -U'); sysctl('C', 'net.ipv4.conf.eth0.arp_accept=1'); s.run('A', f'arping -q -U -c 1 -I eth0 {A}'); time.sleep(.1); s.run('C', 'ip neigh')
    step('ip addr add / del by itself'); s.run('A', 'ip addr add 192.168.0.111/24 dev eth0'); time.sleep(2); s.run('A', 'ip addr del 192.168.0.111/24 dev eth0'); time.sleep(1)
    step('arp_notify=1: ip addr add, link down, up'); sysctl('A', 'net.ipv4.conf.eth0.arp_notify=1'); s.run('A', 'ip addr add 192.168.0.112/24 dev eth0'); time.sleep(1); s.run('A', 'ip link set eth0 down'); time.sleep(.3); s.run('A', 'ip link set eth0 up'); time.sleep(1.5); s.run('A', 'ip link set eth0 address 02:00:00:00:01:bb'); time.sleep(1); s.save('wire-g')
def wire_h():
    lan(); s = Scene('(h) B and D both have 192.168.0.103'); ok(f'ip -n B addr add {D}/24 dev eth0'); s.cap(['A.eth0', 'B.eth0', 'D.eth0']); s.watch('ABD', sample=None); time.sleep(.3)
    for _ in range(4): s.run('A', f'ping -c 1 -W 1 {D}'); time.sleep(.3); s.run('A', 'ip neigh'); ok('ip -n A neigh flush all'); ok('ip -n B neigh flush all'); ok('ip -n D neigh flush all'); time.sleep(.5)
    s.e('C', time.time(), '# entry kept: the replies to a probe 5 s after use')
    s.run('A', f'ping -c 1 {D}'); time.sleep(.3); m = re.search(r'lladdr (\S+)', sh(f'ip -n A neigh show {D}').stdout).group(1); neigh('A', D, m, 'stale'); s.run('A', f'ping -c 1 {D}'); time.sleep(6); s.run('A', 'ip neigh')
    s.e('C', time.time(), '# 3 s later a gratuitous reply from the other one'); time.sleep(3); o = 'B' if m == MACS['D'] else 'D'; s.run(o, f'arping -q -A -c 1 -I eth0 {D}'); time.sleep(.2); s.run('A', 'ip neigh'); s.run(o, f'arping -D -c 1 -I eth0 {D}'); s.save('wire-h')
def wire_i():
    lan(); s = Scene("(i) A: ip link set eth0 down, up"); s.cap(['A.eth0', 'sw.p1', 'D.eth0']); ok(f'ip -n A route add default via {D}'); neigh('A', '192.168.0.201', '02:00:00:00:09:01', 'permanent'); s.watch('A', sample=None); s.watch_fdb(['p1', 'p2', 'p3', 'p4']); time.sleep(.3)
    s.run('A', f'ping -c 1 {D}'); time.sleep(.3)
    for c in ['ip neigh', 'ip route', 'ip route show table local', 'ip link set eth0 down', 'ip neigh', 'ip route', 'ip route show table local', 'ip addr show dev eth0', f'ping -c 1 {D}', 'ping -c 1 192.168.0.100']: s.run('A', c); time.sleep(.05)
    s.run('sw', 'bridge link'); s.run('sw', 'bridge fdb show brport p1'); s.run('D', 'ip neigh'); time.sleep(.5); s.run('A', 'ip link set eth0 up'); time.sleep(3)
    for c in ['ip neigh', 'ip route', 'ip route show table local', 'ip addr show dev eth0']: s.run('A', c)
    s.run('sw', 'bridge link'); s.run('A', f'ping -c 1 {D}'); time.sleep(.5); s.e('C', time.time(), '# cable out and in on the switch side: sw ip link set p1 down / up'); neigh('A', '192.168.0.201', '02:00:00:00:09:01', 'permanent'); s.run('sw', 'ip link set p1 down'); time.sleep(.5)
    for c in ['ip neigh', 'ip route', f'ping -c 1 -W 1 {D}', 'ip -s link show dev eth0']: s.run('A', c); time.sleep(.05)
    s.run('sw', 'ip link set p1 up'); time.sleep(2)
    for c in ['ip neigh', 'ip route']: s.run('A', c)
    s.save('wire-i')
def wire_j():
    lan(); s = Scene('(j) the bridge: unplugging, moving, ageing; B lines = fdb changes (5 ms poll)'); s.cap(['A.eth0', 'sw.p2', 'sw.p3', 'sw.p4']); s.watch_fdb(['p1', 'p2', 'p3', 'p4']); time.sleep(.3); s.zero()
    def step(t): s.e('C', time.time(), '# ' + t)
    step('p4 unplugged (sw: ip link set p4 down), then a ping from A to D: where does the unicast go?'); s.run('A', f'ping -c 1 {D}'); time.sleep(.3); s.run('sw', 'bridge fdb show br br0'); s.run('sw', 'ip link set p4 down'); time.sleep(.3); s.run('sw', 'bridge fdb show br br0'); s.run('A', f'ping -c 1 -W 1 {D}'); s.run('sw', 'ip link set p4 up'); time.sleep(.5); s.run('sw', 'bridge link show dev p4')
    step('D unplugged at its own end (D: ip link set eth0 down)'); s.run('D', f'ping -c 1 {A}'); time.sleep(.2); s.run('D', 'ip link set eth0 down'); time.sleep(.3); s.run('sw', 'bridge fdb show brport p4'); s.run('D', 'ip link set eth0 up'); time.sleep(.5)
    step("a station moves from p4 to p3: C takes D's MAC and speaks once"); s.run('D', f'ping -c 1 {A}'); s.run('C', 'ip link set eth0 address ' + MACS['D']); time.sleep(.3); s.run('sw', 'bridge fdb show br br0'); s.run('C', f'arping -q -U -c 1 -I eth0 {C}'); time.sleep(.1); s.run('sw', 'bridge fdb show br br0'); step('D speaks again'); s.run('D', f'arping -q -U -c 1 -I eth0 {D}'); time.sleep(.1); s.run('sw', 'bridge fdb show br br0'); ok('ip -n C link set eth0 address ' + MACS['C'])
    step('an fdb entry for the port a frame comes from: not sent back'); s.run('sw', 'bridge fdb add 02:00:00:00:09:50 dev p1 master static'); neigh('A', '192.168.0.241', '02:00:00:00:09:50', 'permanent'); s.run('A', 'ping -c 1 -W 1 192.168.0.241')
    step('unknown unicast is flooded'); neigh('A', '192.168.0.242', '02:00:00:00:09:51', 'permanent'); s.run('A', 'ping -c 1 -W 1 192.168.0.242')
    step('ageing_time 200 (2 s)'); s.run('sw', 'bridge fdb flush dev br0'); s.run('sw', 'ip link set br0 type bridge ageing_time 200')
    for k in range(5): s.run('A', f'arping -q -U -c 1 -I eth0 {A}'); time.sleep(2.6 + .17*k)
    step('refreshed at 1.5 s'); s.run('A', f'arping -q -U -c 1 -I eth0 {A}', wait=False); time.sleep(1.5); s.run('sw', 'bridge -s fdb show brport p1'); s.run('A', f'arping -q -U -c 1 -I eth0 {A}', wait=False); time.sleep(1.3); s.run('sw', 'bridge -s fdb show brport p1'); time.sleep(2.4)
    step('being a destination does not refresh: D sends once, A sends to D every 0.5 s by a one-way ping'); sysctl('D', 'net.ipv4.icmp_echo_ignore_all=1'); neigh('A', D, MACS['D'], 'permanent'); s.run('D', f'arping -q -U -c 1 -I eth0 {D}'); s.run('A', f'ping -q -c 6 -i 0.5 -W 0.3 {D}'); time.sleep(1)
    step('the two ages: D speaks, 3 s later A sends to D, which does not answer (ageing 300 s again)'); s.run('sw', 'ip link set br0 type bridge ageing_time 30000'); s.run('D', f'arping -q -U -c 1 -I eth0 {D}', wait=False); time.sleep(3.2); s.run('sw', 'bridge -s fdb show brport p4'); s.run('A', f'ping -q -c 1 -W 0.3 {D}'); s.run('sw', 'bridge -s fdb show brport p4')
    s.save('wire-j')
def wire_k():
    lan(); s = Scene("(k) A pings its own address: lo only (a frame on lo is seen twice, out and in)"); s.cap(['A.eth0', 'A.lo']); time.sleep(.2); s.run('A', f'ping -c 1 {A}'); s.run('A', 'ping -c 1 127.0.0.1'); s.run('A', 'ip neigh show nud all'); s.run('A', f'ip route get {A}'); s.run('A', 'ip neigh'); time.sleep(.3); s.save('wire-k')
def wire_l():
    for i, n in enumerate('AD'): namespace(n)
    ok(f'ip link add name eth0 netns A address {MACS["A"]} type veth peer name eth0 netns D address {MACS["D"]}')
    for n in 'AD': offloads_off(n, 'eth0'); ok(f'ip -n {n} addr add {IPS[n]}/24 dev eth0'); ok(f'ip -n {n} link set eth0 up')
    time.sleep(.5); s = Scene('(l) two hosts joined by one veth pair, no switch: cold ping'); s.cap(['A.eth0', 'D.eth0']); s.watch('AD', sample=None); time.sleep(.2); s.run('A', f'ping -c 1 {D}'); time.sleep(6.5); s.run('A', 'ip neigh'); s.run('D', 'ip neigh'); s.save('wire-l')
def wire_m():
    lan(); s = Scene('(m) sizes on the wire: -s 0, 1472, 1473, 2000'); s.cap(['A.eth0', 'D.eth0']); s.run('A', f'ping -c 1 {D}'); time.sleep(.2)
    for z in (0, 1472, 1473, 2000): s.run('A', f'ping -c 1 -s {z} {D}')
    s.run('A', 'ping -b -c 1 -W 1 192.168.0.255'); time.sleep(.2); s.save('wire-m')
globals()[SECTION.replace('-', '_')]()
PY
python3 "$work/collect.py"
