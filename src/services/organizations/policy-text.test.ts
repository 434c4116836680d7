// What a policy's text must be, and how inherited texts come to one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { effective, flawOf } from './policy-text.ts'

test('service and resource control policies are IAM\'s language; the others have a member of their own', () => {
  const allow = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
  assert.equal(flawOf('SERVICE_CONTROL_POLICY', allow), undefined)
  assert.notEqual(flawOf('SERVICE_CONTROL_POLICY', '{}'), undefined)
  assert.equal(flawOf('BACKUP_POLICY', '{"plans":{}}'), undefined)
  assert.notEqual(flawOf('BACKUP_POLICY', '{"tags":{}}'), undefined)
  assert.notEqual(flawOf('BACKUP_POLICY', '['), undefined)
  assert.notEqual(flawOf('AISERVICES_OPT_OUT_POLICY', JSON.stringify({ services: 'x'.repeat(2500) })), undefined)
})

const cases: readonly (readonly [string, readonly object[], object])[] = [
  ['one text is itself without its operators', [{ a: { '@@assign': 1 } }], { a: 1 }],
  ['a nearer assignment replaces', [{ a: { '@@assign': 1 } }, { a: { '@@assign': 2 } }], { a: 2 }],
  ['appended values are added once', [{ a: { '@@assign': ['x'] } }, { a: { '@@append': ['x', 'y'] } }], { a: ['x', 'y'] }],
  ['removed values go', [{ a: { '@@assign': ['x', 'y'] } }, { a: { '@@remove': ['x'] } }], { a: ['y'] }],
  ['a parent may keep its word', [
    { a: { '@@operators_allowed_for_child_policies': ['@@none'], b: { '@@assign': 1 } } }, { a: { b: { '@@assign': 2 } } },
  ], { a: { '@@operators_allowed_for_child_policies': ['@@none'], b: 1 } }],
  ['what only one says is kept', [{ a: { '@@assign': 1 } }, { b: { '@@assign': 2 } }], { a: 1, b: 2 }],
]
for (const [what, texts, expected] of cases) {
  test(what, () => { assert.deepEqual(JSON.parse(effective(texts.map(text => JSON.stringify(text)))), expected) })
}
