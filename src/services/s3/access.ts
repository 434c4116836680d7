// Who may do what to a bucket: its owner's account, whom its policy allows, whom its ACL grants, and nobody whom its policy denies. The
// kernel judges policies, and what IAM says of the caller. Source: "How Amazon S3 authorizes a request", Amazon S3 User Guide.

import type { Call, Outcome } from '../../kernel/service.ts'
import type { Via } from './access-point.ts'
import { allUsers, authenticatedUsers, isPublicAcl, logDeliveryGroup } from './acl.ts'
import type { Acl, Permission } from './acl.ts'
import type { Bucket } from './bucket.ts'
import { mayInDirectory } from './directory-right.ts'
import { s3Fault } from './fault.ts'
import { target } from './iam-action.ts'
import { canonicalId } from './owner.ts'
import { Current, liveObject, versionOf } from './object.ts'
import type { LiveObject } from './object.ts'
import { policyKeys } from './policy-keys.ts'
import { isPublicPolicy } from './policy.ts'

/** An action of IAM's, and the permission of ACLs that covers it, where one does: on the bucket, or on the object. */
export interface Right { readonly action: string, readonly bucket?: Permission, readonly object?: Permission }

export const rights = {
  list: { action: 's3:ListBucket', bucket: 'READ' },
  listVersions: { action: 's3:ListBucketVersions', bucket: 'READ' },
  listUploads: { action: 's3:ListBucketMultipartUploads', bucket: 'READ' },
  get: { action: 's3:GetObject', object: 'READ' },
  getVersion: { action: 's3:GetObjectVersion', object: 'READ' },
  put: { action: 's3:PutObject', bucket: 'WRITE' },
  delete: { action: 's3:DeleteObject', bucket: 'WRITE' },
  deleteVersion: { action: 's3:DeleteObjectVersion' },
  getAcl: { action: 's3:GetObjectAcl', object: 'READ_ACP' },
  putAcl: { action: 's3:PutObjectAcl', object: 'WRITE_ACP' },
  getBucketAcl: { action: 's3:GetBucketAcl', bucket: 'READ_ACP' },
  putBucketAcl: { action: 's3:PutBucketAcl', bucket: 'WRITE_ACP' },
} as const satisfies Readonly<Record<string, Right>>

/** @throws AccessDenied */
export function demand(bucket: Bucket, right: Right, call: Call, key?: string, objectAcl?: Acl): void {
  if (!may(bucket, right, call, key, objectAcl)) throw s3Fault('AccessDenied')
}

/** @param objectAcl of the object that is meant, once it is known; before, its ACL may still grant what is wanted */
export function may(bucket: Bucket, right: Right, call: Call, key?: string, objectAcl?: Acl): boolean {
  const { principal } = call
  if (!call.enforces) return true
  if (principal.kind === 'service') return principal.service !== logDelivery || mayDeliver(bucket, right, call, key)
  if (bucket.directory !== undefined) return mayInDirectory(bucket, right.action, call)
  if (bucket.via !== undefined && !mayThrough(bucket.via, bucket, right, call, key)) return false
  const { policy } = bucket.configurations
  const own = principal.account === call.account
  if (policy !== undefined) {
    const resource = target({ Bucket: bucket.name, ...(key !== undefined && { Key: key }) }, call)
    const verdict = judged(policy, resource, bucket, right, call, key)
    if (verdict === 'explicit-deny') return false
    if (verdict === 'allow' && (own || !blocks('RestrictPublicBuckets', bucket, call) || !isPublicPolicy(policy))) return true
  }
  if (own) return true
  if (enforcesOwner(bucket)) return false
  const ignored = blocks('IgnorePublicAcls', bucket, call)
  if (right.bucket !== undefined) return grants(bucket.acl, right.bucket, call, ignored)
  if (right.object === undefined) return false
  return objectAcl === undefined || grants(objectAcl, right.object, call, ignored)
}

