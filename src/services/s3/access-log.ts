// Server access logging: a line for each request to a bucket that logs, gathered beside the bucket and put into the target bucket on the
// clock by real calls. Requests of other services come by no wire and make no lines. Source: "Logging requests with server access logging"
// and "Amazon S3 server access log format", Amazon S3 User Guide.

import { Fault, records } from '../../kernel/service.ts'
import type { Call, Exchange, Principal } from '../../kernel/service.ts'
import { logLine } from './access-log-line.ts'
import { logDelivery } from './access.ts'
import { Bucket } from './bucket.ts'
import { liveObject, Current, versionOf } from './object.ts'

interface LogLine { readonly bucket: string, readonly order: number, readonly line: string }

const LogLines = records<LogLine>({ name: 'LogLine', key: ['bucket', 'order'] })

/** S3 promises hours; most lines are there within one. */
const typicalMs = 3_600_000
const mostLines = 10_000

const deliverer: Principal = { kind: 'service', account: '', arn: '', userId: '', service: logDelivery }

/** Every answer of S3's comes by here; few buckets log. */
export function logAnswer(exchange: Exchange, call: Call): void {
  const { Bucket: name, Key: key, VersionId: versionId } = exchange.input as { Bucket?: string, Key?: string, VersionId?: string }
  const bucket = name === undefined ? undefined : call.of(Bucket).get(name)
  if (bucket?.configurations.logging?.LoggingEnabled === undefined) return
  const object = key === undefined ? undefined
    : liveObject(versionId === undefined ? call.of(Current).get(bucket.name, key) : versionOf(bucket.name, key, versionId, call))
  const line = logLine(exchange, bucket.name, object, call)
  call.transact(() => {
    if (call.of(LogLines).first({ within: [bucket.name] }) === undefined) {
      call.setTimer('deliverLog', bucket.name, call.now() + call.lifecycleMs(typicalMs))
    }
    call.of(LogLines).insert({ bucket: bucket.name, order: call.sequence(), line })
  })
}

/** The timer's handler; its id is the bucket's name. */
export async function deliverLog(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const lines: LogLine[] = []
  for (const line of call.of(LogLines).scan({ within: [id] })) {
    lines.push(line)
    if (lines.length === mostLines) break
  }
  const enabled = call.of(Bucket).get(id)?.configurations.logging?.LoggingEnabled
  if (enabled !== undefined && lines.length > 0) {
    const isPartitioned = enabled.TargetObjectKeyFormat?.PartitionedPrefix !== undefined
    await put(enabled.TargetBucket, logKey(enabled.TargetPrefix, isPartitioned, id, call), lines, id, call)
  }
  call.transact(() => {
    for (const { bucket, order } of lines) call.of(LogLines).delete(bucket, order)
    if (call.of(LogLines).first({ within: [id] }) !== undefined) call.setTimer('deliverLog', id, call.now() + call.lifecycleMs(typicalMs))
  })
}

/** Lines that the target does not let in are lost; its refusal stands in the journal. */
async function put(bucket: string, objectKey: string, lines: readonly LogLine[], source: string, call: Call): Promise<void> {
  const sourceArn = call.arn(Bucket, { name: source } as Bucket)
  try {
    await call.to('s3', { principal: deliverer, sourceArn }).PutObject({
      Bucket: bucket, Key: objectKey, ContentType: 'text/plain', Body: Buffer.from(lines.map(({ line }) => `${line}\n`).join('')) as never,
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}

/** `prefix2027-03-10-10-30-00-0123456789ABCDEF`, or by account, region, bucket and day. */
function logKey(prefix: string, isPartitioned: boolean, bucket: string, call: Call): string {
  const at = new Date(call.now()).toISOString()
  const stamp = `${at.slice(0, 19).replace(/[T:]/g, '-')}-${call.hex(16).toUpperCase()}`
  if (!isPartitioned) return `${prefix}${stamp}`
  return `${prefix}${call.account}/${call.region}/${bucket}/${at.slice(0, 10).replaceAll('-', '/')}/${stamp}`
}
