// What a bucket is set to do: each configuration as its client wrote it, in one record with the bucket. Types only; the operations are in
// `configuration.ts` and `configuration-list.ts`, what the settings mean is in the files of the nouns they govern.

import type {
  AccelerateConfiguration, AnalyticsConfiguration, BucketLifecycleConfiguration, BucketLoggingStatus, CORSConfiguration,
  GetPublicAccessBlockOutputPublicAccessBlockConfiguration, IntelligentTieringConfiguration, InventoryConfiguration, MetricsConfiguration,
  NotificationConfiguration, ObjectLockConfiguration, OwnershipControls, ReplicationConfiguration, RequestPaymentConfiguration,
  AbacStatus, ServerSideEncryptionConfiguration, VersioningConfiguration, WebsiteConfiguration,
} from '../../../generated/aws/s3.ts'
import type { BucketMetadata } from './metadata-configuration.ts'

export interface Configurations {
  readonly abac?: AbacStatus
  readonly accelerate?: AccelerateConfiguration
  readonly cors?: CORSConfiguration
  readonly encryption?: ServerSideEncryptionConfiguration
  readonly lifecycle?: BucketLifecycleConfiguration
  readonly transitionMinimum?: string
  readonly logging?: BucketLoggingStatus
  readonly metadata?: BucketMetadata
  readonly notification?: NotificationConfiguration
  readonly objectLock?: ObjectLockConfiguration
  readonly ownershipControls?: OwnershipControls
  /** JSON, as it came. */
  readonly policy?: string
  readonly publicAccessBlock?: GetPublicAccessBlockOutputPublicAccessBlockConfiguration
  readonly replication?: ReplicationConfiguration
  readonly requestPayment?: RequestPaymentConfiguration
  readonly versioning?: VersioningConfiguration
  readonly website?: WebsiteConfiguration
  readonly analytics?: Readonly<Record<string, AnalyticsConfiguration>>
  readonly intelligentTiering?: Readonly<Record<string, IntelligentTieringConfiguration>>
  readonly inventory?: Readonly<Record<string, InventoryConfiguration>>
  readonly metrics?: Readonly<Record<string, MetricsConfiguration>>
}

export type ConfigurationName = Exclude<keyof Configurations, NumberedName>

/** Configurations of which a bucket may have many, by id. */
export type NumberedName = 'analytics' | 'intelligentTiering' | 'inventory' | 'metrics'
