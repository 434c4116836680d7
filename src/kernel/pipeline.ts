// The life of a call, in order: receive → route → identify → admit → decode → validate → authorise → quota → replay → run → page →
// encode → journal. The steps are here; what each one does is in the file it names. Nothing is made per request that a service or
// operation could hold instead.

import { partitionOf } from '../model/partitions.ts'
import { emptyBody } from '../wire/message.ts'
import type { Headers, WireRequest, WireResponse } from '../wire/message.ts'
import { requestPairs } from '../wire/form.ts'
import { prepare, run } from './answer.ts'
import { applyForm } from './answer-form.ts'
import { admit } from './authorise.ts'
import { RunningCall } from './call.ts'
import type { Invoke } from './call.ts'
import { contentOf } from './content.ts'
import type { Core } from './core.ts'
import type { AdminFace } from './gateway/admin.ts'
import { allowCrossOrigin, askedOf, preflight } from './gateway/cors.ts'
import type { BodySource, Handler, RequestHead, RequestMeta } from './gateway/request.ts'
import { Router } from './gateway/route.ts'
import type { ActionForm, OperationRoute, Route, WebRoute } from './gateway/route-types.ts'
import { anonymous } from './identity/principal.ts'
import { withHoisted } from './identity/hoisted.ts'
import type { Addressee } from './identity/identity.ts'
import { refusalFault } from './identity/refusal.ts'
import type { Family } from './identity/refusal.ts'
import { takesVersionTwo } from './identity/signature-v2.ts'
import { Passage } from './passage.ts'
import type { NameHolder } from './resource/names.ts'
import type { BoundOperation, LoadedService } from './services.ts'
import type { Visit } from './web.ts'

/** Bodies that do not stream are gathered; Lambda's archives are the largest such inputs of AWS. */
const gatherLimitBytes = 128 * 2 ** 20
/** Bodies up to this are gathered although they may stream. */
const smallBytes = 16 * 1024

export class Pipeline implements Handler {
  readonly #core: Core
  readonly #admin: AdminFace
  readonly #router: Router

  constructor(core: Core, admin: AdminFace) {
    this.#core = core
    this.#admin = admin
    this.#router = new Router(core.catalogue, { defaultRegion: core.settings.region })
  }

  /** Answers any request; it never rejects. */
  handle(head: RequestHead, source: BodySource, meta: RequestMeta): Promise<WireResponse> {
    return head.headers['origin'] === undefined ? this.#handled(head, source, meta) : this.#crossOrigin(head, source, meta)
  }

  /** From a script of another origin: what it may do, and see, the service says where it keeps rules for that. */
  async #crossOrigin(head: RequestHead, source: BodySource, meta: RequestMeta): Promise<WireResponse> {
    const allowed = preflight(head)
    const passage = new Passage(this.#core, head, meta)
    try {
      // The admin face lets no other origin see anything.
      if (allowed === undefined && this.#router.route(head).kind === 'admin') return await this.#handled(head, source, meta)
      const own = await this.#ownRules(passage, head, allowed !== undefined)
      if (own !== undefined && allowed !== undefined) return { status: 200, headers: { ...own, 'content-length': '0' }, body: emptyBody }
      if (allowed !== undefined) return allowed
      const response = await this.#handled(head, source, meta)
      if (own === undefined) allowCrossOrigin(head, response)
      else Object.assign(response.headers, own)
      return response
    } catch (error) {
      return passage.fail(error)
    }
  }

  /** By the path alone, which the method of a preflight is not part of. @throws Fault */
  async #ownRules(passage: Passage, head: RequestHead, isPreflight: boolean): Promise<Headers | undefined> {
    const route = this.#router.route({ ...head, ...(isPreflight && { method: 'GET', query: '' }) })
    if (route.kind !== 'operation' && route.kind !== 'web') return undefined
    const { services } = this.#core
    const service = await (route.kind === 'operation' ? services.load(route.serviceId) : services.forWeb(route.form))
    const rules = service?.declaration.crossOrigin
    if (service === undefined || rules === undefined) return undefined
    passage.visited(route, service)
    const path = route.path ?? (route.kind === 'web' ? `/${route.id}${head.path}` : head.path)
    const asked = { path, preflight: isPreflight, ...askedOf(head, isPreflight) }
    return rules(asked, this.#inside(passage, service, 'cross-origin'))
  }

  /** What handlers see of a service's state. */
  #inside(passage: Passage, service: LoadedService, name: string): Pick<Visit, 'names' | 'at'> {
    const at = (place?: NameHolder) => new RunningCall(this.#core, service, undefined, name, { ...passage.origin, ...place }, this.invoke)
    return { names: at().names, at }
  }

  async #handled(head: RequestHead, source: BodySource, meta: RequestMeta): Promise<WireResponse> {
    const passage = new Passage(this.#core, head, meta)
    let response: WireResponse
    try {
      const route = this.#router.route(head)
      if (route.kind === 'admin') return await this.#admin.handle(head, source, meta)
      response = await this.#answer(passage, route, head, source)
    } catch (error) {
      response = passage.fail(error)
    }
    passage.answered(response)
    return response
  }

  async #answer(passage: Passage, route: Route, head: RequestHead, source: BodySource): Promise<WireResponse> {
    const core = this.#core
    let gathered: Uint8Array | undefined
    let found = route
    if (route.kind === 'action') {
      passage.addressed(route)
      const gathering = source.gather(gatherLimitBytes)
      gathered = gathering instanceof Promise ? await gathering : gathering
      found = this.#router.resolveAction(route, actionForm(head, gathered), head)
    }
    if (found.kind === 'web') return this.#visit(passage, found, head, source)
    if (found.kind !== 'operation') return passage.refuse(found)
    passage.routed(found)
    const loading = core.services.load(found.serviceId)
    const service = (loading instanceof Promise ? await loading : loading)!
    const bound = service.operation(found.operationName)!
    passage.found(service, bound)

    if (gathered === undefined && (!bound.model.streamsInput || isSmall(source, head))) {
      const gathering = source.gather(gatherLimitBytes)
      gathered = gathering instanceof Promise ? await gathering : gathering
    }
    const { method, path, query, headers } = head
    const request: WireRequest = { method, path, query, headers, body: gathered ?? source.stream() }
    const caller = core.identity.identify(request, addressee(found, passage.family, path))
    if ('refused' in caller) throw refusalFault(caller, passage.family)
    passage.identified(caller)
    admit(core, service, bound, caller.principal, passage.family, found.region)
    const content = contentOf(request, caller.payload, passage.family, gatherLimitBytes)
    const plain = content instanceof Promise ? await content : content
    // Only S3 reads headers out of a presigned URL.
    const whole = passage.family === 'bare-xml' && query !== '' ? withHoisted(plain) : plain
    return this.#perform(passage, service, bound, whole, found.path)
  }

