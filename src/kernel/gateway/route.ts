// Finds the service, operation, protocol and region of any request of any AWS client, by the evidence it carries, the most trusted first:
// the CBOR path, the target header, the credential scope, the host, the path and query, the form's action, and the user agent as a
// tie-break. It reads only the head and verifies nothing. Invariant: every request gets a route, and a route that is no fault names a known
// operation.

import type { ModelCatalogue, ServiceEntry } from '../../model/catalogue-face.ts'
import { isRegion } from '../../model/partitions.ts'
import type { ProtocolName } from '../../model/shape.ts'
import { actionCandidates, actionProtocol, actionRoute, isQueryService, unknownAction } from './action.ts'
import { BindingTable } from './binding.ts'
import type { Bound, Requirements } from './binding.ts'
import { bucketAddress, bucketSigningSuffixes, isPostObject, namesAccessPoint, signedTheOldWay } from './bucket-address.ts'
import { agentService, plainName, queryValue, ScopeReader } from './evidence.ts'
import type { Scope } from './evidence.ts'
import { HostReader } from './host.ts'
import type { HostReading } from './host.ts'
import { isAdminPath } from './request.ts'
import type { RequestHead } from './request.ts'
import { missingToken, unknownOperation, unknownRestOperation, unknownSigningName } from './route-faults.ts'
import type { ActionForm, ActionRoute, OperationRoute, Route, RouteFault, WebRoute } from './route-types.ts'

export interface RouterOptions {
  /** Where nothing names a region. */
  readonly defaultRegion?: string
  /** Names under which this cloud is reached besides localhost, so that `bucket.name` and `sqs.name` mean what they mean on AWS. */
  readonly hostNames?: readonly string[]
}

const hostReadingsMax = 1000

/** Services that a request may be for, by what they speak. */
interface Group {
  readonly entries: readonly ServiceEntry[]
  readonly query: readonly string[]
  readonly rest: readonly string[]
  readonly besideBuckets: readonly string[]
}

export class Router {
  readonly #catalogue: ModelCatalogue
  readonly #defaultRegion: string
  readonly #hosts: HostReader
  readonly #hostReadings = new Map<string, HostReading>()
  readonly #tables = new Map<string, BindingTable>()
  readonly #rpcRoutes = new Map<string, { readonly entry: ServiceEntry, readonly operationName: string }>()
  readonly #scopes = new ScopeReader()
  readonly #groups = new WeakMap<readonly string[], Group>()
  readonly #bucketIds = new Map<string, readonly string[]>()
  readonly #bucketService: string | undefined
  readonly #bucketControl: string | undefined

  constructor(catalogue: ModelCatalogue, options: RouterOptions = {}) {
    this.#catalogue = catalogue
    this.#defaultRegion = options.defaultRegion ?? 'us-east-1'
    this.#hosts = new HostReader(prefix => catalogue.byEndpointPrefix(prefix).length > 0, options.hostNames)
    this.#bucketService = catalogue.entries.find(entry => entry.serviceId === 'S3')?.id
    this.#bucketControl = catalogue.entries.find(entry => entry.serviceId === 'S3 Control')?.id
  }

  route(head: RequestHead): Route {
    if (head.headers['smithy-protocol'] === 'rpc-v2-cbor') return this.#byShapeName(head)
    const target = head.headers['x-amz-target']
    if (target !== undefined) return this.#byTarget(head, target)
    const host = this.#host(head)
    if (isAdminPath(head.path) && host.front === '') return { kind: 'admin' }
    const scope = this.#scopes.read(head)
    return this.#webContent(head, host, scope) ?? (scope === undefined ? this.#unsigned(head, host) : this.#signed(head, host, scope))
  }

