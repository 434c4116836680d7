// Jobs: what is fetched out of a vault, an archive or its inventory. A job takes its tier's time on the clock, tells a topic when it is
// through, and its output stays for a day. Source: InitiateJob and GetJobOutput, Amazon S3 Glacier Developer Guide.

import type { Glacier, GlacierJobDescription, JobParameters } from '../../../generated/aws/glacier.ts'
import { Fault, parseArn, records } from '../../kernel/service.ts'
import type { Body, Call } from '../../kernel/service.ts'
import { checkRetrieval } from './capacity.ts'
import { inventoryOf } from './inventory.ts'
import type { InventoryFilter } from './inventory.ts'
import { isTreeAligned, megabyte, TreeHash } from './tree-hash.ts'
import { Archive, invalid, iso, Vault, vaultFor } from './vault.ts'

export interface Job {
  readonly vault: string
  readonly id: string
  readonly action: 'ArchiveRetrieval' | 'InventoryRetrieval'
  readonly description?: string
  readonly topic?: string
  readonly tier?: string
  readonly createdAt: number
  readonly completedAt?: number
  /** Of the archive, kept while the job lasts. */
  readonly archive?: Pick<Archive, 'id' | 'description' | 'treeHash' | 'blob' | 'sizeBytes'>
  /** What of the archive is fetched. */
  readonly fromByte?: number
  readonly sizeBytes?: number
  readonly format?: 'JSON' | 'CSV'
  readonly filter?: InventoryFilter
}

export const Job = records<Job>({ name: 'Job', key: ['vault', 'id'] })

interface JobInput { readonly vaultName: string, readonly jobId: string }

const hourMs = 3_600_000
const inventoryMs = 5 * hourMs
const keptMs = 24 * hourMs
/** At most, of what AWS says. */
const tiers: Readonly<Record<string, number>> = { Expedited: 5 * 60_000, Standard: 5 * hourMs, Bulk: 12 * hourMs }

export const InitiateJob: Glacier['InitiateJob'] = (input, call) => {
  const vault = vaultFor(input, call)
  const { jobParameters: asked } = input
  if (asked?.Type === undefined) throw call.fault('MissingParameterValueException', 'Required parameter missing: Type')
  if (asked.Type === 'select') {
    throw new Fault('NotImplemented', 'Orrery does not select from archives: AWS no longer offers S3 Glacier Select. Retrieve the archive.')
  }
  if (asked.SNSTopic !== undefined && parseArn(asked.SNSTopic)?.service !== 'sns') throw invalid(call,
    `Invalid SNS topic: ${asked.SNSTopic}`)
  const made = asked.Type === 'archive-retrieval' ? retrieval(vault, asked, call)
    : asked.Type === 'inventory-retrieval' ? inventory(vault, asked, call) : undefined
  if (made === undefined) throw invalid(call, `Invalid job type: ${asked.Type}`)
  const { takesMs, ...job } = made
  const { id } = call.of(Job).insert({
    vault: vault.name, id: call.alphanumeric(92), createdAt: call.now(), ...job,
    ...(asked.Description !== undefined && { description: asked.Description }), ...(asked.SNSTopic !== undefined
    && { topic: asked.SNSTopic }),
  })
  call.setTimer('jobDone', id, call.now() + call.lifecycleMs(takesMs), vault.name)
  return { location: `/${call.account}/vaults/${vault.name}/jobs/${id}`, jobId: id }
}

type Made = Pick<Job, 'action' | 'tier' | 'archive' | 'fromByte' | 'sizeBytes' | 'format' | 'filter'> & { readonly takesMs: number }

function retrieval(vault: Vault, asked: JobParameters, call: Call): Made {
  if (asked.ArchiveId === undefined) throw call.fault('MissingParameterValueException', 'Required parameter missing: ArchiveId')
  const archive = call.of(Archive).get(vault.name, asked.ArchiveId)
  if (archive === undefined) throw call.fault('ResourceNotFoundException', `The archive ID was not found: ${asked.ArchiveId}`)
  const tier = asked.Tier ?? 'Standard'
  const takesMs = Object.hasOwn(tiers, tier) ? tiers[tier] : undefined
  if (takesMs === undefined) throw invalid(call, `Invalid tier: ${tier}`)
  const { fromByte, sizeBytes } = retrievedRange(asked.RetrievalByteRange, archive, call)
  if (tier === 'Standard') checkRetrieval(sizeBytes, call)
  const { id, description, treeHash, blob } = archive
  call.blobs.share(blob)
  return { action: 'ArchiveRetrieval', tier, takesMs, fromByte, sizeBytes, archive: { id, description, treeHash, blob,
    sizeBytes: archive.sizeBytes } }
}

