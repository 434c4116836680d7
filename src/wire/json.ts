// awsJson 1.0 and 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html): every call is `POST /` with the operation in
// `x-amz-target` and one JSON document each way. Finding the operation by that header is the gateway's.

import type { OperationModel, ServiceModel, StructureShape } from '../model/shape.ts'
import {
  bareCode, errorShapeOf, faultValues, messageMemberOf, queryErrorHeader, receivedFault, documentCodeOf,
} from './fault-shape.ts'
import { JsonBody, documentOf } from './json-shape.ts'
import { writeJson } from './json-text.ts'
import { eventStreamType } from './media-type.ts'
import { MalformedRequest, emptyBody, gathered } from './message.ts'
import type { WireRequest, WireResponse } from './message.ts'
import type { Protocol, ResponseContext, Values, WireFault } from './protocol.ts'
import { decodeRpcStream, encodeRpcStream, eventMemberOf } from './rpc-stream.ts'
import { isObject } from './shape-reader.ts'

// Codes that no service models come from Coral itself, under its own namespaces, where the service writes namespaces at all:
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
const coralNamespace = 'com.amazon.coral.service'
const coralNamespaceByCode: Readonly<Record<string, string>> = { ValidationException: 'com.amazon.coral.validate' }
const codesWithCapitalMessage: ReadonlySet<string> = new Set(['AccessDeniedException', 'SerializationException'])

/** The object owns what it compiles from shapes. */
export function jsonProtocol(version: '1.0' | '1.1'): Protocol {
  return new JsonDocuments(version)
}

class JsonDocuments implements Protocol {
  readonly name: 'json-1.0' | 'json-1.1'
  readonly #contentType: string
  readonly #requests = new JsonBody('server')
  readonly #answers = new JsonBody('client')

  constructor(version: '1.0' | '1.1') {
    this.name = `json-${version}`
    this.#contentType = `application/x-amz-json-${version}`
  }

  decodeRequest(operation: OperationModel, request: WireRequest): Values {
    const { input } = operation
    const stream = operation.streamsInput ? eventMemberOf(input) : undefined
    if (stream !== undefined) return decodeRpcStream(input, stream, request.body, this.#requests, 'request')
    return this.#requests.decodeStructure(input, input.members, gathered(request.body))
  }

  encodeResponse(operation: OperationModel, output: Values, context: ResponseContext): WireResponse {
    const shape = operation.output
    const stream = operation.streamsOutput ? eventMemberOf(shape) : undefined
    const headers = { 'content-type': stream === undefined ? this.#contentType : eventStreamType, 'x-amzn-requestid': context.requestId }
    // An operation without output answers without a body; the model's stand-in for it has no name.
    const body = shape.name === '' && shape.members.length === 0 ? emptyBody
      : stream === undefined ? this.#requests.encodeStructure(shape, shape.members, output)
        : encodeRpcStream(shape, stream, output, this.#requests, 'response')
    return { status: 200, headers, body }
  }

  encodeFault(service: ServiceModel, operation: OperationModel | undefined, fault: WireFault, context: ResponseContext): WireResponse {
    const shape = errorShapeOf(service, operation, fault.code)
    const document: Record<string, unknown> = {
      __type: typeOf(service, shape, fault),
      ...(messageMemberOf(shape) === undefined && fault.message !== '' && { [messageKeyOf(fault.code)]: fault.message }),
      ...(shape !== undefined && this.#requests.plain(shape.members, faultValues(shape, fault))),
    }
    const headers = {
      'content-type': this.#contentType,
      'x-amzn-requestid': context.requestId,
      ...queryErrorHeader(service, shape, fault),
    }
    return { status: fault.status, headers, body: Buffer.from(writeJson(document)) }
  }

  encodeRequest(operation: OperationModel, input: Values): WireRequest {
    const shape = operation.input
    const stream = operation.streamsInput ? eventMemberOf(shape) : undefined
    const headers = {
      'content-type': stream === undefined ? this.#contentType : eventStreamType,
      'x-amz-target': `${operation.service.targetPrefix}.${operation.name}`,
      ...(operation.service.queryCompatible === true && { 'x-amzn-query-mode': 'true' }),
    }
    const body = stream === undefined
      ? this.#answers.encodeStructure(shape, shape.members, input)
      : encodeRpcStream(shape, stream, input, this.#answers, 'request')
    return { method: 'POST', path: '/', query: '', headers, body }
  }

  decodeResponse(operation: OperationModel, response: WireResponse): { output: Values } | { fault: WireFault } {
    const shape = operation.output
    if (response.status < 300) {
      const stream = operation.streamsOutput ? eventMemberOf(shape) : undefined
      if (stream !== undefined) return { output: decodeRpcStream(shape, stream, response.body, this.#answers, 'response') }
      return { output: this.#answers.decodeStructure(shape, shape.members, gathered(response.body)) }
    }
    const document = faultDocument(gathered(response.body))
    const given = response.headers['x-amzn-errortype'] ?? document['__type'] ?? document['code']
    const code = bareCode(typeof given === 'string' ? given : String(response.status))
    return receivedFault(operation, response.status, code, document, error => this.#answers.valuesOf(error.members, document))
  }
}

/** The object in an error's body; an empty one for what is no JSON object (a proxy's page). */
export function faultDocument(bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length === 0) return {}
  try {
    const document = documentOf(bytes)
    return isObject(document) ? document : {}
  } catch (error) {
    if (error instanceof MalformedRequest) return {}
    throw error
  }
}

function typeOf(service: ServiceModel, shape: StructureShape | undefined, fault: WireFault): string {
  const code = documentCodeOf(shape, fault)
  if (service.errorNamespace === undefined) return code
  return `${shape === undefined ? coralNamespaceByCode[code] ?? coralNamespace : service.errorNamespace}#${code}`
}

function messageKeyOf(code: string): string {
  return codesWithCapitalMessage.has(code) ? 'Message' : 'message'
}
