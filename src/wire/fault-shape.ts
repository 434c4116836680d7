// Between a fault and the error shape that the model has for it: which shape, what code on the wire, and which member is the message.
// The protocols that write documents share it; the envelope around is each one's own.

import type { Member, OperationModel, ServiceModel, StructureShape } from '../model/shape.ts'
import type { Headers } from './message.ts'
import type { Values, WireFault } from './protocol.ts'

/**
 * The error shape of a code: of the operation, else of the service; a code that the model gives a shape counts as its name. The operation's
 * own errors come first because a code may be another shape's name (CloudWatch's `DashboardNotFoundError` has the code `ResourceNotFound`).
 */
export function errorShapeOf(service: ServiceModel, operation: OperationModel | undefined, code: string): StructureShape | undefined {
  return operation?.errors.find(shape => shape.name === code)
    ?? operation?.errors.find(shape => shape.error?.code === code)
    ?? service.errorShape(code)
}

/** The code that a document carries: the shape's name, by which SDKs find their classes. The query protocols have codes of their own. */
export function documentCodeOf(shape: StructureShape | undefined, fault: WireFault): string {
  return shape?.name ?? fault.code
}

/** The member that holds the message: `message`, `Message`, or what the older models call it. */
export function messageMemberOf(shape: StructureShape | undefined): Member | undefined {
  return shape?.members.find(member => /^(?:error_?)?message$/i.test(member.name))
}

/** The fault's fields with its message in the member that the shape has for it. */
export function faultValues(shape: StructureShape | undefined, fault: WireFault): Values {
  const member = messageMemberOf(shape)
  return member === undefined || fault.message === '' ? { ...fault.fields } : { [member.name]: fault.message, ...fault.fields }
}

/**
 * The header by which services that once spoke the query protocol tell its code
 * (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait).
 */
export function queryErrorHeader(service: ServiceModel, shape: StructureShape | undefined, fault: WireFault): Headers {
  if (service.queryCompatible !== true) return {}
  return { 'x-amzn-query-error': `${shape?.error?.code ?? fault.code};${fault.sender ? 'Sender' : 'Receiver'}` }
}

/** `aws.sqs#QueueDoesNotExist:http://…` → `QueueDoesNotExist`: both ends are decoration that some services add. */
export function bareCode(code: string): string {
  const [withoutUri = ''] = code.split(':', 1)
  return withoutUri.slice(withoutUri.lastIndexOf('#') + 1)
}

/** What an answer's document and headers say of a fault; `fields` reads the members of the shape that was found. */
export function receivedFault(
  operation: OperationModel, status: number, code: string, document: Readonly<Record<string, unknown>>,
  fields: (shape: StructureShape) => Values,
): { fault: WireFault } {
  const shape = errorShapeOf(operation.service, operation, code)
  const member = messageMemberOf(shape)
  const text = [member?.wireName, 'message', 'Message', 'errorMessage'].map(key => key === undefined ? undefined : document[key])
    .find(value => typeof value === 'string')
  const values = shape === undefined ? {} : fields(shape)
  if (member !== undefined) delete values[member.name]
  return {
    fault: {
      code: shape?.name ?? code,
      message: text as string | undefined ?? '',
      status,
      sender: shape?.error?.sender ?? status < 500,
      ...(Object.keys(values).length > 0 && { fields: values }),
    },
  }
}
