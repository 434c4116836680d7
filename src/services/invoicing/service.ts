// AWS Invoicing over the ledger: invoices and credit memos, their PDFs, profiles of those who receive them, units of an organization that
// have
// a receiver of their own. The manifest.

import { service } from '../../kernel/service.ts'
import { GetInvoicePDF, invoicePage } from './document.ts'
import { BatchGetInvoiceProfile } from './profile.ts'
import { ListInvoiceSummaries } from './summary.ts'
import { CreateInvoiceUnit, DeleteInvoiceUnit, GetInvoiceUnit, InvoiceUnit, ListInvoiceUnits, UpdateInvoiceUnit } from './unit.ts'

const portals = 'No procurement portal is connected: invoices are told by ListInvoiceSummaries and GetInvoicePDF.'

export const invoicing = service({
  id: 'invoicing',
  scope: 'account',
  resources: [InvoiceUnit],
  operations: {
    BatchGetInvoiceProfile, CreateInvoiceUnit, DeleteInvoiceUnit, GetInvoicePDF, GetInvoiceUnit, ListInvoiceSummaries, ListInvoiceUnits,
    UpdateInvoiceUnit,
  },
  refuses: {
    CreateProcurementPortalPreference: portals, DeleteProcurementPortalPreference: portals, GetProcurementPortalPreference: portals,
    ListProcurementPortalPreferences: portals, ListProcurementPortals: portals, ListProcurementPortalSuppliers: portals,
    PutProcurementPortalPreference: portals, SendProcurementPortalValidation: portals, UpdateProcurementPortalPreferenceStatus: portals,
    VerifyProcurementPortalValidation: portals,
  },
  tagging: {
    resource: InvoiceUnit, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource', invalid: 'ValidationException',
    identify: ({ ResourceArn }: { readonly ResourceArn: string }) => [ResourceArn.split('/').at(-1)!],
  },
  ownPages: true,
  page: invoicePage,
})
