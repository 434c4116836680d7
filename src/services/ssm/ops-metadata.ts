// OpsMetadata: what Application Manager keeps of applications.
// Source: CreateOpsMetadata, UpdateOpsMetadata, GetOpsMetadata and their kin, Systems Manager API Reference: 200 of an account.

import type { MetadataValue, Ssm } from '../../../generated/aws/ssm.ts'
import { matchArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { pageOf } from './page.ts'
import { tagNew } from './tag-set.ts'

export interface OpsMetadata {
  /** What it is of: the name of an application. */
  readonly resourceId: string
  readonly path: string
  readonly metadata: Readonly<Record<string, MetadataValue>>
  readonly createdAt: number
  readonly changedAt: number
  readonly changedBy: string
}

export const OpsMetadata = resource<OpsMetadata>({
  name: 'OpsMetadata',
  key: 'path',
  arn: 'arn:{partition}:ssm:{region}:{account}:opsmetadata{path}',
  tags: 'list',
  notFound: { code: 'OpsMetadataNotFoundException', message: () => 'The OpsMetadata object doesn\'t exist.' },
  exists: { code: 'OpsMetadataAlreadyExistsException', message: () => 'An OpsMetadata object already exists for the selected resource.' },
})

const mostObjects = 200

export const CreateOpsMetadata: Ssm['CreateOpsMetadata'] = ({ ResourceId: resourceId, Metadata: metadata = {}, Tags: tags }, call) => {
  if (call.of(OpsMetadata).count() >= mostObjects) {
    throw call.fault('OpsMetadataLimitExceededException', `There are ${mostObjects} OpsMetadata objects already.`)
  }
  const now = call.now()
  const object = call.of(OpsMetadata).insert({
    resourceId, path: `/aws/ssm/${resourceId}/appmanager`, metadata, createdAt: now, changedAt: now,
    changedBy: call.principal.arn || call.principal.userId,
  })
  tagNew(OpsMetadata, tags, object.path, call)
  return { OpsMetadataArn: call.arn(OpsMetadata, object) }
}

/** The key that an ARN means. */
export function pathOfMetadata(arn: string): string {
  return matchArn(OpsMetadata.arn, arn)?.path ?? arn
}

function objectOf(arn: string, call: Call): OpsMetadata {
  return call.of(OpsMetadata).require(pathOfMetadata(arn))
}

export const UpdateOpsMetadata: Ssm['UpdateOpsMetadata'] = (input, call) => {
  const { OpsMetadataArn: arn, MetadataToUpdate: added = {}, KeysToDelete: removed = [] } = input
  const before = objectOf(arn, call)
  const twice = removed.find(name => Object.hasOwn(added, name))
  if (twice !== undefined) throw call.fault('OpsMetadataInvalidArgumentException', `The key ${twice} is updated and deleted at once.`)
  const kept = Object.entries(before.metadata).filter(([name]) => !removed.includes(name))
  const after = call.of(OpsMetadata).put({
    ...before, metadata: { ...Object.fromEntries(kept), ...added }, changedAt: call.now(),
    changedBy: call.principal.arn || call.principal.userId,
  })
  return { OpsMetadataArn: call.arn(OpsMetadata, after) }
}

/** Its keys by pages. */
export const GetOpsMetadata: Ssm['GetOpsMetadata'] = ({ OpsMetadataArn: arn, MaxResults: limit, NextToken: token }, call) => {
  const { resourceId, metadata } = objectOf(arn, call)
  const { items, next } = pageOf(Object.entries(metadata), { limit, usual: 10, token }, call)
  return { ResourceId: resourceId, Metadata: Object.fromEntries(items), ...next }
}

export const DeleteOpsMetadata: Ssm['DeleteOpsMetadata'] = ({ OpsMetadataArn: arn }, call) => {
  const { path } = objectOf(arn, call)
  call.tags(OpsMetadata).clear(path)
  call.of(OpsMetadata).delete(path)
}

export const ListOpsMetadata: Ssm['ListOpsMetadata'] = function* ({ Filters: filters = [] }, call) {
  const wrong = filters.find(({ Key: key }) => !/^(ResourceId|OpsMetadataArn)$/.test(key))
  if (wrong !== undefined) throw call.fault('OpsMetadataInvalidArgumentException', `The filter key ${wrong.Key} is not valid.`)
  for (const object of call.of(OpsMetadata).scan()) {
    const shown = {
      ResourceId: object.resourceId, OpsMetadataArn: call.arn(OpsMetadata, object), LastModifiedDate: object.changedAt,
      LastModifiedUser: object.changedBy, CreationDate: object.createdAt,
    }
    if (filters.every(({ Key: key, Values: values }) => values.includes(shown[key as 'ResourceId']))) yield shown
  }
}
