// A small invented service, the library, and clouds that serve nothing else: what the kernel's tests run on. It has one of everything
// that a service can declare, no more of it than a test needs, and a wall clock that the test moves by hand.

import type { TestContext } from 'node:test'
import { BlobFiles } from '../engines/blob/files.ts'
import type { ModelCatalogue, ServiceEntry } from '../model/catalogue-face.ts'
import { readModel } from '../model/reader.ts'
import type { ServiceModel } from '../model/shape.ts'
import { gathered } from '../wire/message.ts'
import type { Headers, WireResponse } from '../wire/message.ts'
import { Cloud } from './cloud.ts'
import type { CloudParts } from './cloud.ts'
import { signRequest } from './identity/signer.ts'
import { resource, service } from './service.ts'
import type { Call, ServiceDeclaration } from './service.ts'
import type { ServiceLoaders } from './services.ts'
import type { Settings } from './settings.ts'

const name = { shape: 'Name' }
const token = { type: 'string', idempotencyToken: true }
const text = { type: 'string' }
const tags = { shape: 'Tags' }

function structure(members: object, required: readonly string[] = []): object {
  return { type: 'structure', members, required }
}

function operation(operationName: string, input: object, output?: object, more: object = {}): object {
  return { name: operationName, http: { method: 'POST', requestUri: '/' }, input, ...(output !== undefined && { output }), ...more }
}

const pages = { input_token: 'NextToken', output_token: 'NextToken', limit_key: 'MaxResults' }
const page = { MaxResults: { type: 'integer', min: 1, max: 100 }, NextToken: text }

/** The library's API, as AWS's SDKs would carry it. */
export const libraryModel: ServiceModel = readModel({
  metadata: {
    id: 'library', protocol: 'json', jsonVersion: '1.1', targetPrefix: 'Library_20200101', apiVersion: '2020-01-01',
    endpointPrefix: 'library', signingName: 'library', serviceId: 'Library', serviceFullName: 'The Library', shapeName: 'Library',
  },
  operations: {
    CreateBook: operation('CreateBook',
      structure({ Name: name, Chapters: { type: 'integer', min: 0, max: 9 }, ClientToken: token, Tags: tags }, ['Name']),
      structure({ BookArn: text, Serial: text }),
      { errors: [{ shape: 'BookExists' }, { shape: 'LimitExceeded' }, { shape: 'InvalidTag' }] }),
    GetBook: operation('GetBook', structure({ Name: name }, ['Name']), structure({ Name: text, Status: text }),
      { errors: [{ shape: 'NoSuchBook' }] }),
    DeleteBook: operation('DeleteBook', structure({ Name: name }, ['Name']), undefined, { errors: [{ shape: 'NoSuchBook' }] }),
    CopyBook: operation('CopyBook', structure({ Name: name, To: name, ClientToken: token }, ['Name', 'To']),
      structure({ BookArn: text, Serial: text })),
    LendBook: operation('LendBook', structure({ Name: name, Days: { type: 'integer' } }, ['Name', 'Days'])),
    AwaitBook: operation('AwaitBook', structure({ Name: name, Seconds: { type: 'integer' }, PatienceMs: { type: 'integer' } }),
      structure({ Outcome: text })),
    BurnBook: operation('BurnBook', structure({ Name: name })),
    ListBooks: operation('ListBooks', structure({ Prefix: text, Backwards: { type: 'boolean' }, ...page }),
      structure({ Books: { type: 'list', member: text }, NextToken: text })),
    ListChapters: operation('ListChapters', structure(page), structure({ Chapters: { type: 'list', member: text }, NextToken: text })),
    TagResource: operation('TagResource', structure({ ResourceArn: text, Tags: tags }, ['ResourceArn', 'Tags'])),
    UntagResource: operation('UntagResource',
      structure({ ResourceArn: text, TagKeys: { type: 'list', member: text } }, ['ResourceArn', 'TagKeys'])),
    ListTagsForResource: operation('ListTagsForResource', structure({ ResourceArn: text }, ['ResourceArn']), structure({ Tags: tags })),
    OpenDoors: operation('OpenDoors', structure({}), structure({ Welcome: text }), { authtype: 'none' }),
    PulpBook: operation('PulpBook', structure({ Name: name })),
    RebindBook: operation('RebindBook', structure({ Name: name })),
  },
  shapes: {
    Name: { type: 'string', min: 1, max: 40, pattern: '[A-Za-z0-9/._-]+' },
    Tags: { type: 'list', member: { shape: 'Tag' } },
    Tag: structure({ Key: text, Value: text }, ['Key']),
    NoSuchBook: { ...structure({ message: text }), exception: true, error: { httpStatusCode: 404 } },
    BookExists: { ...structure({ message: text }), exception: true, error: { httpStatusCode: 409 } },
    LimitExceeded: { ...structure({ message: text }), exception: true },
    InvalidTag: { ...structure({ message: text }), exception: true },
  },
  pagination: { ListBooks: { ...pages, result_key: 'Books' }, ListChapters: { ...pages, result_key: 'Chapters' } },
} as never)

