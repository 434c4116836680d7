// Names and what IAM says of those that are none: finding a record by a name as the caller spells it, making a new one, and tags as answers
// and requests have them. Source: "IAM and AWS STS quotas" (IAM name requirements), IAM User Guide; faults as IAM answers them.

import type { Tag } from '../../../generated/aws/iam.ts'
import { coralMessage, Fault } from '../../kernel/service.ts'
import type { Call, ResourceType, TagSet, Violation } from '../../kernel/service.ts'
import { nameOf } from './path-name.ts'
import type { Named } from './path-name.ts'

/** The record of this name. @throws NoSuchEntity, with the name as the caller spells it */
export function find<T>(type: ResourceType<T>, name: string, call: Call): T {
  return found(type, name, call) ?? missing(type, name, call)
}

export function found<T>(type: ResourceType<T>, name: string, call: Call): T | undefined {
  const records = call.of(type)
  return records.get(name.toLowerCase()) === undefined ? undefined : records.require(name.toLowerCase())
}

export function missing<T>(type: ResourceType<T>, name: string, call: Call): never {
  throw call.fault(type.notFound.code, type.notFound.message([name]))
}

/** @throws EntityAlreadyExists, with the name as the caller spells it; LimitExceeded where quotas bite */
export function add<T extends Pick<Named, 'pathName'>>(type: ResourceType<T>, record: T, tags: readonly Tag[], call: Call): T {
  const name = nameOf(record)
  if (call.of(type).get(name.toLowerCase()) !== undefined) throw call.fault(type.exists.code, type.exists.message([name]))
  if (call.enforcesQuotas) call.quota(type.name, call.of(type).count() + 1)
  const added = call.of(type).insert(record)
  if (tags.length > 0) addTags(type, name, tags, call)
  return added
}

/** Takes a record away, and its tags with it. */
export function remove<T>(type: ResourceType<T>, name: string, call: Call): void {
  call.tags(type).clear(name.toLowerCase())
  call.of(type).delete(name.toLowerCase())
}

/** A record under another name or path: the same record, its tags with it. @throws EntityAlreadyExists */
export function rename<T extends Named>(type: ResourceType<T>, record: T, { path, name }: { path: string, name: string }, call: Call): T {
  const before = nameOf(record).toLowerCase()
  const after = { ...record, pathName: path + name }
  if (name.toLowerCase() !== before && call.of(type).get(name.toLowerCase()) !== undefined) {
    throw call.fault(type.exists.code, type.exists.message([name]))
  }
  const tags = call.tags(type).get(before)
  remove(type, before, call)
  call.of(type).insert(after)
  if (Object.keys(tags).length > 0) call.tags(type).add(tags, name.toLowerCase())
  return after
}

/** @throws InvalidInput for tags that are none, LimitExceeded for more than fifty */
export function addTags<T>(type: ResourceType<T>, name: string, tags: readonly Tag[], call: Call): void {
  const names = tags.map(({ Key }) => Key.toLowerCase())
  if (new Set(names).size < names.length) {
    throw call.fault('InvalidInputException', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  if (names.some(name => name.startsWith('aws:'))) {
    throw call.fault('InvalidInputException', 'Tag keys beginning with aws: are reserved for system use.')
  }
  const present = call.tags(type).get(name.toLowerCase())
  // "Tag keys are case insensitive" for IAM: what comes with another case replaces what is there.
  const replaced = Object.keys(present).filter(each => names.includes(each.toLowerCase()))
  if (Object.keys(present).length - replaced.length + tags.length > 50) {
    throw call.fault('LimitExceededException', 'The number of tags has reached the maximum limit.')
  }
  call.tags(type).remove(replaced, name.toLowerCase())
  call.tags(type).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name.toLowerCase())
}

/** By their names, whatever the case. */
export function removeTags<T>(type: ResourceType<T>, name: string, names: readonly string[], call: Call): void {
  const gone = new Set(names.map(each => each.toLowerCase()))
  const present = Object.keys(call.tags(type).get(name.toLowerCase()))
  call.tags(type).remove(present.filter(each => gone.has(each.toLowerCase())), name.toLowerCase())
}

export function tagList(tags: TagSet): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}

/** As answers have them: left out where there are none. */
export function shownTags<T>(type: ResourceType<T>, name: string, call: Call): { readonly Tags?: Tag[] } {
  const tags = tagList(call.tags(type).get(name.toLowerCase()))
  return tags.length === 0 ? {} : { Tags: tags }
}

/** IAM tells times by the second. Epoch ms. */
export function second(call: Call): number {
  return Math.floor(call.now() / 1000) * 1000
}

/** A policy's text as IAM's answers carry it, percent-encoded by RFC 3986 (GetPolicyVersion, API Reference). */
export function encoded(document: string): string {
  return encodeURIComponent(document).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Names that IAM words itself; other input that breaks the model's constraints is told in the usual way. */
export function invalid(violations: readonly Violation[]): Fault {
  const bad = violations.find(({ constraint, path }) => constraint === 'pattern'
    && /^(?:user|new[a-z]+|group|role|policy|instanceProfile)Name$/i
    .test(path))
  if (bad === undefined || violations.length > 1) return new Fault('ValidationError', coralMessage(violations))
  return new Fault('ValidationError',
    `The specified value for ${bad.path} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`)
}
