// The checks by which a node can drop a frame that reached it: stages with a reason for it, each with a question of its own
// (`predict.check.NAME`). Conclusions and what a node sends are none, though they may end in `drop` too.

export const CHECKS: readonly string[] = [
  'nic_fcs',
  'nic_fragment',
  'nic_filter',
  'netif_receive_skb',
  'br_handle_frame',
  'br_port_locked',
  'br_allowed_ingress',
  'br_allowed_egress',
  'br_fdb_lookup',
  'br_forward',
  'vlan_do_receive',
  'br_stp_rcv',
  'port_receive',
  'eapol_receive',
  'arp_process',
  'arp_ignore',
  'ip_rcv',
  'ip_options',
  'ip_rcv_finish',
  'ip_error',
  'ip_forward',
  'ip_defrag',
  'neigh_queue',
  'dev_queue_xmit',
  'icmp_rcv',
  'udp_rcv',
  'sock_queue_rcv_skb',
  'tcp_v4_rcv',
  'tcp_conn_request',
  'tcp_check_req',
  'cookie_v4_check',
  'tcp_rcv_synsent',
  'tcp_validate_incoming',
  'tcp_rcv_state_process',
  'tcp_ack',
  'tcp_data_queue',
  'tcp_timewait_state_process',
];

/** What a switch may ask of any frame, what any other node may: offered where a frame passes little else. */
export const AT_SWITCH: readonly string[] = ['nic_fcs', 'br_handle_frame', 'br_fdb_lookup'];
export const AT_HOST: readonly string[] = ['nic_fcs', 'nic_filter', 'netif_receive_skb'];
