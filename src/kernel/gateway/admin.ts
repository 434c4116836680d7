// The guard and the dispatcher of Orrery's own face, `/_orrery/…`: who may come in, which handler answers, and an index of itself.
// What the handlers do is elsewhere. Invariant: no page of a foreign site, and no name that a foreign resolver made point here, gets an
// answer; none of its answers may be read across origins.

import { MalformedRequest } from '../../wire/message.ts'
import type { WireResponse } from '../../wire/message.ts'
import { SettingError } from '../fault.ts'
import { decoded } from './evidence.ts'
import { withoutPort } from './host.ts'
import type { BodySource, RequestHead, RequestMeta } from './request.ts'

export interface GuardSettings {
  /** Names besides the loopback ones under which this cloud may be spoken to. */
  readonly hostNames: readonly string[]
  /** Whether other machines may come in; then an address as `Host` is good too, since only names can be rebound. */
  readonly allowRemote: boolean
}

export interface AdminRequest {
  /** Values of `{name}` in the path. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The JSON that came; `{}` for an empty body. */
  readonly body: unknown
  onGone(listener: () => void): void
}

/** Server-sent events, until the iteration ends or the client leaves. */
export interface EventFeed { readonly events: AsyncIterable<{ readonly name?: string, readonly data: unknown }> }

/** A text of another kind than JSON. */
export interface AdminPage { readonly page: { readonly type: string, readonly text: string | Uint8Array } }

/** Returns what is sent as JSON, a page, or a feed; throws AdminError or SettingError for what the caller can mend. */
export type AdminHandler = (request: AdminRequest) => unknown

/** An answer other than success: what is wrong and what to do, for people. */
export class AdminError extends Error {
  readonly status: number
  readonly remedy: string | undefined
  constructor(status: number, message: string, remedy?: string) {
    super(message)
    this.status = status
    this.remedy = remedy
  }
}

export interface AdminOptions {
  /** Tells nothing worth guarding: answers any host and machine (health checks from other containers). */
  readonly open?: boolean
}

interface Entry {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly description: string
  /** A body to send, or the rest of the URL to ask for. */
  readonly example: unknown
  readonly handler: AdminHandler
  readonly open: boolean
}

const bodyLimitBytes = 1 << 20
const root = '/_orrery/'

export class AdminFace {
  readonly #settings: GuardSettings
  readonly #entries: Entry[] = []

  constructor(settings: GuardSettings) {
    this.#settings = settings
    this.add('GET', '', 'this index', 'GET /_orrery/', () => this.#index())
  }

  /**
   * @param path below `/_orrery/`, with `{name}` for a segment that varies; one that starts with '/' stands by itself
   * @param example for the index: a JSON body for POST, a path for GET
   */
  add(
    method: 'GET' | 'POST', path: string, description: string, example: unknown, handler: AdminHandler, { open = false }: AdminOptions = {},
  ): void {
    const full = path.startsWith('/') ? path : root + path
    const taken = this.#entries.some(entry => entry.method === method && entry.path === full)
    if (taken) throw new Error(`assert: ${method} ${full} is added twice`)
    this.#entries.push({ method, path: full, description, example, handler, open })
  }

  /** Never rejects for a mistake of the caller's. */
  async handle(head: RequestHead, body: BodySource, meta: RequestMeta): Promise<WireResponse> {
    try {
      return await this.#dispatch(head, body, meta)
    } catch (error) {
      if (error instanceof AdminError) return refusal(error.status, error.message, error.remedy)
      if (error instanceof SettingError) return refusal(400, error.message, error.remedy)
      if (error instanceof MalformedRequest) return refusal(error.status, error.message)
      throw error
    }
  }

  async #dispatch(head: RequestHead, body: BodySource, meta: RequestMeta): Promise<WireResponse> {
    const path = head.path === '/' || head.path === '/_orrery' ? root : head.path
    const method = head.method === 'HEAD' ? 'GET' : head.method
    const fitting = this.#entries.map(entry => ({ entry, params: paramsOf(entry.path, path) })).filter(found => found.params !== undefined)
    const found = fitting.find(({ entry }) => entry.method === method)
    if (found?.entry.open !== true) this.#guard(head, meta)
    if (found === undefined) throw this.#notFound(head.method, path, fitting.map(({ entry }) => entry.method))
    const value = await found.entry.handler({
      params: found.params!,
      query: new URLSearchParams(head.query),
      body: method === 'POST' ? await readJson(head, body) : {},
      onGone: listener => meta.onGone(listener),
    })
    if (isPage(value)) return shownPage(value)
    return isFeed(value) ? feed(value) : json(200, value ?? {})
  }

