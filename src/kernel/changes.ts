// Changes: a service that heeds the resources of a cell is told of each that is made, changed, tagged or removed, in the transaction that
// does it; another kind of heed wants only what a resource's declaration has to tell of the change: its news. Where nobody heeds,
// a change costs one look into an empty table. What is noted waits in the heeder's own cell, and a timer of its own fetches it.

import { key, keyParts, prefixOf } from '../std/key.ts'
import type { Core } from './core.ts'
import type { Place } from './resource/arn.ts'
import type { KeyPart, ResourceType } from './resource/resource.ts'
import type { Cell, Table } from './store/face.ts'

/** What a change means to those who know the resource's service: a state it has entered. */
export interface News {
  readonly source: string
  readonly detailType: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly resources?: readonly string[]
}

export interface Change {
  readonly kind: 'created' | 'changed' | 'deleted' | 'tagged'
  readonly arn: string
  readonly at: number
  /** Absent of what was only tagged. */
  readonly service?: string
  readonly type?: string
  readonly key?: readonly KeyPart[]
  readonly news?: News
}

export type HeedTopic = 'changes' | 'news'

export interface ChangesFace {
  /** From now on the timer of this name is set when something changes here, or also among what the account has in no region. */
  heed(topic: HeedTopic, kind: string, id: string, withGlobal?: boolean): void
  unheed(topic: HeedTopic, kind: string, id: string): void
  /** What was noted for that timer since it last asked, in order; it is told once. Inside a transaction. */
  take(kind: string, id: string): readonly Change[]
  /** News that no resource's declaration tells: of what a service does by itself. Inside a transaction. */
  tell(arn: string, news: News): void
}

/** Where and when a change is made, and by which request. */
export interface Occasion extends Place { readonly at: number, readonly requestId: string }

interface Heeding { readonly topic: HeedTopic, readonly cellId: string, readonly service: string, readonly kind: string,
  readonly id: string }

/** What is needed of a call. */
interface Caller extends Place {
  readonly cell: Cell
  readonly service: { readonly id: string }
  readonly requestId: string
  now(): number
  afterCommit(effect: () => void): void
  setTimer(kind: string, id: string, dueAt: number): void
}

type Ground = Pick<Core, 'store' | 'timers'>

/** Written records of a resource: tells subscribers in the process, and those who heed. Inside a transaction. */
export function tellOfChange(core: Core, call: Caller, type: ResourceType<never>, arn: string, before: unknown, after: unknown): void {
  const kind = before === undefined ? 'created' : after === undefined ? 'deleted' : 'changed'
  if (core.events.wanted) {
    const { account, region, service } = call
    const event = { kind: `resource-${kind}`, service: service.id, type: type.name, arn, account, region, at: call.now(), before,
      after } as const
    call.afterCommit(() => { core.events.emit(event) })
  }
  const heeded = heedingsOf(call.cell)
  if (heeded.scan().next().done === true) return
  const keyed = type.keyOf((after ?? before) as never)
  const ripe = after === undefined ? undefined : type.ripens?.(after as never)
  if (ripe !== undefined) call.setTimer(`ripen:${type.name}`, JSON.stringify(keyed), Math.max(ripe.at, call.now()))
  const news = type.news?.(before as never, after as never, { ...placeOf(call), at: call.now(), requestId: call.requestId })
  const told = { kind, arn, at: call.now(), service: call.service.id, type: type.name, key: keyed } as const
  note(core, call.cell, news === undefined ? told : { ...told, news })
}

/** Tags of a resource are others than before. Inside a transaction. */
export function tellOfTags(core: Ground, cell: Cell, arn: string, at: number): void {
  if (heedingsOf(cell).scan().next().done !== true) note(core, cell, { kind: 'tagged', arn, at })
}

/** For whoever looks after resources whose state comes with time. @returns undefined where it is not due, or there is none */
export function ripened(type: ResourceType<never>, record: unknown, now: number): { readonly record: object | null } | undefined {
  const ripe = record === undefined ? undefined : type.ripens?.(record as never)
  return ripe === undefined || ripe.at > now ? undefined : ripe
}

function placeOf({ partition, account, region }: Place): Place {
  return { partition, account, region }
}

function note({ store, timers }: Ground, cell: Cell, change: Change, isOnlyNews = false): void {
  for (const [, { topic, cellId, service, kind, id }] of heedingsOf(cell).scan()) {
    if (topic === 'news' ? change.news === undefined : isOnlyNews) continue
    const own = store.cell(cellId)
    const noted = notesOf(own)
    const prefix = prefixOf(service, kind, id)
    let last = 0
    for (const [at] of noted.scan({ prefix, reverse: true })) {
      last = Number(keyParts(at)[3])
      break
    }
    noted.put(key(service, kind, id, last + 1), change)
    if (timers.dueAt(own, service, kind, id) === undefined) timers.set(own, service, kind, id, change.at)
  }
}

export class CallChanges implements ChangesFace {
  readonly #ground: Ground
  readonly #call: Caller

  constructor(ground: Ground, call: Caller) {
    this.#ground = ground
    this.#call = call
  }

  heed(topic: HeedTopic, kind: string, id: string, withGlobal = false): void {
    const { cell, service } = this.#call
    const at = this.#keyOf(topic, kind, id)
    const heeding = { topic, cellId: cell.id, service: service.id, kind, id }
    heedingsOf(cell).put(at, heeding)
    if (withGlobal) heedingsOf(this.#global).put(at, heeding)
    else heedingsOf(this.#global).delete(at)
  }

  unheed(topic: HeedTopic, kind: string, id: string): void {
    const at = this.#keyOf(topic, kind, id)
    for (const cell of [this.#call.cell, this.#global]) heedingsOf(cell).delete(at)
  }

  take(kind: string, id: string): readonly Change[] {
    const { cell, service } = this.#call
    const noted = notesOf(cell)
    const found = [...noted.scan({ prefix: prefixOf(service.id, kind, id) })]
    for (const [at] of found) noted.delete(at)
    return found.map(([, change]) => change)
  }

  tell(arn: string, news: News): void {
    const { cell } = this.#call
    if (heedingsOf(cell).scan().next().done !== true) note(this.#ground, cell, { kind: 'changed', arn, at: this.#call.now(), news }, true)
  }

  get #global(): Cell {
    return this.#ground.store.cell(`${this.#call.account}/global`)
  }

  #keyOf(topic: HeedTopic, kind: string, id: string): string {
    const { cell, service } = this.#call
    return key(cell.id, service.id, topic, kind, id)
  }
}

function heedingsOf(cell: Cell): Table<Heeding> {
  return cell.table('change.heed')
}

function notesOf(cell: Cell): Table<Change> {
  return cell.table('change.noted')
}
