// What resource data syncs write: one object for each node and type, a line of JSON for each entry, below a path that Athena can partition.
// Source: "Configuring resource data sync for Inventory" and "Querying inventory data from multiple Regions and accounts", User Guide.

import type { ResourceDataSyncS3Destination } from '../../../generated/aws/ssm.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { informationType, Report, reportOf } from './inventory.ts'
import { managedNode, managedNodes } from './managed-node.ts'
import { ResourceDataSync } from './resource-data-sync.ts'

interface Due { readonly name: string, readonly node?: string, readonly type?: string }

/** Timer: one report, or all of a new sync. */
export async function sync({ name, node, type }: Due, call: Call): Promise<void> {
  const { destination } = call.of(ResourceDataSync).get(name) ?? {}
  if (destination === undefined) return
  let problem: string | undefined
  try {
    for (const [id, each] of node === undefined ? await everything(call)
      : [[node, type!] as const]) await write(id, each, destination, call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    problem = `S3 write failed for bucket: ${destination.BucketName} (${error.code}: ${error.message})`
  }
  call.transact(() => {
    const kept = call.of(ResourceDataSync).get(name)
    if (kept === undefined) return
    const { problem: _, ...rest } = kept
    const now = call.now()
    call.of(ResourceDataSync).put({ ...rest, lastAt: now, ...(problem === undefined ? { lastGoodAt: now } : { problem }) })
  })
}

async function everything(call: Call): Promise<(readonly [string, string])[]> {
  const nodes = await managedNodes(call)
  return nodes.flatMap(({ id }) => {
    const types = [...call.of(Report).scan({ within: [id] })].map(({ type }) => type)
    return [...new Set([informationType, ...types])].map(type => [id, type] as const)
  })
}

async function write(id: string, type: string, destination: ResourceDataSyncS3Destination, call: Call): Promise<void> {
  const node = await managedNode(id, call)
  const report = node && reportOf(node, type, call)
  if (report === undefined) return
  const { BucketName: bucket, Prefix: prefix, Region: region, AWSKMSKeyARN: key } = destination
  const path = [...prefix ? [prefix.replace(/\/$/, '')] : [], type, `accountid=${call.account}`, `region=${call.region}`,
    'resourcetype=ManagedInstanceInventory', `${id}.json`]
  const lines = report.content.map(row =>
    JSON.stringify({ ...row, resourceId: id, captureTime: report.capturedAt, schemaVersion: report.version }))
  await call.to('s3', { region }).PutObject({
    Bucket: bucket, Key: path.join('/'), Body: Buffer.from(`${lines.join('\n')}\n`), ACL: 'bucket-owner-full-control',
    ...(key !== undefined && { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: key }),
  })
}
