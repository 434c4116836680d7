// An invoice as a PDF, by a link that holds for an hour and that nobody else can guess. Source: GetInvoicePDF, AWS Invoicing API Reference.

import type { Invoicing } from '../../../generated/aws/invoicing.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, invoiceDocument } from '../../contract/index.ts'
import { invoiceNumbered } from './summary.ts'

const linkMs = 3_600_000
const purpose = 'invoice-pdf'

interface Link { readonly number: string, readonly untilAt: number }

export const GetInvoicePDF: Invoicing['GetInvoicePDF'] = ({ InvoiceId: number }, call) => {
  invoiceNumbered(number, call)
  const link: Link = { number, untilAt: call.now() + linkMs }
  return {
    InvoicePDF: {
      InvoiceId: number, DocumentUrl: call.pageUrl(encodeURIComponent(call.seal(purpose, link))), DocumentUrlExpirationDate: link.untilAt,
      SupplementalDocuments: [],
    },
  }
}

export async function invoicePage(token: string, call: Call): Promise<{ type: string, text: Uint8Array } | undefined> {
  const link = call.open(purpose, token) as Link | undefined
  if (link === undefined || call.now() > link.untilAt) return undefined
  const document = await invoiceDocument(contractOf(call), link.number)
  return document === undefined ? undefined : { type: 'application/pdf', text: document }
}
