// The only face of the kernel that services see: how a service declares itself, and what a call offers while an operation runs.
// Types and two small constructors; the machinery is in `pipeline.ts`, `call.ts` and `resource/`.
// Invariant: nothing here is particular to one service.

import type { ServiceTypes } from '../../generated/aws/services.ts'
import type { Constraint, Violation } from './validate.ts'
import type { Fault, UniversalFaultCode } from './fault.ts'
import type { UniqueIdPrefix } from './identity/access-key.ts'
import type { AccessKey, AccessKeyChange, SessionCredentials, SessionRequest } from './identity/credentials.ts'
import type { TextSignature } from './identity/identity.ts'
import type { CallBlobs } from './blobs.ts'
import type { Principal } from './identity/principal.ts'
import type { Collection } from './resource/collection.ts'
import type { Controls } from './policy/controls.ts'
import type { Identities } from './policy/identities.ts'
import type { Outcome } from './policy/evaluate.ts'
import type { Asked } from './policy/question.ts'
import type { RecordType, ResourceType } from './resource/resource.ts'
import type { Gauge, MetricsFace } from './metrics.ts'
import type { Tagging, Tags } from './resource/tags.ts'
import type { Quota } from './resource/quota.ts'
import type { JournalFace } from './journal.ts'
import type { ResourceRegistry } from './resource/registry.ts'
import type { NameHolder, Names } from './resource/names.ts'
import type { Headers, WireRequest } from '../wire/message.ts'
import type { CrossOriginRules } from './cross-origin.ts'
import type { WebHandler } from './web.ts'
import type { AnswerForm } from './answer-form.ts'
import type { ArrivalsFace } from './arrivals.ts'
import type { ChangesFace } from './changes.ts'
import type { Letter } from './outbox.ts'
import type { Page } from './pages.ts'
import type { ServiceControl } from './service-control.ts'
import type { Table } from './store/face.ts'
import type { WaitOutcome } from './waits.ts'

export { assumedRolePrincipal, federatedUserPrincipal, openIdIssuerArn, rootPrincipal, userPrincipal } from './identity/principal.ts'
export type { SessionCredentials } from './identity/credentials.ts'
export type { Principal } from './identity/principal.ts'
export type { Collection } from './resource/collection.ts'
export { everyPage } from './resource/every-page.ts'
export { records, resource } from './resource/resource.ts'
export type { CloudFormationHandlers, Properties, RecordType, ResourceMeter, ResourceType } from './resource/resource.ts'
export { arnTemplate, matchArn, parseArn } from './resource/arn.ts'
export { Fault, reworded } from './fault.ts'
export { escapeText, parseXml } from '../wire/xml.ts'
export type { XmlElement } from '../wire/xml.ts'
export { partitions } from '../model/partitions.ts'
export { MalformedRequest } from '../wire/message.ts'
export type { TagSet } from './resource/tags.ts'
export type { BlobPart, BlobRange, CallBlobs } from './blobs.ts'
export type { NameHolder, Names } from './resource/names.ts'
export type { Quota } from './resource/quota.ts'
export type { Datum, Gauge, MetricName } from './metrics.ts'
export { emptyBody } from '../wire/message.ts'
export type { Body, Headers, WireRequest, WireResponse } from '../wire/message.ts'
export type { CrossOriginRequest, CrossOriginRules } from './cross-origin.ts'
export type { Visit, WebHandler, WebRequest } from './web.ts'
export type { AnswerForm } from './answer-form.ts'
export type { Change, News, Occasion } from './changes.ts'
export type { Letter } from './outbox.ts'
export type { Violation } from './validate.ts'
export type { Range, Table } from './store/face.ts'
export type { JournalEntry } from './journal.ts'
export type { ResourceRegistry } from './resource/registry.ts'
export { decide } from './policy/decide.ts'
export type { Decision, PolicySets } from './policy/decide.ts'
export { evaluate, evaluatePolicy } from './policy/evaluate.ts'
export type { Outcome, Question } from './policy/evaluate.ts'
export { readPolicy } from './policy/document.ts'
export type { Policy, PolicyProblem, PolicyUse, Statement } from './policy/document.ts'
export type { Identities, Standing } from './policy/identities.ts'
export { sealedPage } from './sealed-page.ts'
export type { PageAsked, SealedPage } from './sealed-page.ts'
export { coralMessage } from './validation-fault.ts'

