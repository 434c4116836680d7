// More calls that the terms forbid: those that depend on what the account did before (its images, endpoints, flows, approvals), on how
// often it calls, or on its support plan.

import type { Values } from '../../../wire/protocol.ts'
import { key } from '../../../std/key.ts'
import { valueAt } from '../../account/billing-account.ts'
import { refusal } from '../refusal.ts'
import type { Rule, Visit } from '../rule.ts'
import { onAll } from '../rule.ts'
import { messageRules } from './messages.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const list = (value: unknown): readonly Values[] => Array.isArray(value) ? value as readonly Values[] : []
const within = (value: unknown, ...names: readonly string[]): unknown =>
  names.reduce<unknown>((held, name) => (held as Values | undefined)?.[name], value)

/** A rule that also remembers, from calls that succeeded, what its refusal asks about. */
function remembering(rule: Rule, on: readonly string[], remember: (visit: Visit & { readonly output: Values }) => void): Rule {
  const also = onAll(on, { after: remember })
  return { ...rule, reactions: { ...rule.reactions, ...also } }
}

function memory({ office, call: { account, region } }: Visit, name: string) {
  const table = office.table<string>(`memory.${name}`)
  return {
    get: (id: string) => table.get(key(account, region, id)),
    put: (id: string, value: string) => { table.put(key(account, region, id), value) },
  }
}

/** Calls in a span of time, counted one by one; true for the first above the most. */
function isTooMany({ office, call: { account }, rule }: Visit, of: string, most: number, spanMs: number): boolean {
  const table = office.table<readonly number[]>(`${rule.id}.calls`)
  const now = office.now()
  const recent = [...(table.get(key(account, of)) ?? []).filter(at => at > now - spanMs), now]
  office.transact(() => { table.put(key(account, of), recent.slice(-most - 1)) })
  return recent.length > most
}

const minuteMs = 60_000
const noRights = 'contains licensed software of others and cannot be taken out of AWS'

const software: readonly Rule[] = [
  remembering(refusal({
    id: 'licensed-export', clauses: ['1.1', '5.1.1#1'], says: 'What holds licence-included software is not exported.',
    on: ['ec2:CreateInstanceExportTask', 'ec2:ExportImage'], code: 'InvalidParameterValue',
    when: visit => {
      const id = text(visit.input['InstanceId'] ?? visit.input['ImageId'])
      return memory(visit, 'licensed').get(id) === undefined ? undefined : `${id} ${noRights}.`
    },
  }), ['ec2:RunInstances', 'ec2:CreateImage'], visit => {
    const { input, output } = visit
    const licensed = memory(visit, 'licensed')
    for (const { InstanceId: id, Platform: platform } of list(output['Instances'])) if (platform !== undefined) licensed.put(text(id),
      'windows')
    if (licensed.get(text(input['InstanceId'])) !== undefined) licensed.put(text(output['ImageId']), 'windows')
  }),
  refusal({
    id: 'own-licence-tenancy', clauses: ['5.6#1'], says: 'Own Microsoft licences run on dedicated instances or hosts only.',
    on: ['ec2:RunInstances'], code: 'InvalidParameterCombination',
    when: ({ input }) => list(input['LicenseSpecifications']).length > 0
      && !['dedicated', 'host'].includes(text(within(input['Placement'], 'Tenancy')))
      ? 'Licence specifications need the tenancy dedicated or host.' : undefined,
  }),
  refusal({
    id: 'own-licence-binaries', clauses: ['5.6#2'], says: 'Own Microsoft licences start from the customer\'s own binaries.',
    on: ['ec2:ImportImage'], code: 'InvalidParameterCombination',
    when: ({ input }) => input['LicenseType'] === 'BYOL' && list(input['DiskContainers']).length === 0
      ? 'An import with LicenseType BYOL needs the disk containers of your own image.' : undefined,
  }),
]

const reservedPrefixes = /^(amazon|aws|elasticbeanstalk)/

