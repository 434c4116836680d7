// Encryption at rest as tables describe it: with DynamoDB's own key, of which nothing is said, or with a key of KMS. Keys are named, not
// used. Source: "DynamoDB encryption at rest", Developer Guide.

import type { SSESpecification } from '../../../generated/aws/dynamodb.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Table } from './table.ts'
import { invalidParameter } from './validation.ts'

interface Key { readonly id: string }

/** For its ARN only. */
const Key = resource<Key>({
  name: 'Key', key: 'id', arn: 'arn:{partition}:kms:{region}:{account}:key/{id}', notFound: 'ResourceNotFoundException',
})

/** @throws ValidationException */
export function readEncryption(given: SSESpecification | undefined, call: Call): Table['encryption'] {
  const { Enabled: enabled = given?.KMSMasterKeyId !== undefined, SSEType: type, KMSMasterKeyId: id } = given ?? {}
  if (given === undefined || !enabled) {
    if (id !== undefined) throw invalidParameter('SSESpecification.Enabled must be true when KMSMasterKeyId is specified')
    return undefined
  }
  if (type === 'AES256') throw invalidParameter('SSEType AES256 is not supported')
  if (id?.includes(':')) return { keyArn: id }
  // AWS's own key for the account, whose id is chosen once and stays.
  const own = call.identity.uniqueIdFor('AIDA', call.account, `alias/aws/dynamodb/${call.region}`).toLowerCase()
  return { keyArn: call.arn(Key, { id: id ?? `${own.slice(4, 12)}-${own.slice(12, 16)}-4000-8000-${own.slice(8, 20).padEnd(12, '0')}` }) }
}

/** The same as it would be asked for. */
export function encryptionOf({ encryption }: Pick<Table, 'encryption'>): SSESpecification | undefined {
  return encryption === undefined ? undefined : { Enabled: true, SSEType: 'KMS' }
}
