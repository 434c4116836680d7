// Access key ids carry their account; AWS's own ids are read as AWS reads them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Random } from '../random.ts'
import { decodeAccessKeyAccount, newAccessKeyId, newSecretAccessKey, newUniqueId } from './access-key.ts'

test('ids of ours carry the account and chance', () => {
  const random = new Random('access keys')
  for (const account of ['000000000000', '000000000001', '123456789012', '999999999999']) {
    for (const prefix of ['AKIA', 'ASIA'] as const) {
      const id = newAccessKeyId(prefix, account, random)
      assert.match(id, /^A[KS]IA[A-Z2-7]{16}$/)
      assert.equal(decodeAccessKeyAccount(id), account)
    }
    assert.match(newUniqueId('AROA', account, random), /^AROA[A-Z2-7]{17}$/)
    assert.equal(decodeAccessKeyAccount(newUniqueId('AIDA', account, random)), account)
  }
  const ids = new Set(Array.from({ length: 500 }, () => newAccessKeyId('ASIA', '123456789012', random)))
  assert.equal(ids.size, 500)
  assert.match(newSecretAccessKey(random), /^[A-Za-z0-9+/]{40}$/)
})

test('published ids of AWS', () => {
  // From the two write-ups that access-key.ts names.
  assert.equal(decodeAccessKeyAccount('ASIAY34FZKBOKMUTVV7A'), '609629065308')
  assert.equal(decodeAccessKeyAccount('123456789012'), '123456789012')
  for (const none of ['AKIAIOSFODNN7EXAMPLE', 'test', 'AKIDEXAMPLE', 'ASIA', '', 'ASIAy34fzkbokmutvv7a', 'ASIAY34FZKBOKMUTVV71']) {
    assert.equal(decodeAccessKeyAccount(none), undefined, none)
  }
})
