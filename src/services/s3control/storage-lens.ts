// Storage Lens configurations: checked, kept, told and listed, with the account's default one, which is always there. What they would
// measure is not reckoned. Source: PutStorageLensConfiguration, S3 Control API Reference; "List of Amazon S3 Storage Lens error codes",
// Amazon S3 API Reference.

import type { S3control, StorageLensConfiguration, StorageLensTag } from '../../../generated/aws/s3control.ts'
import { arnTemplate, Fault, parseArn, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

interface StoredLens {
  readonly region: string
  readonly id: string
  readonly configuration: StorageLensConfiguration
  readonly tags: readonly StorageLensTag[]
}

const Lenses = records<StoredLens>({ name: 'StorageLens', key: ['region', 'id'] })

const arnOf = arnTemplate('arn:{partition}:s3:{region}:{account}:storage-lens/{id}')
const defaultId = 'default-account-dashboard'
const most = 50

function refusal(code: string, message: string): Fault {
  return new Fault(code, message, 400)
}

/** @throws NoSuchConfiguration */
function lensNamed(id: string, call: Call): StoredLens {
  const lens = call.of(Lenses).get(call.region, id)
  if (lens !== undefined) return lens
  if (id !== defaultId) throw new Fault('NoSuchConfiguration', 'The specified configuration does not exist.', 404)
  return { region: call.region, id, tags: [], configuration: { Id: id, AccountLevel: { BucketLevel: {} }, IsEnabled: true } }
}

export const PutStorageLensConfiguration: S3control['PutStorageLensConfiguration'] = (input, call) => {
  const { ConfigId: id, StorageLensConfiguration: configuration, Tags: tags } = input
  if (!/^[a-zA-Z0-9\-_.]{1,64}$/.test(id) || configuration.Id !== id) throw refusal('InvalidConfigId', 'The configuration ID is not valid.')
  if (configuration.StorageLensArn !== undefined && configuration.StorageLensArn !== arnOf(call, { id })) {
    throw refusal('InvalidStorageLensArn', 'The S3 Storage Lens ARN is not required in input.')
  }
  checkScope(configuration)
  checkLevels(configuration)
  checkExport(configuration)
  if (configuration.AwsOrg !== undefined) {
    throw new Fault('NotImplemented', 'Orrery keeps Storage Lens configurations of accounts, not of organizations.', 501)
  }
  const before = call.of(Lenses).get(call.region, id)
  call.of(Lenses).put({ region: call.region, id, configuration, tags: tags ?? before?.tags ?? [] })
  return {}
}

/** What is looked at: some buckets and regions, or all but some. */
function checkScope({ Id: id, Include: include, Exclude: exclude }: StorageLensConfiguration): void {
  if (include !== undefined && exclude !== undefined) throw refusal('InvalidIncludeExcludeContainers',
    'You can specify either an Include container or an Exclude container in a configuration.')
  const [container, name] = include !== undefined ? [include, 'Include'] : [exclude, 'Exclude']
  if (container === undefined) return
  if (id === defaultId) throw refusal('InvalidFilterForDefaultConfiguration', 'The default configuration must not include any filters.')
  const { Buckets: buckets, Regions: regions } = container
  const isEmpty = (list: readonly string[] | undefined) => list !== undefined && list.length === 0
  if ((buckets === undefined && regions === undefined) || isEmpty(buckets) || isEmpty(regions)) {
    throw refusal(`Empty${name}Container`, `The ${name.toLowerCase()} container cannot be empty.`)
  }
  if ((buckets?.length ?? 0) > most) throw refusal('TooManyBuckets', 'The buckets container cannot have more than 50 buckets.')
  if ((regions?.length ?? 0) > most) throw refusal('TooManyRegions', 'The Regions container cannot have more than 50 Regions.')
}

/** What is measured: activity on both levels or on none, prefixes within bounds. */
function checkLevels({ AccountLevel: { ActivityMetrics: account, BucketLevel: { ActivityMetrics: bucket, PrefixLevel: prefixes } } }:
StorageLensConfiguration): void {
  if (bucket?.IsEnabled === true && account?.IsEnabled !== true) throw refusal('MissingAccountLevelActivityMetrics',
    'Activity metrics must be enabled at the account level when activity metrics are enabled at the bucket level.')
  if (account?.IsEnabled === true && bucket?.IsEnabled !== true) throw refusal('MissingBucketLevelActivityMetrics',
    'Activity metrics must be enabled at the bucket level when activity metrics are enabled at the account level.')
  if (prefixes === undefined) return
  const metrics = prefixes.StorageMetrics
  if (metrics === undefined) throw refusal('MissingPrefixLevelStorageMetrics',
    'Storage metrics at the prefix level are mandatory when the prefix level is enabled.')
  if (metrics.IsEnabled !== true) throw refusal('StorageMetricsMustEnabled', 'Prefix-level storage metrics must be enabled.')
  const { MaxDepth: depth = 5, MinStorageBytesPercentage: percentage = 1 } = metrics.SelectionCriteria ?? {}
  if (depth < 1 || depth > 10) throw refusal('InvalidMaximumPrefixDepth', 'MaxDepth must be within the range [1,10].')
  if (percentage < 1 || percentage > 100) throw refusal('InvalidMinimumStorageBytesPercentage',
    'MinStorageBytesPercentage must be within the range [1.00,100.00].')
}

function checkExport({ DataExport: wanted }: StorageLensConfiguration): void {
  const target = wanted?.S3BucketDestination
  if (target === undefined) return
  if (parseArn(target.Arn)?.service !== 's3') throw refusal('InvalidDestination', 'The S3 bucket ARN is malformed.')
  const { Encryption: encryption } = target
  if (encryption === undefined) return
  const { SSES3: own, SSEKMS: kms } = encryption
  if (own === undefined && kms === undefined) throw refusal('MissingEncryptionMethod', 'The encryption method cannot be blank.')
  if (own !== undefined && kms !== undefined) throw refusal('InvalidEncryptionMethod', 'Only one encryption method can be specified.')
  if (kms !== undefined && parseArn(kms.KeyId)?.service !== 'kms') throw refusal('InvalidKMSEncryptionKeyId',
    'The KMS key ID ARN is not valid.')
}

export const GetStorageLensConfiguration: S3control['GetStorageLensConfiguration'] = ({ ConfigId: id }, call) =>
  ({ StorageLensConfiguration: { ...lensNamed(id, call).configuration, StorageLensArn: arnOf(call, { id }) } })

export const DeleteStorageLensConfiguration: S3control['DeleteStorageLensConfiguration'] = ({ ConfigId: id }, call) => {
  if (id === defaultId) {
    throw new Fault('DefaultConfigurationDeleteForbidden', 'The Default configuration cannot be deleted.', 403)
  }
  lensNamed(id, call)
  call.of(Lenses).delete(call.region, id)
  call.respond({ status: 204 })
}

export const ListStorageLensConfigurations: S3control['ListStorageLensConfigurations'] = (_input, call) => {
  const kept = [...call.of(Lenses).scan({ within: [call.region] })]
  const all = kept.some(({ id }) => id === defaultId) ? kept : [lensNamed(defaultId, call), ...kept]
  return { StorageLensConfigurationList: all.map(({ id, configuration }) => ({
    Id: id, StorageLensArn: arnOf(call, { id }), HomeRegion: call.region, IsEnabled: configuration.IsEnabled })) }
}

export const PutStorageLensConfigurationTagging: S3control['PutStorageLensConfigurationTagging'] = ({ ConfigId: id, Tags: tags }, call) => {
  call.of(Lenses).put({ ...lensNamed(id, call), tags })
  return {}
}

export const GetStorageLensConfigurationTagging: S3control['GetStorageLensConfigurationTagging'] = ({ ConfigId: id }, call) =>
  ({ Tags: lensNamed(id, call).tags })

export const DeleteStorageLensConfigurationTagging: S3control['DeleteStorageLensConfigurationTagging'] = ({ ConfigId: id }, call) => {
  call.of(Lenses).put({ ...lensNamed(id, call), tags: [] })
  return {}
}
