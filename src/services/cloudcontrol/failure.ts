// What a handler's failure is called: the owning service's fault as one of the handler error codes, and as the exception that a request
// which waits for it gets. Source: "Handler error codes", CloudFormation Command Line Interface User Guide; Cloud Control's model.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { ManagedType } from './managed-type.ts'

export interface HandlerFailure { readonly code: string, readonly message: string }

/** Read in order; the first that fits counts. */
const codeByPattern: readonly (readonly [RegExp, string])[] = [
  [/AccessDenied|Unauthori[sz]ed|NotAuthorized|Forbidden/i, 'AccessDenied'],
  [/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i, 'Throttling'],
  [/ExpiredToken|InvalidClientTokenId|UnrecognizedClient|Credential|Signature/i, 'InvalidCredentials'],
  [/AlreadyExist|AlreadyOwned|Duplicate|NameExists|EntityExists/i, 'AlreadyExists'],
  [/LimitExceeded|Quota|TooMany|OverLimit/i, 'ServiceLimitExceeded'],
  [/NotFound|NoSuch|NonExist|DoesNotExist/i, 'NotFound'],
  [/Conflict|InUse|Concurrent|OperationAborted|InvalidState|DeletedRecently|InProgress/i, 'ResourceConflict'],
  [/Invalid|Malformed|Validation|Missing|Unsupported|BadRequest|Unknown|NotSupported/i, 'InvalidRequest'],
]

const exceptionByCode: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  AlreadyExists: 'AlreadyExistsException',
  GeneralServiceException: 'GeneralServiceException',
  InternalFailure: 'HandlerInternalFailureException',
  InvalidCredentials: 'InvalidCredentialsException',
  InvalidRequest: 'InvalidRequestException',
  NotFound: 'ResourceNotFoundException',
  ResourceConflict: 'ResourceConflictException',
  ServiceInternalError: 'ServiceInternalErrorException',
  ServiceLimitExceeded: 'ServiceLimitExceededException',
  Throttling: 'ThrottlingException',
}

/** The code and words for what a handler threw; what is no fault is a bug of ours. */
export function failureOf(thrown: unknown, { type }: ManagedType): HandlerFailure {
  if (!(thrown instanceof Fault)) return { code: 'InternalFailure', message: 'Internal failure.' }
  const { code, message, status } = thrown
  if (code === type.notFound.code) return { code: 'NotFound', message }
  if (code === type.exists.code) return { code: 'AlreadyExists', message }
  if (status >= 500) return { code: 'ServiceInternalError', message }
  return { code: codeByPattern.find(([pattern]) => pattern.test(code))?.[1] ?? 'GeneralServiceException', message }
}

/** Runs a handler within a request that waits for it. @throws Fault in Cloud Control's own words */
export async function handled<T>(managed: ManagedType, call: Call, handler: () => Promise<T>): Promise<T> {
  try {
    return await handler()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const { code, message } = failureOf(error, managed)
    const told = `${managed.name} Handler returned status FAILED: ${message} (HandlerErrorCode: ${code}, RequestToken: ${call.uuid()})`
    throw call.fault(exceptionByCode[code] ?? 'GeneralServiceException', told)
  }
}
