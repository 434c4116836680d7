// What the operations of CloudWatch Logs have to say when an input cannot be used.

import type { Call, Fault } from '../../kernel/service.ts'

export function invalid(message: string, call: Call): Fault {
  return call.fault('InvalidParameterException', message)
}

export function missing(what: string, call: Call): Fault {
  return call.fault('ResourceNotFoundException', `The specified ${what} does not exist.`)
}

/** What a declaration says of a resource that is not there. */
export function absence(what: string): { readonly code: string, readonly message: () => string } {
  return { code: 'ResourceNotFoundException', message: () => `The specified ${what} does not exist.` }
}
