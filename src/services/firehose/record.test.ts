// Putting records: ids, sizes, batches.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, bytes, freshAccount, made, put, refused } from './account.fixture.ts'

test('records are taken, one by one and in batches', async t => {
  const here = await freshAccount(t)
  const { firehose } = here
  await made(here, 'd')
  const one = await firehose.putRecord({ DeliveryStreamName: 'd', Record: { Data: bytes('x') } })
  assert.deepEqual([one.RecordId!.length, one.Encrypted], [216, false])
  const batch = await firehose.putRecordBatch({ DeliveryStreamName: 'd', Records: [{ Data: bytes('a') }, { Data: bytes('b') }] })
  assert.deepEqual([batch.FailedPutCount, batch.RequestResponses!.length], [0, 2])
  await refused(put(here, 'none', 'x'), 'ResourceNotFoundException', new RegExp(`^Firehose none under account ${account} not found\\.$`))
  await refused(put(here, 'd', ...Array.from({ length: 5 }, () => 'x'.repeat(900_000))), 'InvalidArgumentException', /4 MB/)
  await refused(put(here, 'd', 'x'.repeat(1_024_001)), 'ValidationException')
  await refused(put(here, 'd', ...Array.from({ length: 501 }, () => 'x')), 'ValidationException')
})
