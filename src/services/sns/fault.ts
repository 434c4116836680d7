// The words in which Amazon SNS refuses: `InvalidParameter` with what is wrong after "Invalid parameter:", and `NotFound`.

import type { Call, Fault } from '../../kernel/service.ts'

/** `Invalid parameter: TopicArn`, or with a reason that SNS gives. */
export function invalid(what: string, call: Call): Fault {
  return call.fault('InvalidParameterException', `Invalid parameter: ${what}`)
}

export function invalidBecause(name: string, reason: string, call: Call): Fault {
  return invalid(`${name} Reason: ${reason}`, call)
}
