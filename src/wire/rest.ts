// HTTP bindings shared by rest-json and rest-xml: which member travels in the path, the query, a header, the status line or the body
// (https://smithy.io/2.0/spec/http-bindings.html). What a document body looks like is the BodyFormat's business; what an error looks
// like is the protocol's own. A host that carries labels or a bucket is the gateway's: the path is the template's form when it comes here.
// Invariant: header names written are lower case; labels and parameters are percent-decoded exactly once.

import type { Member, OperationModel, StructureShape, XmlRoot } from '../model/shape.ts'
import type { EventBody } from './event-values.ts'
import { decodeEvents, encodeEvents } from './event-values.ts'
import { parseForm, writeForm } from './form.ts'
import { readHeaderList, readHttpText, writeHeaderList, writeHttpText } from './http-text.ts'
import { setOwn } from './json-text.ts'
import { demandAcceptable, demandContentType, eventStreamType } from './media-type.ts'
import { MalformedPath, MalformedRequest, emptyBody, gathered } from './message.ts'
import type { Body, Headers, WireRequest, WireResponse } from './message.ts'
import type { Values } from './protocol.ts'
import { restPlan } from './rest-plan.ts'
import type { RestPlan, Side } from './rest-plan.ts'
import { plainBytes } from './scalar.ts'
import { uriTemplate } from './uri-template.ts'
import type { UriTemplate } from './uri-template.ts'

/**
 * How structures and single values are written in a document body. `members` are the members of `shape` that travel in this body (those
 * with a location or outside the payload are left out); below the top all members count. The array is the same object on each call for the
 * same shape, so that a format may key its compiled walkers on it.
 */
export interface BodyFormat extends EventBody {
  /** Media type of a document body: `application/json`. */
  readonly contentType: string
  /** All media types that are accepted for a document body, the one that is written first. */
  readonly acceptedContentTypes: readonly string[]
  /** @throws MalformedRequest. Zero bytes are an empty structure. */
  decodeStructure(shape: StructureShape, members: readonly Member[], bytes: Uint8Array): Values
  /** `root` is the request's root element (rest-xml); a format without root elements ignores it. */
  encodeStructure(shape: StructureShape, members: readonly Member[], values: Values, root?: XmlRoot): Uint8Array
  /** The member which is the whole body, or an event's whole payload: a structure, union, list, map or document, never string or blob. */
  decodePayload(member: Member, bytes: Uint8Array): unknown
  encodePayload(member: Member, value: unknown): Uint8Array
}

export interface RestSettings {
  /** Reads requests and writes answers. */
  readonly body: BodyFormat
  /** Reads answers, with a client's good will; `body` where absent. */
  readonly answers?: BodyFormat
  /** Refuse a wrong content type with 415 and an unsatisfiable `accept` with 406, as Smithy's servers do; S3 and its kin do not. */
  readonly strictMediaTypes: boolean
  /** An answer without body members has an empty document as its body (rest-json's `{}`) rather than none. */
  readonly writesEmptyStructures: boolean
}

export interface RestBindings {
  /** @throws MalformedRequest */
  decodeRequest(operation: OperationModel, request: WireRequest): Values
  encodeRequest(operation: OperationModel, input: Values): WireRequest
  /** Status, headers and body of an answer; the protocol adds its request-id headers. */
  encodeOutput(operation: OperationModel, output: Values): WireResponse
  decodeOutput(operation: OperationModel, response: WireResponse): Values
  /** Members of an error that travel as headers. */
  encodeHeaders(shape: StructureShape, values: Values): Headers
  decodeHeaders(shape: StructureShape, headers: Headers): Values
  /** Members of an error that travel in the body; the same array each time. */
  bodyMembers(shape: StructureShape): readonly Member[]
}

/** One per protocol object: it owns the plans compiled per shape. */
export function restBindings(settings: RestSettings): RestBindings {
  return new CompiledBindings(settings)
}

/** The part of the host that the input decides, `''` for none: `{Bucket}-logs.` with its labels filled in. */
export function hostPrefixOf(operation: OperationModel, input: Values): string {
  return (operation.hostPrefix ?? '').replace(/\{([^}]+)\}/g, (_, name: string) => String(input[name] ?? ''))
}

// Parameters of a presigned URL are the signature's, never the input's.
const signatureParameter = /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token)$/i

