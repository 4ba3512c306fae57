#!/bin/bash
# What ethtool 6.1 and `ip -s -s link` of iproute2 6.1 print, recorded in a namespace of its own. Needs root.
set -u
ns=netstep-ethtool
ip netns add $ns
trap 'ip netns del $ns' EXIT
ip -n $ns link add v0 type veth peer name v1
ip -n $ns link set lo up
ip -n $ns link set v0 up
ip -n $ns link set v1 up
ip -n $ns link add br0 type bridge
ip -n $ns link set br0 up
run() {
  echo "\$ $*"
  ip netns exec $ns "$@" 2>/tmp/$ns.err
  local status=$?
  sed 's/^/! /' /tmp/$ns.err
  echo "= $status"
}
run ethtool
run ethtool -S
run ethtool a b
run ethtool nodev
run ethtool -S nodev
run ethtool lo
run ethtool -S lo
run ethtool br0
run ethtool -S br0
run ip -s -s link show v0
run ip -s -s -j link show v0
rm -f /tmp/$ns.err
