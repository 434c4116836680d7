// A query at work: root values in, answers out, in order. It asks for no more input once its limit is reached.

import { Accumulator } from './aggregate.ts'
import { compiled } from './expression.ts'
import type { Evaluate, Setting } from './expression.ts'
import { rowsFrom } from './path.ts'
import { aggregatesIn } from './parser.ts'
import type { Aggregate } from './parser.ts'
import type { Query } from './syntax.ts'
import { Timestamp } from './timestamp.ts'
import { Struct } from './value.ts'
import type { Value } from './value.ts'

/** @param nowMs epoch ms @throws SelectRefusal */
export class RunningQuery {
  readonly #query: Query
  readonly #where: Evaluate | undefined
  readonly #project: (row: Value) => Struct
  readonly #groups: readonly { readonly accumulator: Accumulator, readonly operand: Evaluate }[]
  #left: bigint | undefined

  constructor(query: Query, nowMs: number) {
    this.#query = query
    this.#left = query.limit
    const now = Timestamp.ofMs(nowMs)
    const nodes = (query.projections ?? []).flatMap(({ expression }) => aggregatesIn(expression))
    const accumulators = new Map<Aggregate, Accumulator>(nodes.map(node => [node, new Accumulator(node.name)]))
    const setting: Setting = {
      alias: query.alias, now,
      aggregate: node => {
        const accumulator = accumulators.get(node)!
        return () => accumulator.result
      },
    }
    this.#where = query.where && compiled(query.where, setting)
    this.#project = projector(query, setting)
    this.#groups = nodes.map(node => ({
      accumulator: accumulators.get(node)!, operand: node.operand === undefined ? () => true : compiled(node.operand, setting),
    }))
  }

  /** Nothing that comes can change the answer. */
  get isDone(): boolean {
    return this.#left === 0n
  }

  /** The answers that another root value makes. */
  * take(root: Value): Generator<Struct, void> {
    const { from } = this.#query
    for (const row of from.length === 0 ? [root] : rowsFrom(root, from)) {
      if (this.isDone) return
      if (this.#where !== undefined && this.#where(row) !== true) continue
      if (this.#groups.length > 0) for (const { accumulator, operand } of this.#groups) accumulator.add(operand(row))
      else {
        if (this.#left !== undefined) this.#left -= 1n
        yield this.#project(row)
      }
    }
  }

  /** What is known only at the end: the one answer of aggregates. */
  * finish(): Generator<Struct, void> {
    if (this.#groups.length > 0 && !this.isDone) yield this.#project(undefined)
  }
}

function projector({ projections }: Query, setting: Setting): (row: Value) => Struct {
  if (projections === undefined) return row => row instanceof Struct ? row : row === undefined ? nothing : new Struct(['_1'], [row])
  const names = projections.map(({ name }) => name)
  const evaluations = projections.map(({ expression }) => compiled(expression, setting))
  return row => new Struct(names, evaluations.map(evaluate => evaluate(row)))
}

const nothing = new Struct([], [])
