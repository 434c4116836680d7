// Deliveries of a trail: the calls since the last time as gzipped JSON, a file for each account and region, told to a topic and to
// CloudWatch Logs. What CloudTrail itself calls is left out. Source: "CloudTrail log file name format" and "Sending events to CloudWatch
// Logs", AWS CloudTrail User Guide.

import { gzipSync } from 'node:zlib'
import { roleSession } from '../../engines/role-session.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { hashOf, undigested, writeDigest } from './digest.ts'
import { eventRegionOf } from './event-source.ts'
import { recordOf } from './event.ts'
import type { JournalEntry, Registry } from './event.ts'
import { planHour } from './delivery-timer.ts'
import { organizationOf } from './member.ts'
import { selects } from './selector.ts'
import { progressOf, putProgress, Trail } from './trail-record.ts'
import type { Delivered } from './trail-record.ts'

/** Records of one account and region. */
interface Batch { readonly account: string, readonly region: string, readonly entries: readonly JournalEntry[],
  readonly records: readonly string[] }

/** Timer: something has happened a while ago. */
export async function deliver(_payload: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const trail = call.of(Trail).get(name)
  if (trail?.isLogging === true) await deliverSince(trail, call)
}

/** Timer: an hour is over. */
export async function deliverHourly(_payload: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const trail = call.of(Trail).get(name)
  if (trail?.isLogging !== true) return
  call.transact(() => { planHour(name, call) })
  await deliverSince(trail, call)
  if (trail.validates) await writeDigest(trail, call)
}

async function deliverSince(trail: Trail, call: Call): Promise<void> {
  const { sequence } = progressOf(trail.name, call)
  const entries = newer(sequence, call)
  if (entries.length === 0) return
  call.transact(() => { putProgress(trail.name, { sequence: entries.at(-1)!.sequence }, call) })
  const organization = trail.isOrganization ? await organizationOf(call) : undefined
  const registry = await call.resources()
  const batches = batchesOf(entries, trail, organization?.accounts ?? [call.account], registry, call)
  const keys: string[] = []
  for (const batch of batches) {
    const key = await writeFile(trail, batch, organization?.id, call)
    if (key !== undefined) keys.push(key)
  }
  if (keys.length > 0 && trail.topic !== undefined) await tell(trail, keys, call)
  if (trail.logGroup !== undefined) for (const batch of batches) await log(trail, batch, call)
}

/** Calls after one, oldest first. */
function newer(sequence: number, call: Call): JournalEntry[] {
  const found: JournalEntry[] = []
  for (const entry of call.journal.newest()) {
    if (entry.sequence <= sequence) break
    found.push(entry)
  }
  return found.reverse()
}

function batchesOf(
  entries: readonly JournalEntry[], trail: Trail, accounts: readonly string[], registry: Registry, call: Call,
): readonly Batch[] {
  const batches = new Map<string, { account: string, region: string, entries: JournalEntry[], records: string[] }>()
  for (const entry of entries) {
    if (entry.service === '' || entry.operation === '' || entry.principal.service === 'cloudtrail.amazonaws.com') continue
    const region = eventRegionOf(entry.service, entry.region, call.partition)
    if (!isCovered(entry, region, trail) || !selects(trail, entry)) continue
    for (const account of new Set([entry.account, entry.principal.account])) {
      if (!accounts.includes(account)) continue
      const key = `${account}/${region}`
      const batch = batches.get(key) ?? { account, region, entries: [], records: [] }
      batches.set(key, batch)
      batch.entries.push(entry)
      batch.records.push(recordOf(entry, registry, { account, region, partition: call.partition }))
    }
  }
  return [...batches.values()]
}

/** Events of services without regions belong to one region, and to trails that ask for them. */
function isCovered(entry: JournalEntry, region: string, { isMultiRegion, homeRegion, withGlobal }: Trail): boolean {
  const isGlobal = region !== entry.region || eventRegionOf(entry.service, 'none', 'aws') !== 'none'
  if (isGlobal && !withGlobal) return false
  return isMultiRegion || region === homeRegion
}

