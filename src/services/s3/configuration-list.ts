// The bucket's settings of which there may be many, each under an id: analytics, intelligent tiering, inventory, metrics. They are kept and
// given back as they were; what they do is in files of their own. Lists are in order of ids, a hundred to a page.

import type {
  AnalyticsConfiguration, IntelligentTieringConfiguration, InventoryConfiguration, MetricsConfiguration, S3,
} from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { checkAnalytics, expectAnalysis } from './analytics.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket, BucketInput } from './bucket.ts'
import { configured } from './configuration.ts'
import type { Configurations, NumberedName } from './configurations.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { checkInventory, expectInventory } from './inventory.ts'
import { expectStorageMetrics } from './storage-metrics.ts'
import { checkTiering } from './tiering-rule.ts'
import { expectTierings } from './tiering.ts'

type Held<Name extends NumberedName> = NonNullable<Configurations[Name]>[string]

interface NumberedInput extends BucketInput { readonly Id: string }

interface ListInput extends BucketInput { readonly ContinuationToken?: string }

interface Page<Item> { readonly items: Item[], readonly IsTruncated: boolean, readonly ContinuationToken?: string,
  readonly NextContinuationToken?: string }

const pageSize = 100
const most = 1000

/** What else a configuration's coming and going means. */
interface Effects<Name extends NumberedName> {
  readonly check?: (held: Held<Name>, call: Call) => void
  readonly put?: (bucket: Bucket, held: Held<Name>, call: Call) => void
  readonly deleted?: (bucket: Bucket, id: string, call: Call) => void
}

function putting<Name extends NumberedName>(action: string, name: Name, value: (input: never) => Held<Name>, effects: Effects<Name> = {}) {
  return (input: NumberedInput, call: Call): void => {
    const bucket = bucketFor(input, { action }, call)
    const held = value(input as never)
    if (held.Id !== input.Id) throw invalidArgument('The Id in the request does not match the Id of the configuration', 'id', input.Id)
    const others = bucket.configurations[name] ?? {}
    if (!Object.hasOwn(others, input.Id) && Object.keys(others).length >= most) {
      throw s3Fault('TooManyConfigurations', {},
        'You are attempting to create a new configuration but have already reached the 1,000-configuration limit.')
    }
    effects.check?.(held, call)
    const changed = configured(bucket, name, { ...others, [input.Id]: held } as Configurations[Name], call)
    effects.put?.(changed, held, call)
  }
}

function found<Name extends NumberedName>(action: string, name: Name, input: NumberedInput, call: Call): Held<Name> {
  const held = bucketFor(input, { action }, call).configurations[name]
  if (held === undefined || !Object.hasOwn(held, input.Id)) throw s3Fault('NoSuchConfiguration')
  return held[input.Id]! as Held<Name>
}

function deleting(action: string, name: NumberedName, deleted?: Effects<NumberedName>['deleted']) {
  return (input: NumberedInput, call: Call): void => {
    const bucket = bucketFor(input, { action }, call)
    const { [input.Id]: gone, ...others } = bucket.configurations[name] ?? {}
    if (gone === undefined) throw s3Fault('NoSuchConfiguration')
    const changed = configured(bucket, name, others as Configurations[typeof name], call)
    deleted?.(changed, input.Id, call)
  }
}

function listed<Name extends NumberedName>(action: string, name: Name, input: ListInput, call: Call): Page<Held<Name>> {
  const held = bucketFor(input, { action }, call).configurations[name] ?? {}
  const token = input.ContinuationToken
  const after = token === undefined ? undefined : call.open(`list/${name}`, token)
  if (token !== undefined && after === undefined) throw invalidArgument('The continuation token provided is incorrect',
    'continuation-token', token)
  const ids = Object.keys(held).sort().filter(id => after === undefined || id > String(after))
  const shown = ids.slice(0, pageSize)
  return {
    items: shown.map(id => (held as Record<string, Held<Name>>)[id]!),
    IsTruncated: ids.length > shown.length,
    ...(token !== undefined && { ContinuationToken: token }),
    ...(ids.length > shown.length && { NextContinuationToken: call.seal(`list/${name}`, shown.at(-1)) }),
  }
}

const analytics = ['s3:PutAnalyticsConfiguration', 's3:GetAnalyticsConfiguration'] as const
export const PutBucketAnalyticsConfiguration: S3['PutBucketAnalyticsConfiguration'] =
  putting(analytics[0], 'analytics', (input: { AnalyticsConfiguration: AnalyticsConfiguration }) => input.AnalyticsConfiguration, {
    check: checkAnalytics, put: (bucket, held, call) => { expectAnalysis(bucket.name, held.Id, held, call) },
  })
export const GetBucketAnalyticsConfiguration: S3['GetBucketAnalyticsConfiguration'] = (input, call) =>
  ({ AnalyticsConfiguration: found(analytics[1], 'analytics', input, call) })