const names: readonly Rule[] = [
  refusal({
    id: 'domain-held', clauses: ['13.1'], says: 'A zone is made for domains that one holds or may use.', on: ['route53:CreateHostedZone'],
    code: 'ConflictingDomainExists',
    when: ({ input, office, call: { account } }) => {
      const name = text(input['Name']).replace(/\.$/, '')
      const holder = office.keptByAll('domains/holder').find(({ domain }) => name === domain || name.endsWith(`.${text(domain)}`))
      return holder === undefined || holder.account === account || (holder['allows'] as string[]).includes(account) ? undefined
        : `The domain ${text(holder['domain'])} is registered to another account.`
    },
  }),
  refusal({
    id: 'environment-name', clauses: ['14.1'], says: 'Names of others are refused as addresses of environments.',
    on: ['elasticbeanstalk:CreateEnvironment', 'elasticbeanstalk:CheckDNSAvailability'], code: 'InvalidParameterValue', isPolicy: true,
    when: ({ input }) => reservedPrefixes.test(text(input['CNAMEPrefix'])) ? `The prefix ${text(input['CNAMEPrefix'])} is reserved.`
      : undefined,
  }),
  refusal({
    id: 'distribution-alias', clauses: ['3#1'], says: 'A distribution answers for names that its certificate covers.',
    on: ['cloudfront:CreateDistribution', 'cloudfront:UpdateDistribution'], code: 'InvalidViewerCertificate',
    when: ({ input }) => {
      const config = within(input, 'DistributionConfig')
      const certificate = within(config, 'ViewerCertificate') as Values | undefined
      const hasOne = certificate?.['ACMCertificateArn'] !== undefined || certificate?.['IAMCertificateId'] !== undefined
      return Number(within(config, 'Aliases', 'Quantity') ?? 0) > 0 && !hasOne
        ? 'To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your '
          + 'authorization to use the domain name.' : undefined
    },
  }),
  remembering(refusal({
    id: 'workspaces-inbound', clauses: ['26.3#2'], says: 'Inbound rules of WorkSpaces\' own security groups are not changed.',
    on: ['ec2:AuthorizeSecurityGroupIngress'], code: 'OperationNotPermitted',
    when: visit => /_workspacesMembers$/.test(text(visit.input['GroupName'])
      || (memory(visit, 'group').get(text(visit.input['GroupId'])) ?? ''))
      ? 'Inbound settings of WorkSpaces may not be changed.' : undefined,
  }), ['ec2:CreateSecurityGroup'], visit => {
    memory(visit, 'group').put(text(visit.output['GroupId']), text(visit.input['GroupName']))
  }),
]

/** "Sources for AWS DMS" and "Targets for AWS DMS", DMS User Guide: engine names by role. */
const engines: Readonly<Record<string, readonly string[]>> = {
  source: ['mysql', 'oracle', 'postgres', 'mariadb', 'aurora', 'aurora-postgresql', 'aurora-serverless', 'aurora-postgresql-serverless',
    's3',
    'db2', 'db2-zos', 'azuredb', 'azure-sql-managed-instance', 'sybase', 'mongodb', 'sqlserver', 'docdb'],
  target: ['mysql', 'oracle', 'postgres', 'mariadb', 'aurora', 'aurora-postgresql', 'aurora-serverless', 'aurora-postgresql-serverless',
    's3',
    'redshift', 'redshift-serverless', 'opensearch', 'elasticsearch', 'dynamodb', 'kinesis', 'kafka', 'redis', 'neptune', 'babelfish',
      'sybase',
    'sqlserver', 'docdb', 'timestream'],
}
const cloudEngines = ['s3', 'dynamodb', 'kinesis', 'redshift', 'redshift-serverless', 'opensearch', 'elasticsearch', 'neptune',
  'timestream', 'docdb']

