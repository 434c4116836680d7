// Changes of destinations, by version.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, refused, written } from './account.fixture.ts'

test('what is said goes over what was there, and the version goes up', async t => {
  const here = await freshAccount(t)
  const { firehose, cloud } = here
  await made(here, 'd', { Prefix: 'old/', CompressionFormat: 'GZIP' })
  const change = { DeliveryStreamName: 'd', CurrentDeliveryStreamVersionId: '1', DestinationId: 'destinationId-000000000001' }
  const update = { Prefix: 'new/', CompressionFormat: 'UNCOMPRESSED', BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 } } as const
  await put(here, 'd', 'x')
  await firehose.updateDestination({ ...change, ExtendedS3DestinationUpdate: update })
  await refused(firehose.updateDestination({ ...change, ExtendedS3DestinationUpdate: update }), 'ConcurrentModificationException',
    /version id: 2/)
  const next = { ...change, CurrentDeliveryStreamVersionId: '2' }
  await refused(firehose.updateDestination({ ...next, DestinationId: 'other' }), 'InvalidArgumentException', /not found/)
  await refused(firehose.updateDestination({ ...next, HttpEndpointDestinationUpdate: {} }), 'InvalidArgumentException', /kind/)
  await cloud.clock.advance('61s')
  const [object] = await written(here)
  assert.match(object!.key, /^new\/2027\/03\/04\/05\/d-2-2027-03-04-05-01-00-[0-9a-f-]{36}$/)
  const { DeliveryStreamDescription: found } = await firehose.describeDeliveryStream({ DeliveryStreamName: 'd' })
  assert.deepEqual([found!.VersionId, found!.Destinations![0]!.ExtendedS3DestinationDescription!.Prefix], ['2', 'new/'])
})
