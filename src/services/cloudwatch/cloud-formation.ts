// AWS::CloudWatch::Alarm, ::Dashboard and ::MetricStream for Cloud Control and CloudFormation, by real calls of CloudWatch.
// Source: the resource types' schemas in the CloudFormation registry: identified by AlarmName, DashboardName and Name.

import type { PutDashboardInput, PutMetricAlarmInput, PutMetricStreamInput } from '../../../generated/aws/cloudwatch.ts'
import { everyPage } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

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
    for await (const { AlarmName: name } of everyPage(token => call.to('cloudwatch').DescribeAlarms(token),
      ({ MetricAlarms }) => MetricAlarms)) yield name!
  },
}

/** Only what is there. */
export function picked(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(names.filter(name => properties[name] !== undefined).map(name => [name, properties[name]]))
}

async function putDashboard(properties: Properties, name: string, call: Call): Promise<string> {
  await call.to('cloudwatch').PutDashboard({ ...picked(properties, ['DashboardBody', 'Tags']), DashboardName: name } as PutDashboardInput)
  return name
}

export const dashboardFormation: CloudFormationHandlers = {
  type: 'AWS::CloudWatch::Dashboard',
  primaryIdentifier: ['DashboardName'],
  readOnly: [],
  createOnly: ['DashboardName'],
  create: (properties, call) => putDashboard(properties, String(properties.DashboardName ?? call.alphanumeric(26)), call),
  async read(name, call) {
    const { DashboardName, DashboardBody } = await call.to('cloudwatch').GetDashboard({ DashboardName: name })
    return { DashboardName, DashboardBody }
  },
  async update(name, properties, _previous, call) { await putDashboard(properties, name, call) },
  async delete(name, call) { await call.to('cloudwatch').DeleteDashboards({ DashboardNames: [name] }) },
  list: call => everyPage(token => call.to('cloudwatch').ListDashboards(token),
    ({ DashboardEntries: entries = [] }) => entries.map(({ DashboardName: name }) => name!)),
}

const streamMembers = ['FirehoseArn', 'RoleArn', 'OutputFormat', 'IncludeFilters', 'ExcludeFilters', 'StatisticsConfigurations',
  'IncludeLinkedAccountsMetrics']

async function putStream(properties: Properties, name: string, call: Call): Promise<string> {
  await call.to('cloudwatch').PutMetricStream({ ...picked(properties, [...streamMembers, 'Tags']), Name: name } as PutMetricStreamInput)
  return name
}

export const streamFormation: CloudFormationHandlers = {
  type: 'AWS::CloudWatch::MetricStream',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn', 'CreationDate', 'LastUpdateDate', 'State'],
  createOnly: ['Name'],
  create: (properties, call) => putStream(properties, String(properties.Name ?? call.alphanumeric(26)), call),
  async read(name, call) {
    const found = await call.to('cloudwatch').GetMetricStream({ Name: name }) as Properties
    const moment = (at: unknown) => new Date(Number(at)).toISOString()
    return { ...picked(found, ['Name', 'Arn', 'State', ...streamMembers]), CreationDate: moment(found.CreationDate),
      LastUpdateDate: moment(found.LastUpdateDate) }
  },
  async update(name, properties, _previous, call) { await putStream(properties, name, call) },
  async delete(name, call) { await call.to('cloudwatch').DeleteMetricStream({ Name: name }) },
  list: call => everyPage(token => call.to('cloudwatch').ListMetricStreams(token),
    ({ Entries: entries = [] }) => entries.map(({ Name: name }) => name!)),
}
