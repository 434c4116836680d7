// Random histories of usage: instances that come and go, queues, buckets' bytes, capacity, commitments, credits, an account that joins:
// told as steps, each so many ms after the one before. The same seed tells the same history.

import { EC2 } from '@aws-sdk/client-ec2'
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
    () => {
      const [type, kind] = [dice.of(['m5.large', 'c5.large']), dice.of(['standard', 'convertible'])]
      const [payment, count] = [dice.of(['No Upfront', 'Partial Upfront', 'All Upfront']), 2 + dice.below(2) * 2]
      return async books => { await reserve(books, { type, kind, payment, count }) }
    },
    () => {
      const choice = dice.below(4)
      return async books => { await changeReservation(books, choice) }
    },
  ]
  const weighted = [0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 6, 7, 8, 8]
  return Array.from({ length: count }, () => ({ afterMs: dice.below(2 * 24 * hour), do: kinds[dice.of(weighted)]!() }))
}

interface Wanted { readonly type: string, readonly kind: string, readonly payment: string, readonly count: number }

function ec2Of({ cloud }: Books): EC2 {
  return new EC2({ ...cloud.client({ accessKeyId: member }), maxAttempts: 1 })
}

async function offerOf(ec2: EC2, { type, kind, payment }: Omit<Wanted, 'count'>): Promise<string> {
  const { ReservedInstancesOfferings: [offer] = [] } = await ec2.describeReservedInstancesOfferings({
    InstanceType: type as 'm5.large', OfferingClass: kind as 'standard', OfferingType: payment as 'No Upfront', MaxDuration: 31_536_000,
    ProductDescription: 'Linux/UNIX', Filters: [{ Name: 'scope', Values: ['Region'] }],
  })
  return offer!.ReservedInstancesOfferingId!
}

async function reserve(books: Books, wanted: Wanted): Promise<void> {
  const ec2 = ec2Of(books)
  await ec2.purchaseReservedInstancesOffering({ ReservedInstancesOfferingId: await offerOf(ec2, wanted), InstanceCount: wanted.count })
}

/** Splits the oldest reservation of two or more, or exchanges the oldest convertible one for another type. */
async function changeReservation(books: Books, choice: number): Promise<void> {
  const ec2 = ec2Of(books)
  const { ReservedInstances: all = [] } = await ec2.describeReservedInstances({ Filters: [{ Name: 'state', Values: ['active'] }] })
  if (choice > 0) {
    const found = all.find(({ InstanceCount: count = 0 }) => count > 1)
    if (found === undefined) return
    const targets = [1, found.InstanceCount! - 1].map(InstanceCount => ({ InstanceCount, InstanceType: found.InstanceType! }))
    await ec2.modifyReservedInstances({ ReservedInstancesIds: [found.ReservedInstancesId!], TargetConfigurations: targets })
    return
  }
  const found = all.find(({ OfferingClass: kind }) => kind === 'convertible')
  if (found === undefined) return
  const OfferingId = await offerOf(ec2, { type: 'm5.xlarge', kind: 'convertible', payment: 'All Upfront' })
  await ec2.acceptReservedInstancesExchangeQuote({ ReservedInstanceIds: [found.ReservedInstancesId!],
    TargetConfigurations: [{ OfferingId }] })
}
