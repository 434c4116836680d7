// Controls of prices: changes from a date on, for everybody or for one account, and the end of programmes of commitments.

import { SettingError } from '../../kernel/fault.ts'
import { key } from '../../std/key.ts'
import { dayMs } from '../calendar.ts'
import { dollars } from '../money.ts'
import { priceColumns, readPrice } from '../prices/price.ts'
import type { PriceRow } from '../prices/price.ts'
import { endProgramme } from '../commitments/ending.ts'
import { Body } from './body.ts'
import type { Controls } from './controls.ts'

const programmes = ['ec2', 'rds', 'elasticache', 'redshift', 'dynamodb', 'savings-plan'] as const

export function registerPriceControls({ ground, contract: { ledger }, change }: Controls): void {
  const example = {
    service: 'sqs', usage: 'Requests-RBP', region: '*', from: '2027-06-01', measure: 'count', unit: 'Requests', price: '0.0000005',
    family: 'API Request', description: 'standard requests',
  }
  ground.control('POST', 'pricing/prices', 'changes prices from a date on: {"account": …, "prices": [lines of a price file]}',
    { account: '111122223333', prices: [example] }, ({ body }) => {
      const given = body as { readonly account?: unknown, readonly prices?: unknown }
      const account = given.account === undefined ? '*' : new Body({ account: given.account }, ['account']).account()
      const rows = Array.isArray(given.prices) ? given.prices : []
      if (rows.length === 0) throw new SettingError('There are no prices in it.', 'See the example in GET /_orrery/.')
      const read = rows.map(row => readRow(row, ledger.now()))
      change(() => { for (const row of read) ledger.priceChanges.put(account, row) })
      ledger.begin()
      return { account, changed: read.length }
    })
  ground.control('POST', 'pricing/programme-end', 'ends a programme of commitments; up-front fees are returned pro rata',
    { programme: 'ec2', cause: 'none' }, ({ body }) => {
      const given = new Body(body, ['programme', 'cause'])
      const programme = given.choice('programme', programmes)
      const isForCause = given.choice('cause', ['none', 'customer'], 'none') === 'customer'
      const refunds = change(() => {
        ledger.table<number>('programme-ended').put(key(programme), ledger.now())
        return endProgramme(ledger, programme, isForCause, () => `credit-${ground.core.random.hex(12)}`)
      })
      return { programme, refunds: refunds.map(({ account, amount, name }) => ({ account, amount: dollars(amount), name })) }
    })
}

/** @throws SettingError for a line that is none, or that would change a past day */
function readRow(given: unknown, now: number): PriceRow {
  const row = new Body(given, priceColumns)
  const cells = Object.fromEntries(priceColumns.map(name => [name, row.has(name) ? row.text(name) : name === 'region' ? '*' : '']))
  try {
    const { fromAt } = readPrice(cells as PriceRow)
    if (fromAt < now - now % dayMs) throw new Error(`the price begins on ${cells['from']}, which is past`)
  } catch (error) {
    throw new SettingError(`This is no price: ${(error as Error).message}.`, `Its members are ${priceColumns.join(', ')}.`)
  }
  return cells as PriceRow
}
