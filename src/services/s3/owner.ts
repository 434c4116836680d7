// Canonical user ids: how S3 calls an account in owners and grants. Pure: an account's id is always the same and cannot be read back.
// Source: "Canonical user ID", AWS Account Management.

import { hash } from 'node:crypto'

/** 64 hexadecimal digits. @param account twelve digits */
export function canonicalId(account: string): string {
  return hash('sha256', `canonical-user/${account}`, 'hex')
}