async function writeFile(trail: Trail, { account, region, entries, records }: Batch, organization: string | undefined,
  call: Call): Promise<string | undefined> {
  const at = new Date(call.now()).toISOString()
  const stamp = `${at.slice(0, 16).replace(/[-:]/g, '')}Z`
  const above = `${trail.prefix ? `${trail.prefix}/` : ''}AWSLogs/${organization === undefined ? '' : `${organization}/`}`
  const folder = `${above}${account}/CloudTrail/${region}/`
  const key = `${folder}${at.slice(0, 10).replaceAll('-', '/')}/${account}_CloudTrail_${region}_${stamp}_${call.alphanumeric(16)}.json.gz`
  const text = `{"Records":[${records.join(',')}]}`
  const { kmsKey } = trail
  const outcome = await tried(() => call.to('s3').PutObject({
    Bucket: trail.bucket, Key: key, Body: gzipSync(text) as never,
      ...(kmsKey !== undefined && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKey }),
  }), call)
  call.transact(() => {
    putProgress(trail.name, { files: outcome }, call)
    if (outcome.error !== undefined) return
    count(trail, entries, call)
    if (!trail.validates) return
    const file = { key, hash: hashOf(text), oldestAt: entries[0]!.at, newestAt: entries.at(-1)!.at }
    undigested(call).put(trail.name, [...undigested(call).get(trail.name) ?? [], file])
  })
  return outcome.error === undefined ? key : undefined
}

/** The first copy of management events is free. Source: aws.amazon.com/cloudtrail/pricing. */
function count(trail: Trail, entries: readonly JournalEntry[], call: Call): void {
  const first = [...call.of(Trail).scan()].find(({ isLogging }) => isLogging)
  const data = entries.filter(({ dataEvent }) => dataEvent).length
  const resource = call.arn(Trail, trail)
  if (data > 0) call.meter('DataEventsRecorded', data, { resource })
  const management = entries.length - data
  if (management > 0) call.meter(first?.name === trail.name ? 'FreeEventsRecorded' : 'PaidEventsRecorded', management, { resource })
}

async function tell({ name, topic, bucket }: Trail, keys: readonly string[], call: Call): Promise<void> {
  const message = JSON.stringify({ s3Bucket: bucket, s3ObjectKey: keys })
  const notice = await tried(() => call.to('sns').Publish({ TopicArn: topic!, Message: message }), call)
  call.transact(() => { putProgress(name, { notice }, call) })
}

/** In the role that the trail names, to a stream of the account and region. */
async function log(trail: Trail, { account, region, entries, records }: Batch, call: Call): Promise<void> {
  const logGroupName = trail.logGroup!.split(':')[6]!
  const logStreamName = `${account}_CloudTrail_${region}`
  const logs = await tried(async () => {
    const principal = await roleSession({ roleArn: trail.logRole!, sessionName: 'CloudTrail', sourceArn: call.arn(Trail, trail) }, call)
    const ask = (operation: string, more: object) => call.invoke('logs', operation, { logGroupName, logStreamName, ...more }, { principal })
    try {
      await ask('CreateLogStream', {})
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'ResourceAlreadyExistsException') throw error
    }
    for (let from = 0; from < records.length; from += 1_000) {
      await ask('PutLogEvents', {
        logEvents: records.slice(from, from + 1_000).map((message, i) => ({ timestamp: entries[from + i]!.at, message })),
      })
    }
  }, call)
  call.transact(() => { putProgress(trail.name, { logs }, call) })
}

async function tried(act: () => Promise<unknown>, call: Call): Promise<Delivered> {
  try {
    await act()
    return { at: call.now() }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { at: call.now(), error: error.code }
  }
}
