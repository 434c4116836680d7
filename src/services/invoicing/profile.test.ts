// Profiles: the country of an account, and who invoices it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invoiced, member, payer } from './account.fixture.ts'

test('1.9: country and issuer', async t => {
  const { as } = await invoiced(t)
  const { Profiles: [profile] = [] } = await as(payer).batchGetInvoiceProfile({ AccountIds: [payer] })
  assert.deepEqual([profile!.AccountId, profile!.ReceiverAddress], [payer, { CountryCode: 'DE' }])
  assert.match(profile!.Issuer!, /Amazon Web Services EMEA/)
  await assert.rejects(as(member).batchGetInvoiceProfile({ AccountIds: [payer] }), { name: 'AccessDeniedException' })
})
