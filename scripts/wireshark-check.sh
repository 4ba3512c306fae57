#!/usr/bin/env bash
# Lets Wireshark judge the captures of every lesson: no malformed packet, no wrong checksum, no error of any dissector.
# A check that cannot fail says nothing, so a capture with one byte spoiled is judged as well, and must be refused.
#
#   scripts/wireshark-check.sh               the captures of all lessons
#   scripts/wireshark-check.sh FILE ...      these captures instead
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  printf 'wireshark-check: %s\n' "$@" >&2
  exit 1
}

if ! command -v tshark >/dev/null; then
  { command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; } ||
    fail 'tshark is missing. To install it, run for example: sudo apt-get install tshark'
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=300 -qq update </dev/null
  apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends tshark </dev/null >/dev/null
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

options=(-n -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE)
wrong='_ws.malformed || _ws.expert.severity == "Error"'
for protocol in ip tcp udp icmp; do wrong+=" || $protocol.checksum.status == \"Bad\""; done

# select_frames FILE FILTER: the frames of a capture that a display filter selects, one line each
select_frames() {
  tshark "${options[@]}" -r "$1" -Y "$2" 2>"$work/errors" || fail "tshark cannot read $1:" "$(cat "$work/errors")"
}

captures=("$@")
if [ "$#" -eq 0 ]; then
  for lesson in lessons/*/lesson.yaml; do
    [ -e "$lesson" ] || fail 'there is no lesson: lessons/*/lesson.yaml matches nothing.'
    id=$(basename "$(dirname "$lesson")")
    node bin/netstep.js pcap "lesson/$id" --all -o "$work/$id.pcapng" </dev/null >/dev/null
    captures+=("$work/$id.pcapng")
  done
fi

refused=0
spoiled=''
for capture in "${captures[@]}"; do
  frames=$(select_frames "$capture" frame | wc -l)
  [ "$frames" -gt 0 ] || fail "$(basename "$capture") holds no frame."
  select_frames "$capture" "$wrong" >"$work/selected"
  if [ -s "$work/selected" ]; then
    refused=$((refused + 1))
    echo "$(basename "$capture"): Wireshark refuses $(wc -l <"$work/selected") of $frames frames:" >&2
    head -n 10 "$work/selected" >&2
  else
    echo "$(basename "$capture"): $frames frames, none refused"
  fi
  # One byte of the first IPv4 header's checksum: behind the Ethernet type 08 00 and ten bytes that begin with 45.
  if [ -z "$spoiled" ] && node -e '
    const { readFileSync, writeFileSync } = require("node:fs");
    const bytes = readFileSync(process.argv[1]);
    const at = bytes.indexOf(Buffer.from([0x08, 0x00, 0x45]));
    if (at < 0) process.exit(1);
    bytes[at + 12] ^= 0xff;
    writeFileSync(process.argv[2], bytes);
  ' "$capture" "$work/spoiled"; then
    spoiled=$(basename "$capture")
  fi
done

[ "$refused" -eq 0 ] || fail "$refused of ${#captures[@]} captures are refused."
[ -n "$spoiled" ] || fail 'no capture holds an IPv4 packet, so the check itself could not be tried.'
[ -n "$(select_frames "$work/spoiled" "$wrong")" ] || fail "a wrong byte in $spoiled went unnoticed: the check does not check."
echo "$spoiled with one byte spoiled: refused, as it must be"
echo "${#captures[@]} captures: nothing malformed, no wrong checksum"
