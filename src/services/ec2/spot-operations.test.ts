// Spot requests that make no sense are refused with EC2's codes.

import { test } from 'node:test'
import { freshAccount, imageId, refused } from './account.fixture.ts'

test('prices, durations, times and behaviours that cannot be', async t => {
  const { ec2 } = await freshAccount(t)
  const spec = { ImageId: await imageId(ec2), InstanceType: 'm5.large' as const }
  const ask = (input: object) => ec2.requestSpotInstances({ LaunchSpecification: spec, ...input })
  await refused(ask({ SpotPrice: 'cheap' }), 'InvalidParameterValue')
  await refused(ask({ BlockDurationMinutes: 90 }), 'InvalidParameterValue')
  await refused(ask({ ValidUntil: new Date('2020-01-01') }), 'InvalidTime')
  await refused(ask({ InstanceInterruptionBehavior: 'stop' }), 'InvalidParameterCombination')
  await refused(ask({ LaunchSpecification: { InstanceType: 'm5.large' } }), 'MissingParameter', /ImageId/)
  await refused(ask({ DryRun: true }), 'DryRunOperation')
  await refused(ec2.describeSpotInstanceRequests({ SpotInstanceRequestIds: ['sir-00000000'] }), 'InvalidSpotInstanceRequestID.NotFound')
})
