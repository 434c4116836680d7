// Values for parameters: what fits, what is filled up, what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readInput } from './document-input.ts'
import type { Given } from './document-input.ts'

const read = (parameters: object, given: Given): unknown => {
  try {
    return readInput({ name: 'doc', content: { parameters } }, given, message => new Error(message))
  } catch (error) {
    return (error as Error).message
  }
}

for (const [parameters, given, expected] of [
  [{ a: { type: 'StringList' } }, { a: ['x', 'y'] }, { a: ['x', 'y'] }],
  [{ a: { type: 'Integer', default: 3 }, b: { type: 'StringMap', default: { c: 1 } } }, {}, { a: ['3'], b: ['{"c":1}'] }],
  [{ a: { type: 'String' } }, {}, 'Missing required parameter: a in user inputs.'],
  [{}, { a: ['x'] }, 'document doc does not support parameters.'],
  [{ a: { type: 'String', allowedValues: ['Install', 'Uninstall'] } }, { a: ['install'] },
    'Parameter "a" has value "install" not found in [Install, Uninstall].'],
  [{ a: { type: 'String', allowedPattern: '[a-z]+' } }, { a: ['x1'] }, 'Parameter "a" has value "x1" that does not match pattern [a-z]+.'],
  [{ a: { type: 'String', allowedPattern: '[a-z]+' } }, { a: ['{{ssm:name}}'] }, { a: ['{{ssm:name}}'] }],
  [{ a: { type: 'Boolean' } }, { a: ['perhaps'] }, 'Parameter "a" has value "perhaps", which is no Boolean.'],
  [{ a: { type: 'StringList', maxItems: 1 } }, { a: ['x', 'y'] }, 'Parameter "a" has more than 1 items.'],
] as const) {
  test(`${JSON.stringify(parameters)} given ${JSON.stringify(given)}`,
    () => { assert.deepEqual(read(parameters, given as Given), expected) })
}
