// What the provider does of its own accord: takes content down, maintains, ends previews, keeps content for improvement, tells.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { account, contractCloud, toldTo } from './contract.ts'
import type { ContractCloud } from './contract.ts'

async function objectIn(contract: ContractCloud): Promise<() => Promise<string | undefined>> {
  const s3 = new S3({ ...contract.cloud.client(), forcePathStyle: true })
  await s3.createBucket({ Bucket: 'shared-files' })
  await s3.putObject({ Bucket: 'shared-files', Key: 'film', Body: 'a' })
  return async () => (await contract.call('s3:GetObject', { Bucket: 'shared-files', Key: 'film' })).fault?.code
}

async function instanceIn(contract: ContractCloud, type = 't3.micro'): Promise<string> {
  const { Images } = await contract.ask('ec2:DescribeImages',
    { Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] })
  const { Instances } = await contract.ask('ec2:RunInstances', {
    ImageId: (Images as { ImageId: string }[])[0]!.ImageId, InstanceType: type, MinCount: 1, MaxCount: 1,
  })
  return (Instances as { InstanceId: string }[])[0]!.InstanceId
}

async function stateOf(contract: ContractCloud, id: string): Promise<string> {
  const { Reservations } = await contract.ask('ec2:DescribeInstances', { InstanceIds: [id] })
  return (Reservations as { Instances: { State: { Name: string } }[] }[])[0]!.Instances[0]!.State.Name
}

test('1.4#2, 1.4#3: suspected content is announced, and blocked two business days later', async t => {
  // A Friday.
  const contract = await contractCloud(t, '2027-01-29T12:00:00Z')
  const read = await objectIn(contract)
  await contract.control('content/report', { account, resource: 's3://shared-files/film' })
  assert.deepEqual(await toldTo(contract), ['AWS_ABUSE_CONTENT_REMOVAL_REPORT open'])
  await contract.cloud.clock.set('2027-02-02T11:59:59Z')
  assert.equal(await read(), undefined)
  await contract.cloud.clock.set('2027-02-02T12:00:01Z')
  assert.equal(await read(), 'AccessDenied')
  const instance = await instanceIn(contract)
  await contract.control('content/report', { account, resource: instance })
  await contract.cloud.clock.advance('4d')
  assert.equal(await stateOf(contract, instance), 'stopped')
  assert.equal((await contract.call('ec2:StartInstances', { InstanceIds: [instance] })).fault?.code, 'OperationNotPermitted')
})

test('1.4#3: what nothing less can block suspends its service; what is removed in time is settled', async t => {
  const contract = await contractCloud(t)
  await contract.control('content/report', { account, resource: 'arn:aws:sqs:us-east-1:000000000000:calls' })
  await contract.control('content/report', { account, resource: 'arn:aws:sns:us-east-1:000000000000:calls' })
  await contract.control('content/removal', { account, resource: 'arn:aws:sns:us-east-1:000000000000:calls' })
  await contract.cloud.clock.advance('5d')
  assert.equal((await contract.call('sqs:ListQueues')).fault?.code, 'AccessDeniedException')
  assert.equal((await contract.call('sns:ListTopics')).fault, undefined)
  assert.deepEqual((await toldTo(contract)).sort(), ['AWS_ABUSE_CONTENT_REMOVAL_REPORT closed', 'AWS_ABUSE_CONTENT_REMOVAL_REPORT open'])
})

test('1.4#4, 1.4#5: illegal content is blocked at once, and told afterwards unless an order forbids it', async t => {
  const contract = await contractCloud(t)
  const read = await objectIn(contract)
  await contract.control('content/report', { account, resource: 's3://shared-files/film', reason: 'order', secret: true })
  assert.equal(await read(), 'AccessDenied')
  assert.deepEqual(await toldTo(contract), [])
  await contract.control('content/report', { account, resource: 's3://shared-files/other', reason: 'illegal' })
  assert.deepEqual(await toldTo(contract), ['AWS_ABUSE_CONTENT_REMOVED open'])
})

test('1.4#6: an account that infringes again and again is closed', async t => {
  const contract = await contractCloud(t)
  for (const film of ['a', 'b', 'c']) {
    assert.equal((await contract.call('sqs:ListQueues')).fault, undefined)
    await contract.control('content/report', { account, resource: `s3://shared-files/${film}`, reason: 'illegal' })
  }
  assert.match((await contract.call('sqs:ListQueues')).fault?.message ?? '', /closed/)
})

