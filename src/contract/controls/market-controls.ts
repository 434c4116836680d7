// Controls of the market of reserved instances: what was sold, what sellers have sold for, what was paid out (Service Terms 5.5). Who may
// sell, and the provider's hand on the market, are desks (`terms/rules/desks-market.ts`).

import { instant } from '../calendar.ts'
import { dollars } from '../money.ts'
import type { Sale } from '../commitments/market.ts'
import type { Payout } from '../commitments/payout.ts'
import { accountIn } from './body.ts'
import type { Controls } from './controls.ts'

export function registerMarketControls({ ground, contract: { ledger, market, payouts } }: Controls): void {
  const shown = ({ id, listing, seller, buyer, reservation, count, at, price, fee, paidAt, contact, isHeld = false }: Sale) => ({
    id, listing, seller, sellerName: market.seller(seller)?.name ?? seller, buyer, reservation, count, at: instant(at),
    price: dollars(price), fee: dollars(fee), net: dollars(price - fee), disbursedAt: instant(paidAt), held: isHeld,
    // Sellers work their taxes out themselves; the provider remits none (5.5.5).
    taxRemitted: '0.00', ...(contact !== undefined && { contact }),
  })
  /** What the seller learns: of the buyer, where it is, for taxes (5.5.6). */
  const toSeller = (sale: Sale) => {
    const { buyer: _, contact: _contact, ...rest } = shown(sale)
    const { city, state, zip } = sale.contact ?? { city: '', state: '', zip: '' }
    return { ...rest, buyerLocation: { city, state, zip } }
  }
  ground.control('GET', 'rimarket/transactions', 'what was sold, by whom and to whom; with an account, what that seller learns of it',
    'GET /_orrery/rimarket/transactions?account=111122223333', ({ query }) => {
      const seller = accountIn(query)
      const sales = market.sales(seller)
      return { transactions: seller === undefined ? sales.map(shown) : sales.map(toSeller) }
    })
  ground.control('GET', 'rimarket/proceeds', 'what sellers have sold for, paid out or not',
    'GET /_orrery/rimarket/proceeds?account=111122223333', ({ query }) => {
      const seller = accountIn(query)
      // Nothing is collected before the buyer's payment is through (5.5.3).
      const sold = market.sales(seller).filter(({ clearsAt }) => clearsAt <= ledger.now()).reduce((sum, { price, fee }) => sum
        + price - fee, 0n)
      const ofSales = payouts.of(seller).filter(({ sale }) => sale !== undefined)
      const paid = ofSales.reduce((sum, { amount }) => sum + amount, 0n)
      return {
        collected: dollars(sold), disbursed: dollars(ofSales.reduce((sum, { net }) => sum + net, 0n)), pending: dollars(sold - paid),
        ...(seller !== undefined && { owed: dollars(payouts.owed(seller)) }),
      }
    })
  const paidOut = ({ id, seller, at, sale, amount, setOff, recovered, net, reason }: Payout) => ({
    id, seller, at: instant(at), ...(sale !== undefined && { sale }), amount: dollars(amount), setOff: dollars(setOff),
    recovered: dollars(recovered), net: dollars(net), ...(reason !== undefined && { reason }),
  })
  ground.control('GET', 'rimarket/disbursements', 'what was paid out to sellers, less the market\'s fee (Service Terms 5.5.4)',
    'GET /_orrery/rimarket/disbursements?account=111122223333',
    ({ query }) => ({ disbursements: payouts.of(accountIn(query)).map(paidOut) }))
}
