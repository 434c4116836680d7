// One call while it runs: what `service.ts` promises to operations, made from the cloud's core. Nothing of it outlives the call.
// Invariant: it reaches only the cell it was located in; other cells and services are reached by `to`, which is a call of its own.

import type { ServiceTypes } from '../../generated/aws/services.ts'
import type { Values } from '../wire/protocol.ts'
import type { WireRequest } from '../wire/message.ts'
import type { AnswerForm } from './answer-form.ts'
import { CallArrivals } from './arrivals.ts'
import { CallChanges, tellOfChange, tellOfTags } from './changes.ts'
import type { CallBlobs } from './blobs.ts'
import type { Core } from './core.ts'
import { Fault, faultOf } from './fault.ts'
import { cellIdOf } from './cell-id.ts'
import { newestFirst } from './journal-face.ts'
import type { JournalFace } from './journal.ts'
import { deny, lifecycleMs } from './settings.ts'
import { CallMetrics } from './call-metrics.ts'
import type { Principal } from './identity/principal.ts'
import type { Family } from './identity/refusal.ts'
import { identityFace } from './identity-face.ts'
import { evaluate, type Outcome } from './policy/evaluate.ts'
import { questionOf, type Asked } from './policy/question.ts'
import { PolicyShelf } from './policy/shelf.ts'
import { collection, type Collection, type CollectionContext } from './resource/collection.ts'
import { settle } from './resource/lifecycle.ts'
import { exceeds } from './resource/quota.ts'
import { onwardOrigin } from './onward.ts'
import { postLetter, type Letter } from './outbox.ts'
import { pageUrl } from './page-url.ts'
import { callPlainly, checkKnown } from './plain-call.ts'
import { Controls } from './policy/controls.ts'
import { Names } from './resource/names.ts'
import { holdings, ResourceRegistry } from './resource/registry.ts'
import { isResource, type KeyPart, type RecordType, type ResourceType } from './resource/resource.ts'
import type { Pager } from './resource/page.ts'
import { tagProblem, tagTable } from './resource/tags.ts'
import type { Tags, TagSet } from './resource/tags.ts'
import type { Call, CallTarget, IdentityFace, MeteredOf, ServiceClient } from './service.ts'
import type { BoundOperation, LoadedService } from './services.ts'
import type { Cell, Table } from './store/face.ts'

/** Who calls what, where: the same for a request off the wire and for one service calling another. */
export interface CallOrigin {
  readonly principal: Principal
  readonly account: string
  readonly region: string
  readonly partition: string
  readonly requestId: string
  readonly endpoint: string
  readonly sourceAddress: string
  readonly userAgent: string
  /** How the caller's protocol words errors; absent for calls from within. */
  readonly family?: Family
  /** Services that passed a principal's call on in its name, the first one first. */
  readonly calledVia?: readonly string[]
  /** The resource on whose behalf a service calls. */
  readonly sourceArn?: string
  readonly request?: WireRequest | undefined
  /** Made on first use: few calls wait. */
  readonly signal?: () => AbortSignal
}

/** Runs a call of another service through the pipeline. */
export type Invoke = (service: string, operation: string, input: Values, origin: CallOrigin) => Promise<Values>

export class RunningCall implements Call, CollectionContext {
  readonly service: LoadedService
  /** Absent while a timer runs. */
  readonly bound: BoundOperation | undefined
  readonly cell: Cell
  readonly operation: string
  readonly account: string
  readonly region: string
  readonly partition: string
  readonly principal: Principal
  readonly requestId: string
  readonly sourceAddress: string
  readonly endpoint: string
  readonly origin: CallOrigin
  pager: Pager | undefined
  answerForm: AnswerForm | undefined

  readonly #core: Core
  readonly #invoke: Invoke
  readonly #touched = new Set<string>()
  readonly #collections = new Map<RecordType<never>, Collection<never>>()
  #now: number | undefined
  #blobs: CallBlobs | undefined
  #effects: (() => void | Promise<void>)[] = []

