// Controls of what takes something off a bill or puts something on it: promotional credits, credit memos, one-off charges.

import { SettingError } from '../../kernel/fault.ts'
import { instant } from '../calendar.ts'
import { dollars } from '../money.ts'
import type { Credit } from '../invoice/credit.ts'
import { Body } from './body.ts'
import type { Controls } from './controls.ts'

/** Services whose payments are never returned (45.3, 65.3). */
const nonRefundable = ['professional-services', 'sas']

export function registerCreditControls({ ground, contract }: Controls): void {
  const { ledger, invoices } = contract
  const shown = ({ id, account, name, amount, remaining, services, fromAt, expiresAt, memo }: Credit) => ({
    id, account, name, amount: dollars(amount), remaining: dollars(remaining), services, from: instant(fromAt),
    ...(expiresAt < Number.MAX_SAFE_INTEGER && { expires: instant(expiresAt) }), ...(memo !== undefined && { memo }),
  })
  ground.control('GET', 'billing/credits', 'credits and credit memos, and what is left of them', 'GET /_orrery/billing/credits',
    () => ({ credits: [...ledger.credits.scan()].map(([, credit]) => shown(credit)) }))
  const example = { account: '111122223333', amount: '100.00', name: 'Activate', services: ['ec2'], expires: '2027-12-31' }
  ground.control('POST', 'billing/credits', 'grants a promotional credit (Service Terms 1.16)', example, ({ body }) => {
    const given = new Body(body, ['account', 'amount', 'name', 'services', 'from', 'expires'])
    const amount = given.money('amount')
    const fromAt = given.time('from', ledger.now())
    const expiresAt = given.time('expires')
    if (expiresAt <= fromAt) throw new SettingError('The credit expires before it begins.', 'Name a later date.')
    const services = given.texts('services')
    const name = given.text('name', 'Credit')
    return shown(contract.grant({ account: given.account(), name, amount, services, fromAt, expiresAt }))
  })
  const memo = { invoice: '202703-111122223333', amount: '10.00', reason: 'outage' }
  const refunds = 'refunds a part of an invoice, in its currency (Service Terms 1.17.4)'
  ground.control('POST', 'billing/creditmemos', refunds, memo, ({ body }) => {
    const given = new Body(body, ['invoice', 'amount', 'reason', 'service'])
    const number = given.text('invoice')
    const invoice = invoices.numbered(number)
    if (invoice === undefined) throw new SettingError(`There is no invoice ${number}.`, 'List them: GET /_orrery/billing/invoices.')
    if (given.has('service') && nonRefundable.includes(given.text('service'))) {
      throw new SettingError(`NonRefundable: payments for ${given.text('service')} are not refunded.`, 'See Service Terms 45.3 and 65.3.')
    }
    const amount = given.money('amount')
    const refunded = [...ledger.credits.scan()].reduce((sum, [, each]) => each.memo?.invoice === number ? sum + each.amount : sum, 0n)
    if (amount + refunded > invoice.total) {
      throw new SettingError('More than the invoice cannot be refunded.', `It came to ${dollars(invoice.total)}.`)
    }
    const reason = given.text('reason', 'Refund')
    return {
      ...shown(contract.grant({
        account: invoice.payer, name: `Refund of ${number}: ${reason}`, amount, services: [], fromAt: 0, memo: { reason, invoice: number },
      })),
      currency: invoice.currency, exchangeRate: invoice.rate,
    }
  })
  const charge = { account: '111122223333', service: 'snowball', amount: '250.00', description: 'lost device' }
  ground.control('POST', 'billing/charges', 'puts a one-off charge on the running month', charge, ({ body }) => {
    const given = new Body(body, ['account', 'service', 'amount', 'description'])
    const made = contract.charge({
      account: given.account(), service: given.text('service'), amount: given.money('amount'), description: given.text('description'),
    })
    return { id: made.id, amount: dollars(made.amount), at: instant(made.at) }
  })
}
