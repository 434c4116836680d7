// Amazon CloudWatch: the manifest. What each noun does is in its own file.

import { coralMessage, Fault, parseArn, service } from '../../kernel/service.ts'
import type { Call, Violation } from '../../kernel/service.ts'
import {
  Alarm, DeleteAlarms, DescribeAlarmHistory, DescribeAlarms, DescribeAlarmsForMetric, DisableAlarmActions, EnableAlarmActions,
    PutMetricAlarm,
} from './alarm.ts'
import { Dashboard, DeleteDashboards, GetDashboard, ListDashboards, PutDashboard } from './dashboard.ts'
import { arrived, judge, SetAlarmState } from './evaluation.ts'
import { expire, ListMetrics, PutMetricData } from './metric.ts'
import { GetMetricData, GetMetricStatistics } from './series.ts'

export const cloudwatch = service({
  id: 'cloudwatch',
  resources: [Alarm, Dashboard],
  operations: {
    DeleteAlarms, DeleteDashboards, DescribeAlarmHistory, DescribeAlarms, DescribeAlarmsForMetric, DisableAlarmActions, EnableAlarmActions,
    GetDashboard, GetMetricData, GetMetricStatistics, ListDashboards, ListMetrics, PutDashboard, PutMetricAlarm, PutMetricData,
      SetAlarmState,
  },
  refuses: {
    PutCompositeAlarm: 'Composite alarms are not modelled yet: alarms here watch one metric each.',
    GetMetricWidgetImage: 'No images are drawn here yet; GetMetricData gives the numbers.',
    GetInsightRuleReport: 'Contributor Insights rules are kept and find nothing: there are no log events to look at yet.',
  },
  tagging: {
    resource: Alarm, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource',
    identify({ ResourceARN: arn }: { readonly ResourceARN: string }, call: Call) {
      const name = parseArn(arn)?.resource.replace(/^alarm:/, '') ?? ''
      if (call.of(Alarm).get(name) === undefined) throw call.fault('ResourceNotFoundException', `Resource ${arn} does not exist.`)
      return [name]
    },
    invalid: 'InvalidParameterValueException',
  },
  timers: { arrived, judge, expire },
  // The code of its oldest protocol, which clients of the newer ones are told too.
  invalid: (violations: readonly Violation[]) => new Fault('ValidationError', coralMessage(violations)),
  dataEvents: ['PutMetricData', 'GetMetricData', 'GetMetricStatistics', 'ListMetrics'],
  pageSizes: { ListMetrics: 500, DescribeAlarms: 50 },
})
