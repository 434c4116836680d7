// Lists of keys, by pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused } from './account.fixture.ts'

test('keys are listed by pages', async t => {
  const { kms } = await freshAccount(t)
  const ids = []
  for (let i = 0; i < 5; i += 1) ids.push(await made(kms))
  const found: (string | undefined)[] = []
  let Marker: string | undefined
  do {
    const page = await kms.listKeys({ Limit: 2, ...(Marker !== undefined && { Marker }) })
    found.push(...page.Keys!.map(({ KeyId }) => KeyId))
    assert.equal(page.Truncated, page.NextMarker !== undefined)
    Marker = page.NextMarker
  } while (Marker !== undefined)
  assert.deepEqual(found, ids.sort())
  await refused(kms.listKeys({ Marker: 'x' }), 'InvalidMarkerException')
})
