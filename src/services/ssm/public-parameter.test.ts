// Parameters that AWS publishes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused, valueOf } from './account.fixture.ts'

test('images, regions and their names', async t => {
  const { ssm } = await freshAccount(t)
  const image = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
  assert.match(await valueOf(ssm, image), /^ami-[0-9a-f]{17}$/)
  assert.equal(await valueOf(ssm, '/aws/service/global-infrastructure/regions/eu-west-1/longName'), 'Europe (Ireland)')
  const { Parameters: regions } = await ssm.getParametersByPath({ Path: '/aws/service/global-infrastructure/regions', MaxResults: 10 })
  assert.equal(regions!.length, 10)
  await refused(valueOf(ssm, '/aws/service/none'), 'ParameterNotFound')
})
