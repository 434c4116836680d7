// Parameters that hold images.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsOf, freshAccount, put, refused, valueOf } from './account.fixture.ts'

test('a value that is no image is not written', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'Parameter Store Change')
  const DataType = 'aws:ec2:image'
  const image = await valueOf(ssm, '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64')
  assert.equal(await put(ssm, 'golden', image, { DataType }), 1)
  assert.equal((await ssm.getParameter({ Name: 'golden' })).Parameter!.DataType, DataType)
  await put(ssm, 'golden', 'ami-0123456789abcdef0')
  await put(ssm, 'fresh', 'ami-0123456789abcdef0', { DataType })
  assert.equal(await valueOf(ssm, 'golden'), image)
  await refused(valueOf(ssm, 'fresh'), 'ParameterNotFound')
  await cloud.clock.advance('1s')
  assert.deepEqual((await events()).map(({ detail }) => [detail.name, detail.operation, detail.exception]), [
    ['golden', 'Create', undefined], ['golden', 'Update', 'Unable to Describe Resource'],
      ['fresh', 'Create', 'Unable to Describe Resource'],
  ])
  await refused(put(ssm, 'bad', 'image', { DataType }), 'ValidationException')
  await refused(put(ssm, 'bad', 'x', { DataType: 'aws:other' }), 'ValidationException', /not supported: aws:other/)
})
