// One request's passage through the pipeline: its head first, then its route, service and caller, at last its outcome.
// It writes the journal's line, and turns whatever was thrown into the protocol's envelope. It decides nothing.

import { partitionOf } from '../model/partitions.ts'
import type { ProtocolName, ServiceModel } from '../model/shape.ts'
import { MalformedRequest } from '../wire/message.ts'
import type { WireRequest, WireResponse } from '../wire/message.ts'
import type { Protocol, ResponseContext, Values, WireFault } from '../wire/protocol.ts'
import { protocolNamed } from '../wire/protocols.ts'
import type { CallOrigin, RunningCall } from './call.ts'
import type { Core } from './core.ts'
import { Fault } from './fault.ts'
import type { RequestHead, RequestMeta } from './gateway/request.ts'
import type { ActionRoute, OperationRoute, Route, WebRoute } from './gateway/route-types.ts'
import type { Identified } from './identity/identity.ts'
import { anonymous } from './identity/principal.ts'
import type { Principal } from './identity/principal.ts'
import { familyOf } from './identity/refusal.ts'
import type { Family } from './identity/refusal.ts'
import { tellOfCall } from './arrivals.ts'
import type { CallKind } from './journal.ts'
import type { BoundOperation, LoadedService } from './services.ts'

/** Speaks where a request has found no service. */
const nobody: ServiceModel = {
  id: '', apiVersion: '', protocols: ['json-1.0'], endpointPrefix: '', signingName: '', serviceId: '', fullName: '', operationNames: [],
  operation: () => undefined, errorShape: () => undefined,
}

export class Passage {
  readonly requestId: string
  readonly #core: Core
  readonly #head: RequestHead
  readonly #meta: RequestMeta
  readonly #beganAt = performance.now()
  #protocolName: ProtocolName = 'json-1.0'
  #service: LoadedService | undefined
  /** The service's model, also where the service has no such operation. */
  #model: ServiceModel | undefined
  #bound: BoundOperation | undefined
  #route: Pick<OperationRoute, 'region' | 'account'> | undefined
  #principal: Principal = anonymous
  #call: RunningCall | undefined
  #input: Values | undefined
  #fault: WireFault | undefined
  #gone: AbortController | undefined
  #request: WireRequest | undefined
  #handedOn = false

  constructor(core: Core, head: RequestHead, meta: RequestMeta, requestId = core.random.uuid()) {
    this.#core = core
    this.#head = head
    this.#meta = meta
    this.requestId = requestId
  }

  /** The passage of a call that one service makes to another. */
  static within(core: Core, service: LoadedService, bound: BoundOperation, origin: CallOrigin): Passage {
    const head = { method: 'POST', path: '/', query: '', headers: { 'user-agent': origin.userAgent } }
    const passage = new Passage(core, head, { remoteAddress: origin.sourceAddress, secure: false, onGone: () => {} }, origin.requestId)
    passage.found(service, bound)
    passage.#principal = origin.principal
    return passage
  }