/**
 * One operation: exactly the model's name and types. Synchronous, it is one transaction; a generator yields a list's items and the kernel
 * cuts the pages; asynchronous, other calls run in between, and what it writes after its first `await` goes through `call.transact`.
 */
export type Operation<Input, Output, FaultCode extends string = string, Item = never> =
  (input: Input, call: Call<FaultCode>) =>
    Output | void | Generator<Item, Partial<Output> | void> | Promise<Output | void | Generator<Item, Partial<Output> | void>>

/** An operation as the kernel holds it, its types forgotten. */
export type AnyOperation = (input: never, call: never) => unknown

export type TimerHandler = (payload: never, call: Call, timer: { readonly id: string, readonly dueAt: number }) => void | Promise<void>

export interface ServiceDeclaration {
  /** The model's id, the name of the folder. */
  readonly id: string
  /** `account`: one cell for all regions (IAM). */
  readonly scope?: 'region' | 'account'
  /**
   * Callers without credentials get as far as the service: `true`, it judges its resources' policies itself, for other accounts too;
   * `by-policy`, the kernel lets those in whom `resourcePolicy` allows.
   */
  readonly admitsAnonymous?: boolean | 'by-policy'
  readonly resources?: readonly ResourceType<never>[]
  /** Written by hand, by the model's name. */
  readonly operations: Readonly<Record<string, AnyOperation>>
  /** Operations of the model that are refused, with the reason a person can act on. */
  readonly refuses?: Readonly<Record<string, string>>
  /** Tag operations that the kernel serves from the declarations. */
  readonly tagging?: Tagging
  readonly timers?: Readonly<Record<string, TimerHandler>>
  readonly quotas?: Readonly<Record<string, Quota>>
  /** Operations that CloudTrail counts as data events, and so leaves out of its event history. */
  readonly dataEvents?: readonly string[]
  /** Items on a page where the caller names no limit, by operation; 1,000 where nothing is said. */
  readonly pageSizes?: Readonly<Record<string, number>>
  /** The service's own words for input that breaks the model's constraints; the usual `ValidationException` where absent. */
  readonly invalid?: (violations: readonly Violation[], operation: string, input: Readonly<Record<string, unknown>>) => Fault
  /** The service's own words for a request that its protocol cannot read, out of the usual ones. */
  readonly malformed?: (text: string) => string
  /** What stands before the colon of its actions in policies; the signing name where absent. */
  readonly iamPrefix?: string
  /** The action that an operation needs, where it is not the operation's name, in the spelling of the service's denials. */
  readonly iamAction?: (operation: string) => string
  /** The code of its denials, where it is not that of its protocol. */
  readonly denialCode?: string
  /** Operations that every signed caller may use, whatever policies say. */
  readonly needsNoPermission?: readonly string[]
  /** The ARN that a call means, or all of them; undefined where its action is about none. Without it, Resource elements are not judged. */
  readonly target?: (operation: string, input: never, call: Call) => string | readonly string[] | undefined
  /** The policy of the resource that a call means; undefined where it has none, or where the operation heeds none. */
  readonly resourcePolicy?: (operation: string, input: never, call: Call) => string | undefined
  /** The policy of the role that a call would become, where it is kept: it must allow, services too. */
  readonly trust?: (operation: string, input: never, call: Call) => string | undefined
  /** ARNs of roles that a call hands to the service, which the caller must be allowed to pass to it. */
  readonly passes?: (operation: string, input: never) => readonly string[]
  /** Whether policies that an organization sets above an account's resources bind calls to it. */
  readonly resourceControls?: boolean
  /** What it says of levels among its metrics. */
  readonly gauge?: Gauge
  /** Condition keys of the service's own, in lower case, as they stand for a call. */
  readonly conditions?: (operation: string, input: never, call: Call) => Asked['conditions']
  /** What the path of a query request says where the form does not: a queue's own address. */
  readonly fromPath?: (path: string) => Record<string, unknown>
  /** False for a service that keeps its idempotency tokens itself. */
  readonly replays?: boolean
  /** What the service says to a page token it cannot use, where its model lists no such error. */
  readonly invalidToken?: { readonly code: string, readonly message: string }
  /** Constraints of the model that the service does not enforce, or words differently in its own code. */
  readonly unchecked?: (constraint: Constraint, path: string, operation: string) => boolean
  /** Its lists, or those of these operations, are cut by rules of its own, and their tokens are its own. */
  readonly ownPages?: boolean | readonly string[]
  /** Its records and tables are those of this other service, in the same cell: two faces of one thing. */
  readonly sharesRecordsOf?: string
  /** Names of answers' root elements (rest-xml), by operation, where the model does not say them. */
  readonly rootNames?: Readonly<Record<string, string>>
  /** Looks at a request before it is decoded, its body out of any frame: digests that the service wants checked. @throws Fault */
  readonly received?: (request: WireRequest, operation: string) => void
  /** What it shows to everyone below Orrery's own address, by name; `call.pageUrl` says where. */
  readonly page?: Page
  /** What happens to its things outside of its API, by name: `POST /_orrery/services/ID/ACCOUNT/REGION/NAME`. */
  readonly controls?: Readonly<Record<string, ServiceControl>>
  /** Hears of each answer to a request off the wire, after it is made: for logs of a service's own. It changes nothing about the answer. */
  readonly answered?: (exchange: Exchange, call: Call) => void
  /** The account and region whose cell answers, where the input names another than the caller's; `names` are those of the partition. */
  readonly locate?: (operation: string, input: never, caller: Caller, names: Names) =>
    { readonly account?: string, readonly region?: string } | undefined
  /** Which origins' scripts may call what a customer keeps here, by the customer's own rules. */
  readonly crossOrigin?: CrossOriginRules
  /** Answers requests that are for customers' own content and name no operation, by the form of their address: `s3-website`. */
  readonly web?: Readonly<Record<string, WebHandler>>
}

