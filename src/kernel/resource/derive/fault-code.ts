// Which error says that a resource is not there, or that it is there already: one that a person has said, else one of the operation's own,
// told by its name; where a service has one word for every bad request (Athena's `InvalidRequestException`), that one serves.

import type { DerivedCorrection } from '../../../model/derived.ts'
import type { OperationModel } from '../../../model/shape.ts'

export type FaultKind = 'missing' | 'present' | 'used'

const namesByKind: Readonly<Record<FaultKind, RegExp>> = {
  missing: /NotFound|NoSuch|DoesNotExist|NotExist|Unknown(?!Operation)|Non[Ee]xistent/,
  used: /InUse|DeleteConflict|DependencyViolation|NotEmpty/,
  present: /AlreadyExist|Exists|AlreadyOwned|Duplicate|Conflict|AlreadyInUse|InUse|AlreadyDefined/,
}
const generalName = /^(Resource|Entity|Item|Object)?(NotFound|AlreadyExists?|Exists|Conflict|InUse|DoesNotExist)|NonexistentItem/
const badRequests = 'InvalidRequest|BadRequest|InvalidInput|InvalidParameter|InvalidParameterValue|Validation|Client|InvalidArgument'
const anyBadRequest = new RegExp(`^(${badRequests})(Exception|Error|Fault)?$`)

/**
 * The code, or undefined where the model lists none that would do.
 * @param isExact a word for any bad request will not do
 */
export function faultCode(
  operation: OperationModel, noun: string, kind: FaultKind, isExact = false, correction: DerivedCorrection = {},
): string | undefined {
  const said = kind === 'used' ? undefined : correction[kind]
  if (said !== undefined) return said
  const names = operation.errors.map(({ name }) => name)
  const fitting = names.filter(name => namesByKind[kind].test(name) || (kind === 'missing' && saysInvalid(name, noun)))
  const ofNoun = fitting.find(name => name.toLowerCase().startsWith(noun.toLowerCase()))
  const general = fitting.find(name => generalName.test(name))
  const bad = isExact ? undefined : names.find(name => anyBadRequest.test(name))
  return ofNoun ?? general ?? (kind === 'present' || fitting.length === 1 ? fitting[0] : undefined) ?? bad
}

/** The operation's code for just this noun that is not there: `FileSystemNotFound`. */
export function missingCodeOf({ errors }: OperationModel, noun: string): string | undefined {
  return errors.map(({ name }) => name).find(name => namesByKind.missing.test(name)
    && name.toLowerCase().startsWith(noun.toLowerCase()))
}

const serviceWide = ['ResourceNotFoundException', 'NotFoundException', 'ResourceNotFound', 'EntityNotFoundException', 'NotFound']

/** A word of the service's for whatever is not there, where an operation that shows or changes lists none of its own. */
export function serviceWideMissing({ service }: OperationModel): string | undefined {
  return serviceWide.find(name => service.errorShape(name) !== undefined)
}

/** `InvalidDocument` of `Document`. */
function saysInvalid(name: string, noun: string): boolean {
  if (!name.startsWith('Invalid')) return false
  return new RegExp(`^Invalid${noun}(Id|ID|Name|Arn)?(Exception|Fault|Error)?$`).test(name)
}
