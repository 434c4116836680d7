// What is removed when its time is over: content of inactive users, sites without active ones, images stuck in a queue, voices, functions
// that serve as storage.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, contractCloud, toldTo } from './contract.ts'
import type { ContractCloud } from './contract.ts'

async function documents(contract: ContractCloud, names: readonly string[]) {
  const made: { id: string, folder: string }[] = []
  for (const name of names) {
    const { User } = await contract.ask('workdocs:CreateUser', {
      OrganizationId: 'd-1234567890', Username: name, GivenName: name, Surname: 'Lee', Password: 'Secret-12345',
    })
    const { Id: id, RootFolderId: root } = User as { Id: string, RootFolderId: string }
    const { Metadata: outer } = await contract.ask('workdocs:CreateFolder', { Name: 'plans', ParentFolderId: root })
    const { Id: folder } = outer as { Id: string }
    await contract.ask('workdocs:CreateFolder', { Name: 'drafts', ParentFolderId: folder })
    made.push({ id, folder })
  }
  return made
}

const isGone = async (contract: ContractCloud, folder: string) =>
  (await contract.call('workdocs:GetFolder', { FolderId: folder })).fault?.code === 'EntityNotExistsException'

test('28.2#1: content of a user who is inactive for thirty days is erased; who is active again in time keeps it', async t => {
  const contract = await contractCloud(t)
  const [ann, bob, eve] = await documents(contract, ['ann', 'bob', 'eve'])
  await contract.ask('workdocs:DeactivateUser', { UserId: ann!.id })
  await contract.ask('workdocs:DeactivateUser', { UserId: bob!.id })
  await contract.cloud.clock.advance('29d')
  assert.equal(await isGone(contract, ann!.folder), false)
  await contract.ask('workdocs:ActivateUser', { UserId: bob!.id })
  await contract.cloud.clock.advance('1d')
  assert.deepEqual(await Promise.all([ann!, bob!, eve!].map(({ folder }) => isGone(contract, folder))), [true, false, false])
  const { Users: users } = await contract.ask('workdocs:DescribeUsers', {})
  assert.equal((users as unknown[]).length, 3)
})

test('28.2#2: a site whose users are all inactive for thirty days is erased with them', async t => {
  const contract = await contractCloud(t)
  const [ann, bob] = await documents(contract, ['ann', 'bob']) as [{ id: string, folder: string }, { id: string, folder: string }]
  await contract.ask('workdocs:DeactivateUser', { UserId: ann.id })
  await contract.cloud.clock.advance('40d')
  const users = async () => ((await contract.ask('workdocs:DescribeUsers', {}))['Users'] as unknown[]).length
  assert.equal(await users(), 2)
  await contract.ask('workdocs:DeactivateUser', { UserId: bob.id })
  await contract.cloud.clock.advance('30d')
  assert.equal(await users(), 0)
  assert.equal(await isGone(contract, bob.folder), true)
})

test('47.2: an image that lies in the migration queue for ninety days is terminated, and told', async t => {
  const contract = await contractCloud(t)
  const create = async (serverId: string) => String((await contract.ask('sms:CreateReplicationJob', {
    serverId, seedReplicationTime: contract.cloud.clock.now(), runOnce: true,
  }))['replicationJobId'])
  const stuck = await create('s-1')
  const state = async (id: string) => {
    const { output, fault } = await contract.call('sms:GetReplicationRuns', { replicationJobId: id })
    return fault?.code ?? (output!['replicationRunList'] as { state: string }[]).map(each => each.state).join()
  }
  await contract.cloud.clock.advance('89d')
  assert.equal(await state(stuck), 'PENDING')
  await contract.cloud.clock.advance('1d')
  assert.equal(await state(stuck), 'ReplicationJobNotFoundException')
  await contract.control(`services/sms/${account}/us-east-1/connector`, { works: true })
  const taken = await create('s-2')
  await contract.cloud.clock.advance('95d')
  assert.equal(await state(taken), 'COMPLETED')
  assert.ok((await toldTo(contract)).some(told => told.startsWith('AWS_SMS_REPLICATION_TERMINATED')))
})

class Voices {
  readonly contract: ContractCloud
  readonly domain: string
  constructor(contract: ContractCloud, domain: string) {
    this.contract = contract
    this.domain = domain
  }

  hear(speaker: string) {
    return this.contract.control(`services/voice-id/${account}/us-east-1/enrolment`, { domain: this.domain, speaker })
  }

  async known(): Promise<string[]> {
    const { SpeakerSummaries: found } = await this.contract.ask('voice-id:ListSpeakers', { DomainId: this.domain })
    return (found as { CustomerSpeakerId: string }[]).map(({ CustomerSpeakerId: id }) => id).sort()
  }
}

async function voices(contract: ContractCloud): Promise<Voices> {
  const { Domain } = await contract.ask('voice-id:CreateDomain', {
    Name: 'calls', ServerSideEncryptionConfiguration: { KmsKeyId: 'alias/aws/voiceid' },
  })
  return new Voices(contract, (Domain as { DomainId: string }).DomainId)
}

