// AWS Free Tier over the ledger: the use of free allowances. Account plans, which came in 2025, are not modelled. The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { GetFreeTierUsage } from './usage.ts'

const plans = 'Account plans with credits are not modelled: accounts here have the allowances of before 2025-07-15.'

export const freetier = service({
  id: 'freetier',
  scope: 'account',
  ownPages: true,
  operations: { GetFreeTierUsage },
  refuses: { GetAccountActivity: plans, GetAccountPlanState: plans, ListAccountActivities: plans, UpgradeAccountPlan: plans },
  invalid: (violations: readonly Violation[]) => new Fault('ValidationException', coralMessage(violations), 400),
})