/** Begins at a megabyte and ends at one, or at the end. @throws InvalidParameterValueException */
function retrievedRange(text: string | undefined, archive: Archive, call: Call): { readonly fromByte: number, readonly sizeBytes: number } {
  if (text === undefined) return { fromByte: 0, sizeBytes: archive.sizeBytes }
  const range = /^(\d+)-(\d+)$/.exec(text)
  const [fromByte, last] = [Number(range?.[1]), Number(range?.[2])]
  const endsWell = (last + 1) % megabyte === 0 || last === archive.sizeBytes - 1
  if (range === null || fromByte % megabyte !== 0 || last < fromByte || last >= archive.sizeBytes || !endsWell) {
    throw invalid(call, `Invalid retrieval range: ${text}. Range is not megabyte aligned`)
  }
  return { fromByte, sizeBytes: last - fromByte + 1 }
}

function inventory(vault: Vault, asked: JobParameters, call: Call): Made {
  if (vault.inventory === undefined) {
    throw call.fault('ResourceNotFoundException', `Vault inventory not yet available: ${call.arn(Vault, vault)}`)
  }
  const format = asked.Format ?? 'JSON'
  if (format !== 'JSON' && format !== 'CSV') throw invalid(call, `Invalid format: ${format}`)
  const { StartDate: start, EndDate: end, Limit: limit } = asked.InventoryRetrievalParameters ?? {}
  const filter = {
    ...(start !== undefined && { fromAt: Date.parse(start) }), ...(end !== undefined && { toAt: Date.parse(end) }),
    ...(limit !== undefined && { limit: Number(limit) }),
  }
  if (Object.values(filter).some(value => Number.isNaN(value))) throw invalid(call, 'Invalid inventory retrieval parameters')
  return { action: 'InventoryRetrieval', format, filter, takesMs: inventoryMs }
}

function jobFor(input: JobInput, call: Call): { readonly vault: Vault, readonly job: Job } {
  const vault = vaultFor(input, call)
  const job = call.of(Job).get(vault.name, input.jobId)
  if (job === undefined) throw call.fault('ResourceNotFoundException', `The job ID was not found: ${input.jobId}`)
  return { vault, job }
}

export const DescribeJob: Glacier['DescribeJob'] = (input, call) => {
  const { vault, job } = jobFor(input, call)
  return described(vault, job, call)
}

export const ListJobs: Glacier['ListJobs'] = function* (input, call) {
  const vault = vaultFor(input, call)
  const { statuscode: status, completed } = input
  if (status !== undefined && !['InProgress', 'Succeeded', 'Failed'].includes(status)) throw invalid(call, `Invalid status code: ${status}`)
  for (const job of call.of(Job).scan({ within: [vault.name] })) {
    const isDone = job.completedAt !== undefined
    if (status !== undefined && status !== (isDone ? 'Succeeded' : 'InProgress')) continue
    if (completed !== undefined && (completed === 'true') !== isDone) continue
    yield described(vault, job, call)
  }
}

function described(vault: Vault, job: Job, call: Call): GlacierJobDescription {
  const { archive, completedAt, fromByte = 0, sizeBytes = 0, filter, format } = job
  const isWhole = archive !== undefined && fromByte === 0 && sizeBytes === archive.sizeBytes
  return {
    JobId: job.id, Action: job.action, VaultARN: call.arn(Vault, vault), CreationDate: iso(job.createdAt),
    Completed: completedAt !== undefined,
    StatusCode: completedAt === undefined ? 'InProgress' : 'Succeeded',
    ...(completedAt !== undefined && { StatusMessage: 'Succeeded', CompletionDate: iso(completedAt) }),
    ...(job.description !== undefined && { JobDescription: job.description }), ...(job.topic !== undefined && { SNSTopic: job.topic }),
    ...(job.tier !== undefined && { Tier: job.tier }),
    ...(archive !== undefined && {
      ArchiveId: archive.id, ArchiveSizeInBytes: archive.sizeBytes, ArchiveSHA256TreeHash: archive.treeHash,
      RetrievalByteRange: `${fromByte}-${fromByte + sizeBytes - 1}`, ...(isWhole && { SHA256TreeHash: archive.treeHash }),
    }),
    ...(filter !== undefined && format !== undefined && { InventoryRetrievalParameters: {
      Format: format, ...(filter.fromAt !== undefined && { StartDate: iso(filter.fromAt) }),
      ...(filter.toAt !== undefined && { EndDate: iso(filter.toAt) }), ...(filter.limit !== undefined && { Limit: String(filter.limit) }),
    } }),
    ...(filter !== undefined && completedAt !== undefined && { InventorySizeInBytes: inventoryOf(vault, job, call).length }),
  }
}

