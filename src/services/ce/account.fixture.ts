// What the tests of this folder share: a payer with usage of one day, and the client.

import type { TestContext } from 'node:test'
import { CostExplorer } from '@aws-sdk/client-cost-explorer'
import { Cloud } from '../../index.ts'

export const account = '111122223333'
export const period = { Start: '2027-03-01', End: '2027-03-03' }

export interface Shelf { readonly cloud: Cloud, readonly ce: CostExplorer }

/** Two days after the first of March: an instance of team red in one region, one of nobody in another, and requests. */
export async function usedAccount(t: TestContext): Promise<Shelf> {
  const cloud = await Cloud.open({ now: '2027-02-28T23:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2027-03-01')
  const { store, meter, clock } = cloud.core
  const stand = (region: string, usageType: string, id: string, tags: Record<string, string>) => {
    const cell = store.cell(`${account}/${region}`)
    const resource = `arn:aws:ec2:${region}:${account}:instance/${id}`
    store.transact(() => {
      meter.tagged(cell, resource, clock.now(), tags)
      meter.stand(cell, { service: 'ec2', usageType, operation: 'RunInstances', resource }, clock.now(), 1)
    })
  }
  stand('us-east-1', 'BoxUsage:m5.large', 'i-1', { team: 'red' })
  stand('eu-west-1', 'BoxUsage:m5.xlarge', 'i-2', {})
  meter.count(`${account}/us-east-1`, { service: 'sqs', usageType: 'Requests-RBP', operation: 'SendMessage', resource: '' }, clock.now(),
    2_000_000)
  await cloud.clock.advance('2d')
  return { cloud, ce: new CostExplorer({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 }) }
}

/** Two days of m5.large in Virginia and m5.xlarge in Ireland, a million requests that are not free. */
export const [red, ireland, queue] = [48 * 0.096, 48 * 0.214, 0.4]
