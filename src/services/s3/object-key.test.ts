// Keys and version ids that can be, and such as cannot.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkKey, checkVersionId } from './object-key.ts'

test('keys are measured in bytes', () => {
  checkKey('k'.repeat(1024))
  checkKey('ü'.repeat(512))
  assert.throws(() => { checkKey('k'.repeat(1025)) }, { code: 'KeyTooLongError' })
  assert.throws(() => { checkKey('ü'.repeat(513)) }, { code: 'KeyTooLongError', fields: { Size: 1026, MaxSizeAllowed: 1024 } })
})

test('version ids', () => {
  for (const id of ['null', 'AbC0_.-']) checkVersionId(id)
  for (const id of ['', 'a b', 'a/b', 'x'.repeat(1025)]) assert.throws(() => { checkVersionId(id) }, { code: 'InvalidArgument' })
})
