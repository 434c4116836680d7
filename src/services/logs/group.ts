// Log groups: their record and declaration, how a call names one, their making and end, and the lists of them.
// Source: CreateLogGroup, DeleteLogGroup, DescribeLogGroups and ListLogGroups, CloudWatch Logs API Reference.

import type { ListLogGroupsRequest, LogGroup as GroupOutput, Logs } from '../../../generated/aws/logs.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { AccountPolicy } from './account-policy-record.ts'
import { groupFormation } from './cloud-formation.ts'
import { clearLater, sizeOf } from './event-table.ts'
import { absence, invalid, missing } from './fault.ts'
import { MetricFilter } from './metric-filter-record.ts'
import { paged } from './page.ts'
import { LogStream } from './stream-record.ts'
import { SubscriptionFilter } from './subscription-record.ts'

export type GroupClass = 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY' | 'ESSENTIALS'

export interface LogGroup {
  readonly name: string
  /** Names what it holds: a group made again under its old name shares nothing with it. */
  readonly id: string
  readonly class: GroupClass
  readonly createdAt: number
  readonly retentionDays?: number
  readonly kmsKeyArn?: string
  readonly protectedFromDeletion: boolean
  readonly takesBearerTokens: boolean
  readonly dataProtection?: { readonly text: string, readonly updatedAt: number }
}

export const LogGroup = resource<LogGroup>({
  name: 'LogGroup',
  key: 'name',
  arn: 'arn:{partition}:logs:{region}:{account}:log-group:{name}',
  tags: 'map',
  notFound: absence('log group'),
  exists: { code: 'ResourceAlreadyExistsException', message: () => 'The specified log group already exists' },
  cloudFormation: groupFormation,
})

/** "Log events of the Delivery class are kept for 2 days": the retention cannot be changed. */
const deliveryDays = 2

/** Members that name a group. */
export interface GroupNaming {
  readonly logGroupName?: string
  readonly logGroupIdentifier?: string
}

/** The name in a name or an ARN, with or without `:*` at its end. */
export function groupName(identifier: string): string {
  const found = parseArn(identifier)
  return found === undefined ? identifier : found.resource.replace(/^log-group:/, '').replace(/:.*$/, '')
}

/** @throws ResourceNotFoundException, InvalidParameterException where none is named, or two are */
export function groupOf({ logGroupName: name, logGroupIdentifier: identifier }: GroupNaming, call: Call): LogGroup {
  if ((name === undefined) === (identifier === undefined)) {
    throw invalid('Exactly one of logGroupName and logGroupIdentifier must be specified.', call)
  }
  return groupNamed(name ?? identifier!, call)
}

/** @param identifier a name or an ARN @throws ResourceNotFoundException */
export function groupNamed(identifier: string, call: Call): LogGroup {
  const place = parseArn(identifier)
  if (place !== undefined && (place.account !== call.account || place.region !== call.region)) throw missing('log group', call)
  return call.of(LogGroup).require(groupName(identifier))
}

/** @throws InvalidParameterException for a group of another class. */
export function requireStandard(group: LogGroup, what: string, call: Call): void {
  if (group.class !== 'STANDARD') {
    throw invalid(`${what} is not supported for log groups of the ${group.class} log class.`, call)
  }
}

export const CreateLogGroup: Logs['CreateLogGroup'] = (input, call) => {
  const { logGroupName: name, kmsKeyId, tags, logGroupClass = 'STANDARD', deletionProtectionEnabled = false } = input
  if (name.startsWith('aws/')) throw invalid('Log groups starting with AWS/ are reserved for AWS.', call)
  call.quota('LogGroups', call.of(LogGroup).count() + 1)
  const make = () => {
    const group: LogGroup = {
      name, id: call.hex(16), class: logGroupClass as GroupClass, createdAt: call.now(), protectedFromDeletion: deletionProtectionEnabled,
      takesBearerTokens: false, ...(logGroupClass === 'DELIVERY' && { retentionDays: deliveryDays }),
      ...(kmsKeyId !== undefined && { kmsKeyArn: kmsKeyId }),
    }
    call.of(LogGroup).insert(group)
    if (tags !== undefined) call.tags(LogGroup).add(tags, name)
  }
  if (kmsKeyId === undefined) return void make()
  return checkKey(kmsKeyId, call).then(() => call.transact(make))
}