const data: readonly Rule[] = [
  refusal({
    id: 'migration-engine', clauses: ['37#3'], says: 'Both ends of a migration are documented sources and targets.',
      on: ['dms:CreateEndpoint'],
    code: 'InvalidParameterValueException', isPolicy: true,
    when: ({ input }) => engines[text(input['EndpointType']).toLowerCase()]?.includes(text(input['EngineName'])) === false
      ? `${text(input['EngineName'])} is no supported ${text(input['EndpointType'])}.` : undefined,
  }),
  remembering(refusal({
    id: 'migration-outside', clauses: ['37#2'], says: 'One end of a migration lies in the cloud.', on: ['dms:CreateReplicationTask'],
    code: 'InvalidResourceStateFault',
    when: visit => {
      const ends = ['SourceEndpointArn', 'TargetEndpointArn'].map(name => memory(visit, 'endpoint').get(text(visit.input[name])))
      return ends.every(place => place === 'outside') ? 'At least one endpoint must be in an AWS service.' : undefined
    },
  }), ['dms:CreateEndpoint'], visit => {
    const { input, output } = visit
    const isInside = cloudEngines.includes(text(input['EngineName'])) || /\.amazonaws\.com(\.cn)?$/.test(text(input['ServerName']))
    memory(visit, 'endpoint').put(text(within(output, 'Endpoint', 'EndpointArn')), isInside ? 'inside' : 'outside')
  }),
  remembering(refusal({
    id: 'human-loop-workers', clauses: ['76.2.a', '76.3#2'], says: 'Outside workers get no personal and no health data.',
    on: ['sagemaker-a2i-runtime:StartHumanLoop'], code: 'ValidationException',
    when: visit => {
      const team = memory(visit, 'flow').get(text(visit.input['FlowDefinitionArn'])) ?? ''
      const declared = within(visit.input, 'DataAttributes', 'ContentClassifiers') as string[] | undefined ?? []
      const isHealth = visit.office.profile(visit.call.account).flags.includes('health-data')
      if (team.includes('/vendor-crowd/') && isHealth) return 'Health information may not be given to a vendor\'s workforce.'
      return team.includes('/public-crowd/') && !declared.includes('FreeOfPersonallyIdentifiableInformation')
        ? 'ContentClassifiers must contain FreeOfPersonallyIdentifiableInformation for the public workforce.' : undefined
    },
  }), ['sagemaker:CreateFlowDefinition'], visit => {
    memory(visit, 'flow').put(text(visit.output['FlowDefinitionArn']), text(within(visit.input, 'HumanLoopConfig', 'WorkteamArn')))
  }),
  refusal({
    id: 'import-europe', clauses: ['9.2#2'], says: 'Media for Ireland return to an address in the EU or EEA.',
      on: ['importexport:CreateJob'],
    code: 'InvalidAddressException',
    when: ({ input, call }) => {
      const [, country] = /country:\s*"?([A-Z]{2})\b/.exec(text(input['Manifest'])) ?? []
      return call.region === 'eu-west-1' && country !== undefined && !europe.has(country)
        ? 'The return address must be in the EU or EEA.' : undefined
    },
  }),
]

/** The European Economic Area in December 2020, when the United Kingdom still counted as inside. */
const europe = new Set('AT BE BG HR CY CZ DK EE FI FR DE GB GR HU IE IS IT LI LV LT LU MT NL NO PL PT RO SK SI ES SE'.split(' '))

/** Where calls may go without having asked. */
const openCountries = /^\+(1|44|61|49|33)/

const calls: readonly Rule[] = [
  refusal({
    id: 'chime-call-pattern', clauses: ['53.2.3'], says: 'Dialling number after number is stopped.', on: ['chime:CreateMeetingDialOut'],
    code: 'ThrottledClientException', status: 429, isPolicy: true,
    when: visit => isTooMany(visit, text(visit.input['ToPhoneNumber']).slice(0, -2), 20, minuteMs) ? 'Unusual calling pattern.' : undefined,
  }),
  refusal({
    id: 'connect-call-pattern', clauses: ['54.1.3'], says: 'Dialling number after number is stopped.',
    on: ['connect:StartOutboundVoiceContact'], code: 'LimitExceededException', status: 429, isPolicy: true,
    when: visit => isTooMany(visit, text(visit.input['DestinationPhoneNumber']).slice(0, -2), 20, minuteMs) ? 'Unusual calling pattern.'
      : undefined,
  }),
  refusal({
    id: 'connect-country', clauses: ['54.3#1'], says: 'Calls to other countries than the open ones are asked for beforehand.',
    on: ['connect:StartOutboundVoiceContact'], code: 'LimitExceededException', status: 429, isPolicy: true,
    when: ({ input, office, call: { account } }) => {
      const number = text(input['DestinationPhoneNumber'])
      const asked = office.kept('connect/exception', account).some(({ prefix }) => number.startsWith(text(prefix)))
      return openCountries.test(number) || asked || office.profile(account).country === 'IN' ? undefined
        : 'Calls to this country need a service quota increase.'
    },
  }),
  refusal({
    id: 'voice-duties', clauses: ['54.7.1#2'], says: 'Who fails the duties to speakers may not use Voice ID.',
      on: ['voice-id:EvaluateSession'],
    code: 'AccessDeniedException',
    when: ({ office, call }) => office.profile(call.account).flags.includes('voice-duties-failed')
      ? 'Voice ID may not be used until the duties to speakers are met.' : undefined,
  }),
  refusal({
    id: 'outposts-support', clauses: ['4.5'], says: 'Racks need Enterprise support.', on: ['outposts:CreateOrder'],
      code: 'AccessDeniedException',
    when: ({ office, call: { account } }) => {
      const plan = valueAt(office.contract.ledger.accounts.get(account).supportPlan, office.now()) ?? 'basic'
      return plan.startsWith('enterprise') ? undefined : `AWS Outposts needs an Enterprise Support plan; this account has ${plan}.`
    },
  }),
]

export const serviceRefusals: readonly Rule[] = [...software, ...messageRules, ...names, ...data, ...calls]