  /** Finishes an action route when the form has been read. */
  resolveAction(route: ActionRoute, form: ActionForm, head?: RequestHead): OperationRoute | RouteFault {
    const ids = actionCandidates(this.#catalogue, route, form)
    if (ids.length === 0) return unknownAction(route, form)
    const id = ids.length === 1 || head === undefined ? this.#eldest(ids) : this.#prefer(ids, head, this.#host(head))
    return actionRoute(route, this.#catalogue.entry(id)!, form.get('Action')!)
  }

  /**
   * Smithy RPC v2 CBOR names both in the path, whatever stands before.
   * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
   */
  #byShapeName(head: RequestHead): Route {
    const [key = '', shapeName = '', operationName = ''] = /\/service\/([^/]+)\/operation\/([^/]+)$/.exec(head.path) ?? []
    return this.#rpc(head, key, operationName, entry => entry.shapeName === shapeName, () => 'cbor')
  }

  /** The SDK for JavaScript v3 names CloudTrail by the shape's name alone; others put the package's name before it, as the model does. */
  #byTarget(head: RequestHead, target: string): Route {
    const known = this.#rpcRoutes.get(target)
    if (known !== undefined) {
      const { entry, operationName } = known
      return { kind: 'operation', serviceId: entry.id, operationName, protocol: jsonProtocol(head, entry), region: this.#region(head) }
    }
    const dot = target.lastIndexOf('.')
    const prefix = target.slice(0, Math.max(dot, 0))
    const isMeant = (entry: ServiceEntry): boolean => entry.targetPrefix === prefix || entry.shapeName === prefix
    return this.#rpc(head, target, target.slice(dot + 1), isMeant, entry => jsonProtocol(head, entry))
  }

  /** A prefix or a name is not always one service's: Timestream's two share theirs. Only what is unambiguous is remembered. */
  #rpc(
    head: RequestHead, key: string, operationName: string,
    isMeant: (entry: ServiceEntry) => boolean, protocolOf: (entry: ServiceEntry | undefined) => ProtocolName,
  ): Route {
    let entry = this.#rpcRoutes.get(key)?.entry
    if (entry === undefined) {
      const ids = this.#all(isMeant)
      const having = ids.filter(id => this.#catalogue.operationNames(id).includes(operationName))
      if (having.length === 0) return unknownOperation(protocolOf(undefined), ids[0])
      entry = this.#catalogue.entry(having.length === 1 ? having[0]! : this.#prefer(having, head, this.#host(head)))!
      if (having.length === 1) this.#rpcRoutes.set(key, { entry, operationName })
    }
    return { kind: 'operation', serviceId: entry.id, operationName, protocol: protocolOf(entry), region: this.#region(head) }
  }

  #signed(head: RequestHead, host: HostReading, scope: Scope): Route {
    const ids = this.#idsBySigningName(scope.signingName)
    if (ids.length === 0) return unknownSigningName(scope, contentProtocol(head))
    return this.#among(ids, head, host, scope.region ?? host.region ?? this.#defaultRegion, scope.signingName)
  }

  #idsBySigningName(name: string): readonly string[] {
    const ids = this.#catalogue.bySigningName(name)
    const own = this.#bucketService === undefined ? undefined : this.#catalogue.entry(this.#bucketService)?.signingName
    if (own === undefined || !name.startsWith(own) || !bucketSigningSuffixes.includes(name.slice(own.length))) return ids
    const known = this.#bucketIds.get(name)
    if (known !== undefined) return known
    const found = [...ids, this.#bucketControl, this.#bucketService].filter((id, index, all): id is string => id !== undefined &&
      all.indexOf(id) === index)
    this.#bucketIds.set(name, found)
    return found
  }

