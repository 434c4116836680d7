// Access points: names of their own for a bucket, each with a policy. S3 finds them by the names that they claim in the partition: their
// alias, and their name and account in their region. Source: CreateAccessPoint, S3 Control API Reference; "Naming rules" and "Access point
// aliases", Amazon S3 User Guide.

import type { AccessPoint as ListedPoint, S3control, Tag, VpcConfiguration } from '../../../generated/aws/s3control.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call, Table } from '../../kernel/service.ts'
import type { StoredBlock } from './public-access-block.ts'

/** As S3 reads it, by the name of the same table and key. */
export interface AccessPoint {
  readonly name: string
  readonly region: string
  readonly bucket: string
  readonly alias: string
  readonly createdAt: number
  readonly block: StoredBlock
  readonly vpc?: VpcConfiguration
  readonly tags?: readonly Tag[]
  /** JSON, as it came. */
  readonly policy?: string
}

const arnOf = arnTemplate('arn:{partition}:s3:{region}:{account}:accesspoint/{name}')
const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true }

export function points(call: Call): Table<AccessPoint> {
  return call.accountTable<AccessPoint>('access-point')
}

export function keyOf(name: string, call: Call): string {
  return `${call.region}/${name}`
}

/** By its name or its ARN. @throws NoSuchAccessPoint */
export function pointNamed(text: string, call: Call): AccessPoint {
  const name = text.slice(text.lastIndexOf('/') + 1)
  const point = points(call).get(keyOf(name, call))
  if (point === undefined) {
    throw new Fault('NoSuchAccessPoint', 'The specified accesspoint does not exist', 404, { AccessPointName: name })
  }
  return point
}

export const CreateAccessPoint: S3control['CreateAccessPoint'] = (input, call) => {
  const { Name: name, Bucket: bucket, BucketAccountId: owner, VpcConfiguration: vpc, PublicAccessBlockConfiguration: block,
    Tags: tags } = input
  if (!isPointName(name)) throw new Fault('InvalidArgument', 'The specified access point name is not valid', 400)
  const holder = call.names.holder(bucket)
  if (holder === undefined) throw new Fault('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket })
  const isOwn = holder.account === call.account && (owner === undefined || owner === call.account)
  if (!isOwn) throw new Fault('AccessDenied', 'Access Denied', 403)
  if (holder.region !== call.region) {
    throw new Fault('InvalidRequest', 'The access point must be in the region of its bucket', 400)
  }
  const known = points(call).get(keyOf(name, call))
  if (known !== undefined) {
    throw new Fault('AccessPointAlreadyOwnedByYou',
      'Your previous request to create the named accesspoint succeeded and you already own it.', 409)
  }
  call.quota('AccessPoints', pointCount(call) + 1)
  countPoints(1, call)
  const alias = `${name.slice(0, 18)}-${call.hex(34)}-s3alias`
  const claim = { account: call.account, region: call.region, claimedAt: call.now(), leadsTo: bucket }
  call.names.claim(alias, { ...claim, by: name })
  call.names.claim(`${name}-${call.account}/${call.region}`, { ...claim, by: name })
  points(call).put(keyOf(name, call), { name, region: call.region, bucket, alias, createdAt: call.now(), block: { ...all, ...block },
    ...(vpc !== undefined && { vpc }), ...(tags !== undefined && { tags }) })
  return { AccessPointArn: arnOf(call, { name }), Alias: alias }
}

/** Of the region, where the quota is; counted as they come and go, since a walk through all would cost. */
function pointCount(call: Call): number {
  return call.accountTable<number>('count').get(`access-points/${call.region}`) ?? 0
}

function countPoints(change: number, call: Call): void {
  call.accountTable<number>('count').put(`access-points/${call.region}`, pointCount(call) + change)
}

/** 3 to 50 characters; it may not look like an alias. */
function isPointName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/.test(name) && !name.startsWith('xn--') && !/(?:-s3alias|--ol-s3|--xa-s3)$/.test(name)
}

export const GetAccessPoint: S3control['GetAccessPoint'] = ({ Name: asked, AccountId: account }, call) => {
  const { name, bucket, alias, createdAt, block, vpc } = pointNamed(asked, call)
  return {
    Name: name, Bucket: bucket, BucketAccountId: account ?? call.account, Alias: alias, CreationDate: createdAt,
    NetworkOrigin: vpc === undefined ? 'Internet' : 'VPC', PublicAccessBlockConfiguration: block, AccessPointArn: arnOf(call, { name }),
    ...(vpc !== undefined && { VpcConfiguration: vpc }),
  }
}

export const DeleteAccessPoint: S3control['DeleteAccessPoint'] = ({ Name: asked }, call) => {
  const { name, alias } = pointNamed(asked, call)
  call.names.release(alias)
  call.names.release(`${name}-${call.account}/${call.region}`)
  points(call).delete(keyOf(name, call))
  countPoints(-1, call)
  call.respond({ status: 204 })
}

export const ListAccessPoints: S3control['ListAccessPoints'] = ({ Bucket: bucket, NextToken: token, MaxResults: limit = 1000 }, call) => {
  const after = token === undefined ? undefined : call.open('access-points', token) as string | undefined
  if (token !== undefined && after === undefined) throw new Fault('InvalidNextToken', 'The NextToken is not valid', 400)
  const found: ListedPoint[] = []
  let next: string | undefined
  for (const [, point] of points(call).scan({ prefix: `${call.region}/`, ...(after !== undefined && { after }) })) {
    if (bucket !== undefined && point.bucket !== bucket) continue
    if (found.length === limit) {
      next = call.seal('access-points', keyOf(found.at(-1)!.Name!, call))
      break
    }
    found.push({ Name: point.name, NetworkOrigin: point.vpc === undefined ? 'Internet' : 'VPC', Bucket: point.bucket, Alias: point.alias,
      BucketAccountId: call.account, AccessPointArn: arnOf(call, { name: point.name }),
      ...(point.vpc !== undefined && { VpcConfiguration: point.vpc }) })
  }
  return { AccessPointList: found, ...(next !== undefined && { NextToken: next }) }
}
