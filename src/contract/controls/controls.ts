// The contract's part of Orrery's own HTTP face: the bill, invoices, and what a customer or an operator may set. Each control says what it
// takes by an example; what is wrong is refused by name, and nothing is changed then.

import type { Ground } from '../../kernel/part.ts'
import { SettingError } from '../../kernel/fault.ts'
import type { Contract } from '../part.ts'
import { shownInvoice } from '../invoice/shown.ts'
import type { ShownInvoice } from '../invoice/shown.ts'
import { accountIn, monthIn } from './body.ts'
import { registerAccountControls } from './account-controls.ts'
import { registerCommitmentControls } from './commitment-controls.ts'
import { registerCreditControls } from './credit-controls.ts'
import { registerMarketControls } from './market-controls.ts'
import { registerPriceControls } from './price-controls.ts'

/** What a control does to the ledger happens in one transaction; what depends on it is told afterwards. */
export interface Controls {
  readonly ground: Ground
  readonly contract: Contract
  change<T>(body: () => T): T
}

export function registerControls(ground: Ground, contract: Contract, changed: () => void): void {
  const controls: Controls = {
    ground, contract,
    change(body) {
      const result = ground.core.store.transact(body)
      changed()
      return result
    },
  }
  registerBill(controls)
  registerAccountControls(controls)
  registerCreditControls(controls)
  registerCommitmentControls(controls)
  registerPriceControls(controls)
  registerMarketControls(controls)
}

/** An account's month, with tax and credits: of a member of an organization, what its payer is charged for it. */
export function billOf({ ledger, closing, invoices }: Contract, account: string, month: string): ShownInvoice {
  const [payer = account] = ledger.payersIn(account, month).slice(-1)
  const filed = invoices.get(payer, month, account)
  const invoice = filed ?? closing.invoice(payer, month, closing.statement(payer, month))
  const shown = shownInvoice(invoice, filed === undefined ? 'running' : invoices.stateOf(filed))
  return shown
}

/** The same, and of a payer those of its other invoice units. */
function billsOf(contract: Contract, account: string, month: string): ShownInvoice[] {
  const { invoices } = contract
  const first = billOf(contract, account, month)
  const others = invoices.inMonth(account, month).filter(({ number }) => number !== first.number)
  return [first, ...others.map(invoice => shownInvoice(invoice, invoices.stateOf(invoice)))]
}

function registerBill({ ground, contract }: Controls): void {
  const { ledger, invoices } = contract
  const { control } = ground
  const ofMonth = 'GET /_orrery/bill?account=111122223333'
  control('GET', 'bill', 'the invoice of a month (`month=2027-03`), or the running month', ofMonth, ({ query }) => {
    const month = monthIn(query, ledger.currentMonth)
    if (month > ledger.currentMonth) throw new SettingError(`${month} has not begun.`, 'Wind the clock: orrery clock advance 1mo.')
    const asked = accountIn(query)
    const accounts = asked === undefined ? ledger.accountIds().filter(id => ledger.payersIn(id, month).includes(id)) : [asked]
    return { month, bills: accounts.flatMap(account => billsOf(contract, account, month)) }
  })
  const list = 'GET /_orrery/billing/invoices?account=111122223333'
  control('GET', 'billing/invoices', 'all invoices, without their lines', list, ({ query }) => ({
    invoices: invoices.of(accountIn(query)).map(invoice => {
      const { lines: _, services: _services, ...shown } = shownInvoice(invoice, invoices.stateOf(invoice))
      return shown
    }),
  }))
  const one = 'GET /_orrery/billing/invoices/202703-111122223333'
  control('GET', 'billing/invoices/{number}', 'one invoice', one, ({ params }) => shown(params['number']!))
  control('GET', 'billing/invoices/{number}/pdf', 'one invoice as a PDF, in base64', `${one}/pdf`, async ({ params }) => {
    const { invoicePdf } = await import('../invoice/pdf.ts')
    return { number: params['number'], pdf: Buffer.from(await invoicePdf(shown(params['number']!))).toString('base64') }
  })

  function shown(number: string): ShownInvoice {
    const invoice = invoices.numbered(number)
    if (invoice === undefined) throw new SettingError(`There is no invoice ${number}.`, 'List them: GET /_orrery/billing/invoices.')
    return shownInvoice(invoice, invoices.stateOf(invoice))
  }
}
