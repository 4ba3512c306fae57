#!/usr/bin/env python3
"""Writes the captures of this folder: frames that want to loop, to nest, to lie about lengths. Struct alone.

    python3 make.py        in this folder; the files come out the same every time
"""
import struct

A, B = bytes.fromhex("020000000101"), bytes.fromhex("020000000201")


def pcap(name, frames, link=1):
    with open(name, "wb") as f:
        f.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link))
        for i, frame in enumerate(frames):
            f.write(struct.pack("<IIII", i, 0, len(frame), len(frame)) + frame)


def eth(kind, body):
    return B + A + struct.pack("!H", kind) + body


def ip(proto, body, ihl=5, length=None, fragment=0, ident=1):
    total = 20 + len(body) if length is None else length
    return struct.pack("!BBHHHBBH", 0x40 | ihl, 0, total & 0xFFFF, ident, fragment, 64, proto, 0) + bytes([10, 0, 0, 1, 10, 0, 0, 2]) + body


nested = b""
for _ in range(300):
    nested = ip(4, nested)[:65000]
pcap("ip-in-ip-300-deep.pcap", [eth(0x0800, nested)])
pcap("tags-400-deep.pcap", [A + B + b"\x81\x00\x00\x01" * 400 + b"\x08\x00"])
quote = ip(1, b"\x03\x03\0\0\0\0\0\0")
for _ in range(120):
    quote = ip(1, b"\x03\x03\0\0\0\0\0\0" + quote)
pcap("errors-about-errors.pcap", [eth(0x0800, quote)])
pcap("lengths-that-lie.pcap", [eth(0x0800, ip(17, b"\0\1\0\2" + struct.pack("!H", n) + b"\0\0abc", ihl=i, length=t))
                               for n in (0, 7, 8, 9, 65535) for i in (0, 4, 5, 6, 15) for t in (0, 19, 20, 21, 65535)])
tcp = lambda options, offset: struct.pack("!HHIIBBHHH", 1, 2, 3, 4, offset << 4, 0x10, 5, 0, 0) + options
pcap("options-that-lie.pcap", [eth(0x0800, ip(6, tcp(bytes([kind, length]) * 20, 15)))
                               for kind in (2, 3, 4, 5, 8, 30, 253, 254, 255) for length in (0, 1, 2, 3, 255)])
ipo = lambda options: struct.pack("!BBHHHBBH", 0x4F, 0, 60, 1, 0, 64, 1, 0) + bytes([10, 0, 0, 1, 10, 0, 0, 2]) + options
pcap("ip-options-that-lie.pcap", [eth(0x0800, ipo((bytes([kind, length, pointer]) * 14)[:40]))
                                  for kind in (7, 68, 130, 131, 137, 148) for length in (0, 1, 2, 3, 39, 255) for pointer in (0, 3, 4, 40, 255)])
pcap("fragments-that-overlap.pcap", [eth(0x0800, ip(17, bytes([i]) * 24, fragment=0x2000 | (i * 2))) for i in range(40)]
     + [eth(0x0800, ip(17, b"end", fragment=90)), eth(0x0800, ip(17, b"x" * 1400, fragment=0x2000)), eth(0x0800, ip(17, b"far", fragment=0x1FFF))])
dhcp = lambda options: bytes([1, 1, 6, 0]) + bytes(232) + bytes.fromhex("63825363") + options
udp = lambda body: struct.pack("!HHHH", 68, 67, 8 + len(body), 0) + body
pcap("dhcp-overload-and-endless-options.pcap", [eth(0x0800, ip(17, udp(dhcp(options)))) for options in (
    bytes([52, 1, 3]) + bytes([52, 1, 3]) * 60, bytes([82, 250]) + bytes([82, 248] * 125), b"\x35", b"\x35\xff", bytes([121, 255]) + b"\xff" * 255,
    bytes([0]) * 500, bytes([61, 0, 61, 0]) * 100, bytes([119, 4, 0xC0, 0, 0xC0, 0]), bytes([119, 2, 0xC0, 0xC0]))])
ip6 = lambda nxt, body: struct.pack("!IHBB", 6 << 28, len(body), nxt, 64) + bytes(15) + b"\1" + bytes(15) + b"\2" + body
chain = b"\x3b\0" + bytes(6)
for _ in range(200):
    chain = b"\0\0" + bytes(6) + chain
pcap("ipv6-extensions-200-long.pcap", [eth(0x86DD, ip6(0, chain)), eth(0x86DD, ip6(43, b"\x2b\xff" + bytes(6))), eth(0x86DD, ip6(44, b"\x2c\0\xff\xff" + bytes(4)))])
stp = lambda n: b"\x42\x42\x03\0\0\x03\x02\x7c" + bytes(31) + b"\0" + struct.pack("!H", n) + bytes(200)
pcap("mstp-that-claims-more-instances.pcap", [B + A + struct.pack("!H", 230) + stp(n) for n in (0, 64, 80, 1000, 65535)])
pcap("nothing-at-all.pcap", [b"", b"\0", A, A + B, A + B + b"\x08"])
pcap("raw-without-a-version.pcap", [b"", b"\0", b"\x40", b"\x60" + bytes(3), bytes([0x45]) + bytes(19)], 101)
pcap("cooked-cut-short.pcap", [bytes(n) for n in range(0, 24, 3)], 113)


def block(kind, body, length=None):
    size = 12 + len(body) if length is None else length
    return struct.pack("<II", kind, size) + body + struct.pack("<I", size)


section = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
interface = lambda resolution: block(1, struct.pack("<HHI", 1, 0, 0) + struct.pack("<HHB3x", 9, 1, resolution) + bytes(4))
packet = lambda n, captured, body=b"abcd": block(6, struct.pack("<IIIII", n, 0xFFFFFFFF, 0xFFFFFFFF, captured, 4) + body)
files = {
    "resolutions.pcapng": section + b"".join(interface(r) for r in (0, 6, 9, 127, 128, 255)) + b"".join(packet(n, 4) for n in range(6)),
    "interface-that-is-not.pcapng": section + interface(6) + packet(0, 4) + packet(7, 4),
    "packet-longer-than-its-block.pcapng": section + interface(6) + packet(0, 4) + packet(0, 4000000000),
    "block-of-no-length.pcapng": section + interface(6) + packet(0, 4) + struct.pack("<II", 6, 0) * 4,
    "section-in-a-section.pcapng": section + interface(6) + packet(0, 4) + section + packet(0, 4),
    "options-without-end.pcapng": section + interface(6) + packet(0, 4, b"abcd" + struct.pack("<HH", 1, 0) * 3000),
}
for name, data in files.items():
    open(name, "wb").write(data)
