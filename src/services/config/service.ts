// AWS Config: what resources look like and looked like, rules over them, and what is told of both. The manifest.
// It hears of changes by the kernel (`call.changes`), while a recorder records; nothing is noted otherwise.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { targetOf } from './access.ts'
import * as aggregates from './aggregate-operations.ts'
import { Aggregators, Authorizations } from './aggregator.ts'
import { DeleteDeliveryChannel, DescribeDeliveryChannels, DescribeDeliveryChannelStatus, PutDeliveryChannel } from './channel.ts'
import { Channel } from './channel-record.ts'
import {
  DescribeComplianceByConfigRule, DescribeComplianceByResource, GetComplianceDetailsByConfigRule, GetComplianceDetailsByResource,
  GetComplianceSummaryByConfigRule, GetComplianceSummaryByResourceType,
} from './compliance.ts'
import { DeleteResourceConfig, PutResourceConfig } from './custom-resource.ts'
import { DeliverConfigSnapshot, deliverHistory, deliverInTime, deliverSnapshot } from './delivery.ts'
import { evaluateInTime, evaluateNow, PutEvaluations, PutExternalEvaluation, StartConfigRulesEvaluation } from './evaluation.ts'
import { BatchGetResourceConfig, GetDiscoveredResourceCounts, GetResourceConfigHistory, ListDiscoveredResources } from './history.ts'
import { OrganizationPacks, OrganizationRules } from './organization-rule.ts'
import { DeleteConformancePack, DescribeConformancePacks, DescribeConformancePackStatus, Pack, PutConformancePack } from './pack.ts'
import {
  DescribeConformancePackCompliance, GetConformancePackComplianceDetails, GetConformancePackComplianceSummary,
  ListConformancePackComplianceScores,
} from './pack-compliance.ts'
import {
  DeleteConfigurationRecorder, DescribeConfigurationRecorders, DescribeConfigurationRecorderStatus, ListConfigurationRecorders,
  PutConfigurationRecorder, Recorder, StartConfigurationRecorder, StopConfigurationRecorder,
} from './recorder.ts'
import { recordChanges, takeChanges, takeInventory } from './recording.ts'
import {
  DeleteRemediationConfiguration, DeleteRemediationExceptions, DescribeRemediationConfigurations, DescribeRemediationExceptions,
  PutRemediationConfigurations, PutRemediationExceptions,
} from './remediation.ts'
import { DescribeRemediationExecutionStatus, remediate, StartRemediationExecution, watchRemediation } from './remediation-execution.ts'
import { Remediations } from './remediation-record.ts'
import { DeleteRetentionConfiguration, DescribeRetentionConfigurations, PutRetentionConfiguration } from './retention.ts'
import { DeleteConfigRule, DeleteEvaluationResults, DescribeConfigRuleEvaluationStatus, DescribeConfigRules,
  PutConfigRule } from './rule.ts'
import { Rule } from './rule-record.ts'
import { SelectResourceConfig } from './select.ts'
import { DeleteStoredQuery, GetStoredQuery, ListStoredQueries, PutStoredQuery, Query } from './stored-query.ts'
import { ListTagsForResource, TagResource, UntagResource } from './tagging.ts'

const proactive = 'Proactive evaluations of resources that are not there yet are not modelled: rules look at what is recorded.'
const guard = 'Rules in Guard are not evaluated here, so none has a policy: use a managed rule or a Lambda function.'
const linked = 'Service-linked recorders are made by other AWS services, of which none does so here.'
const connectors = 'Connectors record what other clouds have, which is not modelled.'

