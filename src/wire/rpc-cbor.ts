// Smithy RPC v2 CBOR (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html): every call is
// `POST /service/{shape name}/operation/{operation}` with one CBOR map each way. Finding the operation by that path is the gateway's.

import type { OperationModel, ServiceModel } from '../model/shape.ts'
import { CborBody } from './cbor-shape.ts'
import { decodeCbor } from './cbor.ts'
import { bareCode, errorShapeOf, faultValues, messageMemberOf, queryErrorHeader, receivedFault, documentCodeOf } from './fault-shape.ts'
import { eventStreamType } from './media-type.ts'
import { MalformedRequest, emptyBody, gathered } from './message.ts'
import type { WireRequest, WireResponse } from './message.ts'
import type { Protocol, ResponseContext, Values, WireFault } from './protocol.ts'
import { decodeRpcStream, encodeRpcStream, eventMemberOf } from './rpc-stream.ts'
import { isObject } from './shape-reader.ts'

const protocolHeader = { 'smithy-protocol': 'rpc-v2-cbor' }

/** The object owns what it compiles from shapes. */
export function rpcCborProtocol(): Protocol {
  return new RpcCbor()
}

class RpcCbor implements Protocol {
  readonly name = 'cbor'
  readonly #requests = new CborBody('server')
  readonly #answers = new CborBody('client')

  decodeRequest(operation: OperationModel, request: WireRequest): Values {
    const { input } = operation
    const stream = operation.streamsInput ? eventMemberOf(input) : undefined
    if (stream !== undefined) return decodeRpcStream(input, stream, request.body, this.#requests, 'request')
    return this.#requests.decodeStructure(input, input.members, gathered(request.body))
  }

  encodeResponse(operation: OperationModel, output: Values, context: ResponseContext): WireResponse {
    const shape = operation.output
    const stream = operation.streamsOutput ? eventMemberOf(shape) : undefined
    // An operation without output answers without a body; the model's stand-in for it has no name.
    const isEmpty = shape.name === '' && shape.members.length === 0
    const contentType = stream === undefined ? this.#requests.contentType : eventStreamType
    const body = isEmpty ? emptyBody
      : stream === undefined ? this.#requests.encodeStructure(shape, shape.members, output)
        : encodeRpcStream(shape, stream, output, this.#requests, 'response')
    const headers = { ...protocolHeader, ...(!isEmpty && { 'content-type': contentType }), 'x-amzn-requestid': context.requestId }
    return { status: 200, headers, body }
  }

  encodeFault(service: ServiceModel, operation: OperationModel | undefined, fault: WireFault, context: ResponseContext): WireResponse {
    const shape = errorShapeOf(service, operation, fault.code)
    const code = documentCodeOf(shape, fault)
    const leading = {
      __type: service.errorNamespace === undefined ? code : `${service.errorNamespace}#${code}`,
      ...(messageMemberOf(shape) === undefined && fault.message !== '' && { message: fault.message }),
    }
    const body = this.#requests.encodeStructure(shape, shape?.members ?? [], faultValues(shape, fault), leading)
    const headers = {
      ...protocolHeader,
      'content-type': this.#requests.contentType,
      'x-amzn-requestid': context.requestId,
      ...queryErrorHeader(service, shape, fault),
    }
    return { status: fault.status, headers, body }
  }

  encodeRequest(operation: OperationModel, input: Values): WireRequest {
    const { input: shape, service } = operation
    const stream = operation.streamsInput ? eventMemberOf(shape) : undefined
    const isEmpty = shape.name === '' && shape.members.length === 0
    const headers = {
      ...protocolHeader,
      accept: operation.streamsOutput ? eventStreamType : this.#answers.contentType,
      ...(!isEmpty && { 'content-type': stream === undefined ? this.#answers.contentType : eventStreamType }),
      ...(service.queryCompatible === true && { 'x-amzn-query-mode': 'true' }),
    }
    const body = isEmpty ? emptyBody
      : stream === undefined ? this.#answers.encodeStructure(shape, shape.members, input)
        : encodeRpcStream(shape, stream, input, this.#answers, 'request')
    return { method: 'POST', path: `/service/${service.shapeName}/operation/${operation.name}`, query: '', headers, body }
  }

  decodeResponse(operation: OperationModel, response: WireResponse): { output: Values } | { fault: WireFault } {
    const shape = operation.output
    if (response.status < 300) {
      const stream = operation.streamsOutput ? eventMemberOf(shape) : undefined
      if (stream !== undefined) return { output: decodeRpcStream(shape, stream, response.body, this.#answers, 'response') }
      return { output: this.#answers.decodeStructure(shape, shape.members, gathered(response.body)) }
    }
    const document = faultDocument(gathered(response.body))
    const given = document['__type']
    const code = bareCode(typeof given === 'string' ? given : String(response.status))
    return receivedFault(operation, response.status, code, document, error => this.#answers.valuesOf(error.members, document))
  }
}

/** The map in an error's body; an empty one for what is no CBOR map (a proxy's page). */
function faultDocument(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length === 0) return {}
  try {
    const document = decodeCbor(bytes)
    return isObject(document) ? document : {}
  } catch (error) {
    if (error instanceof MalformedRequest) return {}
    throw error
  }
}
