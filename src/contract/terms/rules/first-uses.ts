// What must be said before a first use, clause by clause: which calls ask for it, and which of them fall under the clause. What is said is
// the register's own text. A clause whose occasion is no call of an API is not here.

import type { Values } from '../../../wire/protocol.ts'
import type { FirstUse, FirstUseKind } from '../first-use.ts'
import type { Profile } from '../office.ts'

type When = (input: Values, profile: Profile, place: { readonly partition: string }) => boolean
/** Clause, operations, and which calls of them. */
type Row = readonly [clause: string, on: string, when?: When]

function member(name: string, pattern: RegExp): When {
  return input => pattern.test(String(input[name] ?? ''))
}

const isOracle = (input: Values) => /^(custom-)?oracle/.test(String(input['Engine'] ?? ''))
const licenceIncluded: When = input => isOracle(input) && input['LicenseModel'] === 'license-included'
const ownLicence: When = input => isOracle(input) && input['LicenseModel'] !== 'license-included'
const agencies: readonly Profile['organisation'][] = ['law-enforcement', 'police', 'public-agency']
const isAgency: When = (_, { organisation }) => agencies.includes(organisation)
const gpuType = (config: unknown) => /^ml\.[pg]/.test(String((config as Values | undefined)?.['InstanceType'] ?? ''))
const crowd: When = input => JSON.stringify(input).includes(':workteam/public-crowd/')
const vendor: When = input => JSON.stringify(input).includes(':workteam/vendor-crowd/')
const aiCalls = 'comprehend:DetectSentiment comprehend:DetectEntities rekognition:DetectLabels rekognition:DetectFaces ' +
  'textract:AnalyzeDocument textract:DetectDocumentText transcribe:StartTranscriptionJob translate:TranslateText ' +
  'polly:SynthesizeSpeech lex-models:PutBot lexv2-models:CreateBot personalize:CreateDatasetGroup forecast:CreateDatasetGroup ' +
  'kendra:CreateIndex frauddetector:PutDetector comprehendmedical:DetectEntitiesV2'
const panoramaOrVision = 'lookoutvision:CreateProject lookoutequipment:CreateDataset panorama:ProvisionDevice'

