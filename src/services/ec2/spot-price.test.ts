// What a request is ready to pay, and how prices are written.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, imageId, refused } from './account.fixture.ts'
import { priceShown } from './spot-price.ts'

test('prices are written with six digits', () => {
  assert.deepEqual([34_500_000_000n, 1_250_000_000_000n, 0n].map(priceShown), ['0.034500', '1.250000', '0.000000'])
})

test('without a price the on-demand price is the most that is paid; types that the book does not know are not to be had', async t => {
  const { ec2 } = await freshAccount(t)
  const ask = async (InstanceType: string) => (await ec2.requestSpotInstances({
    LaunchSpecification: { ImageId: await imageId(ec2), InstanceType: InstanceType as never },
  })).SpotInstanceRequests![0]!.SpotPrice
  assert.equal(await ask('m5.large'), '0.096000')
  await refused(ask('q9.large'), 'InsufficientInstanceCapacity')
})
