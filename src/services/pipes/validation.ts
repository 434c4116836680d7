// What is wrong with a pipe as it is given: sources, enrichments and targets that there are not, parameters that are missing or do not
// fit. Sources: EventBridge Pipes API Reference; "Amazon EventBridge Pipes sources", "targets" and "batching and concurrency", EventBridge
// User Guide; the form of the message, a public report (hashicorp/terraform-provider-aws 32018).

import { PatternProblem, readPattern } from '../../engines/pattern/face.ts'
import { parseArn } from '../../kernel/service.ts'
import { batchLimit } from './target.ts'
import { enrichmentBatches, enrichmentKind } from './enrichment.ts'
import type { Given } from './pipe.ts'

type Problem = readonly [field: string, message: string]

const missing = 'Missing required parameter.'

/** Sources that are AWS's and not modelled. */
const absent: Readonly<Record<string, string>> = {
  kafka: 'Amazon MSK clusters are no sources here: there is no broker to read.',
  mq: 'Amazon MQ brokers are no sources here: there is no broker to read.',
}

const targets: ReadonlySet<string> = new Set(['sqs', 'sns', 'lambda', 'states', 'kinesis', 'firehose', 'events', 'logs', 'ecs', 'batch',
  'sagemaker', 'redshift', 'inspector'])

/** The service that a source's ARN names; undefined for what is no source. */
export function sourceKind(source: string): 'sqs' | 'kinesis' | 'dynamodb' | undefined {
  const place = parseArn(source)
  if (place?.service === 'sqs') return 'sqs'
  if (place?.service === 'kinesis' && place.resource.startsWith('stream/')) return 'kinesis'
  return place?.service === 'dynamodb' && place.resource.includes('/stream/') ? 'dynamodb' : undefined
}

export function problemsOf(given: Given): readonly Problem[] {
  return [...sourceProblems(given), ...filterProblems(given), ...enrichmentProblems(given), ...targetProblems(given),
    ...batchProblems(given)]
}

function* sourceProblems({ Source: source, SourceParameters: parameters = {} }: Given): Generator<Problem> {
  const kind = sourceKind(source)
  const service = parseArn(source)?.service ?? ''
  if (source.startsWith('smk://')) yield ['Source', 'Self managed Apache Kafka is no source here: there is no broker to read.']
  else if (Object.hasOwn(absent, service)) yield ['Source', absent[service]!]
  else if (kind === undefined) yield ['Source', `The source ARN ${source} is not supported.`]
  if (kind === 'kinesis' && parameters.KinesisStreamParameters === undefined) yield ['SourceParameters.KinesisStreamParameters', missing]
  if (kind === 'dynamodb' && parameters.DynamoDBStreamParameters === undefined) yield ['SourceParameters.DynamoDBStreamParameters', missing]
  const { StartingPosition: position, StartingPositionTimestamp: at } = parameters.KinesisStreamParameters ?? { StartingPosition: '' }
  if (position === 'AT_TIMESTAMP' && at === undefined) {
    yield ['SourceParameters.KinesisStreamParameters.StartingPositionTimestamp', missing]
  }
  const own = { sqs: 'SqsQueueParameters', kinesis: 'KinesisStreamParameters', dynamodb: 'DynamoDBStreamParameters' }[kind ?? 'sqs']
  for (const name of Object.keys(parameters)) {
    if (name !== 'FilterCriteria' && name !== own) yield [`SourceParameters.${name}`, 'The parameter does not fit the source.']
  }
}

function* filterProblems({ SourceParameters: { FilterCriteria: { Filters: filters = [] } = {} } = {} }: Given): Generator<Problem> {
  for (const [i, { Pattern: pattern = '' }] of filters.entries()) {
    const problem = patternProblem(pattern)
    if (problem !== undefined) yield [`SourceParameters.FilterCriteria.Filters[${i}].Pattern`,
      `Event pattern is not valid. Reason: ${problem}`]
  }
}

function patternProblem(pattern: string): string | undefined {
  try {
    readPattern(JSON.parse(pattern), 'event-pattern')
    return undefined
  } catch (error) {
    if (error instanceof PatternProblem || error instanceof SyntaxError) return error.message
    throw error
  }
}

function* enrichmentProblems({ Enrichment: arn }: Given): Generator<Problem> {
  if (arn !== undefined && enrichmentKind(arn) === undefined) yield ['Enrichment', `The enrichment ARN ${arn} is not supported.`]
}

function* targetProblems({ Target: target, TargetParameters: parameters = {} }: Given): Generator<Problem> {
  const place = parseArn(target)
  const service = place?.service ?? ''
  if (service === 'timestream') yield ['Target', 'Timestream tables are no targets here: there is no time-series database.']
  else if (service === 'execute-api') yield ['Target', 'API Gateway stages are no targets here: no API is deployed.']
  else if (!targets.has(service)) yield ['Target', `The target ARN ${target} is not supported.`]
  if (service === 'kinesis' && parameters.KinesisStreamParameters === undefined) yield ['TargetParameters.KinesisStreamParameters', missing]
  if (service === 'ecs' && parameters.EcsTaskParameters === undefined) yield ['TargetParameters.EcsTaskParameters', missing]
  if (service === 'batch' && parameters.BatchJobParameters === undefined) yield ['TargetParameters.BatchJobParameters', missing]
  if (service === 'redshift' && parameters.RedshiftDataParameters === undefined) yield ['TargetParameters.RedshiftDataParameters', missing]
  if (service === 'sqs' && target.endsWith('.fifo') && parameters.SqsQueueParameters?.MessageGroupId === undefined) {
    yield ['TargetParameters.SqsQueueParameters.MessageGroupId', missing]
  }
}

/** "You can't configure a pipe with a larger batch size than the target supports": batching and concurrency. */
function* batchProblems({ SourceParameters: source = {}, Target: target, Enrichment: enrichment }: Given): Generator<Problem> {
  for (const name of ['SqsQueueParameters', 'KinesisStreamParameters', 'DynamoDBStreamParameters'] as const) {
    const { BatchSize: size, MaximumBatchingWindowInSeconds: window = 0 } = source[name] ?? {}
    const most = Math.min(batchLimit(target), enrichment === undefined || enrichmentBatches(enrichment) ? Infinity : 1)
    if (size !== undefined && size > most) {
      yield [`SourceParameters.${name}.BatchSize`, `The batch size ${size} is larger than what the enrichment and target support: ${most}.`]
    }
    if (name === 'SqsQueueParameters' && size !== undefined && size > 10 && window === 0) {
      yield [`SourceParameters.${name}.MaximumBatchingWindowInSeconds`, 'Maximum batch window in seconds must be greater than 0 if maximum '
        + 'batch size is greater than 10.']
    }
  }
}