export interface StoredBook {
  readonly name: string
  readonly status: string
  readonly chapters: number
  readonly createdAt: number
}

export const Book = resource<StoredBook>({
  name: 'Book',
  key: 'name',
  arn: 'arn:{partition}:library:{region}:{account}:book/{name}',
  tags: 'list',
  notFound: 'NoSuchBook',
  exists: 'BookExists',
  indexes: { age: ({ createdAt }) => [createdAt], lent: ({ status, createdAt }) => status === 'LENT' ? [createdAt] : undefined },
  lifecycle: {
    field: 'status',
    settles: {
      PRINTING: { to: 'BINDING', afterMs: 60_000 },
      BINDING: { to: 'READY', afterMs: 30_000 },
      SHREDDING: { to: null, afterMs: 10_000 },
    },
  },
})

interface NameInput { readonly Name: string }
interface CreateInput extends NameInput { readonly Chapters?: number, readonly Tags?: readonly { Key: string, Value: string }[] }

function insert(call: Call, input: CreateInput): { BookArn: string, Serial: string } {
  const books = call.of(Book)
  call.quota('books', books.count() + 1)
  const book = books.insert({ name: input.Name, status: 'PRINTING', chapters: input.Chapters ?? 1, createdAt: call.now() })
  call.tags(Book).add(Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])), book.name)
  call.meter('Books', 1)
  call.wake(book.name)
  return { BookArn: call.arn(Book, book), Serial: call.hex(8) }
}

const operations: ServiceDeclaration['operations'] = {
  CreateBook: (input: CreateInput, call: Call) => insert(call, input),

  GetBook: ({ Name: wanted }: NameInput, call: Call) => {
    const { name: found, status } = call.of(Book).require(wanted)
    return { Name: found, Status: status }
  },

  DeleteBook: ({ Name: wanted }: NameInput, call: Call) => {
    const books = call.of(Book)
    books.put({ ...books.require(wanted), status: 'SHREDDING' })
  },

  CopyBook: async ({ Name: from, To: to }: NameInput & { readonly To: string }, call: Call) => {
    await Promise.resolve()
    return call.transact(() => insert(call, { Name: to, Chapters: call.of(Book).require(from).chapters }))
  },

  LendBook: ({ Name: wanted, Days: days }: NameInput & { readonly Days: number }, call: Call) => {
    const books = call.of(Book)
    books.put({ ...books.require(wanted), status: 'LENT' })
    call.setTimer('return', wanted, call.now() + days * 86_400_000, { days })
  },

  AwaitBook: async (input: NameInput & { Seconds: number, PatienceMs: number }, call: Call) => {
    const { Name: wanted, Seconds: seconds, PatienceMs: patienceMs } = input
    return { Outcome: await call.wait(wanted, { dueAt: call.now() + seconds * 1000, patienceMs }) }
  },

  BurnBook: ({ Name: wanted }: NameInput, call: Call) => {
    call.of(Book).put({ name: wanted, status: 'BURNING', chapters: 0, createdAt: call.now() })
    throw new Error('assert: books do not burn')
  },

  * ListBooks({ Prefix: prefix, Backwards: reverse = false }: { readonly Prefix?: string, readonly Backwards?: boolean }, call: Call) {
    for (const book of call.of(Book).scan({ ...(prefix !== undefined && { prefix }), reverse })) yield book.name
  },

  * ListChapters(_input: object, call: Call) {
    for (const book of call.of(Book).scan()) for (let i = 1; i <= book.chapters; i += 1) yield `${book.name}/${i}`
  },

  OpenDoors: () => ({ Welcome: 'Come in.' }),
}

export const library = service({
  id: 'library',
  resources: [Book],
  operations,
  refuses: { PulpBook: 'Books are kept.' },
  tagging: {
    resource: Book,
    tag: 'TagResource',
    untag: 'UntagResource',
    list: 'ListTagsForResource',
    identify: ({ ResourceArn: arn }: { readonly ResourceArn: string }, call: Call) => {
      const book = /:book\/(.+)$/.exec(arn)?.[1]
      if (book === undefined) throw call.fault('NoSuchBook', `There is no book ${arn}.`)
      return [book]
    },
    invalid: 'InvalidTag',
    tooMany: 'LimitExceeded',
  },
  timers: {
    return: (_payload: unknown, call: Call, { id }) => {
      const books = call.of(Book)
      books.put({ ...books.require(id), status: 'READY' })
    },
  },
  quotas: {
    books: { code: 'L-1', value: 3, fault: 'LimitExceeded', message: (wanted, value) => `${wanted} books are more than ${value}.` },
  },
  dataEvents: ['GetBook'],
  pageSizes: { ListBooks: 4 },
})

