// The fault for input that breaks the model's constraints, in the words of AWS's two frameworks: Coral's sentence, which most services
// say, and Smithy's, of services whose ValidationException lists the fields. Services with words of their own have a hook in their
// manifest.

import type { Constraints, OperationModel, ServiceModel } from '../model/shape.ts'
import { faultOf } from './fault.ts'
import type { Fault } from './fault.ts'
import type { Violation } from './validate.ts'

const code = 'ValidationException'

export function validationFault(service: ServiceModel, operation: OperationModel, violations: readonly Violation[]): Fault {
  // "Common errors" of the query services, and of EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
  if (service.protocols[0] === 'ec2') return ec2Fault(service, operation, violations[0]!)
  if (service.protocols[0] === 'query') return faultOf(service, operation, 'ValidationError', coralMessage(violations))
  const shape = operation.errors.find(({ name }) => name === code) ?? service.errorShape(code)
  const list = shape?.memberByName.get('fieldList')?.shape
  if (list?.kind !== 'list' || list.element.shape.kind !== 'structure') return faultOf(service, operation, code, coralMessage(violations))
  const fieldOf = list.element.shape.memberByName.has('path') ? 'path' : 'name'
  const fieldList = violations.map(violation => ({ [fieldOf]: violation.pointer, message: smithySentence(violation) }))
  return faultOf(service, operation, code, smithyMessage(violations), { fieldList })
}

function ec2Fault(service: ServiceModel, operation: OperationModel, { constraint, pointer, value }: Violation): Fault {
  const name = pointer.slice(1).replaceAll('/', '.')
  if (constraint === 'required') return faultOf(service, operation, 'MissingParameter', `The request must contain the parameter ${name}`)
  return faultOf(service, operation, 'InvalidParameterValue', `Value (${shownValue(value)}) for parameter ${name} is invalid.`)
}

/** `1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null`. */
export function coralMessage(violations: readonly Violation[]): string {
  const told = violations.filter(({ rule }) => rule !== '')
  const said = told.map(({ value, path, rule, sensitive }) => {
    const shown = value === null ? 'null ' : sensitive ? '' : `'${shownValue(value)}' `
    return `Value ${shown}at '${path}' failed to satisfy constraint: ${rule}`
  })
  return `${counted(told)}: ${said.join('; ')}`
}

/** `1 validation error detected. Value at '/name' failed to satisfy constraint: Member must not be null`. */
export function smithyMessage(violations: readonly Violation[]): string {
  return `${counted(violations)}. ${violations.map(smithySentence).join('; ')}`
}

function smithySentence({ pointer, constraint, limits, size, rule }: Violation): string {
  const length = size === undefined ? '' : ` with length ${size}`
  return `Value${length} at '${pointer}' failed to satisfy constraint: ${smithyRule(constraint, limits) ?? rule}`
}

/** Smithy states both bounds together, and enumerations and patterns of keys as of any text. */
function smithyRule(constraint: Violation['constraint'], { min, max, pattern, enum: values }: Constraints): string | undefined {
  if (constraint === 'pattern') return `Member must satisfy regular expression pattern: ${pattern}`
  if (constraint === 'enum') return `Member must satisfy enum value set: [${values!.join(', ')}]`
  if (constraint !== 'length' && constraint !== 'size' && constraint !== 'range') return undefined
  const have = constraint === 'range' ? 'be' : 'have length'
  if (min !== undefined && max !== undefined) return `Member must ${have} between ${min} and ${max}, inclusive`
  return min !== undefined ? `Member must ${have} greater than or equal to ${min}` : `Member must ${have} less than or equal to ${max}`
}

function counted({ length }: readonly unknown[]): string {
  return `${length} validation error${length === 1 ? '' : 's'} detected`
}

/** Java's way to print what was sent. */
function shownValue(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`
  if (Array.isArray(value)) return `[${value.map(shownValue).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([name, item]) => `${name}=${shownValue(item)}`).join(', ')}}`
  }
  return String(value)
}
