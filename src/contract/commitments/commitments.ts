// The commitments of one cloud: bought, shared in the organization, used month by month, ended at their term or before it by the provider.
// Nobody can cancel one (Service Terms 5.4.2, 10.2, 46), and no later price changes one that is bought (5.4.1, 10.2, 17.2, 19.1, 46).

import { key } from '../../std/key.ts'
import { SettingError } from '../../kernel/fault.ts'
import { monthEnd, monthStart } from '../calendar.ts'
import type { Ledger } from '../ledger.ts'
import type { Line } from '../rating/line.ts'
import type { Priced } from '../rating/rating.ts'
import { familyAndSize, quarterUnits } from '../prices/size.ts'
import type { Commitment, PaymentOption, Programme, Reserved } from './commitment.ts'
import { activeWithin, isActive, pricedAt, termMs } from './commitment.ts'
import { coverage } from './coverage.ts'
import { refundOf } from './refund.ts'
import { feeLines, licenceLines } from './fees.ts'
import { paid, readCapacityTerms, readTerms } from './offerings.ts'
import type { OfferingTerms } from './offerings.ts'

/** What is bought. Times in epoch ms; `startAt` now where nothing is said. */
export interface Purchase {
  readonly account: string
  readonly programme: Programme
  readonly region: string
  readonly years: 1 | 3
  readonly payment: PaymentOption
  readonly id: string
  readonly arn: string
  readonly offeringId: string
  readonly offeringClass?: 'standard' | 'convertible'
  /** Of a reservation: `BoxUsage:m5.large` and the operation that tells its system or engine; of capacity, its usage type. */
  readonly usage?: string
  readonly operation?: string
  readonly count?: number
  /** Of a Savings Plan. */
  readonly plan?: { readonly type: 'Compute' | 'EC2Instance', readonly family?: string, readonly hourly: bigint }
  readonly name?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly startAt?: number
  readonly shown?: Readonly<Record<string, string>>
}

/** Programmes whose reservations count for other sizes of the family. Source: RI user guides of EC2 (Linux only), RDS, ElastiCache. */
const flexible: readonly Programme[] = ['ec2', 'rds', 'elasticache']

export class Commitments {
  readonly #ledger: Ledger
  #terms: readonly OfferingTerms[] | undefined

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get terms(): readonly OfferingTerms[] {
    return this.#terms ??= readTerms()
  }

