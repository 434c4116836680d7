// The awsQuery protocol (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html): form parameters in, XML out, or
// JSON for those who ask for it.
// Choosing the operation by `Action` is the gateway's; `Action` and `Version` are only written here, never read.

import type { Member, OperationModel, ServiceModel } from '../model/shape.ts'
import { errorShapeOf } from './fault-shape.ts'
import type { FormDialect, WrongKind } from './form-values.ts'
import { FormValues } from './form-values.ts'
import { requestPairs, writeForm } from './form.ts'
import { JsonBody } from './json-shape.ts'
import { writeJson } from './json-text.ts'
import { MalformedRequest, gathered } from './message.ts'
import type { WireRequest, WireResponse } from './message.ts'
import type { Protocol, ResponseContext, Values, WireFault } from './protocol.ts'
import { childOf, readFault, writeFault } from './xml-fault.ts'
import { XmlValues, element, withNamespace } from './xml-values.ts'
import { answerLimits, escapeText, parseXml } from './xml.ts'

/** The object owns what it compiles from shapes. */
export function queryProtocol(): Protocol {
  return new Query()
}

class Query implements Protocol {
  readonly name = 'query'
  readonly #form = new FormValues(dialect)
  readonly #xml = new XmlValues(nameOf)
  readonly #json = new JsonBody('server')

  decodeRequest(operation: OperationModel, request: WireRequest): Values {
    return this.#form.read(operation.input.members, requestPairs(request))
  }

  encodeRequest(operation: OperationModel, input: Values): WireRequest {
    return formRequest(operation, this.#form.write(operation.input.members, input))
  }

  /** Operations without an output have no result element. */
  encodeResponse(operation: OperationModel, output: Values, context: ResponseContext): WireResponse {
    const { members } = operation.output
    const wrapper = operation.resultWrapper ?? (members.length > 0 ? `${operation.name}Result` : undefined)
    if (asksForJson(context)) {
      const result = wrapper === undefined ? {} : { [wrapper]: this.#json.plain(members, output) }
      return jsonAnswer(200, context, { [`${operation.name}Response`]: { ...result, ResponseMetadata: { RequestId: context.requestId } } })
    }
    const result = wrapper === undefined ? '' : element(wrapper, this.#xml.writeMembers(members, output))
    const metadata = element('ResponseMetadata', element('RequestId', escapeText(context.requestId)))
    return xmlAnswer(200, context, envelope(`${operation.name}Response`, operation.service, result + metadata))
  }

  encodeFault(service: ServiceModel, operation: OperationModel | undefined, fault: WireFault, context: ResponseContext): WireResponse {
    const shape = errorShapeOf(service, operation, fault.code)
    const type = fault.sender ? 'Sender' : 'Receiver'
    if (asksForJson(context)) {
      const error = { Code: shape?.error?.code ?? fault.code, Message: fault.message, Type: type }
      return jsonAnswer(fault.status, context, { Error: error, RequestId: context.requestId })
    }
    const error = element('Error', element('Type', type) + writeFault(this.#xml, fault, shape))
    return xmlAnswer(fault.status, context, envelope('ErrorResponse', service, error + element('RequestId', escapeText(context.requestId))))
  }

  decodeResponse(operation: OperationModel, response: WireResponse): { output: Values } | { fault: WireFault } {
    const bytes = gathered(response.body)
    const root = bytes.byteLength === 0 ? undefined : parseXml(bytes, answerLimits)
    if (response.status >= 300) return { fault: readFault(this.#xml, operation, childOf(root, 'Error'), response.status) }
    const result = childOf(root, operation.resultWrapper ?? `${operation.name}Result`)
    return { output: result === undefined ? {} : this.#xml.readStructure(operation.output.members, result) }
  }
}

function nameOf(member: Member): string {
  return member.queryName ?? member.wireName
}

const dialect: FormDialect = {
  nameOf,
  wrapperOf: (list, shape) => list.flattened === true ? undefined : nameOf(shape.element),
  mapWrapper: 'entry',
  writesEmptyLists: true,
  wrongKind: (reason, path, text) => new MalformedRequest(wordsFor(reason, path, text), 'MalformedInput'),
}

/** The words are those that clients of CloudSearch, SNS and CloudWatch report; AWS documents none of them. */
function wordsFor(reason: WrongKind, path: string, text: string): string {
  switch (reason) {
    case 'scalar-expected': return 'Start of list found where not expected'
    case 'list-expected': return 'Unexpected list element termination'
    case 'structure-expected': return 'Unexpected complex element termination'
    case 'entry-expected': return 'Unexpected map element termination'
    case 'too-deep': return `${path} is nested too deeply`
    case 'timestamp': return 'timestamp must follow ISO8601'
    default: return `Value ${text.slice(0, 100)} at ${path} is not a valid ${reason}`
  }
}

/** The request of query and ec2 alike: everything in the body of a POST. */
export function formRequest(operation: OperationModel, pairs: readonly (readonly [string, string])[]): WireRequest {
  const head = [['Action', operation.name], ['Version', operation.service.apiVersion]] as const
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: Buffer.from(writeForm([...head, ...pairs])),
  }
}

function envelope(name: string, service: ServiceModel, content: string): string {
  const namespace = service.xmlNamespace === undefined ? undefined : { uri: service.xmlNamespace }
  return element(withNamespace(name, namespace), content)
}

function xmlAnswer(status: number, context: ResponseContext, text: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': context.requestId }, body: Buffer.from(text) }
}

/** Undocumented, but the query services of AWS that stand on its own server framework do so, and some tools rely on it. */
function asksForJson(context: ResponseContext): boolean {
  return context.requestHeaders?.['accept']?.startsWith('application/json') === true
}

function jsonAnswer(status: number, context: ResponseContext, document: unknown): WireResponse {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': context.requestId }
  return { status, headers, body: Buffer.from(writeJson(document)) }
}
