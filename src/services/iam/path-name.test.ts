// Paths and names, apart and together, and the keys that names make.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { named, nameOf, pathOf } from './path-name.ts'

test('a path ends where the name begins', () => {
  for (const [pathName, path, name] of [['/alice', '/', 'alice'], ['/a/b/Alice', '/a/b/', 'Alice']] as const) {
    assert.deepEqual([pathOf({ pathName }), nameOf({ pathName })], [path, name])
  }
})

test('a key is the name in lower case', () => {
  const type = named<{ pathName: string }>({ name: 'X', arn: 'arn:{partition}:iam::{account}:x{pathName}', missing: name => `no ${name}`,
    present: name => `a ${name}` })
  assert.deepEqual(type.keyOf({ pathName: '/a/Alice' }), ['alice'])
  assert.equal(type.notFound.message(['alice']), 'no alice')
})
