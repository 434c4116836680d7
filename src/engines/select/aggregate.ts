// The functions of all rows: AVG, COUNT, MAX, MIN, SUM. What is absent is passed over.
// Source: "Aggregate functions", SQL reference for Amazon S3 Select.

import { SelectRefusal } from './refusal.ts'
import type { AggregateName } from './syntax.ts'
import { Timestamp } from './timestamp.ts'
import { arithmetic, asNumber, compare, isAbsent, toDecimal } from './value.ts'
import type { NumberValue, Value } from './value.ts'

export class Accumulator {
  readonly #name: AggregateName
  #count = 0n
  #sum: NumberValue = 0n
  #extreme: Value

  constructor(name: AggregateName) {
    this.#name = name
  }

  /** Another row; for COUNT(*) any value that is not absent. @throws SelectRefusal */
  add(value: Value): void {
    if (isAbsent(value)) return
    this.#count += 1n
    switch (this.#name) {
      case 'count': return
      case 'sum': case 'avg': this.#sum = arithmetic('+', this.#sum, numberOf(value)); return
      case 'max': case 'min': this.#compete(value instanceof Timestamp ? value : numberOf(value))
    }
  }

  get result(): Value {
    if (this.#name === 'count') return this.#count
    if (this.#count === 0n) return null
    if (this.#name === 'sum') return this.#sum
    if (this.#name !== 'avg') return this.#extreme
    return typeof this.#sum === 'number' ? this.#sum / Number(this.#count)
      : arithmetic('/', toDecimal(this.#sum), toDecimal(this.#count))
  }

  #compete(value: Value): void {
    const order = this.#extreme === undefined ? undefined : compare(value, this.#extreme)
    const isBetter = this.#extreme === undefined || (order !== undefined && (this.#name === 'max' ? order > 0 : order < 0))
    if (isBetter) this.#extreme = value
  }
}

function numberOf(value: Value): NumberValue {
  const number = asNumber(value)
  if (number === undefined) throw new SelectRefusal('IncorrectSqlFunctionArgumentType')
  return number
}