export const config = service({
  id: 'config',
  resources: [
    Recorder, Channel, Rule, Remediations, Pack, Query, Aggregators, Authorizations, OrganizationRules, OrganizationPacks,
  ] as never,
  operations: {
    ...aggregates.operations,
    BatchGetResourceConfig, DeleteConfigRule, DeleteConfigurationRecorder, DeleteConformancePack, DeleteDeliveryChannel,
    DeleteEvaluationResults, DeleteRemediationConfiguration, DeleteRemediationExceptions, DeleteResourceConfig,
    DeleteRetentionConfiguration, DeleteStoredQuery, DeliverConfigSnapshot, DescribeComplianceByConfigRule, DescribeComplianceByResource,
    DescribeConfigRuleEvaluationStatus, DescribeConfigRules, DescribeConfigurationRecorders, DescribeConfigurationRecorderStatus,
    DescribeConformancePackCompliance, DescribeConformancePacks, DescribeConformancePackStatus, DescribeDeliveryChannels,
    DescribeDeliveryChannelStatus, DescribeRemediationConfigurations, DescribeRemediationExceptions, DescribeRemediationExecutionStatus,
    DescribeRetentionConfigurations, GetComplianceDetailsByConfigRule, GetComplianceDetailsByResource, GetComplianceSummaryByConfigRule,
    GetComplianceSummaryByResourceType, GetConformancePackComplianceDetails, GetConformancePackComplianceSummary,
    GetDiscoveredResourceCounts, GetResourceConfigHistory, GetStoredQuery, ListConfigurationRecorders, ListConformancePackComplianceScores,
    ListDiscoveredResources, ListStoredQueries, ListTagsForResource, PutConfigRule, PutConfigurationRecorder, PutConformancePack,
    PutDeliveryChannel, PutEvaluations, PutExternalEvaluation, PutRemediationConfigurations, PutRemediationExceptions, PutResourceConfig,
    PutRetentionConfiguration, PutStoredQuery, SelectResourceConfig, StartConfigRulesEvaluation, StartConfigurationRecorder,
    StartRemediationExecution, StopConfigurationRecorder, TagResource, UntagResource,
  },
  refuses: {
    StartResourceEvaluation: proactive, GetResourceEvaluationSummary: proactive, ListResourceEvaluations: proactive,
    GetCustomRulePolicy: guard, GetOrganizationCustomRulePolicy: guard,
    AssociateResourceTypes: linked, DisassociateResourceTypes: linked, PutServiceLinkedConfigurationRecorder: linked,
    DeleteServiceLinkedConfigurationRecorder: linked, PutThirdPartyServiceLinkedConfigurationRecorder: linked,
    PutConnector: connectors, GetConnector: connectors, ListConnectors: connectors, DeleteConnector: connectors,
  },
  timers: {
    changes: takeChanges, record: recordChanges, inventory: takeInventory, deliver: deliverSnapshot, snapshot: deliverInTime,
    history: deliverHistory, evaluate: evaluateNow, periodic: evaluateInTime, remediate, watchRemediation,
  },
  pageSizes: {
    GetResourceConfigHistory: 10, ListDiscoveredResources: 100, GetComplianceDetailsByConfigRule: 10, DescribeComplianceByResource: 10,
    DescribeConfigRules: 25, DescribeConformancePacks: 20,
  },
  ownPages: [
    'GetConformancePackComplianceDetails', 'GetDiscoveredResourceCounts', 'ListAggregateDiscoveredResources',
    'ListConformancePackComplianceScores', 'ListStoredQueries', 'SelectAggregateResourceConfig', 'SelectResourceConfig',
  ],
  // "Service Limits", AWS Config Developer Guide.
  quotas: {
    ConfigRules: {
      value: 1_000, fault: 'MaxNumberOfConfigRulesExceededException',
      message: (_, value) => `Unable to add more rules. The account already has ${value} rules.`,
    },
    ConformancePacks: {
      value: 50, fault: 'MaxNumberOfConformancePacksExceededException',
      message: (_, value) => `You have reached the limit of ${value} conformance packs.`,
    },
  },
  target: targetOf,
  // New types come faster than models.
  unchecked: (constraint, path) => constraint === 'enum' && /resourceTypes?$/i.test(path),
  invalid: (violations: readonly Violation[]) => new Fault('ValidationException', coralMessage(violations), 400),
  invalidToken: { code: 'InvalidNextTokenException', message: 'The specified next token is not valid.' },
})
