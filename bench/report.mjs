// The figures as a table to read, each with its unit.

const figure = (n, digits = 1) => (Number.isFinite(n) ? n.toFixed(digits) : '–');

function table(head, rows) {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map(row => String(row[i]).length)));
  const line = cells =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join('  ');
  return [line(head), ...rows.map(line)].map(text => `  ${text.trimEnd()}`).join('\n');
}

/** All results as text. */
export function textOf({ machine, lan, ns3, storm, bulk, far, journal, wire, dissection, startup, screen }) {
  const { node, cpu, cores, date, quick } = machine;
  const parts = [`netstep bench${quick ? ', quick' : ''}: node ${node}, ${cpu}, ${cores} cores, ${date}`];
  parts.push('LAN ping through a switch (CPU: the whole process, garbage collection and compilation included)');
  parts.push(lanTable(lan));
  parts.push(ns3.missing ?? ns3Table(ns3.runs, lan));
  parts.push(...runParts(storm, bulk, far));
  parts.push('Journal alone (wall time)', journalTable(journal, lan));
  parts.push(
    'Wire (wall time)',
    table(
      ['', 'ns'],
      Object.entries(wire).map(([name, ns]) => [name, figure(ns)]),
    ),
  );
  parts.push(...dissectionParts(dissection));
  parts.push(...startupParts(startup), ...screenParts(screen));
  return `${parts.join('\n\n')}\n`;
}

function dissectionParts({ missing, frames, ours, tshark }) {
  if (missing) return [missing];
  const perSecond = ({ cpuNs }) => 1e9 / cpuNs;
  const beside = (run, peer) => (peer === undefined ? '–' : `${figure(perSecond(run) / perSecond(peer), 2)} ×`);
  const peers = { trees: tshark.tree, 'trees and text': tshark.tree, lines: tshark.summary };
  const rows = Object.entries(ours).map(([way, run]) => [
    way,
    figure(run.cpuNs / 1000, 2),
    figure(perSecond(run), 0),
    beside(run, peers[way]),
  ]);
  if (!tshark.missing) {
    rows.push(['tshark -V', figure(tshark.tree.cpuNs / 1000, 2), figure(perSecond(tshark.tree), 0), '']);
    rows.push(['tshark', figure(tshark.summary.cpuNs / 1000, 2), figure(perSecond(tshark.summary), 0), '']);
  }
  const title = `Dissection of ${frames} mixed frames, read and followed (CPU: the whole process; tshark -V beside trees, tshark beside lines)`;
  const notes = [
    'trees: every header found, nodes made when they are looked at; trees and text: every node made and written',
  ];
  return [
    title,
    table(['', 'µs CPU/frame', 'frames/CPU s', 'times tshark'], rows),
    ...notes,
    ...(tshark.missing ? [tshark.missing] : []),
  ];
}

function startupParts({ missing, ms, bare, notes }) {
  if (missing) return [missing];
  const rows = Object.entries(ms).map(([name, took]) => [name, figure(took), `${figure(took / ms[bare], 2)} ×`]);
  return ['Start-up (wall time, median)', table(['', 'ms', `times ${bare}`], rows), ...notes];
}

function screenParts({ missing, steps, sizes }) {
  if (missing) return [missing];
  const rows = Object.entries(sizes).flatMap(([size, walks]) =>
    Object.entries(walks).map(([name, w]) => [`${size}, ${name}`, figure(w.ms), figure(w.ms99), figure(w.bytes, 0)]),
  );
  const title = `Screen: from a key to the last byte of its picture, ${steps} steps each way (wall time)`;
  return [title, table(['', 'ms, median', 'ms, 99 %', 'bytes'], rows)];
}

function lanTable(lan) {
  const head = [
    '',
    'µs CPU/RTT',
    'RTT/CPU s',
    'µs wall/RTT',
    'events/RTT',
    'stages/RTT',
    'changes/RTT',
    'B/event',
    'B/change',
    'B/RTT',
  ];
  const rows = lan.map(run => [
    `N=${run.hosts}, journal ${run.record ? 'on' : 'off'}`,
    figure(run.cpuUs),
    figure(1e6 / run.cpuUs, 0),
    figure(run.wallUs),
    figure(run.events, 2),
    figure(run.stages),
    figure(run.changes, 2),
    figure(run.bytesPerEvent, 0),
    figure(run.bytesPerChange, 0),
    figure(run.bytesPerRoundTrip, 0),
  ]);
  return table(head, rows);
}

function runParts(storm, bulk, far) {
  const row = (name, run) => [
    name,
    figure(run.events, 0),
    figure(run.cpuUs),
    figure(run.frames / run.events, 2),
    figure(run.bytesPerEvent, 0),
    figure(run.bytesPerChange, 0),
  ];
  const rows = [row('storm in a ring of 4 switches', storm), row('TCP bulk over 3 routers', bulk)];
  const segment = `TCP bulk: ${figure(bulk.cpuUsPerSegment)} µs CPU for each of ${bulk.segments} segments of data, acknowledgements included`;
  const seeks = `Seek over ${far.events} events (${far.changes} changes): median ${figure(far.ms, 2)} ms, worst ${figure(far.worstMs, 2)} ms; from the end to the start ${figure(far.rewindMs, 2)} ms`;
  const head = ['', 'events', 'µs CPU/event', 'frames/event', 'B/event', 'B/change'];
  return ['Long runs, journal on', table(head, rows), segment, seeks];
}

function ns3Table(runs, lan) {
  const ours = (hosts, record) => lan.find(run => run.hosts === hosts && run.record === record).cpuUs;
  const rows = runs.map(({ hosts, cpuUs, events }) => [
    `N=${hosts}`,
    figure(cpuUs),
    figure(events, 1),
    `${figure(ours(hosts, true) / cpuUs, 2)} ×`,
    `${figure(ours(hosts, false) / cpuUs, 2)} ×`,
  ]);
  return table([runs[0].sim, 'µs CPU/RTT', 'events/RTT', 'netstep takes, journal on', 'journal off'], rows);
}

function journalTable(journal, lan) {
  const { seekBothWaysNs, ...costs } = journal;
  const rows = Object.entries(costs).map(([name, { ns, bytes }]) => [name, figure(ns), figure(bytes)]);
  rows.push(['seek, a change of a row', figure(seekBothWaysNs), '']);
  for (const run of lan.filter(({ record }) => record)) {
    rows.push([`seek back, a change in the LAN of ${run.hosts}`, figure(run.seekBackNs), '']);
    rows.push([`seek forth, a change in the LAN of ${run.hosts}`, figure(run.seekForthNs), '']);
    rows.push([`state hash of the LAN of ${run.hosts}, in ns`, figure(run.hashMs * 1e6, 0), '']);
  }
  return table(['', 'ns', 'bytes'], rows);
}
