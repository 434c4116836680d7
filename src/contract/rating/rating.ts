// Rating: a payer's usage of a month becomes lines. In this order: prices of the time, commitments hour by hour, free allowances, tiers,
// tags. It is a function of what was used; nothing of it is kept, so that it may be done again at any time with the same result.

import { hourMs, monthEnd, monthStart } from '../calendar.ts'
import { atomsOfPrice } from '../money.ts'
import type { Money } from '../money.ts'
import { amountOfUnit } from '../prices/measure.ts'
import type { Price } from '../prices/price.ts'
import type { PriceBook } from '../prices/book.ts'
import type { Piece } from '../usage/piece.ts'
import { covers, holdsUntil, limitAmount } from './allowances.ts'
import type { Allowance, Eligibility } from './allowances.ts'
import type { Line } from './line.ts'
import { cut } from './tiers.ts'

/** A piece with the price that it has on demand, and what became of it on its way to a line. */
export interface Priced extends Piece {
  readonly price: Price
  readonly allowance?: string
}

export interface TagHistory { readonly fromAt: number, readonly tags: Readonly<Record<string, string>> }

export interface RatingOf {
  readonly book: PriceBook
  readonly month: string
  readonly allowances: readonly Allowance[]
  readonly eligibility: Eligibility
  /** Tags of a resource over time, oldest first. */
  tagsOf(piece: Piece): readonly TagHistory[]
  /** Takes what commitments cover out of the usage, and says in lines what it costs. */
  commit(pieces: readonly Priced[]): { readonly lines: readonly Line[], readonly left: readonly Priced[] }
}

/** What cannot be priced is told apart, never charged. */
export interface Rated { readonly lines: Line[], readonly unpriced: readonly Piece[] }

export function rate(pieces: readonly Piece[], of: RatingOf): Rated {
  const priced: Priced[] = []
  const unpriced: Piece[] = []
  const shelf = new PriceShelf(of.book, of.month)
  for (const piece of [...pieces].sort(inOrder)) {
    for (const part of cutAt(piece, shelf.turns(piece))) {
      const price = shelf.price(part)
      if (price === undefined) unpriced.push(part)
      else priced.push({ ...part, price })
    }
  }
  const { lines, left } = of.commit(priced)
  const usage = inTiers(free(left, of), of.month).map(({ of: piece, fromAt, beforeAt, amount, tier }) =>
    usageLine({ ...piece, fromAt, beforeAt, amount }, piece.price.tiers[tier]!.price, of.month))
  return { lines: [...lines, ...usage].flatMap(line => tagged(line, of)), unpriced }
}

