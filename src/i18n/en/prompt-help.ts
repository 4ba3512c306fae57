// What `help COMMAND` and `help TOPIC` tell at the plain prompt.
export const promptHelp = {
  'help.part.moves': 'Through time',
  'help.part.why': 'Reasons',
  'help.part.prompt': 'The prompt',
  'help.part.stops': 'Where to stop',
  'help.part.look': 'Looking',
  'help.part.what-if': 'What if',
  'help.part.teach': 'Questions and tasks',
  'help.part.type': 'On a node',
  'help.examples': 'Examples, in the lesson arp:',
  'ui.prompt.help-more': 'help COMMAND tells more, with examples; help {topics} tells how filters are written',
  'help.more.step':
    'A step is one stage: a piece of the work that one event is, with its reason. An empty line does it again.',
  'help.more.next':
    'An event is one thing that happens at one moment: a frame arrives, a timer fires, a program goes on. An empty line does it again.',
  'help.more.hop':
    'Follows one frame to the device where it, or what was made of it, is received next. Without a number it is the frame at the cursor.',
  'help.more.continue':
    'Stops at breakpoints, at changes that are watched, and at the stops of the lesson. What runs without end is stopped with Ctrl-C; what it reached is kept.',
  'help.more.goto':
    'A bare number is an event. A time has a unit: ns, us, ms, s. #2 is the second link of what why told last; reason is the stage that tells why a prediction came out as it did; back is where the last move began; end runs until nothing is left to happen.',
  'help.more.why':
    'Tells who wrote a row, a column of it or a field of a frame, and the causes of that back to its root. A row that is not there: when it went, or which frame would have taught it. why again goes one link further back; goto #2 goes to a link.',
  'help.more.why-not':
    'Finds the first check that kept something from happening, with the rule and the value: no-reply between two ends, a frame not-forwarded or not-accepted by a node, a row not-learnt.',
  'help.more.break':
    'Takes a display filter as Wireshark has it (help filter), with the fields of netstep beside: ns.node, ns.stage, ns.wire, ns.time, ns.drop. continue and reverse-continue stop where it holds.',
  'help.more.watch':
    'Stops when a row comes, changes, goes or runs out; with a column, when that changes. table lists the names of tables.',
  'help.more.events': 'With a filter, the events in which it holds for a frame or a stage.',
  'help.more.follow':
    'One line for each node that the frame came through, with what changed in its headers there; copies by flooding are branches.',
  'help.part.build': 'Building on',
  'help.more.add':
    'A host has one card with these addresses, a switch or a hub so many ports. It gets its cable with link.',
  'help.more.unlink': 'What is on the cable is lost, and both ends know at once.',
  'help.more.remove':
    'Its cables go first, then all that ran on it and all it knew. A step back brings it back; so does a branch from before.',
  'help.more.write':
    'The network as it stands here becomes a file: what was built is there from the start, what was typed stands under run at its time.',
  'help.more.link':
    'A link is named by its two wire ends; table link lists them. Nothing passes while it is cut, both ends know at once, and a branch begins. With two ends a new cable is put in, and a port that is not there is made.',
  'help.more.drop':
    'Only a frame that is on its way can be lost, delayed, duplicated or changed: go to an event in which one is sent. This begins a branch.',
  'help.more.corrupt':
    'Turns over one bit of the last layer. With fcs the frame keeps the checksum of what was sent, as on a bad cable, and the card throws it away.',
  'help.more.edit':
    'The field bears the name it has in filters. Checksums and lengths are made right again, unless they are what is edited.',
  'help.more.branch':
    'What is done in the past never changes it: it begins a branch. branch NAME goes to one, -c begins one here, -m gives another name, -d deletes.',
  'help.more.diff': 'Compares frames and rows, as far as both branches have gone.',
  'help.more.save':
    'Writes lesson, seed, everything that was done and the cursor. netstep FILE comes back to the same moment, on any machine.',
  'help.more.answer': 'Numbers of the choices, or the value itself. predict shows the question again.',
  'ui.prompt.help.find': 'to the next stage whose sentence holds the text',
  'help.topic.filter': 'Filters have the meaning they have in Wireshark 4: the same fields, types and operators.',
  'help.topic.fields':
    'Fields of netstep itself: ns.node (the node that does it), ns.stage (what Linux or the standard calls it), ns.wire (the wire end), ns.time (seconds), ns.drop (the reason, where something was dropped).',
  'help.filter.present': 'a header that is there',
  'help.filter.compare': '== != < <= > >=; != means that none is equal',
  'help.filter.prefix': 'addresses by prefix',
  'help.filter.in': 'one of several; ranges with two dots: 1 .. 9',
  'help.filter.slice': 'a slice of bytes: from, count',
  'help.filter.contains': 'bytes or text within; matches takes a regular expression',
  'help.filter.logic': 'and or not, && || !, brackets',
};
