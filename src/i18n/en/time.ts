// Words of the time axis, the sequence chart, the journey of a packet, and of searching.
export const time = {
  'time.fold.wait': '{duration:duration}: nothing happens',
  'time.fold.events': '{count|one event|# events} left out, {duration:duration}',
  'time.fold.hidden': '{count|one event|# events} left out',
  'time.fold.unsearched': '{count|one event|# events} not searched yet',
  'time.present': 'so far you have seen: the present is here',
  'time.over': 'nothing is left to happen',
  'time.mark.checkpoint': 'checkpoint',
  'time.mark.breakpoint': 'breakpoint',
  'time.mark.watchpoint': 'watchpoint',

  'chart.above': 'there is more above',
  'chart.below': 'there is more below',
  'chart.quiet': 'no frame was sent yet',
  'chart.up': 'up',

  'ui.panel.follow': 'Follow',
  'follow.title': 'Follow · frame {frame:frame}',

  'search.nth': '{n} of {m}',
  'search.count': '{count|one hit|# hits}',
  'search.filter': 'filter, others left out',
  'search.progress': '{n} of {m} events searched',
  'search.what': 'a text; in Time a display filter as well, such as arp.opcode == 2',
  'search.keys': '↓ ↑ other hits, Enter keeps, Esc goes back',
  'search.kept': 'hit {n} of {m}: {next} the next, {back} the one before, {end} ends the search',
  'search.none': 'nothing is searched for: {key} begins',
  'search.key.next': 'the next hit of the search',
  'search.key.back': 'the hit before',
} as const;