/** The order in which pieces of one hour come to allowances and tiers; it decides nothing but whose line a free unit is on. */
function inOrder(a: Piece, b: Piece): number {
  return a.fromAt - b.fromAt || compare(a.account, b.account) || compare(a.region, b.region) || compare(a.service, b.service)
    || compare(a.usageType, b.usageType) || compare(a.operation, b.operation) || compare(a.resource, b.resource)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The prices of one month, each looked up once. */
class PriceShelf {
  readonly #book: PriceBook
  readonly #month: string
  readonly #turns = new Map<string, readonly number[]>()
  readonly #prices = new Map<string, Price | undefined>()

  constructor(book: PriceBook, month: string) {
    this.#book = book
    this.#month = month
  }

  /** When a piece's price becomes another. */
  turns({ account, service, usageType }: Piece): readonly number[] {
    const name = `${account}/${service}/${usageType}`
    let turns = this.#turns.get(name)
    if (turns === undefined) {
      turns = this.#book.turns(account, service, usageType, monthStart(this.#month), monthEnd(this.#month))
      this.#turns.set(name, turns)
    }
    return turns
  }

  /** Of a piece that lies between two turns. */
  price(piece: Piece): Price | undefined {
    const { account, service, usageType, operation, region, fromAt } = piece
    const period = this.turns(piece).filter(at => at <= fromAt).length
    const name = `${account}/${service}/${usageType}/${operation}/${region}/${period}`
    if (!this.#prices.has(name)) this.#prices.set(name, this.#book.find(account, service, usageType, operation, region, fromAt))
    return this.#prices.get(name)
  }
}

/** Cuts at moments, each in the hour that it lies in. */
export function cutAt<T extends { readonly fromAt: number, readonly beforeAt: number }>(piece: T, moments: readonly number[]): T[] {
  const parts: T[] = []
  let { fromAt } = piece
  for (const moment of moments) {
    const at = moment - moment % hourMs
    if (at <= fromAt || at >= piece.beforeAt) continue
    parts.push({ ...piece, fromAt, beforeAt: at })
    fromAt = at
  }
  parts.push(fromAt === piece.fromAt ? piece : { ...piece, fromAt })
  return parts
}

function free(pieces: readonly Priced[], { allowances, eligibility, month }: RatingOf): Priced[] {
  let all = pieces
  const used = new Set(pieces.map(({ usageType }) => usageType))
  for (const allowance of allowances) {
    if (!allowance.usages.some(usage => used.has(usage))) continue
    const meant = all.filter(piece => piece.allowance === undefined && covers(allowance, piece))
    if (meant.length === 0) continue
    const until = holdsUntil(allowance, eligibility, month)
    const parts = meant.flatMap(piece => cutAt(piece, [until]))
    const eligible = parts.filter(({ fromAt }) => fromAt < until)
    const cuts = cut(eligible, [limitAmount(allowance, eligible[0]?.price.measure ?? 'count', month)])
    const others = new Set<Priced>(meant)
    all = [
      ...all.filter(piece => !others.has(piece)), ...parts.filter(({ fromAt }) => fromAt >= until),
      ...cuts.map(({ of, tier, ...stretch }) => ({ ...of, ...stretch, ...(tier === 0 && { allowance: allowance.id }) })),
    ]
  }
  return [...all]
}

/** Tiers count a region's usage of a price; what is free counts in none. */
function inTiers(pieces: readonly Priced[], month: string) {
  const groups = new Map<Price, Map<string, Priced[]>>()
  const freeOnes = pieces.filter(({ allowance }) => allowance !== undefined)
  for (const piece of pieces) {
    if (piece.allowance !== undefined) continue
    let regions = groups.get(piece.price)
    if (regions === undefined) groups.set(piece.price, regions = new Map())
    const known = regions.get(piece.region)
    if (known === undefined) regions.set(piece.region, [piece])
    else known.push(piece)
  }
  const limitsOf = ({ tiers, measure }: Price) =>
    tiers.flatMap(({ upTo }) => upTo === undefined ? [] : [upTo * amountOfUnit(measure, month)])
  const cuts = [...groups].flatMap(([price, regions]) => [...regions.values()].flatMap(group => cut(group.sort(inOrder), limitsOf(price))))
  return [...freeOnes.map(of => ({ of, tier: 0, fromAt: of.fromAt, beforeAt: of.beforeAt, amount: of.amount })), ...cuts]
}

/** What an amount costs at a price for its unit, exactly. */
export function costAt(price: bigint, amount: bigint, measure: Price['measure'], month: string): Money {
  return price * amount * (atomsOfPrice / amountOfUnit(measure, month))
}

function usageLine(piece: Priced, tierPrice: bigint, month: string): Line {
  const { account, region, service, usageType, operation, resource, fromAt, beforeAt, amount } = piece
  const { measure, unit, description } = piece.price
  const price = piece.allowance === undefined ? tierPrice : 0n
  const publicCost = costAt(tierPrice, amount, measure, month)
  const cost = price === 0n ? 0n : publicCost
  return {
    kind: 'Usage', account, region, service, usageType, operation, resource, tags: {}, fromAt, beforeAt, amount, measure, unit, description,
    price, publicPrice: tierPrice, cost, publicCost, effectiveCost: cost,
    ...(piece.allowance !== undefined && { allowance: piece.allowance }),
  }
}

/** Usage has the tags of its time: those that were there before its hour was over. */
function tagged(line: Line, of: RatingOf): Line[] {
  if (line.resource === '' || line.amount === 0n) return [line]
  const history = of.tagsOf(line as unknown as Piece)
  if (history.length === 0) return [line]
  return cutAt(line, history.map(({ fromAt }) => fromAt)).map(part => {
    const tags = history.filter(({ fromAt }) => fromAt < part.fromAt + hourMs).at(-1)?.tags
    return tags === undefined || Object.keys(tags).length === 0 ? part : { ...part, tags }
  })
}
