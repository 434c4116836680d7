// Metric streams: what comes into metrics goes to a delivery stream of Firehose by real calls, once a minute while something comes. What is
// written is in `stream-form.ts`. Source: PutMetricStream, CloudWatch API Reference.

import type { Cloudwatch, MetricStreamFilter, MetricStreamStatisticsConfiguration } from '../../../generated/aws/cloudwatch.ts'
import { isStatistic } from '../../engines/statistic.ts'
import { Fault, parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { streamFormation } from './cloud-formation.ts'
import { pointsWithin } from './datapoint.ts'
import type { MetricName } from './metric.ts'
import { recordOf, streamForms } from './stream-form.ts'
import type { StreamedPoint, StreamForm } from './stream-form.ts'
import { Running, Touched } from './streamed.ts'

interface MetricStream {
  readonly name: string
  readonly firehoseArn: string
  readonly roleArn: string
  readonly form: StreamForm
  readonly include: readonly MetricStreamFilter[]
  readonly exclude: readonly MetricStreamFilter[]
  readonly statistics: readonly MetricStreamStatisticsConfiguration[]
  readonly state: 'running' | 'stopped'
  readonly createdAt: number
  readonly changedAt: number
}

export const MetricStream = resource<MetricStream>({
  name: 'MetricStream',
  key: 'name',
  arn: 'arn:{partition}:cloudwatch:{region}:{account}:metric-stream/{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Metric stream ${name} does not exist` },
  cloudFormation: streamFormation,
})

export const PutMetricStream: Cloudwatch['PutMetricStream'] = (input, call) => {
  const { Name: name, FirehoseArn: firehoseArn, RoleArn: roleArn, OutputFormat: format, IncludeFilters: include = [],
    ExcludeFilters: exclude = [], StatisticsConfigurations: statistics = [], Tags: tags = [] } = input
  const invalid = (text: string) => call.fault('InvalidParameterValueException', text)
  if (include.length > 0 && exclude.length > 0) {
    throw call.fault('InvalidParameterCombinationException', 'IncludeFilters and ExcludeFilters cannot be used together.')
  }
  const form = streamForms.find(each => each === format)
  if (form === undefined) throw invalid(`The OutputFormat ${format} must be one of ${streamForms.join(', ')}.`)
  if (parseArn(firehoseArn)?.service !== 'firehose') throw invalid(`The FirehoseArn ${firehoseArn} is no ARN of a delivery stream.`)
  if (parseArn(roleArn)?.service !== 'iam') throw invalid(`The RoleArn ${roleArn} is no ARN of a role.`)
  if (input.IncludeLinkedAccountsMetrics === true) throw invalid('Metrics of linked accounts are not streamed here.')
  const strange = statistics.flatMap(({ AdditionalStatistics: names }) => names).find(each => !isStatistic(each))
  if (strange !== undefined) throw invalid(`The statistic ${strange} is not supported.`)
  const simple = form === 'json' ? undefined
    : statistics.flatMap(({ AdditionalStatistics: names }) => names).find(each => !/^p\d/.test(each))
  if (simple !== undefined) throw invalid(`The statistic ${simple} is not supported by the OutputFormat ${format}: percentiles are.`)
  const existing = call.of(MetricStream).get(name)
  const stream = call.of(MetricStream).put({
    name, firehoseArn, roleArn, form, include, exclude, statistics, state: existing?.state ?? 'running', changedAt: call.now(),
    createdAt: existing?.createdAt ?? call.now(),
  })
  if (existing === undefined) {
    call.tags(MetricStream).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
    call.of(Running).put({ name })
  }
  return { Arn: call.arn(MetricStream, stream) }
}

function shown(stream: MetricStream, call: Call) {
  return {
    Arn: call.arn(MetricStream, stream), Name: stream.name, FirehoseArn: stream.firehoseArn, State: stream.state,
      OutputFormat: stream.form,
    CreationDate: stream.createdAt, LastUpdateDate: stream.changedAt,
  }
}

export const GetMetricStream: Cloudwatch['GetMetricStream'] = ({ Name: name }, call) => {
  const stream = call.of(MetricStream).require(name)
  return {
    ...shown(stream, call), RoleArn: stream.roleArn, IncludeFilters: stream.include, ExcludeFilters: stream.exclude,
    StatisticsConfigurations: stream.statistics, IncludeLinkedAccountsMetrics: false,
  }
}

export const ListMetricStreams: Cloudwatch['ListMetricStreams'] = ({ MaxResults: most = 100, NextToken: token }, call) => {
  const after = token === undefined ? undefined : call.open('streams', token)
  if (token !== undefined && typeof after !== 'string') throw call.fault('InvalidNextToken', 'The next token specified is invalid.')
  const found = [...call.of(MetricStream).scan(typeof after === 'string' ? { after: [after] } : {})]
  const page = found.slice(0, most)
  return { Entries: page.map(stream => shown(stream, call)),
    ...(found.length > most && { NextToken: call.seal('streams', page.at(-1)!.name) }) }
}

export const DeleteMetricStream: Cloudwatch['DeleteMetricStream'] = ({ Name: name }, call) => {
  call.of(MetricStream).delete(name)
  call.of(Running).delete(name)
  return {}
}

export const StartMetricStreams: Cloudwatch['StartMetricStreams'] = ({ Names: names }, call) => turned(names, 'running', call)

export const StopMetricStreams: Cloudwatch['StopMetricStreams'] = ({ Names: names }, call) => turned(names, 'stopped', call)

function turned(names: readonly string[], state: MetricStream['state'], call: Call): object {
  for (const stream of names.map(name => call.of(MetricStream).require(name))) {
    call.of(MetricStream).put({ ...stream, state, changedAt: call.now() })
    if (state === 'running') call.of(Running).put({ name: stream.name })
    else call.of(Running).delete(stream.name)
  }
  return {}
}

function wants({ include, exclude }: MetricStream, { namespace, name }: MetricName): boolean {
  const fits = (filter: MetricStreamFilter) => filter.Namespace === namespace
    && (filter.MetricNames === undefined || filter.MetricNames.length === 0 || filter.MetricNames.includes(name))
  return include.length > 0 ? include.some(fits) : !exclude.some(fits)
}

/** What there is of one minute of a metric, in each unit. */
function pointsOf({ statistics }: MetricStream, { metric, at, namespace, name, dimensions }: Touched, call: Call): StreamedPoint[] {
  const more = statistics.filter(({ IncludeMetrics: metrics }) =>
    metrics.some(each => each.Namespace === namespace && each.MetricName === name)).flatMap(each => each.AdditionalStatistics)
  return [...pointsWithin(metric, { fromAt: at, beforeAt: at + 60_000, periodMs: 60_000 }, call)]
    .map(({ unit, distribution }) => ({ namespace, name, dimensions, at, unit, distribution, more }))
}

const pointsInRecord = 100
const recordsInBatch = 500

/** Timer: what came within the minute goes to every stream that runs and wants it. */
export async function stream(_payload: unknown, call: Call): Promise<void> {
  const touched = [...call.of(Touched).scan()]
  const running = [...call.of(MetricStream).scan()].filter(({ state }) => state === 'running')
  const batches = running.flatMap(each => {
    const points = touched.filter(one => wants(each, one)).flatMap(one => pointsOf(each, one, call))
    const named = { name: each.name, arn: call.arn(MetricStream, each) }
    const inRecords = groups(points, pointsInRecord).map(part => ({ Data: recordOf(each.form, part, named, call) }))
    return groups(inRecords, recordsInBatch).map(Records => ({ each, Records }))
  })
  for (const { metric, at } of touched) call.of(Touched).delete(metric, at)
  for (const { each, Records } of batches) {
    const failed = await sent(each, Records, call)
    call.transact(() => {
      const tally = { namespace: 'AWS/CloudWatch/MetricStreams', name: 'PublishErrorRate', dimension: 'MetricStreamName', of: each.name,
        unit: 'None' }
      call.metrics.tally(tally, failed ? 1 : 0)
    })
  }
}

function groups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}

/** @returns whether Firehose refused it: the stream's own metric tells, as AWS's does */
async function sent({ firehoseArn, name }: MetricStream, Records: readonly object[], call: Call): Promise<boolean> {
  const { account, region, resource: place = '' } = parseArn(firehoseArn)!
  try {
    const { FailedPutCount: failed = 0 } = await call.invoke('firehose', 'PutRecordBatch', {
      DeliveryStreamName: place.replace(/^deliverystream\//, ''), Records,
    }, { account, region, sourceArn: call.arn(MetricStream, call.of(MetricStream).require(name)) })
    return Number(failed) > 0
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return true
  }
}
