// Tags of what an ARN names: of access points, which are kept here, and of buckets, which S3 keeps.
// Source: TagResource, S3 Control API Reference; "List of Tagging-related error codes", Amazon S3 API Reference.

import type { S3control, Tag } from '../../../generated/aws/s3control.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { keyOf, points } from './access-point.ts'
import { invalidRequest } from './refusal.ts'

const mostTags = 50

/** Reads and writes the tags of one resource. */
interface Holder { read(): Promise<readonly Tag[]> | readonly Tag[], write(tags: readonly Tag[]): Promise<void> | void }

/** @throws NoSuchResource, InvalidRequest */
function holderOf(arn: string, call: Call): Holder {
  const place = parseArn(arn)
  if (place?.service !== 's3' || place.partition !== call.partition) throw invalidRequest('The resource ARN is not valid.')
  const [, name] = /^accesspoint\/(.+)$/.exec(place.resource) ?? []
  return name === undefined ? bucketHolder(place.resource.replace(/^bucket\//, ''), call) : pointHolder(name, place, call)
}

function pointHolder(name: string, { account, region }: { readonly account: string, readonly region: string }, call: Call): Holder {
  if (account !== call.account || region !== call.region) throw invalidRequest('The resource is of another account or region.')
  const point = points(call).get(keyOf(name, call))
  if (point === undefined) throw noResource()
  return {
    read: () => point.tags ?? [],
    write: tags => call.transact(() => { points(call).put(keyOf(name, call), { ...point, tags }) }),
  }
}

/** By real calls, in the caller's name. */
function bucketHolder(name: string, call: Call): Holder {
  const holder = call.names.holder(name)
  if (holder === undefined || holder.leadsTo !== undefined) throw noResource()
  if (holder.account !== call.account) throw invalidRequest('The resource is of another account.')
  const s3 = call.to('s3', { account: holder.account, region: holder.region, principal: call.principal })
  return {
    read: async () => {
      try {
        return (await s3.GetBucketTagging({ Bucket: name })).TagSet ?? []
      } catch (error) {
        if (error instanceof Fault && error.code === 'NoSuchTagSet') return []
        throw error
      }
    },
    write: async tags => {
      if (tags.length === 0) await s3.DeleteBucketTagging({ Bucket: name })
      else await s3.PutBucketTagging({ Bucket: name, Tagging: { TagSet: tags } })
    },
  }
}

function noResource(): Fault {
  return new Fault('NoSuchResource', 'The specified resource doesn\'t exist.', 404)
}

/** @throws InvalidTag, TooManyTags */
export function checkTags(tags: readonly Tag[]): void {
  const fits = ({ Key: name, Value: value }: Tag) => /^[\p{L}\p{N}\s+\-=._:/@]{1,128}$/u.test(name) && !name.startsWith('aws:')
    && /^[\p{L}\p{N}\s+\-=._:/@]{0,256}$/u.test(value)
  if (!tags.every(fits) || new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw new Fault('InvalidTag', 'This request contains a tag key or value that isn\'t valid.', 400)
  }
  if (tags.length > mostTags) throw new Fault('TooManyTags', 'The number of tags exceeds the limit of 50 tags.', 400)
}

export const TagResource: S3control['TagResource'] = async ({ ResourceArn: arn, Tags: tags }, call) => {
  checkTags(tags)
  const holder = holderOf(arn, call)
  const others = (await holder.read()).filter(({ Key }) => !tags.some(tag => tag.Key === Key))
  checkTags([...others, ...tags])
  await holder.write([...others, ...tags])
  call.respond({ status: 204 })
  return {}
}

export const UntagResource: S3control['UntagResource'] = async ({ ResourceArn: arn, TagKeys: names }, call) => {
  const holder = holderOf(arn, call)
  const kept = (await holder.read()).filter(({ Key }) => !names.includes(Key))
  await holder.write(kept)
  call.respond({ status: 204 })
  return {}
}

export const ListTagsForResource: S3control['ListTagsForResource'] = async ({ ResourceArn: arn }, call) =>
  ({ Tags: await holderOf(arn, call).read() })