/** Asks KMS for the key. @throws InvalidParameterException for one that cannot be used */
export async function checkKey(keyArn: string, call: Call): Promise<void> {
  if (parseArn(keyArn)?.service !== 'kms') throw invalid(`The specified KMS Key Id could not be found: ${keyArn}`, call)
  const { KeyMetadata: key } = await call.to('kms').DescribeKey({ KeyId: keyArn }).catch(() => {
    throw invalid('The specified KMS Key Id could not be found.', call)
  })
  if (key?.KeySpec !== 'SYMMETRIC_DEFAULT') throw invalid('The specified KMS key is not a symmetric encryption key.', call)
  if (key.KeyState !== 'Enabled') throw invalid('The specified KMS key is not enabled.', call)
}

export const DeleteLogGroup: Logs['DeleteLogGroup'] = ({ logGroupName: name }, call) => {
  const group = groupNamed(name, call)
  if (group.protectedFromDeletion) {
    throw call.fault('ValidationException', 'The log group cannot be deleted while its deletion protection is enabled.')
  }
  for (const stream of call.of(LogStream).scan({ within: [name] })) call.of(LogStream).delete(name, stream.name)
  for (const filter of call.of(MetricFilter).scan({ within: [name] })) call.of(MetricFilter).delete(name, filter.name)
  for (const filter of call.of(SubscriptionFilter).scan({ within: [name] })) call.of(SubscriptionFilter).delete(name, filter.name)
  clearLater(group, call.arn(LogGroup, group), call)
  call.tags(LogGroup).clear(name)
  call.of(LogGroup).delete(name)
}

export const DescribeLogGroups: Logs['DescribeLogGroups'] = function* (input, call) {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupClass, logGroupIdentifiers: identifiers } = input
  if (prefix !== undefined && pattern !== undefined) {
    throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.', call)
  }
  const wanted = identifiers && new Set(identifiers.map(groupName))
  for (const group of call.of(LogGroup).scan(prefix === undefined ? {} : { prefix })) {
    if (pattern !== undefined && !group.name.includes(pattern)) continue
    if (logGroupClass !== undefined && group.class !== logGroupClass) continue
    if (wanted === undefined || wanted.has(group.name)) yield outputOf(group, call)
  }
}

function outputOf(group: LogGroup, call: Call): GroupOutput {
  const arn = call.arn(LogGroup, group)
  const isProtectedByAccount = call.of(AccountPolicy).first({ within: ['DATA_PROTECTION_POLICY'] }) !== undefined
  return {
    logGroupName: group.name, creationTime: group.createdAt, metricFilterCount: call.of(MetricFilter).count({ within: [group.name] }),
    arn: `${arn}:*`, logGroupArn: arn, storedBytes: sizeOf(group, call), logGroupClass: group.class,
    deletionProtectionEnabled: group.protectedFromDeletion, bearerTokenAuthenticationEnabled: group.takesBearerTokens,
    ...(group.retentionDays !== undefined && { retentionInDays: group.retentionDays }),
    ...(group.kmsKeyArn !== undefined && { kmsKeyId: group.kmsKeyArn }),
    ...(group.dataProtection !== undefined && { dataProtectionStatus: 'ACTIVATED' as const }),
    ...(isProtectedByAccount && { inheritedProperties: ['ACCOUNT_DATA_PROTECTION'] }),
  }
}

export const ListLogGroups: Logs['ListLogGroups'] = (input, call) => {
  const { found, ...more } = paged(fittingGroups(input, call), ({ name }) => name, { limit: input.limit ?? 50, token: input.nextToken },
    call)
  return {
    ...more, logGroups: found.map(group =>
      ({ logGroupName: group.name, logGroupArn: call.arn(LogGroup, group), logGroupClass: group.class })),
  }
}

function* fittingGroups(input: ListLogGroupsRequest, call: Call): Generator<LogGroup> {
  const { logGroupNamePattern: pattern, logGroupClass, logGroupTags: tags = [], dataSources = [], fieldIndexNames = [] } = input
  if (dataSources.length + fieldIndexNames.length > 0) {
    throw call.fault('NotImplemented', 'Log groups are listed by name, class and tags here: data sources and field indexes are not kept.')
  }
  for (const group of call.of(LogGroup).scan()) {
    if (pattern !== undefined && !nameFits(group.name, pattern)) continue
    if (logGroupClass !== undefined && group.class !== logGroupClass) continue
    const present = tags.length === 0 ? {} : call.tags(LogGroup).get(group.name)
    const isTagged = tags.every(({ key, values = [] }) => key in present && (values.length === 0 || values.includes(present[key]!)))
    if (isTagged) yield group
  }
}

/** "^" before a text stands for the beginning of the name, "|" between texts for either of them. */
function nameFits(name: string, pattern: string): boolean {
  return pattern.split('|').some(text => text.startsWith('^') ? name.startsWith(text.slice(1)) : name.includes(text))
}
