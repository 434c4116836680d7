// Buckets by other names: an access point's alias, or its name and account as its host has them. A request that comes by one is for the
// bucket behind it, and the access point's policy has its say too. They are made in S3 Control, in the same tables.
// Source: "Managing access to shared datasets with access points", Amazon S3 User Guide.

import type { AnyOperation, Call, Names } from '../../kernel/service.ts'
import { arnTemplate } from '../../kernel/service.ts'
import { s3Fault } from './fault.ts'

/** What this service needs of an access point. */
interface StoredPoint {
  readonly name: string
  readonly region: string
  readonly bucket: string
  readonly block: { readonly RestrictPublicBuckets: boolean }
  readonly policy?: string
}

/** The access point that a request came by. */
export interface Via { readonly arn: string, readonly account: string, readonly policy?: string }

const arnOf = arnTemplate('arn:{partition}:s3:{region}:{account}:accesspoint/{name}')
/** Only these names can be other than a bucket's own. */
const further = /-s3alias$|-\d{12}$/

/** The bucket that a name leads to: itself, or the one behind an access point. */
export function bucketBehind(name: string, names: Names, region: string): { readonly bucket: string, readonly by?: string } {
  if (!further.test(name)) return { bucket: name }
  const claim = names.holder(name) ?? names.holder(`${name}/${region}`)
  return claim?.leadsTo === undefined ? { bucket: name } : { bucket: claim.leadsTo, ...(claim.by !== undefined && { by: claim.by }) }
}

/** Whether an access point of this cell leads to the bucket. */
export function hasAccessPoint(bucket: string, call: Call): boolean {
  for (const [, point] of call.accountTable<StoredPoint>('access-point').scan({ prefix: `${call.region}/` })) {
    if (point.bucket === bucket) return true
  }
  return false
}

type Named = { readonly Bucket?: string }

/** Operations that take access points for buckets. */
export function throughAccessPoints<Operations extends Readonly<Record<string, AnyOperation>>>(operations: Operations): Operations {
  const through = (run: AnyOperation): AnyOperation => (input: Named, call: Call) => (run as Run)(behind(input, call), call)
  return Object.fromEntries(Object.entries(operations).map(([name, run]) => [name, through(run)])) as Operations
}

type Run = (input: Named, call: Call) => unknown

function behind(input: Named, call: Call): Named {
  const { Bucket: asked } = input
  if (asked === undefined || !further.test(asked)) return input
  const { bucket, by } = bucketBehind(asked, call.names, call.region)
  if (by === undefined) return input
  const point = call.accountTable<StoredPoint>('access-point').get(`${call.region}/${by}`)
  if (point === undefined) throw s3Fault('NoSuchAccessPoint', { AccessPointName: by })
  const via: Via = { arn: arnOf(call, { name: by }), account: call.account, ...(point.policy !== undefined && { policy: point.policy }) }
  return { ...input, Bucket: bucket, via } as Named
}
