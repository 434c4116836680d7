// AWS::DynamoDB::Table for Cloud Control and CloudFormation: properties to calls of DynamoDB and back. Calls in the service's own name need
// not wait until the table has settled, so a table may still be CREATING when its request is done. Source: the resource type's schema in
// the CloudFormation registry.

import type { CreateTableInput, TableDescription, UpdateTableInput } from '../../../generated/aws/dynamodb.ts'
import type { Call, CloudFormationHandlers, Principal, Properties } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

/** Properties that CreateTable and UpdateTable have by the same name and in the same form. */
const shared = ['AttributeDefinitions', 'BillingMode', 'ProvisionedThroughput', 'OnDemandThroughput', 'WarmThroughput', 'TableClass',
  'DeletionProtectionEnabled'] as const
const onlyAtFirst = ['KeySchema', 'LocalSecondaryIndexes', 'GlobalSecondaryIndexes'] as const

/** The service itself, whose calls find no table too busy. */
export const own: Principal = { kind: 'service', account: '', arn: '', userId: '', service: 'dynamodb.amazonaws.com' }

export const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::DynamoDB::Table',
  primaryIdentifier: ['TableName'],
  readOnly: ['Arn', 'StreamArn'],
  createOnly: ['TableName', 'ImportSourceSpecification'],

  async create(properties, call) {
    const name = String(properties.TableName ?? `Table-${call.alphanumeric(12).toUpperCase()}`)
    await call.to('dynamodb').CreateTable(creation(name, properties))
    await bring(name, properties, {}, call)
    return name
  },

  read: (name, call) => readTable(name, call),

  async update(name, properties, previous, call) {
    for (const change of updates(name, properties, previous)) {
      await call.to('dynamodb', { principal: own }).UpdateTable(change)
    }
    await bring(name, properties, previous, call)
  },

  async delete(name, call) {
    await call.to('dynamodb').DeleteTable({ TableName: name })
  },

  list: call => tableNames(call),
}

export async function* tableNames(call: Call): AsyncIterable<string> {
  let after: string | undefined
  do {
    const page = await call.to('dynamodb').ListTables(after === undefined ? {} : { ExclusiveStartTableName: after })
    yield* page.TableNames ?? []
    after = page.LastEvaluatedTableName
  } while (after !== undefined)
}

/** A table and what stands beside it, as properties. */
export async function readTable(name: string, call: Call, region = call.region): Promise<Properties> {
  const { Table: table } = await call.to('dynamodb', { region }).DescribeTable({ TableName: name })
  const db = call.to('dynamodb', { principal: own, region })
  const { TimeToLiveDescription: timeToLive } = await db.DescribeTimeToLive({ TableName: name })
  const { ContinuousBackupsDescription: backups } = await db.DescribeContinuousBackups({ TableName: name })
  const { Tags: tags = [] } = await db.ListTagsOfResource({ ResourceArn: table!.TableArn! })
  const recovers = backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED'
  return {
    ...propertiesOf(table!),
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: recovers },
    ...(timeToLive?.TimeToLiveStatus === 'ENABLED' && {
      TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive.AttributeName },
    }),
    ...(tags.length > 0 && { Tags: tags }),
  }
}

export function creation(name: string, properties: Properties): CreateTableInput {
  const names = [...shared, ...onlyAtFirst].filter(name => properties[name] !== undefined)
  const given = Object.fromEntries(names.map(each => [each, properties[each]]))
  const { ResourcePolicy: policy } = properties as { readonly ResourcePolicy?: { readonly PolicyDocument: unknown } }
  return {
    ...given, TableName: name,
    ...streamOf(properties), ...encryptionOf(properties),
    ...(properties.Tags !== undefined && { Tags: properties.Tags as Tag[] }),
    ...(policy !== undefined && { ResourcePolicy: JSON.stringify(policy.PolicyDocument) }),
  }
}