export const GetJobOutput: Glacier['GetJobOutput'] = async (input, call) => {
  const { vault, job } = jobFor(input, call)
  if (job.completedAt === undefined) throw invalid(call, `The job is not currently available for download: ${job.id}`)
  const { archive } = job
  if (archive === undefined) {
    const bytes = inventoryOf(vault, job, call)
    const { fromByte, sizeBytes, isPart } = outputRange(input.range, bytes.length, call)
    return { body: bytes.subarray(fromByte, fromByte + sizeBytes) as never, status: isPart ? 206 : 200, acceptRanges: 'bytes',
      contentType: job.format === 'CSV' ? 'text/csv' : 'application/json',
      ...(isPart && { contentRange: `bytes ${fromByte}-${fromByte + sizeBytes - 1}/${bytes.length}` }) }
  }
  const wholeBytes = job.sizeBytes!
  const { fromByte, sizeBytes, isPart } = outputRange(input.range, wholeBytes, call)
  const at = { fromBytes: job.fromByte! + fromByte, sizeBytes }
  // Read twice where a range has a hash of its own; the second reading is the answer's.
  const body = call.blobs.read(archive.blob, at)
  const isAll = at.fromBytes === 0 && sizeBytes === archive.sizeBytes
  const checksum = isAll ? archive.treeHash
    : isTreeAligned(at.fromBytes, sizeBytes, archive.sizeBytes) ? await treeHashOf(call.blobs.read(archive.blob, at)) : undefined
  return { body: body as never, status: isPart ? 206 : 200, acceptRanges: 'bytes', contentType: 'application/octet-stream',
    archiveDescription: archive.description, ...(checksum !== undefined && { checksum }),
    ...(isPart && { contentRange: `bytes ${fromByte}-${fromByte + sizeBytes - 1}/${wholeBytes}` }) }
}

async function treeHashOf(body: Body): Promise<string> {
  const sum = new TreeHash()
  for await (const bytes of body instanceof Uint8Array ? [body] : body) sum.update(bytes)
  return sum.finish().tree
}

function outputRange(text: string | undefined, wholeBytes: number, call: Call) {
  if (text === undefined) return { fromByte: 0, sizeBytes: wholeBytes, isPart: false }
  const range = /^bytes=(\d+)-(\d+)$/.exec(text)
  const fromByte = Number(range?.[1])
  if (range === null || fromByte >= wholeBytes || Number(range[2]) < fromByte) throw invalid(call, `Invalid range: ${text}`)
  return { fromByte, sizeBytes: Math.min(Number(range[2]), wholeBytes - 1) - fromByte + 1, isPart: true }
}

/** The timer of a job that is through. A topic's refusal stands in the journal. */
export async function jobDone(vaultName: string, call: Call, { id }: { readonly id: string }): Promise<void> {
  const vault = call.of(Vault).get(vaultName)
  const job = call.of(Job).get(vaultName, id)
  if (vault === undefined || job === undefined) return
  const done = call.of(Job).put({ ...job, completedAt: call.now() })
  call.setTimer('jobEnds', id, call.now() + keptMs, vaultName)
  const { notifications } = vault
  const topics = new Set([...(job.topic === undefined ? [] : [job.topic]),
    ...(notifications?.events.includes(`${job.action}Completed`) === true ? [notifications.topic] : [])])
  const Message = JSON.stringify(described(vault, done, call))
  for (const TopicArn of topics) {
    const { account, region } = parseArn(TopicArn)!
    try {
      const sns = call.to('sns', { account, region, sourceArn: call.arn(Vault, vault) })
      await sns.Publish({ TopicArn, Message, Subject: 'Notification From Amazon Glacier Service' })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  }
}

/** The timer of a job whose output is kept no longer. */
export function jobEnds(vaultName: string, call: Call, { id }: { readonly id: string }): void {
  const job = call.of(Job).get(vaultName, id)
  if (job === undefined) return
  if (job.archive !== undefined) call.blobs.release(job.archive.blob)
  call.of(Job).delete(vaultName, id)
}
