// What the parts beside the services have to say of an operation: a look at a call before it runs, which may refuse it, and one after it
// has succeeded. Asked once per operation; an operation that no part watches pays one look into a map.

import type { Values } from '../wire/protocol.ts'
import type { Part } from './part.ts'
import type { Call } from './service.ts'
import type { BoundOperation, LoadedService } from './services.ts'

export interface Watch {
  /** Before the operation runs, outside its transaction. @throws Fault to refuse the call */
  before?(call: Call, input: Values): void
  /** After it has succeeded and was committed. Inside a transaction of its own. */
  after?(call: Call, input: Values, output: Values): void
}

export class Watches {
  readonly #parts: ReadonlyMap<string, Part>
  readonly #known = new Map<BoundOperation, readonly Watch[]>()

  constructor(parts: ReadonlyMap<string, Part>) {
    this.#parts = parts
  }

  /** Those of an operation; none for most. */
  of(service: LoadedService, bound: BoundOperation): readonly Watch[] {
    const known = this.#known.get(bound)
    if (known !== undefined) return known
    const found = [...this.#parts.values()].flatMap(part => part.watch?.(service.id, bound.model.name) ?? [])
    this.#known.set(bound, found)
    return found
  }
}
