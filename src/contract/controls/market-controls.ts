// Controls of the market of reserved instances: who may sell, what was sold, what was paid out, and the provider's hand on a listing
// (Service Terms 5.5).

import { SettingError } from '../../kernel/fault.ts'
import { countryAt } from '../account/billing-account.ts'
import { instant } from '../calendar.ts'
import { dollars } from '../money.ts'
import type { Sale } from '../commitments/market.ts'
import { accountIn, Body } from './body.ts'
import type { Controls } from './controls.ts'

export function registerMarketControls({ ground, contract: { ledger, market }, change }: Controls): void {
  const example = { account: '111122223333', name: 'Example Corp', bankCountry: 'US' }
  ground.control('POST', 'rimarket/register', 'registers a seller of reserved instances (Service Terms 5.5)', example, ({ body }) => {
    const given = new Body(body, ['account', 'name', 'bankCountry', 'ach', 'w8ben'])
    const account = given.account()
    const country = countryAt(ledger.accounts.get(account), ledger.now())
    if (given.text('bankCountry', 'US') !== 'US' || !given.flag('ach', true)) {
      throw new SettingError('Payouts go to a bank in the United States that takes ACH.', 'Name one: {"bankCountry": "US"} (5.5.4).')
    }
    if (country !== 'US' && !given.flag('w8ben', false)) {
      throw new SettingError(`An account in ${country} sells with a form W-8BEN only.`, 'Say that it is filed: {"w8ben": true} (5.5.1).')
    }
    const seller = { account, name: given.text('name', account), at: ledger.now() }
    change(() => { market.register(seller) })
    return { account, name: seller.name, at: instant(seller.at) }
  })
  ground.control('POST', 'rimarket/pull', 'takes a listing off the market (Service Terms 5.5.2)', { listing: 'ID', reason: 'suspicious' },
    ({ body }) => {
      const given = new Body(body, ['listing', 'reason'])
      const listing = market.get(given.text('listing'))
      if (listing?.status !== 'active') throw new SettingError('There is no such active listing.',
        'List them with DescribeReservedInstancesListings.')
      const pulled = change(() => market.cancel(listing, given.text('reason', 'Removed by the provider')))
      return { listing: pulled.id, status: pulled.status }
    })
  const shown = ({ id, listing, seller, buyer, reservation, count, at, price, fee, paidAt }: Sale) => ({
    id, listing, seller, sellerName: market.seller(seller)?.name ?? seller, buyer, reservation, count, at: instant(at),
      price: dollars(price), fee: dollars(fee),
    net: dollars(price - fee), disbursedAt: instant(paidAt),
  })
  ground.control('GET', 'rimarket/transactions', 'what was sold, by whom and to whom',
    'GET /_orrery/rimarket/transactions?account=111122223333',
    ({ query }) => ({ transactions: market.sales(accountIn(query)).map(shown) }))
  ground.control('GET', 'rimarket/proceeds', 'what sellers have sold for, paid out or not',
    'GET /_orrery/rimarket/proceeds?account=111122223333',
    ({ query }) => {
      const sales = market.sales(accountIn(query))
      const total = (some: readonly Sale[]) => dollars(some.reduce((sum, { price, fee }) => sum + price - fee, 0n))
      const isPaid = ({ paidAt }: Sale) => paidAt <= ledger.now()
      return { collected: total(sales), disbursed: total(sales.filter(isPaid)), pending: total(sales.filter(each => !isPaid(each))) }
    })
  ground.control('GET', 'rimarket/disbursements', 'what was paid out to sellers, less the market\'s fee (Service Terms 5.5.4)',
    'GET /_orrery/rimarket/disbursements?account=111122223333',
    ({ query }) => ({ disbursements: market.sales(accountIn(query)).filter(({ paidAt }) => paidAt <= ledger.now()).map(shown) }))
}
