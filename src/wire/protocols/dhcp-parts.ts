/** Options of DHCP with an inner structure. Reads first: dhcp-fields.ts. */
import { computed, flag, group, ipv4Address, mac, uint, variant } from '../codec/field.js';
import { bytes, list, records, text } from '../codec/variable.js';
import { duidNames, hardwareNames } from './dhcp-names.js';

const none = new Uint8Array(0);

/** RFC 8415 §11: link-layer address and time, vendor's number, link-layer address. */
const duid = {
  duidType: uint(16).as('client_id.duid_type').label('DUID Type').enum(duidNames),
  duid: variant(
    'duidType',
    {
      1: {
        lltHardware: uint(16).as('client_id.duid_llt_hw_type').label('Hardware type').enum(hardwareNames),
        time: uint(32).as('client_id.time').label('Time'),
        lltAddress: bytes().as('client_id.link_layer_address').label('Link layer address').default(none),
      },
      2: {
        enterprise: uint(32).as('client_id.enterprise_num').label('Enterprise-number'),
        vendorIdentifier: bytes().as('client_id').label('Identifier').default(none),
      },
      3: {
        llHardware: uint(16).as('client_id.duid_ll_hw_type').label('Hardware type').enum(hardwareNames),
        llAddress: bytes().as('client_id.link_layer_address').label('Link layer address').default(none),
      },
    },
    { unknownDuid: bytes().as('client_id').label('Identifier').default(none) },
  ),
} as const;

/** RFC 2132 §9.14: a hardware type and address, or any text after a 0; RFC 4361 §6.1: 255, an IAID and a DUID. */
export const clientId = {
  type: uint(8)
    .hex()
    .as('hw.type')
    .label('Hardware type')
    .enum({ ...hardwareNames, 0: 'Text', 255: 'IAID and DUID' }),
  body: variant(
    'type',
    {
      0: { text: text().as('client_id.undef').label('Client Identifier').default('') },
      1: { address: mac().as('hw.mac_addr').label('Client MAC address') },
      255: { iaid: uint(32).hex().as('client_id.iaid').label('IAID'), ...duid },
    },
    { identifier: bytes().as('client_id').label('Identifier').default(none) },
  ),
} as const;

/** RFC 4702 §2. */
export const clientName = {
  flags: group({
    mbz: uint(4).hex().as('/dhcp.fqdn.mbz').label('Reserved flags').reserved(),
    noUpdates: flag().as('/dhcp.fqdn.n').label('Server DDNS'),
    encoded: flag().as('/dhcp.fqdn.e').label('Encoding'),
    overridden: flag().as('/dhcp.fqdn.o').label('Server overrides'),
    server: flag().as('/dhcp.fqdn.s').label('Server'),
  })
    .as('fqdn.flags')
    .label('Flags'),
  rcode1: uint(8).as('fqdn.rcode1').label('A-RR result').default(0),
  rcode2: uint(8).as('fqdn.rcode2').label('PTR-RR result').default(0),
  name: text().as('fqdn.name').label('Client name').default(''),
} as const;

/** RFC 3118 §2. */
export const authentication = {
  protocol: uint(8)
    .as('option.dhcp_authentication.protocol')
    .label('Protocol')
    .enum({ 0: 'configuration token', 1: 'delayed authentication' }),
  algorithm: uint(8).as('option.dhcp_authentication.alg_delay').label('Algorithm').enum({ 1: 'HMAC_MD5' }),
  method: uint(8)
    .as('option.dhcp_authentication.rdm')
    .label('Replay Detection Method')
    .enum({ 0: 'Monotonically-increasing counter' }),
  replay: bytes(8).as('option.dhcp_authentication.rdm_replay_detection').label('RDM Replay Detection Value'),
  information: variant(
    'protocol',
    {
      1: {
        secretId: uint(32).hex().as('option.dhcp_authentication.secret_id').label('Secret ID'),
        hash: bytes().as('option.dhcp_authentication.hmac_md5_hash').label('HMAC MD5 Hash').default(none),
      },
    },
    {
      token: text().as('option.dhcp_authentication.information').label('Authentication Information').default(''),
    },
  ),
} as const;

/** RFC 4578 §2.2, §2.3. */
export const networkInterface = {
  type: uint(8).as('client_network_id_type').label('Interface type').hidden(),
  major: uint(8).as('client_network_id_major').label('Major Version'),
  minor: uint(8).as('client_network_id_minor').label('Minor Version'),
} as const;

export const uuid = {
  type: uint(8).as('client_id.uuid_type').hidden(),
  uuid: bytes(16).as('client_id.uuid').label('Client Identifier (UUID)'),
} as const;

/** RFC 3361. */
export const sipServers = {
  encoding: uint(8)
    .as('option.sip_server.encoding')
    .label('SIP Server Encoding')
    .enum({ 0: 'Fully Qualified Domain Name', 1: 'IPv4 Address' }),
  servers: variant(
    'encoding',
    {
      1: {
        addresses: list('dhcp', { address: ipv4Address().as('option.sip_server.address').label('SIP Server Address') }),
      },
    },
    { names: text().as('option.sip_server.name').label('SIP Server Name').default('') },
  ),
} as const;

/** RFC 3925: for each enterprise number data of its own, counted. */
export const enterpriseOf = (suffix: string, dataAs: string, label: string) => ({
  enterprises: records('dhcp', {
    enterprise: uint(32).as(`option.${suffix}.enterprise`).label('Enterprise'),
    size: computed(
      uint(8).as(`option.${suffix}.length`).label('Length'),
      ({ values }) => (values.data as Uint8Array | undefined)?.length ?? 0,
    ),
    data: bytes(({ size }) => size!)
      .as(`option.${dataAs}`)
      .label(label),
  }),
});
