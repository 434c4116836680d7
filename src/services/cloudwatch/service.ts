// Amazon CloudWatch: the manifest. What each noun does is in its own file.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { Alarm, DeleteAlarms, DisableAlarmActions, EnableAlarmActions } from './alarm.ts'
import { DescribeAlarmHistory } from './alarm-history.ts'
import { DescribeAlarmContributors, DescribeAlarms, DescribeAlarmsForMetric } from './alarm-list.ts'
import { SetAlarmState, unmute } from './alarm-state.ts'
import { DeleteAnomalyDetector, DescribeAnomalyDetectors, PutAnomalyDetector } from './anomaly-detector.ts'
import { combine, PutCompositeAlarm, resume, suppress } from './composite-alarm.ts'
import { Dashboard, DeleteDashboards, GetDashboard, ListDashboards, PutDashboard } from './dashboard.ts'
import { CompositeAlarmResource } from './composite-formation.ts'
import { arrived, judge } from './evaluation.ts'
import {
  DeleteInsightRules, DescribeInsightRules, DisableInsightRules, EnableInsightRules, InsightRule, PutInsightRule,
} from './insight-rule.ts'
import { GetInsightRuleReport } from './insight-report.ts'
import { merge, PutMetricData } from './metric.ts'
import { PutMetricAlarm } from './metric-alarm.ts'
import { GetMetricData } from './metric-data.ts'
import { ListMetrics } from './metric-list.ts'
import {
  DeleteMetricStream, GetMetricStream, ListMetricStreams, MetricStream, PutMetricStream, StartMetricStreams, StopMetricStreams, stream,
} from './metric-stream.ts'
import { DeleteAlarmMuteRule, GetAlarmMuteRule, ListAlarmMuteRules, MuteRule, PutAlarmMuteRule } from './mute-rule.ts'
import { GetMetricStatistics } from './series.ts'
import { ListTagsForResource, TagResource, UntagResource } from './tag.ts'
import { GetMetricWidgetImage } from './widget-image.ts'

const noManaged = 'Managed rules of Contributor Insights come from services that publish none here.'
const noOpenTelemetry = 'Metrics by OpenTelemetry, their datasets and their enrichment are not modelled; PutMetricData takes metrics.'
const noDefinitions = 'Saved queries of metrics are not modelled; GetMetricData takes queries as they are.'
const noResourceMetrics = 'Which metrics a resource publishes cannot be chosen: services here publish what their pages name.'

export const cloudwatch = service({
  id: 'cloudwatch',
  resources: [Alarm, CompositeAlarmResource, Dashboard, InsightRule, MetricStream, MuteRule],
  operations: {
    DeleteAlarmMuteRule, DeleteAlarms, DeleteAnomalyDetector, DeleteDashboards, DeleteInsightRules, DeleteMetricStream,
    DescribeAlarmContributors, DescribeAlarmHistory, DescribeAlarms, DescribeAlarmsForMetric, DescribeAnomalyDetectors,
    DescribeInsightRules, DisableAlarmActions, DisableInsightRules, EnableAlarmActions, EnableInsightRules, GetAlarmMuteRule,
    GetInsightRuleReport,
    GetDashboard, GetMetricData, GetMetricStatistics, GetMetricStream, GetMetricWidgetImage, ListAlarmMuteRules, ListDashboards,
    ListMetricStreams, ListMetrics, ListTagsForResource, PutAlarmMuteRule, PutAnomalyDetector, PutCompositeAlarm, PutDashboard,
    PutInsightRule, PutMetricAlarm, PutMetricData, PutMetricStream, SetAlarmState, StartMetricStreams, StopMetricStreams, TagResource,
    UntagResource,
  },
  refuses: {
    PutLogAlarm: 'Log alarms watch scheduled queries of CloudWatch Logs, which are not run here; a metric filter and a metric alarm do it.',
    ListManagedInsightRules: noManaged, PutManagedInsightRules: noManaged,
    GetDataset: noOpenTelemetry, AssociateDatasetKmsKey: noOpenTelemetry, DisassociateDatasetKmsKey: noOpenTelemetry,
    GetOTelEnrichment: noOpenTelemetry, StartOTelEnrichment: noOpenTelemetry, StopOTelEnrichment: noOpenTelemetry,
    UpdateOTelEnrichment: noOpenTelemetry,
    PutMetricDataQueryDefinition: noDefinitions, GetMetricDataQueryDefinition: noDefinitions, ListMetricDataQueryDefinitions: noDefinitions,
    DeleteMetricDataQueryDefinition: noDefinitions,
    CreateResourceMetricsConfiguration: noResourceMetrics, GetResourceMetricsConfiguration: noResourceMetrics,
    UpdateResourceMetricsConfiguration: noResourceMetrics, DeleteResourceMetricsConfiguration: noResourceMetrics,
  },
  timers: { arrived, judge, combine, suppress, resume, unmute, merge, stream },
  // The code of its oldest protocol, which clients of the newer ones are told too.
  invalid: (violations: readonly Violation[]) => new Fault('ValidationError', coralMessage(violations)),
  dataEvents: ['PutMetricData', 'GetMetricData', 'GetMetricStatistics', 'ListMetrics'],
  pageSizes: { ListMetrics: 500, ListAlarmMuteRules: 50, DescribeAnomalyDetectors: 50 },
  ownPages: ['GetMetricData', 'DescribeAlarms', 'DescribeAlarmHistory', 'DescribeInsightRules', 'ListMetricStreams'],
})
