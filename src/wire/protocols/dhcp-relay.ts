/** What a relay adds: option 82 with its suboptions. Reads first: dhcp-options.ts. */
import { ipv4Address, uint } from '../codec/field.js';
import { option, options } from '../codec/options.js';
import { bytes, text } from '../codec/variable.js';

const node = 'option.agent_information_option.suboption';
const as = (suffix: string) => `option.agent_information_option.${suffix}`;
const none = new Uint8Array(0);

/** RFC 3046 §2, 3527, 3993, 4014, 4030, 4243, 5010, 5107, 6925. */
export const agentOptions = options(
  {
    lengthAs: 'option.suboption_length',
    unknownAs: node,
    dataAs: as('value'),
    label: 'Option 82 Suboption',
    align: 1,
    lengthCountsAll: false,
  },
  {
    circuitId: option(1, node, 'Agent Circuit ID', {
      data: bytes().as(as('agent_circuit_id')).label('Agent Circuit ID').default(none),
    }),
    remoteId: option(2, node, 'Agent Remote ID', {
      data: bytes().as(as('agent_remote_id')).label('Agent Remote ID').default(none),
    }),
    linkSelection: option(5, node, 'Link selection', {
      address: ipv4Address().as(as('link_selection')).label('Link selection'),
    }),
    subscriberId: option(6, node, 'Subscriber ID', {
      text: text().as(as('subscriber_id')).label('Subscriber ID').default(''),
    }),
    radius: option(7, node, 'RADIUS Attributes', {
      data: bytes().as(as('radius_attributes')).label('RADIUS Attributes').default(none),
    }),
    authentication: option(8, node, 'Authentication', {
      data: bytes().as(as('authentication')).label('Authentication').default(none),
    }),
    flags: option(10, node, 'Flags', { flags: uint(8).hex().as(as('flags')).label('Flags') }),
    serverOverride: option(11, node, 'Server ID Override', {
      address: ipv4Address().as(as('server_id_override')).label('Server ID Override'),
    }),
    relayId: option(12, node, 'Relay Agent Identifier', {
      data: bytes().as(as('relay_agent_id')).label('Relay Agent Identifier').default(none),
    }),
  },
).label('Agent Information');
