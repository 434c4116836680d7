// What the tests of spot fleets and of the feed share: an account on a standing clock, images, prices that a test sets.

import type { TestContext } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { account, contractCloud } from '../../../tests/terms/contract.ts'
import type { ContractCloud } from '../../../tests/terms/contract.ts'

export { account } from '../../../tests/terms/contract.ts'

export interface FleetMarket {
  readonly contract: ContractCloud
  readonly ec2: EC2
  readonly image: string
  /** In thousandths of the on-demand price. */
  set(type: string, permille: number, zone?: string): Promise<unknown>
}

export async function fleetMarket(t: TestContext): Promise<FleetMarket> {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const ec2 = new EC2({ ...contract.cloud.client(), maxAttempts: 1 })
  const { Images } = await ec2.describeImages({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] })
  return {
    contract, ec2, image: Images![0]!.ImageId!,
    set: (type, permille, zone = 'us-east-1a') => contract.control('spot/price', { account, type, zone, permille }),
  }
}

export const role = `arn:aws:iam::${account}:role/aws-ec2-spot-fleet-tagging-role`
