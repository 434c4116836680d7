// Reading and writing values of secrets, and moving their staging labels.
// Source: GetSecretValue, BatchGetSecretValue, PutSecretValue, ListSecretVersionIds and UpdateSecretVersionStage, API Reference.

import type { BatchGetSecretValueRequest, GetSecretValueResponse, Secretsmanager } from '../../../generated/aws/secretsmanager.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { matchesFilters } from './filter.ts'
import { pageOf } from './page.ts'
import type { Page } from './page.ts'
import { heed, isMessage, synchronise } from './replica.ts'
import { liveSecret, named, ownSecret, Secret } from './secret.ts'
import { givenValue, openValue, sealValue } from './sealing.ts'
import type { Value } from './sealing.ts'
import { addVersion, current, moveStage, pending, Version, versionsOf, versionWith } from './version.ts'

const dayMs = 86_400_000
const mostStages = 20
const batchSize = 20
const listSize = 100

export const GetSecretValue: Secretsmanager['GetSecretValue'] = async (input, call) => {
  call.meter('AWSSecretsManagerAPIRequest', 1)
  const secret = liveSecret(input.SecretId, call)
  const version = wantedVersion(secret, input.VersionId, input.VersionStage, call)
  const value = await openValue(secret, version, call)
  call.transact(() => markAccessed(secret.name, version.id, call))
  return answerOf(secret, version, value, call)
}

/** Last accesses are known by the day. */
function markAccessed(name: string, versionId: string, call: Call): void {
  const accessedAt = call.now() - call.now() % dayMs
  const secret = call.of(Secret).get(name)
  const version = call.of(Version).get(name, versionId)
  if (secret !== undefined && secret.accessedAt !== accessedAt) call.of(Secret).put({ ...secret, accessedAt })
  if (version !== undefined && version.accessedAt !== accessedAt) call.of(Version).put({ ...version, accessedAt })
}

