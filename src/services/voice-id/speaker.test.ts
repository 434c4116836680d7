// Speakers over the wire: heard, opted out, listed, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, contractCloud } from '../../../tests/terms/contract.ts'

test('a speaker is enrolled by being heard, found by either id, opted out for good, deleted', async t => {
  const contract = await contractCloud(t)
  const { Domain } = await contract.ask('voice-id:CreateDomain', {
    Name: 'calls', ServerSideEncryptionConfiguration: { KmsKeyId: 'alias/aws/voiceid' },
  })
  const { DomainId } = Domain as { DomainId: string }
  const hear = (speaker: string) => contract.control(`services/voice-id/${account}/us-east-1/enrolment`, { domain: DomainId, speaker })
  const heard = await hear('ann')
  assert.ok(heard['GeneratedSpeakerId'], JSON.stringify(heard))
  const id = heard['GeneratedSpeakerId']
  const described = async (SpeakerId: unknown) => (await contract.ask('voice-id:DescribeSpeaker', { DomainId, SpeakerId }))['Speaker'] as
    { Status: string, CustomerSpeakerId: string, GeneratedSpeakerId: string }
  assert.equal((await described(id)).CustomerSpeakerId, 'ann')
  assert.equal((await described('ann')).Status, 'ENROLLED')
  await contract.ask('voice-id:OptOutSpeaker', { DomainId, SpeakerId: 'ann' })
  await contract.ask('voice-id:OptOutSpeaker', { DomainId, SpeakerId: 'bob' })
  await hear('ann')
  assert.deepEqual([(await described('ann')).Status, (await described('bob')).Status], ['OPTED_OUT', 'OPTED_OUT'])
  const page = await contract.ask('voice-id:ListSpeakers', { DomainId, MaxResults: 1 })
  const rest = await contract.ask('voice-id:ListSpeakers', { DomainId, NextToken: page['NextToken'] })
  assert.deepEqual([(page['SpeakerSummaries'] as unknown[]).length, (rest['SpeakerSummaries'] as unknown[]).length], [1, 1])
  await contract.ask('voice-id:DeleteSpeaker', { DomainId, SpeakerId: 'ann' })
  const code = async (name: string, input: object) => (await contract.call(`voice-id:${name}`, { ...input })).fault?.code
  assert.equal(await code('DescribeSpeaker', { DomainId, SpeakerId: 'ann' }), 'ResourceNotFoundException')
  assert.equal(await code('OptOutSpeaker', { DomainId: 'AbCdEfGhIjKlMnOpQrStUv', SpeakerId: 'ann' }), 'ResourceNotFoundException')
  assert.match(String((await contract.control(`services/voice-id/${account}/us-east-1/enrolment`, {}))['message']), /ValidationException/)
})
