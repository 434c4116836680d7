// Making a key, and what can be said of it later: CreateKey, DescribeKey, UpdateKeyDescription.
// Source: CreateKey, KMS API Reference.

import type { CreateKeyRequest, Kms } from '../../../generated/aws/kms.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, refusePendingDeletion } from './access.ts'
import { Key, metadataOf } from './key.ts'
import { keySpecs, missingSpecs, newMaterial } from './key-spec.ts'
import type { Usage } from './key-spec.ts'
import { Material, newMaterialId } from './material.ts'
import { checkPolicy, defaultPolicy } from './policy.ts'
import { tagsOf } from './tag.ts'

/** Symmetric keys are there at once; key pairs are made beside the transaction. */
export const CreateKey: Kms['CreateKey'] = (input, call) => {
  const { spec, usage, origin } = wantedOf(input, call)
  const policy = input.Policy ?? defaultPolicy(call)
  checkPolicy(policy, input.BypassPolicyLockoutSafetyCheck === true, call)
  const tags = tagsOf(input.Tags, call)
  const keep = (bytes: Uint8Array | undefined) => {
    const id = input.MultiRegion === true ? `mrk-${call.hex(32)}` : call.uuid()
    const materialId = newMaterialId()
    if (bytes !== undefined) call.of(Material).put({ keyId: id, id: materialId, bytes, sequence: call.sequence() })
    const key = call.of(Key).insert({
      id, spec, usage, origin, policy, createdAt: call.now(), manager: 'CUSTOMER',
      description: input.Description ?? '', state: bytes === undefined ? 'PendingImport' : 'Enabled',
      ...(bytes !== undefined && { materialId }),
      ...(input.MultiRegion === true && { multiRegion: { primaryRegion: call.region, replicaRegions: [] } }),
    })
    if (tags !== undefined) call.tags(Key).add(tags, id)
    return { KeyMetadata: metadataOf(key, call) }
  }
  const made = origin === 'EXTERNAL' ? undefined : newMaterial(keySpecs[spec]!)
  return made instanceof Promise ? made.then(bytes => call.transact(() => keep(bytes))) : keep(made)
}

interface Wanted { readonly spec: string, readonly usage: Usage, readonly origin: 'AWS_KMS' | 'EXTERNAL' }

/** @throws ValidationException, UnsupportedOperationException, CustomKeyStoreNotFoundException */
function wantedOf(input: CreateKeyRequest, call: Call): Wanted {
  const { CustomerMasterKeySpec: oldSpec, KeySpec: newSpec, Origin: origin = 'AWS_KMS', CustomKeyStoreId: store } = input
  if (oldSpec !== undefined && newSpec !== undefined && oldSpec !== newSpec) {
    throw call.fault('ValidationException', 'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. ' +
      'CustomerMasterKeySpec is deprecated.')
  }
  const spec = newSpec ?? oldSpec ?? 'SYMMETRIC_DEFAULT'
  const missing = missingSpecs[spec]
  if (missing !== undefined) throw new Fault('NotImplemented', `Keys of spec ${spec} cannot be made here: ${missing}`)
  if (origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE' || store !== undefined) {
    throw call.fault('CustomKeyStoreNotFoundException', `Custom key store ${store ?? ''} does not exist.`)
  }
  const usages = Object.keys(keySpecs[spec]!.algorithms) as Usage[]
  const usage = (input.KeyUsage ?? (spec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : undefined)) as Usage | undefined
  if (usage === undefined) {
    throw call.fault('ValidationException', `You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.`)
  }
  if (!usages.includes(usage)) {
    throw call.fault('ValidationException', `KeyUsage ${usage} is not compatible with KeySpec ${spec}`)
  }
  return { spec, usage, origin: origin as Wanted['origin'] }
}

export const DescribeKey: Kms['DescribeKey'] = (input, call) =>
  ({ KeyMetadata: metadataOf(permittedKey(input.KeyId, call, { ...input }), call) })

export const UpdateKeyDescription: Kms['UpdateKeyDescription'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  refusePendingDeletion(key, call)
  call.of(Key).put({ ...key, description: input.Description })
}
