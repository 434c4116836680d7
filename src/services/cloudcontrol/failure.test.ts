// Faults of owning services as handler error codes, as a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault, resource } from '../../kernel/service.ts'
import { failureOf } from './failure.ts'
import type { ManagedType } from './managed-type.ts'

const type = resource<{ name: string }>({
  name: 'Thing', key: 'name', arn: 'arn:{partition}:things:::{name}', notFound: 'GoneWithTheWind', exists: 'SeenBefore',
})
const managed = { name: 'AWS::Things::Thing', type } as unknown as ManagedType

const cases: readonly [string, number, string][] = [
  ['GoneWithTheWind', 404, 'NotFound'],
  ['SeenBefore', 400, 'AlreadyExists'],
  ['ResourceNotFoundException', 400, 'NotFound'],
  ['NoSuchBucket', 404, 'NotFound'],
  ['QueueNameExists', 400, 'AlreadyExists'],
  ['BucketAlreadyOwnedByYou', 409, 'AlreadyExists'],
  ['AccessDeniedException', 400, 'AccessDenied'],
  ['UnauthorizedOperation', 403, 'AccessDenied'],
  ['ThrottlingException', 400, 'Throttling'],
  ['ExpiredTokenException', 400, 'InvalidCredentials'],
  ['LimitExceededException', 400, 'ServiceLimitExceeded'],
  ['ResourceInUseException', 400, 'ResourceConflict'],
  ['InvalidAttributeName', 400, 'InvalidRequest'],
  ['ValidationException', 400, 'InvalidRequest'],
  ['InternalFailure', 500, 'ServiceInternalError'],
  ['Peculiar', 400, 'GeneralServiceException'],
]

test('codes by name and status', () => {
  for (const [code, status, expected] of cases) {
    assert.deepEqual(failureOf(new Fault(code, 'why', status), managed), { code: expected, message: 'why' })
  }
})

test('what is no fault says nothing of itself', () => {
  assert.deepEqual(failureOf(new TypeError('x is undefined'), managed), { code: 'InternalFailure', message: 'Internal failure.' })
})