test('1.6#1, 1.6#2, 5.7#1: planned work is announced, then done; an emergency comes without a word', async t => {
  const contract = await contractCloud(t)
  const instance = await instanceIn(contract)
  await contract.control('maintenance/plan', { account, service: 'ec2', resource: instance, action: 'retire', in: '14d' })
  assert.deepEqual(await toldTo(contract), ['AWS_EC2_RETIRE_MAINTENANCE_SCHEDULED upcoming'])
  await contract.cloud.clock.advance('13d')
  assert.equal(await stateOf(contract, instance), 'running')
  await contract.cloud.clock.advance('2d')
  assert.equal(await stateOf(contract, instance), 'stopped')
  assert.deepEqual(await toldTo(contract), ['AWS_EC2_RETIRE_MAINTENANCE_SCHEDULED closed'])
  const other = await instanceIn(contract)
  await contract.control('maintenance/plan', { account, service: 'ec2', resource: other, action: 'retire', emergency: true })
  assert.equal(await stateOf(contract, other), 'stopped')
  assert.equal((await toldTo(contract)).length, 1)
})

test('1.6#3: who reboots in time is not rebooted', async t => {
  const contract = await contractCloud(t)
  const instance = await instanceIn(contract)
  await contract.control('maintenance/plan', { account, service: 'ec2', resource: instance, action: 'reboot', in: '7d' })
  await contract.ask('ec2:RebootInstances', { InstanceIds: [instance] })
  await contract.cloud.clock.advance('8d')
  const deeds = (await contract.log()).filter(({ rule }) => rule === 'maintenance').map(({ did }) => did.replace(instance, 'it'))
  assert.deepEqual(deeds.slice(0, 1), ['the customer did it'])
  await contract.control('maintenance/plan', { account, service: 'ec2', resource: instance, action: 'reboot', in: '7d' })
  await contract.cloud.clock.advance('8d')
  assert.equal((await contract.log())[0]?.did, `reboot of ${instance}`)
})

const enrolment = { account, preview: 'polly', states: ['2.2#1', '2.3#2'] }

