// rest-json (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html): HTTP bindings with JSON documents as bodies; an error's code
// travels in a header.

import type { OperationModel, ServiceModel } from '../model/shape.ts'
import { bareCode, errorShapeOf, faultValues, messageMemberOf, receivedFault, documentCodeOf } from './fault-shape.ts'
import { JsonBody } from './json-shape.ts'
import { writeJson } from './json-text.ts'
import { faultDocument } from './json.ts'
import { gathered } from './message.ts'
import type { WireRequest, WireResponse } from './message.ts'
import type { Protocol, ResponseContext, Values, WireFault } from './protocol.ts'
import { restBindings } from './rest.ts'

/** The object owns what it compiles from shapes. */
export function restJsonProtocol(): Protocol {
  return new RestJson()
}

class RestJson implements Protocol {
  readonly name = 'rest-json'
  readonly #requests = new JsonBody('server')
  readonly #answers = new JsonBody('client')
  readonly #bindings = restBindings({ body: this.#requests, answers: this.#answers, strictMediaTypes: true, writesEmptyStructures: true })

  decodeRequest(operation: OperationModel, request: WireRequest): Values {
    return this.#bindings.decodeRequest(operation, request)
  }

  encodeResponse(operation: OperationModel, output: Values, context: ResponseContext): WireResponse {
    const response = this.#bindings.encodeOutput(operation, output)
    response.headers['x-amzn-requestid'] = context.requestId
    return response
  }

  encodeFault(service: ServiceModel, operation: OperationModel | undefined, fault: WireFault, context: ResponseContext): WireResponse {
    const shape = errorShapeOf(service, operation, fault.code)
    const values = faultValues(shape, fault)
    const document: Record<string, unknown> = {
      ...(messageMemberOf(shape) === undefined && fault.message !== '' && { message: fault.message }),
      ...(shape !== undefined && this.#requests.plain(this.#bindings.bodyMembers(shape), values)),
    }
    const headers = {
      ...(shape !== undefined && this.#bindings.encodeHeaders(shape, values)),
      'content-type': this.#requests.contentType,
      'x-amzn-errortype': documentCodeOf(shape, fault),
      'x-amzn-requestid': context.requestId,
    }
    return { status: fault.status, headers, body: Buffer.from(writeJson(document)) }
  }

  encodeRequest(operation: OperationModel, input: Values): WireRequest {
    return this.#bindings.encodeRequest(operation, input)
  }

  decodeResponse(operation: OperationModel, response: WireResponse): { output: Values } | { fault: WireFault } {
    if (response.status < 300) return { output: this.#bindings.decodeOutput(operation, response) }
    const document = faultDocument(gathered(response.body))
    const given = response.headers['x-amzn-errortype'] ?? document['__type'] ?? document['code']
    const code = bareCode(typeof given === 'string' ? given : String(response.status))
    return receivedFault(operation, response.status, code, document, shape => ({
      ...this.#answers.valuesOf(this.#bindings.bodyMembers(shape), document),
      ...this.#bindings.decodeHeaders(shape, response.headers),
    }))
  }
}
