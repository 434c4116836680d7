// The company's year of `examples/a-year`: its twelve totals, worked out here by plain arithmetic, agree to the cent.

import assert from 'node:assert/strict'
import { test } from 'node:test'

interface Deed { readonly at: string, readonly did: string }
interface YearBill { readonly total: string, readonly status: string, readonly beforeTax: string }

test('twelve invoices agree to the cent, and what was forgotten goes on the days that the clauses say', async () => {
  const script = new URL('../../../examples/a-year/year.mjs', import.meta.url).href
  const { year } = await import(script) as { year(print: (line: string) => void): Promise<{ bills: YearBill[], log: Deed[] }> }
  const { bills, log } = await year(() => {})
  let credit = 50
  bills.forEach(({ total, status }, i) => {
    const hours = new Date(Date.UTC(2027, i + 1, 0)).getUTCDate() * 24
    const compute = (2 * 0.096 + (i >= 1 && i < 6 ? 0.17 : 0)) * hours
    // From March a plan of 0.1 an hour stands for what would cost 0.1 / 0.73 on demand.
    const plan = i >= 2 ? (0.1 - 0.1 / 0.73) * hours : 0
    const node = i >= 6 ? 0.25 * 0.8 * hours : 0
    // 25 units of each kind are free, as 18,600 unit-hours a month.
    const table = (100 * hours - 18_600) * (0.00065 + 0.00013)
    // From April a database stands under its reservation, at 0.171 less three tenths, with 100 GB, 20 of them free; in May a year of a
    // cache is paid.
    const database = i >= 3 ? 0.171 * 0.7 * hours + 80 * 0.115 : 0
    const cache = i === 4 ? 8760 * 0.156 * 0.637 : 0
    const charges = compute + plan + node + table + database + cache
    const off = i >= 1 ? Math.min(credit, charges) : 0
    credit -= off
    assert.ok(Math.abs(Number(total) - (charges - off)) < 0.01, `month ${i + 1}: ${total}, not ${(charges - off).toFixed(2)}`)
    assert.equal(status, 'paid')
  })
  // Six months without use and a notice of thirty days for the domain; twelve months for the pool; three for the function; the thing stays.
  const days = log.filter(({ did }) => /^(gave notice|deleted)/.test(did)).map(({ at, did }) =>
    `${at.slice(0, 10)} ${did.replace(/ will.*/, '')}`)
  assert.deepEqual(days.map(day => day.replace(/[\w-]+_\w{5,}/, 'it')), [
    '2027-04-01 gave notice: function thumbnails', '2027-05-01 deleted function thumbnails', '2027-07-01 gave notice: domain visits',
    '2027-07-31 deleted domain visits', '2028-01-01 gave notice: user pool it', '2028-01-31 deleted user pool it',
  ])
})
