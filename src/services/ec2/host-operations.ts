// The operations of dedicated hosts, each with the members that it understands.

import { answered } from './answered.ts'
import { AllocateHosts, DescribeHosts, ModifyHosts, ReleaseHosts } from './host.ts'
import {
  DescribeHostReservationOfferings, DescribeHostReservations, GetHostReservationPurchasePreview, PurchaseHostReservation,
} from './host-reservation.ts'

export const hostOperations = {
  AllocateHosts: answered(AllocateHosts,
    'AutoPlacement AvailabilityZone InstanceType InstanceFamily Quantity TagSpecifications HostRecovery HostMaintenance'),
  DescribeHostReservationOfferings: answered(DescribeHostReservationOfferings, 'Filter MaxDuration MinDuration OfferingId'),
  DescribeHostReservations: answered(DescribeHostReservations, 'Filter HostReservationIdSet'),
  DescribeHosts: answered(DescribeHosts, 'Filter HostIds'),
  GetHostReservationPurchasePreview: answered(GetHostReservationPurchasePreview, 'HostIdSet OfferingId'),
  ModifyHosts: answered(ModifyHosts, 'AutoPlacement HostIds HostRecovery HostMaintenance'),
  PurchaseHostReservation: answered(PurchaseHostReservation, 'CurrencyCode HostIdSet LimitPrice OfferingId TagSpecifications'),
  ReleaseHosts: answered(ReleaseHosts, 'HostIds'),
}
