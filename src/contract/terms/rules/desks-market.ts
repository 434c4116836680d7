// The market of reserved instances outside of EC2's API (Service Terms 5.4.2, 5.5): who may sell, how much, what the provider holds, pulls
// or refuses, and how errors in payouts are mended.

import { SettingError } from '../../../kernel/fault.ts'
import type { Values } from '../../../wire/protocol.ts'
import { key } from '../../../std/key.ts'
import { addMonths } from '../../../kernel/clock.ts'
import type { Contact } from '../../commitments/market.ts'
import { dollars, moneyOf } from '../../money.ts'
import type { Money } from '../../money.ts'
import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import { refusal } from '../refusal.ts'
import type { Rule, Visit } from '../rule.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const countryOf = ({ office, account }: Asked) => office.profile(account).country

/** An amount of dollars; below nothing with a minus. */
function amountOf(given: unknown, name: string): Money {
  const [, sign = '', digits] = /^(-?)(\d+(?:\.\d{1,12})?)$/.exec(text(given)) ?? []
  if (digits === undefined) throw new SettingError(`'${text(given)}' is no amount.`, `Send {"${name}": "12.50"}.`)
  return sign === '-' ? -moneyOf(digits) : moneyOf(digits)
}

/** "Reserved Instance Marketplace": up to 50,000 dollars are sold without asking; source: EC2 User Guide. */
const usualTotal = moneyOf('50000')

/** What a country's tax form needs: a number of the seller's once sales pass 20,000 dollars (form 1099-K of 2020). */
const numberNeeded = moneyOf('20000')

const sellers: readonly Rule[] = [
  desk({
    path: 'rimarket/register', says: 'registers a seller of reserved instances (Service Terms 5.5)', name: 'name',
    takes: { name: 'text', address: 'text?', bankCountry: 'text?', ach: 'flag?', w8ben: 'flag', taxNumber: 'text?' },
    needs: ['5.5.3#2', '5.5.6#7'], accepts: ['5.5.5#3'],
    bars: {
      '5.5.4#5': ({ given }) => text(given['bankCountry'] ?? 'US') !== 'US' || given['ach'] === false
        ? 'NotRegistered: payouts go to a bank in the United States that takes ACH.' : undefined,
      '5.5.1#5': asked => countryOf(asked) !== 'US' && asked.given['w8ben'] !== true
        ? `NotRegistered: an account in ${countryOf(asked)} sells with a form W-8BEN only.` : undefined,
      '5.5.6#1': asked => countryOf(asked) === 'US' && asked.given['address'] === undefined
        ? 'NotRegistered: sellers in the United States name their address.' : undefined,
    },
    does: {
      '5.5.1#3': ({ office, account, given }) => {
        const { address, taxNumber } = given
        office.transact(() => {
          office.contract.market.register({
            account, name: text(given['name']), at: office.now(), ...(address !== undefined && { address: text(address) }),
            ...(taxNumber !== undefined && { taxNumber: text(taxNumber) }),
          })
        })
        return `registered ${text(given['name'])} as a seller`
      },
      '5.5.6#2': asked => {
        if (asked.given['w8ben'] !== true) return undefined
        const { office, account } = asked
        office.record({ account, clause: '5.5.6#2', state: 'told', at: office.now(), operation: 'rimarket/register' })
        return 'kept the signed form W-8BEN'
      },
    },
  }),
  desk({
    path: 'rimarket/contact', says: 'who a buyer is, and where: kept with what it buys', name: 'name',
    takes: { name: 'text', address: 'text', city: 'text', state: 'text', zip: 'text' },
    does: {
      '5.5.6#3': ({ office, account, given }) => {
        const { name, address, city, state, zip } = given as unknown as Contact
        office.transact(() => {
          office.contract.ledger.table<Contact>('contact').put(key(account), { name, address, city, state, zip })
        })
        return `keeps ${name}'s address`
      },
    },
  }),
  refusal({
    id: 'market-tax-number', clauses: ['5.5.6#1'], says: 'Who sells much on the market names a tax number.',
    on: ['ec2:CreateReservedInstancesListing'], code: 'OperationNotPermitted',
    when: ({ office, call: { account } }) => {
      const { market } = office.contract
      const sold = market.sales(account).reduce((sum, { price }) => sum + price, 0n)
      const seller = market.seller(account)
      return seller !== undefined && office.profile(account).country === 'US' && sold >= numberNeeded && seller.taxNumber === undefined
        ? 'Register your tax number: your sales are reported on form 1099-K.' : undefined
    },
  }),
]

/** What a call would put on the market, or take from it. */
function valueOf({ office, call, input }: Visit): { readonly count: number, readonly value: Money } {
  const { market } = office.contract
  const count = Number(input['InstanceCount'] ?? 1)
  if (call.operation === 'CreateReservedInstancesListing') {
    const prices = (input['PriceSchedules'] as readonly Values[] | undefined ?? []).map(({ Price: price = 0 }) => Number(price))
    return { count, value: moneyOf(Math.max(0, ...prices).toFixed(2)) * BigInt(count) }
  }
  const listing = market.get(text(input['ReservedInstancesOfferingId']))
  return { count, value: listing === undefined ? 0n : market.priceAt(listing, office.now()) * BigInt(count) }
}

interface Caps { readonly each?: string, readonly total?: string, readonly transactions?: number }

/** What the provider said last; without it, the usual total. */
function capsOf({ office, call: { account } }: Visit): Caps {
  const said = office.keptByAll('rimarket/caps').filter(each => each.account === account).sort((a, b) => a.at - b.at).at(-1)
  return (said ?? {}) as Caps
}