function streamOf({ StreamSpecification: given }: Properties): Pick<CreateTableInput, 'StreamSpecification'> {
  const view = (given as { readonly StreamViewType: string } | undefined)?.StreamViewType
  return view === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: view } }
}

function encryptionOf({ SSESpecification: given }: Properties): Pick<CreateTableInput, 'SSESpecification'> {
  if (given === undefined) return {}
  const { SSEEnabled: enabled, ...rest } = given as { readonly SSEEnabled: boolean }
  return { SSESpecification: { Enabled: enabled, ...rest } }
}

/** The calls of UpdateTable that lead from one set of properties to another, one kind of change in each. */
export function updates(name: string, wanted: Properties, before: Properties): UpdateTableInput[] {
  const differs = (property: string) => JSON.stringify(wanted[property]) !== JSON.stringify(before[property])
  const found: UpdateTableInput[] = []
  const own = Object.fromEntries(shared.filter(each => each !== 'AttributeDefinitions' && differs(each) && wanted[each] !== undefined)
    .map(each => [each, wanted[each]]))
  if (own.BillingMode === 'PROVISIONED') own.ProvisionedThroughput = wanted.ProvisionedThroughput
  if (Object.keys(own).length > 0) found.push({ TableName: name, ...own })
  if (differs('SSESpecification')) found.push({ TableName: name, SSESpecification: { Enabled: false }, ...encryptionOf(wanted) })
  if (differs('StreamSpecification')) {
    if (before.StreamSpecification !== undefined) found.push({ TableName: name, StreamSpecification: { StreamEnabled: false } })
    if (wanted.StreamSpecification !== undefined) found.push({ TableName: name, ...streamOf(wanted) })
  }
  return [...found, ...indexUpdates(name, wanted, before)]
}

interface IndexProperties { readonly IndexName: string, readonly ProvisionedThroughput?: object }

function indexUpdates(name: string, wanted: Properties, before: Properties): UpdateTableInput[] {
  const [after, known] = [wanted, before].map(({ GlobalSecondaryIndexes: indexes = [] }) => indexes as IndexProperties[])
  const definitions = { AttributeDefinitions: wanted.AttributeDefinitions as CreateTableInput['AttributeDefinitions'] & object }
  const changes: UpdateTableInput[] = []
  for (const { IndexName: index } of known!) {
    if (after!.some(each => each.IndexName === index)) continue
    changes.push({ TableName: name, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: index } }] })
  }
  for (const index of after!) {
    const same = known!.find(each => each.IndexName === index.IndexName)
    if (same === undefined) changes.push({ TableName: name, ...definitions, GlobalSecondaryIndexUpdates: [{ Create: index as never }] })
    else if (index.ProvisionedThroughput !== undefined
      && JSON.stringify(index.ProvisionedThroughput) !== JSON.stringify(same.ProvisionedThroughput)) {
      changes.push({ TableName: name, GlobalSecondaryIndexUpdates: [{ Update: {
        IndexName: index.IndexName, ProvisionedThroughput: index.ProvisionedThroughput as never } }] })
    }
  }
  return changes
}