const attestations: readonly Row[] = [
  ['1.5#2', 'service-quotas:RequestServiceQuotaIncrease'],
  ['1.11', 's3:CreateBucket dynamodb:CreateTable rds:CreateDBInstance', (_, { flags }) => flags.includes('personal-data')],
  ['1.13', 's3:CreateBucket dynamodb:CreateTable rds:CreateDBInstance', (_, { flags }) => flags.includes('french-health')],
  ['4.3#1', 'outposts:CreateOrder'],
  ['4.2', 'outposts:CreateOrder'],
  ['4.4#1', 'outposts:CreateSite'],
  ['5.1.1#4', 'ec2:RunInstances', (_, { flags }) => flags.includes('windows')],
  ['5.3#8', 'ec2:RequestSpotInstances ec2:RequestSpotFleet'],
  ['5.4.2#9', 'ec2:PurchaseReservedInstancesOffering savingsplans:CreateSavingsPlan'],
  ['5.6#3', 'ec2:ImportImage', member('LicenseType', /^BYOL$/)],
  ['9.9#2', 'snowball:CreateJob'],
  ['9.10#2', 'snowball:CreateJob'],
  ['9.10#3', 'snowball:CreateReturnShippingLabel'],
  ['9.11#1', 'snowball:CreateJob'],
  ['9.11#2', 'snowball:CreateJob'],
  ['9.11#3', 'snowball:CreateJob importexport:CreateJob', (_, { flags }) => flags.includes('dual-use')],
  ['9.11#4', 'snowball:CreateJob importexport:CreateJob', (_, { flags }) => flags.includes('military')],
  ['10.3.1#1', 'rds:CreateDBInstance', licenceIncluded],
  ['10.3.2#1', 'rds:CreateDBInstance', ownLicence],
  ['10.3.2#2', 'rds:CreateDBInstance', ownLicence],
  ['10.4#2', 'rds:CreateDBInstance', member('Engine', /^sqlserver-web$/)],
  ['11.4#2', 'sns:SetSMSAttributes'],
  ['11.4#3', 'sns:SetSMSAttributes'],
  ['11.4#4', 'sns:CreatePlatformApplication'],
  ['11.6#3', 'sns:SetSMSAttributes'],
  ['11.6#5', 'sns:SetSMSAttributes'],
  ['11.6#6', 'sns:SetSMSAttributes'],
  ['18.1', 'sts:GetCallerIdentity', (_, __, { partition }) => partition === 'aws-us-gov'],
  ['22', 'elastictranscoder:CreatePipeline'],
  ['26.1#2', 'workspaces:RegisterWorkspaceDirectory'],
  ['26.8#1', 'workspaces:ImportWorkspaceImage'],
  ['29.4.b', 'pinpoint:CreateApp'],
  ['29.4.c#2', 'pinpoint:CreateApp'],
  ['31.5', 'workmail:CreateOrganization'],
  ['35.1#1', 'devicefarm:ScheduleRun'],
  ['37#1', 'dms:CreateReplicationTask'],
  ['41.2.i', 'acm:RequestCertificate'],
  ['41.2.ii', 'acm:RequestCertificate'],
  ['41.2.iv', 'acm:RequestCertificate'],
  ['41.2.vi', 'acm:RequestCertificate'],
  ['41.2.viii', 'acm:RequestCertificate'],
  ['41.2.ix', 'acm:RequestCertificate'],
  ['41.2.xii', 'acm:RequestCertificate'],
  ['43.1', 'gamelift:CreateFleet gamelift:CreateMatchmakingConfiguration'],
  ['48.1#2', 'organizations:AcceptHandshake'],
  ['50.2#1', aiCalls],
  ['50.4#1', aiCalls],
  ['50.4#5', 'lex-models:PutBot', ({ childDirected }) => childDirected === true],
  ['50.5#1', aiCalls.replace(/(personalize|forecast):\S+ /g, '')],
  ['50.6#1', aiCalls],
  ['50.8.1', 'rekognition:CompareFaces rekognition:SearchFacesByImage', isAgency],
  ['50.8.2', 'rekognition:CreateCollection', isAgency],
  ['50.8.3', 'rekognition:CreateStreamProcessor rekognition:StartStreamProcessor', isAgency],
  ['50.8.4', 'rekognition:CompareFaces', isAgency],
  ['53.4#4', 'chime-sdk-media-pipelines:CreateMediaCapturePipeline'],
  ['53.6#2', 'chime:UpdateGlobalSettings'],
  ['54.2#2', 'connect:CreateInstance', ({ OutboundCallsEnabled: out, InboundCallsEnabled: within }) => out === true || within === true],
  ['54.4#1', 'connect:CreateInstance'],
  ['54.5#2', 'connect:AssociateInstanceStorageConfig', member('ResourceType', /^CALL_RECORDINGS$/)],
  ['54.6.b#1', 'connect:UpdateInstanceAttribute', member('AttributeType', /^CONTACT_LENS$/)],
  ['54.6.c', 'connect:UpdateInstanceAttribute', member('AttributeType', /^CONTACT_LENS$/)],
  ['54.7.1#1', 'voice-id:StartSpeakerEnrollmentJob voice-id:EvaluateSession'],
  ['54.7.1.b#1', 'voice-id:StartSpeakerEnrollmentJob voice-id:EvaluateSession', (_, { flags }) => flags.includes('illinois')],
  ['54.7.2', 'voice-id:CreateDomain'],
  ['58', 'mediaconvert:CreateJob medialive:CreateChannel'],
  ['60.1', 'sagemaker:CreateLabelingJob sagemaker:CreateWorkteam'],
  ['60.3', 'sagemaker:CreateNotebookInstance sagemaker:CreateModel sagemaker:CreateTrainingJob'],
  ['73.1#2', 'dataexchange:CreateJob', member('Type', /^EXPORT_/)],
  ['73.2', 'dataexchange:CreateJob', member('Type', /^EXPORT_/)],
  ['75.2', 'frauddetector:PutDetector'],
  ['76.1', 'sagemaker:CreateFlowDefinition'],
  ['76.3#1', 'sagemaker:CreateFlowDefinition', vendor],
  ['79.1', 'braket:CreateQuantumTask'],
  ['80.2#2', 'ecr-public:PutImage'],
  ['80.3#2', 'ecr-public:PutImage'],
  ['81.4', panoramaOrVision],
  ['81.5', 'lookoutvision:CreateProject panorama:ProvisionDevice'],
  ['81.6', panoramaOrVision],
]

