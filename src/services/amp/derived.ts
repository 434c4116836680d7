// What the model of Amazon Managed Service for Prometheus does not tell: the words of states. Source: WorkspaceStatus and its like, API
// Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const state = { making: 'CREATING', settled: 'ACTIVE', going: 'DELETING' }

export const derived: ServiceCorrections = {
  resources: {
    AlertManagerDefinition: { state },
    AnomalyDetector: { state },
    LoggingConfiguration: { state },
    QueryLoggingConfiguration: { state },
    RuleGroupsNamespace: { state },
    Scraper: { state },
    Workspace: { state },
  },
}
