// What the ledger costs: winding a year over a thousand resources that stay as they are, and a count on the meter.

import { Cloud } from '../src/index.ts'

const account = '111122223333'

/** Prints one line for each figure, with its goal. */
async function ledger(print: (line: string) => void): Promise<void> {
  const cloud = await Cloud.open({ now: '2027-01-01T00:00:00Z' })
  cloud.clock.freeze()
  const { store, meter, clock } = cloud.core
  store.transact(() => {
    for (let i = 0; i < 1000; i += 1) {
      const of = { service: 'ec2', usageType: 'BoxUsage:m5.large', operation: 'RunInstances', resource: `i-${i}` }
      meter.stand(store.cell(`${account}/us-east-1`), of, clock.now(), 1)
    }
  })
  const windingMs = await timed(() => cloud.clock.advance('1y'))
  print(`winding a year over 1,000 unchanging resources: ${(windingMs / 1000).toFixed(2)} s (goal: at most 2 s)`)
  const count = 1_000_000
  const of = { service: 'sqs', usageType: 'Requests-RBP', operation: 'SendMessage', resource: 'arn' }
  const countingMs = await timed(() => {
    for (let i = 0; i < count; i += 1) meter.count(`${account}/us-east-1`, of, clock.now(), 1)
  })
  print(`a count on the meter: ${(countingMs / count * 1000).toFixed(2)} µs (goal: at most 5 % of a SendMessage, some 45 µs)`)
  await cloud.close()
}

async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

await ledger(line => { console.log(line) })
