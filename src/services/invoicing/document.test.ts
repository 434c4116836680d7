// The PDF of an invoice: a link that works for an hour, and only as it was given.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invoiced, member, payer } from './account.fixture.ts'

test('a PDF by its link, for an hour', async t => {
  const { cloud, as } = await invoiced(t)
  const server = await cloud.listen(0)
  const { InvoicePDF } = await as(payer).getInvoicePDF({ InvoiceId: `202703-${payer}` })
  const url = InvoicePDF!.DocumentUrl!.replace(/^https?:\/\/[^/]+/, server.url)
  const answer = await fetch(url)
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/pdf'])
  assert.equal(Buffer.from(await answer.arrayBuffer()).subarray(0, 5).toString(), '%PDF-')
  assert.equal((await fetch(`${url}x`)).status, 404)
  await cloud.clock.advance('2h')
  assert.equal((await fetch(url)).status, 404)
  await assert.rejects(as(member).getInvoicePDF({ InvoiceId: `202703-${payer}` }), { name: 'ResourceNotFoundException' })
})
