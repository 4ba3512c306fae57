#!/bin/bash
# Records what the commands of the internet layer print on the running kernel: commands.txt (a command file, README.md).
#
#   sudo ./collect-commands.sh           OUT=dir writes elsewhere
#
# Needs root, iproute2, iputils (ping, tracepath), traceroute, net-tools, tcpdump. Everything in namespaces of its own that go with it:
#
#   A.eth0 10.0.1.1/24 --- R.eth0 10.0.1.254/24   R.eth1 10.0.2.254/24 --- B.eth0 10.0.2.1/24
#
# A line of the list below is `NODE command`; `+` before it: the case goes on while tcpdump listens there (its own line is the
# case, the lines with + are done meanwhile); `%` is a remark.
set -u
export LC_ALL=C LANG=C PATH=$PATH:/usr/sbin:/sbin
HERE=$(cd "$(dirname "$0")" && pwd)
OUT=${OUT:-$HERE}
[ "$(id -u)" = 0 ] || { echo "collect-commands.sh: needs root" >&2; exit 1; }
for t in ip ping tracepath traceroute arp route ifconfig tcpdump unshare; do
  command -v $t >/dev/null || { echo "collect-commands.sh: needs $t" >&2; exit 1; }
done
if [ -z "${NETSTEP_INNER:-}" ]; then
  NETSTEP_INNER=1 OUT=$OUT exec unshare --mount --net --pid --uts --fork --kill-child --mount-proc "$0" "$@"
fi
mkdir -p /run/netns && mount -t tmpfs tmpfs /run/netns
work=$(mktemp -d) && mount -t tmpfs tmpfs "$work"
printf 'hosts: files\n' >"$work/nsswitch.conf"; printf '127.0.0.1 localhost\n' >"$work/hosts"; : >"$work/resolv.conf"
for f in nsswitch.conf hosts resolv.conf; do [ -e /etc/$f ] && mount --bind "$work/$f" /etc/$f; done
for n in A R B; do
  ip netns add $n
  ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  ip -n $n link set lo up
done
wire() {
  ip link add name $2 netns $1 address $3 type veth peer name $5 netns $4 address $6
  for e in "$1 $2" "$4 $5"; do set -- $e; ip netns exec $1 ethtool -K $2 tx off rx off tso off gso off gro off >/dev/null 2>&1; ip -n $1 link set $2 up; done
}
wire A eth0 02:00:00:00:01:01 R eth0 02:00:00:00:02:01
wire R eth1 02:00:00:00:02:02 B eth0 02:00:00:00:03:01
ip -n A addr add 10.0.1.1/24 dev eth0; ip -n R addr add 10.0.1.254/24 dev eth0
ip -n R addr add 10.0.2.254/24 dev eth1; ip -n B addr add 10.0.2.1/24 dev eth0
ip -n A route add default via 10.0.1.254; ip -n B route add default via 10.0.2.254
ip netns exec R sysctl -qw net.ipv4.ip_forward=1
sleep 1
mask() {
  sed -E 's/time=[0-9.]+ ms/time=<ms> ms/; s/time [0-9]+ms/time <ms>ms/; s/= [0-9.]+\/[0-9.]+\/[0-9.]+\/[0-9.]+ ms/= <min>\/<avg>\/<max>\/<mdev> ms/
    s/, pipe [0-9]+$//; s/SOCK_(RAW|DGRAM)/<kind>/g; s/ ident=[0-9]+/ ident=<id>/; s/^TS: \t[0-9]+ absolute/TS: \t<ms> absolute/; s/^[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}/<time>/; s/ id [0-9]+, (seq|off)/ id <id>, \1/; s/\(tos 0x0, ttl ([0-9]+), id [0-9]+,/(tos 0x0, ttl \1, id <id>,/
    s/[0-9]+\.[0-9]{3} ?ms/<ms> ms/g; s/expires [0-9]+sec/expires <s>sec/; s/\.[0-9]{4,5} > /.<port> > /; s/(seq [0-9]+, length)/\1/'
}
say() { # node, command, exit code, file of stdout, file of stderr
  echo "@ $1: $2"; echo "= $3"
  mask <"$4" | sed 's/^/> /; s/$/$/'; mask <"$5" | sed 's/^/! /; s/$/$/'
  echo
}
run() { ip netns exec "$1" sh -c "$2" >"$work/o" 2>"$work/e"; say "$1" "$2" $? "$work/o" "$work/e"; }
{
  echo "# linux $(uname -r | cut -d- -f1) $(ip -V | grep -o 'iproute2-[0-9.]*' | tr - ' ') $(ping -V | grep -o 'iputils [0-9]*') $(traceroute -V 2>&1 | grep -io 'version [0-9.]*' | sed 's/version/traceroute/I') $(ifconfig --version 2>&1 | grep -o 'net-tools [0-9.]*') $(tcpdump --version 2>&1 | sed -n 's/tcpdump version \([0-9.]*\).*/tcpdump \1/p'): commands of the internet layer; A.eth0 10.0.1.1/24 - R.eth0 10.0.1.254/24, R.eth1 10.0.2.254/24 - B.eth0 10.0.2.1/24"
  listening=
  finish() {
    [ -n "$listening" ] || return
    sleep 0.5; kill -TERM $listening 2>/dev/null; wait $listening
    # What it says of its beginning and end is not the matter here.
    : >"$work/none"; sed -i '${/^$/d}' "$work/to"
    say "$tnode" "$tline" 0 "$work/to" "$work/none"
    listening=
  }
  while IFS= read -r line; do
    case $line in
      '') ;;
      '%'*) finish; echo "% ${line#% }"; echo ;;
      '+'*) set -- ${line#+ }; n=$1; shift; echo "% meanwhile $n: $*"; ip netns exec $n sh -c "$*" >/dev/null 2>&1 ;;
      *' tcpdump '*) finish; tnode=${line%% *}; tline=${line#* }
        ip netns exec $tnode sh -c "exec ${tline/tcpdump/tcpdump -l}" >"$work/to" 2>/dev/null & listening=$!; sleep 1 ;;
      *) finish; run "${line%% *}" "${line#* }" ;;
    esac
  done <"$HERE/commands.list"
  finish
} >"$OUT/commands.txt"
umount "$work" 2>/dev/null
