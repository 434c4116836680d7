// Random histories of usage: instances that come and go, queues, buckets' bytes, capacity, commitments, credits, an account that joins:
// told as steps, each so many ms after the one before. The same seed tells the same history.

import type { Books } from './books.ts'
import { hour, member, payer } from './books.ts'

/** Numbers from 0 on, below a bound. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor(this.#state / 2 ** 32 * bound)
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!
  }
}

export interface HistoryStep { readonly afterMs: number, do(books: Books): Promise<void> | void }

const types = ['m5.large', 'm5.xlarge', 't3.micro', 'c5.large', 'r5.2xlarge']
const regions = ['us-east-1', 'eu-west-1']

/** Steps that together last two months and a bit. */
export function history(seed: number, count = 60): HistoryStep[] {
  const dice = new Dice(seed)
  const running: { type: string, at: { account: string, region: string, id: string } }[] = []
  let bytes = 0
  const kinds: readonly (() => HistoryStep['do'])[] = [
    () => {
      const one = { type: dice.of(types), at: { account: dice.of([payer, member]), region: dice.of(regions), id: `i-${dice.below(1e9)}` } }
      running.push(one)
      return books => { books.instances(one.type, 1, one.at) }
    },
    () => {
      const [one] = running.splice(dice.below(running.length), 1)
      return books => { if (one !== undefined) books.instances(one.type, -1, one.at) }
    },
    () => {
      const quantity = dice.below(3_000_000)
      const account = dice.of([payer, member])
      return books => { books.count('sqs', 'Requests-RBP', quantity, { account }) }
    },
    () => {
      const change = dice.below(2) === 0 || bytes === 0 ? dice.below(2 ** 40) : -dice.below(bytes)
      bytes += change
      return books => { if (change !== 0) books.stand('s3', 'TimedStorage-ByteHrs', change) }
    },
    () => {
      const hourly = (0.01 + dice.below(20) / 100).toFixed(2)
      const payment = dice.of(['No Upfront', 'Partial Upfront', 'All Upfront'])
      return async books => { await books.post('billing/commitments', { account: payer, programme: 'savings-plan', hourly, payment }) }
    },
    () => {
      const usage = `BoxUsage:${dice.of(['m5.large', 'c5.large'])}`
      const payment = dice.of(['No Upfront', 'Partial Upfront', 'All Upfront'])
      const bought = { account: member, programme: 'ec2', usage, operation: 'RunInstances', payment }
      return async books => { await books.post('billing/commitments', bought) }
    },
    () => {
      const amount = String(1 + dice.below(60))
      const expires = dice.of(['2027-03-20', '2027-04-15', '2028-01-01'])
      return async books => {
        if (books.cloud.clock.now() < Date.parse(expires)) await books.post('billing/credits', { account: payer, amount, expires })
      }
    },
  ]
  const weighted = [0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 6]
  return Array.from({ length: count }, () => ({ afterMs: dice.below(2 * 24 * hour), do: kinds[dice.of(weighted)]!() }))
}
