// Amazon Elastic Compute Cloud: the manifest. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'
import { fleetOperations } from './fleet-operations.ts'
import { Host } from './host.ts'
import { hostOperations } from './host-operations.ts'
import { kinds } from './kinds.ts'
import { operations } from './operations.ts'
import { reservationOperations } from './reservation-operations.ts'
import { deliverFeed } from './spot-data-feed.ts'
import { evaluateFleet, SpotFleet } from './spot-fleet.ts'
import { evaluateSpot } from './spot-market.ts'
import { spotOperations } from './spot-operations.ts'
import { SpotInstanceRequest } from './spot-request.ts'

export const ec2 = service({
  id: 'ec2',
  resources: [...kinds, SpotInstanceRequest, SpotFleet, Host].map(({ type }) => type as never),
  operations: { ...operations, ...reservationOperations, ...spotOperations, ...fleetOperations, ...hostOperations },
  timers: { spot: evaluateSpot, fleet: evaluateFleet, datafeed: deliverFeed },
  pageSizes: { DescribeReservedInstancesOfferings: 100 },
  // New types come faster than models.
  unchecked: (constraint, path) => constraint === 'enum' && /\binstanceTypes?\b/i.test(path),
  quotas: {
    // "Elastic IP address quota", Amazon VPC User Guide.
    Address: { value: 5, fault: 'AddressLimitExceeded', message: () => 'The maximum number of addresses has been reached.' },
  },
})
