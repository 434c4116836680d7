// What the tests of this folder share: a payer with two invoices, a member, and the client.

import type { TestContext } from 'node:test'
import { Invoicing } from '@aws-sdk/client-invoicing'
import { Cloud } from '../../index.ts'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'

export const payer = '111122223333'
export const member = '444455556666'

export interface Shelf { readonly cloud: Cloud, readonly contract: Contract, readonly as: (account: string) => Invoicing }

/** The second of May: two months of an instance of the member's, in Germany. */
export async function invoiced(t: TestContext): Promise<Shelf> {
  const cloud = await Cloud.open({ now: '2027-02-28T23:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2027-03-01')
  const { store, meter, clock, parts } = cloud.core
  const contract = parts.get(contractId) as Contract
  const { accounts } = contract.ledger
  store.transact(() => {
    accounts.put({ ...accounts.get(payer), country: [{ fromAt: clock.now(), value: 'DE' }] })
    accounts.join(member, payer, clock.now())
    const of = { service: 'ec2', usageType: 'BoxUsage:m5.large', operation: 'RunInstances', resource: 'i' }
    meter.stand(store.cell(`${member}/us-east-1`), of, clock.now(), 1)
  })
  await cloud.clock.set('2027-05-02')
  return { cloud, contract, as: account => new Invoicing({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 }) }
}
