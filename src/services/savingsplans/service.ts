// AWS Savings Plans over the ledger's commitments. The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { DescribeSavingsPlansOfferingRates, DescribeSavingsPlansOfferings } from './offering.ts'
import {
  CreateSavingsPlan, DeleteQueuedSavingsPlan, DescribeSavingsPlanRates, DescribeSavingsPlans, ListTagsForResource, ReturnSavingsPlan,
  TagResource, UntagResource,
} from './savings-plan.ts'

export const savingsplans = service({
  id: 'savingsplans',
  scope: 'account',
  ownPages: true,
  operations: {
    CreateSavingsPlan, DeleteQueuedSavingsPlan, DescribeSavingsPlanRates, DescribeSavingsPlans, DescribeSavingsPlansOfferingRates,
    DescribeSavingsPlansOfferings, ListTagsForResource, ReturnSavingsPlan, TagResource, UntagResource,
  },
  invalid: (violations: readonly Violation[]) => new Fault('ValidationException', coralMessage(violations), 400),
})
