// Regions and zones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { zoneId } from './zone.ts'

test('zone ids are AWS\'s short names of regions', () => {
  const ids = ['us-east-1a', 'eu-central-1b', 'ap-southeast-2c', 'ap-northeast-1a', 'us-gov-west-1a', 'sa-east-1a'].map(zoneId)
  assert.deepEqual(ids, ['use1-az1', 'euc1-az2', 'apse2-az3', 'apne1-az1', 'usgw1-az1', 'sae1-az1'])
})

test('regions and zones are described', async t => {
  const { ec2 } = await freshAccount(t)
  const { Regions: regions } = await ec2.describeRegions({})
  assert.equal(regions!.length, 17)
  assert.ok((await ec2.describeRegions({ AllRegions: true })).Regions!.length > 30)
  const { Regions: [one] = [] } = await ec2.describeRegions({ RegionNames: ['eu-west-1'] })
  assert.equal(one!.Endpoint, 'ec2.eu-west-1.amazonaws.com')
  await refused(ec2.describeRegions({ RegionNames: ['mars-1'] }), 'InvalidParameterValue')
  const { AvailabilityZones: zones } = await ec2.describeAvailabilityZones({})
  assert.deepEqual(zones!.map(({ ZoneName }) => ZoneName!.at(-1)).join(''), 'abcdef')
})