  #unsigned(head: RequestHead, host: HostReading): Route {
    const region = host.region ?? this.#defaultRegion
    const named = this.#namedWithoutSignature(head, host)
    if (named.length > 0) return this.#among(named, head, host, region)
    if (isForm(head) || queryValue(head.query, 'Action') !== undefined) return this.#action(head, this.#all(isQueryService), region)
    const reads = head.method === 'GET' || head.method === 'HEAD'
    if (head.path === '/' && host.front === '') {
      if (reads) return { kind: 'admin' }
      return isJson(head) ? unknownOperation(jsonProtocol(head, undefined), undefined) : missingToken(contentProtocol(head))
    }
    const bearer = head.headers['authorization']?.startsWith('Bearer ') === true || head.headers['x-amz-sso_bearer_token'] !== undefined
    const stored = bearer || this.#bucketService === undefined ? undefined : this.#bucketRoute(head, host, [this.#bucketService], region)
    // Nobody posts to a bucket without a form or a signature, so there another service's own words weigh more.
    if (stored?.kind === 'web' || (stored?.kind === 'operation' && head.method !== 'POST')) return stored
    return this.#anyRest(head, host, region) ?? stored ?? missingToken(contentProtocol(head))
  }

  #namedWithoutSignature(head: RequestHead, host: HostReading): readonly string[] {
    if (signedTheOldWay(head) && this.#bucketService !== undefined) return [this.#bucketService]
    if (namesAccessPoint(host) && this.#bucketService !== undefined) return [this.#bucketService]
    const byHost = host.endpointPrefix === undefined ? [] : this.#catalogue.byEndpointPrefix(host.endpointPrefix)
    if (byHost.length > 0) return byHost
    const agent = agentService(head)
    return agent === undefined ? [] : this.#catalogue.entries.filter(entry => isNamed(entry, agent)).map(entry => entry.id)
  }

  /** One of these services; which, its paths, form or user agent say. */
  #among(ids: readonly string[], head: RequestHead, host: HostReading, region: string, signingName?: string): Route {
    const { entries, query, rest } = this.#group(ids)
    const asForm = query.length > 0 && head.path === '/' && (isForm(head) || queryValue(head.query, 'Action') !== undefined)
    if (asForm) return this.#action(head, query, region)
    const found = rest.length === 0 ? undefined : this.#rest(rest, head, host, region, signingName)
    if (found !== undefined && found.kind !== 'fault') return found
    if (query.length > 0 && !isJson(head)) return this.#action(head, query, region)
    return found ?? unknownOperation(jsonProtocol(head, entries[0]), ids[0])
  }

  /** What is the same for all requests to a list of services; the lists are few, and the same objects each time. */
  #group(ids: readonly string[]): Group {
    const known = this.#groups.get(ids)
    if (known !== undefined) return known
    const entries = ids.map(id => this.#catalogue.entry(id)!)
    const query = entries.filter(isQueryService).map(entry => entry.id)
    const rest = entries.filter(isRest).map(entry => entry.id)
    const group: Group = { entries, query, rest, besideBuckets: ids.filter(id => id !== this.#bucketService) }
    this.#groups.set(ids, group)
    return group
  }

  #rest(ids: readonly string[], head: RequestHead, host: HostReading, region: string, signingName?: string): Route {
    if (this.#bucketService !== undefined && ids.includes(this.#bucketService)) return this.#bucketRoute(head, host, ids, region,
      signingName)
    const callback = host.endpointPrefix === 'execute-api' || signingName === 'execute-api' ? head.path.indexOf('/@connections') : -1
    const path = callback > 0 ? head.path.slice(callback) : head.path
    const bounds = this.#match(ids, head, path)
    if (bounds.length === 0) return unknownRestOperation(this.#protocolOf(ids), ids)
    const route = this.#bound(bounds, head, host, region)
    const stage = callback > 0 ? { path, labels: { apiId: host.front, stage: head.path.slice(1, callback) } } : {}
    return signingName === 'execute-api' && callback >= 0 ? { ...route, hostForm: 'execute-api', ...stage } : route
  }

  /** A service that the user agent names is asked first: another's path may spell out what is a label in its own. */
  #match(ids: readonly string[], head: RequestHead, path: string): readonly Bound[] {
    const agent = ids.length === 1 ? undefined : agentService(head)
    const named = agent === undefined ? undefined : ids.find(id => isNamed(this.#catalogue.entry(id)!, agent))
    const own = named === undefined ? [] : this.#table([named]).match(head, path)
    return own.length > 0 ? own : this.#table(ids).match(head, path)
  }

  /** S3 and S3 Control share a signing name; Control's paths start with its version, which no bucket is called. */
  #bucketRoute(head: RequestHead, host: HostReading, ids: readonly string[], region: string, signingName?: string): Route {
    const { besideBuckets: others } = this.#group(ids)
    const other = others.length === 0 ? [] : this.#table(others).match(head, head.path)
    if (other.length > 0) return this.#bound(other, head, host, region)
    const id = this.#bucketService!
    const table = this.#table([id])
    const address = bucketAddress(head, host, signingName)
    if (isPostObject(head, address, host)) return { kind: 'web', form: 's3-post-object', id: address.path.split('/')[1]!,
      path: address.path, ...regionOf(host) }
    const bounds = table.match(head, address.path)
    if (bounds.length === 0) return unknownRestOperation('rest-xml', [id], table.knowsPath(address.path))
    // Both list at `GET /`: the directory buckets' is signed `s3express`.
    const express = bounds.find(bound => bound.operation.includes('Directory') === (signingName?.endsWith('express') === true))
    const wanted = signingName === undefined ? undefined : this.#wantedRegion(host, region)
    const found = this.#bound(express === undefined ? bounds : [express], head, host, wanted ?? region)
    const route = wanted === undefined ? found : { ...found, wantedRegion: wanted }
    return address.path === head.path ? route : { ...route, ...address }
  }

  #wantedRegion({ region }: HostReading, signed: string): string | undefined {
    if (region !== undefined) return region === signed ? undefined : region
    return isRegion(signed) ? undefined : this.#defaultRegion
  }

  #bound(bounds: readonly Bound[], head: RequestHead, host: HostReading, region: string): OperationRoute {
    const id = bounds.length === 1 ? bounds[0]!.serviceId : this.#prefer(bounds.map(bound => bound.serviceId), head, host)
    const bound = bounds.find(candidate => candidate.serviceId === id)!
    return { kind: 'operation', serviceId: id, operationName: bound.operation, protocol: this.#protocolOf([id]), region }
  }

  /** Without a signature or a name, a path that spells out a service's own words is that service's (`POST /client/register`). */
  #anyRest(head: RequestHead, host: HostReading, region: string): OperationRoute | undefined {
    const bounds = this.#table(this.#all(entry => isRest(entry) && entry.id !== this.#bucketService)).match(head, head.path)
    const literal = bounds.filter(bound => bound.literalSegments > 0)
    return literal.length === 0 ? undefined : this.#bound(literal, head, host, region)
  }

  #action(head: RequestHead, serviceIds: readonly string[], region: string): Route {
    const entry = serviceIds.length === 1 ? this.#catalogue.entry(serviceIds[0]!) : undefined
    const route: ActionRoute = { kind: 'action', serviceIds, protocol: actionProtocol(entry), region }
    if (queryValue(head.query, 'Action') === undefined) return route
    return this.resolveAction(route, { get: name => queryValue(head.query, name) }, head)
  }

  #webContent(head: RequestHead, host: HostReading, scope: Scope | undefined): WebRoute | undefined {
    if (host.web === undefined) return undefined
    const callback = host.web === 'execute-api' && head.path.includes('/@connections') && scope !== undefined
    return callback ? undefined : { kind: 'web', form: host.web, id: host.front, ...regionOf(host) }
  }

  #region(head: RequestHead): string {
    return this.#scopes.read(head)?.region ?? this.#host(head).region ?? this.#defaultRegion
  }

  #host(head: RequestHead): HostReading {
    const host = head.headers['host'] ?? ''
    const known = this.#hostReadings.get(host)
    if (known !== undefined) return known
    if (this.#hostReadings.size >= hostReadingsMax) this.#hostReadings.clear()
    const reading = this.#hosts.read(host)
    this.#hostReadings.set(host, reading)
    return reading
  }

  /** Among services that could all answer: the one that the user agent names, then the host, then the one that gave the group its name. */
  #prefer(ids: readonly string[], head: RequestHead, host: HostReading): string {
    const agent = agentService(head)
    const named = agent === undefined ? [] : ids.filter(id => isNamed(this.#catalogue.entry(id)!, agent))
    if (named.length > 0) return this.#eldest(named)
    const hosted = ids.filter(id => this.#catalogue.entry(id)?.endpointPrefix === host.endpointPrefix)
    return this.#eldest(hosted.length > 0 ? hosted : ids)
  }

  /** RDS before Neptune, a product's newest version before its older ones. */
  #eldest(ids: readonly string[]): string {
    const entries = ids.map(id => this.#catalogue.entry(id)!)
    const own = entries.find(entry => entry.id === entry.signingName)
    return (own ?? entries.reduce((best, entry) => entry.apiVersion > best.apiVersion ? entry : best)).id
  }

  #table(ids: readonly string[]): BindingTable {
    const key = ids.length === 1 ? ids[0]! : ids.join(' ')
    const known = this.#tables.get(key)
    if (known !== undefined) return known
    const table = new BindingTable(bound => this.#requirements(bound))
    for (const id of ids) for (const binding of this.#catalogue.httpBindings(id)) table.add(id, binding)
    this.#tables.set(key, table)
    return table
  }

  #requirements(bound: Bound): Requirements {
    const operation = this.#catalogue.service(bound.serviceId)?.operation(bound.operation)
    const required = operation?.input.members.filter(member => member.required) ?? []
    const namesAt = (place: string): string[] => required.filter(member => member.location === place).map(member => member.wireName)
    return {
      queryNames: namesAt('querystring'),
      headerNames: namesAt('header').map(name => name.toLowerCase()),
      deprecated: operation?.deprecated === true,
    }
  }

  #protocolOf(ids: readonly string[]): ProtocolName {
    return this.#catalogue.entry(ids[0]!)!.protocols.find(protocol => protocol.startsWith('rest-')) ?? 'rest-json'
  }

  #all(fits: (entry: ServiceEntry) => boolean): readonly string[] {
    return this.#catalogue.entries.filter(fits).map(entry => entry.id)
  }
}