/** The library with other operations in the place of some of its own, and whatever else shall differ. */
export function libraryWith(changed: ServiceDeclaration['operations'], more: Partial<ServiceDeclaration> = {}): ServiceDeclaration {
  return { ...library, operations: { ...operations, ...changed }, ...more }
}

/** A catalogue of the library alone. */
export const libraryCatalogue: ModelCatalogue = catalogueOf(libraryModel)

export function catalogueOf(model: ServiceModel): ModelCatalogue {
  const { id, apiVersion, protocols, endpointPrefix, signingName, targetPrefix, serviceId, shapeName, operationNames } = model
  const entry: ServiceEntry = {
    id, apiVersion, protocols, endpointPrefix, signingName, serviceId, operationCount: operationNames.length,
    ...(targetPrefix !== undefined && { targetPrefix }), ...(shapeName !== undefined && { shapeName }),
  }
  return {
    entries: [entry],
    entry: wanted => wanted === id ? entry : undefined,
    bySigningName: wanted => wanted === signingName ? [id] : [],
    byEndpointPrefix: wanted => wanted === endpointPrefix ? [id] : [],
    byTargetPrefix: wanted => wanted === targetPrefix ? id : undefined,
    byShapeName: wanted => wanted === shapeName ? id : undefined,
    httpBindings: () => [],
    operationNames: wanted => wanted === id ? operationNames : [],
    service: wanted => wanted === id ? model : undefined,
  }
}

/** What the machine's clock shows; the test sets it. Epoch ms. */
export interface Wall { at: number }

export const startAt = Date.UTC(2028, 0, 31, 12)

export interface Asked {
  readonly account?: string
  readonly region?: string
  readonly signal?: AbortSignal
  /** Sent as they are, with nothing signed. */
  readonly unsigned?: boolean
  /** The body, where it shall not be the input's JSON. */
  readonly body?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The output, or the fault with its `__type`. */
  readonly output: Record<string, unknown>
}

export type Ask = (operation: string, input?: object, asked?: Asked) => Promise<Answer>

export interface Sample {
  readonly cloud: Cloud
  readonly wall: Wall
  readonly logged: string[]
  /** Calls the library as the root of an account, 111122223333 unless another is asked. */
  readonly ask: Ask
}

export interface SampleOptions extends Partial<Settings> {
  readonly declaration?: ServiceDeclaration
  /** A wall that other clouds see too. */
  readonly sharedWall?: Wall
  readonly beside?: CloudParts['beside']
}

/** Opens a cloud of the library that the test must close. */
export async function openLibrary(options: SampleOptions = {}): Promise<Sample> {
  const { declaration = library, sharedWall: wall = { at: startAt }, beside = [], ...settings } = options
  const logged: string[] = []
  const services: ServiceLoaders = { library: () => Promise.resolve(declaration) }
  const parts: CloudParts = {
    catalogue: libraryCatalogue, services, openBlobs: places => BlobFiles.open(places), wall: () => wall.at, version: '1.2.3', beside,
  }
  const cloud = await Cloud.open({ log: line => { logged.push(line) }, ...settings }, parts)
  return { cloud, wall, logged, ask: askerOf(cloud, wall) }
}

/** Opens a cloud of the library; it is closed after the test. */
export async function sampleCloud(t: TestContext, options: SampleOptions = {}): Promise<Sample> {
  const sample = await openLibrary(options)
  t.after(() => sample.cloud.close())
  return sample
}

/** How to call the library of a cloud. */
export function askerOf(cloud: Cloud, wall: Wall): Ask {
  return async (operationName, input = {}, options = {}) => {
    const { account = '111122223333', region = 'us-east-1', signal, unsigned, body = JSON.stringify(input) } = options
    const target = `Library_20200101.${operationName}`
    const bare = {
      method: 'POST', path: '/', query: '', body: Buffer.from(body),
      headers: { host: 'localhost:4566', 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    }
    const signer = { accessKeyId: account, secret: 'any', region, service: 'library', at: wall.at }
    const request = unsigned ? bare : signRequest(bare, signer)
    const { response } = await cloud.client().requestHandler.handle({ ...request, query: {}, protocol: 'http:', hostname: 'localhost' },
      signal === undefined ? {} : { abortSignal: signal })
    const text = Buffer.concat(await response.body.toArray()).toString()
    const output = text === '' ? {} : JSON.parse(text) as Record<string, unknown>
    return { status: response.statusCode, headers: response.headers, text, output }
  }
}

/** The JSON of a codec's answer. */
export function jsonOf(response: WireResponse): unknown {
  return JSON.parse(Buffer.from(gathered(response.body)).toString())
}

/** Fault codes without a namespace. */
export function codeOf({ output }: Answer): string {
  return String(output['__type']).replace(/^.*#/, '')
}

/** Gives everything that is ready to run its turns, without waiting for any time to pass. */
export async function turns(count = 20): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise(resolve => { setImmediate(resolve) })
}