class CompiledBindings implements RestBindings {
  readonly #settings: RestSettings
  readonly #plans = { request: new WeakMap<StructureShape, RestPlan>(), response: new WeakMap<StructureShape, RestPlan>() }
  readonly #templates = new WeakMap<OperationModel, UriTemplate>()

  constructor(settings: RestSettings) {
    this.#settings = settings
  }

  decodeRequest(operation: OperationModel, request: WireRequest): Values {
    const plan = this.#plan(operation.input, 'request')
    const values: Values = {}
    if (this.#settings.strictMediaTypes) {
      // An input that has the header as a member says by itself what it wants (API Gateway's GetExport, Bedrock's InvokeModel).
      const isMember = plan.headers.some(member => member.wireName.toLowerCase() === 'accept')
      const offered = isMember ? undefined : this.#offer(this.#plan(operation.output, 'response'))
      if (offered !== undefined) demandAcceptable(request.headers['accept'], offered)
      this.#checkContentType(plan, request)
    }
    this.#readLabels(operation, plan, request.path, values)
    if (plan.query.size > 0 || plan.queryMap !== undefined) readQuery(plan, request.query, this.#template(operation).constants, values)
    readHeaders(plan, request.headers, values, false)
    this.#readBody(plan, request.body, values, this.#settings.body, 'request')
    return values
  }

  encodeRequest(operation: OperationModel, input: Values): WireRequest {
    const plan = this.#plan(operation.input, 'request')
    const template = this.#template(operation)
    const path = template.path((name, greedy) => {
      const member = operation.input.memberByName.get(name) ?? plan.labels.find(label => label.wireName === name)
      const value = member === undefined ? undefined : input[member.name]
      return member === undefined || value === undefined ? '' : encodedLabel(writeHttpText(member, value, 'label'), greedy)
    })
    const query = [template.query, writeForm(queryPairs(plan, input))].filter(part => part !== '').join('&')
    const headers = writeHeaders(plan, input, true)
    const body = this.#writeBody(operation.input, plan, input, headers, operation.requestRoot, false)
    return { method: operation.http.method, path, query, headers, body }
  }

  encodeOutput(operation: OperationModel, output: Values): WireResponse {
    const plan = this.#plan(operation.output, 'response')
    const given = plan.statusCode === undefined ? undefined : output[plan.statusCode.name]
    const status = typeof given === 'number' ? given : statusOf(operation, plan, output)
    const headers = writeHeaders(plan, output, false)
    const body = status === 204 ? emptyBody : this.#writeBody(operation.output, plan, output, headers, undefined, true)
    return { status, headers, body }
  }

  decodeOutput(operation: OperationModel, response: WireResponse): Values {
    const plan = this.#plan(operation.output, 'response')
    const values: Values = {}
    if (plan.statusCode !== undefined) values[plan.statusCode.name] = response.status
    readHeaders(plan, response.headers, values, true)
    this.#readBody(plan, response.body, values, this.#settings.answers ?? this.#settings.body, 'response')
    return values
  }

  encodeHeaders(shape: StructureShape, values: Values): Headers {
    return writeHeaders(this.#plan(shape, 'response'), values, false)
  }

  decodeHeaders(shape: StructureShape, headers: Headers): Values {
    const values: Values = {}
    readHeaders(this.#plan(shape, 'response'), headers, values, true)
    return values
  }

  bodyMembers(shape: StructureShape): readonly Member[] {
    return this.#plan(shape, 'response').body
  }

  #plan(shape: StructureShape, side: Side): RestPlan {
    const plans = this.#plans[side]
    let plan = plans.get(shape)
    if (plan === undefined) {
      plan = restPlan(shape, side)
      plans.set(shape, plan)
    }
    return plan
  }

  #template(operation: OperationModel): UriTemplate {
    let template = this.#templates.get(operation)
    if (template === undefined) {
      template = uriTemplate(operation.http.uri)
      this.#templates.set(operation, template)
    }
    return template
  }

  /** The media type of a body of this plan; `undefined` when there is none, or when any will do. */
  #offer(plan: RestPlan): string | undefined {
    const payload = plan.payload?.shape
    if (payload === undefined) return plan.body.length > 0 ? this.#settings.body.contentType : undefined
    if (payload.kind === 'string') return payload.mediaType ?? 'text/plain'
    if (payload.kind === 'blob') return payload.mediaType
    if (payload.kind === 'structure' && payload.eventStream === true) return eventStreamType
    return this.#settings.body.contentType
  }

