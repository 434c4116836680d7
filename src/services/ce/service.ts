// AWS Cost Explorer over the ledger: costs and usage by time and group, their values, forecasts, the use of commitments, cost categories.
// The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import {
  GetReservationCoverage, GetReservationUtilization, GetSavingsPlansCoverage, GetSavingsPlansUtilization, GetSavingsPlansUtilizationDetails,
} from './commitment-use.ts'
import { GetCostAndUsage, GetCostAndUsageWithResources } from './cost-and-usage.ts'
import {
  CostCategory, CreateCostCategoryDefinition, DeleteCostCategoryDefinition, DescribeCostCategoryDefinition, ListCostCategoryDefinitions,
  UpdateCostCategoryDefinition,
} from './cost-category.ts'
import { GetCostForecast, GetUsageForecast } from './forecast.ts'
import { GetCostCategories, GetDimensionValues, GetTags } from './values.ts'

const recommendations = 'Recommendations come from a model of AWS\'s that is not published.'

export const ce = service({
  id: 'ce',
  scope: 'account',
  resources: [CostCategory],
  operations: {
    CreateCostCategoryDefinition, DeleteCostCategoryDefinition, DescribeCostCategoryDefinition, GetCostAndUsage,
      GetCostAndUsageWithResources,
    GetCostCategories, GetCostForecast, GetDimensionValues, GetReservationCoverage, GetReservationUtilization, GetSavingsPlansCoverage,
    GetSavingsPlansUtilization, GetSavingsPlansUtilizationDetails, GetTags, GetUsageForecast, ListCostCategoryDefinitions,
    UpdateCostCategoryDefinition,
  },
  refuses: {
    GetReservationPurchaseRecommendation: recommendations, GetRightsizingRecommendation: recommendations,
    GetSavingsPlansPurchaseRecommendation: recommendations, GetSavingsPlanPurchaseRecommendationDetails: recommendations,
    StartSavingsPlansPurchaseRecommendationGeneration: recommendations,
      GetAnomalies: 'Anomalies are found by a model of AWS\'s that is not published.',
  },
  invalid: (violations: readonly Violation[]) => new Fault('ValidationException', coralMessage(violations), 400),
})
