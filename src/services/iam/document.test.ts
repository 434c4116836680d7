// Sizes without white space, and documents that are refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, fresh, refused, trust } from './account.fixture.ts'
import { sizeOf } from './document.ts'

test('what only lays a text out does not count', () => {
  assert.equal(sizeOf('{\n  "a": "b\tc"\r\n}'), 10)
})

test('a trust policy names who is there', async t => {
  const { iam } = await fresh(t)
  const make = (RoleName: string, AWS: string | string[]) => iam.createRole({ RoleName, AssumeRolePolicyDocument: trust({ AWS }) })
  await iam.createUser({ UserName: 'alice', Path: '/team/' })
  const [alice, wrong] = [`arn:aws:iam::${account}:user/team/alice`, `arn:aws:iam::${account}:user/alice`]
  await make('one', [alice, account])
  await make('two', 'arn:aws:iam::444455556666:role/abroad')
  await make('three', `arn:aws:sts::${account}:assumed-role/one/session`)
  await refused(make('four', [alice, wrong]), 'MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${wrong}"`)
  await refused(make('four', 'nobody'), 'MalformedPolicyDocument', 'Invalid principal in policy: "AWS":"nobody"')
})