test('54.7.1.a: in Illinois a voice goes three years after it was made, when its purpose is met, or on request', async t => {
  const contract = await contractCloud(t)
  await contract.control('terms/profile', { account, flags: ['illinois'] })
  const calls = await voices(contract)
  for (const name of ['old', 'asks']) await calls.hear(name)
  await contract.ask('voice-id:DeleteSpeaker', { DomainId: calls.domain, SpeakerId: 'asks' })
  assert.equal((await contract.call('voice-id:DescribeSpeaker', { DomainId: calls.domain, SpeakerId: 'asks' })).fault?.code,
    'ResourceNotFoundException')
  await contract.cloud.clock.advance('2y')
  await calls.hear('old')
  await calls.hear('new')
  await contract.cloud.clock.advance('1y')
  assert.deepEqual(await calls.known(), ['new'])
  await contract.control('voice-id/purpose', { account, domain: calls.domain })
  assert.deepEqual(await calls.known(), [])
})

test('54.7.1.b#2: elsewhere it goes three years after it was last heard, but where the law holds it', async t => {
  const contract = await contractCloud(t)
  const calls = await voices(contract)
  await calls.hear('old')
  await contract.cloud.clock.advance('2y')
  await calls.hear('old')
  await contract.cloud.clock.advance('2y')
  assert.deepEqual(await calls.known(), ['old'])
  await contract.control('terms/profile', { account, flags: ['legal-hold'] })
  await contract.cloud.clock.advance('2y')
  assert.deepEqual(await calls.known(), ['old'])
  await contract.control('terms/profile', { account, flags: [] })
  await contract.cloud.clock.advance('2d')
  assert.deepEqual(await calls.known(), [])
})

test('30#3: a function that serves as storage of downloads is announced, and deleted thirty days later', async t => {
  const contract = await contractCloud(t)
  const code = { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') }
  await contract.ask('lambda:CreateFunction', {
    FunctionName: 'files', Role: `arn:aws:iam::${account}:role/files`, Runtime: 'nodejs20.x', Handler: 'index.handler', Code: code,
  })
  for (let i = 0; i < 1000; i += 1) await contract.ask('lambda:GetFunction', { FunctionName: 'files' })
  assert.deepEqual((await contract.log()).filter(({ rule }) => rule === 'lambda-storage'), [])
  await contract.ask('lambda:GetFunction', { FunctionName: 'files' })
  assert.match((await contract.log())[0]!.did, /serves as storage/)
  await contract.cloud.clock.advance('30d')
  assert.equal((await contract.call('lambda:GetFunctionConfiguration', { FunctionName: 'files' })).fault?.code, 'ResourceNotFoundException')
})

test('2.4#3, 2.2#2: what was made in a preview is out of reach when access ends; limits of a preview change at once', async t => {
  const contract = await contractCloud(t)
  await contract.control('beta/label', { preview: 'iot' })
  await contract.control('beta/enroll', { account, preview: 'iot', states: ['2.2#1', '2.3#2'] })
  await contract.ask('iot:CreateThing', { thingName: 'lamp' })
  const look = async () => (await contract.call('iot:DescribeThing', { thingName: 'lamp' })).fault?.message ?? 'there'
  assert.equal(await look(), 'there')
  await contract.control('beta/limit', { preview: 'iot', calls: 2 })
  assert.deepEqual([await look(), await look(), /2\.2#2/.test(await look())], ['there', 'there', true])
  await contract.control('beta/limit', { preview: 'iot', calls: 100 })
  assert.equal(await look(), 'there')
  await contract.control('beta/terminate', { account, preview: 'iot' })
  assert.match(await look(), /preview/)
})

test('4.5, 71#5: the support plan that racks and databases on premises need is kept as long as they are used', async t => {
  const contract = await contractCloud(t)
  const plan = async (name: string, more: object = {}) =>
    String((await contract.control('billing/support', { account, plan: name, ...more }))['message'] ?? 'set')
  assert.equal(await plan('enterprise'), 'set')
  const { Outpost } = await contract.ask('outposts:CreateOutpost', { Name: 'rack', SiteId: await siteOf(contract) })
  assert.match(await plan('business'), /4\.5/)
  assert.equal(await plan('business', { lapsed: true }), 'set')
  assert.ok((await toldTo(contract)).some(told => told.startsWith('AWS_SUPPORT_PLAN_BREACH')))
  await contract.ask('outposts:DeleteOutpost', { OutpostId: (Outpost as { OutpostId: string }).OutpostId })
  await contract.control('rdsvmware/register', { account, zone: 'cellar', states: ['71#2', '71#6'] })
  assert.match(await plan('developer'), /71#5/)
  assert.equal(await plan('business'), 'set')
})

async function siteOf(contract: ContractCloud): Promise<string> {
  const { Site } = await contract.ask('outposts:CreateSite', { Name: 'hall' })
  return (Site as { SiteId: string }).SiteId
}