  get protocol(): Protocol {
    return protocolNamed(this.#protocolName)
  }

  /** How the service words what it does not believe. */
  get family(): Family {
    return familyOf(this.#protocolName, this.#model?.unwrappedXmlErrors === true)
  }

  get context(): ResponseContext {
    const rootNames = this.#service?.declaration.rootNames
    const rootName = rootNames === undefined ? undefined : rootNames[this.#bound?.model.name ?? '']
    const { headers, path } = this.#head
    return { requestId: this.requestId, requestHeaders: headers, path, rootName }
  }

  /** The router found no operation. @throws Fault */
  refuse(route: Exclude<Route, OperationRoute>): never {
    if (route.kind === 'fault') {
      this.#protocolName = route.protocol
      this.#model = route.serviceId === undefined ? undefined : this.#core.catalogue.service(route.serviceId)
      throw new Fault(route.code, route.message, route.status)
    }
    throw new Fault('NotImplemented', `Orrery does not serve ${route.kind === 'web' ? route.form : route.kind} addresses yet.`, 404)
  }

  /** The protocol is known before the form is read, which may be refused. */
  addressed({ protocol }: ActionRoute): void {
    this.#protocolName = protocol
  }

  routed(route: OperationRoute): void {
    this.#route = route
    this.#protocolName = route.protocol
  }

  /** A service answers a web form: there is no operation, and nothing says who calls. */
  visited({ region = this.#core.settings.region }: Pick<WebRoute, 'region'>, service: LoadedService): void {
    this.#service = service
    this.#model = service.model
    this.#protocolName = service.model.protocols[0]!
    this.#route = { region }
  }

  /** The passage of an operation that a visit has become: one request still, so it has one line in the journal. */
  handOn(route: OperationRoute, service: LoadedService, bound: BoundOperation, principal: Principal): Passage {
    this.#handedOn = true
    const passage = new Passage(this.#core, this.#head, this.#meta, this.requestId)
    passage.routed(route)
    passage.found(service, bound)
    passage.#principal = principal
    return passage
  }

  found(service: LoadedService, bound: BoundOperation): void {
    this.#service = service
    this.#model = service.model
    this.#bound = bound
  }

  /** The request without its frames, before it is decoded. @throws Fault where the service takes exception to it */
  received(request: WireRequest): void {
    this.#request = request
    this.#service?.declaration.received?.(request, this.#bound!.model.name)
  }

  identified({ principal }: Identified): void {
    this.#principal = principal
  }

  running(call: RunningCall, input: Values): void {
    this.#call = call
    this.#input = input
  }

  /** The service hears of the answer, where it wants to. What it makes of it is no business of the client's. */
  answered({ status, headers, body }: WireResponse): void {
    const listen = this.#service?.declaration.answered
    if (listen === undefined || this.#call === undefined || this.#input === undefined) return
    const length = body instanceof Uint8Array ? body.length : headers['content-length']
    try {
      listen({
        input: this.#input, request: this.#head, status, headers, ...(this.#fault !== undefined && { fault: this.#fault.code }),
        ...(length !== undefined && { sizeBytes: Number(length) }),
      }, this.#call)
    } catch (error) {
      const text = error instanceof Error ? error.stack : String(error)
      this.#core.settings.log(`what ${this.#service!.id} makes of an answer failed: ${text}`)
    }
  }

  /** Who calls, from where: what the operation learns of the request. */
  get origin(): CallOrigin {
    const { region, account } = this.#route!
    return {
      principal: this.#principal,
      account: this.#principal.account === '' ? account ?? this.#core.settings.account : this.#principal.account,
      region,
      partition: partitionOf(region).id,
      requestId: this.requestId,
      endpoint: `${this.#meta.secure ? 'https' : 'http'}://${this.#head.headers.host ?? 'localhost'}`,
      sourceAddress: this.#meta.remoteAddress,
      userAgent: this.#head.headers['user-agent'] ?? '',
      family: this.family,
      request: this.#request,
      signal: () => this.#signal(),
    }
  }

  /** Whatever was thrown, journalled and in its envelope. */
  fail(error: unknown): WireResponse {
    const fault = asFault(error, this.#core, this.requestId, this.#service?.declaration.malformed)
    this.#fault = fault
    this.journal(fault.status, fault)
    const response = this.protocol.encodeFault(this.#model ?? nobody, this.#bound?.model, fault, this.context)
    if (error instanceof Fault) Object.assign(response.headers, error.headers)
    if (this.#bound !== undefined) response.headers['x-orrery-coverage'] = this.#bound.label
    return response
  }

  journal(status: number, fault?: WireFault): void {
    if (this.#handedOn) return
    const place = this.#call ?? this.#route
    const kind: CallKind = {
      service: this.#service?.id ?? '',
      operation: this.#bound?.model.name ?? '',
      account: place?.account ?? '',
      region: place?.region ?? '',
      principal: this.#principal,
      sourceAddress: this.#meta.remoteAddress,
      userAgent: this.#head.headers['user-agent'] ?? '',
      dataEvent: this.#bound?.dataEvent ?? false,
    }
    this.#core.journal.append(kind, {
      at: this.#core.clock.now(),
      durationMicros: Math.round((performance.now() - this.#beganAt) * 1000),
      requestId: this.requestId,
      status,
      resources: this.#call?.touched ?? [],
      ...(fault !== undefined && { fault: fault.code, message: fault.message }),
    })
    tellOfCall(this.#core, kind)
  }

  #signal(): AbortSignal {
    if (this.#gone === undefined) {
      const gone = new AbortController()
      this.#gone = gone
      this.#meta.onGone(() => { gone.abort() })
    }
    return this.#gone.signal
  }
}

/** A fault as it is; a request that cannot be read; or a bug of ours, which the caller learns by its id only. */
export function asFault(error: unknown, core: Core, requestId: string, reworded?: (text: string) => string): WireFault {
  if (error instanceof Fault) return error
  if (error instanceof MalformedRequest) return new Fault(error.code, reworded?.(error.message) ?? error.message, error.status)
  core.settings.log(`${requestId}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`)
  return new Fault('InternalFailure', `The request failed because of an error inside Orrery; its log has it under ${requestId}.`, 500)
}