/** A request off the wire, and what became of it. */
export interface Exchange {
  readonly input: Readonly<Record<string, unknown>>
  readonly request: Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'>
  readonly status: number
  /** Lower-case names. */
  readonly headers: Headers
  /** Code of the fault, where there was one. */
  readonly fault?: string
  /** Of the body, where it is known before it is sent. */
  readonly sizeBytes?: number
}

/** Who calls, and the region that is called. */
export interface Caller extends NameHolder { readonly principal: Principal }

/** Declares a service. It is the identity function; it exists to check the declaration where it stands. */
export function service(declaration: ServiceDeclaration): ServiceDeclaration {
  return declaration
}

type OutputOf<O> = O extends Operation<infer _Input, infer Output, infer _Fault, infer _Item> ? Output : never
type InputOf<O> = O extends (input: infer Input, call: never) => unknown ? Input : never

/** Another service, called for real: identity, journal and meter see it. */
export type ServiceClient<S> = { readonly [Name in keyof S]: (input: InputOf<S[Name]>) => Promise<OutputOf<S[Name]>> }

export interface CallTarget {
  readonly account?: string
  readonly region?: string
  /** Calls as this principal instead of the service's own. */
  readonly principal?: Principal
  /** The service's own principal, where it is not named for the service: `access-grants.s3.amazonaws.com`. */
  readonly servicePrincipal?: string
  /** The resource on whose behalf the service calls (`aws:SourceArn`). */
  readonly sourceArn?: string
}

