// The ec2Query protocol (https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html): like awsQuery, with names in capitals, every
// list flattened and other envelopes. EC2 itself refuses unknown parameters (`UnknownParameter`); we pass them over, since newer SDKs know
// more of them than the model may.

import type { OperationModel, ServiceModel } from '../model/shape.ts'
import { errorShapeOf } from './fault-shape.ts'
import type { FormDialect, WrongKind } from './form-values.ts'
import { FormValues } from './form-values.ts'
import { requestPairs } from './form.ts'
import { MalformedRequest, gathered } from './message.ts'
import type { WireRequest, WireResponse } from './message.ts'
import type { Protocol, ResponseContext, Values, WireFault } from './protocol.ts'
import { formRequest } from './query.ts'
import { childOf, readFault, writeFault } from './xml-fault.ts'
import { XmlValues, element, withNamespace } from './xml-values.ts'
import { answerLimits, escapeText, parseXml, xmlDeclaration } from './xml.ts'

/** The object owns what it compiles from shapes. */
export function ec2Protocol(): Protocol {
  return new Ec2()
}

class Ec2 implements Protocol {
  readonly name = 'ec2'
  readonly #form = new FormValues(dialect)
  readonly #xml = new XmlValues()

  decodeRequest(operation: OperationModel, request: WireRequest): Values {
    return this.#form.read(operation.input.members, requestPairs(request))
  }

  encodeRequest(operation: OperationModel, input: Values): WireRequest {
    return formRequest(operation, this.#form.write(operation.input.members, input))
  }

  encodeResponse(operation: OperationModel, output: Values, context: ResponseContext): WireResponse {
    const namespace = operation.service.xmlNamespace === undefined ? undefined : { uri: operation.service.xmlNamespace }
    const content = element('requestId', escapeText(context.requestId)) + this.#xml.writeMembers(operation.output.members, output)
    return answer(200, context, element(withNamespace(`${operation.name}Response`, namespace), content))
  }

  encodeFault(service: ServiceModel, operation: OperationModel | undefined, fault: WireFault, context: ResponseContext): WireResponse {
    const error = element('Error', writeFault(this.#xml, fault, errorShapeOf(service, operation, fault.code)))
    const content = element('Errors', error) + element('RequestID', escapeText(context.requestId))
    return answer(fault.status, context, element('Response', content))
  }

  decodeResponse(operation: OperationModel, response: WireResponse): { output: Values } | { fault: WireFault } {
    const bytes = gathered(response.body)
    const root = bytes.byteLength === 0 ? undefined : parseXml(bytes, answerLimits)
    if (response.status < 300) return { output: root === undefined ? {} : this.#xml.readStructure(operation.output.members, root) }
    return { fault: readFault(this.#xml, operation, childOf(childOf(root, 'Errors'), 'Error'), response.status) }
  }
}

const dialect: FormDialect = {
  nameOf: member => member.ec2Name ?? member.wireName.charAt(0).toUpperCase() + member.wireName.slice(1),
  wrapperOf: () => undefined,
  mapWrapper: 'Entry',
  writesEmptyLists: false,
  wrongKind: (reason, path, text) => new MalformedRequest(wordsFor(reason, path, text), 'InvalidParameterValue'),
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, `InvalidParameterValue` */
function wordsFor(reason: WrongKind, path: string, text: string): string {
  const value = `Value (${text.slice(0, 100)}) for parameter ${path} is invalid.`
  switch (reason) {
    case 'scalar-expected': return `${value} Expected a single value`
    case 'list-expected': return `${value} Expected a list`
    case 'structure-expected': return `${value} Expected a structure`
    case 'entry-expected': return `${value} Expected a key and a value`
    case 'too-deep': return `The parameter ${path} is nested too deeply`
    default: return `${value} Expected ${/^[aeiou]/.test(reason) ? 'an' : 'a'} ${reason}`
  }
}

function answer(status: number, context: ResponseContext, text: string): WireResponse {
  const headers = { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': context.requestId }
  return { status, headers, body: Buffer.from(xmlDeclaration + text) }
}
