// The market of reserved instances: what its owners sell of them, and to whom it went. The buyer pays the price with the running month's
// bill and the hourly fees from then on; the seller gets the price less the market's fee some business days later (`payout.ts`; Service
// Terms 5.5).

import { key } from '../../std/key.ts'
import { SettingError } from '../../kernel/fault.ts'
import { dayMs, hourStart, monthsBetween } from '../calendar.ts'
import type { Money } from '../money.ts'
import type { Ledger } from '../ledger.ts'
import { quarterUnits, familyAndSize } from '../prices/size.ts'
import type { Commitment } from './commitment.ts'
import { replaceAlike } from './replacement.ts'

/** So much is asked for one, while this many months are left of its term. */
export interface AskedPrice { readonly months: number, readonly price: Money }

export interface Listing {
  readonly id: string
  readonly account: string
  readonly region: string
  /** The commitment that it is of. */
  readonly reservation: string
  readonly count: number
  readonly sold: number
  readonly prices: readonly AskedPrice[]
  readonly createdAt: number
  readonly updatedAt: number
  readonly status: 'active' | 'cancelled' | 'closed'
  /** Why the provider took it off the market. */
  readonly reason?: string
  readonly clientToken?: string
}

/** Who may sell: registered, with a bank account in the United States (5.5.4), from elsewhere with a form W-8BEN (5.5.1). */
export interface Seller {
  readonly account: string
  readonly name: string
  readonly at: number
  readonly address?: string
  readonly taxNumber?: string
}

/** Who a buyer is, and where; kept with the sale (5.5.6). */
export interface Contact {
  readonly name: string
  readonly address: string
  readonly city: string
  readonly state: string
  readonly zip: string
}

export interface Sale {
  readonly id: string
  readonly listing: string
  readonly seller: string
  readonly buyer: string
  readonly reservation: string
  readonly count: number
  readonly at: number
  readonly price: Money
  readonly fee: Money
  /** When the buyer's payment is through. */
  readonly clearsAt: number
  readonly contact?: Contact
  /** The provider looks into it: nothing is paid out (5.5.3). */
  readonly isHeld?: boolean
  /** The close of the business day on which it is paid out. */
  readonly paidAt: number
}

/** Of every sale. Source: "Reserved Instance Marketplace", EC2 User Guide. */
const feePercent = 12n
/** A payment by card has cleared after this long (5.5.1). */
const clearingMs = 30 * dayMs

export interface Bought { readonly id: string, readonly arn: string, readonly account: string, readonly count: number,
  readonly clearsAt: number }

