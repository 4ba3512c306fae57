/** What is concluded from captured frames, as stages: each says what was seen and what must follow. Reads first: world.ts. */
import { stageKind } from '../journal/index.js';

export const CAPTURE_SETUP = stageKind('capture_open', 'the capture', 'decision', [
  'capture.open',
  'capture.station',
  'capture.wire',
]);

export const CAPTURED = stageKind('capture_frame', 'the capture', 'path', ['capture.seen', 'capture.again']);

export const MUST_FDB = stageKind('must_learn', 'IEEE 802.1D §7.8', 'decision', [
  'capture.fdb-new',
  'capture.fdb-moved',
  'capture.fdb-again',
]);

export const MUST_NEIGH = stageKind('must_resolve', 'RFC 826, Linux arp_process()', 'decision', [
  'capture.neigh-asks',
  'capture.neigh-answered',
  'capture.neigh-overheard',
  'capture.neigh-used',
]);

export const MUST_TCP = stageKind('must_tcp', 'RFC 9293 §3.3.2', 'decision', [
  'capture.tcp-new',
  'capture.tcp-state',
  'capture.tcp-data',
]);

export const EXPERT = stageKind('expert', 'Wireshark tcp_analyze_sequence_number()', 'decision', [
  'capture.mark',
  'capture.joined',
]);

export const SUSPECT = stageKind('suspect', 'the field itself', 'decision', ['capture.wrong']);