  #checkContentType(plan: RestPlan, request: WireRequest): void {
    if (plan.payload === undefined && plan.body.length === 0) return
    if (request.body instanceof Uint8Array && request.body.length === 0) return
    const demanded = this.#offer(plan)
    if (demanded === undefined || demanded === eventStreamType) return
    const isDocument = demanded === this.#settings.body.contentType
    demandContentType(request.headers['content-type'], isDocument ? this.#settings.body.acceptedContentTypes : [demanded])
  }

  #readLabels(operation: OperationModel, plan: RestPlan, path: string, values: Values): void {
    if (plan.labels.length === 0) return
    const labels = this.#template(operation).match(path)
    if (labels === undefined) throw new MalformedRequest(`The path does not match ${operation.http.uri}`, 'UnknownOperationException', 404)
    for (const member of plan.labels) {
      const raw = labels.get(member.wireName) ?? labels.get(member.name)
      if (raw !== undefined && raw !== '') values[member.name] = readHttpText(member, decodedLabel(raw), 'label')
    }
  }

  #readBody(plan: RestPlan, body: Body, values: Values, format: BodyFormat, side: Side): void {
    const { payload } = plan
    if (payload === undefined) {
      if (plan.body.length > 0) Object.assign(values, format.decodeStructure(plan.shape, plan.body, gathered(body)))
      return
    }
    const { shape } = payload
    if (shape.kind === 'structure' && shape.eventStream === true) {
      values[payload.name] = decodeEvents(shape, body, format, { side })
    } else if ('streaming' in shape && shape.streaming === true) {
      if (!(body instanceof Uint8Array)) values[payload.name] = body
      else if (body.length > 0) values[payload.name] = oneChunk(body)
    } else {
      const bytes = gathered(body)
      if (bytes.length === 0) return
      if (shape.kind === 'blob') values[payload.name] = plainBytes(bytes)
      else if (shape.kind === 'string') values[payload.name] = Buffer.from(bytes).toString('utf8')
      else values[payload.name] = format.decodePayload(payload, bytes)
    }
  }

  #writeBody(shape: StructureShape, plan: RestPlan, values: Values, headers: Headers, root: XmlRoot | undefined, isAnswer: boolean): Body {
    const format = this.#settings.body
    const { payload } = plan
    if (payload === undefined) {
      if (plan.body.length === 0 && !(isAnswer && this.#settings.writesEmptyStructures && shape.name !== '')) return emptyBody
      headers['content-type'] ??= format.contentType
      return format.encodeStructure(shape, plan.body, values, root)
    }
    const value = values[payload.name]
    if (value === undefined || value === null) {
      const isPlain = payload.shape.kind === 'structure' && payload.shape.union !== true
      return isPlain ? this.#unsetStructure(payload, headers, isAnswer) : emptyBody
    }
    headers['content-type'] ??= this.#offer(plan) ?? 'application/octet-stream'
    if (payload.shape.kind === 'structure' && payload.shape.eventStream === true) {
      return encodeEvents(payload.shape, value as AsyncIterable<Values>, format)
    }
    if (payload.shape.kind === 'blob') return typeof value === 'string' ? Buffer.from(value) : value as Body
    return payload.shape.kind === 'string' ? Buffer.from(String(value)) : format.encodePayload(payload, value)
  }

  /** A request whose payload structure is unset sends an empty one where the format writes such; an answer sends nothing. */
  #unsetStructure(payload: Member, headers: Headers, isAnswer: boolean): Uint8Array {
    if (isAnswer || !this.#settings.writesEmptyStructures) return emptyBody
    headers['content-type'] ??= this.#settings.body.contentType
    return this.#settings.body.encodePayload(payload, {})
  }
}

/** Some models give status 204 to answers that have a body (Chime, QuickSight), which HTTP does not allow: the body is worth more. */
function statusOf({ http: { status } }: OperationModel, { body }: RestPlan, output: Values): number {
  return status === 204 && body.some(({ name }) => output[name] !== undefined && output[name] !== null) ? 200 : status
}