export interface Call<FaultCode extends string = string> {
  readonly operation: string
  /** Where the call is answered: the owner of the resources, who need not be the caller. */
  readonly account: string
  readonly region: string
  readonly partition: string
  readonly principal: Principal
  /** Services that passed the principal's call on in its name, the first one first: `sqs.amazonaws.com`. */
  readonly calledVia: readonly string[]
  /** On whose behalf a service calls. */
  readonly sourceArn: string | undefined
  readonly requestId: string
  /** The client's IP address, or the name of the service that calls. */
  readonly sourceAddress: string
  /** `http://127.0.0.1:4566`, as the client reached us. */
  readonly endpoint: string
  /** The request that the input was decoded from, trailers among its headers once the body is read; absent for calls from within. */
  readonly request: WireRequest | undefined
  /** False where the user has switched authorisation off. */
  readonly enforces: boolean
  /** True where quotas bite (`--quotas real`): for limits that are more than a number, such as throughput. */
  readonly enforcesQuotas: boolean
  /** What the policy of a resource says of this call's principal; one that cannot be read says nothing. */
  evaluatePolicy(text: string, asked: Asked): Outcome
  /** Refuses the call for want of permission, or only notes it where the user wants denials noted. @throws Fault */
  deny(denial: Fault): void
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal | undefined

  /** Virtual time at which the call began, epoch ms; the same throughout a synchronous operation. */
  now(): number
  /** A number greater than all before it in this cloud, 1,024 to a millisecond of virtual time: keeps what it numbers in order. */
  sequence(): number
  /** Uniform in [0, 1). */
  random(): number
  uuid(): string
  /** Lower-case hexadecimal digits. */
  hex(length: number): string
  alphanumeric(length: number): string
  bytes(length: number): Uint8Array

  of<T>(type: RecordType<T>): Collection<T>
  /** An ordered table of this service's in this cell, for keys of its own making (`std/key.ts`). Its name is no record type's. */
  table<V>(name: string): Table<V>
  /** As `table`, but one for all regions of the account. */
  accountTable<V>(name: string): Table<V>
  /** What can be made again, kept in memory for all calls of this service in this cloud: compiled texts and the like. */
  cache<T>(name: string, make: () => T): T
  tags<T>(type: ResourceType<T>): Tags
  arn<T>(type: ResourceType<T>, record: T): string
  fault(code: FaultCode | UniversalFaultCode, message: string, fields?: Record<string, unknown>): Fault
  /** Refuses when `wanted` exceeds the quota and `--quotas real` is on. */
  quota(name: string, wanted: number): void
  to<Id extends keyof ServiceTypes>(service: Id, target?: CallTarget): ServiceClient<ServiceTypes[Id]>
  /** A real call of what is known only now: users configured it. @throws Fault the callee's, or where there is none */
  invoke(
    service: string, operation: string, input: Readonly<Record<string, unknown>>, target?: CallTarget,
  ): Promise<Record<string, unknown>>
  /** The same of a document as a user wrote it, as plain as JSON, and the answer as such a one. @throws Fault `ValidationException` too */
  invokePlainly(
    service: string, operation: string, document: Readonly<Record<string, unknown>>, target?: CallTarget,
  ): Promise<Record<string, unknown>>
  /** One synchronous transaction, in an asynchronous operation after its first `await`. */
  transact<T>(body: () => T): T
  /** Runs when the call's transaction has been committed. */
  afterCommit(effect: () => void | Promise<void>): void
  /** Sets a stored timer of this service in this cell; `kind` names its handler, `id` tells it from others of its kind. */
  setTimer(kind: string, id: string, dueAt: number, payload?: unknown): void
  cancelTimer(kind: string, id: string): boolean
  /** Waits for `wake(key)` or a time, without holding the transaction; ends at the real time limit even under a frozen clock. */
  wait(key: string, until: { readonly dueAt: number, readonly patienceMs: number }): Promise<WaitOutcome>
  wake(key: string, count?: number): void
  /** Counts usage for the bill: AWS's usage type without its region, of the first resource that the call dealt with, or as `of` says. */
  meter(usageType: string, quantity: number, of?: MeteredOf): void
  /** A quantity that is billed by the time it stands (stored bytes) becomes more or less, by whole units. */
  stand(usageType: string, change: number, of?: MeteredOf): void
  /** Sends a message to people or devices: it can be read at `GET /_orrery/outbox`. Inside a transaction. */
  post(letter: Letter): void
  /** Where clients find the service's page of this name. */
  pageUrl(name: string): string
  /** A token that only this cloud can open, for this purpose. */
  seal(purpose: string, value: unknown): string
  open(purpose: string, token: string): unknown
  /** Every declared resource of this account; of derived types those that there is something of, and the one of CloudFormation's name. */
  resources(typeName?: string): Promise<ResourceRegistry>
  /** What a state lasts that typically takes so long, ms: `--lifecycle` may shorten it. */
  lifecycleMs(typicalMs: number): number
  /** Bytes of any length, kept beside the records. */
  readonly blobs: CallBlobs
  /** Names that one account of the partition can hold. */
  readonly names: Names
  /** What is set above the partition's accounts: policies that bind all who are in them. */
  readonly controls: Controls
  /** Says more of the answer than the output can: a status, headers, a body; what is said later adds to it. */
  respond(form: AnswerForm): void
  readonly journal: JournalFace
  /** What comes into resources that others read: queues, streams. */
  readonly arrivals: ArrivalsFace
  /** What becomes of the account's resources here, for services that heed it. */
  readonly changes: ChangesFace
  /** Metrics of this account and region, under CloudWatch's names. */
  readonly metrics: MetricsFace
  readonly identity: IdentityFace
  /** What hangs on the cloud beside its services; asked for through the part's own face. */
  part(id: string): unknown
}

