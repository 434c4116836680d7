// `orrery bill`: an invoice or the running month, as a table with a bar for each service, as JSON, or as a PDF. Amounts are aligned by
// their points; the lines under a service are its usage by type.

import { writeFile } from 'node:fs/promises'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'

interface ShownLine {
  readonly seller: string, readonly account: string, readonly name: string, readonly region: string, readonly type: string
  readonly usageType: string, readonly description: string, readonly quantity: string, readonly unit: string, readonly rate: string
  readonly cost: string
}
interface ShownInvoice {
  readonly number: string, readonly status: string, readonly account: string, readonly month: string, readonly issuedAt: string
  readonly dueAt: string, readonly liable: readonly string[], readonly lines: readonly ShownLine[], readonly beforeTax: string
  readonly services: readonly { readonly name: string, readonly cost: string }[], readonly total: string, readonly currency: string
  readonly exchangeRate: string, readonly totalInCurrency: string, readonly unpriced: number
  readonly payments: readonly { readonly at: string, readonly method: string, readonly outcome: string, readonly reason?: string }[]
}

const width = 96
const barWidth = 24

export const bill: Command = {
  name: 'bill',
  usage: '[--account A] [--month YYYY-MM] [--json | --pdf FILE]',
  summary: 'the invoice of a month, or the running month',
  help: `Shows what was used and what it costs: the running month as far as it has come, a past one as it was invoiced.
Without an account, every account that pays for itself; members of an organization are on their payer's bill.

  --json         the invoice as data
  --pdf FILE     the invoice of a past month as a PDF

Examples
  orrery bill
  orrery bill --account 111122223333 --month 2027-03`,
  options: { account: { type: 'string' }, month: { type: 'string' }, json: { type: 'boolean' }, pdf: { type: 'string' } },
  async run({ remote, console, options }) {
    const query = new URLSearchParams()
    for (const name of ['account', 'month'] as const) if (options[name] !== undefined) query.set(name, String(options[name]))
    const answer = await remote.get(`bill?${query}`) as { readonly month: string, readonly bills: readonly ShownInvoice[] }
    if (options.json === true) return console.print(JSON.stringify(answer, undefined, 2))
    if (options.pdf !== undefined) {
      const [invoice, ...others] = answer.bills
      if (invoice === undefined || others.length > 0 || invoice.status === 'running') {
        throw new UsageError('A PDF is of one invoice.', 'Name an account and a past month: --account 111122223333 --month 2027-03.')
      }
      const { pdf } = await remote.get(`billing/invoices/${invoice.number}/pdf`) as { readonly pdf: string }
      await writeFile(String(options.pdf), Buffer.from(pdf, 'base64'))
      return console.print(`wrote ${String(options.pdf)}`)
    }
    const shown = answer.bills.filter(({ lines, unpriced }) => lines.length + unpriced > 0)
    if (shown.length === 0) return console.print(`Nothing was used in ${answer.month}.`)
    for (const invoice of shown) for (const line of billText(invoice)) console.print(line)
  },
}

/** The bill as lines of text. */
export function billText(invoice: ShownInvoice): string[] {
  const { account, month, status, number, issuedAt, dueAt, lines, services, liable } = invoice
  const head = status === 'running' ? `${month}, as far as it has come`
    : `invoice ${number}, ${status}, issued ${issuedAt.slice(0, 10)}, due ${dueAt.slice(0, 10)}`
  const text = ['', `Account ${account}  ${head}`]
  if (liable.length > 1) text.push(`With ${liable.slice(1).join(', ')}, who owe it jointly`)
  text.push('═'.repeat(width))
  const highest = Math.max(...services.map(({ cost }) => Math.abs(Number(cost))), 0)
  for (const { name, cost } of services) {
    const bar = highest === 0 ? 0 : Math.round(Math.abs(Number(cost)) / highest * barWidth)
    text.push(row(`${name.padEnd(46)} ${'█'.repeat(bar).padEnd(barWidth, '·')}`, money(cost)))
    for (const line of lines.filter(each => each.name === name && each.type !== 'Tax')) text.push(lineText(line, account))
  }
  text.push('─'.repeat(width), row('Before tax', money(invoice.beforeTax)))
  for (const [name, cost] of taxes(lines)) text.push(row(name, money(cost)))
  text.push(row('Total, USD', money(invoice.total)))
  if (invoice.currency !== 'USD') text.push(row(`Total, ${invoice.currency} at ${invoice.exchangeRate}`, invoice.totalInCurrency))
  if (invoice.unpriced > 0) text.push(`${invoice.unpriced} kinds of usage have no price in the price book and are not charged.`)
  const sellers = [...new Set(lines.map(({ seller }) => seller))]
  if (sellers.length > 0) text.push(`Sold by ${sellers.join('; ')}`)
  for (const { at, method, outcome, reason } of invoice.payments) {
    text.push(`${at.slice(0, 10)}  ${method} ${outcome}${reason === undefined ? '' : `: ${reason}`}`)
  }
  return text
}

function taxes(lines: readonly ShownLine[]): Map<string, string> {
  const sums = new Map<string, string>()
  for (const { type, description, cost } of lines) {
    if (type === 'Tax') sums.set(description, String(Number(sums.get(description) ?? 0) + Number(cost)))
  }
  return sums
}

function lineText({ account, region, usageType, description, quantity, unit, rate, cost, type }: ShownLine, payer: string): string {
  const of = account === payer ? region : `${account} ${region}`
  const amount = quantity === '' ? type : `${short(quantity)} ${unit} × ${rate}`
  const what = `  ${usageType} ${description === '' ? '' : `(${description})`}`
  return row(`${what.slice(0, 46).padEnd(47)}${amount.slice(0, 30)}  ${of}`.slice(0, width - 14), money(cost))
}

/** At most four decimals, and none for whole numbers. */
function short(quantity: string): string {
  const number = Number(quantity)
  return number !== 0 && number < 0.0001 ? quantity : number.toLocaleString('en-US', { maximumFractionDigits: 4 })
}

/** Cents, or more decimals for what is less than a cent. */
function money(cost: string): string {
  const number = Number(cost)
  if (number !== 0 && Math.abs(number) < 0.01) return number.toFixed(6)
  return `${number.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}    `
}

function row(text: string, amount: string): string {
  return `${text.slice(0, width - 14).padEnd(width - 14)}${amount.padStart(14)}`
}
