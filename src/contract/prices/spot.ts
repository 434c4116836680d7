// The spot market: what part of its on-demand price an instance type costs in a zone, at any time. It follows from the names and the time
// alone, so that it is the same whenever it is asked: a level of the type and zone, a slow wave, and now and then days of scarcity. It
// stays
// below on demand, and changes at steps of six hours. An operator may say what it is from a time on.

import { createHash } from 'node:crypto'
import { hourMs } from '../calendar.ts'

export const spotStepMs = 6 * hourMs
const knotSteps = 20
const highest = 950n

/** What an operator said: undefined gives the market back to itself. */
export interface SpotChange { readonly zone: string, readonly type: string, readonly fromAt: number, readonly permille?: number }

export class SpotMarket {
  #changes: readonly SpotChange[] = []
  readonly #knots = new Map<string, number>()

  /** Puts other changes in place of those before, oldest first. */
  change(changes: readonly SpotChange[]): void {
    this.#changes = changes
  }

  /** In thousandths of the on-demand price. */
  permille(type: string, zone: string, at: number): bigint {
    const said = this.#changes.findLast(each => each.zone === zone && each.type === type && each.fromAt <= at)
    if (said?.permille !== undefined) return BigInt(said.permille)
    const step = Math.floor(at / spotStepMs)
    const knot = Math.floor(step / knotSteps)
    const part = step % knotSteps / knotSteps
    const wave = this.#knot(`${type}/${zone}`, knot) * (1 - part) + this.#knot(`${type}/${zone}`, knot + 1) * part
    const level = this.#knot(`level/${type}/${zone}`, 0)
    const scarcity = this.#knot(`scarce/${type}/${zone}`, knot) > 0.93 ? 300 * (1 - Math.abs(2 * part - 1)) : 0
    const found = BigInt(Math.round(270 + 130 * level + 160 * wave + scarcity))
    return found > highest ? highest : found
  }

  /** The moments within a time at which the price of a type may become another, in order. */
  turns(type: string, fromAt: number, beforeAt: number): number[] {
    const moments = new Set<number>()
    for (let at = (Math.floor(fromAt / spotStepMs) + 1) * spotStepMs; at < beforeAt; at += spotStepMs) moments.add(at)
    for (const each of this.#changes) if (each.type === type && each.fromAt > fromAt && each.fromAt < beforeAt) moments.add(each.fromAt)
    return [...moments].sort((a, b) => a - b)
  }

  /** Between 0 and 1, by a name and a number. */
  #knot(name: string, number: number): number {
    const full = `${name}/${number}`
    let value = this.#knots.get(full)
    if (value === undefined) this.#knots.set(full, value = createHash('sha256').update(full).digest().readUInt32BE() / 2 ** 32)
    return value
  }
}

/** `RunInstances:SV001`: spot in the region's second zone. How AWS numbers them is not told; ours are in order. */
export function spotOperation(operation: string, zone: string): string {
  return `${operation}:SV00${zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0)}`
}

/** The on-demand operation and the zone of a spot operation; undefined for another. */
export function spotPlaceOf(operation: string, region: string): { readonly operation: string, readonly zone: string } | undefined {
  const [, plain = '', number = ''] = /^(.*):SV00(\d)$/.exec(operation) ?? []
  return number === '' ? undefined : { operation: plain, zone: region + String.fromCharCode('a'.charCodeAt(0) + Number(number)) }
}
