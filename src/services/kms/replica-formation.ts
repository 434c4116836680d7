// AWS::KMS::ReplicaKey for Cloud Control and CloudFormation: a replica, in this Region, of a key of another, by real calls of KMS.
// Source: the resource type's schema in the CloudFormation registry.

import { parseArn, resource } from '../../kernel/service.ts'
import type { CloudFormationHandlers } from '../../kernel/service.ts'
import { keyHandlers, tagsOf, textOf } from './cloud-formation.ts'

const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::KMS::ReplicaKey',
  primaryIdentifier: ['KeyId'],
  readOnly: ['Arn', 'KeyId'],
  createOnly: ['PrimaryKeyArn'],

  async create(properties, call) {
    const { PrimaryKeyArn: primary, KeyPolicy: policy, Description: description } = properties
    const { region = call.region } = parseArn(String(primary)) ?? {}
    const { ReplicaKeyMetadata: metadata } = await call.to('kms', { region }).ReplicateKey({
      KeyId: String(primary), ReplicaRegion: call.region, Tags: tagsOf(properties),
      ...(policy !== undefined && { Policy: textOf(policy) }), ...(description !== undefined && { Description: String(description) }),
    })
    const { KeyId: id } = metadata!
    if (properties.Enabled === false) await call.to('kms').DisableKey({ KeyId: id })
    return id
  },

  async read(id, call) {
    const { Arn, Description, Enabled, KeyId, KeyPolicy, Tags } = await keyHandlers.read(id, call)
    const { KeyMetadata: metadata } = await call.to('kms').DescribeKey({ KeyId: id })
    const primary = metadata!.MultiRegionConfiguration?.PrimaryKey?.Arn
    return { Arn, KeyId, Description, Enabled, KeyPolicy, PrimaryKeyArn: primary, ...(Tags !== undefined && { Tags }) }
  },

  update: (id, properties, previous, call) => keyHandlers.update(id, properties, previous, call),
  delete: (id, call) => keyHandlers.delete(id, call),

  async * list(call) {
    for await (const id of keyHandlers.list(call)) {
      const { KeyMetadata: metadata } = await call.to('kms').DescribeKey({ KeyId: id })
      if (metadata!.MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA') yield id
    }
  },
}

/** What the resource is called, beside its key. */
export const ReplicaKey = resource<{ readonly id: string }>({
  name: 'ReplicaKey', key: 'id', arn: 'arn:{partition}:kms:{region}:{account}:key/{id}', notFound: 'NotFoundException', cloudFormation,
})
