// What the tests of reserved instances share: an account on a standing clock, an offer found, a reservation bought and paid for.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { Cloud } from '../../index.ts'
import { billOf } from '../../contract/controls/controls.ts'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'

export const account = '111122223333'

export async function market(t: TestContext): Promise<{ cloud: Cloud, ec2: EC2, as: (id: string) => EC2 }> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-03-01T00:00:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const as = (id: string) => new EC2({ ...cloud.client({ accessKeyId: id }), maxAttempts: 1 })
  return { cloud, ec2: as(account), as }
}

export interface Wanted { readonly type?: string, readonly years?: number, readonly option?: string, readonly kind?: string,
  readonly product?: string }

export async function offerOf(ec2: EC2, { type = 'm5.large', years = 1, option = 'All Upfront', kind = 'standard',
  product = 'Linux/UNIX' }: Wanted = {}) {
  const { ReservedInstancesOfferings: found } = await ec2.describeReservedInstancesOfferings({
    InstanceType: type as 'm5.large', ProductDescription: product as 'Windows', OfferingType: option as 'All Upfront',
    OfferingClass: kind as 'standard', MinDuration: years * 31_536_000, MaxDuration: years * 31_536_000, IncludeMarketplace: false,
    Filters: [{ Name: 'scope', Values: ['Region'] }],
  })
  assert.equal(found!.length, 1)
  return found![0]!
}

/** Bought, and active. */
export async function reserved(cloud: Cloud, ec2: EC2, count = 1, wanted: Wanted = {}): Promise<string> {
  const { ReservedInstancesOfferingId } = await offerOf(ec2, wanted)
  const bought = await ec2.purchaseReservedInstancesOffering({ ReservedInstancesOfferingId, InstanceCount: count })
  await cloud.clock.advance('1h')
  return bought.ReservedInstancesId!
}

export async function shownOf(ec2: EC2, id: string) {
  return (await ec2.describeReservedInstances({ ReservedInstancesIds: [id] })).ReservedInstances![0]!
}

/** The lines of a month's bill. */
export function linesOf(cloud: Cloud, of = account, month = '2027-03') {
  return billOf(cloud.core.parts.get(contractId) as Contract, of, month).lines
}
