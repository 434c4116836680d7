// Field index policies: which fields queries should find quickly. They are kept and shown; queries here read the time that they are asked
// for either way. Source: PutIndexPolicy, DescribeIndexPolicies, DescribeFieldIndexes, CloudWatch Logs API Reference: up to 20 fields.

import type { IndexPolicy as PolicyOutput, Logs } from '../../../generated/aws/logs.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { AccountPolicy } from './account-policy-record.ts'
import { firstEvent } from './event-table.ts'
import { invalid } from './fault.ts'
import { groupNamed, LogGroup } from './group.ts'

interface IndexPolicy { readonly groupId: string, readonly document: string, readonly updatedAt: number }

const IndexPolicy = records<IndexPolicy>({ name: 'IndexPolicy', key: 'groupId' })
const mostFields = 20

/** @returns the fields that a document names @throws InvalidParameterException */
export function checkIndexPolicy(text: string, call: Call): readonly string[] {
  const { Fields: fields } = (jsonObject(text) ?? {}) as { readonly Fields?: unknown, readonly FieldsV2?: unknown }
  if (!Array.isArray(fields) || !fields.every(field => typeof field === 'string' && field !== '')) {
    throw invalid('Invalid policy document: Fields must be a list of field names.', call)
  }
  if (fields.length > mostFields) throw call.fault('LimitExceededException', `An index policy takes ${mostFields} fields.`)
  return fields as string[]
}

export const PutIndexPolicy: Logs['PutIndexPolicy'] = ({ logGroupIdentifier, policyDocument: document }, call) => {
  const group = groupNamed(logGroupIdentifier, call)
  checkIndexPolicy(document, call)
  const policy = call.of(IndexPolicy).put({ groupId: group.id, document, updatedAt: call.now() })
  return { indexPolicy: outputOf(group, policy, call) }
}

export const DeleteIndexPolicy: Logs['DeleteIndexPolicy'] = ({ logGroupIdentifier }, call) => {
  if (call.of(IndexPolicy).delete(groupNamed(logGroupIdentifier, call).id) === undefined) {
    throw call.fault('ResourceNotFoundException', 'The specified log group has no index policy.')
  }
  return {}
}

export const DescribeIndexPolicies: Logs['DescribeIndexPolicies'] = ({ logGroupIdentifiers: identifiers }, call) => ({
  indexPolicies: identifiers.flatMap((identifier): PolicyOutput[] => {
    const group = groupNamed(identifier, call)
    const policy = call.of(IndexPolicy).get(group.id)
    return policy === undefined ? [] : [outputOf(group, policy, call)]
  }),
})

function outputOf(group: LogGroup, { document, updatedAt }: IndexPolicy, call: Call): PolicyOutput {
  return {
    logGroupIdentifier: call.arn(LogGroup, group), lastUpdateTime: updatedAt, policyDocument: document, source: 'LOG_GROUP',
  }
}

/** Of the group's policy, or of the account's where it has none. */
export const DescribeFieldIndexes: Logs['DescribeFieldIndexes'] = ({ logGroupIdentifiers: identifiers }, call) => ({
  fieldIndexes: identifiers.flatMap(identifier => {
    const group = groupNamed(identifier, call)
    const own = call.of(IndexPolicy).get(group.id)
    const policies = own === undefined ? [...call.of(AccountPolicy).scan({ within: ['FIELD_INDEX_POLICY'] })] : [own]
    const times = spanOf(group, call)
    return policies.flatMap(({ document, updatedAt }) => checkIndexPolicy(document, call).map(fieldIndexName => ({
      logGroupIdentifier: call.arn(LogGroup, group), fieldIndexName, lastScanTime: updatedAt, type: 'FIELD_INDEX',
      indexCategory: 'CUSTOM' as const, ...times,
    })))
  }),
})

function spanOf(group: LogGroup, call: Call): { readonly firstEventTime?: number, readonly lastEventTime?: number } {
  const first = firstEvent(group, {}, call)
  const last = firstEvent(group, { reverse: true }, call)
  return first === undefined || last === undefined ? {} : { firstEventTime: first.at, lastEventTime: last.at }
}
