// Controls of an account's billing: where it is, who pays for it, its currency and card, payments. Its support plan is a desk's matter
// (`terms/rules/support-plan.ts`).

import { SettingError } from '../../kernel/fault.ts'
import { key } from '../../std/key.ts'
import { countryAt, mandatoryCurrencies, movedTo, valueAt, withValue } from '../account/billing-account.ts'
import type { BillingAccount } from '../account/billing-account.ts'
import { instant } from '../calendar.ts'
import { priceOf } from '../money.ts'
import { Body } from './body.ts'
import type { Terms } from '../terms/terms.ts'
import type { Controls } from './controls.ts'

/** Currencies that invoices can be paid in. Source: "Supported currencies", AWS Billing User Guide. */
const currencies = [
  'USD', 'AUD', 'BRL', 'CAD', 'CHF', 'CNY', 'DKK', 'EUR', 'GBP', 'HKD', 'INR', 'JPY', 'KRW', 'NOK', 'NZD', 'SEK', 'SGD', 'ZAR',
] as const

export function registerAccountControls(controls: Controls): void {
  registerAccount(controls)
  registerPreferences(controls)
  registerPayments(controls)
}

function registerAccount({ ground, contract: { ledger }, change }: Controls): void {
  const { accounts } = ledger
  const shown = (account: BillingAccount) => ({
    account: account.id, openedAt: instant(account.openedAt), country: countryAt(account, ledger.now()),
    currency: account.currency, payer: accounts.payerAt(account.id, ledger.now()),
    supportPlan: valueAt(account.supportPlan, ledger.now()) ?? 'basic', taxExempt: account.taxExempt,
    status: account.suspendedFor === undefined ? 'ACTIVE' : 'SUSPENDED', card: account.card,
  })
  ground.control('GET', 'billing/accounts', 'what billing knows of each account', 'GET /_orrery/billing/accounts',
    () => ({ accounts: ledger.accountIds().map(id => shown(accounts.get(id))) }))
  const example = { account: '111122223333', country: 'DE', payer: '999988887777' }
  const what = 'sets when an account signed up, its country, its payer, exemption from tax'
  ground.control('POST', 'billing/account', what, example, ({ body }) => {
    const given = new Body(body, ['account', 'country', 'payer', 'openedAt', 'taxExempt'])
    const id = given.account()
    const now = ledger.now()
    let account = accounts.get(id)
    if (given.has('country')) {
      const country = given.text('country')
      if (!/^[A-Z]{2}$/.test(country)) throw new SettingError(`'${country}' is no country.`, 'Use its code of two letters, such as DE.')
      account = movedTo(account, country, now)
    }
    if (given.has('payer')) {
      const payer = given.account('payer')
      if (payer !== id && accounts.payerAt(payer, now) !== payer) {
        throw new SettingError(`${payer} does not pay for itself.`, 'Name the management account of the organization.')
      }
      account = { ...account, payer: withValue(account.payer, now, payer) }
    }
    if (given.has('openedAt')) account = { ...account, openedAt: given.time('openedAt') }
    if (account.openedAt > now) throw new SettingError('An account cannot sign up in the future.', 'Wind the clock first.')
    account = { ...account, taxExempt: given.flag('taxExempt', account.taxExempt) }
    change(() => { accounts.put(account) })
    return shown(account)
  })
}

function registerPreferences({ ground, contract: { ledger }, change }: Controls): void {
  const { accounts } = ledger
  const disclose = disclosed(ground)
  const example = { account: '111122223333', currency: 'EUR' }
  ground.control('POST', 'billing/preferences', 'sets the currency that an account pays in', example, ({ body }) => {
    const given = new Body(body, ['account', 'currency'])
    const account = accounts.get(given.account())
    const currency = given.choice('currency', currencies)
    const forced = mandatoryCurrencies[countryAt(account, ledger.now())]
    if (forced !== undefined && currency !== forced) {
      throw new SettingError(`Accounts of that country pay in ${forced}.`, 'The currency cannot be changed (Service Terms 1.17.1).')
    }
    if (currency !== 'USD' && ledger.table<string>('currency-rate').get(key(currency)) === undefined) {
      throw new SettingError(`There is no exchange rate for ${currency}.`,
        `Set one: POST /_orrery/billing/currency {"currency": "${currency}", "rate": "0.92"}.`)
    }
    change(() => { accounts.put({ ...account, currency }) })
    if (currency !== 'USD') disclose(account.id)
    return { account: account.id, currency }
  })
  ground.control('POST', 'billing/currency', 'sets what a dollar costs in a currency; invoices keep the rate of their day',
    { currency: 'EUR', rate: '0.92' }, ({ body }) => {
      const given = new Body(body, ['currency', 'rate'])
      const currency = given.choice('currency', currencies)
      const rate = given.text('rate')
      if (!/^\d+(\.\d{1,12})?$/.test(rate) || priceOf(rate) <= 0n || currency === 'USD') {
        throw new SettingError(`'${rate}' is no rate of ${currency}.`, 'Write units of the currency for a dollar, such as "0.92".')
      }
      change(() => { ledger.table<string>('currency-rate').put(key(currency), rate) })
      return { currency, rate }
    })
}

/** Who pays in another currency is told with whom it is shared (Service Terms 1.17.5). */
function disclosed(ground: Controls['ground']): (account: string) => void {
  return account => {
    const { office } = ground.core.parts.get('terms') as Terms
    const clause = '1.17.5'
    office.record({ account, clause, state: 'told', at: office.now(), operation: 'billing/preferences' })
    office.log({ id: 'currency-service', clauses: [clause] }, { account, region: 'global' },
      `recorded a disclosure: ${office.textOf(clause)}`)
  }
}

function registerPayments({ ground, contract: { ledger, invoices }, change }: Controls): void {
  const ofCard = { account: '111122223333', declines: true }
  ground.control('POST', 'billing/card', 'whether an account\'s card pays, and in which currencies', ofCard, ({ body }) => {
    const given = new Body(body, ['account', 'declines', 'currencies'])
    const account = ledger.accounts.get(given.account())
    const known = given.texts('currencies')
    const card = { declines: given.flag('declines', false), ...(known.length > 0 && { currencies: known }) }
    change(() => { ledger.accounts.put({ ...account, card }) })
    return { account: account.id, card }
  })
  const example = { invoice: '202703-111122223333', method: 'bank-transfer' }
  ground.control('POST', 'billing/payments', 'pays an invoice, by card or bank transfer', example, ({ body }) => {
    const given = new Body(body, ['invoice', 'method'])
    const number = given.text('invoice')
    const invoice = invoices.numbered(number)
    if (invoice === undefined) throw new SettingError(`There is no invoice ${number}.`, 'List them: GET /_orrery/billing/invoices.')
    const payment = change(() => invoices.pay(invoice, given.choice('method', ['card', 'bank-transfer'], 'card')))
    if (payment.outcome === 'declined') {
      throw new SettingError(`PaymentDeclined: ${payment.reason!}`, 'Use {"method": "bank-transfer"} (Service Terms 1.17.2).')
    }
    return { invoice: number, status: 'paid', at: instant(payment.at) }
  })
}