test('2.1#1, 2.2#1, 2.3#2, 2.6#1: a preview is called by those who enrolled under its terms', async t => {
  const contract = await contractCloud(t)
  const list = async () => (await contract.call('polly:ListLexicons')).fault?.message
  assert.equal(await list(), undefined)
  await contract.control('beta/label', { account, preview: 'polly' })
  assert.match(await list() ?? '', /polly is a preview.*2\.1#1/)
  assert.match(String((await contract.control('beta/enroll', { account, preview: 'polly', states: ['2.3#2'] }))['message']), /2\.2#1/)
  assert.match(String((await contract.control('beta/enroll', { account, preview: 'polly', states: ['2.2#1'] }))['message']), /2\.3#2/)
  assert.deepEqual((await contract.control('beta/enroll', enrolment))['recorded'], ['2.2#1 attested', '2.3#2 attested', '2.6#1 accepted'])
  assert.equal(await list(), undefined)
})

test('2.1#2: so is a region that is a preview', async t => {
  const contract = await contractCloud(t)
  await contract.control('beta/label', { account, preview: 'eu-south-2', region: true })
  const list = async (region: string) => (await contract.call('sqs:ListQueues', {}, region)).fault?.message
  assert.match(await list('eu-south-2') ?? '', /eu-south-2 is a preview.*2\.1#2/)
  assert.equal(await list('eu-south-1'), undefined)
  await contract.control('beta/enroll', { ...enrolment, preview: 'eu-south-2' })
  assert.equal(await list('eu-south-2'), undefined)
})

test('2.4#1, 2.4#2: access ends at any moment, or for good reason when the preview is released', async t => {
  const contract = await contractCloud(t)
  const list = async () => (await contract.call('polly:ListLexicons')).fault?.code
  await contract.control('beta/label', { account, preview: 'polly' })
  await contract.control('beta/enroll', enrolment)
  await contract.cloud.clock.advance('1h')
  await contract.control('beta/terminate', { account, preview: 'polly' })
  assert.equal(await list(), 'AccessDenied')
  await contract.control('beta/release', { account, preview: 'polly' })
  assert.equal(await list(), undefined)
  assert.deepEqual(await toldTo(contract), ['AWS_POLLY_PREVIEW_ENDED open', 'AWS_POLLY_PREVIEW_ENDED open'])
})

test('2.3#1: feedback belongs to the provider', async t => {
  const contract = await contractCloud(t)
  assert.deepEqual((await contract.control('beta/feedback', { account, preview: 'polly', words: 'slow' }))['recorded'], ['2.3#1 accepted'])
})

test('2.5: a private preview is known to those who are in it', async t => {
  const contract = await contractCloud(t)
  await contract.control('beta/label', { account, preview: 'polly', private: true })
  await contract.control('beta/label', { account, preview: 'braket' })
  const list = async () => (await contract.control('beta/list', { account }))['previews']
  assert.deepEqual(await list(), ['braket'])
  await contract.control('beta/enroll', enrolment)
  assert.deepEqual(await list(), ['braket', 'polly'])
})

test('2.6#2: what is owed for a preview is at most the charges of twelve months', async t => {
  const contract = await contractCloud(t, '2027-01-01T00:00:00Z')
  const cap = async () => (await contract.control('billing/liability', { account, service: 'ec2' }))['cap']
  assert.equal(await cap(), '0.00')
  await instanceIn(contract, 'm5.large')
  await contract.cloud.clock.advance('10d')
  const tenDays = Number(await cap())
  assert.ok(tenDays > 0)
  await contract.cloud.clock.advance('18mo')
  assert.ok(Math.abs(Number(await cap()) / tenDays - 36.6) < 0.5, String(await cap()))
})

async function agreementsOf(contract: ContractCloud, of = account): Promise<Record<string, string>> {
  const { agreements } = await contract.control(`agreements/list?account=${of}`)
  return Object.fromEntries((agreements as { name: string, state: string, of?: string }[]).map(each => [each.name, each.of ?? each.state]))
}

test('0#3, 1.14.1#1, 1.14.1#2, 1.14.2: agreements join an account by what it does, and older ones stay in reach', async t => {
  const contract = await contractCloud(t)
  const plain = { 'Customer Agreement': 'active', 'Service Terms of 2020-06-10': 'superseded', 'Service Terms of 2020-12-08': 'active' }
  assert.deepEqual(await agreementsOf(contract), plain)
  await contract.control('terms/profile', { account, flags: ['directive-95-46'] })
  const directive = 'Data Processing Addendum of Directive 95/46/EC'
  assert.deepEqual(await agreementsOf(contract), { ...plain, [directive]: 'active' })
  await contract.control('terms/profile', { account, country: 'DE', flags: ['directive-95-46', 'personal-data', 'ccpa'] })
  assert.deepEqual(await agreementsOf(contract), {
    ...plain, 'GDPR Data Processing Addendum': 'active', [directive]: 'superseded', 'CCPA Terms': 'active',
  })
})

test('48.4#1, 48.4#2: an account that the organization made falls under its maker\'s agreement and has its features', async t => {
  const contract = await contractCloud(t)
  await contract.ask('organizations:CreateOrganization', { FeatureSet: 'ALL' })
  const { CreateAccountStatus } = await contract.ask('organizations:CreateAccount', { AccountName: 'web', Email: 'web@example.com' })
  await contract.cloud.clock.advance('5m')
  const { Id } = CreateAccountStatus as { Id: string }
  const { CreateAccountStatus: done } = await contract.ask('organizations:DescribeCreateAccountStatus', { CreateAccountRequestId: Id })
  const { AccountId: made } = done as { AccountId: string }
  assert.equal((await agreementsOf(contract, made))['Customer Agreement'], account)
  const { Account } = await contract.ask('organizations:DescribeAccount', { AccountId: made })
  assert.equal((Account as { Status: string }).Status, 'ACTIVE')
})

test('48.3#2: members are told of the switch to all features fourteen days before', async t => {
  const contract = await contractCloud(t)
  await contract.ask('organizations:CreateOrganization', { FeatureSet: 'CONSOLIDATED_BILLING' })
  await contract.control('billing/account', { account: '111122223333', payer: account })
  await contract.ask('organizations:EnableAllFeatures')
  const [entry] = (await contract.log()).filter(({ rule }) => rule === 'organization-switch')
  assert.match(entry?.did ?? '', /from 2027-02-14 on/)
})

test('12.1#1, 12.1#2: a user whose key is exposed is shut in and told', async t => {
  const contract = await contractCloud(t)
  await contract.ask('iam:CreateUser', { UserName: 'ann' })
  await contract.control('iam/compromise', { account, user: 'ann', key: 'AKIA0000000000000000' })
  const { PolicyDocument } = await contract.ask('iam:GetUserPolicy', { UserName: 'ann', PolicyName: 'CompromisedKeyQuarantine' })
  assert.match(decodeURIComponent(String(PolicyDocument)), /"Deny"/)
  assert.deepEqual(await toldTo(contract), ['AWS_RISK_IAM_QUARANTINE open'])
})

test('20.2#2, 20.3#1, 20.3#2: overdue content of others is announced, and disabled after thirty days', async t => {
  const contract = await contractCloud(t)
  const use = async (product: string) =>
    String((await contract.control('marketplace/entitlement', { account, product }))['message'] ?? 'used')
  for (const product of ['a', 'b', 'c']) await contract.control('marketplace/overdue', { account, product, authorised: product !== 'c' })
  assert.equal((await toldTo(contract)).length, 2)
  await contract.cloud.clock.advance('29d')
  assert.equal(await use('a'), 'used')
  await contract.control('marketplace/payment', { account, product: 'b' })
  await contract.cloud.clock.advance('2d')
  assert.match(await use('a'), /NotEntitled.*20\.3#2/)
  assert.deepEqual([await use('b'), await use('c')], ['used', 'used'])
  await contract.control('marketplace/violation', { account, product: 'c' })
  assert.match(await use('c'), /NotEntitled.*20\.2#2/)
})

const job = { account, job: 'JID1' }

test('4.4#4, 9.2#5, 9.3#3, 9.9#3, 53.3, 54.1.4: what happens to devices and numbers is told', async t => {
  const contract = await contractCloud(t)
  await contract.control('outposts/tamper', { account, outpost: 'op-1' })
  await contract.control('importexport/return', { ...job, outcome: 'undeliverable' })
  await contract.control('snowball/recall', job)
  await contract.control('snowball/tamper', job)
  await contract.control('chime/number', { account, number: '+14155550100' })
  await contract.control('connect/number', { account, number: '+14155550101' })
  assert.deepEqual((await toldTo(contract)).map(each => each.split(' ')[0]).sort(), [
    'AWS_CHIME_NUMBER_WITHDRAWN', 'AWS_CONNECT_NUMBER_WITHDRAWN', 'AWS_IMPORTEXPORT_UNDELIVERABLE', 'AWS_OUTPOSTS_TAMPER',
    'AWS_SNOWBALL_RECALL', 'AWS_SNOWBALL_TAMPER',
  ])
})

test('4.3#3: a breach ends the use of a rack', async t => {
  const contract = await contractCloud(t)
  assert.equal((await contract.call('outposts:ListSites')).fault, undefined)
  await contract.control('outposts/breach', { account, outpost: 'op-1' })
  assert.match((await contract.call('outposts:ListSites')).fault?.message ?? '', /Service Terms 4\.3/)
})

test('9.10#1: a job stays open until its appliance is back', async t => {
  const contract = await contractCloud(t)
  const jobId = 'JID00000000-0000-0000-0000-000000000000'.slice(0, 39)
  const cancel = async () => (await contract.call('snowball:CancelJob', { JobId: jobId })).fault?.code
  await contract.control('snowball/delivery', { account, job: jobId, country: 'DE', fee: '250.00' })
  assert.equal(await cancel(), 'InvalidJobStateException')
  await contract.control('snowball/carrier', { account, job: jobId })
  assert.equal(await cancel(), 'NotImplemented')
})

test('42.2.d#2: a fork that breaks its licence is deleted, and the licence ends', async t => {
  const contract = await contractCloud(t)
  await contract.ask('codecommit:CreateRepository', { repositoryName: 'fork' })
  await contract.control('lumberyard/violation', { account, repository: 'fork' })
  assert.equal((await contract.call('codecommit:GetRepository', { repositoryName: 'fork' })).fault?.code, 'RepositoryDoesNotExistException')
  assert.match(String((await contract.control('lumberyard/project', { account, name: 'p', states: ['42.4'] }))['message']), /LicenceEnded/)
})

test('70.4#2, 70.4#3: an expert\'s access is revoked', async t => {
  const contract = await contractCloud(t)
  for (const [role, path] of [['ann', 'iq/violation'], ['bob', 'iq/revoke']] as const) {
    await contract.ask('iam:CreateRole', { RoleName: role, AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' })
    await contract.control(path, { account, role })
    assert.equal((await contract.call('iam:GetRole', { RoleName: role })).fault?.code, 'NoSuchEntityException')
  }
})

test('28.9#2: the domain of a suspended account stops resolving', async t => {
  const contract = await contractCloud(t)
  await contract.control('workdocs/site', { account, name: 'ours' })
  const resolve = async () => (await contract.control('workdocs/domain', { account, name: 'ours' }))['message']
  assert.equal(await resolve(), undefined)
  for (const film of ['a', 'b', 'c']) await contract.control('content/report', { account, resource: `s3://x/${film}`, reason: 'illegal' })
  assert.match(String(await resolve()), /28\.9#2/)
})
