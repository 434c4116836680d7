// Credentials for oneself and for a guest: how long they last, whom they name, and how they end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, callerArn, freshAccount, refused, secondsOf } from './account.fixture.ts'

test('a session token stands for the one who asked; a root user gets an hour at most', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  for (const [DurationSeconds, lasts] of [[undefined, 3600], [900, 900], [3601, 3600], [129_600, 3600]]) {
    const { Credentials: credentials } = await sts.getSessionToken(DurationSeconds === undefined ? {} : { DurationSeconds })
    assert.equal(secondsOf(cloud, credentials), lasts)
    assert.equal(await callerArn(as(credentials)), `arn:aws:iam::${account}:root`)
  }
  await refused(sts.getSessionToken({ DurationSeconds: 899 }), 'ValidationError', 400, /greater than or equal to 900/)
  await refused(sts.getSessionToken({ DurationSeconds: 129_601 }), 'ValidationError', 400, /less than or equal to 129600/)
})

test('a session token ends on the clock', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  const { Credentials: credentials } = await sts.getSessionToken({})
  await cloud.clock.advance(3_599_000)
  await callerArn(as(credentials))
  await cloud.clock.advance(1000)
  await refused(callerArn(as(credentials)), 'ExpiredToken', 403, 'The security token included in the request is expired')
})

test('a federation token is for a user of the given name', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  const { Credentials: credentials, FederatedUser: user, PackedPolicySize: size } =
    await sts.getFederationToken({ Name: 'guest', DurationSeconds: 129_600 })
  assert.deepEqual(user, { FederatedUserId: `${account}:guest`, Arn: `arn:aws:sts::${account}:federated-user/guest` })
  assert.equal(size, undefined)
  assert.equal(secondsOf(cloud, credentials), 3600)
  const { Account, Arn, UserId } = await as(credentials).getCallerIdentity({})
  assert.deepEqual({ Account, Arn, UserId }, { Account: account, Arn: user!.Arn, UserId: user!.FederatedUserId })
  await cloud.clock.advance('1h')
  await refused(callerArn(as(credentials)), 'ExpiredToken', 403, /expired/)
})

test('a federation token is bound by policies and tags', async t => {
  const { sts } = await freshAccount(t)
  const Policy = '{"Statement":[]}'
  const { PackedPolicySize: size } = await sts.getFederationToken({ Name: 'guest', Policy, Tags: [{ Key: 'team', Value: 'blue' }] })
  assert.equal(size, Math.ceil(100 * (Policy.length + 8) / 2048))
  await refused(sts.getFederationToken({ Name: 'guest', Policy: 'x' }), 'MalformedPolicyDocument', 400, 'This policy contains invalid Json')
  const Tags = Array.from({ length: 9 }, (_, i) => ({ Key: `k${i}`, Value: 'v'.repeat(254) }))
  await refused(sts.getFederationToken({ Name: 'guest', Tags }), 'PackedPolicyTooLarge', 400,
    'Packed size of session tags consumes 113% of allotted space.')
  await refused(sts.getFederationToken({ Name: 'a guest' }), 'ValidationError', 400, /at 'name'/)
  await refused(sts.getFederationToken({ Name: 'g'.repeat(33) }), 'ValidationError', 400, /less than or equal to 32/)
})
