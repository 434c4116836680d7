// Resource-based policies of tables and streams: kept and given back, with a revision that a change may insist on. Source:
// PutResourcePolicy and its kin, DynamoDB API Reference.

import type { Dynamodb } from '../../../generated/aws/dynamodb.ts'
import { parseArn, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Stream } from './stream.ts'
import { Table } from './table.ts'
import { invalid, invalidParameter } from './validation.ts'

export interface ResourcePolicy {
  readonly arn: string
  readonly policy: string
  readonly revision: string
}

export const ResourcePolicy = records<ResourcePolicy>({ name: 'ResourcePolicy', key: 'arn' })

const largestBytes = 20_480
/** Stands for the absence of a policy. */
const noPolicy = 'NO_POLICY'

export const PutResourcePolicy: Dynamodb['PutResourcePolicy'] = (input, call) => {
  const { ResourceArn: arn, Policy: policy, ExpectedRevisionId: expected } = input
  checkResource(arn, call)
  checkPolicy(policy)
  const known = call.of(ResourcePolicy).get(arn)
  checkRevision(known, expected, arn, call)
  if (known?.policy === policy) return { RevisionId: known.revision }
  return { RevisionId: call.of(ResourcePolicy).put({ arn, policy, revision: revisionOf(known, call) }).revision }
}

export const GetResourcePolicy: Dynamodb['GetResourcePolicy'] = ({ ResourceArn: arn }, call) => {
  checkResource(arn, call)
  const known = call.of(ResourcePolicy).get(arn)
  if (known === undefined) throw notFound(arn, call)
  return { Policy: known.policy, RevisionId: known.revision }
}

export const DeleteResourcePolicy: Dynamodb['DeleteResourcePolicy'] = ({ ResourceArn: arn, ExpectedRevisionId: expected }, call) => {
  checkResource(arn, call)
  checkRevision(call.of(ResourcePolicy).get(arn), expected, arn, call)
  const known = call.of(ResourcePolicy).delete(arn)
  return known === undefined ? {} : { RevisionId: revisionOf(known, call) }
}

/** @throws ValidationException for what is no policy document */
export function checkPolicy(policy: string): void {
  if (Buffer.byteLength(policy) > largestBytes) throw invalidParameter('Resource policy document exceeds the maximum size of 20 KB')
  try {
    const document: unknown = JSON.parse(policy)
    if (typeof document === 'object' && document !== null && 'Statement' in document) return
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw invalid('Invalid policy document: the policy is not a JSON document with statements')
}

/** A number of its time, as AWS's are; grows with each change. */
function revisionOf(known: ResourcePolicy | undefined, call: Call): string {
  return String(Math.max(call.now(), Number(known?.revision ?? 0) + 1))
}

function checkRevision(known: ResourcePolicy | undefined, expected: string | undefined, arn: string, call: Call): void {
  if (expected === undefined || expected === (known?.revision ?? noPolicy)) return
  throw call.fault('PolicyNotFoundException',
    `Resource-based policy not found for the provided ResourceArn: ${arn} and ExpectedRevisionId: ${expected}`)
}

function notFound(arn: string, call: Call): Error {
  return call.fault('PolicyNotFoundException', `Resource-based policy not found for the provided ResourceArn: ${arn}`)
}

function checkResource(arn: string, call: Call): void {
  const [, table = '', kind, label = ''] = parseArn(arn)?.resource.split('/') ?? []
  const found = kind === 'stream' ? call.of(Stream).get(table, label) : call.of(Table).get(table)
  if (found === undefined) throw call.fault('ResourceNotFoundException', `Requested resource not found: ResourceArn: ${arn} not found`)
}
