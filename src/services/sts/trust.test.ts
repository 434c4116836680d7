// Roles that are kept choose whom they trust: users and accounts, external ids, proofs of identity, services, identity providers.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { IAM } from '@aws-sdk/client-iam'
import { Scheduler } from '@aws-sdk/client-scheduler'
import { SQS } from '@aws-sdk/client-sqs'
import { STS } from '@aws-sdk/client-sts'
import { account, assume, callerArn, freshAccount, refused, roleArn } from './account.fixture.ts'

const other = '444455556666'
const userArn = `arn:aws:iam::${account}:user/alice`
const denied = `User: ${userArn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn('one')}`
const mayAssume = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } })

function trusting(principal: object, condition?: object, action = 'sts:AssumeRole'): string {
  return JSON.stringify({ Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: principal, Action: action, ...(condition && { Condition: condition }) } })
}

/** An account whose IAM keeps the user alice, and a client of hers. */
async function kept(t: TestContext) {
  const { cloud, sts } = await freshAccount(t)
  const iam = new IAM({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  await iam.createUser({ UserName: 'alice' })
  const { AccessKey: key } = await iam.createAccessKey({ UserName: 'alice' })
  const alice = new STS({ ...cloud.client({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! }), maxAttempts: 1 })
  const role = (trust: string) => iam.createRole({ RoleName: 'one', AssumeRolePolicyDocument: trust, MaxSessionDuration: 7200 })
  const permit = () => iam.putUserPolicy({ UserName: 'alice', PolicyName: 'assume', PolicyDocument: mayAssume })
  return { cloud, sts, iam, alice, role, permit }
}

test('where roles are kept, a role must be there', async t => {
  const { sts, alice, permit, role } = await kept(t)
  await permit()
  await assume(alice)
  await role(trusting({ AWS: account }))
  await refused(assume(alice, { RoleArn: roleArn('two') }), 'AccessDenied', 403, denied.replace(/one$/, 'two'))
  await refused(assume(sts, { RoleArn: roleArn('two') }), 'AccessDenied', 403, /^User: arn:aws:iam::111122223333:root is not authorized/)
  assert.equal(await callerArn(alice), userArn)
})

test('who trusts the account leaves it to the account', async t => {
  const { alice, permit, role, iam } = await kept(t)
  await role(trusting({ AWS: account }))
  await refused(assume(alice), 'AccessDenied', 403, `${denied} because no identity-based policy allows the sts:AssumeRole action`)
  await permit()
  const { AssumedRoleUser: user } = await assume(alice)
  assert.equal(user!.AssumedRoleId, `${(await iam.getRole({ RoleName: 'one' })).Role!.RoleId}:session`)
})

test('who trusts a user needs nobody else, and who trusts others, nobody', async t => {
  const { alice, permit, role, iam } = await kept(t)
  await role(trusting({ AWS: userArn }))
  await assume(alice)
  await iam.updateAssumeRolePolicy({ RoleName: 'one', PolicyDocument: trusting({ Service: 'lambda.amazonaws.com' }) })
  await permit()
  await refused(assume(alice), 'AccessDenied', 403, `${denied} because no role trust policy allows the sts:AssumeRole action`)
})

test('an external id must be the one that is wanted', async t => {
  const { alice, role } = await kept(t)
  await role(trusting({ AWS: userArn }, { StringEquals: { 'sts:ExternalId': 'partner' } }))
  await refused(assume(alice), 'AccessDenied', 403, /no role trust policy allows/)
  await refused(assume(alice, { ExternalId: 'stranger' }), 'AccessDenied', 403, /no role trust policy allows/)
  await assume(alice, { ExternalId: 'partner' })
})

test('a role may want to see a device', async t => {
  const { alice, role, iam } = await kept(t)
  await role(trusting({ AWS: userArn }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }))
  await refused(assume(alice), 'AccessDenied', 403, /no role trust policy allows/)
  const { VirtualMFADevice: device } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
  const SerialNumber = device!.SerialNumber!
  await refused(assume(alice, { SerialNumber, TokenCode: '123456' }), 'AccessDenied', 403, /^MultiFactorAuthentication failed, unable/)
  await iam.enableMFADevice({ UserName: 'alice', SerialNumber, AuthenticationCode1: '123456', AuthenticationCode2: '654321' })
  await assume(alice, { SerialNumber, TokenCode: '123456' })
  await refused(assume(alice, { SerialNumber }), 'AccessDenied', 403, /must provide both/)
})

test('a session lasts as long as its role lets it', async t => {
  const { sts, role } = await kept(t)
  await role(trusting({ AWS: account }))
  await assume(sts, { DurationSeconds: 7200 })
  await refused(assume(sts, { DurationSeconds: 7201 }), 'ValidationError', 400,
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
})

test('another account needs the role\'s word and its own', async t => {
  const { cloud, role, iam } = await kept(t)
  await role(trusting({ AWS: account }))
  const stranger = new STS({ ...cloud.client({ accessKeyId: other }), maxAttempts: 1 })
  await refused(assume(stranger), 'AccessDenied', 403, /because no role trust policy allows the sts:AssumeRole action$/)
  await iam.updateAssumeRolePolicy({ RoleName: 'one', PolicyDocument: trusting({ AWS: `arn:aws:iam::${other}:root` }) })
  assert.equal((await assume(stranger)).AssumedRoleUser!.Arn, `arn:aws:sts::${account}:assumed-role/one/session`)
})

test('a token of an identity provider is judged by what it claims', async t => {
  const { cloud, sts, role, iam } = await kept(t)
  const provider = `arn:aws:iam::${account}:oidc-provider/id.example.com`
  await role(trusting({ Federated: provider }, { StringEquals: { 'id.example.com:sub': 'ada' } }, 'sts:AssumeRoleWithWebIdentity'))
  await iam.createOpenIDConnectProvider({ Url: 'https://id.example.com', ClientIDList: ['app'] })
  const trade = (sub: string, RoleArn = roleArn('one')) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const exp = Math.floor(cloud.clock.now() / 1000) + 600
    const WebIdentityToken = `${part({ alg: 'RS256' })}.${part({ iss: 'https://id.example.com', sub, aud: 'app', exp })}.x`
    return sts.assumeRoleWithWebIdentity({ RoleArn, RoleSessionName: 'session', WebIdentityToken })
  }
  assert.equal((await trade('ada')).Provider, provider)
  await refused(trade('bob'), 'AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
  await refused(trade('ada', roleArn('two')), 'AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity')
})

test('services are trusted by name too, and for what they act', async t => {
  const { cloud, role, iam } = await kept(t)
  const options = cloud.client({ accessKeyId: account })
  const [sqs, scheduler] = [new SQS(options), new Scheduler(options)]
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' })
  await role(trusting({ Service: 'lambda.amazonaws.com' }))
  await iam.putRolePolicy({ RoleName: 'one', PolicyName: 'send', PolicyDocument: mayAssume.replace('sts:AssumeRole', 'sqs:SendMessage') })
  const send = async (Name: string) => {
    await scheduler.createSchedule({ Name, ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: {
      RoleArn: roleArn('one'), Arn: `arn:aws:sqs:us-east-1:${account}:q`, Input: 'hello', RetryPolicy: { MaximumRetryAttempts: 0 } } })
    await cloud.clock.advance('90m')
    await scheduler.deleteSchedule({ Name })
    return Number((await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] })).Attributes!.ApproximateNumberOfMessages)
  }
  assert.equal(await send('untrusted'), 0)
  await iam.updateAssumeRolePolicy({ RoleName: 'one',
    PolicyDocument: trusting({ Service: 'scheduler.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': account } }) })
  const first = await send('trusted')
  assert.ok(first > 0)
  await iam.deleteRolePolicy({ RoleName: 'one', PolicyName: 'send' })
  assert.equal(await send('powerless'), first)
})
