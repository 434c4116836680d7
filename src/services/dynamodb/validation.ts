// DynamoDB's words for input that its model forbids. What the model cannot say is checked, in DynamoDB's order, by the operations.
// Source: answers of the service as its users report them; "Error handling with DynamoDB", DynamoDB Developer Guide.

import { coralMessage, Fault } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'

/** A ValidationException with this text. */
export function invalid(message: string): Fault {
  return new Fault('ValidationException', message)
}

/** The same for values of parameters, as DynamoDB begins most such texts. */
export function invalidParameter(message: string): Fault {
  return invalid(`One or more parameter values were invalid: ${message}`)
}

/** What the model's constraints find; a table's name comes before all else. */
export function modelFault(violations: readonly Violation[], _operation: string, input: { readonly TableName?: unknown }): Fault {
  const nameless = violations.some(({ path, constraint }) => path === 'tableName' && constraint === 'required')
  if (nameless) return invalid('The parameter \'TableName\' is required but was not present in the request')
  const name = violations.find(({ path, constraint }) => path === 'tableName' && constraint === 'length')
  const { TableName: given } = input
  const isShort = typeof given === 'string' && given.length < 3
  if (name !== undefined || isShort) return invalid('TableName must be at least 3 characters long and at most 255 characters long')
  return invalid(coralMessage(violations.map(ofMapValue)))
}

/**
 * A table's list in a batch of writes is told of as a value of the map that holds it.
 * Source: https://github.com/elegantdevelopment/aws-cdk-dynamodb-seeder/issues/3
 */
function ofMapValue(violation: Violation): Violation {
  const { path, constraint, value, limits } = violation
  const table = /^requestItems\.(.+)\.member$/.exec(path)?.[1]
  if (table === undefined || constraint !== 'size') return violation
  const { min, max } = limits
  return {
    ...violation, path: 'requestItems', value: { [table]: value },
    rule: 'Map value must satisfy constraint: ' +
      `[Member must have length less than or equal to ${max}, Member must have length greater than or equal to ${min}]`,
  }
}

/** Refuses by name what is not modelled; final, so that SDKs do not try again. */
export function notModelled(reason: string): Fault {
  return new Fault('NotImplemented', reason, 400)
}
