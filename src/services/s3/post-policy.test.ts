// Policies of forms: what makes one invalid, and which forms meet one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkForm, readPostPolicy } from './post-policy.ts'

const expiration = '2027-03-10T12:00:00.000Z'

function policy(...conditions: unknown[]) {
  return readPostPolicy(Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64'))
}

test('a document that is none is invalid, with the reason', () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    ['{', /Invalid Policy: Invalid JSON\./],
    [[], /Invalid JSON/],
    [{ conditions: [] }, /missing expiration/],
    [{ expiration }, /missing conditions/],
    [{ expiration: 'tomorrow', conditions: [] }, /Invalid 'expiration' value: 'tomorrow'/],
    [{ expiration, conditions: [{ a: 'b', c: 'd' }] }, /exactly one property/],
    [{ expiration, conditions: [{ a: 1 }] }, /must be a string/],
    [{ expiration, conditions: [['ends-with', '$key', 'x']] }, /unknown operation 'ends-with'/],
    [{ expiration, conditions: [['eq', 'key', 'x']] }, /Invalid Condition/],
    [{ expiration, conditions: [['eq', '$key']] }, /wrong number of arguments/],
    [{ expiration, conditions: [['content-length-range', 'a', 2]] }, /Invalid Condition/],
  ]
  for (const [document, text] of cases) {
    const json = typeof document === 'string' ? document : JSON.stringify(document)
    assert.throws(() => readPostPolicy(Buffer.from(json).toString('base64')), { code: 'InvalidPolicyDocument', status: 400, message: text })
  }
})

test('each field of a form meets its conditions, and none is without', () => {
  const cases: readonly (readonly [readonly unknown[], Record<string, string>, string | undefined])[] = [
    [[['eq', '$key', 'a']], { key: 'a' }, undefined],
    [[{ Key: 'a' }], { key: 'b' }, 'Policy Condition failed: ["eq","$Key","a"]'],
    [[['starts-with', '$key', 'user/']], { key: 'user/eric' }, undefined],
    [[['starts-with', '$key', '']], { key: 'anything' }, undefined],
    [[['starts-with', '$key', 'user/']], { key: 'other' }, 'Policy Condition failed: ["starts-with","$key","user/"]'],
    [[['starts-with', '$Content-Type', 'image/']], { 'content-type': 'image/png, image/gif' }, undefined],
    [[['starts-with', '$Content-Type', 'image/']], { 'content-type': 'image/png,text/html' }, 'Policy Condition failed: '],
    [[], { 'x-amz-meta-a': 'b' }, 'Extra input fields: x-amz-meta-a'],
    [[], { 'x-ignore-this': 'b', 'x-amz-signature': 's', policy: 'p', awsaccesskeyid: 'k' }, undefined],
    [[{ acl: 'private' }], {}, 'Policy Condition failed: ["eq","$acl","private"]'],
  ]
  for (const [conditions, fields, problem] of cases) {
    const check = () => checkForm(policy(...conditions), new Map(Object.entries(fields)))
    if (problem === undefined) check()
    else assert.throws(check, error => (error as Error).message.startsWith(`Invalid according to Policy: ${problem}`), problem)
  }
})

test('the length of the file is for who reads it', () => {
  assert.deepEqual(checkForm(policy(['content-length-range', 1, '10']), new Map()), { leastBytes: 1, mostBytes: 10 })
  assert.equal(policy().expiresAt, Date.parse(expiration))
})
