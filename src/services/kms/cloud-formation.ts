// AWS::KMS::Key and AWS::KMS::Alias for Cloud Control and CloudFormation, by real calls of KMS.
// Source: the resource types' schemas in the CloudFormation registry.

import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

export const keyHandlers: CloudFormationHandlers = {
  type: 'AWS::KMS::Key',
  primaryIdentifier: ['KeyId'],
  readOnly: ['Arn', 'KeyId'],
  createOnly: [],

  async create(properties, call) {
    const { KeyPolicy: policy, Description: description, KeySpec: spec, KeyUsage: usage, Origin: origin } = properties
    const { KeyMetadata: metadata } = await call.to('kms').CreateKey({
      ...(policy !== undefined && { Policy: textOf(policy) }),
      ...(description !== undefined && { Description: String(description) }),
      ...(spec !== undefined && { KeySpec: String(spec) }), ...(usage !== undefined && { KeyUsage: String(usage) }),
      ...(origin !== undefined && { Origin: String(origin) }), ...(properties.MultiRegion === true && { MultiRegion: true }),
      ...(properties.BypassPolicyLockoutSafetyCheck === true && { BypassPolicyLockoutSafetyCheck: true }),
      Tags: tagsOf(properties),
    })
    const id = metadata!.KeyId
    await settle(id, properties, {}, call)
    return id
  },

  async read(id, call) {
    const kms = call.to('kms')
    const { KeyMetadata: metadata } = await kms.DescribeKey({ KeyId: id })
    const { Policy: policy } = await kms.GetKeyPolicy({ KeyId: id })
    const { Tags: tags = [] } = await kms.ListResourceTags({ KeyId: id })
    const { KeySpec: spec, Arn: arn, Description, Enabled, KeyUsage, MultiRegion, Origin } = metadata!
    const rotation = spec === 'SYMMETRIC_DEFAULT' ? await kms.GetKeyRotationStatus({ KeyId: id }) : {}
    return {
      KeyId: id, Arn: arn, Description, Enabled, KeySpec: spec, KeyUsage, MultiRegion, Origin, KeyPolicy: JSON.parse(policy!),
      EnableKeyRotation: rotation.KeyRotationEnabled ?? false,
      ...(rotation.RotationPeriodInDays !== undefined && { RotationPeriodInDays: rotation.RotationPeriodInDays }),
      ...(tags.length > 0 && { Tags: tags.map(({ TagKey: Key, TagValue: Value }) => ({ Key, Value })) }),
    }
  },

  async update(id, properties, previous, call) {
    const kms = call.to('kms')
    const { Description: description = '', KeyPolicy: policy } = properties
    if (description !== (previous.Description ?? '')) await kms.UpdateKeyDescription({ KeyId: id, Description: String(description) })
    if (policy !== undefined && textOf(policy) !== textOf(previous.KeyPolicy ?? {})) {
      await kms.PutKeyPolicy({ KeyId: id, Policy: textOf(policy) })
    }
    await settle(id, properties, previous, call)
    await retag(id, properties, previous, call)
  },

  async delete(id, call) {
    const { KeyMetadata: metadata } = await call.to('kms').DescribeKey({ KeyId: id })
    if (metadata!.DeletionDate === undefined) await call.to('kms').ScheduleKeyDeletion({ KeyId: id, PendingWindowInDays: 30 })
  },

  async * list(call) {
    let marker: string | undefined
    do {
      const page = await call.to('kms').ListKeys({ ...(marker !== undefined && { Marker: marker }) })
      for (const { KeyId: id } of page.Keys ?? []) yield id!
      marker = page.NextMarker
    } while (marker !== undefined)
  },
}

export const aliasHandlers: CloudFormationHandlers = {
  type: 'AWS::KMS::Alias',
  primaryIdentifier: ['AliasName'],
  readOnly: [],
  createOnly: ['AliasName'],

  async create({ AliasName: name, TargetKeyId: target }, call) {
    await call.to('kms').CreateAlias({ AliasName: String(name), TargetKeyId: String(target) })
    return String(name)
  },

  async read(name, call) {
    const { KeyMetadata: metadata } = await call.to('kms').DescribeKey({ KeyId: name })
    return { AliasName: name, TargetKeyId: metadata!.KeyId }
  },

  async update(name, { TargetKeyId: target }, _previous, call) {
    await call.to('kms').UpdateAlias({ AliasName: name, TargetKeyId: String(target) })
  },

  async delete(name, call) {
    await call.to('kms').DeleteAlias({ AliasName: name })
  },

  async * list(call) {
    let marker: string | undefined
    do {
      const page = await call.to('kms').ListAliases({ ...(marker !== undefined && { Marker: marker }) })
      for (const { AliasName: name } of page.Aliases ?? []) yield name!
      marker = page.NextMarker
    } while (marker !== undefined)
  },
}

/** Rotation and whether the key is enabled, which creation cannot say. Rotation is changed while the key is enabled. */
async function settle(KeyId: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
  const kms = call.to('kms')
  const enabled = properties.Enabled !== false
  if (enabled && previous.Enabled === false) await kms.EnableKey({ KeyId })
  const { EnableKeyRotation: rotates = false, RotationPeriodInDays: days } = properties
  if (rotates === true && (previous.EnableKeyRotation !== true || days !== previous.RotationPeriodInDays)) {
    await kms.EnableKeyRotation({ KeyId, ...(days !== undefined && { RotationPeriodInDays: Number(days) }) })
  } else if (rotates === false && previous.EnableKeyRotation === true) await kms.DisableKeyRotation({ KeyId })
  if (!enabled && previous.Enabled !== false) await kms.DisableKey({ KeyId })
}

async function retag(KeyId: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
  const wanted = tagsOf(properties)
  const before = tagsOf(previous)
  const gone = before.map(({ TagKey }) => TagKey).filter(name => !wanted.some(({ TagKey }) => TagKey === name))
  const changed = wanted.filter(tag => !before.some(old => old.TagKey === tag.TagKey && old.TagValue === tag.TagValue))
  if (gone.length > 0) await call.to('kms').UntagResource({ KeyId, TagKeys: gone })
  if (changed.length > 0) await call.to('kms').TagResource({ KeyId, Tags: changed })
}

export function tagsOf({ Tags: tags = [] }: Properties): { TagKey: string, TagValue: string }[] {
  return (tags as Tag[]).map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }))
}

export function textOf(document: unknown): string {
  return typeof document === 'string' ? document : JSON.stringify(document)
}