/** @throws ResourceNotFoundException, InvalidRequestException */
function wantedVersion({ name }: Secret, id: string | undefined, stage: string | undefined, call: Call): Version {
  const version = id === undefined ? versionWith(name, stage ?? current, call) : call.of(Version).get(name, id)
  if (version?.sealed === undefined) {
    const what = id === undefined ? `staging label: ${stage ?? current}` : `VersionId: ${id}`
    throw call.fault('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`)
  }
  if (id === undefined || stage === undefined || version.stages.includes(stage)) return version
  throw call.fault('InvalidRequestException', 'You provided a VersionStage that is not associated to the provided VersionId.')
}

function answerOf(secret: Secret, version: Version, value: Value, call: Call): GetSecretValueResponse {
  return {
    ...named(secret, call), VersionId: version.id, VersionStages: version.stages, CreatedDate: version.createdAt,
    ...('text' in value ? { SecretString: value.text } : { SecretBinary: value.bytes }),
  }
}

/** Up to twenty by name, or those that filters find; each that cannot be had is named with its fault. */
export const BatchGetSecretValue: Secretsmanager['BatchGetSecretValue'] = async (input, call) => {
  const { SecretIdList: ids, Filters: filters } = input
  if ((ids === undefined) === (filters === undefined)) {
    throw call.fault('InvalidParameterException', 'Either \'SecretIdList\' or \'Filters\' must be provided, but not both.')
  }
  if (ids !== undefined && input.MaxResults !== undefined) {
    throw call.fault('InvalidParameterException',
      '\'Filters\' not specified. \'Filters\' must be specified when \'MaxResults\' is provided.')
  }
  const page = ids === undefined ? filteredPage(input, call) : { items: ids, next: {} }
  const SecretValues: GetSecretValueResponse[] = []
  const Errors: { SecretId: string, ErrorCode: string, Message: string }[] = []
  for (const id of page.items) {
    try {
      const secret = liveSecret(id, call)
      const version = wantedVersion(secret, undefined, undefined, call)
      SecretValues.push(answerOf(secret, version, await openValue(secret, version, call), call))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      Errors.push({ SecretId: id, ErrorCode: error.code, Message: error.message })
    }
  }
  call.meter('AWSSecretsManagerAPIRequest', Math.max(1, page.items.length))
  return { SecretValues, Errors, ...page.next }
}

function filteredPage(input: BatchGetSecretValueRequest, call: Call): Page<string> {
  const { Filters: filters = [], MaxResults: limit, NextToken: token } = input
  const found = [...call.of(Secret).scan()].filter(secret => secret.deletion === undefined && matchesFilters(secret, filters, call))
  return pageOf(found.map(({ name }) => name), { limit, usual: batchSize, token }, call)
}

export const PutSecretValue: Secretsmanager['PutSecretValue'] = async (input, call) => {
  if (isMessage(input.SecretString, call)) return heed(input.SecretString!, call)
  const secret = ownSecret(input.SecretId, call)
  const value = givenValue({ SecretString: input.SecretString, SecretBinary: input.SecretBinary }, call)
  if (value === undefined) throw call.fault('InvalidRequestException', 'You must provide either SecretString or SecretBinary.')
  const stages = input.VersionStages ?? [current]
  if (new Set(stages).size > mostStages) throw call.fault('LimitExceededException', `A version can have ${mostStages} staging labels.`)
  const id = input.ClientRequestToken ?? call.uuid()
  const isNew = await putVersion(secret, id, value, stages, call)
  if (isNew) await synchronise(secret.name, call)
  const kept = call.of(Version).get(secret.name, id)!
  return { ...named(secret, call), VersionId: id, VersionStages: kept.stages }
}

/**
 * Keeps a value as a version of this id. The same value again changes nothing.
 * @returns whether it was new @throws ResourceExistsException where the version has another value
 */
export async function putVersion(secret: Secret, id: string, value: Value, stages: readonly string[], call: Call): Promise<boolean> {
  const before = call.of(Version).get(secret.name, id)
  if (before?.sealed !== undefined) {
    const known = await openValue(secret, before, call)
    if (isEqual(known, value)) return false
    throw call.fault('ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${named(secret, call).ARN}.`)
  }
  const sealed = await sealValue(secret, id, value, call)
  call.transact(() => {
    const now = call.now()
    const isFirst = versionWith(secret.name, current, call) === undefined && !stages.includes(current) && !stages.includes(pending)
    addVersion({ name: secret.name, id, sealed, createdAt: now }, isFirst ? [...stages, current] : stages, call)
    const found = call.of(Secret).get(secret.name)
    if (found !== undefined) call.of(Secret).put({ ...found, changedAt: now })
  })
  return true
}

function isEqual(one: Value, other: Value): boolean {
  if ('text' in one) return 'text' in other && one.text === other.text
  return 'bytes' in other && Buffer.from(one.bytes).equals(other.bytes)
}

export const ListSecretVersionIds: Secretsmanager['ListSecretVersionIds'] = (input, call) => {
  const secret = liveSecret(input.SecretId, call)
  const wanted = [...versionsOf(secret.name, call)].filter(({ stages }) => stages.length > 0 || input.IncludeDeprecated === true)
  const { items, next } = pageOf(wanted, { limit: input.MaxResults, usual: listSize, token: input.NextToken }, call)
  const Versions = items.map(({ id, stages, createdAt, accessedAt, sealed }) => ({
    VersionId: id, CreatedDate: createdAt, ...(stages.length > 0 && { VersionStages: stages }),
    ...(accessedAt !== undefined && { LastAccessedDate: accessedAt }), ...(sealed !== undefined && { KmsKeyIds: [sealed.kmsKeyId] }),
  }))
  return { ...named(secret, call), Versions, ...next }
}

export const UpdateSecretVersionStage: Secretsmanager['UpdateSecretVersionStage'] = async (input, call) => {
  const secret = ownSecret(input.SecretId, call)
  const { VersionStage: stage, MoveToVersionId: to, RemoveFromVersionId: from } = input
  const holder = versionWith(secret.name, stage, call)
  if (to !== undefined && call.of(Version).get(secret.name, to) === undefined) {
    throw call.fault('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for VersionId: ${to}`)
  }
  if (holder !== undefined && holder.id !== to && from !== holder.id) {
    throw call.fault('InvalidParameterException', from === undefined
      ? `The parameter RemoveFromVersionId can't be empty. Staging label ${stage} is currently attached to version ${holder.id}, ` +
        'so you must explicitly reference that version in RemoveFromVersionId.'
      : `The specified version ${from} does not have the staging label ${stage}.`)
  }
  if (stage === current && to === undefined) {
    throw call.fault('InvalidRequestException',
      `You can't remove staging label ${current} without moving it to another version.`)
  }
  call.transact(() => {
    moveStage(secret.name, stage, to, call)
    call.of(Secret).put({ ...secret, changedAt: call.now() })
  })
  await synchronise(secret.name, call)
  return named(secret, call)
}