export class Market {
  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get #listings() {
    return this.#ledger.table<Listing>('listing')
  }

  of(account: string): Listing[] {
    return [...this.#listings.scan()].map(([, listing]) => listing).filter(each => each.account === account)
  }

  get(id: string): Listing | undefined {
    return this.#listings.get(key(id))
  }

  /** What is for sale in a region; a suspended seller sells nothing. */
  open(region: string): Listing[] {
    return [...this.#listings.scan()].map(([, listing]) => listing).filter(each => each.region === region && each.status === 'active'
      && this.#ledger.accounts.get(each.account).suspendedFor === undefined
      && this.#ledger.commitments.get(each.reservation)?.endedAt === undefined)
  }

  seller(account: string): Seller | undefined {
    return this.#ledger.table<Seller>('seller').get(key(account))
  }

  register(seller: Seller): void {
    this.#ledger.table<Seller>('seller').put(key(seller.account), seller)
  }

  /** Why a reservation cannot be sold; undefined where it can. */
  problemOf(commitment: Commitment, count: number): string | undefined {
    const now = this.#ledger.now()
    if (this.seller(commitment.account) === undefined) return 'The account is not registered as a seller.'
    if (commitment.offeringClass !== 'standard') return 'Only Standard Reserved Instances can be sold.'
    if (monthsBetween(now, commitment.endAt) < 1) return 'Less than one month is left of the reservation.'
    if (now - commitment.startAt < clearingMs) return 'The payment has not cleared: the reservation must have been active for 30 days.'
    const listed = this.of(commitment.account).some(each => each.reservation === commitment.id && each.status === 'active')
    if (listed) return 'The reservation is listed already.'
    return count > commitment.reserved!.count ? 'There are not so many instances in the reservation.' : undefined
  }

  /** Inside a transaction. */
  put(listing: Listing): Listing {
    this.#listings.put(key(listing.id), listing)
    return listing
  }

  /** Takes a listing off the market; inside a transaction. */
  cancel(listing: Listing, reason?: string): Listing {
    return this.put({ ...listing, status: 'cancelled', updatedAt: this.#ledger.now(), ...(reason !== undefined && { reason }) })
  }

  /** What one is sold for at a time: the price for the months that are left. */
  priceAt({ prices, reservation }: Listing, at: number): Money {
    const left = Math.max(1, Math.ceil(monthsBetween(at, this.#ledger.commitments.get(reservation)!.endAt)))
    const reached = prices.filter(({ months }) => months >= left).sort((a, b) => a.months - b.months)[0]
    return (reached ?? prices.toSorted((a, b) => b.months - a.months)[0]!).price
  }

  /** Sells some of a listing; inside a transaction. @throws SettingError for more than there are */
  buy(listing: Listing, { id, arn, account, count, clearsAt }: Bought): Commitment {
    const ledger = this.#ledger
    const source = ledger.commitments.get(listing.reservation)!
    if (count > listing.count - listing.sold) throw new SettingError('The listing has not so many left.', 'Buy fewer.')
    const now = ledger.now()
    if (ledger.accounts.get(ledger.accounts.payerAt(account, now)).card.declines) return this.#failed(source, listing,
      { id, arn, account, count })
    const price = this.priceAt(listing, now) * BigInt(count)
    const of = (each: number) =>
      ({ ...source.reserved!, count: each, units: quarterUnits(familyAndSize(source.reserved!.type).size) * BigInt(each) })
    const kept = source.reserved!.count - count
    const keptId = `${source.id.slice(0, -12)}${ledger.ground.core.random.hex(12)}`
    const { face: _, ...shown } = source.shown ?? {}
    const seller = this.seller(listing.account)?.name ?? listing.account
    const sold = { id, arn, account, reserved: of(count), shown: { ...shown, seller, clearsAt: String(clearsAt) }, offeringId: listing.id }
    const rest = { id: keptId, arn: source.arn.replace(source.id, keptId), reserved: of(kept) }
    const made = replaceAlike(ledger, [source], kept === 0 ? [sold] : [sold, rest], 'sold', hourStart(now))[0]!
    // The buyer pays the price; what the seller paid in advance stays the seller's loss.
    const bought = { ...made, upfront: price, due: price, tags: {} }
    ledger.commitments.put(bought)
    const isAll = listing.sold + count === listing.count
    this.put({
      ...listing, sold: listing.sold + count, updatedAt: now, status: isAll ? 'closed' : 'active',
      reservation: kept === 0 ? source.id : keptId,
    })
    const contact = ledger.table<Contact>('contact').get(key(account))
    const sale: Sale = {
      id: `sale-${ledger.ground.core.random.hex(12)}`, listing: listing.id, seller: listing.account, buyer: account, reservation: id, count,
      at: now, price, fee: price * feePercent / 100n, paidAt: payoutAfter(now), clearsAt, ...(contact !== undefined && { contact }),
    }
    this.keep(sale)
    ledger.ground.setTimer('payout', sale.id, sale.paidAt, {})
    return bought
  }

  /** Neither the reservation nor money moves where the buyer's payment fails (5.5.3). */
  #failed(source: Commitment, listing: Listing, { id, arn, account, count }: Omit<Bought, 'clearsAt'>): Commitment {
    const now = this.#ledger.now()
    const price = this.priceAt(listing, now) * BigInt(count)
    const made: Commitment = {
      ...source, id, arn, account, startAt: now, endedAt: now, ending: 'payment-failed', upfront: price, due: price, tags: {},
      reserved: { ...source.reserved!, count }, offeringId: listing.id,
    }
    this.#ledger.commitments.put(made)
    return made
  }

  sale(id: string): Sale | undefined {
    return this.#ledger.table<Sale>('sale').get(key(id))
  }

  /** Inside a transaction. */
  keep(sale: Sale): void {
    this.#ledger.table<Sale>('sale').put(key(sale.id), sale)
  }

  /** Sales of one account, or all, in order of time. */
  sales(seller?: string): Sale[] {
    return [...this.#ledger.table<Sale>('sale').scan()].map(([, sale]) => sale)
      .filter(sale => seller === undefined || sale.seller === seller).sort((a, b) => a.at - b.at)
  }
}

/** The end of the second business day after a day: until then nothing that was collected on it is paid out (5.5.4). */
function payoutAfter(at: number): number {
  let day = at - at % dayMs
  for (let left = 2; left > 0;) {
    day += dayMs
    if (![0, 6].includes(new Date(day).getUTCDay())) left -= 1
  }
  return day + dayMs
}