/** Who is not of the account needs the access point's word as well as the bucket's. */
function mayThrough({ arn, policy }: Via, bucket: Bucket, right: Right, call: Call, key: string | undefined): boolean {
  const own = call.principal.account === call.account
  if (policy === undefined) return own
  const verdict = judged(policy, key === undefined ? arn : `${arn}/object/${key}`, bucket, right, call, key)
  return verdict === 'allow' || (own && verdict !== 'explicit-deny')
}

function judged(
  policy: string, resource: string | undefined, bucket: Bucket, { action }: Right, call: Call, key: string | undefined,
): Verdict {
  const { account } = call.principal
  const asker = account === '' ? {} : { canonicalId: canonicalId(account) }
  const conditions = policyKeys(call, () => taggedObject(policy, bucket, key, call)?.tags, bucket.via)
  return call.evaluatePolicy(policy, { action, resource, conditions, ...asker }).verdict
}

/** Who delivers logs. It needs the policy's word, or the list's where lists count: "Enabling server access logging", User Guide. */
export const logDelivery = 'logging.s3.amazonaws.com'

function mayDeliver(bucket: Bucket, right: Right, call: Call, key: string | undefined): boolean {
  const { policy } = bucket.configurations
  const resource = target({ Bucket: bucket.name, ...(key !== undefined && { Key: key }) }, call)
  const verdict = policy === undefined ? 'implicit-deny' : judged(policy, resource, bucket, right, call, key)
  if (verdict === 'explicit-deny') return false
  const isGranted = bucket.acl.some(({ uri, permission }) => uri === logDeliveryGroup
    && (permission === right.bucket || permission === 'FULL_CONTROL'))
  return verdict === 'allow' || (!enforcesOwner(bucket) && isGranted)
}

type Verdict = Outcome['verdict']
type Block = NonNullable<Bucket['configurations']['publicAccessBlock']>

/** Whether the bucket's public access block, or its account's, says so. */
export function blocks(what: keyof Block, { configurations: { publicAccessBlock: block } }: Bucket, call: Call): boolean {
  return block?.[what] === true || call.accountTable<Block>('public-access-block').get('account')?.[what] === true
}

/** The object whose tags a policy asks for, where it asks for any. */
function taggedObject(policy: string, { name }: Bucket, key: string | undefined, call: Call): LiveObject | undefined {
  if (key === undefined || !/existingobjecttag/i.test(policy)) return undefined
  const versionId = new URLSearchParams(call.request?.query ?? '').get('versionId')
  return liveObject(versionId === null ? call.of(Current).get(name, key) : versionOf(name, key, versionId, call))
}

/**
 * Under requester pays, who is not the owner must agree to pay, which the anonymous cannot.
 * Source: "Using Requester Pays buckets for storage transfers and usage", Amazon S3 User Guide.
 */
export function chargeRequester(bucket: Bucket, call: Call): void {
  const { principal, request } = call
  if (bucket.configurations.requestPayment?.Payer !== 'Requester' || principal.kind === 'service') return
  if (principal.account === call.account) return
  const agreed = request?.headers['x-amz-request-payer']
  if (principal.account === '' || (request !== undefined && agreed !== 'requester')) throw s3Fault('AccessDenied')
  call.respond({ headers: { 'x-amz-request-charged': 'requester' } })
}

export function enforcesOwner({ configurations: { ownershipControls: controls } }: Bucket): boolean {
  return controls?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced'
}

/** An ACL that would make a bucket or object public, where that is blocked. @throws AccessDenied */
export function refusePublicAcl(acl: Acl, bucket: Bucket, call: Call): void {
  if (isPublicAcl(acl) && blocks('BlockPublicAcls', bucket, call)) throw s3Fault('AccessDenied')
}

function grants(acl: Acl, wanted: Permission, { principal }: Call, ignorePublic: boolean): boolean {
  const id = principal.account === '' ? undefined : canonicalId(principal.account)
  return acl.some(grant => {
    if (grant.permission !== wanted && grant.permission !== 'FULL_CONTROL') return false
    if (grant.uri === undefined) return grant.id === id
    if (ignorePublic) return false
    return grant.uri === allUsers || (grant.uri === authenticatedUsers && id !== undefined)
  })
}