/** A map of parameters holds the bound ones too (Smithy's `RestJsonServersPutAllQueryParamsInMap`), not the template's or a signature's. */
function readQuery(plan: RestPlan, query: string, constants: ReadonlySet<string>, values: Values): void {
  const map: Record<string, unknown> = {}
  const mapShape = plan.queryMap?.shape
  const mapHoldsLists = mapShape?.kind === 'map' && mapShape.value.shape.kind === 'list'
  for (const [name, text] of parseForm(query)) {
    const member = plan.query.get(name)
    if (member !== undefined) {
      const known = values[member.name]
      if (member.shape.kind !== 'list') values[member.name] = known ?? readHttpText(member, text, 'query')
      else values[member.name] = [...(known as unknown[] | undefined) ?? [], readHttpText(member.shape.element, text, 'query')]
    }
    if (plan.queryMap === undefined || constants.has(name) || signatureParameter.test(name)) continue
    if (!mapHoldsLists) setOwn(map, name, text)
    else if (Object.hasOwn(map, name)) (map[name] as unknown[]).push(text)
    else setOwn(map, name, [text])
  }
  if (plan.queryMap !== undefined && Object.keys(map).length > 0) values[plan.queryMap.name] = map
}

function queryPairs(plan: RestPlan, input: Values): [string, string][] {
  const pairs: [string, string][] = []
  for (const [name, member] of plan.query) {
    const value = input[member.name]
    if (value === undefined || value === null) continue
    if (member.shape.kind !== 'list') pairs.push([name, writeHttpText(member, value, 'query')])
    else for (const element of value as unknown[]) pairs.push([name, writeHttpText(member.shape.element, element, 'query')])
  }
  const map = plan.queryMap === undefined ? undefined : input[plan.queryMap.name]
  for (const [name, value] of Object.entries(map ?? {})) {
    // An explicit parameter wins over the same one in the map.
    if (plan.query.has(name) && input[plan.query.get(name)?.name ?? ''] !== undefined) continue
    for (const text of Array.isArray(value) ? value : [value]) pairs.push([name, String(text)])
  }
  return pairs
}

function readHeaders(plan: RestPlan, headers: Headers, values: Values, offsets: boolean): void {
  for (const { member, headerName } of plan.headersByMember.values()) {
    const text = headers[headerName]
    if (text === undefined) continue
    if (member.shape.kind === 'list') values[member.name] = readHeaderList(member.shape.element, text, offsets)
    else if (text !== '' || member.shape.kind === 'string') values[member.name] = readHttpText(member, text, 'header', offsets)
  }
  for (const member of plan.prefixHeaders) {
    const prefix = member.wireName.toLowerCase()
    const map: Record<string, unknown> = {}
    for (const name of Object.keys(headers)) if (name.startsWith(prefix)) setOwn(map, name.slice(prefix.length), headers[name])
    if (Object.keys(map).length > 0) values[member.name] = map
  }
}

/** A client sends no empty header; a server does (the two sides' cases of `NullAndEmptyHeaders` in Smithy's protocol tests). */
function writeHeaders(plan: RestPlan, values: Values, omitsEmpty: boolean): Headers {
  const headers: Headers = {}
  for (const member of plan.prefixHeaders) {
    const prefix = member.wireName.toLowerCase()
    for (const [name, value] of Object.entries(values[member.name] ?? {})) {
      if (value !== null && value !== undefined) headers[prefix + name.toLowerCase()] = String(value)
    }
  }
  // Few of the members that travel so are ever given.
  for (const name in values) {
    const known = plan.headersByMember.get(name)
    const value = values[name]
    if (known === undefined || value === undefined || value === null) continue
    const { member, headerName } = known
    const text = member.shape.kind === 'list'
      ? writeHeaderList(member.shape.element, value as unknown[])
      : writeHttpText(member, value, 'header')
    if (text !== '' || !omitsEmpty) headers[headerName] = text
  }
  return headers
}

function encodedLabel(text: string, greedy: boolean): string {
  const encoded = encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return greedy ? encoded.replaceAll('%2F', '/') : encoded
}

function decodedLabel(raw: string): string {
  try {
    return decodeURIComponent(raw)
  } catch (error) {
    if (error instanceof URIError) throw new MalformedPath('A percent-encoding in the path is broken')
    throw error
  }
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
