// Every declared resource of every service, for what works on all of them alike: tagging by ARN, Cloud Control, deletion of an account.
// Made on demand, since it loads every service that has a folder. Invariant: it reaches only the account of the call it was made for.

import { key, keyParts } from '../../std/key.ts'
import { assert } from '../fault.ts'
import type { Cell, Store } from '../store/face.ts'
import { matchArn } from './arn.ts'
import { tableName } from './collection.ts'
import type { Pager } from './page.ts'
import type { CloudFormationHandlers, KeyPart, ResourceType } from './resource.ts'
import { tagProblem, tagTable } from './tags.ts'
import type { TagProblem, TagSet } from './tags.ts'
import { arnTable } from './derive/arn-name.ts'
import type { ArnEntry } from './derive/arn-name.ts'

export interface RegisteredType {
  readonly service: string
  readonly scope: 'region' | 'account'
  readonly type: ResourceType<never>
  /** Its records are told by their ARNs, which follow no template alone. */
  readonly isDerived?: true
}

export interface NamedResource extends RegisteredType {
  readonly arn: string
  readonly account: string
  readonly region: string
  readonly key: readonly KeyPart[]
}

export interface TaggedResource { readonly arn: string, readonly tags: TagSet }

/** A resource that is there. `region` is `global` where it belongs to none. */
export interface PresentResource extends TaggedResource {
  readonly service: string
  readonly type: string
  readonly region: string
  readonly key: readonly KeyPart[]
}

/** Where the call that asks stands. */
export interface RegistryContext {
  readonly store: Store
  readonly partition: string
  readonly account: string
  readonly region: string
  readonly pager: Pager | undefined
  /** Told of tags that change. */
  readonly tagged?: (cell: Cell, arn: string, tags: TagSet) => void
}

/** Whether there is anything of a derived service in an account and region: one look into a table, which loads no model. */
export function holdings(store: Store, account: string, region: string): (service: string) => boolean {
  const cells = [region, 'global'].map(place => store.cell(`${account}/${place}`))
  return service => cells.some(cell => !cell.table(`${service}/${arnTable}`).scan().next().done)
}

export class ResourceRegistry {
  readonly types: readonly RegisteredType[]
  readonly #context: RegistryContext

  constructor(types: readonly RegisteredType[], context: RegistryContext) {
    this.types = types
    this.#context = context
  }

  /** The type and key that an ARN names, whether or not there is such a resource. */
  named(arn: string): NamedResource | undefined {
    const [, , , region = '', account = ''] = arn.split(':')
    for (const registered of this.types) {
      if (registered.isDerived === true) continue
      const fields = matchArn(registered.type.arn, arn)
      if (fields === undefined) continue
      return { ...registered, arn, account, region, key: registered.type.keyOf(fields as never) }
    }
    return this.#derived(arn, region, account)
  }

