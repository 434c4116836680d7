// boto3 under the scenarios' face: one Python process, `boto3_adapter.py`, that takes calls as lines of JSON and answers them likewise.

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { CallError } from './client.ts'
import type { Caller, Client, Input, Operation, Output, PresignedUrl, Service } from './client.ts'
import { bareEnvironment } from './environment.ts'

/** The compiled test lies in `dist/tests/clients`, Python's source where it was written. */
const adapter = fileURLToPath(new URL('../../../tests/clients/boto3_adapter.py', import.meta.url))

interface Answer {
  readonly id: number
  readonly output?: unknown
  readonly error?: { readonly code: string, readonly message: string, readonly shape?: string, readonly status: number }
  /** Something went wrong in the adapter. */
  readonly failure?: string
}

interface Waiting {
  resolve(output: unknown): void
  reject(error: Error): void
}

export class Boto3 implements Client {
  readonly name: string
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  private constructor(child: ChildProcess, lines: Interface, version: string) {
    this.name = `boto3 ${version}`
    this.#child = child
    lines.on('line', line => this.#take(JSON.parse(line, revive) as Answer))
    lines.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('boto3 ended in the middle of a call'))
    })
  }

  /** @param python a Python that has boto3 */
  static async start(python: string, endpoint: string): Promise<Boto3> {
    const env = { ...bareEnvironment(), AWS_ENDPOINT_URL: endpoint }
    const child = spawn(python, [adapter], { env, stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface(child.stdout)
    const first = await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('close', () => reject(new Error('boto3 did not start: what Python printed stands above')))
    })
    return new Boto3(child, lines, (JSON.parse(first) as { version: string }).version)
  }

  async call<S extends Service, O extends Operation<S>>(
    caller: Caller, service: S, operation: O, input: Input<S, O>,
  ): Promise<Output<S, O>> {
    return await this.#ask({ call: { caller, service, operation, given: input } }) as Output<S, O>
  }

  async presignIdentity(caller: Caller, cluster: string): Promise<PresignedUrl> {
    return await this.#ask({ presign: { caller, cluster } }) as PresignedUrl
  }

  #ask(request: object): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#child.stdin!.write(`${JSON.stringify({ id, ...request }, replace)}\n`)
    })
  }

  #take({ id, output, error, failure }: Answer): void {
    const { resolve, reject } = this.#waiting.get(id)!
    this.#waiting.delete(id)
    if (error !== undefined) reject(new CallError(error.message, error))
    else if (failure !== undefined) reject(new Error(failure))
    else resolve(output)
  }

  async close(): Promise<void> {
    this.#child.stdin!.end()
    await new Promise(resolve => { this.#child.once('exit', resolve) })
  }
}

/** JSON.stringify asks a Buffer for its own form first, so bytes are told by the holder's value. */
function replace(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const held = this[name]
  return held instanceof Uint8Array ? { $bytes: Buffer.from(held).toString('base64') } : value
}

function revive(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('$bytes' in value) return Buffer.from(value.$bytes as string, 'base64')
  if ('$time' in value) return new Date(value.$time as number)
  return value
}
