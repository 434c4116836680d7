// Parameters that AWS publishes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused, valueOf } from './account.fixture.ts'

const places = '/aws/service/global-infrastructure'

test('regions, their names and zones', async t => {
  const { ssm } = await freshAccount(t)
  assert.equal(await valueOf(ssm, `${places}/regions/eu-west-1/longName`), 'Europe (Ireland)')
  assert.equal(await valueOf(ssm, `${places}/current-region`), 'us-east-1')
  const { Parameters: regions } = await ssm.getParametersByPath({ Path: `${places}/regions`, MaxResults: 10 })
  assert.equal(regions!.length, 10)
  const { Parameters: zones } = await ssm.getParametersByPath({ Path: `${places}/regions/eu-west-1/availability-zones` })
  assert.deepEqual(zones!.map(({ Value }) => Value), ['euw1-az1', 'euw1-az2', 'euw1-az3'])
  await refused(valueOf(ssm, '/aws/service/none'), 'ParameterNotFound')
})
