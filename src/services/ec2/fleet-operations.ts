// The operations of spot fleets and of the data feed, each with the members that it understands.

import { answered } from './answered.ts'
import { CreateSpotDatafeedSubscription, DeleteSpotDatafeedSubscription, DescribeSpotDatafeedSubscription } from './spot-data-feed.ts'
import {
  CancelSpotFleetRequests, DescribeSpotFleetInstances, DescribeSpotFleetRequestHistory, DescribeSpotFleetRequests, ModifySpotFleetRequest,
  RequestSpotFleet,
} from './spot-fleet.ts'

export const fleetOperations = {
  CancelSpotFleetRequests: answered(CancelSpotFleetRequests, 'SpotFleetRequestIds TerminateInstances'),
  CreateSpotDatafeedSubscription: answered(CreateSpotDatafeedSubscription, 'Bucket Prefix'),
  DeleteSpotDatafeedSubscription: answered(DeleteSpotDatafeedSubscription),
  DescribeSpotDatafeedSubscription: answered(DescribeSpotDatafeedSubscription),
  DescribeSpotFleetInstances: answered(DescribeSpotFleetInstances, 'SpotFleetRequestId'),
  DescribeSpotFleetRequestHistory: answered(DescribeSpotFleetRequestHistory, 'SpotFleetRequestId StartTime EventType'),
  DescribeSpotFleetRequests: answered(DescribeSpotFleetRequests, 'SpotFleetRequestIds'),
  ModifySpotFleetRequest: answered(ModifySpotFleetRequest, 'SpotFleetRequestId TargetCapacity ExcessCapacityTerminationPolicy'),
  RequestSpotFleet: answered(RequestSpotFleet, 'SpotFleetRequestConfig'),
}
