// What is told of invoices beside their lines: the document itself, and who invoices an account.

import { countryAt } from '../account/billing-account.ts'
import type { Contract } from '../part.ts'
import { Sellers } from './seller.ts'
import { shownInvoice } from './shown.ts'

/** An invoice as a PDF; undefined where there is none of the number. */
export async function invoiceDocument({ invoices }: Contract, number: string): Promise<Uint8Array | undefined> {
  const invoice = invoices.numbered(number)
  if (invoice === undefined) return undefined
  const { invoicePdf } = await import('./pdf.ts')
  return await invoicePdf(shownInvoice(invoice, invoices.stateOf(invoice)))
}

/** Where an account is, and who its contracting party is (Service Terms 1.9). */
export function contractingParty({ ledger }: Contract, account: string): { readonly country: string, readonly seller: string } {
  const country = countryAt(ledger.accounts.get(account), ledger.now())
  return { country, seller: new Sellers().of({ service: '', region: '', usageType: '' }, country).name }
}
