// Joins operations with the engine: what the engine refuses becomes DynamoDB's ValidationException.

import type { AnyOperation } from '../../kernel/service.ts'
import { Invalid } from './engine/invalid.ts'
import { invalid } from './validation.ts'

type Operations = Readonly<Record<string, AnyOperation>>

/** The same operations, whose refusals are faults. */
export function answering(operations: Operations): Operations {
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, refusing(operation)]))
}

function refusing(operation: AnyOperation): AnyOperation {
  const run = operation as (input: unknown, call: unknown) => unknown
  return (input: unknown, call: unknown) => {
    try {
      const answer = run(input, call)
      return answer instanceof Promise ? answer.catch(refuse) : answer
    } catch (error) {
      return refuse(error)
    }
  }
}

/** @throws Fault where the engine refused, else what it is given */
function refuse(error: unknown): never {
  throw error instanceof Invalid ? invalid(error.message) : error
}
