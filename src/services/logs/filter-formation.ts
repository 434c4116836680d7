// AWS::Logs::MetricFilter and AWS::Logs::SubscriptionFilter for Cloud Control and CloudFormation, by real calls of CloudWatch Logs.
// Source: the resource types' schemas in the CloudFormation registry: LogGroupName and FilterName, in either order, name them.

import type { MetricTransformation } from '../../../generated/aws/logs.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Transformation {
  readonly MetricName: string
  readonly MetricNamespace: string
  readonly MetricValue: string
  readonly DefaultValue?: number
  readonly Unit?: string
  readonly Dimensions?: readonly { readonly Key: string, readonly Value: string }[]
}

export const metricFilterFormation: CloudFormationHandlers = {
  type: 'AWS::Logs::MetricFilter',
  primaryIdentifier: ['LogGroupName', 'FilterName'],
  readOnly: [],
  createOnly: ['FilterName', 'LogGroupName'],

  async create(properties, call) {
    const { LogGroupName: group, FilterName: name = `MetricFilter-${call.alphanumeric(12)}` } = properties
    await putMetricFilter(String(group), String(name), properties, call)
    return `${String(group)}|${String(name)}`
  },

  async read(identifier, call) {
    const [group, name] = identifier.split('|') as [string, string]
    const { metricFilters = [] } = await call.to('logs').DescribeMetricFilters({ logGroupName: group, filterNamePrefix: name })
    const found = metricFilters.find(({ filterName }) => filterName === name)
    if (found === undefined) throw call.fault('ResourceNotFoundException', 'The specified metric filter does not exist.')
    return {
      LogGroupName: group, FilterName: name, FilterPattern: found.filterPattern,
      MetricTransformations: (found.metricTransformations ?? []).map(propertiesOf),
    }
  },

  async update(identifier, properties, _previous, call) {
    const [group, name] = identifier.split('|') as [string, string]
    await putMetricFilter(group, name, properties, call)
  },

  async delete(identifier, call) {
    const [group, name] = identifier.split('|') as [string, string]
    await call.to('logs').DeleteMetricFilter({ logGroupName: group, filterName: name })
  },

  async * list(call) {
    let token: string | undefined
    do {
      const page = await call.to('logs').DescribeMetricFilters(token === undefined ? {} : { nextToken: token })
      for (const { logGroupName: group, filterName: name } of page.metricFilters ?? []) yield `${group!}|${name!}`
      token = page.nextToken
    } while (token !== undefined)
  },
}

async function putMetricFilter(group: string, name: string, properties: Properties, call: Call): Promise<void> {
  await call.to('logs').PutMetricFilter({
    logGroupName: group, filterName: name, filterPattern: String(properties.FilterPattern ?? ''),
    metricTransformations: (properties.MetricTransformations as readonly Transformation[]).map(transformationOf),
  })
}

function transformationOf({ MetricName, MetricNamespace, MetricValue, DefaultValue, Unit,
  Dimensions }: Transformation): MetricTransformation {
  return {
    metricName: MetricName, metricNamespace: MetricNamespace, metricValue: MetricValue,
    ...(DefaultValue !== undefined && { defaultValue: DefaultValue }),
    ...(Unit !== undefined && { unit: Unit as NonNullable<MetricTransformation['unit']> }),
    ...(Dimensions !== undefined && { dimensions: Object.fromEntries(Dimensions.map(({ Key, Value }) => [Key, Value])) }),
  }
}

function propertiesOf({ metricName, metricNamespace, metricValue, defaultValue, unit, dimensions }: MetricTransformation): Transformation {
  return {
    MetricName: metricName, MetricNamespace: metricNamespace, MetricValue: metricValue,
    ...(defaultValue !== undefined && { DefaultValue: defaultValue }), ...(unit !== undefined && { Unit: unit }),
    ...(dimensions !== undefined && { Dimensions: Object.entries(dimensions).map(([Key, Value]) => ({ Key, Value })) }),
  }
}

export const subscriptionFormation: CloudFormationHandlers = {
  type: 'AWS::Logs::SubscriptionFilter',
  primaryIdentifier: ['FilterName', 'LogGroupName'],
  readOnly: [],
  createOnly: ['FilterName', 'LogGroupName'],

  async create(properties, call) {
    const { LogGroupName: group, FilterName: name = `SubscriptionFilter-${call.alphanumeric(12)}` } = properties
    await putSubscription(String(group), String(name), properties, call)
    return `${String(name)}|${String(group)}`
  },

  async read(identifier, call) {
    const [name, group] = identifier.split('|') as [string, string]
    const { subscriptionFilters = [] } = await call.to('logs').DescribeSubscriptionFilters({ logGroupName: group, filterNamePrefix: name })
    const found = subscriptionFilters.find(({ filterName }) => filterName === name)
    if (found === undefined) throw call.fault('ResourceNotFoundException', 'The specified subscription filter does not exist.')
    return {
      LogGroupName: group, FilterName: name, FilterPattern: found.filterPattern, DestinationArn: found.destinationArn,
      Distribution: found.distribution, ...(found.roleArn !== undefined && { RoleArn: found.roleArn }),
    }
  },

  async update(identifier, properties, _previous, call) {
    const [name, group] = identifier.split('|') as [string, string]
    await putSubscription(group, name, properties, call)
  },

  async delete(identifier, call) {
    const [name, group] = identifier.split('|') as [string, string]
    await call.to('logs').DeleteSubscriptionFilter({ logGroupName: group, filterName: name })
  },

  async * list(call) {
    let token: string | undefined
    do {
      const page = await call.to('logs').DescribeLogGroups(token === undefined ? {} : { nextToken: token })
      for (const { logGroupName: group } of page.logGroups ?? []) {
        const { subscriptionFilters = [] } = await call.to('logs').DescribeSubscriptionFilters({ logGroupName: group! })
        for (const { filterName: name } of subscriptionFilters) yield `${name!}|${group!}`
      }
      token = page.nextToken
    } while (token !== undefined)
  },
}

async function putSubscription(group: string, name: string, properties: Properties, call: Call): Promise<void> {
  const { FilterPattern: pattern = '', DestinationArn: arn, RoleArn: role, Distribution: distribution } = properties
  await call.to('logs').PutSubscriptionFilter({
    logGroupName: group, filterName: name, filterPattern: String(pattern), destinationArn: String(arn),
    ...(role !== undefined && { roleArn: String(role) }), ...(distribution !== undefined && { distribution: String(distribution) }),
  })
}
