// Reads one service's file of the compiled bundle: a header line, then one line of JSON per operation and per shared shape.
// Only the header is parsed at first; a line is parsed when it is asked for. `tools/models/bundle.ts` writes what this reads.

import { readFileSync } from 'node:fs'
import type { ServiceDerivation } from './derived.ts'
import type { RawMetadata, RawOperation, RawShape, RawSource } from './raw.ts'

/** An operation's name and line length; for REST services its method and URI template too. */
export type OperationEntry = readonly [name: string, lengthBytes: number, method?: string, uri?: string]

export interface BundleHeader {
  readonly metadata: RawMetadata
  readonly operations: readonly OperationEntry[]
  readonly shapes: readonly (readonly [name: string, lengthBytes: number])[]
  /** Names of the error shapes. */
  readonly errors: readonly string[]
  readonly derivation?: ServiceDerivation
}

interface Line { readonly start: number, readonly end: number }

const newline = 0x0a

/** The raw pieces of one service, out of its file; the file's bytes are kept and parsed line by line. */
export class BundleSource implements RawSource {
  readonly metadata: RawMetadata
  readonly operations: readonly OperationEntry[]
  readonly operationNames: readonly string[]
  readonly errorNames: readonly string[]
  readonly derivation?: ServiceDerivation
  readonly #bytes: Buffer
  readonly #operationLines: ReadonlyMap<string, Line>
  readonly #shapeLines: ReadonlyMap<string, Line>
  readonly #shapes = new Map<string, RawShape>()

  constructor(bytes: Buffer) {
    const headerEnd = bytes.indexOf(newline)
    const header = JSON.parse(bytes.toString('latin1', 0, headerEnd)) as BundleHeader
    this.metadata = header.metadata
    this.operations = header.operations
    this.operationNames = header.operations.map(([name]) => name)
    this.errorNames = header.errors
    if (header.derivation !== undefined) this.derivation = header.derivation
    this.#bytes = bytes
    const operations = linesOf(header.operations, headerEnd + 1)
    this.#operationLines = operations.lines
    this.#shapeLines = linesOf(header.shapes, operations.end).lines
  }

  operation(name: string): RawOperation | undefined {
    const line = this.#operationLines.get(name)
    return line === undefined ? undefined : this.#parse(line) as RawOperation
  }

  shape(name: string): RawShape | undefined {
    const known = this.#shapes.get(name)
    if (known !== undefined) return known
    const line = this.#shapeLines.get(name)
    if (line === undefined) return undefined
    const shape = this.#parse(line) as RawShape
    this.#shapes.set(name, shape)
    return shape
  }

  #parse({ start, end }: Line): unknown {
    return JSON.parse(this.#bytes.toString('latin1', start, end))
  }
}

/** @throws Error when the file is missing or not of our making. */
export function readBundle(path: string): BundleSource {
  return new BundleSource(readFileSync(path))
}

function linesOf(entries: readonly (readonly [string, number, ...unknown[]])[], from: number): { lines: Map<string, Line>, end: number } {
  const lines = new Map<string, Line>()
  let start = from
  for (const [name, lengthBytes] of entries) {
    lines.set(name, { start, end: start + lengthBytes })
    start += lengthBytes + 1
  }
  return { lines, end: start }
}
