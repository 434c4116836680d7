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
import { arrived, judge } from './evaluation.ts'
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

export const cloudwatch = service({
  id: 'cloudwatch',
  resources: [Alarm, Dashboard, MetricStream, MuteRule],
  operations: {
    DeleteAlarmMuteRule, DeleteAlarms, DeleteAnomalyDetector, DeleteDashboards, DeleteMetricStream, DescribeAlarmContributors,
    DescribeAlarmHistory, DescribeAlarms, DescribeAlarmsForMetric, DescribeAnomalyDetectors, DisableAlarmActions, EnableAlarmActions,
    GetAlarmMuteRule, GetDashboard, GetMetricData, GetMetricStatistics, GetMetricStream, GetMetricWidgetImage, ListAlarmMuteRules,
    ListDashboards, ListMetricStreams, ListMetrics, ListTagsForResource, PutAlarmMuteRule, PutAnomalyDetector, PutCompositeAlarm,
    PutDashboard, PutMetricAlarm, PutMetricData, PutMetricStream, SetAlarmState, StartMetricStreams, StopMetricStreams, TagResource,
    UntagResource,
  },
  refuses: {
    PutLogAlarm: 'Log alarms watch scheduled queries of CloudWatch Logs, which are not run here; a metric filter and a metric alarm do it.',
    GetInsightRuleReport: 'Contributor Insights rules are kept and find nothing: there are no log events to look at yet.',
  },
  timers: { arrived, judge, combine, suppress, resume, unmute, merge, stream },
  // The code of its oldest protocol, which clients of the newer ones are told too.
  invalid: (violations: readonly Violation[]) => new Fault('ValidationError', coralMessage(violations)),
  dataEvents: ['PutMetricData', 'GetMetricData', 'GetMetricStatistics', 'ListMetrics'],
  pageSizes: { ListMetrics: 500, ListAlarmMuteRules: 50, DescribeAnomalyDetectors: 50 },
  ownPages: ['GetMetricData', 'DescribeAlarms', 'DescribeAlarmHistory', 'ListMetricStreams'],
})
