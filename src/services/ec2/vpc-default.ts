// Which VPC and subnets a region falls back to where a caller names none.

import type { Subnet as ShownSubnet, Vpc as ShownVpc } from '../../../generated/aws/ec2.ts'
import type { Call } from '../../kernel/service.ts'
import { all } from './kind.ts'
import { Subnet, Vpc } from './kinds.ts'

export function defaultVpc(call: Call): ShownVpc | undefined {
  for (const [, vpc] of all(Vpc, call)) if (vpc.IsDefault === true) return vpc
  return undefined
}

/** The default subnet of a zone, or of the first that has one. */
export function defaultSubnet(zone: string | undefined, call: Call): ShownSubnet | undefined {
  const found = [...all(Subnet, call)].map(([, subnet]) => subnet).filter(({ DefaultForAz }) => DefaultForAz === true)
  const inOrder = found.sort((a, b) => a.AvailabilityZone! < b.AvailabilityZone! ? -1 : 1)
  return zone === undefined ? inOrder[0] : inOrder.find(({ AvailabilityZone }) => AvailabilityZone === zone)
}
