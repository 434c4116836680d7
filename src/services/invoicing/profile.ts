// Who receives invoices: the account and its country, and who invoices it (Service Terms 1.9). Source: BatchGetInvoiceProfile, AWS
// Invoicing
// API Reference.

import type { Invoicing } from '../../../generated/aws/invoicing.ts'
import { contractingParty, contractOf } from '../../contract/index.ts'

export const BatchGetInvoiceProfile: Invoicing['BatchGetInvoiceProfile'] = ({ AccountIds: ids }, call) => {
  const { accounts } = contractOf(call).ledger
  for (const id of ids) {
    if (id !== call.account && accounts.payerAt(id, call.now()) !== call.account) {
      throw call.fault('AccessDeniedException', `Account ${call.account} may not see the profile of ${id}.`)
    }
  }
  return {
    Profiles: [...new Set(ids)].map(account => {
      const { country, seller } = contractingParty(contractOf(call), account)
      return { AccountId: account, ReceiverAddress: { CountryCode: country }, Issuer: seller }
    }),
  }
}
