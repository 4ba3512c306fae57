// The stages of TCP and the reasons they give. Names are Linux's functions.
import { stageKind } from '../../journal/index.js';

export const TCP_RCV = stageKind('tcp_v4_rcv', 'RFC 9293 §3.10.7, Linux tcp_v4_rcv()', 'decision', [
  'tcp.receive',
  'tcp.truncated',
  'tcp.bad-checksum',
  'tcp.not-unicast',
  'tcp.no-socket',
]);
export const TCP_STATE = stageKind('tcp_set_state', 'RFC 9293 §3.3.2, Linux tcp_set_state()', 'decision', [
  'tcp.to-closed',
  'tcp.to-listen',
  'tcp.to-syn-sent',
  'tcp.to-syn-recv',
  'tcp.to-estab',
  'tcp.to-fin-wait-1',
  'tcp.to-fin-wait-2',
  'tcp.to-close-wait',
  'tcp.to-closing',
  'tcp.to-last-ack',
  'tcp.to-time-wait',
]);
export const CONN_REQUEST = stageKind('tcp_conn_request', 'RFC 9293 §3.10.7.2, Linux tcp_conn_request()', 'decision', [
  'tcp.syn-queued',
  'tcp.syn-cookie',
  'tcp.syn-queue-full',
  'tcp.syn-last-quarter',
  'tcp.accept-queue-full',
]);
export const CHECK_REQ = stageKind('tcp_check_req', 'RFC 9293 §3.10.7.4, Linux tcp_check_req()', 'decision', [
  'tcp.request-done',
  'tcp.request-syn-again',
  'tcp.request-bad-ack',
  'tcp.request-out-of-window',
  'tcp.request-reset',
  'tcp.request-no-ack',
  'tcp.request-overflow',
  'tcp.request-overflow-reset',
]);
export const REQUEST_TIMER = stageKind('reqsk_timer_handler', 'RFC 6298, Linux reqsk_timer_handler()', 'decision', [
  'tcp.synack-again',
  'tcp.synack-give-up',
]);
export const COOKIE = stageKind('cookie_v4_check', 'RFC 4987 §3.6, Linux cookie_v4_check()', 'decision', [
  'tcp.cookie-good',
  'tcp.cookie-bad',
  'tcp.cookie-overflow',
]);
export const LISTEN_STOP = stageKind('inet_csk_listen_stop', 'Linux inet_csk_listen_stop()', 'decision', [
  'tcp.listen-stop',
]);
export const SYN_SENT = stageKind('tcp_rcv_synsent', 'RFC 9293 §3.10.7.3, Linux', 'decision', [
  'tcp.synsent-answer',
  'tcp.synsent-both',
  'tcp.synsent-refused',
  'tcp.synsent-bad-ack',
  'tcp.synsent-useless',
]);
export const STATE_PROCESS = stageKind('tcp_rcv_state_process', 'RFC 9293 §3.10.7.4, Linux', 'decision', [
  'tcp.recv-done',
  'tcp.recv-bad-ack',
  'tcp.fin-acked',
  'tcp.data-after-close',
  'tcp.no-ack-flag',
  'tcp.listen-ack',
]);
export const VALIDATE = stageKind('tcp_validate_incoming', 'RFC 9293 §3.10.7.4, RFC 5961, RFC 7323 §5', 'decision', [
  'tcp.paws',
  'tcp.out-of-window',
  'tcp.reset-exact',
  'tcp.reset-challenge',
  'tcp.syn-challenge',
]);
export const CHALLENGE = stageKind(
  'tcp_send_challenge_ack',
  'RFC 5961 §7, Linux tcp_send_challenge_ack()',
  'decision',
  ['tcp.challenge-sent', 'tcp.challenge-limited'],
);
export const TCP_ACK = stageKind('tcp_ack', 'RFC 9293 §3.10.7.4, RFC 5681, Linux tcp_ack()', 'decision', [
  'tcp.ack-new',
  'tcp.ack-duplicate',
  'tcp.ack-old',
  'tcp.ack-too-old',
  'tcp.ack-future',
  'tcp.ack-window',
]);
export const RTT = stageKind('tcp_rtt_estimator', 'RFC 6298 §2, Linux tcp_rtt_estimator()', 'decision', ['tcp.rtt']);
export const SACKTAG = stageKind('tcp_sacktag_write_queue', 'RFC 2018, RFC 6675, Linux', 'decision', ['tcp.sacked']);
export const CONGESTION = stageKind('tcp_cong_avoid', 'RFC 5681 §3.1, RFC 9438, Linux tcp_cong_avoid()', 'decision', [
  'tcp.slow-start',
  'tcp.avoidance',
  'tcp.cubic',
  'tcp.hystart-train',
  'tcp.hystart-delay',
]);
export const ALERT = stageKind('tcp_fastretrans_alert', 'RFC 5681 §3.2, RFC 6582, RFC 6675', 'decision', [
  'tcp.recovery-begins',
  'tcp.recovery-partial',
  'tcp.recovery-ends',
  'tcp.limited-transmit',
  'tcp.disorder',
  'tcp.probe-loss',
]);
export const RACK = stageKind('tcp_rack_detect_loss', 'RFC 8985 §6.2, Linux tcp_rack_detect_loss()', 'decision', [
  'tcp.rack-lost',
  'tcp.rack-waits',
]);
export const DATA_QUEUE = stageKind('tcp_data_queue', 'RFC 9293 §3.10.7.4, Linux tcp_data_queue()', 'decision', [
  'tcp.data-in-order',
  'tcp.data-too-early',
  'tcp.data-known',
  'tcp.data-no-room',
  'tcp.hole-filled',
]);
export const TCP_FIN = stageKind('tcp_fin', 'RFC 9293 §3.10.7.4, Linux tcp_fin()', 'decision', ['tcp.fin']);
export const ACK_WHEN = stageKind('tcp_ack_snd_check', 'RFC 1122 §4.2.3.2, RFC 5681 §4.2, Linux', 'decision', [
  'tcp.ack-at-once',
  'tcp.ack-delayed',
]);
export const WRITE_XMIT = stageKind('tcp_write_xmit', 'RFC 9293 §3.7.4, RFC 896, Linux tcp_write_xmit()', 'decision', [
  'tcp.nagle',
  'tcp.corked',
  'tcp.cwnd-full',
  'tcp.window-full',
]);
export const SYNC_MSS = stageKind(
  'tcp_sync_mss',
  'RFC 1191 §6.5, Linux tcp_current_mss(), tcp_sync_mss()',
  'decision',
  ['tcp.mss-follows'],
);
export const TRANSMIT = stageKind('tcp_transmit_skb', 'RFC 9293 §3.1, Linux __tcp_transmit_skb()', 'path', [
  'tcp.send',
  'tcp.send-again',
  'tcp.send-failed',
]);
export const SEND_RESET = stageKind('tcp_v4_send_reset', 'RFC 9293 §3.5.2, Linux tcp_v4_send_reset()', 'decision', [
  'tcp.reset-sent',
]);
export const TCP_RESET = stageKind('tcp_reset', 'RFC 9293 §3.10.7.4, Linux tcp_reset()', 'decision', ['tcp.reset-got']);
export const TCP_ERR = stageKind('tcp_v4_err', 'RFC 1122 §4.2.3.9, RFC 5927, Linux tcp_v4_err()', 'decision', [
  'tcp.icmp-hard',
  'tcp.icmp-soft',
  'tcp.icmp-mtu',
  'tcp.icmp-mtu-known',
  'tcp.icmp-ignored',
]);
export const TCP_TIMER = stageKind('tcp_write_timer', 'RFC 6298 §5, RFC 8985 §7, RFC 1122 §4.2.2.17', 'decision', [
  'tcp.rto',
  'tcp.syn-again',
  'tcp.rto-give-up',
  'tcp.tlp',
  'tcp.rack-timeout',
  'tcp.probe',
  'tcp.probe-give-up',
]);
export const KEEP_TIMER = stageKind(
  'tcp_keepalive_timer',
  'RFC 1122 §4.2.3.6, Linux tcp_keepalive_timer()',
  'decision',
  ['tcp.keepalive', 'tcp.keepalive-heard', 'tcp.keepalive-dead', 'tcp.orphan-over'],
);
export const DELACK_TIMER = stageKind('tcp_delack_timer', 'RFC 1122 §4.2.3.2, Linux tcp_delack_timer()', 'decision', [
  'tcp.delack-due',
]);
export const TIME_WAIT = stageKind('tcp_timewait_state_process', 'RFC 9293 §3.10.7.4, RFC 1337, RFC 6191', 'decision', [
  'tcp.timewait-ack',
  'tcp.timewait-reset',
  'tcp.timewait-reuse',
  'tcp.timewait-taken',
  'tcp.timewait-over',
]);
export const BIND = stageKind('inet_bind', 'POSIX bind(2), Linux __inet_bind()', 'decision', [
  'tcp.bind',
  'tcp.bind-refused',
]);
export const LISTEN = stageKind('inet_listen', 'POSIX listen(2), Linux inet_listen()', 'decision', ['tcp.listen']);
export const CONNECT = stageKind('tcp_v4_connect', 'POSIX connect(2), Linux tcp_v4_connect()', 'decision', [
  'tcp.connect',
  'tcp.connect-refused',
]);
export const ACCEPT = stageKind('inet_csk_accept', 'POSIX accept(2), Linux inet_csk_accept()', 'decision', [
  'tcp.accept',
  'tcp.accept-waits',
]);
export const SENDMSG = stageKind('tcp_sendmsg', 'POSIX send(2), Linux tcp_sendmsg()', 'decision', [
  'tcp.written',
  'tcp.write-waits',
  'tcp.write-refused',
]);
export const RECVMSG = stageKind('tcp_recvmsg', 'POSIX recv(2), Linux tcp_recvmsg()', 'decision', [
  'tcp.read',
  'tcp.read-end',
  'tcp.read-waits',
  'tcp.read-refused',
]);
export const SHUTDOWN = stageKind('tcp_shutdown', 'POSIX shutdown(2), Linux tcp_shutdown()', 'decision', [
  'tcp.shutdown',
]);
export const CLOSE = stageKind('tcp_close', 'POSIX close(2), RFC 9293 §3.6, Linux tcp_close()', 'decision', [
  'tcp.close',
  'tcp.close-alone',
  'tcp.close-unread',
  'tcp.close-linger',
]);
export const SETSOCKOPT = stageKind('tcp_setsockopt', 'POSIX setsockopt(2), Linux tcp_setsockopt()', 'decision', [
  'tcp.option',
]);
export const DONE = stageKind('tcp_done', 'Linux tcp_done(), inet_csk_destroy_sock()', 'decision', ['tcp.gone']);