/** Where a service calls on in the name of whoever calls it; one that calls for itself does it in its own. */
export function asCaller({ principal }: Pick<Call, 'principal'>): CallTarget {
  return principal.kind === 'service' ? {} : { principal }
}

/** What usage belongs to. */
export interface MeteredOf {
  /** ARN; empty for usage that belongs to no resource. */
  readonly resource?: string
  readonly operation?: string
}

/** Issuing and reading credentials, for the services whose business that is. */
export interface IdentityFace {
  issueSession(session: SessionRequest): SessionCredentials
  /** A new long-term key, in use at once. Inside a transaction, as the next two. */
  issueKey(principal: Principal): AccessKey
  /** Switches a key on or off, or says anew whose it is. */
  changeKey(accessKeyId: string, change: AccessKeyChange): void
  deleteKey(accessKeyId: string): void
  /** `AIDA…`, `ANPA…`: never the same twice. */
  newUniqueId(prefix: UniqueIdPrefix): string
  /** What is kept of an account's identities and their policies: the call's account where none is said. */
  identitiesOf(account?: string): Identities
  /** Who holds these session credentials of this cloud; undefined where they are none, or over. */
  holderOf(accessKeyId: string, sessionToken: string): Principal | undefined
  /** The account that an access key id carries; undefined for one that carries none. */
  accountOfAccessKey(accessKeyId: string): string | undefined
  /** Who signed a text that came in a form: a policy that a browser posts. @throws Fault in the words of the call's service */
  signerOf(text: string, signature: TextSignature): Principal
  /** The virtual time that a time on a client's clock stands for, the nearest to now where it may be several; epoch ms. */
  standing(clientAt: number): number
  /** `AROA…`, always the same for a name: for principals that are spoken of but stored nowhere. */
  uniqueIdFor(prefix: UniqueIdPrefix, account: string, name: string): string
  /** What a denied caller was told in sealed form; undefined for a text that is none of ours. */
  openDenial(message: string): string | undefined
}


