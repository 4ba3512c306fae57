// The usage texts of iproute2 6.1, line by line as they are printed. Not everything in them is simulated; what is not says
// so when it is asked for.

/** `ip` and `ip help`. */
export const IP_USAGE: readonly string[] = [
  'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }',
  '       ip [ -force ] -batch filename',
  'where  OBJECT := { address | addrlabel | amt | fou | help | ila | ioam | l2tp |',
  '                   link | macsec | maddress | monitor | mptcp | mroute | mrule |',
  '                   neighbor | neighbour | netconf | netns | nexthop | ntable |',
  '                   ntbl | route | rule | sr | tap | tcpmetrics |',
  '                   token | tunnel | tuntap | vrf | xfrm }',
  '       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] | -r[esolve] |',
  '                    -h[uman-readable] | -iec | -j[son] | -p[retty] |',
  '                    -f[amily] { inet | inet6 | mpls | bridge | link } |',
  '                    -4 | -6 | -M | -B | -0 |',
  '                    -l[oops] { maximum-addr-flush-attempts } | -br[ief] |',
  '                    -o[neline] | -t[imestamp] | -ts[hort] | -b[atch] [filename] |',
  '                    -rc[vbuf] [size] | -n[etns] name | -N[umeric] | -a[ll] |',
  '                    -c[olor]}',
];

/** `bridge` and `bridge help`. */
export const BRIDGE_USAGE: readonly string[] = [
  'Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }',
  '       bridge [ -force ] -batch filename',
  'where  OBJECT := { link | fdb | mdb | vlan | monitor }',
  '       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] |',
  '                    -o[neline] | -t[imestamp] | -n[etns] name |',
  '                    -c[ompressvlans] -color -p[retty] -j[son] }',
];
