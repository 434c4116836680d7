// Encryption at rest: with DynamoDB's own key, of which nothing is said, or with a key of KMS, by real calls in the caller's name. The data
// key of a table is made and granted when the table is, and must open for whoever uses the table; items are kept as they are. What happens
// to a table whose key does not open is in `table-key.ts`.
// Source: "DynamoDB encryption at rest", Developer Guide; "How Amazon DynamoDB uses AWS KMS", KMS Developer Guide.

import type { SSESpecification } from '../../../generated/aws/dynamodb.ts'
import { asCaller, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { KeyNeeded } from './key-needed.ts'
import type { Table } from './table.ts'
import { invalidParameter } from './validation.ts'

type Encryption = NonNullable<Table['encryption']>

/** What stands for the key that AWS manages for DynamoDB. */
const managedKey = 'alias/aws/dynamodb'
const granted = ['DescribeKey', 'GenerateDataKey', 'Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', 'RetireGrant']

/** The key of KMS that is asked for; undefined where none is. @throws ValidationException */
export function keyAskedFor(given: SSESpecification | undefined): string | undefined {
  const { Enabled: enabled = given?.KMSMasterKeyId !== undefined, SSEType: type, KMSMasterKeyId: id } = given ?? {}
  if (given === undefined || !enabled) {
    if (id !== undefined) throw invalidParameter('SSESpecification.Enabled must be true when KMSMasterKeyId is specified')
    return undefined
  }
  if (type === 'AES256') throw invalidParameter('SSEType AES256 is not supported')
  return id ?? managedKey
}

/** The encryption that was made for this call. @throws KeyNeeded where none was yet */
export function encryptionFor(name: string, keyId: string | undefined, call: Call): Table['encryption'] {
  if (keyId === undefined) return undefined
  const made = madeKeys(call).get(madeName(name, keyId, call))
  if (made === undefined) throw new KeyNeeded({ make: { name, keyId } })
  return made
}

/** As an existing one's SSESpecification would ask for it. */
export function encryptionOf({ encryption }: Pick<Table, 'encryption'>): SSESpecification | undefined {
  return encryption === undefined ? undefined : { Enabled: true, SSEType: 'KMS' }
}

/** Made for calls that run again with them; what a call has made is forgotten when it is through. */
function madeKeys(call: Call): Map<string, Encryption> {
  return call.cache('made keys', () => new Map<string, Encryption>())
}

function madeName(name: string, keyId: string, { requestId }: Call): string {
  return `${requestId} ${name} ${keyId}`
}

export function forgetMade(call: Call): void {
  for (const name of madeKeys(call).keys()) if (name.startsWith(`${call.requestId} `)) madeKeys(call).delete(name)
}

/** Makes a data key for a table and lets the service use it from now on. @throws AccessDeniedException, ValidationException */
export async function makeKey({ name, keyId }: { readonly name: string, readonly keyId: string }, call: Call): Promise<void> {
  const kms = kmsOf(call)
  const EncryptionContext = contextOf(name, call)
  const service = `dynamodb.${call.region}.amazonaws.com`
  try {
    const { KeyId: keyArn, CiphertextBlob: sealed } = await kms.GenerateDataKey({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext })
    const { GrantId: grantId } = await kms.CreateGrant({
      KeyId: keyArn!, GranteePrincipal: service, RetiringPrincipal: service, Operations: granted,
      Constraints: { EncryptionContextSubset: EncryptionContext },
    })
    madeKeys(call).set(madeName(name, keyId, call), {
      keyArn: keyArn!, dataKey: Buffer.from(sealed!).toString('base64'), grantId: grantId!,
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw error.code === 'AccessDeniedException' ? deniedKey(error, call)
      : call.fault('ValidationException', `KMS validation error: ${told(error, call)}`)
  }
}

/** Asks KMS to open a table's key, in the caller's name. @throws Fault KMS's own */
export async function askToOpen({ name, encryption }: Table, call: Call): Promise<void> {
  const { dataKey, keyArn } = encryption!
  await kmsOf(call).Decrypt({ CiphertextBlob: Buffer.from(dataKey!, 'base64'), KeyId: keyArn, EncryptionContext: contextOf(name, call) })
}

/** What the service was granted for a table ends with the table, or with its use of the key. */
export function retireGrant(encryption: Table['encryption'], call: Call): void {
  if (encryption?.grantId === undefined) return
  const { keyArn: KeyId, grantId: GrantId } = encryption
  call.afterCommit(async () => {
    try {
      await call.to('kms').RetireGrant({ KeyId, GrantId })
    } catch (error) {
      // The key is gone, or somebody revoked the grant: there is nothing left to retire.
      if (!(error instanceof Fault)) throw error
    }
  })
}

/** Source: https://github.com/aws/aws-cdk/issues/18616. */
export function deniedKey(fault: Fault, call: Call): Fault {
  return call.fault('AccessDeniedException', `KMS key access denied error: ${told(fault, call)}`)
}

function told({ message, code, status }: Fault, { requestId }: Call): string {
  return `com.amazonaws.services.kms.model.AWSKMSException: ${message} (Service: AWSKMS; Status Code: ${status}; Error Code: ${code}; `
    + `Request ID: ${requestId}; Proxy: null)`
}

function contextOf(name: string, { account }: Call): Record<string, string> {
  return { 'aws:dynamodb:tableName': name, 'aws:dynamodb:subscriberId': account }
}

function kmsOf(call: Call) {
  return call.to('kms', asCaller(call))
}
