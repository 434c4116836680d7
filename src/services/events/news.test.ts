// States of AWS's resources as events: heard while a rule wants them, in an archive, and not after.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { RDS } from '@aws-sdk/client-rds'
import { freshAccount, listening, taken } from './account.fixture.ts'

test('a rule hears of what becomes of a volume', async t => {
  const account = await freshAccount(t)
  const ec2 = new EC2(account.cloud.client({ accessKeyId: '111122223333' }))
  const queue = await listening(account, 'disks', { pattern: { source: ['aws.ec2'], detail: { event: ['createVolume'] } } })
  const { VolumeId: id } = await ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 5 })
  assert.deepEqual(await taken(account, queue), [], 'it is being created')
  await account.cloud.clock.advance('5s')
  const [event] = (await taken(account, queue)).map(body => JSON.parse(body) as Record<string, unknown>)
  assert.deepEqual([event!.source, event!['detail-type'], event!.account, event!.resources],
    ['aws.ec2', 'EBS Volume Notification', '111122223333', [`arn:aws:ec2:us-east-1:111122223333:volume/${id}`]])
  assert.deepEqual({ ...event!.detail as object, 'request-id': '' },
    { result: 'available', cause: '', event: 'createVolume', 'request-id': '' })
  await account.events.disableRule({ Name: 'disks' })
  await ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 5 })
  await account.events.enableRule({ Name: 'disks' })
  await account.cloud.clock.advance('5s')
  assert.deepEqual(await taken(account, queue), [])
})

test('a derived resource tells of its states too', async t => {
  const account = await freshAccount(t)
  const rds = new RDS(account.cloud.client({ accessKeyId: '111122223333' }))
  const queue = await listening(account, 'databases', { pattern: { source: ['aws.rds'] } })
  const DBInstanceIdentifier = 'shop'
  await rds.createDBInstance({ DBInstanceIdentifier, DBInstanceClass: 'db.t3.micro', Engine: 'mysql' })
  assert.deepEqual(await taken(account, queue), [])
  await account.cloud.clock.advance('10s')
  await rds.deleteDBInstance({ DBInstanceIdentifier })
  const heard = (await taken(account, queue)).map(body => JSON.parse(body) as Record<string, unknown>)
  assert.deepEqual(heard.map(({ detail, ...event }) => [event['detail-type'], (detail as { EventID: string }).EventID, event.resources]), [
    ['RDS DB Instance Event', 'RDS-EVENT-0005', ['arn:aws:rds:us-east-1:111122223333:db:shop']],
    ['RDS DB Instance Event', 'RDS-EVENT-0003', ['arn:aws:rds:us-east-1:111122223333:db:shop']],
  ])
})

test('an archive of the default bus keeps them', async t => {
  const { cloud, events } = await freshAccount(t)
  const ec2 = new EC2(cloud.client({ accessKeyId: '111122223333' }))
  await events.createArchive({ ArchiveName: 'all', EventSourceArn: 'arn:aws:events:us-east-1:111122223333:event-bus/default' })
  await ec2.createVolume({ AvailabilityZone: 'us-east-1a', Size: 5 })
  await cloud.clock.advance('5s')
  assert.equal((await events.describeArchive({ ArchiveName: 'all' })).EventCount, 1)
})
