// An installed AWS SDK for JavaScript v3 client as it is, but for its wires: what it would send is caught, and an answer is given to it.
// It knows nothing of any operation; `script-values.ts` knows how the client's values differ from ours.

import { createRequire } from 'node:module'
import { InProcessRequestHandler } from '../../src/kernel/gateway/client.ts'
import type { BodySource, RequestHead } from '../../src/kernel/gateway/request.ts'
import type { WireResponse } from '../../src/wire/message.ts'
import type { Values } from './values.ts'

/** A request as the gateway would get it. */
export interface CaughtRequest { readonly head: RequestHead, readonly body: Uint8Array }

/** What the client is answered. */
export type Answering = (request: CaughtRequest) => WireResponse | Promise<WireResponse>

interface SdkClient { send(command: unknown): Promise<Values>, readonly config: { readonly serviceId: string }, destroy(): void }
type CommandClass = new (input: Values) => unknown
type ClientClass = new (settings: object) => SdkClient

const bodyMaxBytes = 10_000_000

const silent = (): void => {}

const settings = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
  // The client adds nothing of its own to requests, and checks no sums of made-up answers.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  disableRequestCompression: true,
  disableHostPrefix: true,
  forcePathStyle: true,
  endpoint: 'http://localhost:4566',
  logger: { debug: silent, info: silent, warn: silent, error: silent },
}

type Exports = Readonly<Record<string, unknown>>

export class ScriptClient {
  readonly operationNames: readonly string[]
  readonly #client: SdkClient
  readonly #commands: Readonly<Record<string, CommandClass>>
  readonly #memberNames: ReadonlyMap<string, readonly string[]>
  #answering: Answering = () => { throw new Error('assert: a request where none was expected') }

  /** @param packageName `client-sqs` */
  constructor(packageName: string) {
    const exported = createRequire(import.meta.url)(`@aws-sdk/${packageName}`) as Exports
    const name = Object.keys(exported).find(key => key.endsWith('Client') && key !== '__Client')
    const handler = new InProcessRequestHandler({ handle: async (head, source) => this.#answer(head, source) })
    // SQS's client checks MD5 sums; S3's has a setting of the same name that means another thing.
    const checks = packageName === 'client-sqs' ? { md5: false } : {}
    this.#client = new (exported[name ?? ''] as ClientClass)({ ...settings, ...checks, requestHandler: handler })
    this.#commands = Object.fromEntries(Object.entries(exported).flatMap(([key, value]) => {
      return key.endsWith('Command') && key !== '$Command' ? [[key.slice(0, -'Command'.length), value as CommandClass]] : []
    }))
    this.operationNames = Object.keys(this.#commands)
    this.#memberNames = memberNamesOf(exported)
  }

  /** Whether the client knows the member of a structure; of structures that it calls otherwise, it is taken to know all. */
  knows(structureName: string, memberName: string): boolean {
    return this.#memberNames.get(structureName)?.includes(memberName) !== false
  }

  /** The SDK's name of the service: `CloudWatch Logs`. */
  get serviceId(): string {
    return this.#client.config.serviceId
  }

  /** Sends what the client makes of the input to `answering`; gives what the client makes of the answer, or throws what it throws. */
  async send(operationName: string, input: Values, answering: Answering): Promise<Values> {
    const command = this.#commands[operationName]
    if (command === undefined) throw new Error(`assert: the client has no command ${operationName}`)
    this.#answering = answering
    const { $metadata: _, ...output } = await this.#client.send(new command(input))
    return output
  }

  close(): void {
    this.#client.destroy()
  }

  async #answer(head: RequestHead, source: BodySource): Promise<WireResponse> {
    return this.#answering({ head, body: await source.gather(bodyMaxBytes) })
  }
}

/** Members by the name of their structure, out of the schemas that a client exports (`StaticStructureSchema` in @smithy/types). */
function memberNamesOf(exported: Exports): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(exported).filter(([key]) => key.endsWith('$')).map(([, schema]) => {
    const [, , shapeName, , memberNames] = schema as [unknown, unknown, string, unknown, unknown]
    return [shapeName, Array.isArray(memberNames) ? memberNames as string[] : []]
  }))
}
