// Amazon's runbooks: each is a valid document of its type.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkContent } from './document-check.ts'
import { ownedRunbooks } from './owned-runbook.ts'

for (const [name, { type, content }] of Object.entries(ownedRunbooks)) {
  test(`${name} is valid`, () => {
    const call = { fault: (code: string, message: string) => new Error(`${code}: ${message}`) }
    assert.doesNotThrow(() => { checkContent(type, content as never, call as never) })
  })
}
