// Configuration items: what a resource looked like at a time. The newest of each resource is kept beside the history, deleted ones too.
// Source: "Components of a Configuration Item", AWS Config Developer Guide; ConfigurationItem, AWS Config API Reference.

import type { BaseConfigurationItem, ConfigurationItem, Relationship } from '../../../generated/aws/config.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Item {
  readonly type: string
  readonly id: string
  /** Puts the items of a resource in order. */
  readonly sequence: number
  readonly name?: string
  readonly arn: string
  readonly region: string
  readonly zone: string
  readonly status: 'OK' | 'ResourceDiscovered' | 'ResourceDeleted'
  readonly capturedAt: number
  readonly createdAt?: number
  readonly tags: Readonly<Record<string, string>>
  readonly relationships: readonly Relationship[]
  /** As JSON would hold it; absent of what is deleted. */
  readonly configuration?: Readonly<Record<string, unknown>>
  readonly supplementary: Readonly<Record<string, unknown>>
  readonly frequency: 'CONTINUOUS' | 'DAILY'
}

export const Items = records<Item>({
  name: 'Item', key: ['type', 'id', 'sequence'],
    indexes: { order: ({ sequence }) => [sequence], captured: ({ capturedAt }) => [capturedAt] },
})

/** The newest of each resource. */
export const Newest = records<Item>({ name: 'NewestItem', key: ['type', 'id'], indexes: { arn: ({ arn }) => [arn] } })

export function isThere({ status }: Item): boolean {
  return status !== 'ResourceDeleted'
}

/** All that are there, of a type or of any, in order of types and ids. */
export function* present(call: Call, type?: string): Generator<Item> {
  for (const item of call.of(Newest).scan(type === undefined ? {} : { within: [type] })) if (isThere(item)) yield item
}

/** As batch reads show it: without tags and relationships. */
export function shownBase(item: Item, call: Call): BaseConfigurationItem {
  const { type, id, name, arn, region, zone, status, capturedAt, createdAt, configuration, supplementary, frequency } = item
  return {
    version: '1.3', accountId: call.account, configurationItemCaptureTime: capturedAt, configurationItemStatus: status,
    configurationStateId: String(item.sequence), arn, resourceType: type, resourceId: id, ...(name !== undefined && { resourceName: name }),
    awsRegion: region, availabilityZone: zone, ...(createdAt !== undefined && { resourceCreationTime: createdAt }),
    ...(configuration !== undefined && { configuration: JSON.stringify(configuration) }),
    supplementaryConfiguration: Object.fromEntries(Object.entries(supplementary).map(([key, value]) => [key, JSON.stringify(value)])),
    recordingFrequency: frequency, configurationItemDeliveryTime: capturedAt,
  }
}

export function shown(item: Item, call: Call): ConfigurationItem {
  return {
    ...shownBase(item, call), configurationItemMD5Hash: '', tags: { ...item.tags }, relatedEvents: [], relationships: item.relationships,
  }
}

/** As messages and files hold it: configurations as objects, times as text. */
export function written(item: Item, call: Call): Record<string, unknown> {
  const { configuration, supplementary, capturedAt, createdAt } = item
  return {
    ...shown(item, call), configurationItemCaptureTime: timeText(capturedAt), configurationItemDeliveryTime: timeText(capturedAt),
    resourceCreationTime: createdAt === undefined ? null : timeText(createdAt), configuration: configuration ?? null,
    supplementaryConfiguration: supplementary, ARN: item.arn, awsAccountId: call.account,
    relationships: item.relationships.map(({ relationshipName, ...related }) => ({ ...related, name: relationshipName })),
  }
}

export function timeText(at: number): string {
  return new Date(at).toISOString()
}
