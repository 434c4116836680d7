// Calls that the terms forbid are refused with the service's own error, and only those.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, contractCloud } from './contract.ts'

type Input = Record<string, unknown>

interface Case {
  readonly clause: string
  readonly operation: string
  readonly refused: Input
  /** One that is not forbidden, whatever else may be said of it. */
  readonly passed: Input
  readonly code: string
  readonly profile?: object
}

const bytes = { Bytes: Buffer.from('x') }
const call = { InstanceId: 'i', ContactFlowId: 'c' }
const meeting = { MeetingId: '0f2b7a1c-1111-2222-3333-444455556666', FromPhoneNumber: '+14155550100', JoinToken: 'abcd' }
const bot = { name: 'bot', locale: 'en-US' }
const lexV2 = { botName: 'bot', roleArn: `arn:aws:iam::${account}:role/lex`, idleSessionTTLInSeconds: 60 }
const labels = {
  LabelingJobName: 'job', LabelAttributeName: 'label', OutputConfig: { S3OutputPath: 's3://out/' },
  RoleArn: `arn:aws:iam::${account}:role/label`,
  HumanTaskConfig: {
    WorkteamArn: 'arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default', UiConfig: { UiTemplateS3Uri: 's3://out/ui' },
    PreHumanTaskLambdaArn: 'arn:aws:lambda:us-east-1:432418664414:function:PRE-BoundingBox', TaskTitle: 'title', TaskDescription: 'words',
    NumberOfHumanWorkersPerDataObject: 1, TaskTimeLimitInSeconds: 60,
    AnnotationConsolidationConfig: { AnnotationConsolidationLambdaArn: 'arn:aws:lambda:us-east-1:432418664414:function:ACS-BoundingBox' },
  },
}
const source = { DataSource: { S3DataSource: { ManifestS3Uri: 's3://in/manifest' } } }
const declared = { ContentClassifiers: ['FreeOfPersonallyIdentifiableInformation', 'FreeOfAdultContent'] }
const oracle = { DBInstanceIdentifier: 'db', DBInstanceClass: 'db.m5.large', Engine: 'oracle-se2', LicenseModel: 'license-included' }

const cases: readonly Case[] = [
  { clause: '11.6#2', operation: 'sns:Publish', code: 'InvalidParameterException',
    refused: { PhoneNumber: '+911', Message: 'a' }, passed: { PhoneNumber: '+14155550100', Message: 'a' } },
  { clause: '29.4.c#1', operation: 'pinpoint:SendMessages', code: 'BadRequestException',
    refused: { ApplicationId: 'a', MessageRequest: { Addresses: { '112': { ChannelType: 'SMS' } }, MessageConfiguration: {} } },
    passed: { ApplicationId: 'a', MessageRequest: { Addresses: { '+14155550100': { ChannelType: 'SMS' } }, MessageConfiguration: {} } } },
  { clause: '54.2#1', operation: 'connect:StartOutboundVoiceContact', code: 'DestinationNotAllowedException',
    refused: { ...call, DestinationPhoneNumber: '+911' }, passed: { ...call, DestinationPhoneNumber: '+14155550100' } },
  { clause: '54.4#2', operation: 'connect:StartOutboundVoiceContact', code: 'DestinationNotAllowedException', profile: { country: 'IN' },
    refused: { ...call, DestinationPhoneNumber: '+919812345678' }, passed: { ...call, DestinationPhoneNumber: '+14155550100' } },
  { clause: '53.6#1', operation: 'chime:CreateMeetingDialOut', code: 'BadRequestException',
    refused: { ...meeting, ToPhoneNumber: '+911' },
    passed: { ...meeting, ToPhoneNumber: '+14155550101' } },
  { clause: '41.2.x', operation: 'acm:RequestCertificate', code: 'InvalidDomainValidationOptionsException',
    refused: { DomainName: 'www.amaz0n.com' }, passed: { DomainName: 'www.example.com' } },
  { clause: '60.4.a, 60.4.b', operation: 'sagemaker:CreateLabelingJob', code: 'ValidationException',
    refused: { ...labels, InputConfig: source }, passed: { ...labels, InputConfig: { ...source, DataAttributes: declared } } },
  { clause: '10.3.1#4', operation: 'rds:CreateDBInstance', code: 'InvalidParameterCombination', profile: { flags: ['hosting'] },
    refused: oracle, passed: { ...oracle, LicenseModel: 'bring-your-own-license' } },
]

for (const { clause, operation, refused, passed, code, profile } of cases) {
  test(`${clause}: ${operation} that is forbidden answers ${code}`, async t => {
    const contract = await contractCloud(t)
    if (profile !== undefined) await contract.control('terms/profile', { account, ...profile })
    const { fault } = await contract.call(operation, refused)
    const [entry] = (await contract.log()).filter(({ did }) => did.startsWith('refused'))
    assert.deepEqual([fault?.code, fault?.message], [code, entry?.did.replace(/^refused \w+: /, '')])
    const other = await contract.call(operation, passed)
    assert.notEqual(other.fault?.message, fault?.message)
    assert.equal((await contract.log()).filter(({ did }) => did.startsWith('refused')).length, 1)
  })
}

test('50.4#3: a bot says whether it is directed at children; the model of Lex itself asks', async t => {
  const contract = await contractCloud(t)
  assert.match((await contract.call('lexv2-models:CreateBot', { ...lexV2, dataPrivacy: {} })).fault?.message ?? '', /childDirected/)
  assert.match((await contract.call('lex-models:PutBot', bot)).fault?.message ?? '', /childDirected/)
})

test('0#1, 0#2: police compare no faces for a year from 10 June 2020, but may look for missing persons', async t => {
  const contract = await contractCloud(t, '2020-12-08T00:00:00Z')
  const compare = async () => (await contract.call('rekognition:CompareFaces', { SourceImage: bytes, TargetImage: bytes })).fault?.code
  assert.equal(await compare(), 'NotImplemented')
  await contract.control('terms/profile', { account, organisation: 'police' })
  assert.equal(await compare(), 'AccessDeniedException')
  await contract.control('terms/profile', { account, flags: ['missing-persons'] })
  assert.equal(await compare(), 'NotImplemented')
  await contract.control('terms/profile', { account, flags: [] })
  await contract.cloud.clock.set('2021-06-09T23:59:59Z')
  assert.equal(await compare(), 'AccessDeniedException')
  await contract.cloud.clock.set('2021-06-10T00:00:00Z')
  assert.equal(await compare(), 'NotImplemented')
})
