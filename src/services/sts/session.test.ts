// What may be passed with a session, and the limits of it: policies, tags, MFA, the size of tokens.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assume, callerArn, freshAccount, refused, roleArn } from './account.fixture.ts'

const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] })
const conflict = 'One of the specified transitive tag keys can\'t be set because it conflicts ' +
  'with a transitive tag key from the calling session.'

test('policies and tags fill the packed size', async t => {
  const { sts } = await freshAccount(t)
  const bare = await assume(sts)
  assert.deepEqual([bare.PackedPolicySize, bare.SessionTokenUtilization], [undefined, undefined])
  const one = await assume(sts, { Policy: policy })
  assert.equal(one.PackedPolicySize, Math.ceil(100 * policy.length / 2048))
  assert.equal(one.SessionTokenUtilization, one.PackedPolicySize)
  const PolicyArns = [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }]
  const more = await assume(sts, { Policy: policy, PolicyArns, Tags: [{ Key: 'team', Value: 'blue' }] })
  assert.equal(more.PackedPolicySize, Math.ceil(100 * (policy.length + PolicyArns[0]!.arn.length + 8) / 2048))
})

test('what packs into more than there is room for is refused', async t => {
  const { sts, as } = await freshAccount(t)
  const long = JSON.stringify({ Statement: [], Id: 'x'.repeat(2020) })
  assert.equal((await assume(sts, { Policy: long })).PackedPolicySize, 100)
  const PolicyArns = Array.from({ length: 5 }, (_, i) => ({ arn: `arn:aws:iam::aws:policy/some-policy-of-aws-${i}` }))
  await refused(assume(sts, { Policy: long, PolicyArns }), 'PackedPolicyTooLarge', 400,
    'Packed policy consumes 111% of allotted space, please use smaller policy.')
  const tags = (prefix: string) => Array.from({ length: 6 }, (_, i) => ({ Key: `${prefix}${i}`, Value: 'v'.repeat(254) }))
  const Tags = tags('k')
  const { Credentials: credentials, PackedPolicySize: size } = await assume(sts, { Tags, TransitiveTagKeys: Tags.map(({ Key }) => Key) })
  assert.equal(size, 75)
  await refused(assume(as(credentials), { Tags: tags('l') }), 'PackedPolicyTooLarge', 400,
    'Packed size of session tags consumes 150% of allotted space.')
})

test('policies must be documents', async t => {
  const { sts } = await freshAccount(t)
  await refused(assume(sts, { Policy: '{"Statement":' }), 'MalformedPolicyDocument', 400, 'This policy contains invalid Json')
  await refused(assume(sts, { Policy: '{"Statement":{"Effect":"Allow","Resource":"*"}}' }), 'MalformedPolicyDocument', 400,
    'Policy statement must contain actions.')
  for (const Policy of ['{}', 'null', '[]', '1']) {
    await refused(assume(sts, { Policy }), 'MalformedPolicyDocument', 400, 'Syntax errors in policy.')
  }
  const PolicyArns = Array.from({ length: 11 }, (_, i) => ({ arn: `arn:aws:iam::aws:policy/policy-${i}` }))
  await refused(assume(sts, { PolicyArns }), 'ValidationError', 400, 'The number of managed session policy ARNs must not exceed 10.')
})

