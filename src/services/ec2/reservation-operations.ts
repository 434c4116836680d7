// The operations of reserved instances, each with the members that it understands.

import { answered } from './answered.ts'
import { DescribeReservedInstancesModifications, ModifyReservedInstances } from './reservation-change.ts'
import { AcceptReservedInstancesExchangeQuote, GetReservedInstancesExchangeQuote } from './reservation-exchange.ts'
import {
  CancelReservedInstancesListing, CreateReservedInstancesListing, DescribeReservedInstancesListings,
} from './reservation-listing.ts'
import { DescribeReservedInstancesOfferings } from './reservation-offering.ts'
import { DeleteQueuedReservedInstances, DescribeReservedInstances, PurchaseReservedInstancesOffering } from './reservation-purchase.ts'

const exchange = 'ReservedInstanceIds TargetConfigurations'

export const reservationOperations = {
  AcceptReservedInstancesExchangeQuote: answered(AcceptReservedInstancesExchangeQuote, exchange),
  CancelReservedInstancesListing: answered(CancelReservedInstancesListing, 'ReservedInstancesListingId'),
  CreateReservedInstancesListing: answered(CreateReservedInstancesListing, 'InstanceCount PriceSchedules ReservedInstancesId'),
  DeleteQueuedReservedInstances: answered(DeleteQueuedReservedInstances, 'ReservedInstancesIds'),
  DescribeReservedInstances: answered(DescribeReservedInstances, 'Filters ReservedInstancesIds OfferingClass OfferingType'),
  DescribeReservedInstancesListings: answered(DescribeReservedInstancesListings,
    'Filters ReservedInstancesId ReservedInstancesListingId'),
  DescribeReservedInstancesModifications: answered(DescribeReservedInstancesModifications,
    'Filters ReservedInstancesModificationIds'),
  DescribeReservedInstancesOfferings: answered(DescribeReservedInstancesOfferings,
    'AvailabilityZone AvailabilityZoneId Filters IncludeMarketplace InstanceTenancy InstanceType MaxDuration MaxInstanceCount MinDuration '
    + 'OfferingClass OfferingType ProductDescription ReservedInstancesOfferingIds'),
  GetReservedInstancesExchangeQuote: answered(GetReservedInstancesExchangeQuote, exchange),
  ModifyReservedInstances: answered(ModifyReservedInstances, 'ReservedInstancesIds TargetConfigurations'),
  PurchaseReservedInstancesOffering: answered(PurchaseReservedInstancesOffering,
    'InstanceCount ReservedInstancesOfferingId LimitPrice PurchaseTime'),
}
