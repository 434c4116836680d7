// Invoice units: made, changed, listed, tagged, deleted; an account belongs to one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invoiced, member, payer } from './account.fixture.ts'

test('a unit\'s life', async t => {
  const { as } = await invoiced(t)
  const invoicing = as(payer)
  const { InvoiceUnitArn = '' } = await invoicing.createInvoiceUnit({
    Name: 'research', InvoiceReceiver: member, Rule: { LinkedAccounts: [member] }, ResourceTags: [{ Key: 'team', Value: 'red' }],
  })
  await assert.rejects(invoicing.createInvoiceUnit({ Name: 'other', InvoiceReceiver: payer, Rule: { LinkedAccounts: [member] } }),
    { name: 'ValidationException' })
  await invoicing.updateInvoiceUnit({ InvoiceUnitArn, Description: 'labs' })
  const unit = await invoicing.getInvoiceUnit({ InvoiceUnitArn })
  assert.deepEqual([unit.Name, unit.Description, unit.Rule], ['research', 'labs', { LinkedAccounts: [member] }])
  assert.deepEqual((await invoicing.listTagsForResource({ ResourceArn: InvoiceUnitArn })).ResourceTags, [{ Key: 'team', Value: 'red' }])
  assert.equal((await invoicing.listInvoiceUnits({ Filters: { Accounts: [member] } })).InvoiceUnits!.length, 1)
  await invoicing.deleteInvoiceUnit({ InvoiceUnitArn })
  await assert.rejects(invoicing.getInvoiceUnit({ InvoiceUnitArn }), { name: 'ResourceNotFoundException' })
  await assert.rejects(invoicing.listProcurementPortalPreferences({}), { name: 'NotImplemented' })
})
