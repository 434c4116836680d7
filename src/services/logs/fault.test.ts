// The words of faults.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import { absence, invalid, missing } from './fault.ts'

test('codes and texts', () => {
  const call = { fault: (code: string, message: string) => Object.assign(new Error(message), { code }) } as unknown as Call
  assert.deepEqual([invalid('x', call), missing('log group', call)].map(({ code, message }) => [code, message]),
    [['InvalidParameterException', 'x'], ['ResourceNotFoundException', 'The specified log group does not exist.']])
  assert.equal(absence('log stream').message(), 'The specified log stream does not exist.')
})
