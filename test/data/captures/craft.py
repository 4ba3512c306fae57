#!/usr/bin/env python3
"""Writes the captures 2x-*.pcap that no tool at hand sends: struct and RFC texts only, nothing of netstep's.

    python3 craft.py        in this folder; the files come out the same every time

README.md says what is in each. Checksums are real.
"""
import struct
import socket

A, B = bytes.fromhex("020000000101"), bytes.fromhex("020000000201")
STP = bytes.fromhex("0180c2000000")
PAE = bytes.fromhex("0180c2000003")
ip = socket.inet_aton
ip6 = lambda text: socket.inet_pton(socket.AF_INET6, text)
h = bytes.fromhex


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def eth(kind, body, dst=B, src=A):
    frame = dst + src + struct.pack("!H", kind) + body
    return frame + bytes(max(0, 60 - len(frame)))


def length(body, dst=B, src=A):
    return eth(len(body), body, dst, src)


def ipv4(proto, body, src="10.0.0.1", dst="10.0.0.2", options=b"", ttl=64, ident=1, fragment=0, tos=0):
    assert len(options) % 4 == 0
    size = 20 + len(options)
    head = struct.pack("!BBHHHBBH4s4s", 0x40 | size // 4, tos, size + len(body), ident, fragment, ttl, proto, 0, ip(src), ip(dst))
    head += options
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def sealed(body, at):
    return body[:at] + struct.pack("!H", checksum(body)) + body[at + 2:]


def pseudo4(proto, body, src="10.0.0.1", dst="10.0.0.2"):
    return ip(src) + ip(dst) + struct.pack("!HH", proto, len(body))


def udp(sport, dport, data, src="10.0.0.1", dst="10.0.0.2"):
    body = struct.pack("!HHHH", sport, dport, 8 + len(data), 0) + data
    return body[:6] + struct.pack("!H", checksum(pseudo4(17, body, src, dst) + body) or 0xFFFF) + body[8:]


def tcp(options, flags=0x10, data=b"", urgent=0):
    assert len(options) % 4 == 0
    head = struct.pack("!HHIIHHHH", 40000, 9999, 7, 9, (20 + len(options)) // 4 << 12 | flags, 502, 0, urgent)
    body = head + options + data
    return body[:16] + struct.pack("!H", checksum(pseudo4(6, body) + body)) + body[18:]


def icmp(kind, code, rest):
    return sealed(struct.pack("!BBH", kind, code, 0) + rest, 2)


def ipv6(nxt, body, src="2001:db8::1", dst="2001:db8::2", hops=64, flow=0):
    return struct.pack("!IHBB", 6 << 28 | flow, len(body), nxt, hops) + ip6(src) + ip6(dst) + body


def sum6(nxt, body, at, src="2001:db8::1", dst="2001:db8::2"):
    value = checksum(ip6(src) + ip6(dst) + struct.pack("!II", len(body), nxt) + body)
    return body[:at] + struct.pack("!H", value) + body[at + 2:]


def icmpv6(kind, code, rest, **ends):
    return sum6(58, struct.pack("!BBH", kind, code, 0) + rest, 2, **ends)


def write(name, frames):
    with open(name, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for i, frame in enumerate(frames):
            out.write(struct.pack("<IIII", 946684800 + i, 0, len(frame), len(frame)) + frame)


ECHO = ipv4(1, icmp(8, 0, struct.pack("!HH", 0x1234, 1) + bytes(range(32))))
QUOTE = ipv4(17, udp(40000, 33434, bytes(range(32))), ttl=1)


def tag(tci, inner):
    return struct.pack("!H", tci) + inner


def vlan_frames():
    e = struct.pack("!H", 0x0800) + ECHO
    arp = struct.pack("!HHHBBH", 0x0806, 1, 0x0800, 6, 4, 1) + A + ip("10.0.0.1") + bytes(6) + ip("10.0.0.2")
    llc = h("424203") + bpdu_config()
    return [
        eth(0x8100, tag(0x0064, e)),
        eth(0x8100, tag(0xE000, e)),  # a priority tag: priority 7, id 0
        eth(0x8100, tag(0x7FFF, arp), dst=b"\xff" * 6),  # priority 3, DEI, id 4095
        eth(0x88A8, tag(0x2064, struct.pack("!HH", 0x8100, 0x00C8) + e)),
        eth(0x88A8, tag(0xB00A, struct.pack("!HH", 0x8100, 0x0014) + struct.pack("!HH", 0x8100, 0x001E) + e)),
        eth(0x8100, tag(0x000A, struct.pack("!HH", 0x8100, 0x0014) + e)),
        eth(0x8100, tag(0x0001, struct.pack("!H", len(llc)) + llc), dst=STP),
        eth(0x8100, tag(0x0005, struct.pack("!H", 0x86DD) + ipv6(58, icmpv6(128, 0, h("12340001") + bytes(8))))),
        eth(0x8100, tag(0x0005, struct.pack("!H", 0x9000) + bytes(44))),
    ]


def llc_frames():
    u = lambda dsap, ssap, control, data=b"": length(bytes([dsap, ssap, control]) + data)
    s = lambda dsap, ssap, a, b, data=b"": length(bytes([dsap, ssap, a, b]) + data)
    snap = lambda oui, pid, data: length(h("aaaa03") + h(oui) + struct.pack("!H", pid) + data)
    return [
        u(0xF0, 0xF0, 0x03, b"ui frame"),
        u(0xFE, 0xFE, 0x03, h("82")),  # OSI network layer, inactive
        u(0x00, 0x04, 0xBF, h("810103")),  # XID command to the null SAP, poll
        u(0x04, 0x01, 0xAF, h("810103")),  # XID response
        u(0x00, 0x04, 0xF3, b"test"),  # TEST with poll
        u(0xF0, 0xF0, 0x7F),  # SABME
        u(0xF0, 0xF1, 0x73),  # UA, final
        u(0xF0, 0xF0, 0x53),  # DISC
        u(0xF0, 0xF1, 0x1F),  # DM
        u(0xF0, 0xF1, 0x97, h("0300000001")),  # FRMR
        s(0xF0, 0xF0, 0x02, 0x05, b"information"),  # I, N(S)=1 N(R)=2 P
        s(0xF0, 0xF1, 0x01, 0x08),  # RR, N(R)=4
        s(0xF0, 0xF1, 0x05, 0x07),  # RNR, N(R)=3 F
        s(0xF0, 0xF1, 0x09, 0x06),  # REJ, N(R)=3
        snap("000000", 0x0800, ECHO),
        snap("000000", 0x0806, struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + A + ip("10.0.0.1") + bytes(6) + ip("10.0.0.2")),
        snap("000000", 0x86DD, ipv6(58, icmpv6(128, 0, h("12340001") + bytes(8)))),
        snap("123456", 0x4242, b"private"),
        length(h("aaaa03000000") + struct.pack("!H", 0x0800) + ipv4(17, udp(9, 9, bytes(900)))),
        eth(3, h("f0f003") + bytes(43)),  # three octets of LLC, the rest is padding
    ]


def bridge_id(priority, mac):
    return struct.pack("!H", priority) + h(mac)


def times(age, most, hello, forward):
    return struct.pack("!HHHH", *(int(each * 256) for each in (age, most, hello, forward)))


def bpdu_config(flags=0, cost=4, age=1.0):
    return h("00000000") + bytes([flags]) + bridge_id(0x8000, "020000000501") + struct.pack("!I", cost) + bridge_id(0x8064, "020000000601") + struct.pack("!H", 0x8002) + times(age, 20, 2, 15)


def bpdu_rst(flags, version=2, tail=b"\0"):
    return bytes([0, 0, version, 2, flags]) + bridge_id(0x1001, "020000000501") + struct.pack("!I", 20000) + bridge_id(0x9001, "020000000601") + struct.pack("!H", 0x8003) + times(1, 20, 2, 15) + tail


def msti(flags, instance, cost, priority, port, hops):
    return bytes([flags]) + struct.pack("!H", 0x6000 | instance) + h("020000000501") + struct.pack("!I", cost) + bytes([priority, port, hops])


def bpdu_mst(records, version=3, tail=b""):
    config = b"\0" + b"region-1".ljust(32, b"\0") + struct.pack("!H", 7) + h("ac36177f50283cd4b83821d8ab26de62")
    body = config + struct.pack("!I", 2000) + bridge_id(0x7000, "020000000701") + bytes([19]) + records
    return bpdu_rst(0x7C, version, b"\0" + struct.pack("!H", len(body)) + body + tail)


def stp_frames():
    say = lambda data, dst=STP: length(h("424203") + data, dst)
    two = msti(0x7C, 1, 0, 0x80, 0x80, 20) + msti(0x0E, 2, 20000, 0x70, 0x40, 18)
    return [
        say(bpdu_config()),
        say(bpdu_config(0x81, 100, 1.5)),
        say(bpdu_config(0x01)),
        say(h("00000080")),
        say(bpdu_rst(0x0E)),  # proposal, designated
        say(bpdu_rst(0x7C)),  # agreement, forwarding, learning, designated
        say(bpdu_rst(0x6C)),
        say(bpdu_rst(0x4B)),
        say(bpdu_rst(0x25)),
        say(bpdu_mst(b"")),
        say(bpdu_mst(two)),
        say(bpdu_mst(msti(0xBC, 4094, 200, 0x10, 0xF0, 1))),
        length(h("aaaa0300000c010b") + bpdu_rst(0x3C) + h("000000020064"), h("01000ccccccd")),  # PVST+, for VLAN 100
    ]


def eapol_frames():
    say = lambda kind, data=b"", version=1, dst=PAE: eth(0x888E, struct.pack("!BBH", version, kind, len(data)) + data, dst)
    eap = lambda code, ident, data=b"": struct.pack("!BBH", code, ident, 4 + len(data)) + data
    md5 = bytes([4, 16]) + bytes(range(16))
    return [
        say(1),
        say(0, eap(1, 1, b"\x01")),
        say(0, eap(1, 1, b"\x01Who are you?")),
        say(0, eap(2, 1, b"\x01alice@example.org")),
        say(0, eap(1, 2, b"\x02Your password expires soon")),
        say(0, eap(2, 2, b"\x02")),
        say(0, eap(1, 3, b"\x0d\x20")),  # TLS start
        say(0, eap(2, 3, b"\x03\x04")),  # Nak: MD5 instead
        say(0, eap(2, 3, b"\x03\x19\x15\x04")),  # Nak: PEAP, TTLS or MD5
        say(0, eap(1, 4, md5)),
        say(0, eap(2, 4, md5 + b"alice")),
        say(0, eap(3, 4)),
        say(0, eap(4, 5)),
        say(2, version=2),
        say(4, b"\x01\x02\x03", version=2),
        say(0, eap(1, 6, b"\xfe" + h("000009000000010203")), version=3),
        say(3, b"\x02" + h("008a0010") + bytes(7) + b"\1" + bytes(range(32)) + bytes(48) + h("0000"), version=2),
    ]


def icmp_frames():
    q = QUOTE[:28]
    say = lambda kind, code, rest, **more: eth(0x0800, ipv4(1, icmp(kind, code, rest), src="10.0.0.2", dst="10.0.0.1", **more))
    frames = [say(3, code, bytes(4) + QUOTE) for code in (*range(4), *range(5, 16))]
    frames += [
        say(3, 4, struct.pack("!HH", 0, 1400) + QUOTE),
        say(3, 1, bytes(4) + q),  # RFC 792: eight octets of the datagram
        say(4, 0, bytes(4) + QUOTE),
        *(say(5, code, ip("10.0.0.254") + QUOTE) for code in range(4)),
        say(11, 0, bytes(4) + QUOTE),
        say(11, 1, bytes(4) + ipv4(17, udp(40000, 33434, bytes(32))[:24], fragment=0x2000)),
        say(12, 0, h("14000000") + QUOTE),
        say(12, 1, h("00000000") + QUOTE),
        say(12, 2, h("16000000") + QUOTE),
        say(9, 0, struct.pack("!BBH", 2, 2, 1800) + ip("10.0.0.1") + struct.pack("!i", 0) + ip("10.0.0.2") + struct.pack("!i", -2147483648)),
        say(9, 16, struct.pack("!BBH", 1, 2, 9000) + ip("10.0.0.1") + struct.pack("!i", 5)),
        say(10, 0, bytes(4)),
        say(13, 0, struct.pack("!HHIII", 1, 2, 36000000, 0, 0)),
        say(14, 0, struct.pack("!HHIII", 1, 2, 36000000, 36000001, 36000002)),
        say(15, 0, struct.pack("!HH", 1, 2)),
        say(16, 0, struct.pack("!HH", 1, 2)),
        say(17, 0, struct.pack("!HHI", 1, 2, 0)),
        say(18, 0, struct.pack("!HH", 1, 2) + ip("255.255.255.0")),
        say(8, 0, struct.pack("!HH", 7, 9) + bytes(range(40))),
        say(0, 0, struct.pack("!HH", 7, 9) + bytes(range(40))),
    ]
    # RFC 4884: the quote filled up to 128 octets, a length in words, then the extension
    padded = QUOTE.ljust(128, b"\0")
    extension = lambda objects: sealed(h("20000000") + objects, 2)
    thing = lambda kind, ctype, data: struct.pack("!HBB", 4 + len(data), kind, ctype) + data
    mpls = thing(1, 1, struct.pack("!I", 16004 << 12 | 0 << 9 | 0 << 8 | 1) + struct.pack("!I", 24 << 12 | 5 << 9 | 1 << 8 | 254))
    interface = thing(2, 0x0F, struct.pack("!IHH", 3, 1, 0) + ip("10.0.12.1") + bytes([8]) + b"eth1\0\0\0" + struct.pack("!I", 1500))
    frames += [
        say(11, 0, h("00200000") + padded + extension(mpls)),
        say(3, 1, h("00200000") + padded + extension(interface)),
        say(12, 0, h("14200000") + padded + extension(thing(2, 0x4C, struct.pack("!IHH", 4, 1, 0) + ip("10.0.12.2")) + thing(200, 1, b"data"))),
    ]
    # RFC 8335: extended echo, by name, by index, by address
    named = lambda objects, ctype: extension(thing(3, ctype, objects))
    frames += [
        say(42, 0, struct.pack("!HBB", 0x1234, 1, 1) + named(b"eth0", 1)),
        say(42, 0, struct.pack("!HBB", 0x1234, 2, 1) + named(struct.pack("!I", 2), 2)),
        say(42, 0, struct.pack("!HBB", 0x1234, 3, 0) + named(struct.pack("!HBB", 1, 4, 0) + ip("10.0.0.2"), 3)),
        say(43, 0, struct.pack("!HBB", 0x1234, 1, 0x06)),
        say(43, 3, struct.pack("!HBB", 0x1234, 2, 0x27)),
    ]
    return frames


def ip_frames():
    e = icmp(8, 0, struct.pack("!HH", 1, 1) + bytes(8))
    say = lambda options, **more: eth(0x0800, ipv4(1, e, options=options, **more))
    rr, many = lambda kind, pointer, *list: bytes([kind, 3 + 4 * len(list), pointer]) + b"".join(map(ip, list)), "10.0.0.1 10.0.1.1 10.0.2.1".split()
    ts = lambda pointer, flags, data: bytes([68, 4 + len(data), pointer, flags]) + data
    stamp = lambda n: struct.pack("!I", n)
    return [
        say(h("01") + rr(7, 4, "0.0.0.0", "0.0.0.0", "0.0.0.0")),
        say(rr(7, 12, "10.0.0.1", "10.0.1.1", "0.0.0.0") + h("00")),
        say(rr(7, 16, *many) + h("01")),
        say(h("01") + rr(131, 4, *many)),
        say(h("01") + rr(131, 12, *many)),
        say(h("01") + rr(131, 16, *many)),
        say(h("01") + rr(137, 8, *many)),
        say(ts(5, 0x00, bytes(16))),
        say(ts(13, 0x30, stamp(36000000) + stamp(36000001) + bytes(4))),
        say(ts(13, 0x01, ip("10.0.0.1") + stamp(36000000) + bytes(8))),
        say(ts(13, 0x23, ip("10.0.0.1") + stamp(36000000) + ip("10.0.0.2") + bytes(4))),
        say(h("94040000")),
        say(h("94040001")),
        say(h("88040005")),  # stream id 5
        say(h("820bf1350000000041424300")),  # RFC 791 security
        say(h("8204ab80") ),  # RFC 1108 basic security: Unclassified, GENSER
        say(h("850401c0")),  # RFC 1108 extended security
        say(h("0b0405dc")),  # MTU probe (RFC 1063)
        say(h("0c0405dc")),
        say(h("520c04d2000100020a000001")),  # traceroute (RFC 1393)
        say(h("9404000001010100")),
        say(h("de04aabb")),  # an experiment (RFC 4727)
        eth(0x0800, ipv4(17, udp(9, 10, bytes(45))[:24], ident=77, fragment=0x2000)),
        eth(0x0800, ipv4(17, bytes(24), ident=77, fragment=0x2003)),
        eth(0x0800, ipv4(17, bytes(5), ident=77, fragment=0x0006)),
        eth(0x0800, ipv4(17, udp(9, 10, b"df"), fragment=0x4000, tos=0xB8)),
        eth(0x0800, ipv4(17, udp(9, 10, b"reserved"), fragment=0x8000, tos=0x03)),
        eth(0x0800, ipv4(50, h("0000010000000001") + bytes(16))),
        eth(0x0800, ipv4(253, b"experiment")),
    ]


def name(text):
    return b"".join(bytes([len(part)]) + part.encode() for part in text.split(".")) + b"\0"


def dhcp(kind, xid, options, ciaddr="0.0.0.0", yiaddr="0.0.0.0", siaddr="0.0.0.0", giaddr="0.0.0.0", flags=0, secs=0, sname=b"", file=b"", op=None, hops=0, ending=b"\xff", least=300):
    op = op or (2 if kind in (2, 5, 6) else 1)
    head = struct.pack("!BBBBIHH", op, 1, 6, hops, xid, secs, flags) + ip(ciaddr) + ip(yiaddr) + ip(siaddr) + ip(giaddr) + A.ljust(16, b"\0") + sname.ljust(64, b"\0") + file.ljust(128, b"\0")
    body = head + h("63825363") + (bytes([53, 1, kind]) if kind else b"") + options + ending
    return body.ljust(least, b"\0")


def opt(code, data):
    return bytes([code, len(data)]) + data


def dhcp_frames():
    up = lambda data, dst="255.255.255.255": eth(0x0800, ipv4(17, udp(68, 67, data, "0.0.0.0", dst), "0.0.0.0", dst), b"\xff" * 6)
    down = lambda data, dst="10.0.0.50": eth(0x0800, ipv4(17, udp(67, 68, data, "10.0.0.1", dst), "10.0.0.1", dst))
    relay = lambda data: eth(0x0800, ipv4(17, udp(67, 67, data, "10.0.9.1", "10.0.0.1"), "10.0.9.1", "10.0.0.1"))
    u8, u16, u32 = (lambda n: struct.pack("!B", n)), (lambda n: struct.pack("!H", n)), (lambda n: struct.pack("!I", n))
    one, two = ip("10.0.0.1"), ip("10.0.0.1") + ip("10.0.0.2")
    lease = opt(54, one) + opt(51, u32(3600)) + opt(58, u32(1800)) + opt(59, u32(3150)) + opt(1, ip("255.255.255.0"))
    everything = [
        opt(2, u32(3600)) + opt(3, two) + opt(4, one) + opt(5, one) + opt(6, two) + opt(7, one) + opt(8, one) + opt(9, one) + opt(10, one) + opt(11, one) + opt(12, b"host-1") + opt(13, u16(512)) + opt(14, b"/var/dump") + opt(15, b"example.org") + opt(16, one) + opt(17, b"/srv/root") + opt(18, b"/etc/ext"),
        opt(19, u8(1)) + opt(20, u8(0)) + opt(21, two) + opt(22, u16(576)) + opt(23, u8(64)) + opt(24, u32(600)) + opt(25, u16(68) + u16(1500)) + opt(26, u16(1500)) + opt(27, u8(1)) + opt(28, ip("10.0.0.255")) + opt(29, u8(0)) + opt(30, u8(1)) + opt(31, u8(1)) + opt(32, one) + opt(33, two),
        opt(34, u8(0)) + opt(35, u32(60)) + opt(36, u8(0)) + opt(37, u8(64)) + opt(38, u32(7200)) + opt(39, u8(1)) + opt(40, b"nis.example") + opt(41, one) + opt(42, two) + opt(44, one) + opt(45, one) + opt(46, u8(8)) + opt(47, b"scope") + opt(48, one) + opt(49, one),
        opt(64, b"nisplus.example") + opt(65, one) + opt(66, b"tftp.example") + opt(67, b"pxelinux.0") + opt(68, one) + opt(69, one) + opt(70, one) + opt(71, one) + opt(72, one) + opt(73, one) + opt(74, one) + opt(75, one) + opt(76, one),
        opt(43, h("0101aa0204deadbeefff")) + opt(60, b"MSFT 5.0") + opt(77, h("05") + b"class" + h("03") + b"two") + opt(81, h("0100ff") + b"host-1.example.org") + opt(93, u16(7)) + opt(94, h("010310")) + opt(97, h("00") + bytes(range(16))) + opt(100, b"CET-1CEST") + opt(101, b"Europe/Paris") + opt(108, u32(1800)),
        opt(116, u8(1)) + opt(118, ip("10.0.9.0")) + opt(119, name("eng.example.com") + name("sales")[:-1] + h("c004")) + opt(120, h("01") + one) + opt(121, h("18c0a801") + one + h("00") + ip("10.0.0.254") + h("0e0a0a") + one) + opt(150, one) + opt(160, b"https://portal.example/") + opt(114, b"https://portal.example/api"),
        opt(249, h("10ac10") + one) + opt(252, b"http://wpad/wpad.dat\0") + opt(125, u32(32473) + h("04") + h("0102aabb")) + opt(124, u32(32473) + h("0401020304")) + opt(224, h("cafe")) + opt(80, b"") + opt(90, h("010100") + bytes(7) + h("01") + h("00000001") + bytes(16)),
    ]
    relayed = opt(82, opt(1, h("00040064010b")) + opt(2, h("0006020000000b01")) + opt(5, ip("10.0.9.0")) + opt(6, b"subscriber-7") + opt(10, h("80")) + opt(11, ip("10.0.9.1")) + opt(12, h("0001aabb")) + opt(151, b"\0red") + opt(152, b""))
    return [
        up(dhcp(1, 0x3903F326, opt(61, b"\1" + A) + opt(50, ip("10.0.0.50")) + opt(12, b"host-1") + opt(55, bytes([1, 28, 2, 3, 15, 6, 119, 12, 44, 47, 26, 121, 42, 252])) + opt(57, u16(1472)), flags=0x8000, secs=3)),
        down(dhcp(2, 0x3903F326, lease + opt(3, one) + opt(6, two), yiaddr="10.0.0.50", siaddr="10.0.0.1", sname=b"boot.example", file=b"pxelinux.0")),
        up(dhcp(3, 0x3903F326, opt(54, one) + opt(50, ip("10.0.0.50")) + opt(61, h("ff00000001") + h("00010001") + h("2b3c4d5e") + A))),
        down(dhcp(5, 0x3903F326, lease, yiaddr="10.0.0.50")),
        down(dhcp(6, 0x3903F326, opt(54, one) + opt(56, b"address not available")), "255.255.255.255"),
        up(dhcp(4, 0x3903F326, opt(54, one) + opt(50, ip("10.0.0.50")) + opt(56, b"in use"))),
        up(dhcp(7, 1, opt(54, one), ciaddr="10.0.0.50"), "10.0.0.1"),
        up(dhcp(8, 2, opt(55, bytes([1, 3, 6])), ciaddr="10.0.0.50")),
        *(down(dhcp(5, 0x100 + i, lease + each, yiaddr="10.0.0.50")) for i, each in enumerate(everything)),
        relay(dhcp(1, 3, opt(61, b"\1" + A) + relayed, giaddr="10.0.9.1", hops=1)),
        # Overload: file, then sname, hold options too
        down(dhcp(2, 4, opt(52, u8(3)) + lease, yiaddr="10.0.0.50", file=opt(15, b"example.org") + h("ff"), sname=opt(12, b"host-1") + h("0000") + opt(42, one) + h("ff"))),
        down(dhcp(2, 5, opt(52, u8(1)) + lease, yiaddr="10.0.0.50", file=opt(67, b"boot/image") + h("ff"), sname=b"server")),
        down(dhcp(2, 6, lease + h("000000") + opt(3, one), yiaddr="10.0.0.50", ending=b"\xff", least=0)),
        down(dhcp(0, 7, opt(1, ip("255.255.255.0")) + opt(3, one), yiaddr="10.0.0.50", op=2)),  # BOOTP with RFC 1497 options
        up(dhcp(1, 8, opt(61, b"\0host-a") + opt(55, b"\1"))),
        up(dhcp(1, 9, opt(61, h("ff00000002") + h("0003") + h("0001") + A))),
        up(dhcp(1, 10, opt(61, h("ff00000003") + h("0002") + h("0000197f") + h("01020304")))),
        *(up(dhcp(kind, 20 + kind, opt(54, one))) for kind in (9, 10, 13, 18)),
    ]


def tcp_frames():
    say = lambda *given, **more: eth(0x0800, ipv4(6, tcp(*given, **more)))
    return [
        say(h("020405b40402080a0000000100000000") + h("01030307"), 0x02),
        say(h("020405b4") + h("0402") + h("0101"), 0x12),
        say(h("0101050a") + struct.pack("!II", 100, 200)),
        say(h("01010512") + struct.pack("!IIII", 100, 200, 300, 400)),
        say(h("01010522") + struct.pack("!8I", *range(100, 900, 100))),
        say(h("0101080a") + struct.pack("!II", 0xFFFFFFFF, 5)),
        say(h("1312") + bytes(range(16)) + h("0101"), 0x18, b"signed"),
        say(h("2202") + h("0101"), 0x02),  # Fast Open, asking for a cookie
        say(h("220a") + h("0102030405060708") + h("0101"), 0x02, b"early"),
        say(h("1c04") + h("800a")),  # user timeout: minutes, 10
        say(h("1c04") + h("0e10")),  # seconds, 3600
        say(h("1e0c0081") + bytes(range(8)), 0x02),  # MPTCP, MP_CAPABLE v0 SYN
        say(h("1e14208000") + bytes(15)),  # MPTCP, DSS
        say(h("1d10") + h("0102") + bytes(range(12))),  # TCP-AO
        say(h("0303") + h("0e00"), 0x02),
        say(h("fd04f989"), 0x02),  # experiment
        say(h("1b080714") + struct.pack("!I", 0x12345678 & ~3)),  # Quick-Start
        say(h("0606") + h("00000001") + h("0706") + h("00000001") + h("01010101")),  # echo and its reply (RFC 1072)
        say(h("0b06") + h("00000001") + h("0c06") + h("00000002") + h("0d06") + h("00000003") + h("0101"), 0x02),  # T/TCP
        say(b"", 0x000),
        say(b"", 0x1FF),
        say(b"", 0xE00 | 0x10),
        say(b"", 0x0C2),
        say(b"", 0x152),
        say(b"", 0x020 | 0x18, b"urgent", 3),
        say(h("00000000"), 0x04),
        say(h("0e030001"), 0x02),  # alternate checksum request: not declared
        say(h("ac0b") + h("000001000002000003") + h("01")),  # AccECN, order 0
        say(h("ae08") + h("000001000002")),  # AccECN, order 1, two of its counters
    ]


def ipv6_frames():
    e = icmpv6(128, 0, h("12340001") + bytes(range(16)))
    say = lambda nxt, body, **more: eth(0x86DD, ipv6(nxt, body, **more))
    header = lambda nxt, data: bytes([nxt, (2 + len(data)) // 8 - 1]) + data
    opts = lambda nxt, data: header(nxt, data) if (2 + len(data)) % 8 == 0 else None
    addresses = ip6("2001:db8:1::1") + ip6("2001:db8::2")
    frag = lambda nxt, offset, more, ident: struct.pack("!BBHI", nxt, 0, offset << 3 | more, ident)
    u = lambda src, dst: sum6(17, struct.pack("!HHHH", 9, 10, 16, 0) + b"datagram", 6, src, dst)
    # The checksum is made with the last address of a routing header that isn't done yet.
    return [
        say(58, e, flow=0x12345),
        say(58, e, flow=0x2E << 22 | 2 << 20 | 0xABCDE),
        say(0, opts(58, h("05020000") + h("0100")) + e),  # router alert, PadN
        say(0, opts(58, h("000000000000")) + e),  # six Pad1
        say(0, opts(58, h("0104") + bytes(4)) + e),
        say(0, opts(58, h("c204") + struct.pack("!I", 70000)) + e),  # jumbo, where it may not be
        say(60, opts(58, h("040104") + h("010100")) + e),  # tunnel encapsulation limit
        say(60, opts(58, h("c910") + ip6("2001:db8::99") + h("0102") + h("0000")) + e),
        say(60, opts(58, h("1e04aabbccdd")) + e),  # experiment
        say(60, opts(58, h("0f0a0000000100020003") + h("0004") + h("0100")) + e),  # performance and diagnostic metrics
        say(0, opts(60, h("05020001") + h("0100")) + opts(58, h("0104") + bytes(4)) + e),
        say(43, bytes([58, 4, 0, 0]) + bytes(4) + addresses + e),  # RFC 2460 type 0, used up
        say(43, bytes([58, 2, 2, 0]) + bytes(4) + ip6("2001:db8::2") + e),  # type 2 (Mobile IPv6)
        say(43, bytes([58, 4, 4, 0, 1, 0]) + h("0007") + addresses + e),  # segment routing
        say(43, bytes([58, 0, 253, 0]) + h("01020304") + e),
        say(44, frag(58, 0, 0, 0xCAFE) + e),  # atomic
        say(44, frag(58, 0, 1, 0xBEEF) + e),
        say(44, frag(58, 3, 0, 0xBEEF) + bytes(40)),
        say(44, frag(17, 0, 1, 0xF00D) + u("2001:db8::1", "2001:db8::2")),
        say(59, b""),
        say(59, b"ignored"),
        say(17, u("2001:db8::1", "2001:db8::2")),
        say(6, sum6(6, tcp(b"", 2)[:16] + bytes(4), 16)),
        say(60, opts(44, h("0104") + bytes(4)) + frag(17, 0, 0, 1) + u("2001:db8::1", "2001:db8::2")),
        say(41, ipv6(58, e)),
        say(4, ECHO),
        say(50, h("0000010000000001") + bytes(16)),
        eth(0x0800, ipv4(41, ipv6(58, e))),
        eth(0x0800, ipv4(4, ECHO)),
    ]


def icmpv6_frames():
    local = dict(src="fe80::1", dst="ff02::1")
    say = lambda kind, code, rest, hops=64, **ends: eth(0x86DD, ipv6(58, icmpv6(kind, code, rest, **ends), hops=hops, **ends))
    nd = lambda kind, rest, src="fe80::1", dst="fe80::2": say(kind, 0, rest, 255, src=src, dst=dst)
    quote = ipv6(17, sum6(17, struct.pack("!HHHH", 40000, 33434, 16, 0) + b"datagram", 6), hops=1)
    target = ip6("2001:db8::2")
    option = lambda kind, data: bytes([kind, (2 + len(data)) // 8]) + data
    prefix = option(3, bytes([64, 0xC0]) + struct.pack("!III", 86400, 14400, 0) + ip6("2001:db8:1::"))
    frames = [say(1, code, bytes(4) + quote) for code in range(8)]
    frames += [
        say(2, 0, struct.pack("!I", 1280) + quote),
        say(3, 0, bytes(4) + quote),
        say(3, 1, bytes(4) + ipv6(44, struct.pack("!BBHI", 17, 0, 1, 9) + struct.pack("!HHHH", 40000, 33434, 40, 0xBEEF) + bytes(8))),
        *(say(4, code, struct.pack("!I", 40) + quote) for code in range(4)),
        say(128, 0, struct.pack("!HH", 0x1234, 7) + bytes(range(24))),
        say(129, 0, struct.pack("!HH", 0x1234, 7) + bytes(range(24))),
        nd(133, bytes(4)),
        nd(133, bytes(4) + option(1, A), dst="ff02::2"),
        nd(134, struct.pack("!BBHII", 64, 0xC0, 1800, 30000, 1000) + option(1, A) + option(5, struct.pack("!HI", 0, 1500)) + prefix, dst="ff02::1"),
        nd(134, struct.pack("!BBHII", 255, 0x68, 0, 0, 0) + option(25, struct.pack("!HI", 0, 600) + target + ip6("2001:db8::3")) + option(31, struct.pack("!HI", 0, 600) + (name("example.org") + name("lab.example")).ljust(32, b"\0")), dst="ff02::1"),
        nd(134, struct.pack("!BBHII", 0, 0x10, 9000, 0, 0) + option(24, bytes([48, 0x08]) + struct.pack("!I", 1800) + ip6("2001:db8:2::")[:8]) + option(7, struct.pack("!HI", 0, 3000)) + option(8, struct.pack("!HHH", 0, 5, 1800)), dst="ff02::1"),
        nd(135, bytes(4) + target, src="::", dst="ff02::1:ff00:2"),
        nd(135, bytes(4) + target + option(1, A), dst="ff02::1:ff00:2"),
        nd(135, bytes(4) + target + option(14, bytes(range(6))), src="::", dst="ff02::1:ff00:2"),
        nd(136, h("e0000000") + target + option(2, B)),
        nd(136, h("60000000") + target),
        nd(137, bytes(4) + target + ip6("2001:db8::9") + option(2, B) + option(4, bytes(6) + quote)),
        nd(135, bytes(4) + target + option(253, h("aabbccddeeff"))),
    ]
    hop = bytes([58, 0]) + h("05020000") + h("0100")
    mld = lambda kind, rest, dst: eth(0x86DD, ipv6(0, hop + icmpv6(kind, 0, rest, src="fe80::1", dst=dst), hops=1, src="fe80::1", dst=dst))
    record = lambda kind, group, sources=(), aux=b"": struct.pack("!BBH", kind, len(aux) // 4, len(sources)) + ip6(group) + b"".join(map(ip6, sources)) + aux
    frames += [
        mld(130, struct.pack("!HH", 10000, 0) + bytes(16), "ff02::1"),
        mld(130, struct.pack("!HH", 1000, 0) + ip6("ff02::fb"), "ff02::fb"),
        mld(131, struct.pack("!HH", 0, 0) + ip6("ff02::fb"), "ff02::fb"),
        mld(132, struct.pack("!HH", 0, 0) + ip6("ff02::fb"), "ff02::2"),
        mld(130, struct.pack("!HH", 10000, 0) + bytes(16) + h("027d0000"), "ff02::1"),
        mld(130, struct.pack("!HH", 1000, 0) + ip6("ff3e::1") + h("0a8a0002") + ip6("2001:db8::1") + ip6("2001:db8::2"), "ff3e::1"),
        mld(143, struct.pack("!HH", 0, 1) + record(4, "ff02::fb"), "ff02::16"),
        mld(143, struct.pack("!HH", 0, 3) + record(1, "ff3e::1", ["2001:db8::1", "2001:db8::2"]) + record(3, "ff3e::2") + record(6, "ff3e::3", ["2001:db8::3"], b"auxi"), "ff02::16"),
    ]
    return frames


def igmp_frames():
    alert = h("94040000")
    multi = lambda group: h("01005e") + bytes([ip(group)[1] & 0x7F]) + ip(group)[2:]
    say = lambda body, dst="224.0.0.1", options=alert: eth(0x0800, ipv4(2, sealed(body, 2), dst=dst, ttl=1, options=options), multi(dst))
    v2 = lambda kind, delay, group: struct.pack("!BBH", kind, delay, 0) + ip(group)
    v3 = lambda delay, group, s, qqic, sources=(): v2(0x11, delay, group) + bytes([s, qqic]) + struct.pack("!H", len(sources)) + b"".join(map(ip, sources))
    record = lambda kind, group, sources=(), aux=b"": struct.pack("!BBH", kind, len(aux) // 4, len(sources)) + ip(group) + b"".join(map(ip, sources)) + aux
    report = lambda *records: struct.pack("!BBHHH", 0x22, 0, 0, 0, len(records)) + b"".join(records)
    return [
        say(v2(0x11, 0, "0.0.0.0"), options=b""),  # version 1 query
        say(v2(0x12, 0, "239.1.1.1"), "239.1.1.1", b""),
        say(v2(0x11, 100, "0.0.0.0")),
        say(v2(0x11, 10, "239.1.1.1"), "239.1.1.1"),
        say(v2(0x16, 0, "239.1.1.1"), "239.1.1.1"),
        say(v2(0x17, 0, "239.1.1.1"), "224.0.0.2"),
        say(v3(100, "0.0.0.0", 2, 125)),
        say(v3(10, "232.1.1.1", 0x0A, 0x8A, ["10.0.0.1", "10.0.0.2"]), "232.1.1.1"),
        say(v3(0x9F, "0.0.0.0", 7, 0xFF)),
        say(report(record(4, "239.1.1.1")), "224.0.0.22"),
        say(report(record(1, "232.1.1.1", ["10.0.0.1", "10.0.0.2"]), record(2, "239.1.1.1"), record(3, "239.1.1.2")), "224.0.0.22"),
        say(report(record(5, "232.1.1.1", ["10.0.0.3"]), record(6, "232.1.1.2", ["10.0.0.4"], b"auxiliar")), "224.0.0.22"),
        say(report(), "224.0.0.22"),
    ]


write("20-vlan.pcap", vlan_frames())
write("21-llc.pcap", llc_frames())
write("22-stp.pcap", stp_frames())
write("23-eapol.pcap", eapol_frames())
write("24-icmp.pcap", icmp_frames())
write("25-ip-options.pcap", ip_frames())
write("26-dhcp-options.pcap", dhcp_frames())
write("27-tcp-options.pcap", tcp_frames())
write("28-ipv6-headers.pcap", ipv6_frames())
write("29-icmpv6.pcap", icmpv6_frames())
write("2a-igmp.pcap", igmp_frames())
