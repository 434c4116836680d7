// Tags as S3 takes them, of buckets and objects: what a set may hold, and the query string of the tagging header. Pure.
// Source: "Using cost allocation S3 bucket tags" and "Categorizing your storage using tags", Amazon S3 User Guide.

import type { Tag } from '../../../generated/aws/s3.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'

export type TagSet = Readonly<Record<string, string>>

const mostOfObject = 10
const mostOfBucket = 50

/** @throws InvalidTag, BadRequest, MalformedXML */
export function readTags(tags: readonly Tag[], owner: 'bucket' | 'object'): TagSet {
  const set = new Map<string, string>()
  for (const { Key: name, Value: value } of tags) {
    if (name === undefined || value === undefined) throw malformedXml()
    if (name.length < 1 || name.length > 128) throw s3Fault('InvalidTag', { TagKey: name }, 'The TagKey you have provided is invalid')
    if (value.length > 256) throw s3Fault('InvalidTag', { TagKey: name, TagValue: value }, 'The TagValue you have provided is invalid')
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(name)) throw s3Fault('InvalidTag', { TagKey: name },
      'The TagKey you have provided is invalid')
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value)) throw s3Fault('InvalidTag', { TagKey: name },
      'The TagValue you have provided is invalid')
    if (name.startsWith('aws:')) throw s3Fault('InvalidTag', { TagKey: name }, 'System tags cannot be added/updated by requester')
    if (set.has(name)) throw s3Fault('InvalidTag', { TagKey: name }, 'Cannot provide multiple Tags with the same key')
    set.set(name, value)
  }
  const most = owner === 'bucket' ? mostOfBucket : mostOfObject
  if (set.size > most) {
    throw s3Fault('BadRequest', {}, owner === 'bucket' ? `Bucket tag count cannot be greater than ${most}`
      : `Object tags cannot be greater than ${most}`)
  }
  return Object.fromEntries(set)
}

/** `a=b&c=d`, as `x-amz-tagging` has it. @throws InvalidArgument, InvalidTag, BadRequest */
export function readTaggingHeader(text: string | undefined): TagSet | undefined {
  if (text === undefined || text === '') return undefined
  const pairs = [...new URLSearchParams(text)].map(([Key, Value]) => ({ Key, Value }))
  if (new Set(pairs.map(({ Key }) => Key)).size < pairs.length) {
    throw invalidArgument(
      'The header \'x-amz-tagging\' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.',
      'x-amz-tagging', text)
  }
  return readTags(pairs, 'object')
}

export function writeTags(tags: TagSet): Tag[] {
  return Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)).map(([Key, Value]) => ({ Key, Value }))
}