  * all(): IterableIterator<Commitment> {
    for (const [, commitment] of this.#ledger.table<Commitment>('commitment').scan()) yield commitment
  }

  of(account: string, programme?: Programme): Commitment[] {
    return [...this.all()].filter(each => each.account === account && (programme === undefined || each.programme === programme))
  }

  get(id: string): Commitment | undefined {
    return this.#ledger.table<Commitment>('commitment').get(key(id))
  }

  put(commitment: Commitment): void {
    this.#ledger.table<Commitment>('commitment').put(key(commitment.id), commitment)
  }

  /** Whether a programme still sells: the provider may end one at any time (5.4.2, 10.2, 17.2, 19.1, 46). */
  sells(programme: Programme): boolean {
    return this.#ledger.table<number>('programme-ended').get(key(programme)) === undefined
  }

  /** What a purchase would be, at the prices of now. @throws SettingError for what is not sold */
  quote(purchase: Purchase): Commitment {
    const { account, programme, region, years, payment, id, arn, offeringId, offeringClass, name, tags = {}, plan, shown } = purchase
    if (!this.sells(programme)) throw new SettingError(`The programme ${programme} has ended and sells nothing.`, 'Use on-demand prices.')
    const startAt = purchase.startAt ?? this.#ledger.now()
    const base = {
      id, arn, account, programme, region, years, payment, offeringId, tags, startAt, endAt: startAt + termMs(years),
      ...(offeringClass !== undefined && { offeringClass }), ...(name !== undefined && { name }),
      ...(shown !== undefined && { shown }),
    }
    if (plan !== undefined) {
      const terms = this.#find(plan.type, '', years, payment)
      if (plan.hourly <= 0n) throw new SettingError('A commitment of nothing cannot be bought.', 'Name dollars an hour, such as 0.5.')
      return { ...base, ...paid(plan.hourly, years, payment), plan: { ...plan, permille: terms.permille } }
    }
    const { usage = '', operation = '', count = 1 } = purchase
    if (!Number.isInteger(count) || count < 1) throw new SettingError(`${count} is no number of instances.`, 'Use a whole one from 1 on.')
    if (programme === 'dynamodb') return { ...base, ...this.#capacity(usage, years, count) }
    const terms = this.#find(programme, offeringClass ?? '', years, payment)
    const price = this.#ledger.book.find(account, programme, usage, operation, region, startAt)
    if (price?.instanceType === undefined) throw new SettingError(`${usage} is not sold in ${region}.`, 'See the price list.')
    const hourly = price.tiers[0]!.price * terms.permille / 1000n * BigInt(count)
    return { ...base, ...paid(hourly, years, payment), reserved: reservedOf(programme, price.usage, operation, price.instanceType, count) }
  }

  /** Buys; inside a transaction. */
  buy(purchase: Purchase): Commitment {
    const commitment = this.quote(purchase)
    if (this.get(commitment.id) !== undefined) throw new SettingError(`There is a commitment ${commitment.id}.`, 'Choose another id.')
    this.put(commitment)
    return commitment
  }

  /** Takes back a plan that was just bought: what was paid in advance comes back; inside a transaction. */
  returned(commitment: Commitment): void {
    const now = this.#ledger.now()
    this.put({ ...commitment, endedAt: now, ending: 'returned' })
    // What never began was never charged.
    if (commitment.upfront === 0n || now <= commitment.startAt) return
    const account = this.#ledger.accounts.payerAt(commitment.account, now)
    this.#ledger.credits.put(key(`credit-${commitment.id}`),
      refundOf(`credit-${commitment.id}`, account, commitment, commitment.upfront, now))
  }

  /** Whether any is paid for after a time. */
  lastAfter(at: number): boolean {
    for (const commitment of this.all()) if (isActive(commitment, at) || commitment.startAt > at) return true
    return false
  }

  /** Takes from a family's usage what its commitments cover; members share unless they are told apart. */
  apply(payer: string, pieces: readonly Priced[], month: string): { readonly lines: readonly Line[], readonly left: readonly Priced[] } {
    const span = { fromAt: monthStart(month), beforeAt: monthEnd(month) }
    const family = new Set(this.#ledger.family(payer, month))
    const all = [...this.all()].filter(each => family.has(each.account))
    const fees = all.filter(({ startAt }) => startAt < span.beforeAt)
    const active = all.filter(each => activeWithin(each, span.fromAt, span.beforeAt) !== undefined)
    if (fees.length === 0) return { lines: [], left: pieces }
    const { lines, left, usedCosts } = coverage(active, pieces, month, (by, piece) => this.#planRate(by, piece))
    const now = this.#ledger.now()
    const { licences } = this.#ledger.book
    const feesOf = (each: Commitment) =>
      [...feeLines(each, span, usedCosts.get(each.id) ?? 0n, now), ...licenceLines(each, licences, span, now)]
    return { lines: [...lines, ...fees.flatMap(feesOf)], left }
  }

  /** What a reservation has come to cost more an hour, since its price was made, for the licences that it holds. */
  risen(commitment: Commitment, at: number): bigint {
    const { reserved } = commitment
    return reserved === undefined ? 0n
      : this.#ledger.book.licences.risen(reserved.operation, pricedAt(commitment), at) * BigInt(reserved.count)
  }

  /** A plan's price for usage: a part of what it cost on demand when the plan was bought, and what licences have risen since (5.4.1). */
  #planRate(by: Commitment, { account, service, usageType, operation, region, fromAt, price }: Priced): bigint {
    const boughtAt = pricedAt(by)
    const { book } = this.#ledger
    const then = book.find(account, service, usageType, operation, region, boughtAt) ?? price
    return then.tiers[0]!.price * by.plan!.permille + book.licences.risen(operation, boughtAt, fromAt) * 1000n
  }

  #find(programme: string, offeringClass: string, years: number, payment: string): OfferingTerms {
    const found = this.terms.find(each =>
      each.programme === programme && each.offeringClass === offeringClass && each.years === years && each.payment === payment)
    if (found !== undefined) return found
    throw new SettingError(`${programme} is not sold for ${years} years with ${payment}.`, 'Choose 1 or 3 years and a payment option.')
  }

  #capacity(usage: string, years: 1 | 3, count: number): Pick<Commitment, 'upfront' | 'recurring' | 'reserved'> {
    const terms = readCapacityTerms().find(each => each.usage === usage && each.years === years)
    if (terms === undefined || count % 100 !== 0) {
      throw new SettingError(`${count} of ${usage} cannot be reserved.`, 'Reserve Read- or WriteCapacityUnit-Hrs by hundreds.')
    }
    const hundreds = BigInt(count / 100)
    return {
      upfront: terms.upfront * hundreds, recurring: terms.hourly * hundreds,
      reserved: { units: BigInt(count), service: 'dynamodb', usage, isFlexible: false, operation: '', type: usage, count },
    }
  }
}

/** What a reservation of so many of a type covers. */
export function reservedOf(programme: Programme, usage: string, operation: string, type: string, count: number): Reserved {
  const { family, size } = familyAndSize(type)
  const isFlexible = flexible.includes(programme) && (programme !== 'ec2' || operation === '' || operation === 'RunInstances')
  const [prefix = ''] = usage.split(':')
  return {
    units: quarterUnits(size) * BigInt(count), service: programme, usage: isFlexible ? `${prefix}:${family}` : usage, isFlexible,
    operation: programme === 'ec2' && isFlexible ? 'RunInstances' : operation, type, count,
  }
}