export const DeleteBucketAnalyticsConfiguration: S3['DeleteBucketAnalyticsConfiguration'] = deleting(analytics[0], 'analytics',
  (bucket, id, call) => { expectAnalysis(bucket.name, id, undefined, call) })
export const ListBucketAnalyticsConfigurations: S3['ListBucketAnalyticsConfigurations'] = (input, call) => {
  const { items, ...page } = listed(analytics[1], 'analytics', input, call)
  return { ...page, AnalyticsConfigurationList: items }
}

const tiering = ['s3:PutIntelligentTieringConfiguration', 's3:GetIntelligentTieringConfiguration'] as const
export const PutBucketIntelligentTieringConfiguration: S3['PutBucketIntelligentTieringConfiguration'] = putting(tiering[0],
  'intelligentTiering',
  (input: { IntelligentTieringConfiguration: IntelligentTieringConfiguration }) => input.IntelligentTieringConfiguration,
  { check: checkTiering, put: (bucket, _held, call) => { expectTierings(bucket, call) } })
export const GetBucketIntelligentTieringConfiguration: S3['GetBucketIntelligentTieringConfiguration'] = (input, call) =>
  ({ IntelligentTieringConfiguration: found(tiering[1], 'intelligentTiering', input, call) })
export const DeleteBucketIntelligentTieringConfiguration: S3['DeleteBucketIntelligentTieringConfiguration'] =
  deleting(tiering[0], 'intelligentTiering')
export const ListBucketIntelligentTieringConfigurations: S3['ListBucketIntelligentTieringConfigurations'] = (input, call) => {
  const { items, ...page } = listed(tiering[1], 'intelligentTiering', input, call)
  return { ...page, IntelligentTieringConfigurationList: items }
}

const inventory = ['s3:PutInventoryConfiguration', 's3:GetInventoryConfiguration'] as const
export const PutBucketInventoryConfiguration: S3['PutBucketInventoryConfiguration'] =
  putting(inventory[0], 'inventory', (input: { InventoryConfiguration: InventoryConfiguration }) => input.InventoryConfiguration, {
    check: checkInventory, put: (bucket, held, call) => { expectInventory(bucket.name, held.Id, held, call) },
  })
export const GetBucketInventoryConfiguration: S3['GetBucketInventoryConfiguration'] = (input, call) =>
  ({ InventoryConfiguration: found(inventory[1], 'inventory', input, call) })
export const DeleteBucketInventoryConfiguration: S3['DeleteBucketInventoryConfiguration'] = deleting(inventory[0], 'inventory',
  (bucket, id, call) => { expectInventory(bucket.name, id, undefined, call) })
export const ListBucketInventoryConfigurations: S3['ListBucketInventoryConfigurations'] = (input, call) => {
  const { items, ...page } = listed(inventory[1], 'inventory', input, call)
  return { ...page, InventoryConfigurationList: items }
}

const metrics = ['s3:PutMetricsConfiguration', 's3:GetMetricsConfiguration'] as const
export const PutBucketMetricsConfiguration: S3['PutBucketMetricsConfiguration'] =
  putting(metrics[0], 'metrics', (input: { MetricsConfiguration: MetricsConfiguration }) => input.MetricsConfiguration, {
    put: (bucket, _held, call) => { expectStorageMetrics(bucket, call) },
  })
export const GetBucketMetricsConfiguration: S3['GetBucketMetricsConfiguration'] = (input, call) =>
  ({ MetricsConfiguration: found(metrics[1], 'metrics', input, call) })
export const DeleteBucketMetricsConfiguration: S3['DeleteBucketMetricsConfiguration'] = deleting(metrics[0], 'metrics',
  (bucket, _id, call) => { expectStorageMetrics(bucket, call) })
export const ListBucketMetricsConfigurations: S3['ListBucketMetricsConfigurations'] = (input, call) => {
  const { items, ...page } = listed(metrics[1], 'metrics', input, call)
  return { ...page, MetricsConfigurationList: items }
}

/** For the manifest. */
export const operations = {
  PutBucketAnalyticsConfiguration, GetBucketAnalyticsConfiguration, DeleteBucketAnalyticsConfiguration,
  ListBucketAnalyticsConfigurations, PutBucketIntelligentTieringConfiguration, GetBucketIntelligentTieringConfiguration,
  DeleteBucketIntelligentTieringConfiguration, ListBucketIntelligentTieringConfigurations, PutBucketInventoryConfiguration,
  GetBucketInventoryConfiguration, DeleteBucketInventoryConfiguration, ListBucketInventoryConfigurations, PutBucketMetricsConfiguration,
  GetBucketMetricsConfiguration, DeleteBucketMetricsConfiguration, ListBucketMetricsConfigurations,
}