/** What stands beside the table: time to live, recovery, insights, Kinesis, tags. */
export async function bring(name: string, wanted: Properties, before: Properties, call: Call, region = call.region): Promise<void> {
  const db = call.to('dynamodb', { principal: own, region })
  const differs = (property: string) => JSON.stringify(wanted[property]) !== JSON.stringify(before[property])
  if (differs('TimeToLiveSpecification')) {
    const specification = wanted.TimeToLiveSpecification ?? before.TimeToLiveSpecification ?? {}
    const { Enabled: enabled = false, AttributeName: attribute } = specification as { Enabled?: boolean, AttributeName?: string }
    const isWanted = wanted.TimeToLiveSpecification !== undefined && enabled
    if (isWanted || (before.TimeToLiveSpecification as { Enabled?: boolean } | undefined)?.Enabled) {
      await db.UpdateTimeToLive({ TableName: name,
        TimeToLiveSpecification: { Enabled: isWanted, AttributeName: attribute ?? 'ttl' } })
    }
  }
  if (differs('PointInTimeRecoverySpecification')) {
    const specification = wanted.PointInTimeRecoverySpecification ?? { PointInTimeRecoveryEnabled: false }
    await db.UpdateContinuousBackups({ TableName: name, PointInTimeRecoverySpecification: specification as
      { readonly PointInTimeRecoveryEnabled: boolean } })
  }
  if (differs('ContributorInsightsSpecification')) {
    const { Enabled: enabled = false } = (wanted.ContributorInsightsSpecification ?? {}) as { readonly Enabled?: boolean }
    await db.UpdateContributorInsights({ TableName: name, ContributorInsightsAction: enabled ? 'ENABLE' : 'DISABLE' })
  }
  if (differs('KinesisStreamSpecification')) {
    const [next, last] = [wanted, before]
      .map(({ KinesisStreamSpecification: given }) => given as { readonly StreamArn: string } | undefined)
    if (last !== undefined) await db.DisableKinesisStreamingDestination({ TableName: name, StreamArn: last.StreamArn })
    if (next !== undefined) await db.EnableKinesisStreamingDestination({ TableName: name, StreamArn: next.StreamArn })
  }
  if (before.TableName !== undefined && differs('Tags')) await retag(name, wanted, before, call, region)
}

async function retag(name: string, wanted: Properties, before: Properties, call: Call, region: string): Promise<void> {
  const db = call.to('dynamodb', { region })
  const [after, known] = [wanted, before].map(({ Tags: tags = [] }) => tags as Tag[])
  const { Table: table } = await db.DescribeTable({ TableName: name })
  const gone = known!.filter(({ Key: key }) => !after!.some(each => each.Key === key)).map(({ Key: key }) => key)
  if (gone.length > 0) await db.UntagResource({ ResourceArn: table!.TableArn!, TagKeys: gone })
  if (after!.length > 0) await db.TagResource({ ResourceArn: table!.TableArn!, Tags: after! })
}

function propertiesOf(table: TableDescription): Properties {
  const { TableName, TableArn, AttributeDefinitions, KeySchema, BillingModeSummary: billing, ProvisionedThroughput: throughput } = table
  const isOnDemand = billing?.BillingMode === 'PAY_PER_REQUEST'
  const unitsOf = (given: typeof throughput) =>
    ({ ReadCapacityUnits: given?.ReadCapacityUnits, WriteCapacityUnits: given?.WriteCapacityUnits })
  const { SSEDescription: encryption, StreamSpecification: stream, LatestStreamArn: streamArn, TableClassSummary: tableClass } = table
  return {
    TableName, Arn: TableArn, AttributeDefinitions, KeySchema,
    BillingMode: isOnDemand ? 'PAY_PER_REQUEST' : 'PROVISIONED',
    ...(!isOnDemand && { ProvisionedThroughput: unitsOf(throughput) }),
    ...(table.GlobalSecondaryIndexes !== undefined && {
      GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map(({ IndexName, KeySchema: key, Projection, ProvisionedThroughput: own }) =>
        ({ IndexName, KeySchema: key, Projection, ...(!isOnDemand && { ProvisionedThroughput: unitsOf(own) }) })),
    }),
    ...(table.LocalSecondaryIndexes !== undefined && {
      LocalSecondaryIndexes: table.LocalSecondaryIndexes.map(({ IndexName, KeySchema: key, Projection }) =>
        ({ IndexName, KeySchema: key, Projection })),
    }),
    ...(stream !== undefined && { StreamSpecification: { StreamViewType: stream.StreamViewType }, StreamArn: streamArn }),
    ...(encryption !== undefined && { SSESpecification: { SSEEnabled: true, SSEType: encryption.SSEType,
      KMSMasterKeyId: encryption.KMSMasterKeyArn } }),
    ...(tableClass !== undefined && { TableClass: tableClass.TableClass }),
    DeletionProtectionEnabled: table.DeletionProtectionEnabled,
  }
}
