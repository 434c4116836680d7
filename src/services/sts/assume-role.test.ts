// Roles are assumed and chained: names, durations, ends on the clock, source identity, and what is no role.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, assume, callerArn, clientOf, freshAccount, refused, roleArn, secondsOf } from './account.fixture.ts'

const sourceChanged = 'The source identity of a session cannot be changed by role chaining.'

test('a session is named after role and session, without the path of the role', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  const { Credentials: credentials, AssumedRoleUser: user, SessionTokenSize: size, ...rest } =
    await assume(sts, { RoleArn: roleArn('team/blue/one') })
  assert.equal(user!.Arn, `arn:aws:sts::${account}:assumed-role/one/session`)
  assert.match(user!.AssumedRoleId!, /^AROA[A-Z2-7]{17}:session$/)
  assert.match(credentials!.AccessKeyId!, /^ASIA[A-Z2-7]{16}$/)
  assert.equal(size, credentials!.SessionToken!.length)
  assert.equal(secondsOf(cloud, credentials), 3600)
  assert.deepEqual(Object.keys(rest), ['$metadata'])
  const { Account, Arn, UserId } = await as(credentials).getCallerIdentity({})
  assert.deepEqual({ Account, Arn, UserId }, { Account: account, Arn: user!.Arn, UserId: user!.AssumedRoleId })
})

test('a role keeps its id, and another role has another', async t => {
  const { sts } = await freshAccount(t)
  const idOf = async (name: string) => (await assume(sts, { RoleArn: roleArn(name) })).AssumedRoleUser!.AssumedRoleId
  assert.equal(await idOf('one'), await idOf('one'))
  assert.notEqual(await idOf('one'), await idOf('two'))
  assert.notEqual(await idOf('one'), await idOf('path/one'))
})

test('a session ends on the clock', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  const { Credentials: credentials } = await assume(sts, { DurationSeconds: 900 })
  await cloud.clock.advance('14m')
  assert.equal(await callerArn(as(credentials)), `arn:aws:sts::${account}:assumed-role/one/session`)
  await cloud.clock.advance('1m')
  await refused(callerArn(as(credentials)), 'ExpiredToken', 403, 'The security token included in the request is expired')
})

test('durations go from a quarter of an hour to twelve hours', async t => {
  const { sts, cloud } = await freshAccount(t)
  for (const DurationSeconds of [900, 43_200]) {
    assert.equal(secondsOf(cloud, (await assume(sts, { DurationSeconds })).Credentials), DurationSeconds)
  }
  const below = '1 validation error detected: Value \'899\' at \'durationSeconds\' failed to satisfy constraint: ' +
    'Member must have value greater than or equal to 900'
  await refused(assume(sts, { DurationSeconds: 899 }), 'ValidationError', 400, below)
  await refused(assume(sts, { DurationSeconds: 43_201 }), 'ValidationError', 400, /value less than or equal to 43200/)
})

test('chained roles last an hour at most, over accounts too', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  const chained = as((await assume(sts)).Credentials)
  const RoleArn = roleArn('spoke', '444455556666')
  const { Credentials: credentials } = await assume(chained, { RoleArn, DurationSeconds: 3600 })
  assert.equal(await callerArn(as(credentials)), 'arn:aws:sts::444455556666:assumed-role/spoke/session')
  assert.equal(secondsOf(cloud, credentials), 3600)
  await refused(assume(chained, { RoleArn, DurationSeconds: 3601 }), 'ValidationError', 400,
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining')
  const tokens = await sts.getSessionToken({})
  const { Credentials: unchained } = await assume(as(tokens.Credentials), { DurationSeconds: 7200 })
  assert.equal(secondsOf(cloud, unchained), 7200, 'a session token is no role')
})

test('what is no role cannot be assumed', async t => {
  const { sts } = await freshAccount(t)
  const others = [
    'no arn, though long enough', `arn:aws:iam::${account}:user/someone`, 'arn:aws:iam::12:role/short-account',
    `arn:aws:iam:us-east-1:${account}:role/one`, `arn:aws:sts::${account}:assumed-role/one/session`, `arn:aws:iam::${account}:role/`,
  ]
  for (const RoleArn of others) await refused(assume(sts, { RoleArn }), 'ValidationError', 400, `${RoleArn} is invalid`)
  await refused(assume(sts, { RoleArn: 'short' }), 'ValidationError', 400,
    /Value 'short' at 'roleArn' .*length greater than or equal to 20/)
})

test('names and codes are checked by the model', async t => {
  const { sts } = await freshAccount(t)
  await refused(assume(sts, { RoleSessionName: 'a b' }), 'ValidationError', 400, /at 'roleSessionName' .*regular expression pattern/)
  await refused(assume(sts, { RoleSessionName: 'a' }), 'ValidationError', 400, /length greater than or equal to 2/)
  await refused(assume(sts, { ExternalId: 'x' }), 'ValidationError', 400, /at 'externalId'/)
  await refused(assume(sts, { SourceIdentity: 'aws:ada' }), 'ValidationError', 400, /at 'sourceIdentity'/)
})

test('a source identity lasts through the chain, and cannot be changed', async t => {
  const { sts, as } = await freshAccount(t)
  const first = await assume(sts, { SourceIdentity: 'ada' })
  assert.equal(first.SourceIdentity, 'ada')
  const chained = as(first.Credentials)
  assert.equal((await assume(chained)).SourceIdentity, 'ada')
  assert.equal((await assume(chained, { SourceIdentity: 'ada' })).SourceIdentity, 'ada')
  await refused(assume(chained, { SourceIdentity: 'bob' }), 'AccessDenied', 403, sourceChanged)
})

test('context assertions are not believed', async t => {
  const { sts } = await freshAccount(t)
  const ProvidedContexts = [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/IdentityCenter', ContextAssertion: 'assertion' }]
  await refused(assume(sts, { ProvidedContexts }), 'InvalidContextAssertion', 400, /could not be verified/)
})

test('keys, secrets and tokens belong together', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  const { Credentials: credentials } = await assume(sts)
  const invalid = 'The security token included in the request is invalid.'
  await refused(callerArn(as({ ...credentials!, SecretAccessKey: 'other' })), 'SignatureDoesNotMatch', 403, /does not match/)
  await refused(callerArn(as({ ...credentials!, SessionToken: `A${credentials!.SessionToken}` })), 'InvalidClientTokenId', 403, invalid)
  const other = await assume(sts)
  await refused(callerArn(as({ ...credentials!, SessionToken: other.Credentials!.SessionToken })), 'InvalidClientTokenId', 403, invalid)
  const unknown = clientOf(cloud, { accessKeyId: credentials!.AccessKeyId!, secretAccessKey: credentials!.SecretAccessKey! })
  await refused(callerArn(unknown), 'InvalidClientTokenId', 403, invalid)
})
