// The company's year of `examples/a-year`: its twelve totals, worked out here by plain arithmetic, agree to the cent.

import assert from 'node:assert/strict'
import { test } from 'node:test'

interface YearBill { readonly total: string, readonly status: string, readonly beforeTax: string }

test('twelve invoices agree to the cent', async () => {
  const script = new URL('../../../examples/a-year/year.mjs', import.meta.url).href
  const { year } = await import(script) as { year(print: (line: string) => void): Promise<YearBill[]> }
  const bills = await year(() => {})
  let credit = 50
  bills.forEach(({ total, status }, i) => {
    const hours = new Date(Date.UTC(2027, i + 1, 0)).getUTCDate() * 24
    const compute = (2 * 0.096 + (i >= 1 && i < 6 ? 0.17 : 0)) * hours
    // From March a plan of 0.1 an hour stands for what would cost 0.1 / 0.73 on demand.
    const plan = i >= 2 ? (0.1 - 0.1 / 0.73) * hours : 0
    const node = i >= 6 ? 0.25 * 0.8 * hours : 0
    // 25 units of each kind are free, as 18,600 unit-hours a month.
    const table = (100 * hours - 18_600) * (0.00065 + 0.00013)
    const charges = compute + plan + node + table
    const off = i >= 1 ? Math.min(credit, charges) : 0
    credit -= off
    assert.ok(Math.abs(Number(total) - (charges - off)) < 0.01, `month ${i + 1}: ${total}, not ${(charges - off).toFixed(2)}`)
    assert.equal(status, 'paid')
  })
})