  /** A request out of its frames, whose sender is known → its answer. @param path where it is not the request's own */
  async #perform(
    passage: Passage, service: LoadedService, bound: BoundOperation, request: WireRequest, path = request.path,
  ): Promise<WireResponse> {
    const core = this.#core
    passage.received(request)
    const decoded = passage.protocol.decodeRequest(bound.model, path === request.path ? request : { ...request, path })
    const { fromPath } = service.declaration
    const input = fromPath === undefined || request.path === '/' ? decoded : { ...fromPath(request.path), ...decoded }

    const call = prepare(core, service, bound, input, passage.origin, this.invoke)
    passage.running(call, input)
    const running = run(core, call, input)
    const output = running instanceof Promise ? await running : running
    const lasting = core.store.durable()
    if (lasting !== undefined) await lasting
    const response = passage.protocol.encodeResponse(bound.model, output, passage.context)
    applyForm(call.answerForm, response)
    response.headers['x-orrery-coverage'] = bound.label
    passage.journal(response.status)
    return response
  }

  /** A request for a customer's own content: its service answers, by operations of its own where it likes. */
  async #visit(passage: Passage, route: WebRoute, head: RequestHead, source: BodySource): Promise<WireResponse> {
    const core = this.#core
    const { method, path, query, headers } = head
    const service = await core.services.forWeb(route.form)
    if (service === undefined) return passage.refuse(route)
    passage.visited(route, service)
    const { form, id, region, labels } = route
    const request = { method, path: route.path ?? path, query, headers, body: source.stream(), id, ...(region !== undefined && { region }),
      ...(labels !== undefined && { labels }) }
    return service.declaration.web![form]!(request, {
      ...this.#inside(passage, service, form),
      send: async (operationName, sent, principal = anonymous, from = passage.origin.region) => {
        const bound = service.operation(operationName)
        if (bound === undefined) throw new Error(`assert: there is no ${service.id} ${operationName} to send`)
        const [protocol] = service.model.protocols
        const inner = passage.handOn({ kind: 'operation', serviceId: service.id, operationName, protocol: protocol!, region: from },
          service, bound, principal)
        try {
          return await this.#perform(inner, service, bound, sent)
        } catch (error) {
          inner.fail(error)
          throw error
        }
      },
    })
  }

  /** A call from inside: the same steps, without the wire. */
  readonly invoke: Invoke = async (serviceId, operationName, input, origin) => {
    const core = this.#core
    const service: LoadedService | undefined = await core.services.load(serviceId)
    const bound = service?.operation(operationName)
    if (service === undefined || bound === undefined) throw new Error(`assert: there is no ${serviceId} ${operationName} to call`)
    const passage = Passage.within(core, service, bound, origin)
    try {
      const call = prepare(core, service, bound, input, origin, this.invoke)
      passage.running(call, input)
      const output = await run(core, call, input)
      passage.journal(200)
      return output
    } catch (error) {
      passage.fail(error)
      throw error
    }
  }
}

/** So few bytes are as well taken at once, unless the client waits to hear that they are wanted. */
function isSmall({ lengthBytes }: BodySource, { headers }: RequestHead): boolean {
  return lengthBytes !== undefined && lengthBytes <= smallBytes && headers['expect'] === undefined
}

/** S3 takes signatures of version 2 in its older regions. */
function addressee({ region, wantedRegion, path }: OperationRoute, family: Family, ownPath: string): Addressee {
  const olderPath = family === 'bare-xml' && takesVersionTwo(region) ? path ?? ownPath : undefined
  return { family, partition: partitionOf(region).id, region: wantedRegion, olderPath }
}

function actionForm(head: RequestHead, body: Uint8Array): ActionForm {
  const pairs = requestPairs({ ...head, body })
  return { get: name => pairs.find(([found]) => found === name)?.[1] }
}
