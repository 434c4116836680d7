// AWS Cost Explorer over the ledger: costs and usage by time and group, their values, forecasts, the use of commitments, cost categories.
// The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import {
  ListCostAllocationTagBackfillHistory, ListCostAllocationTags, StartCostAllocationTagBackfill, UpdateCostAllocationTagsStatus,
} from './allocation-tag.ts'
import { GetAnomalies, ProvideAnomalyFeedback } from './anomaly.ts'
import {
  CreateAnomalyMonitor, CreateAnomalySubscription, DeleteAnomalyMonitor, DeleteAnomalySubscription, GetAnomalyMonitors,
  GetAnomalySubscriptions, Monitor, Subscription, UpdateAnomalyMonitor, UpdateAnomalySubscription,
} from './anomaly-monitor.ts'
import { tellAnomalies } from './anomaly-notice.ts'
import {
  GetReservationCoverage, GetReservationUtilization, GetSavingsPlansCoverage, GetSavingsPlansUtilization, GetSavingsPlansUtilizationDetails,
} from './commitment-use.ts'
import { GetCostAndUsage, GetCostAndUsageWithResources } from './cost-and-usage.ts'
import {
  CostCategory, CreateCostCategoryDefinition, DeleteCostCategoryDefinition, DescribeCostCategoryDefinition, ListCostCategoryDefinitions,
  UpdateCostCategoryDefinition,
} from './cost-category.ts'
import { GetCostAndUsageComparisons } from './comparison.ts'
import { GetCostForecast, GetUsageForecast } from './forecast.ts'
import {
  GetReservationPurchaseRecommendation, GetSavingsPlansPurchaseRecommendation, ListSavingsPlansPurchaseRecommendationGeneration,
  StartSavingsPlansPurchaseRecommendationGeneration,
} from './purchase-recommendation.ts'
import { GetApproximateUsageRecords } from './record-count.ts'
import { ListTagsForResource, TagResource, UntagResource } from './tagged.ts'
import { GetCostCategories, GetDimensionValues, GetTags } from './values.ts'
import { splitCharges } from './split-charge.ts'

const analyses = 'Analyses of purchases are not made: GetSavingsPlansPurchaseRecommendation tells the plan that saves most.'
const machines = 'Nothing runs on instances, so there is no use of them to judge their size by.'

export const ce = service({
  id: 'ce',
  scope: 'account',
  resources: [CostCategory, Monitor, Subscription],
  operations: {
    CreateAnomalyMonitor, CreateAnomalySubscription, CreateCostCategoryDefinition, DeleteAnomalyMonitor, DeleteAnomalySubscription,
    DeleteCostCategoryDefinition, DescribeCostCategoryDefinition, GetAnomalies, GetAnomalyMonitors, GetAnomalySubscriptions,
    GetApproximateUsageRecords, GetCostAndUsage, GetCostAndUsageComparisons, GetCostAndUsageWithResources, GetCostCategories,
    GetCostForecast, GetDimensionValues, GetReservationCoverage, GetReservationPurchaseRecommendation, GetReservationUtilization,
    GetSavingsPlansCoverage, GetSavingsPlansPurchaseRecommendation, GetSavingsPlansUtilization, GetSavingsPlansUtilizationDetails, GetTags,
    GetUsageForecast, ListCostAllocationTagBackfillHistory, ListCostAllocationTags, ListCostCategoryDefinitions,
    ListSavingsPlansPurchaseRecommendationGeneration, ListTagsForResource, ProvideAnomalyFeedback, StartCostAllocationTagBackfill,
    StartSavingsPlansPurchaseRecommendationGeneration, TagResource, UntagResource, UpdateAnomalyMonitor, UpdateAnomalySubscription,
    UpdateCostAllocationTagsStatus, UpdateCostCategoryDefinition,
  },
  refuses: {
    GetCommitmentPurchaseAnalysis: analyses, ListCommitmentPurchaseAnalyses: analyses, StartCommitmentPurchaseAnalysis: analyses,
    GetCostComparisonDrivers: 'What drove a change is judged by a model of AWS\'s that is not published: see GetCostAndUsageComparisons.',
    GetRightsizingRecommendation: machines,
    GetSavingsPlanPurchaseRecommendationDetails: 'Hourly details of a recommendation are not kept: see GetCostAndUsage by the hour.',
    ListCostCategoryResourceAssociations: 'Resources are not associated with cost categories: these sort lines by rules.',
  },
  timers: { 'tell-anomalies': tellAnomalies },
  controls: {
    splitcharges: { does: 'what each value of a cost category costs after split charges', example: { category: 'team' },
      run: splitCharges },
  },
  invalid: (violations: readonly Violation[]) => new Fault('ValidationException', coralMessage(violations), 400),
})
