// Grants: their record, and what they allow. A grant is a statement of the key's policy that names one grantee and its operations; its
// constraints on the encryption context are compared here, where the context is known. Their making and end is in `grant.ts`.
// Source: "Grants in AWS KMS", KMS Developer Guide.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { EncryptionContext } from './ciphertext.ts'
import { contextOf } from './condition.ts'
import type { Asking } from './condition.ts'
import type { Key } from './key.ts'

export interface Grant {
  readonly keyId: string
  /** 64 hexadecimal digits. */
  readonly id: string
  readonly name?: string
  readonly grantee: Party
  readonly retiring?: Party
  readonly issuingAccount: string
  readonly operations: readonly string[]
  readonly constraints?: Constraints
  readonly createdAt: number
}

export interface Constraints {
  readonly EncryptionContextSubset?: EncryptionContext
  readonly EncryptionContextEquals?: EncryptionContext
  readonly SourceArn?: string
}

/** A principal's ARN, or a service's name. */
export interface Party { readonly arn?: string, readonly service?: string }

export const Grant = records<Grant>({
  name: 'Grant', key: ['keyId', 'id'],
  indexes: { retiring: ({ retiring }) => retiring && [retiring.arn ?? retiring.service!] },
})

/** Operations whose permission a constraint on the encryption context can bear on. */
const withContext: ReadonlySet<string> = new Set([
  'Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom', 'ReEncryptTo',
])

/** A statement for each of the key's grants that allows the action on this call. */
export function grantStatements(key: Key, action: string, input: Asking, call: Call): object[] {
  const statements: object[] = []
  for (const grant of call.of(Grant).scan({ within: [key.id] })) {
    if (!grant.operations.includes(action) || !satisfied(grant.constraints, action, input)) continue
    const { arn, service } = grant.grantee
    const condition = grant.constraints?.SourceArn === undefined ? {}
      : { Condition: { ArnLike: { 'aws:SourceArn': grant.constraints.SourceArn } } }
    const principal = arn === undefined ? { Service: service } : { AWS: arn }
    statements.push({ Effect: 'Allow', Principal: principal, Action: `kms:${action}`, Resource: '*', ...condition })
  }
  return statements
}

/** Names of keys and values count by case. */
function satisfied(constraints: Constraints | undefined, action: string, input: Asking): boolean {
  if (constraints === undefined || !withContext.has(action)) return true
  const { EncryptionContextSubset: subset, EncryptionContextEquals: equal } = constraints
  const context = (action === 'ReEncryptFrom' ? input.SourceEncryptionContext : contextOf(input)) ?? {}
  const holds = (wanted: EncryptionContext) => Object.entries(wanted).every(([name, value]) => context[name] === value)
  if (subset !== undefined && !holds(subset)) return false
  return equal === undefined || (holds(equal) && Object.keys(equal).length === Object.keys(context).length)
}
