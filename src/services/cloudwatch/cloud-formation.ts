// AWS::CloudWatch::Alarm for Cloud Control and CloudFormation, by real calls of CloudWatch.
// Source: the resource type's schema in the CloudFormation registry: identified by AlarmName.

import type { PutMetricAlarmInput } from '../../../generated/aws/cloudwatch.ts'
import type { CloudFormationHandlers, Properties } from '../../kernel/service.ts'

const members = [
  'ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'ComparisonOperator', 'DatapointsToAlarm', 'Dimensions',
  'EvaluateLowSampleCountPercentile', 'EvaluationPeriods', 'ExtendedStatistic', 'InsufficientDataActions', 'MetricName', 'Metrics',
  'Namespace', 'OKActions', 'Period', 'Statistic', 'Threshold', 'ThresholdMetricId', 'TreatMissingData', 'Unit',
]

function inputOf(properties: Properties): PutMetricAlarmInput {
  return Object.fromEntries(members.filter(name => properties[name] !== undefined).map(name =>
    [name, properties[name]])) as unknown as PutMetricAlarmInput
}

export const alarmFormation: CloudFormationHandlers = {
  type: 'AWS::CloudWatch::Alarm',
  primaryIdentifier: ['AlarmName'],
  readOnly: ['Arn'],
  createOnly: ['AlarmName'],

  async create(properties, call) {
    const name = String(properties.AlarmName ?? call.alphanumeric(26))
    await call.to('cloudwatch').PutMetricAlarm(inputOf({ ...properties, AlarmName: name }))
    return name
  },

  async read(name, call) {
    const { MetricAlarms: [alarm] = [] } = await call.to('cloudwatch').DescribeAlarms({ AlarmNames: [name] })
    if (alarm === undefined) throw call.fault('ResourceNotFound', `Alarm ${name} does not exist`)
    return { ...inputOf(alarm as Properties), Arn: alarm.AlarmArn }
  },

  async update(name, properties, _previous, call) {
    await call.to('cloudwatch').PutMetricAlarm(inputOf({ ...properties, AlarmName: name }))
  },

  async delete(name, call) {
    await call.to('cloudwatch').DeleteAlarms({ AlarmNames: [name] })
  },

  async * list(call) {
    let token: string | undefined
    do {
      const page = await call.to('cloudwatch').DescribeAlarms(token === undefined ? {} : { NextToken: token })
      for (const { AlarmName: name } of page.MetricAlarms ?? []) yield name!
      token = page.NextToken
    } while (token !== undefined)
  },
}
