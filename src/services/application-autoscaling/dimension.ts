// What a scalable dimension means: where its capacity stands, how it is set, and how hard it is used. Those of DynamoDB's tables and
// global indexes act, by real calls; those of other services are kept, and nothing is done about them.
// Source: "Target tracking scaling policies" and "Amazon DynamoDB and Application Auto Scaling", User Guide; PutScalingPolicy, API
// Reference.

import { Fault } from '../../kernel/service.ts'
import type { Call, MetricName } from '../../kernel/service.ts'

/** What names a target. */
export interface Dimension {
  readonly namespace: string
  readonly resourceId: string
  readonly dimension: string
}

/** A dimension that can be acted upon. */
export interface Lever {
  /** `write`, as activities say it. */
  readonly word: string
  /** Capacity units that are provisioned now; undefined where there is no such resource, or it is on demand. */
  read(call: Call): Promise<number | undefined>
  /** @throws Fault of the service */
  set(units: number, call: Call): Promise<void>
  /** The predefined metric that measures it, and the units it counts. */
  readonly metricType: string
  readonly consumed: MetricName
}

const dimensions: Readonly<Record<string, { readonly kind: 'Read' | 'Write', readonly ofIndex: boolean }>> = {
  'dynamodb:table:ReadCapacityUnits': { kind: 'Read', ofIndex: false },
  'dynamodb:table:WriteCapacityUnits': { kind: 'Write', ofIndex: false },
  'dynamodb:index:ReadCapacityUnits': { kind: 'Read', ofIndex: true },
  'dynamodb:index:WriteCapacityUnits': { kind: 'Write', ofIndex: true },
}

/** The lever of a target; undefined for those that are only kept. @throws ValidationException for a resource id of another form */
export function leverOf({ namespace, resourceId, dimension }: Dimension): Lever | undefined {
  if (namespace !== 'dynamodb') return undefined
  const known = dimensions[dimension]
  if (known === undefined) throw invalid(`Unsupported service namespace, resource type or scalable dimension: ${dimension}`)
  const [, table, index] = /^table\/([^/]+)(?:\/index\/([^/]+))?$/.exec(resourceId) ?? []
  if (table === undefined || (index !== undefined) !== known.ofIndex) {
    throw invalid(`Unsupported service namespace, resource type or scalable dimension: ${resourceId} does not fit ${dimension}`)
  }
  const { kind } = known
  return {
    word: kind.toLowerCase(),
    metricType: `DynamoDB${kind}CapacityUtilization`,
    consumed: { namespace: 'AWS/DynamoDB', name: `Consumed${kind}CapacityUnits`,
      dimensions: { TableName: table, ...(index !== undefined && { GlobalSecondaryIndexName: index }) } },
    read: async call => (await throughputOf(table, index, call))?.[`${kind}CapacityUnits`],
    async set(units, call) {
      const before = await throughputOf(table, index, call)
      const wanted = { ReadCapacityUnits: before?.ReadCapacityUnits ?? 1, WriteCapacityUnits: before?.WriteCapacityUnits ?? 1,
        [`${kind}CapacityUnits`]: units }
      await call.to('dynamodb').UpdateTable(index === undefined ? { TableName: table, ProvisionedThroughput: wanted }
        : { TableName: table, GlobalSecondaryIndexUpdates: [{ Update: { IndexName: index, ProvisionedThroughput: wanted } }] })
    },
  }
}

async function throughputOf(table: string, index: string | undefined, call: Call) {
  try {
    const { Table: found } = await call.to('dynamodb').DescribeTable({ TableName: table })
    if (found?.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST') return undefined
    return index === undefined ? found?.ProvisionedThroughput
      : found?.GlobalSecondaryIndexes?.find(({ IndexName: name }) => name === index)?.ProvisionedThroughput
  } catch (error) {
    if (error instanceof Fault && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}

export function invalid(message: string): Fault {
  return new Fault('ValidationException', message)
}
