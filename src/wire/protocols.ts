// The table of wire protocols. A protocol object keeps what it has compiled from shapes, which are immutable and shared by every cloud of
// the process; nothing in it depends on a cloud, a call or the order of calls.

import type { ProtocolName } from '../model/shape.ts'
import { ec2Protocol } from './ec2.ts'
import { jsonProtocol } from './json.ts'
import type { Protocol } from './protocol.ts'
import { queryProtocol } from './query.ts'
import { restJsonProtocol } from './rest-json.ts'
import { restXmlProtocol } from './rest-xml.ts'
import { rpcCborProtocol } from './rpc-cbor.ts'

const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  'json-1.0': jsonProtocol('1.0'),
  'json-1.1': jsonProtocol('1.1'),
  query: queryProtocol(),
  ec2: ec2Protocol(),
  'rest-json': restJsonProtocol(),
  'rest-xml': restXmlProtocol(),
  cbor: rpcCborProtocol(),
}

/** The protocol of that name, the same object each time. */
export function protocolNamed(name: ProtocolName): Protocol {
  return protocols[name]
}