test('tag keys are told apart without their case', async t => {
  const { sts } = await freshAccount(t)
  const tag = (Key: string) => ({ Key, Value: 'x' })
  await refused(assume(sts, { Tags: [tag('Team'), tag('team')] }), 'InvalidParameterValue', 400,
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  await refused(assume(sts, { Tags: [tag('AWS:team')] }), 'InvalidParameterValue', 400, /reserved/)
  await refused(assume(sts, { Tags: [tag('team')], TransitiveTagKeys: ['project'] }), 'InvalidParameterValue', 400,
    'The specified transitive tag key must be included in the requested tags.')
  await assume(sts, { Tags: [tag('Team')], TransitiveTagKeys: ['team'] })
  await refused(assume(sts, { Tags: Array.from({ length: 51 }, (_, i) => tag(`k${i}`)) }), 'ValidationError', 400, /at 'tags'/)
})

test('transitive tags go down the chain and cannot be set again; others stay behind', async t => {
  const { sts, as } = await freshAccount(t)
  const Tags = [{ Key: 'Team', Value: 'blue' }, { Key: 'Shift', Value: 'late' }]
  const first = as((await assume(sts, { Tags, TransitiveTagKeys: ['Team'] })).Credentials)
  await refused(assume(first, { Tags: [{ Key: 'team', Value: 'red' }] }), 'InvalidParameterValue', 400, conflict)
  const others = [{ Key: 'Shift', Value: 'early' }, { Key: 'Floor', Value: '3' }]
  const second = await assume(first, { Tags: others, TransitiveTagKeys: ['Floor'] })
  assert.equal(second.PackedPolicySize, Math.ceil(100 * 'TeamblueShiftearlyFloor3'.length / 2048))
  const third = as(second.Credentials)
  for (const Key of ['team', 'floor']) {
    await refused(assume(third, { Tags: [{ Key, Value: 'x' }] }), 'InvalidParameterValue', 400, conflict)
  }
  await assume(third, { Tags: [{ Key: 'Shift', Value: 'x' }] })
})

test('serial number and code of an MFA device come in pairs, and no device is registered', async t => {
  const { sts } = await freshAccount(t)
  const pair = { SerialNumber: 'arn:aws:iam::111122223333:mfa/ada', TokenCode: '123456' }
  const half = 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.'
  const wrong = 'MultiFactorAuthentication failed, unable to validate MFA code.  ' +
    'Please verify your MFA serial number is valid and associated with this user.'
  for (const ask of [(input: object) => assume(sts, input), (input: object) => sts.getSessionToken(input)]) {
    await refused(ask({ SerialNumber: pair.SerialNumber }), 'AccessDenied', 403, half)
    await refused(ask({ TokenCode: pair.TokenCode }), 'AccessDenied', 403, half)
    await refused(ask(pair), 'AccessDenied', 403, wrong)
    await refused(ask({ ...pair, TokenCode: '12345' }), 'ValidationError', 400, /at 'tokenCode'/)
  }
})

test('tokens are filled up to the size that is asked for', async t => {
  const { sts, as } = await freshAccount(t)
  for (const MinimumSessionTokenSize of [0, 1, 1000, 1001, 1002, 1003, 4096]) {
    const { Credentials: credentials, SessionTokenSize: size } = await assume(sts, { MinimumSessionTokenSize })
    assert.equal(credentials!.SessionToken!.length, size)
    assert.ok(size! >= MinimumSessionTokenSize && size! < Math.max(MinimumSessionTokenSize, 1000) + 40, `${size}`)
    assert.match(await callerArn(as(credentials)), /assumed-role/)
  }
  assert.ok((await sts.getSessionToken({ MinimumSessionTokenSize: 2000 })).SessionTokenSize! >= 2000)
  assert.ok((await sts.getFederationToken({ Name: 'guest', MinimumSessionTokenSize: 2000 })).SessionTokenSize! >= 2000)
  await refused(assume(sts, { MinimumSessionTokenSize: 4097 }), 'ValidationError', 400, /at 'minimumSessionTokenSize'/)
})

test('some sessions may not ask for others', async t => {
  const { sts, as } = await freshAccount(t)
  const cannot = (operation: string) => `Cannot call ${operation} with session credentials`
  const role = as((await assume(sts)).Credentials)
  const self = as((await sts.getSessionToken({})).Credentials)
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } })
  const guest = as((await sts.getFederationToken({ Name: 'guest', Policy })).Credentials)
  for (const session of [role, self, guest]) {
    await refused(session.getSessionToken({}), 'AccessDenied', 403, cannot('GetSessionToken'))
    await refused(session.getFederationToken({ Name: 'guest' }), 'AccessDenied', 403, cannot('GetFederationToken'))
  }
  await refused(assume(guest, { RoleArn: roleArn('two') }), 'AccessDenied', 403, cannot('AssumeRole'))
  for (const session of [self, guest]) {
    const AccessKeyId = 'ASIAY34FZKBOKMUTVV7A'
    await refused(session.getAccessKeyInfo({ AccessKeyId }), 'AccessDenied', 403, cannot('GetAccessKeyInfo'))
    await refused(session.decodeAuthorizationMessage({ EncodedMessage: 'x' }), 'AccessDenied', 403, cannot('DecodeAuthorizationMessage'))
  }
})
