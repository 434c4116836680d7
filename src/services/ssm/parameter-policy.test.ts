// Policies of parameters, by the clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused, valueOf } from './account.fixture.ts'

const policy = (Type: string, Attributes: object) => ({ Type, Version: '1.0', Attributes })

test('a parameter expires', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const Timestamp = new Date(cloud.clock.now() + 2 * 86_400_000).toISOString()
  const Policies = JSON.stringify([policy('Expiration', { Timestamp }), policy('ExpirationNotification', { Before: '1', Unit: 'Days' }),
    policy('NoChangeNotification', { After: '12', Unit: 'Hours' })])
  await put(ssm, 'a', 'x', { Tier: 'Advanced', Policies })
  const statuses = async () => (await ssm.describeParameters({})).Parameters![0]!.Policies!
    .map(({ PolicyType, PolicyStatus }) => `${PolicyType} ${PolicyStatus}`)
  assert.deepEqual(await statuses(), ['Expiration Pending', 'ExpirationNotification Pending', 'NoChangeNotification Pending'])
  await cloud.clock.advance('36h')
  assert.equal((await statuses())[2], 'NoChangeNotification Finished')
  assert.equal(await valueOf(ssm, 'a'), 'x')
  await cloud.clock.advance('13h')
  await refused(valueOf(ssm, 'a'), 'ParameterNotFound')
})

test('a new version has new policies, or the old ones', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const expiring = (days: number) =>
    JSON.stringify([policy('Expiration', { Timestamp: new Date(cloud.clock.now() + days * 86_400_000).toISOString() })])
  await put(ssm, 'a', 'x', { Tier: 'Advanced', Policies: expiring(1) })
  await put(ssm, 'a', 'y', { Policies: expiring(3) })
  await put(ssm, 'a', 'z')
  await cloud.clock.advance('2d')
  assert.equal(await valueOf(ssm, 'a'), 'z')
  await put(ssm, 'a', 'kept', { Policies: '[]' })
  await cloud.clock.advance('2d')
  assert.equal(await valueOf(ssm, 'a'), 'kept')
})

test('what no policy is', async t => {
  const { ssm } = await freshAccount(t)
  const attempt = (Policies: string) => put(ssm, 'a', 'x', { Tier: 'Advanced', Policies })
  await refused(attempt('x'), 'InvalidPolicyAttributeException')
  await refused(attempt(JSON.stringify([policy('Other', {})])), 'InvalidPolicyTypeException')
  await refused(attempt(JSON.stringify([policy('Expiration', { Timestamp: 'soon' })])), 'InvalidPolicyAttributeException')
  await refused(attempt(JSON.stringify([policy('ExpirationNotification', { Before: '1', Unit: 'Days' })])), 'IncompatiblePolicyException')
})