  /** One of a derived type, of which only those that are there have a name. */
  #derived(arn: string, region: string, account: string): NamedResource | undefined {
    const { store, account: ownAccount, region: ownRegion } = this.#context
    if (account !== '' && account !== ownAccount) return undefined
    for (const registered of this.types) {
      if (registered.isDerived !== true) continue
      const cell = store.cell(`${ownAccount}/${registered.scope === 'account' ? 'global' : region || ownRegion}`)
      const entry = cell.table<ArnEntry>(`${registered.service}/${arnTable}`).get(key(arn))
      if (entry?.noun === registered.type.name) return { ...registered, arn, account, region, key: entry.key }
    }
    return undefined
  }

  exists(resource: NamedResource): boolean {
    return this.#cellOf(resource).table(tableName(resource.service, resource.type)).has(key(...resource.key))
  }

  /** All resources of the account in these regions, and those of none, in order of their ARNs. */
  present(regions: readonly string[]): PresentResource[] {
    const { account } = this.#context
    const found: PresentResource[] = []
    for (const { service, scope, type, isDerived } of this.types) {
      for (const region of scope === 'account' ? ['global'] : regions) {
        const cell = this.#context.store.cell(`${account}/${region}`)
        const arns = isDerived === true ? derivedArns(cell, service, type.name) : this.#arnsOf(cell, service, type, region)
        const tags = tagTable(cell)
        for (const { arn, key: keyed } of arns) {
          // Derived ones of services that have no regions lie where they were asked for.
          const own = isDerived === true ? arn.split(':')[3] || 'global' : region
          found.push({ service, type: type.name, arn, key: keyed, region: own, tags: tags.get(arn) ?? {} })
        }
      }
    }
    return found.sort((a, b) => a.arn < b.arn ? -1 : 1)
  }

  /** A list in order of ARNs, from where the page begins. */
  * paged<T extends { readonly arn: string }>(list: readonly T[]): Generator<T, void> {
    const cursor = this.#context.pager?.claim()
    for (const item of list) {
      if (cursor?.after !== undefined && item.arn <= cursor.after) continue
      cursor?.reached(item.arn)
      yield item
    }
  }

  * #arnsOf(cell: Cell, service: string, type: ResourceType<never>, region: string): Generator<Found> {
    const { partition, account } = this.#context
    for (const [, record] of cell.table(tableName(service, type)).scan()) {
      const place = { partition, account, region: region === 'global' ? this.#context.region : region }
      yield { arn: type.arnOf(place, record as never), key: type.keyOf(record as never) }
    }
  }

  /** Resources of this account and region that have tags or once had, in order of their ARNs; regionless ones among them. */
  * tagged(): IterableIterator<TaggedResource> {
    const { store, account, region } = this.#context
    const cursor = this.#context.pager?.claim()
    const after = cursor?.after === undefined ? {} : { after: cursor.after }
    const regional = tagTable(store.cell(`${account}/${region}`)).scan(after)
    const global = tagTable(store.cell(`${account}/global`)).scan(after)
    for (const [arn, tags] of merged(regional, global)) {
      cursor?.reached(arn)
      yield { arn, tags }
    }
  }

  tagsOf(resource: NamedResource): TagSet {
    return tagTable(this.#cellOf(resource)).get(resource.arn) ?? {}
  }

  /** Inside a transaction. @returns what is wrong with the tags, if anything; then nothing is changed */
  addTags(resource: NamedResource, tags: TagSet): TagProblem | undefined {
    const present = this.tagsOf(resource)
    const problem = tagProblem(present, tags)
    if (problem === undefined) this.#putTags(resource, { ...present, ...tags })
    return problem
  }

  /** Inside a transaction. */
  removeTags(resource: NamedResource, names: readonly string[]): void {
    const left = Object.entries(this.tagsOf(resource)).filter(([name]) => !names.includes(name))
    this.#putTags(resource, Object.fromEntries(left))
  }

  #putTags(resource: NamedResource, tags: TagSet): void {
    const cell = this.#cellOf(resource)
    tagTable(cell).put(resource.arn, tags)
    this.#context.tagged?.(cell, resource.arn, tags)
  }

  /** The handlers of a CloudFormation type name, such as `AWS::…::…`. */
  cloudFormation(typeName: string): CloudFormationHandlers | undefined {
    return this.types.find(({ type }) => type.cloudFormation?.type === typeName)?.type.cloudFormation
  }

  #cellOf({ scope, account, region }: NamedResource): Cell {
    const { store, account: ownAccount, region: ownRegion } = this.#context
    assert(account === '' || account === ownAccount, `a resource of ${account} was looked for on behalf of ${ownAccount}`)
    return store.cell(`${account || ownAccount}/${scope === 'account' ? 'global' : region || ownRegion}`)
  }
}

type Found = Pick<PresentResource, 'arn' | 'key'>

function* derivedArns(cell: Cell, service: string, noun: string): Generator<Found> {
  for (const [at, entry] of cell.table<ArnEntry>(`${service}/${arnTable}`).scan()) {
    if (entry.noun === noun) yield { arn: String(keyParts(at)[0]), key: entry.key }
  }
}

/** Two sorted runs as one. */
function* merged<V>(left: Iterator<[string, V]>, right: Iterator<[string, V]>): IterableIterator<[string, V]> {
  let a = left.next()
  let b = right.next()
  while (!a.done || !b.done) {
    if (b.done || (!a.done && a.value[0] < b.value[0])) {
      yield a.value
      a = left.next()
    } else {
      yield b.value
      b = right.next()
    }
  }
}
