// Calls operations of any service through its official client of the AWS SDK for JavaScript v3, as `tests/derived/caller.ts` does by our
// own
// codec, which also makes the calls that an older client does not know. Moments are dates there and milliseconds here; nothing else is
// changed on the way.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Cloud } from '../../src/index.ts'
import type { OperationModel, Shape } from '../../src/model/shape.ts'
import type { Values } from '../../src/wire/protocol.ts'
import { Caller } from '../derived/caller.ts'
import type { Answer, Calling } from '../derived/caller.ts'

interface Client { send(command: unknown): Promise<Values> }
type Constructor<T> = new (input: unknown) => T
type Module = Readonly<Record<string, Constructor<unknown> | undefined>>

export class V3Caller implements Calling {
  readonly #module: Module
  readonly #client: Client
  readonly #codec: Caller

  /** @param folder where the packages are installed */
  static async open(folder: string, packageName: string, cloud: Cloud): Promise<V3Caller> {
    const path = createRequire(join(folder, 'package.json')).resolve(packageName)
    const { default: module } = await import(pathToFileURL(path).href) as { readonly default: Module }
    return new V3Caller(module, cloud)
  }

  private constructor(module: Module, cloud: Cloud) {
    const name = Object.keys(module).find(each => /^[A-Z]\w+Client$/.test(each) && typeof module[each] === 'function')
    if (name === undefined) throw new Error('assert: the package exports no client')
    this.#module = module
    this.#codec = new Caller(cloud)
    this.#client = new module[name]!({ ...cloud.client(), maxAttempts: 1 }) as Client
  }

  async call(operation: OperationModel, input: Values): Promise<Answer> {
    const Command = this.#module[`${operation.name}Command`]
    if (Command === undefined) return this.#codec.call(operation, input)
    try {
      const output = await this.#client.send(new Command(theirs(operation.input, input)))
      return { output: ours(operation.output, output) as Values }
    } catch (error) {
      const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } }
      return { fault: { code: name, message, status: $metadata?.httpStatusCode ?? 0, sender: true } }
    }
  }
}

function theirs(shape: Shape, value: unknown): unknown {
  return mapped(shape, value, each => typeof each === 'number' ? new Date(each) : each)
}

function ours(shape: Shape, value: unknown): unknown {
  return mapped(shape, value, each => each instanceof Date ? each.getTime() : each)
}

/** The value with each of its moments changed. */
function mapped(shape: Shape, value: unknown, change: (moment: unknown) => unknown): unknown {
  if (value === undefined || value === null) return undefined
  switch (shape.kind) {
    case 'timestamp': return change(value)
    case 'structure': return Object.fromEntries(shape.members.flatMap(({ name, shape: inner }) => {
      const each = mapped(inner, (value as Values)[name], change)
      return each === undefined ? [] : [[name, each]]
    }))
    case 'list': return (value as unknown[]).map(each => mapped(shape.element.shape, each, change))
    case 'map': return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapped(shape.value.shape, each, change)]))
    default: return value
  }
}
