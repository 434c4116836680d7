// Tags of every resource, stored once by ARN, and the tag operations of every service derived from its declaration. Source of the limits:
// "Tag naming limits and requirements", AWS General Reference: 50 tags, keys of 1–128 and values of 0–256 characters, no `aws:`.

import type { Member, OperationModel, Shape, StructureShape } from '../../model/shape.ts'
import type { Values } from '../../wire/protocol.ts'
import type { Table } from '../store/face.ts'
import type { KeyPart, ResourceType } from './resource.ts'

export type TagSet = Readonly<Record<string, string>>

/** The tags of one resource type's records. */
export interface Tags {
  get(...key: KeyPart[]): TagSet
  /** Adds and overwrites. @throws the service's fault for invalid or too many tags */
  add(tags: TagSet, ...key: KeyPart[]): void
  remove(names: readonly string[], ...key: KeyPart[]): void
  clear(...key: KeyPart[]): void
}

/** Names of a service's tag operations, and how they name their resource. */
export interface Tagging {
  readonly resource: ResourceType<never>
  readonly tag: string
  readonly untag: string
  readonly list: string
  /** The key of the resource that the input names; throws the service's own fault where it names none. */
  readonly identify: (input: never, call: never) => readonly KeyPart[]
  readonly invalid?: string
  readonly tooMany?: string
}

export const tagLimit = 50
const allowedText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

export interface TagProblem { readonly kind: 'invalid' | 'too-many', readonly message: string }

/** Checks new tags against the limits common to AWS. */
export function tagProblem(present: TagSet, added: TagSet): TagProblem | undefined {
  for (const [name, value] of Object.entries(added)) {
    const message = flawOf(name, value)
    if (message !== undefined) return { kind: 'invalid', message }
  }
  const count = new Set([...Object.keys(present), ...Object.keys(added)]).size
  if (count > tagLimit) return { kind: 'too-many', message: `A resource can have at most ${tagLimit} tags; this would make ${count}.` }
  return undefined
}

function flawOf(name: string, value: string): string | undefined {
  if (name.length < 1 || characters(name) > 128) return 'Tag keys must be between 1 and 128 characters in length.'
  if (characters(value) > 256) return 'Tag values must be between 0 and 256 characters in length.'
  if (/^aws:/i.test(name)) return 'Tag keys that start with \'aws:\' are reserved for AWS use.'
  if (!allowedText.test(name + value)) return 'Tag keys and values may hold letters, digits, spaces and _ . : / = + - @ only.'
  return undefined
}

/** AWS counts Unicode characters, not the halves that JavaScript makes of some. */
function characters(text: string): number {
  return [...text].length
}

/** The table that holds the tags of a cell's resources, by ARN. */
export function tagTable(tables: { table<V>(name: string): Table<V> }): Table<TagSet> {
  return tables.table<TagSet>('tags')
}

/** Reads tags from whichever form the member has on the wire. */
export function readTags(member: Member, value: unknown): TagSet {
  if (member.shape.kind === 'map') return value as TagSet
  const [nameOf, valueOf] = pairMembers(member)
  return Object.fromEntries((value as Values[]).map(pair => [String(pair[nameOf]), String(pair[valueOf] ?? '')]))
}

/** The opposite: tags in the member's form, in order of their names. */
export function writeTags(member: Member, tags: TagSet): unknown {
  const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))
  if (member.shape.kind === 'map') return Object.fromEntries(entries)
  const [nameOf, valueOf] = pairMembers(member)
  return entries.map(([name, value]) => ({ [nameOf]: name, [valueOf]: value }))
}

/** The member of a tag operation's structure that holds the tags: a map of strings, or a list of key and value. */
export function tagsMember(operation: OperationModel, shape: StructureShape): Member {
  return found(operation, shape.members.find(({ shape: held }) =>
    (held.kind === 'map' && held.value.shape.kind === 'string') || pairOf(held)?.members.length === 2))
}

/** The member that lists the names of tags to remove. */
export function tagNamesMember(operation: OperationModel, shape: StructureShape): Member {
  return found(operation, shape.members.find(member => member.shape.kind === 'list' && member.shape.element.shape.kind === 'string'))
}

/** The structure that a list is of. */
function pairOf(shape: Shape): StructureShape | undefined {
  return shape.kind === 'list' && shape.element.shape.kind === 'structure' ? shape.element.shape : undefined
}

function pairMembers(member: Member): [string, string] {
  const pair = pairOf(member.shape)
  if (pair === undefined) throw new Error(`assert: ${member.name} holds no tags`)
  const names = pair.members.map(({ name }) => name)
  const nameOf = names.find(name => /key$/i.test(name))
  const valueOf = names.find(name => /value$/i.test(name))
  if (nameOf === undefined || valueOf === undefined) throw new Error(`assert: ${member.name} holds no keys and values`)
  return [nameOf, valueOf]
}

function found(operation: OperationModel, member: Member | undefined): Member {
  if (member === undefined) throw new Error(`assert: ${operation.name} is no tag operation`)
  return member
}
