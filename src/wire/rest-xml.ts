// The restXml protocol (https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html): the bindings of `rest.ts` around XML bodies.
// What is particular to S3 hangs on traits of the model alone (`unwrappedXmlErrors`), never on the service's name.

import type { Member, OperationModel, ServiceModel, StructureShape, XmlNamespace, XmlRoot } from '../model/shape.ts'
import { errorShapeOf } from './fault-shape.ts'
import { MalformedPath, MalformedRequest, gathered } from './message.ts'
import type { WireRequest, WireResponse } from './message.ts'
import type { Protocol, ResponseContext, Values, WireFault } from './protocol.ts'
import type { BodyFormat } from './rest.ts'
import { restBindings } from './rest.ts'
import { childOf, isMessage, readFault, writeFault } from './xml-fault.ts'
import { XmlValues, element, withNamespace } from './xml-values.ts'
import type { XmlLimits } from './xml.ts'
import { answerLimits, escapeText, parseXml, requestLimits, xmlDeclaration } from './xml.ts'

/** The object owns what it compiles from shapes. */
export function restXmlProtocol(): Protocol {
  return new RestXml()
}

const malformedXml = 'The XML you provided was not well-formed or did not validate against our published schema'

class RestXml implements Protocol {
  readonly name = 'rest-xml'
  readonly #xml = new XmlValues()
  readonly #roots = new WeakMap<StructureShape | Member, XmlRoot>()
  readonly #bindings = restBindings({
    body: xmlBody(this.#xml, this.#roots, requestLimits),
    answers: xmlBody(this.#xml, this.#roots, answerLimits),
    strictMediaTypes: false,
    writesEmptyStructures: false,
  })

  /**
   * S3 has one code and text for every body that it cannot read, another for headers and parameters
   * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
   */
  decodeRequest(operation: OperationModel, request: WireRequest): Values {
    try {
      return this.#bindings.decodeRequest(operation, request)
    } catch (error) {
      if (!(error instanceof MalformedRequest) || operation.service.unwrappedXmlErrors !== true) throw error
      if (error instanceof MalformedPath) throw new MalformedRequest('Couldn\'t parse the specified URI.', 'InvalidURI')
      if (error.code === 'MalformedInput') throw new MalformedRequest(malformedXml, 'MalformedXML')
      throw error.code === 'SerializationException' ? new MalformedRequest(error.message, 'InvalidArgument') : error
    }
  }

  encodeRequest(operation: OperationModel, input: Values): WireRequest {
    return this.#bindings.encodeRequest(operation, input)
  }

  encodeResponse(operation: OperationModel, output: Values, context: ResponseContext): WireResponse {
    this.#nameRoot(operation, context.rootName)
    const response = this.#bindings.encodeOutput(operation, output)
    if (operation.unwrappedOutput === true) response.body = this.#unwrapped(operation, output)
    response.headers[requestIdHeader(operation.service)] = context.requestId
    return response
  }

