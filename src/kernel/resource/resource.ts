// The resource declaration, keystone of a service: one value per type says its name, key, ARN, tag dialect, faults, lifecycle and
// CloudFormation type, and everything generic (tags, Cloud Control, deletion of an account, listing) follows from it.
// It is data and pure functions; collections over the store are made from it in `collection.ts`.

import { arnTemplate } from './arn.ts'
import type { Fields, Place } from './arn.ts'
import type { Rounding } from '../meter.ts'
import type { Call } from '../service.ts'
import type { News, Occasion } from '../changes.ts'

export type KeyPart = string | number

/** A set of stored records with a key and, where wanted, further orders over them. */
export interface RecordType<T> {
  readonly name: string
  /** The key's parts, in order; a record's key never changes. */
  readonly keyOf: (record: T) => readonly KeyPart[]
  /** Further orders: parts to sort by, or undefined for a record that has no place in this one. The primary key is appended. */
  readonly indexes: Readonly<Record<string, (record: T) => readonly KeyPart[] | undefined>>
}

/** How tags look on a service's wire: `{k: v}`, `[{Key, Value}]`, or the same in lower case; `none` where the type has no tags. */
export type TagDialect = 'map' | 'list' | 'list-lower' | 'none'

export interface ResourceType<T> extends RecordType<T> {
  /** The template: fields of the record, and of its place, in braces. */
  readonly arn: string
  readonly arnOf: (place: Place, record: Fields) => string
  readonly tags: TagDialect
  readonly notFound: { readonly code: string, readonly message: (key: readonly KeyPart[]) => string }
  readonly exists: { readonly code: string, readonly message: (key: readonly KeyPart[]) => string }
  readonly lifecycle?: Lifecycle<T>
  readonly cloudFormation?: CloudFormationHandlers
  /** What it costs to have it, by the time it is there. */
  readonly meters?: readonly ResourceMeter<T>[]
  /** Where what a record says changes by itself: when, and what it is then (`null` where it is gone). Asked while somebody heeds. */
  readonly ripens?: (record: T) => { readonly at: number, readonly record: object | null } | undefined
  /** What EventBridge tells of a change, if anything. Asked while somebody heeds. */
  readonly news?: (before: T | undefined, after: T | undefined, occasion: Occasion) => News | undefined
}

/** One usage type that a resource runs up as long as it is there, or as long as it is in a state that is billed. */
export interface ResourceMeter<T> extends Rounding {
  /** The usage type of a record in its present state, without the region; undefined while it costs nothing. */
  readonly usageType: (record: T) => string | undefined
  /** How much of it stands, whole units; 1 where nothing is said. */
  readonly quantity?: (record: T) => number
  /** ARN of what it belongs to, where that is not the resource itself. */
  readonly resource?: (place: Place, record: T) => string
  /** The operation that it is billed under; empty where nothing is said. */
  readonly operation?: (record: T) => string
}

/** States that pass by themselves as time goes on: `{ field: 'status', settles: { CREATING: { to: 'ACTIVE', afterMs: 10_000 } } }`. */
export interface Lifecycle<T> {
  readonly field: keyof T & string
  /** `to: null` removes the record. `afterMs` is what AWS typically takes; `--lifecycle` may shorten it. */
  readonly settles: Readonly<Record<string, { readonly to: string | null, readonly afterMs: number }>>
}

export type Properties = Record<string, unknown>

/** The type under Cloud Control and CloudFormation, by real calls of its own service. */
export interface CloudFormationHandlers {
  readonly type: string
  /** Properties that together name it, in order. */
  readonly primaryIdentifier: readonly string[]
  readonly readOnly: readonly string[]
  readonly createOnly: readonly string[]
  /** @returns the identifier */
  create(properties: Properties, call: Call): Promise<string>
  /** @throws Fault the service's own not-found */
  read(identifier: string, call: Call): Promise<Properties>
  update(identifier: string, properties: Properties, previous: Properties, call: Call): Promise<void>
  delete(identifier: string, call: Call): Promise<void>
  list(call: Call): AsyncIterable<string>
}

type KeyDeclaration<T> = (keyof T & string) | readonly (keyof T & string)[]

interface RecordDeclaration<T> {
  readonly name: string
  readonly key: KeyDeclaration<T>
  readonly indexes?: Readonly<Record<string, (record: T) => readonly KeyPart[] | undefined>>
}

interface ResourceDeclaration<T> extends RecordDeclaration<T> {
  /** `arn:{partition}:sqs:{region}:{account}:{name}`: fields of the record in braces. */
  readonly arn: string
  readonly tags?: TagDialect
  readonly notFound: string | { readonly code: string, readonly message: (key: readonly KeyPart[]) => string }
  readonly exists?: string | { readonly code: string, readonly message: (key: readonly KeyPart[]) => string }
  readonly lifecycle?: Lifecycle<T>
  readonly cloudFormation?: CloudFormationHandlers
  readonly meters?: readonly ResourceMeter<T>[]
  readonly ripens?: ResourceType<T>['ripens']
  readonly news?: ResourceType<T>['news']
}

/** Declares records that are stored but are no AWS resource of their own: messages, versions, results. */
export function records<T>(declaration: RecordDeclaration<T>): RecordType<T> {
  return { name: declaration.name, keyOf: keyFunction(declaration.key), indexes: declaration.indexes ?? {} }
}

/** Declares an AWS resource type. `notFound` and `exists` are codes of the service's model, or codes with texts. */
export function resource<T>(declaration: ResourceDeclaration<T>): ResourceType<T> {
  const { name, arn, tags = 'none', notFound, exists = 'ResourceAlreadyExistsException' } = declaration
  const withText = (fault: string | { code: string, message: (key: readonly KeyPart[]) => string }, said: string) =>
    typeof fault === 'string' ? { code: fault, message: (key: readonly KeyPart[]) => `${name} ${key.join('/')} ${said}.` } : fault
  return {
    ...records(declaration),
    arn,
    arnOf: arnTemplate(arn),
    tags,
    notFound: withText(notFound, 'does not exist'),
    exists: withText(exists, 'already exists'),
    ...(declaration.lifecycle && { lifecycle: declaration.lifecycle }),
    ...(declaration.cloudFormation && { cloudFormation: declaration.cloudFormation }),
    ...(declaration.meters && { meters: declaration.meters }),
    ...(declaration.ripens && { ripens: declaration.ripens }),
    ...(declaration.news && { news: declaration.news }),
  }
}

export function isResource<T>(type: RecordType<T>): type is ResourceType<T> {
  return 'arn' in type
}

function keyFunction<T>(fields: KeyDeclaration<T>): (record: T) => readonly KeyPart[] {
  const names = typeof fields === 'string' ? [fields] : fields
  if (names.length === 1) {
    const only = names[0]!
    return record => [record[only] as KeyPart]
  }
  return record => names.map(name => record[name] as KeyPart)
}