function regionOf({ region }: HostReading): { readonly region?: string } {
  return region === undefined ? {} : { region }
}

function isNamed(entry: ServiceEntry, agent: string): boolean {
  return plainName(entry.serviceId) === agent || plainName(entry.id) === agent
}

function isRest(entry: ServiceEntry): boolean {
  return entry.protocols.some(protocol => protocol.startsWith('rest-'))
}

function isForm(head: RequestHead): boolean {
  return head.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
}

function isJson(head: RequestHead): boolean {
  return head.headers['content-type']?.includes('json') === true
}

/** By the content type, else by the service's default; `application/x-amz-cbor-1.1` is Kinesis as the Java SDK speaks it. */
function jsonProtocol(head: RequestHead, entry: ServiceEntry | undefined): ProtocolName {
  const type = head.headers['content-type'] ?? ''
  if (type.startsWith('application/x-amz-json-1.0')) return 'json-1.0'
  if (type.startsWith('application/x-amz-json-1.1')) return 'json-1.1'
  if (type.startsWith('application/x-amz-cbor')) return 'cbor'
  return entry?.protocols.find(protocol => protocol.startsWith('json-')) ?? 'json-1.1'
}

/** In which envelope to complain when even the service is unknown. */
function contentProtocol(head: RequestHead): ProtocolName {
  if (isForm(head) || queryValue(head.query, 'Action') !== undefined) return 'query'
  return isJson(head) ? jsonProtocol(head, undefined) : head.headers['content-type']?.includes('xml') === true ? 'rest-xml' : 'rest-json'
}
