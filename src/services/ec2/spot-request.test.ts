// Spot requests as they are asked for, shown, filtered and cancelled.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, imageId, refused } from './account.fixture.ts'

test('requests are shown with what they launch, found by filters, and cancelled once', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const { SpotInstanceRequests: made } = await ec2.requestSpotInstances({
    InstanceCount: 2, LaunchSpecification: { ImageId: await imageId(ec2), InstanceType: 'm5.large' },
    TagSpecifications: [{ ResourceType: 'spot-instances-request', Tags: [{ Key: 'team', Value: 'web' }] }],
  })
  assert.deepEqual(made!.map(({ State, Type, Status }) => [State, Type, Status!.Code]),
    [['open', 'one-time', 'pending-evaluation'], ['open', 'one-time', 'pending-evaluation']])
  const [{ SpotInstanceRequestId: id = '' }] = made as [{ SpotInstanceRequestId: string }]
  assert.match(id, /^sir-[a-z0-9]{8}$/)
  await cloud.clock.advance('1m')
  const { SpotInstanceRequests: found } = await ec2.describeSpotInstanceRequests({
    Filters: [{ Name: 'state', Values: ['active'] }, { Name: 'tag:team', Values: ['web'] }],
  })
  assert.equal(found!.length, 2)
  assert.ok(found!.every(({ LaunchSpecification: spec }) => spec!.InstanceType === 'm5.large'))
  const { CancelledSpotInstanceRequests: gone } = await ec2.cancelSpotInstanceRequests({ SpotInstanceRequestIds: [id] })
  assert.deepEqual(gone, [{ SpotInstanceRequestId: id, State: 'cancelled' }])
  const { SpotInstanceRequests: [after] = [] } = await ec2.describeSpotInstanceRequests({ SpotInstanceRequestIds: [id] })
  assert.equal(after!.Status!.Code, 'request-canceled-and-instance-running')
  await refused(ec2.cancelSpotInstanceRequests({ SpotInstanceRequestIds: ['sir-00000000'] }), 'InvalidSpotInstanceRequestID.NotFound')
})
