// Amazon's documents for nodes: each is a valid document of its type.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkContent } from './document-check.ts'
import { ownedCommands } from './owned-command.ts'

for (const [name, { type, content }] of Object.entries(ownedCommands)) {
  test(`${name} is valid`, () => {
    const call = { fault: (code: string, message: string) => new Error(`${code}: ${message}`) }
    assert.doesNotThrow(() => { checkContent(type, content as never, call as never) })
  })
}
