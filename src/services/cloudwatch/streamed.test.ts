// Nothing is noted, and no timer set, while no stream runs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put } from './account.fixture.ts'

test('a stopped stream costs nothing', async t => {
  const { watch, cloud } = await freshAccount(t)
  await watch.putMetricStream({
    Name: 's', FirehoseArn: 'arn:aws:firehose:us-east-1:111122223333:deliverystream/d', RoleArn: 'arn:aws:iam::111122223333:role/r',
      OutputFormat: 'json',
  })
  const fired = async () => {
    await put(watch, 1)
    await cloud.clock.advance(0)
    return (await cloud.clock.advance('2m')).fired
  }
  assert.equal(await fired(), 1)
  await watch.stopMetricStreams({ Names: ['s'] })
  assert.equal(await fired(), 0)
})
