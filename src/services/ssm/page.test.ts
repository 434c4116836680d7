// Tokens of pages hold for their own operation only.

import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

test('a token of another list is none', async t => {
  const { ssm } = await freshAccount(t)
  for (const name of ['/a/x', '/a/y']) await put(ssm, name, 'x')
  const { NextToken } = await ssm.describeParameters({ MaxResults: 1 })
  await ssm.describeParameters({ MaxResults: 1, NextToken })
  await refused(ssm.getParametersByPath({ Path: '/a', NextToken }), 'InvalidNextToken')
})
