// A fault is AWS's own error, thrown by an operation or a step of the pipeline and encoded by the protocol of the call.
// It is not a bug of ours (that is an assert) and not a mistake in the user's configuration (that is a setting error).

import type { OperationModel, ServiceModel, StructureShape } from '../model/shape.ts'
import type { Headers } from '../wire/message.ts'
import type { Values, WireFault } from '../wire/protocol.ts'

export class Fault extends Error implements WireFault {
  readonly code: string
  readonly status: number
  readonly sender: boolean
  readonly fields: Values | undefined
  /** Headers of the answer, lower case. */
  headers?: Headers
  constructor(code: string, message: string, status = 400, fields?: Values, sender = status < 500) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
    this.sender = sender
    this.fields = fields
  }
}

/** What `ask` gives; a fault of another service's becomes what `said` makes of it, and a bug stays a bug. */
export async function reworded<T>(ask: () => Promise<T>, said: (fault: Fault) => Fault): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw error instanceof Fault ? said(error) : error
  }
}

/** The user's configuration cannot work: what happened, why, and what to do. Ends the program with that text, without a stack. */
export class SettingError extends Error {
  readonly remedy: string
  constructor(what: string, remedy: string) {
    super(what)
    this.name = 'SettingError'
    this.remedy = remedy
  }
}

/** States what we believe impossible; a failure is our own bug and answers `InternalFailure`. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assert: ${message}`)
}

/**
 * Faults every AWS service can answer, with their HTTP statuses; they stand in no operation's own list.
 * Source: the "Common Errors" page of the AWS API references.
 */
const universalStatus = {
  AccessDenied: 403,
  AccessDeniedException: 400,
  ExpiredToken: 403,
  IncompleteSignature: 400,
  InternalFailure: 500,
  InvalidAction: 400,
  InvalidClientTokenId: 403,
  InvalidParameterCombination: 400,
  InvalidParameterValue: 400,
  MissingAction: 400,
  MissingAuthenticationToken: 403,
  MissingParameter: 400,
  NotImplemented: 400,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  ThrottlingException: 400,
  UnknownOperationException: 400,
  ValidationError: 400,
  ValidationException: 400,
} as const

export type UniversalFaultCode = keyof typeof universalStatus

/** Finds the status of a code where AWS defines it: the operation's errors, the service's, then the universal ones. */
export function faultOf(
  service: ServiceModel, operation: OperationModel | undefined, code: string, message: string, fields?: Values,
): Fault {
  const shape = operation?.errors.find(error => error.name === code) ?? service.errorShape(code)
  if (shape !== undefined) return new Fault(code, message, statusOf(shape), fields, shape.error?.sender ?? true)
  return new Fault(code, message, universalStatus[code as UniversalFaultCode] ?? 400, fields)
}

function statusOf(shape: StructureShape): number {
  return shape.error?.status ?? 400
}