const licences: readonly Row[] = [
  ['5.2#5', 'ec2:AllocateHosts', member('InstanceType', /^mac/)],
  ['5.2#1', 'ec2:RunInstances', member('InstanceType', /^g/)],
  ['4.1#1', 'outposts:CreateOrder'],
  ['5.1.1#2', 'ec2:RunInstances', (_, { flags }) => flags.includes('windows')],
  ['5.1.1#3', 'ec2:RunInstances', (_, { flags }) => flags.includes('windows')],
  ['5.2#2', 'ec2:RunInstances', member('InstanceType', /^[gp]\d/)],
  ['5.2#3', 'ec2:RunInstances', (_, { flags }) => flags.includes('red-hat')],
  ['5.2#4', 'ec2:RunInstances', (_, { flags }) => flags.includes('suse')],
  ['5.6#4', 'ec2:ImportImage', member('LicenseType', /^BYOL$/)],
  ['9.9#1', 'snowball:CreateJob'],
  ['10.3.1#3', 'rds:CreateDBInstance', licenceIncluded],
  ['10.3.1#5', 'rds:CreateDBInstance', licenceIncluded],
  ['10.3.1#7', 'rds:CreateDBInstance', licenceIncluded],
  ['10.3.1#8', 'rds:CreateDBInstance', licenceIncluded],
  ['10.4#1', 'rds:CreateDBInstance', member('Engine', /^sqlserver-/)],
  ['13.3', 'route53domains:RegisterDomain'],
  ['20.1#1', 'marketplace-agreement:DescribeAgreement'],
  ['20.4', 'marketplace-agreement:GetAgreementTerms'],
  ['23#1', 'opsworks:CreateStack'],
  ['23#2', 'opsworkscm:CreateServer', member('Engine', /^Chef/)],
  ['23#3', 'opsworkscm:CreateServer', member('Engine', /^Puppet/)],
  ['24', 'cloudhsm:CreateHsm'],
  ['25.1', 'appstream:CreateFleet', member('InstanceType', /^stream\.graphics/)],
  ['26.2', 'workspaces:CreateWorkspaces'],
  ['33.1', 'marketplace-agreement:DescribeAgreement'],
  ['34', 'ds:CreateMicrosoftAD'],
  ['35.1#2', 'devicefarm:ScheduleRun'],
  ['41.1#1', 'acm:RequestCertificate'],
  ['41.2.vii', 'acm:RequestCertificate'],
  ['51.2#1', 'lightsail:CreateInstances'],
  ['51.2#2', 'lightsail:CreateInstances', member('blueprintId', /^windows/)],
  ['53.6#3', 'chime:UpdateGlobalSettings'],
  ['54.2#3', 'connect:CreateInstance'],
  ['54.7.1#4', 'voice-id:CreateDomain'],
  ['55', 'greengrass:CreateSoftwareUpdateJob'],
  ['60.2', 'sagemaker:CreateTrainingJob', ({ ResourceConfig: config }) => gpuType(config)],
  ['64', 'fsx:CreateFileSystem', member('FileSystemType', /^WINDOWS$/)],
  ['80.1#2', 'ecr-public:CreateRepository'],
  ['80.2#1', 'ecr-public:PutImage'],
]

const disclosures: readonly Row[] = [
  ['8#2', 'cloudwatch:PutMetricData'],
  ['4.6.c', 'artifact:ListReports'],
  ['9.3#4', 'snowball:CreateJob'],
  ['15.3#2', 'ses:VerifyEmailIdentity ses:VerifyDomainIdentity sesv2:CreateEmailIdentity'],
  ['16.2#2', 'directconnect:CreateConnection', ({ providerName }) => providerName !== undefined],
  ['25.2#1', 'appstream:CreateUser'],
  ['26.5', 'workspaces:CreateWorkspaces'],
  ['29.4.a', 'pinpoint:CreateApp'],
  ['29.4.d', 'pinpoint:CreateApp'],
  ['31.6', 'workmail:CreateOrganization'],
  ['35.3', 'devicefarm:CreateUpload'],
  ['40.1#1', 'quicksight:RegisterUser'],
  ['40.2', 'quicksight:CreateDataSource'],
  ['48.1#3', 'organizations:AcceptHandshake'],
  ['50.2#2', aiCalls],
  ['50.8', 'rekognition:CompareFaces rekognition:SearchFacesByImage', isAgency],
  ['52', 'ssm:CreateActivation'],
  ['54.3#3', 'connect:CreateInstance'],
  ['54.7.3', 'voice-id:EvaluateSession'],
  ['60.5', 'sagemaker:CreateProcessingJob'],
  ['60.4.c', 'sagemaker:CreateLabelingJob', crowd],
  ['60.6', 'sagemaker-edge:SendHeartbeat'],
  ['66.2#1', 'worklink:DescribeDevice'],
  ['71#4', 'support:CreateCase', member('categoryCode', /on-premises/)],
  ['76.2.b', 'sagemaker:CreateFlowDefinition', crowd],
  ['81.2#1', 'lookoutvision:StartModel lookoutequipment:CreateInferenceScheduler'],
  ['81.2#2', 'lookoutequipment:CreateInferenceScheduler'],
]

/** @param textOf the register's text of a clause, asked for when it is needed */
export function firstUses(textOf: (clause: string) => string): readonly FirstUse[] {
  const read = (kind: FirstUseKind, rows: readonly Row[]) => rows.map(([clause, on, when]): FirstUse => ({
    clause, kind, on: on.split(' '), ...(when && { when }),
    get says() { return textOf(clause) },
  }))
  return [...read('attestation', attestations), ...read('licence', licences), ...read('disclosure', disclosures)]
}
