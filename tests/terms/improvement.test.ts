// What AI services may keep of content, and by which doors an account leaves.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, contractCloud } from './contract.ts'
import type { ContractCloud } from './contract.ts'

const lexicon = {
  Name: 'words', Content: '<?xml version="1.0"?><lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" '
    + 'alphabet="ipa" xml:lang="en-US"><lexeme><grapheme>W3C</grapheme><alias>Consortium</alias></lexeme></lexicon>',
}

async function keptOf(contract: ContractCloud, of = account): Promise<string[]> {
  const { kept } = await contract.control(`improvement?account=${of}`)
  return (kept as { service: string, storedIn: string }[]).map(({ service, storedIn }) => `${service} ${storedIn}`)
}

test('50.3#1, 50.3#2, 50.4#2: what AI services are given may be kept, in another region too, until the law wants it gone', async t => {
  const contract = await contractCloud(t)
  await contract.call('polly:PutLexicon', lexicon, 'eu-west-1')
  assert.deepEqual(await keptOf(contract), ['polly us-east-1'])
  await contract.control('improvement/deletion', { account, service: 'polly' })
  assert.deepEqual(await keptOf(contract), [])
  await contract.ask('polly:PutLexicon', lexicon)
  assert.deepEqual(await keptOf(contract), ['polly us-east-1'])
})

test('50.4#4: of a bot that is declared to be for children nothing is kept', async t => {
  const contract = await contractCloud(t)
  const bot = (childDirected: boolean, name: string) => contract.ask('lexv2-models:CreateBot', {
    botName: name, roleArn: `arn:aws:iam::${account}:role/bot`, dataPrivacy: { childDirected }, idleSessionTTLInSeconds: 300,
  })
  await bot(true, 'Nursery')
  assert.deepEqual(await keptOf(contract), [])
  assert.ok((await contract.log()).some(({ did }) => /for children/.test(did)))
  await bot(false, 'Bank')
  assert.deepEqual(await keptOf(contract), ['lexv2-models us-east-1'])
})

test('50.3#3: the medical editions keep nothing', async t => {
  const contract = await contractCloud(t)
  await contract.ask('transcribe:CreateMedicalVocabulary', {
    VocabularyName: 'terms', LanguageCode: 'en-US', VocabularyFileUri: 's3://words/terms.txt',
  })
  assert.deepEqual(await keptOf(contract), [])
  await contract.ask('transcribe:CreateVocabulary', { VocabularyName: 'words', LanguageCode: 'en-US', Phrases: ['orrery'] })
  assert.deepEqual(await keptOf(contract), ['transcribe us-east-1'])
})

test('59.2#1, 59.2#2, 81.3#3: what devices say is kept, in another region too; sensors stop by a case', async t => {
  const contract = await contractCloud(t)
  const hear = async (service: string) => (await contract.control('improvement/device', { account, service }))['kept']
  assert.deepEqual([await hear('monitron'), await hear('alexaforbusiness')], [true, true])
  assert.deepEqual((await keptOf(contract)).sort(), ['alexaforbusiness us-east-1', 'monitron us-east-1'])
  await contract.control('improvement/optout', { account, service: 'monitron' })
  assert.equal(await hear('monitron'), false)
  assert.deepEqual(await keptOf(contract), ['alexaforbusiness us-east-1'])
})

const dataset = { DatasetName: 'pumps', ClientToken: 'token', DatasetSchema: { InlineDataSchema: '{}' } }

test('50.3#4, 81.3#1, 81.3#2, 81.3#4: an organization\'s policy opts out, and what was kept goes', async t => {
  const contract = await contractCloud(t)
  await contract.ask('organizations:CreateOrganization', { FeatureSet: 'ALL' })
  await contract.ask('polly:PutLexicon', lexicon)
  await contract.ask('lookoutequipment:CreateDataset', dataset)
  assert.deepEqual(await keptOf(contract), ['lookoutequipment us-east-1', 'polly us-east-1'])
  const { Roots } = await contract.ask('organizations:ListRoots')
  const [{ Id: root }] = Roots as [{ Id: string }]
  await contract.ask('organizations:EnablePolicyType', { RootId: root, PolicyType: 'AISERVICES_OPT_OUT_POLICY' })
  const optOut = async (name: string) => {
    const { Policy } = await contract.ask('organizations:CreatePolicy', {
      Name: name, Description: 'none', Type: 'AISERVICES_OPT_OUT_POLICY',
      Content: JSON.stringify({ services: { [name]: { opt_out_policy: { '@@assign': 'optOut' } } } }),
    })
    await contract.ask('organizations:AttachPolicy',
      { PolicyId: (Policy as { PolicySummary: { Id: string } }).PolicySummary.Id, TargetId: root })
  }
  await optOut('polly')
  await contract.ask('polly:PutLexicon', lexicon)
  assert.deepEqual(await keptOf(contract), ['lookoutequipment us-east-1'])
  await optOut('default')
  await contract.ask('lookoutequipment:CreateDataset', { ...dataset, DatasetName: 'fans', ClientToken: 'other' })
  assert.deepEqual(await keptOf(contract), [])
})

test('75.3#1, 75.3#2, 75.3#3: Fraud Detector keeps content until a case opts out', async t => {
  const contract = await contractCloud(t)
  await contract.ask('frauddetector:PutDetector', { detectorId: 'one', eventTypeName: 'order' })
  assert.deepEqual(await keptOf(contract), ['frauddetector us-east-1'])
  assert.equal((await contract.control('improvement/optout', { account, service: 'frauddetector' }))['removed'], 1)
  await contract.ask('frauddetector:PutDetector', { detectorId: 'two', eventTypeName: 'order' })
  assert.deepEqual(await keptOf(contract), [])
})

test('54.6.a#1, 54.6.a#2, 54.6.a#3, 54.6.b#2: Connect keeps content until a case opts out, or the law wants it gone', async t => {
  const contract = await contractCloud(t)
  const { Id } = await contract.ask('connect:CreateInstance', {
    IdentityManagementType: 'CONNECT_MANAGED', InboundCallsEnabled: true, OutboundCallsEnabled: true, InstanceAlias: 'desk',
  })
  const give = (VocabularyName: string) => contract.ask('connect:CreateVocabulary', {
    InstanceId: Id, VocabularyName, LanguageCode: 'en-US', Content: 'words',
  })
  await give('one')
  assert.deepEqual(await keptOf(contract), ['connect us-east-1'])
  await contract.control('improvement/deletion', { account, service: 'connect' })
  assert.deepEqual(await keptOf(contract), [])
  await give('two')
  await contract.control('improvement/optout', { account, service: 'connect' })
  await give('three')
  assert.deepEqual(await keptOf(contract), [])
})
