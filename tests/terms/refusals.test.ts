// Calls that the terms forbid are refused with the service's own error, and only those.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, contractCloud } from './contract.ts'
import type { ContractCloud } from './contract.ts'

type Input = Record<string, unknown>

interface Case {
  readonly clause: string
  readonly operation: string
  readonly refused: Input
  /** One that is not forbidden, whatever else may be said of it. */
  readonly passed: Input
  readonly region?: string
  /** What happens before; the controls that make the refused call one that passes. */
  readonly first?: (contract: ContractCloud) => Promise<Input | void>
  readonly then?: (contract: ContractCloud) => Promise<unknown>
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

const exportTask: Input = {
  TargetEnvironment: 'vmware', ExportToS3Task: { DiskImageFormat: 'VMDK', ContainerFormat: 'ova', S3Bucket: 'b' },
}
const launch = { ImageId: 'ami-00000000000000001', InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }
const licence = [{ LicenseConfigurationArn: 'arn:aws:license-manager:us-east-1:1:license-configuration:lic-1' }]
const text = { PhoneNumber: '+14155550100', Message: 'a' }
const distribution = {
  CallerReference: 'c', Comment: '', Enabled: true, Origins: { Quantity: 1, Items: [{ Id: 'o', DomainName: 'o.example.com' }] },
  DefaultCacheBehavior: { TargetOriginId: 'o', ViewerProtocolPolicy: 'allow-all' }, Aliases: { Quantity: 1, Items: ['www.example.com'] },
}
const migration: Input = { ReplicationTaskIdentifier: 't', ReplicationInstanceArn: 'arn:aws:dms:us-east-1:1:rep:a',
  MigrationType: 'full-load',
  TableMappings: '{}' }
const loop = { HumanLoopName: 'loop', HumanLoopInput: { InputContent: '{}' } }
const session = { DomainId: 'a'.repeat(22), SessionNameOrId: 's' }
const order = { OutpostIdentifier: 'op-1234567890abcdef0', LineItems: [{ CatalogItemId: 'OR-ABCDEFG', Quantity: 1 }],
  PaymentOption: 'NO_UPFRONT' }
const webIdentity = { RoleArn: `arn:aws:iam::${account}:role/web`, RoleSessionName: 'me', WebIdentityToken: 'abcdefgh' }
const provider = { UserPoolId: 'us-east-1_abcdefghi', ProviderName: 'provider', ProviderDetails: { client_id: 'c' } }
const topicArn = `arn:aws:sns:us-east-1:${account}:people`
const keys = { PlatformPrincipal: 'p', PlatformCredential: 'c' }
const task = { clientToken: 't', action: '{}', shots: 1, outputS3Bucket: 'bucket', outputS3KeyPrefix: 'k' }

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
  { clause: '75.1#2', operation: 'frauddetector:PutDetector', code: 'AccessDeniedException', profile: { flags: ['eligibility-decisions'] },
    refused: { detectorId: 'd', eventTypeName: 'e' }, passed: { detectorId: 'd', eventTypeName: 'e' },
    then: contract => contract.control('terms/profile', { account, flags: [] }) },
  { clause: '1.1, 5.1.1#1', operation: 'ec2:CreateInstanceExportTask', code: 'InvalidParameterValue',
    first: async contract => ({ InstanceId: await instanceOf(contract, 'Windows_Server-2022*') }),
    refused: exportTask, passed: exportTask,
      then: async contract => { exportTask.InstanceId = await instanceOf(contract, 'al2023-ami-2023*x86_64') } },
  { clause: '5.6#1', operation: 'ec2:RunInstances', code: 'InvalidParameterCombination',
    refused: { ...launch, LicenseSpecifications: licence },
      passed: { ...launch, LicenseSpecifications: licence, Placement: { Tenancy: 'host' } } },
  { clause: '5.6#2', operation: 'ec2:ImportImage', code: 'InvalidParameterCombination', refused: { LicenseType: 'BYOL' },
    passed: { LicenseType: 'BYOL', DiskContainers: [{ Url: 's3://own/disk.vmdk' }] } },
  { clause: '11.4#1', operation: 'sns:Publish', code: 'InvalidParameterException', profile: { flags: ['sms-premium'] },
    refused: text, passed: text, then: contract => contract.control('terms/profile', { account, flags: [] }) },
  { clause: '11.4#5', operation: 'sns:Publish', code: 'AuthorizationErrorException', profile: { flags: ['sms-promotion'] },
    refused: text, passed: text, then: contract => contract.control('sms/approval', { account, category: 'sms-promotion' }) },
  { clause: '11.6#1', operation: 'sns:Publish', code: 'InvalidParameterException',
    refused: { ...text, Message: '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$' }, passed: text },
  { clause: '11.6#4', operation: 'sns:Publish', code: 'InvalidParameterException', refused: { ...text, Message: 'I am 123-45-6789' },
    passed: text },
  { clause: '11.6#2', operation: 'sns:Subscribe', code: 'InvalidParameterException', first: subscribedTopic('sms'),
    refused: { Protocol: 'sms', Endpoint: '+112' }, passed: { TopicArn: topicArn, Protocol: 'sms', Endpoint: '+14155550100' } },
  { clause: '11.6#4', operation: 'sns:Publish', code: 'InvalidParameterException', first: subscribedTopic('email'),
    refused: { Message: 'I am 123-45-6789' }, passed: { TopicArn: topicArn, Message: 'I am I' } },
  { clause: '11.6#4', operation: 'sns:Publish', code: 'InvalidParameterException', profile: { flags: ['adult-content'] },
    first: subscribedTopic('sms'), refused: { Message: 'm' }, passed: { TopicArn: topicArn, Message: 'm' },
    then: contract => contract.control('terms/profile', { account, flags: [] }) },
  { clause: '11.4#1', operation: 'sns:PublishBatch', code: 'InvalidParameterException', profile: { flags: ['sms-premium'] },
    first: subscribedTopic('sms'), refused: { PublishBatchRequestEntries: [{ Id: 'a', Message: 'm' }] },
    passed: { TopicArn: topicArn, PublishBatchRequestEntries: [{ Id: 'a', Message: 'm' }] },
    then: contract => contract.control('terms/profile', { account, flags: [] }) },
  { clause: '11.6#1', operation: 'sns:PublishBatch', code: 'InvalidParameterException',
    refused: { TopicArn: topicArn, PublishBatchRequestEntries: [{ Id: 'a', Message: '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$' }] },
    passed: { TopicArn: topicArn, PublishBatchRequestEntries: [{ Id: 'a', Message: 'm' }] } },
  { clause: '13.1', operation: 'route53:CreateHostedZone', code: 'ConflictingDomainExists',
    first: async contract => { await contract.control('domains/holder', { account: '111122223333', domain: 'example.com' }) },
    refused: { Name: 'www.example.com.', CallerReference: 'c' }, passed: { Name: 'www.example.com.', CallerReference: 'c' },
    then: contract => contract.control('domains/holder', { account: '111122223333', domain: 'example.com', allows: [account] }) },
  { clause: '14.1', operation: 'elasticbeanstalk:CheckDNSAvailability', code: 'InvalidParameterValue',
    refused: { CNAMEPrefix: 'amazon-shop' },
    passed: { CNAMEPrefix: 'shop' } },
  { clause: '3#1', operation: 'cloudfront:CreateDistribution', code: 'InvalidViewerCertificate',
    refused: { DistributionConfig: distribution },
    passed: { DistributionConfig: { ...distribution,
      ViewerCertificate: { ACMCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/a' } } } },
  { clause: '26.3#2', operation: 'ec2:AuthorizeSecurityGroupIngress', code: 'OperationNotPermitted',
    first: async contract => contract.ask('ec2:CreateSecurityGroup', { GroupName: 'd-1_workspacesMembers', Description: 'd' })
      .then(({ GroupId }) => ({ GroupId })),
    refused: { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }, passed: { GroupName: 'other' } },
  { clause: '37#3', operation: 'dms:CreateEndpoint', code: 'InvalidParameterValueException',
    refused: { EndpointIdentifier: 'e', EndpointType: 'source', EngineName: 'redshift' },
    passed: { EndpointIdentifier: 'e', EndpointType: 'target', EngineName: 'redshift' } },
  { clause: '37#2', operation: 'dms:CreateReplicationTask', code: 'InvalidResourceStateFault',
    first: async contract => ({
      SourceEndpointArn: await endpointOf(contract, 'source', 'db.example.com'),
        TargetEndpointArn: await endpointOf(contract, 'target', 'b.example'),
    }),
    refused: migration, passed: migration, then: async contract => {
      migration.TargetEndpointArn = await endpointOf(contract, 'target', 'a.rds.amazonaws.com')
    } },
  { clause: '76.2.a', operation: 'sagemaker-a2i-runtime:StartHumanLoop', code: 'ValidationException',
    first: contract => flowOf(contract, 'public-crowd'), refused: loop,
    passed: { ...loop, DataAttributes: { ContentClassifiers: ['FreeOfPersonallyIdentifiableInformation'] } }, then: async () => undefined },
  { clause: '76.3#2', operation: 'sagemaker-a2i-runtime:StartHumanLoop', code: 'ValidationException', profile: { flags: ['health-data'] },
    first: contract => flowOf(contract, 'vendor-crowd'), refused: loop, passed: loop,
    then: contract => contract.control('terms/profile', { account, flags: [] }) },
  { clause: '9.2#2', operation: 'importexport:CreateJob', code: 'InvalidAddressException', region: 'eu-west-1',
    refused: { JobType: 'Import', ValidateOnly: false, Manifest: 'returnAddress:\n  country: US' },
    passed: { JobType: 'Import', ValidateOnly: false, Manifest: 'returnAddress:\n  country: IE' } },
  { clause: '54.3#1', operation: 'connect:StartOutboundVoiceContact', code: 'LimitExceededException',
    refused: { ...call, DestinationPhoneNumber: '+8613800000000' }, passed: { ...call, DestinationPhoneNumber: '+8613800000000' },
    then: contract => contract.control('connect/exception', { account, prefix: '+86' }) },
  { clause: '54.7.1#2', operation: 'voice-id:EvaluateSession', code: 'AccessDeniedException', profile: { flags: ['voice-duties-failed'] },
    refused: session, passed: session, then: contract => contract.control('terms/profile', { account, flags: [] }) },
  { clause: '4.5', operation: 'outposts:CreateOrder', code: 'AccessDeniedException', refused: order, passed: order,
    then: contract => contract.control('billing/support', { account, plan: 'enterprise' }) },
  { clause: '53.2.3', operation: 'chime:CreateMeetingDialOut', code: 'ThrottledClientException',
    first: contract => dial(contract, 'chime:CreateMeetingDialOut', { ...meeting, ToPhoneNumber: '+14155550100' }),
    refused: { ...meeting, ToPhoneNumber: '+14155550199' }, passed: { ...meeting, ToPhoneNumber: '+14155559900' } },
  { clause: '54.1.3', operation: 'connect:StartOutboundVoiceContact', code: 'LimitExceededException',
    first: contract => dial(contract, 'connect:StartOutboundVoiceContact', { ...call, DestinationPhoneNumber: '+14155550100' }),
    refused: { ...call, DestinationPhoneNumber: '+14155550199' }, passed: { ...call, DestinationPhoneNumber: '+14155550199' },
    then: contract => contract.cloud.clock.advance('2m') },
  { clause: '43.4#2', operation: 'gamelift:CreateFleet', code: 'InvalidRequestException', first: ended('gamelift-spot'),
    refused: { Name: 'f', FleetType: 'SPOT' }, passed: { Name: 'f', FleetType: 'ON_DEMAND' } },
  { clause: '43.4#4', operation: 'gamelift:CreateFleet', code: 'InvalidRequestException',
    first: async contract => { await contract.control('spot/barred', { account, image: 'build-1' }) },
    refused: { Name: 'f', FleetType: 'SPOT', BuildId: 'build-1' }, passed: { Name: 'f', FleetType: 'SPOT', BuildId: 'build-2' } },
  { clause: '11.5', operation: 'sns:CreatePlatformApplication', code: 'InvalidParameterException', first: ended('sns-platform', 'BAIDU'),
    refused: { Name: 'n', Platform: 'BAIDU', Attributes: keys }, passed: { Name: 'n', Platform: 'GCM', Attributes: keys } },
  { clause: '12.2', operation: 'sts:AssumeRoleWithWebIdentity', code: 'InvalidIdentityTokenException',
    first: ended('web-identity', 'www.amazon.com'), refused: { ...webIdentity, ProviderId: 'www.amazon.com' },
    passed: { ...webIdentity, ProviderId: 'graph.facebook.com' } },
  { clause: '27.1', operation: 'cognito-idp:CreateIdentityProvider', code: 'InvalidParameterException',
    first: ended('cognito-provider', 'Google'),
    refused: { ...provider, ProviderType: 'Google' }, passed: { ...provider, ProviderType: 'SAML' } },
  { clause: '79.2', operation: 'braket:CreateQuantumTask', code: 'DeviceRetiredException',
    first: ended('braket-device', 'arn:aws:braket:::device/qpu/a/b'),
    refused: { ...task, deviceArn: 'arn:aws:braket:::device/qpu/a/b' }, passed: { ...task, deviceArn: 'arn:aws:braket:::device/qpu/a/c' } },
  { clause: '20.2#1', operation: 'ec2:RunInstances', code: 'OptInRequired', first: ended('marketplace-listing', 'ami-0123456789abcdef0'),
    refused: { ...launch, ImageId: 'ami-0123456789abcdef0' }, passed: { ...launch, ImageId: 'ami-0123456789abcdef1' } },
  { clause: '53.5#2', operation: 'chime:UpdateAccountSettings', code: 'ForbiddenException', first: ended('chime-free'),
    refused: { AccountId: 'a', AccountSettings: {} }, passed: {} },
]

/** A topic through which people are reached. */
function subscribedTopic(protocol: 'sms' | 'email') {
  return async (contract: ContractCloud): Promise<Input> => {
    await contract.ask('sns:CreateTopic', { Name: 'people' })
    const Endpoint = protocol === 'sms' ? '+14155550100' : 'ann@example.com'
    await contract.ask('sns:Subscribe', { TopicArn: topicArn, Protocol: protocol, Endpoint })
    return { TopicArn: topicArn }
  }
}

function ended(programme: string, subject?: string) {
  return async (contract: ContractCloud): Promise<void> => {
    await contract.control('programmes/end', { account, programme, ...(subject !== undefined && { subject }) })
  }
}

async function instanceOf(contract: ContractCloud, image: string): Promise<string> {
  const { Images } = await contract.ask('ec2:DescribeImages', { Owners: ['amazon'], Filters: [{ Name: 'name', Values: [image] }] })
  const [{ ImageId } = { ImageId: '' }] = Images as { ImageId: string }[]
  const { Instances } = await contract.ask('ec2:RunInstances', { ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 })
  return (Instances as { InstanceId: string }[])[0]!.InstanceId
}

async function endpointOf(contract: ContractCloud, type: string, server: string): Promise<string> {
  const { Endpoint } = await contract.ask('dms:CreateEndpoint', {
    EndpointIdentifier: `${type}-${server.length}`, EndpointType: type, EngineName: 'mysql', ServerName: server,
  })
  return (Endpoint as { EndpointArn: string }).EndpointArn
}

async function flowOf(contract: ContractCloud, crowd: string): Promise<Input> {
  const { FlowDefinitionArn } = await contract.ask('sagemaker:CreateFlowDefinition', {
    FlowDefinitionName: 'flow', RoleArn: `arn:aws:iam::${account}:role/a2i-role`, OutputConfig: { S3OutputPath: 's3://out/a' },
    HumanLoopConfig: {
      WorkteamArn: `arn:aws:sagemaker:us-east-1:394669845002:workteam/${crowd}/default`, TaskTitle: 't', TaskDescription: 'd', TaskCount: 1,
      HumanTaskUiArn: `arn:aws:sagemaker:us-east-1:${account}:human-task-ui/ui`,
    },
  })
  return { FlowDefinitionArn }
}

/** As often as is let through within a minute. */
async function dial(contract: ContractCloud, operation: string, input: Input): Promise<void> {
  for (let i = 0; i < 20; i += 1) assert.equal((await contract.call(operation, input)).fault?.code, 'NotImplemented')
}


for (const { clause, operation, refused, passed, code, profile, region, first, then } of cases) {
  test(`${clause}: ${operation} that is forbidden answers ${code}`, async t => {
    const contract = await contractCloud(t)
    if (profile !== undefined) await contract.control('terms/profile', { account, ...profile })
    const made = await first?.(contract) ?? {}
    const { fault } = await contract.call(operation, { ...refused, ...made }, region)
    const [entry] = (await contract.log()).filter(({ did }) => did.startsWith('refused'))
    assert.deepEqual([fault?.code, fault?.message], [code, entry?.did.replace(/^refused \w+: /, '')])
    await then?.(contract)
    const other = await contract.call(operation, { ...(then !== undefined && made), ...passed }, region)
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