/** Why a deal is more than an account may do: at once, in a month, or in all. */
function excess(visit: Visit): string | undefined {
  const { office, call } = visit
  const isSale = call.operation === 'CreateReservedInstancesListing'
  const { count, value } = valueOf(visit)
  if (!isSale && value === 0n) return undefined
  const { each, total, transactions } = capsOf(visit)
  const { market } = office.contract
  const recent = market.sales().filter(sale => (isSale ? sale.seller : sale.buyer) === call.account)
  const lately = recent.filter(({ at }) => at > addMonths(office.now(), -1))
  const done = recent.reduce((sum, { price }) => sum + price, 0n)
  if (each !== undefined && value > moneyOf(each)) return `${count} for ${dollars(value)} USD are more than ${each} USD at once.`
  const most = total === undefined ? isSale ? usualTotal : undefined : moneyOf(total)
  if (most !== undefined && done + value > most) return `The deals of this account may come to ${dollars(most)} USD in all.`
  return transactions !== undefined && lately.length >= transactions ? `This account may make ${transactions} deals a month.` : undefined
}

const suspected = ({ office, call }: Visit) => office.kept('rimarket/suspect', call.account).length > 0
const deals = ['ec2:PurchaseReservedInstancesOffering', 'ec2:CreateReservedInstancesListing']

const provider: readonly Rule[] = [
  desk({
    path: 'rimarket/caps', says: 'the provider caps an account\'s deals: dollars at once, dollars in all, deals a month',
    takes: { each: 'text?', total: 'text?', transactions: 'count?' },
    bars: {
      '5.5.3#3': ({ given }) => {
        for (const name of ['each', 'total']) if (given[name] !== undefined) amountOf(given[name], name)
        return undefined
      },
    },
  }),
  refusal({
    id: 'market-caps', clauses: ['5.5.3#3'], says: 'Deals above the provider\'s caps are refused.', on: deals,
    code: 'ReservedInstancesLimitExceeded', isPolicy: true, when: excess,
  }),
  desk({ path: 'rimarket/approval', says: 'the provider approves the sale of a reservation of the discount programme',
    takes: { reservation: 'text' } }),
  refusal({
    id: 'market-discounted', clauses: ['5.5.1#7'], says: 'Reservations of the discount programme are sold with an approval only.',
    on: ['ec2:CreateReservedInstancesListing'], code: 'OperationNotPermitted',
    when: ({ office, call: { account }, input }) => office.profile(account).flags.includes('ri-volume-discount')
      && !office.kept('rimarket/approval', account).some(({ reservation }) => reservation === input['ReservedInstancesId'])
      ? 'Reserved Instances bought at a volume discount may not be listed without approval.' : undefined,
  }),
  desk({
    path: 'rimarket/suspect', says: 'the provider finds that an account buys in order to resell; what it bought this month is cancelled',
    does: {
      '5.4.2#7': ({ office, account }) => {
        const { commitments, currentMonth } = office.contract.ledger
        const recent = commitments.of(account, 'ec2').filter(({ startAt, endedAt }) => endedAt === undefined
          && new Date(startAt).toISOString().startsWith(currentMonth))
        office.transact(() => {
          for (const each of recent) commitments.put({ ...each, endedAt: each.startAt, ending: 'payment-failed' })
        })
        return `cancelled ${recent.length} purchases that were made in order to resell`
      },
    },
  }),
  refusal({
    id: 'market-resale', clauses: ['5.4.2#7'], says: 'Nobody buys reservations in order to sell them.', on: deals,
    code: 'OperationNotPermitted', isPolicy: true,
    when: visit => suspected(visit) ? 'This account may not buy or sell Reserved Instances: it bought them in order to resell them.'
      : undefined,
  }),
  desk({
    path: 'rimarket/pull', says: 'takes a listing off the market (Service Terms 5.5.2)', takes: { listing: 'text', reason: 'text?' },
    does: {
      '5.5.2#3': ({ office, given }) => {
        const { market } = office.contract
        const listing = market.get(text(given['listing']))
        if (listing?.status !== 'active') throw new SettingError('There is no such active listing.',
          'List them with DescribeReservedInstancesListings.')
        office.transact(() => market.cancel(listing, text(given['reason'] ?? 'Removed by the provider')))
        return `took listing ${listing.id} off the market`
      },
    },
  }),
  desk({
    path: 'rimarket/hold', says: 'the provider holds a suspicious transaction, or lets it go',
      takes: { transaction: 'text', release: 'flag' },
    does: {
      '5.5.3#4': ({ office, given }) => {
        const { market, payouts } = office.contract
        const sale = market.sale(text(given['transaction']))
        if (sale === undefined) throw new SettingError('There is no such transaction.', 'List them: GET /_orrery/rimarket/transactions.')
        const isHeld = given['release'] !== true
        office.transact(() => {
          market.keep({ ...sale, isHeld })
          if (!isHeld && sale.paidAt <= office.now()) payouts.due(sale.id)
        })
        return `${isHeld ? 'holds' : 'let go of'} ${sale.id}`
      },
    },
  }),
  desk({
    path: 'rimarket/correction', says: 'mends an error in payouts, to or, below nothing, from the seller\'s bank',
    takes: { amount: 'text', reason: 'text', refused: 'flag', fee: 'text?' },
    does: {
      '5.5.4#6 5.5.4#7': ({ office, account, given }) => {
        const amount = amountOf(given['amount'], 'amount')
        const fee = amountOf(given['fee'] ?? '0', 'fee')
        const isRefused = given['refused'] === true
        office.transact(() => office.contract.payouts.correct(account, amount, text(given['reason']), { isRefused, fee }))
        return isRefused && amount < 0n ? `the bank refused ${dollars(-amount)} USD: later proceeds pay it` : `moved ${dollars(amount)} USD`
      },
    },
  }),
]

export const marketDesks: readonly Rule[] = [...sellers, ...provider]