  encodeFault(service: ServiceModel, operation: OperationModel | undefined, fault: WireFault, context: ResponseContext): WireResponse {
    const shape = errorShapeOf(service, operation, fault.code)
    const members = writeFault(this.#xml, fault, shape, shape === undefined ? [] : this.#bindings.bodyMembers(shape))
    const requestId = element('RequestId', escapeText(context.requestId))
    const type = element('Type', fault.sender ? 'Sender' : 'Receiver')
    const text = service.unwrappedXmlErrors === true
      ? element('Error', members + unmodelled(shape, fault) + resource(context) + requestId + element('HostId', hostId(context)))
      : element(withNamespace('ErrorResponse', namespaceOf(service)), element('Error', type + members) + requestId)
    const headers = {
      ...(shape !== undefined && fault.fields !== undefined && this.#bindings.encodeHeaders(shape, fault.fields)),
      'content-type': 'application/xml',
      [requestIdHeader(service)]: context.requestId,
      ...(service.unwrappedXmlErrors === true && { 'x-amz-id-2': hostId(context) }),
    }
    return { status: fault.status, headers, body: document(text) }
  }

  decodeResponse(operation: OperationModel, response: WireResponse): { output: Values } | { fault: WireFault } {
    if (response.status < 300 && operation.unwrappedOutput === true) return { output: this.#readUnwrapped(operation, response) }
    if (response.status < 300) return { output: this.#bindings.decodeOutput(operation, response) }
    const bytes = gathered(response.body)
    const root = bytes.byteLength === 0 ? undefined : parseXml(bytes, answerLimits)
    const fault = readFault(this.#xml, operation, root?.name === 'Error' ? root : childOf(root, 'Error'), response.status)
    const shape = errorShapeOf(operation.service, operation, fault.code)
    const headers = shape === undefined ? {} : this.#bindings.decodeHeaders(shape, response.headers)
    const status = shape?.members.find(member => member.location === 'statusCode')
    const fields = Object.entries({ ...fault.fields, ...headers, ...(status !== undefined && { [status.name]: response.status }) })
      .filter(([name]) => !isMessage(name))
    return { fault: fields.length === 0 ? fault : { ...fault, fields: Object.fromEntries(fields) } }
  }

  /** The only member as the root; unset, an empty one (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html). */
  #unwrapped({ output: { members: [member] }, service }: OperationModel, output: Values): Uint8Array {
    if (member === undefined) throw new Error('assert: an unwrapped output has no member')
    const tag = withNamespace(member.wireName, namespaceOf(service))
    return document(this.#xml.writeElement(tag, member, output[member.name] ?? ''))
  }

  #readUnwrapped({ output: { members: [member] } }: OperationModel, response: WireResponse): Values {
    if (member === undefined) throw new Error('assert: an unwrapped output has no member')
    const { text } = parseXml(gathered(response.body), answerLimits)
    return text === '' ? {} : { [member.name]: text }
  }

  /** Answers bear the namespace of their service, which a body format cannot know: it is noted at an operation's first answer. */
  #nameRoot(operation: OperationModel, given: string | undefined): void {
    const place = operation.output.payload ?? operation.output
    if (this.#roots.has(place)) return
    const namespace = namespaceOf(operation.service)
    const name = given ?? (operation.output.name === '' ? `${operation.name}Result` : operation.output.name)
    this.#roots.set(place, namespace === undefined ? { name } : { name, namespace })
  }
}

/** What S3 says of an error beyond its code and text (`BucketName`, `Key`, `Region`): its model knows no members of errors. */
function unmodelled(shape: StructureShape | undefined, { fields = {} }: WireFault): string {
  return Object.entries(fields).filter(([name, value]) => value !== undefined && !isMessage(name) && !shape?.memberByName.has(name))
    .map(([name, value]) => element(name, escapeText(String(value)))).join('')
}

/** What an error is about (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses). */
function resource({ path }: ResponseContext): string {
  return path === undefined ? '' : element('Resource', escapeText(path))
}

/** The second id that goes with a request: opaque, and by it AWS finds the host that answered. */
function hostId({ requestId }: ResponseContext): string {
  return Buffer.from(requestId).toString('base64')
}

/** `roots` holds the names that the protocol has for answers, by output shape or payload member. */
function xmlBody(xml: XmlValues, roots: WeakMap<StructureShape | Member, XmlRoot>, limits: XmlLimits): BodyFormat {
  return {
    contentType: 'application/xml',
    acceptedContentTypes: ['application/xml', 'text/xml'],
    decodeStructure: (_shape, members, bytes) => bytes.byteLength === 0 ? {} : xml.readStructure(members, parseXml(bytes, limits)),
    encodeStructure: (shape, members, values, root = roots.get(shape)) => {
      const tag = withNamespace(shape.xmlName ?? root?.name ?? shape.name, shape.xmlNamespace ?? root?.namespace)
      return document(xml.writeStructure(tag, members, values))
    },
    decodePayload: (member, bytes) => xml.readElement(member, parseXml(bytes, limits)),
    encodePayload: (member, value) => document(xml.writeElement(payloadTag(member, roots.get(member)), member, value)),
  }
}

/** The member's own name comes first, then the structure's; equal names mean that the model gave the member none, or the same. */
function payloadTag(member: Member, root: XmlRoot | undefined): string {
  const shape = member.shape.kind === 'structure' ? member.shape : undefined
  const name = member.wireName === member.name ? shape?.xmlName ?? member.wireName : member.wireName
  return withNamespace(name, member.xmlNamespace ?? shape?.xmlNamespace ?? root?.namespace)
}

function document(text: string): Uint8Array {
  return Buffer.from(xmlDeclaration + text)
}

function namespaceOf(service: ServiceModel): XmlNamespace | undefined {
  return service.xmlNamespace === undefined ? undefined : { uri: service.xmlNamespace }
}

function requestIdHeader(service: ServiceModel): string {
  return service.unwrappedXmlErrors === true ? 'x-amz-request-id' : 'x-amzn-requestid'
}
