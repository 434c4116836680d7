// Resource data syncs: inventory that goes on to a bucket, and OpsData that is read from several regions or accounts. What is written into
// the bucket is in `sync-delivery.ts`.
// Source: CreateResourceDataSync, UpdateResourceDataSync and their kin, Systems Manager API Reference.

import type { ResourceDataSyncS3Destination, ResourceDataSyncSource, ResourceDataSyncItem, Ssm } from '../../../generated/aws/ssm.ts'
import { Fault, resource, reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { syncFormation } from './sync-formation.ts'

export interface ResourceDataSync {
  readonly name: string
  readonly type: 'SyncToDestination' | 'SyncFromSource'
  readonly destination?: ResourceDataSyncS3Destination
  readonly source?: ResourceDataSyncSource
  readonly createdAt: number
  readonly changedAt: number
  readonly lastAt?: number
  readonly lastGoodAt?: number
  readonly problem?: string
}

export const ResourceDataSync = resource<ResourceDataSync>({
  name: 'ResourceDataSync',
  key: 'name',
  arn: 'arn:{partition}:ssm:{region}:{account}:resource-data-sync/{name}',
  notFound: { code: 'ResourceDataSyncNotFoundException', message: ([name]) => `The specified sync name ${name} was not found.` },
  exists: { code: 'ResourceDataSyncAlreadyExistsException',
    message: ([name]) => `A sync configuration with the name ${name} already exists.` },
  cloudFormation: syncFormation,
})

// "Inventory" and "Explorer", Systems Manager endpoints and quotas.
const mostSyncs = 5

export const CreateResourceDataSync: Ssm['CreateResourceDataSync'] = async (input, call) => {
  const { SyncName: name, SyncType: type = 'SyncToDestination', S3Destination: destination, SyncSource: source } = input
  const syncs = call.of(ResourceDataSync)
  if (syncs.get(name) !== undefined) throw call.fault('ResourceDataSyncAlreadyExistsException', ResourceDataSync.exists.message([name]))
  if (syncs.count() >= mostSyncs) {
    throw call.fault('ResourceDataSyncCountExceededException', 'You have exceeded the allowed maximum sync configurations.')
  }
  if (type !== 'SyncToDestination' && type !== 'SyncFromSource') throw invalid(`The sync type ${type} is not valid.`, call)
  if (type === 'SyncToDestination') await checkBucket(destination, call)
  else checkSource(source, call)
  call.transact(() => {
    const now = call.now()
    syncs.insert({
      name, type, createdAt: now, changedAt: now, ...(destination !== undefined && { destination }),
        ...(source !== undefined && { source }),
    })
    if (type === 'SyncToDestination') call.setTimer('sync', name, now, { name })
  })
}

function invalid(message: string, call: Call): Fault {
  return call.fault('ResourceDataSyncInvalidConfigurationException', message)
}

async function checkBucket(destination: ResourceDataSyncS3Destination | undefined, call: Call): Promise<void> {
  if (destination === undefined) throw invalid('An S3 destination is required for a sync to a destination.', call)
  const { BucketName: bucket, Region: region } = destination
  await reworded(async () => call.to('s3', { region }).HeadBucket({ Bucket: bucket }),
    () => invalid(`S3 write failed for bucket: ${bucket}`, call))
}

function checkSource(source: ResourceDataSyncSource | undefined, call: Call): void {
  if (source === undefined) throw invalid('A sync source is required for a sync from a source.', call)
  const { SourceType: type, AwsOrganizationsSource: organization } = source
  if (!['SingleAccountMultiRegions', 'AwsOrganizations'].includes(type)) throw invalid(`The source type ${type} is not valid.`, call)
  if ((type === 'AwsOrganizations') !== (organization !== undefined)) throw invalid('The source does not fit its type.', call)
}

export const UpdateResourceDataSync: Ssm['UpdateResourceDataSync'] = ({ SyncName: name, SyncType: type, SyncSource: source }, call) => {
  const sync = requireSync(name, type, call)
  if (sync.type !== 'SyncFromSource') throw invalid('Only syncs from a source can be updated.', call)
  checkSource(source, call)
  call.of(ResourceDataSync).put({ ...sync, source, changedAt: call.now() })
}

export const DeleteResourceDataSync: Ssm['DeleteResourceDataSync'] = ({ SyncName: name, SyncType: type }, call) => {
  requireSync(name, type, call)
  call.cancelTimer('sync', name)
  call.of(ResourceDataSync).delete(name)
}

/** @throws ResourceDataSyncNotFoundException */
function requireSync(name: string, type: string | undefined, call: Call): ResourceDataSync {
  const sync = call.of(ResourceDataSync).require(name)
  if (type === undefined || type === sync.type) return sync
  throw call.fault('ResourceDataSyncNotFoundException', ResourceDataSync.notFound.message([name]), { SyncName: name, SyncType: type })
}

export const ListResourceDataSync: Ssm['ListResourceDataSync'] = function* ({ SyncType: type }, call) {
  for (const sync of call.of(ResourceDataSync).scan()) if (type === undefined || sync.type === type) yield shownOf(sync)
}

function shownOf(sync: ResourceDataSync): ResourceDataSyncItem {
  const { name, type, destination, source, createdAt, changedAt, lastAt, lastGoodAt, problem } = sync
  return {
    SyncName: name, SyncType: type, SyncCreatedTime: createdAt, SyncLastModifiedTime: changedAt,
    LastStatus: problem !== undefined ? 'Failed' : lastAt === undefined && type === 'SyncToDestination' ? 'InProgress' : 'Successful',
    ...(destination !== undefined && { S3Destination: destination }),
    ...(source !== undefined && { SyncSource: { ...source, State: 'Enabled' } }),
    ...(lastAt !== undefined && { LastSyncTime: lastAt }), ...(lastGoodAt !== undefined && { LastSuccessfulSyncTime: lastGoodAt }),
    ...(problem !== undefined && { LastSyncStatusMessage: problem }),
  }
}

/** What has come of a node goes to every bucket. */
export function dueForSync(node: string, type: string, call: Call): void {
  for (const { name, type: kind } of call.of(ResourceDataSync).scan()) {
    if (kind === 'SyncToDestination') call.setTimer('sync', `${name} ${node} ${type}`, call.now(), { name, node, type })
  }
}
