// Joins operations with the engine and with KMS: what the engine refuses becomes DynamoDB's ValidationException, and an operation that
// needs a key which has not been asked for runs again when it has.

import { Fault } from '../../kernel/service.ts'
import type { AnyOperation, Call } from '../../kernel/service.ts'
import { Invalid } from './engine/invalid.ts'
import { KeyNeeded } from './key-needed.ts'
import { withKeys } from './table-key.ts'
import { tellUserError } from './table-metrics.ts'
import { invalid } from './validation.ts'

type Operations = Readonly<Record<string, AnyOperation>>

/** The same operations, whose refusals are faults. */
export function answering(operations: Operations): Operations {
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, refusing(operation)]))
}

function refusing(operation: AnyOperation): AnyOperation {
  const run = operation as (input: unknown, call: unknown) => unknown
  return (input: unknown, call: unknown) => {
    const failed = (error: unknown): unknown => error instanceof KeyNeeded
      ? withKeys(error, () => run(input, call), call as Call).catch((late: unknown) => refuse(late, call as Call))
      : refuse(error, call as Call)
    try {
      const answer = run(input, call)
      return answer instanceof Promise ? answer.catch(failed) : answer
    } catch (error) {
      return failed(error)
    }
  }
}

/** @throws Fault where the engine refused, else what it is given */
function refuse(error: unknown, call: Call): never {
  const fault = error instanceof Invalid ? invalid(error.message) : error
  if (fault instanceof Fault) tellUserError(fault, call)
  throw fault
}