  constructor(
    core: Core, service: LoadedService, bound: BoundOperation | undefined, operation: string, origin: CallOrigin, invoke: Invoke,
  ) {
    this.#core = core
    this.service = service
    this.bound = bound
    this.origin = origin
    this.#invoke = invoke
    this.operation = operation
    this.account = origin.account
    this.region = origin.region
    this.partition = origin.partition
    this.principal = origin.principal
    this.requestId = origin.requestId
    this.sourceAddress = origin.sourceAddress
    this.endpoint = origin.endpoint
    this.cell = core.store.cell(cellIdOf(service, origin.account, origin.region))
  }

  now(): number {
    if (!this.#core.store.inTransaction) return this.#core.clock.now()
    return this.#now ??= this.#core.clock.now()
  }

  /** ARNs of the resources it dealt with, for the journal. */
  get touched(): string[] {
    return [...this.#touched]
  }

  get #firstTouched(): string { return this.#touched.values().next().value ?? '' }

  get request(): WireRequest | undefined { return this.origin.request }

  get sourceArn(): string | undefined { return this.origin.sourceArn }
  get calledVia(): readonly string[] { return this.origin.calledVia ?? [] }

  get enforces(): boolean { return this.#core.settings.iam !== 'off' }

  get enforcesQuotas(): boolean { return this.#core.settings.quotas === 'real' }

  evaluatePolicy(text: string, asked: Asked): Outcome {
    const policy = this.cache('policies', () => new PolicyShelf()).policy(text, asked.use ?? 'resource')
    return evaluate(policy === undefined ? [] : [policy], questionOf(this, asked))
  }

  deny(denial: Fault): void { deny(this.#core.settings, this.requestId, denial) }

  get blobs(): CallBlobs { return this.#blobs ??= this.#core.blobs.forCall(this) }

  get names(): Names { return new Names(this.#core.store, this.partition, this.#owner) }

  get controls(): Controls { return new Controls(this.#core.store, this.partition) }

  respond(form: AnswerForm): void {
    const headers = { ...this.answerForm?.headers, ...form.headers }
    this.answerForm = { ...this.answerForm, ...form, headers }
  }

  get signal(): AbortSignal | undefined { return this.origin.signal?.() }

  sequence(): number { return this.#core.sequence.next(this.now()) }
  random(): number { return this.#core.random.next() }
  uuid(): string { return this.#core.random.uuid() }
  hex(length: number): string { return this.#core.random.hex(length) }
  alphanumeric(length: number): string { return this.#core.random.alphanumeric(length) }
  bytes(length: number): Uint8Array { return this.#core.random.bytes(length) }

  cache<T>(name: string, make: () => T): T {
    const { caches } = this.service
    if (!caches.has(name)) caches.set(name, make())
    return caches.get(name) as T
  }

  /** The service whose records it sees. */
  get #owner(): string {
    return this.service.declaration.sharesRecordsOf ?? this.service.id
  }

  table<V>(name: string): Table<V> {
    return this.cell.table<V>(`${this.#owner}/${name}`)
  }

  accountTable<V>(name: string): Table<V> {
    return this.#core.store.cell(`${this.account}/global`).table<V>(`${this.#owner}/${name}`)
  }

  of<T>(type: RecordType<T>): Collection<T> {
    const known = this.#collections.get(type as RecordType<never>)
    if (known !== undefined) return known as unknown as Collection<T>
    const made = collection(this.cell, this.#owner, type, this)
    this.#collections.set(type as RecordType<never>, made as unknown as Collection<never>)
    return made
  }

  arn<T>(type: ResourceType<T>, record: T): string {
    return type.arnOf(this, record as Record<string, unknown>)
  }

  tags<T>(type: ResourceType<T>): Tags {
    const table = tagTable(this.cell)
    const arnOf = (key: readonly KeyPart[]) => this.arn(type, this.of(type).require(...key))
    return {
      get: (...key) => table.get(arnOf(key)) ?? {},
      add: (tags, ...key) => this.#addTags(arnOf(key), tags),
      remove: (names, ...key) => {
        const arn = arnOf(key)
        const left = Object.entries(table.get(arn) ?? {}).filter(([name]) => !names.includes(name))
        this.#putTags(arn, Object.fromEntries(left))
      },
      clear: (...key) => {
        const arn = arnOf(key)
        if (table.delete(arn)) this.#tagged(this.cell, arn, {})
      },
    }
  }

  fault(code: string, message: string, fields?: Values): Fault {
    return faultOf(this.service.model, this.bound?.model, code, message, fields)
  }

  quota(name: string, wanted: number): void {
    if (this.#core.settings.quotas !== 'real') return
    const quota = this.service.declaration.quotas?.[name]
    if (quota === undefined) throw new Error(`assert: ${this.service.id} declares no quota ${name}`)
    const problem = exceeds(quota, wanted)
    if (problem !== undefined) throw this.fault(problem.code, problem.message)
  }

  to<Id extends keyof ServiceTypes>(service: Id, target: CallTarget = {}): ServiceClient<ServiceTypes[Id]> {
    const origin = this.#originFor(target)
    return new Proxy({}, {
      get: (_, operation) => (input: Values) => this.#invoke(String(service), String(operation), input, origin),
    }) as ServiceClient<ServiceTypes[Id]>
  }

  async invoke(service: string, operation: string, input: Values, target: CallTarget = {}): Promise<Values> {
    checkKnown(this.#core, service, operation)
    return this.#invoke(service, operation, input, this.#originFor(target))
  }

  invokePlainly(service: string, operation: string, document: Values, target: CallTarget = {}): Promise<Values> {
    return callPlainly(this.#core, service, operation, document, input => this.invoke(service, operation, input, target))
  }

  #originFor(target: CallTarget): CallOrigin {
    return onwardOrigin(this.origin, this.service.id, this.uuid(), target)
  }

  transact<T>(body: () => T): T {
    this.#now = undefined
    const effectsBefore = [...this.#effects]
    let result: T
    try {
      result = this.#core.store.transact(body)
    } catch (error) {
      this.#effects = effectsBefore
      throw error
    }
    this.committed()
    return result
  }

  afterCommit(effect: () => void | Promise<void>): void {
    this.#effects.push(effect)
  }

  /** Runs what waited for the commit; the pipeline calls it when the transaction is through. */
  committed(): void {
    if (this.#effects.length === 0) return
    const effects = this.#effects
    this.#effects = []
    for (const effect of effects) {
      const running = effect()
      if (running instanceof Promise) this.#core.background.add(running)
    }
  }

  setTimer(kind: string, id: string, dueAt: number, payload: unknown = null): void {
    this.#core.timers.set(this.cell, this.service.id, kind, id, dueAt, payload)
  }

  cancelTimer(kind: string, id: string): boolean {
    return this.#core.timers.cancel(this.cell, this.service.id, kind, id)
  }

  wait(key: string, until: { readonly dueAt: number, readonly patienceMs: number }): ReturnType<Call['wait']> {
    const { signal } = this
    return this.#core.waits.wait(`${this.cell.id}\0${this.service.id}\0${key}`, signal === undefined ? until : { ...until, signal })
  }

  wake(key: string, count = 1): void {
    this.#core.waits.wake(`${this.cell.id}\0${this.service.id}\0${key}`, count)
  }

  meter(usageType: string, quantity: number, { resource = this.#firstTouched, operation = this.operation }: MeteredOf = {}): void {
    this.#core.meter.count(this.cell.id, { service: this.service.id, usageType, operation, resource }, this.now(), quantity)
  }

  stand(usageType: string, change: number, { resource = this.#firstTouched, operation = '' }: MeteredOf = {}): void {
    this.#core.meter.stand(this.cell, { service: this.service.id, usageType, operation, resource }, this.now(), change)
  }

  get metrics(): CallMetrics { return new CallMetrics(this.#core, this) }

  get arrivals(): CallArrivals { return new CallArrivals(this.#core, this) }

  get changes(): CallChanges { return new CallChanges(this.#core, this) }

  /** This call as another service's. */
  as(service: LoadedService): RunningCall {
    return new RunningCall(this.#core, service, undefined, this.operation, this.origin, this.#invoke)
  }

  part(id: string): unknown { return this.#core.parts.get(id) }

  post(letter: Letter): void {
    postLetter(this.cell, this.sequence(), { ...letter, sentAt: this.now(), service: this.service.id })
  }

  pageUrl(name: string): string {
    return pageUrl(this.endpoint, { service: this.service.id, account: this.account, region: this.region, page: name })
  }

  seal(purpose: string, value: unknown): string {
    return this.#core.sealer.seal(`${this.service.id}/${purpose}`, value)
  }

  open(purpose: string, token: string): unknown {
    return this.#core.sealer.open(`${this.service.id}/${purpose}`, token)
  }

  async resources(typeName?: string): Promise<ResourceRegistry> {
    const { partition, account, region, pager } = this
    const { store, services } = this.#core
    const tagged = (cell: Cell, arn: string, tags: TagSet) => this.#tagged(cell, arn, tags)
    const types = await services.resourceTypes(holdings(store, account, region), typeName)
    return new ResourceRegistry(types, { store, partition, account, region, pager, tagged })
  }

  get journal(): JournalFace {
    return newestFirst(this.#core.journal, this.pager)
  }

  lifecycleMs(typicalMs: number): number {
    return lifecycleMs(this.#core.settings, typicalMs)
  }

  get identity(): IdentityFace { return identityFace(this.#core, this) }

  #addTags(arn: string, tags: TagSet): void {
    const table = tagTable(this.cell)
    const present = table.get(arn) ?? {}
    const problem = tagProblem(present, tags)
    if (problem !== undefined) {
      const { invalid = 'ValidationException', tooMany = invalid } = this.service.declaration.tagging ?? {}
      throw this.fault(problem.kind === 'invalid' ? invalid : tooMany, problem.message)
    }
    this.#putTags(arn, { ...present, ...tags })
  }

  #putTags(arn: string, tags: TagSet): void {
    tagTable(this.cell).put(arn, tags)
    this.#tagged(this.cell, arn, tags)
  }

  #tagged(cell: Cell, arn: string, tags: TagSet): void {
    this.#core.meter.tagged(cell, arn, this.now(), tags)
    tellOfTags(this.#core, cell, arn, this.now())
  }

  missing(type: RecordType<never>, key: readonly KeyPart[]): Error {
    return this.#fromText((type as ResourceType<never>).notFound, type, key)
  }

  present(type: RecordType<never>, key: readonly KeyPart[]): Error {
    return this.#fromText((type as ResourceType<never>).exists, type, key)
  }

  seen(type: RecordType<never>, record: unknown): void {
    if (isResource(type)) this.#touched.add(this.arn(type, record as never))
  }

  changed(type: RecordType<never>, before: unknown, after: unknown): unknown {
    return isResource(type) ? this.#resourceChanged(type, before, after) : this.#stay(type, before, after)
  }

  #stay(type: RecordType<never>, before: unknown, after: unknown, arn?: string): void {
    const [{ stays }, service] = [this.#core, this.#owner]
    if (!stays.isMetered(service, type)) return
    stays.changed({ cell: this.cell, service, type, place: this, at: this.now(), ...(arn !== undefined && { arn }) }, before, after)
  }

  #fromText(text: ResourceType<never>['notFound'], type: RecordType<never>, key: readonly KeyPart[]): Error {
    if (text === undefined) return new Error(`assert: record ${type.name} ${key.join('/')} is not as expected`)
    return this.fault(text.code, text.message(key))
  }

  /** Journal, events, tags and lifecycle of a resource that is written. @returns the record to store instead, if any */
  #resourceChanged(type: ResourceType<never>, before: unknown, after: unknown): unknown {
    const record = (after ?? before) as never
    const arn = this.arn(type, record)
    this.#touched.add(arn)
    if (after === undefined) tagTable(this.cell).delete(arn)
    const settled = after === undefined ? undefined : settle(this.#core.settings, type, before as never, after as never, (delayMs, state) =>
      this.setTimer(`settle:${type.name}`, JSON.stringify(type.keyOf(record)), this.now() + delayMs, state))
    this.#stay(type, before, settled ?? after, arn)
    tellOfChange(this.#core, this, type, arn, before, settled ?? after)
    return settled
  }
}