  #guard(head: RequestHead, meta: RequestMeta): void {
    const { allowRemote, hostNames } = this.#settings
    if (!allowRemote && !isLoopbackAddress(meta.remoteAddress)) {
      throw new AdminError(403, `The admin face answers this machine only, not ${meta.remoteAddress}.`,
        'Allow others with a setting if you trust them.')
    }
    const host = head.headers['host']
    if (host !== undefined && !this.#isOurs(withoutPort(host))) {
      throw new AdminError(403, `The admin face does not answer as '${host}'.`,
        `Use localhost, or one of the host names it was started with (${hostNames.join(', ') || 'none'}).`)
    }
    const origin = head.headers['origin']
    if (origin !== undefined && !this.#isOurs(hostOfOrigin(origin))) {
      throw new AdminError(403, `Pages of ${origin} may not use the admin face.`,
        'Call it from a page of this machine, or without a browser.')
    }
    // A foreign page's image or script carries no Origin header, but browsers say where it comes from.
    if (head.headers['sec-fetch-site'] === 'cross-site') throw new AdminError(403, 'Pages of other sites may not use the admin face.')
  }

  #isOurs(name: string): boolean {
    const host = name.toLowerCase()
    if (host === 'localhost' || host.endsWith('.localhost') || isLoopbackAddress(host)) return true
    if (host === 'localhost.localstack.cloud' || host.endsWith('.localhost.localstack.cloud')) return true
    return this.#settings.hostNames.includes(host) || (this.#settings.allowRemote && isAddress(host))
  }

  #notFound(method: string, path: string, methods: readonly string[]): AdminError {
    if (methods.length > 0) return new AdminError(405, `${path} does not take ${method}.`, `Use ${methods.join(' or ')}.`)
    const distances = this.#entries.map(entry => ({ entry, distance: editDistance(entry.path, path.slice(0, 200)) }))
    const nearest = distances.reduce((best, next) => next.distance < best.distance ? next : best)
    return new AdminError(404, `There is nothing at ${path}.`,
      `The nearest is ${nearest.entry.method} ${nearest.entry.path}; all are in GET ${root}.`)
  }

  #index(): unknown {
    return {
      name: 'Orrery',
      entries: this.#entries.map(({ method, path, description, example }) => ({ method, path, description, example })),
    }
  }
}

function paramsOf(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/')
  const given = path.split('/')
  if (expected.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of expected.entries()) {
    const value = given[index]!
    if (segment.startsWith('{') && value !== '') params[segment.slice(1, -1)] = decoded(value)
    else if (segment !== value) return undefined
  }
  return params
}

/** A form of another site can send text and forms without asking, but never `application/json`. */
async function readJson(head: RequestHead, body: BodySource): Promise<unknown> {
  const type = head.headers['content-type']
  const bytes = await body.gather(bodyLimitBytes)
  if (bytes.length === 0 && type === undefined) return {}
  if (type === undefined || !/^application\/json\b/i.test(type)) {
    throw new AdminError(415, `The body is ${type ?? 'of no type'}.`, 'Send JSON, with the header content-type: application/json.')
  }
  try {
    return bytes.length === 0 ? {} : JSON.parse(Buffer.from(bytes).toString())
  } catch (error) {
    throw new AdminError(400, `The body is not JSON: ${(error as Error).message}.`)
  }
}

function json(status: number, value: unknown): WireResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  return { status, headers, body: Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`) }
}

function refusal(status: number, message: string, remedy?: string): WireResponse {
  return json(status, remedy === undefined ? { message } : { message, remedy })
}

function isFeed(value: unknown): value is EventFeed {
  return typeof value === 'object' && value !== null && 'events' in value && Symbol.asyncIterator in (value.events as object)
}

function isPage(value: unknown): value is AdminPage {
  return typeof value === 'object' && value !== null && 'page' in value
}

function shownPage({ page: { type, text } }: AdminPage): WireResponse {
  return { status: 200, headers: { 'content-type': type, 'x-content-type-options': 'nosniff' }, body: typeof text === 'string'
    ? Buffer.from(text) : text }
}

function feed({ events }: EventFeed): WireResponse {
  async function* frames(): AsyncGenerator<Uint8Array, void, undefined> {
    yield Buffer.from(': open\n\n')
    for await (const { name, data } of events) {
      yield Buffer.from(`${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`)
    }
  }
  return { status: 200, headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }, body: frames() }
}

function isLoopbackAddress(address: string): boolean {
  return address === '' || address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address)
}

function isAddress(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.includes(':')
}

/** 'null', as sandboxed pages send it, is nobody's. */
function hostOfOrigin(origin: string): string {
  return URL.canParse(origin) ? withoutPort(new URL(origin).host) : origin
}

/** Levenshtein's, over two short strings. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1))
    }
    row = next
  }
  return row[right.length]!
}
