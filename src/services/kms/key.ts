// KMS keys: their record and declaration, how ids, ARNs and aliases name them, and what DescribeKey says of them.
// What a key is made of is in `material.ts`, who may use it in `access.ts`.

import type { Kms, KeyMetadata } from '../../../generated/aws/kms.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call, ResourceType } from '../../kernel/service.ts'
import { aliasHandlers, keyHandlers } from './cloud-formation.ts'
import { algorithmMembers, keySpecs } from './key-spec.ts'
import type { KeySpec, Usage } from './key-spec.ts'

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport' | 'PendingReplicaDeletion'

export interface Key {
  readonly id: string
  readonly description: string
  readonly usage: Usage
  readonly spec: string
  readonly origin: 'AWS_KMS' | 'EXTERNAL'
  readonly manager: 'CUSTOMER' | 'AWS'
  readonly state: KeyState
  readonly policy: string
  readonly createdAt: number
  /** The material that encrypts; absent until one is imported. */
  readonly materialId?: string
  readonly deletion?: { readonly at?: number, readonly windowDays: number, readonly from: KeyState }
  /** When imported material goes. */
  readonly validTo?: number
  readonly multiRegion?: { readonly primaryRegion: string, readonly replicaRegions: readonly string[] }
  /** Yearly, or as often as was asked for. */
  readonly rotation?: { readonly periodDays: number, readonly nextAt: number }
  readonly rotations?: { readonly total: number, readonly onDemand: number }
}

export const Key = resource<Key>({
  name: 'Key',
  key: 'id',
  arn: 'arn:{partition}:kms:{region}:{account}:key/{id}',
  tags: 'list',
  notFound: { code: 'NotFoundException', message: ([id]) => `Key '${id}' does not exist` },
  // "AWS KMS pricing": a key costs by the hour, its first and second rotation as much again; AWS's own and those to be deleted nothing.
  meters: [{
    usageType: ({ manager, state }) => manager === 'CUSTOMER' && state !== 'PendingDeletion' ? 'KMS-Keys' : undefined,
    quantity: ({ rotations }) => 1 + Math.min(rotations?.total ?? 0, 2),
  }],
  cloudFormation: keyHandlers,

})

export interface Alias {
  /** `alias/name` */
  readonly name: string
  readonly keyId: string
  readonly createdAt: number
  readonly updatedAt: number
}

export const Alias: ResourceType<Alias> = resource<Alias>({
  name: 'Alias',
  key: 'name',
  arn: 'arn:{partition}:kms:{region}:{account}:{name}',
  notFound: 'NotFoundException',
  exists: 'AlreadyExistsException',
  indexes: { key: ({ keyId }) => [keyId] },
  cloudFormation: aliasHandlers,
})

const keyIdForm = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/** The key that an id, key ARN, alias or alias ARN names in this cell; undefined where there is none. */
export function findKey(name: string, call: Call): Key | undefined {
  if (isElsewhere(name, call)) return undefined
  const resourceName = parseArn(name)?.resource ?? name
  if (!resourceName.startsWith('alias/')) return call.of(Key).get(resourceName.replace(/^key\//, ''))
  const alias = call.of(Alias).get(resourceName)
  return alias === undefined ? undefined : call.of(Key).get(alias.keyId)
}

/** @throws NotFoundException in AWS's words for each way to name a key */
export function requireKey(name: string, call: Call): Key {
  const found = findKey(name, call)
  if (found !== undefined) return call.of(Key).require(found.id)
  throw call.fault('NotFoundException', missingText(name, call))
}

/** An ARN of another region names nothing here. */
function isElsewhere(name: string, { region }: Call): boolean {
  const arn = parseArn(name)
  return arn !== undefined && arn.region !== region
}

function missingText(name: string, call: Call): string {
  const arn = parseArn(name)
  if (arn !== undefined && arn.region !== call.region) return `Invalid arn ${arn.region}`
  const resourceName = arn?.resource ?? name
  if (resourceName.startsWith('alias/')) return `Alias ${Alias.arnOf(call, { name: resourceName })} is not found.`
  const id = resourceName.replace(/^key\//, '')
  return keyIdForm.test(id) ? `Key '${Key.arnOf(call, { id })}' does not exist` : `Invalid keyId '${id}'`
}

export function specOf({ spec }: Key): KeySpec {
  return keySpecs[spec]!
}

export function metadataOf(key: Key, call: Call): KeyMetadata {
  const { id, spec, usage, origin, state, deletion, validTo, multiRegion } = key
  return {
    AWSAccountId: call.account,
    KeyId: id,
    Arn: call.arn(Key, key),
    CreationDate: key.createdAt,
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: usage,
    KeyState: state,
    Origin: origin,
    KeyManager: key.manager,
    CustomerMasterKeySpec: spec,
    KeySpec: spec,
    [algorithmMembers[usage]]: specOf(key).algorithms[usage],
    MultiRegion: multiRegion !== undefined,
    ...(spec === 'SYMMETRIC_DEFAULT' && key.materialId !== undefined && { CurrentKeyMaterialId: key.materialId }),
    ...(deletion?.at !== undefined && { DeletionDate: deletion.at }),
    ...(state === 'PendingReplicaDeletion' && { PendingDeletionWindowInDays: deletion!.windowDays }),
    ...(origin === 'EXTERNAL' && state !== 'PendingImport' && {
      ExpirationModel: validTo === undefined ? 'KEY_MATERIAL_DOES_NOT_EXPIRE' : 'KEY_MATERIAL_EXPIRES',
      ...(validTo !== undefined && { ValidTo: validTo }),
    }),
    ...(multiRegion !== undefined && { MultiRegionConfiguration: regionsOf(key, multiRegion, call) }),
  }
}

function regionsOf({ id }: Key, { primaryRegion, replicaRegions }: NonNullable<Key['multiRegion']>, call: Call):
NonNullable<KeyMetadata['MultiRegionConfiguration']> {
  const inRegion = (region: string) => ({ Arn: Key.arnOf({ ...placeOf(call), region }, { id }), Region: region })
  return {
    MultiRegionKeyType: call.region === primaryRegion ? 'PRIMARY' : 'REPLICA',
    PrimaryKey: inRegion(primaryRegion),
    ReplicaKeys: replicaRegions.map(inRegion),
  }
}

function placeOf({ partition, region, account }: Call): { partition: string, region: string, account: string } {
  return { partition, region, account }
}

export const ListKeys: Kms['ListKeys'] = function* (_, call) {
  for (const key of call.of(Key).scan()) yield { KeyId: key.id, KeyArn: call.arn(Key, key) }
}
