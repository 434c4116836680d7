// Access control lists: canned ones, those in grant headers and those in bodies become one stored form. Who is granted what is judged in
// `access.ts`. Source: "Access control list (ACL) overview", Amazon S3 User Guide.

import type { AccessControlPolicy, Grant as WireGrant } from '../../../generated/aws/s3.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { canonicalId } from './owner.ts'

export type Permission = 'FULL_CONTROL' | 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP'

/** To an account by its canonical id, or to a group by its URI. */
export interface Grant { readonly id?: string, readonly uri?: string, readonly permission: Permission }

export type Acl = readonly Grant[]

export const allUsers = 'http://acs.amazonaws.com/groups/global/AllUsers'
export const authenticatedUsers = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers'
export const logDeliveryGroup = 'http://acs.amazonaws.com/groups/s3/LogDelivery'
const groups: ReadonlySet<string> = new Set([allUsers, authenticatedUsers, logDeliveryGroup])
const permissions: ReadonlySet<string> = new Set(['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'])

/** What a request for a bucket or an object may say of its list. */
export interface AclInput {
  readonly ACL?: string
  readonly GrantFullControl?: string
  readonly GrantRead?: string
  readonly GrantReadACP?: string
  readonly GrantWrite?: string
  readonly GrantWriteACP?: string
  readonly AccessControlPolicy?: AccessControlPolicy
}

interface Accounts { readonly owner: string, readonly bucketOwner: string }

const headerPermissions = [
  ['GrantFullControl', 'FULL_CONTROL'], ['GrantRead', 'READ'], ['GrantReadACP', 'READ_ACP'], ['GrantWrite', 'WRITE'],
    ['GrantWriteACP', 'WRITE_ACP'],
] as const

export function privateAcl(owner: string): Acl {
  return [{ id: canonicalId(owner), permission: 'FULL_CONTROL' }]
}

/** The list that a request asks for; undefined where it says nothing. @throws InvalidRequest, InvalidArgument, MalformedACLError */
export function requestedAcl(input: AclInput, accounts: Accounts): Acl | undefined {
  const granted = headerPermissions.filter(([name]) => input[name] !== undefined)
  if (input.ACL !== undefined && granted.length > 0) {
    throw s3Fault('InvalidRequest', {}, 'Specifying both Canned ACLs and Header Grants is not allowed')
  }
  if (input.AccessControlPolicy !== undefined && (input.ACL !== undefined || granted.length > 0)) {
    throw s3Fault('UnexpectedContent')
  }
  if (input.ACL !== undefined) return canned(input.ACL, accounts)
  if (granted.length > 0) return granted.flatMap(([name, permission]) => headerGrants(input[name]!, permission))
  return input.AccessControlPolicy === undefined ? undefined : bodyGrants(input.AccessControlPolicy, accounts.owner)
}

/** The header that S3 compares with what Block Public Access allows. */
export function isPublicAcl(acl: Acl): boolean {
  return acl.some(({ uri }) => uri === allUsers || uri === authenticatedUsers)
}

/** Grants as clients see them. */
export function writtenGrants(acl: Acl): WireGrant[] {
  return acl.map(({ id, uri, permission }) => ({
    Grantee: uri === undefined ? { ID: id!, Type: 'CanonicalUser' } : { URI: uri, Type: 'Group' },
    Permission: permission,
  }))
}

function canned(name: string, { owner, bucketOwner }: Accounts): Acl {
  const own = privateAcl(owner)
  switch (name) {
    case 'private': case 'aws-exec-read': return own
    case 'public-read': return [...own, { uri: allUsers, permission: 'READ' }]
    case 'public-read-write': return [...own, { uri: allUsers, permission: 'READ' }, { uri: allUsers, permission: 'WRITE' }]
    case 'authenticated-read': return [...own, { uri: authenticatedUsers, permission: 'READ' }]
    case 'log-delivery-write': return [...own, { uri: logDeliveryGroup, permission: 'WRITE' },
      { uri: logDeliveryGroup, permission: 'READ_ACP' }]
    case 'bucket-owner-read': return owner === bucketOwner ? own : [...own, { id: canonicalId(bucketOwner), permission: 'READ' }]
    case 'bucket-owner-full-control':
      return owner === bucketOwner ? own : [...own, { id: canonicalId(bucketOwner), permission: 'FULL_CONTROL' }]
    default: throw invalidArgument('Argument x-amz-acl is invalid', 'x-amz-acl', name)
  }
}

/** `id="…", uri="…"` */
function headerGrants(text: string, permission: Permission): Grant[] {
  return text.split(',').map(part => {
    const [, kind, value] = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*)"?\s*$/.exec(part) ?? []
    if (kind === 'id' && /^[0-9a-f]{64}$/.test(value!)) return { id: value!, permission }
    if (kind === 'uri' && groups.has(value!)) return { uri: value!, permission }
    if (kind === 'emailAddress') throw s3Fault('UnresolvableGrantByEmailAddress', { Email: value })
    throw invalidArgument(kind === 'uri' ? 'Invalid group uri' : kind === 'id' ? 'Invalid id' : 'Argument format not recognized',
      `x-amz-grant-${permission.toLowerCase().replace('_', '-')}`, text)
  })
}

function bodyGrants({ Owner: stated, Grants: grants }: AccessControlPolicy, owner: string): Acl {
  if (stated?.ID === undefined) throw s3Fault('MalformedACLError')
  if (stated.ID !== canonicalId(owner)) throw s3Fault('AccessDenied')
  return (grants ?? []).map(({ Grantee: grantee, Permission: permission }) => {
    if (grantee === undefined || permission === undefined || !permissions.has(permission)) throw s3Fault('MalformedACLError')
    const granted = permission as Permission
    if (grantee.URI !== undefined) {
      if (!groups.has(grantee.URI)) throw invalidArgument('Invalid group uri', 'Group/URI', grantee.URI)
      return { uri: grantee.URI, permission: granted }
    }
    if (grantee.EmailAddress !== undefined) throw s3Fault('UnresolvableGrantByEmailAddress', { Email: grantee.EmailAddress })
    if (grantee.ID === undefined || !/^[0-9a-f]{64}$/.test(grantee.ID)) throw invalidArgument('Invalid id', 'CanonicalUser/ID', grantee.ID)
    return { id: grantee.ID, permission: granted }
  })
}
