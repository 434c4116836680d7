// What a request says of the object it makes, apart from its bytes: headers, metadata, class, tags, lock, encryption, ACL; checked and in
// stored form. PutObject, CopyObject and CreateMultipartUpload have it in common.

import type { Call } from '../../kernel/service.ts'
import { enforcesOwner, refusePublicAcl } from './access.ts'
import { isPublicAcl, privateAcl, requestedAcl } from './acl.ts'
import type { Acl, AclInput } from './acl.ts'
import type { Bucket } from './bucket.ts'
import { isUnderKms, withDataKey } from './data-key.ts'
import { refuseInDirectory } from './directory-bucket.ts'
import { encryptionFor } from './encryption.ts'
import type { EncryptionInput } from './encryption.ts'
import { s3Fault } from './fault.ts'
import type { ContentHeaders, ObjectTraits } from './object.ts'
import { checkKey } from './object-key.ts'
import { retentionFor } from './retention.ts'
import type { LockInput } from './retention.ts'
import { readTaggingHeader } from './tag-set.ts'

export interface TraitsInput extends AclInput, EncryptionInput, LockInput, ContentHeaders {
  readonly Key: string
  readonly Metadata?: Readonly<Record<string, string>>
  readonly StorageClass?: string
  readonly Tagging?: string
}

const storageClasses: ReadonlySet<string> = new Set([
  'STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR',
])
const headerNames = [
  'CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage', 'ContentType', 'Expires', 'WebsiteRedirectLocation',
] as const
const mostMetadataBytes = 2048

/** As `traitsFor`, with the data key that KMS makes. @throws Fault `KMS.…` besides */
export async function sealedTraits(traits: ObjectTraits, bucket: Bucket, key: string, call: Call): Promise<ObjectTraits> {
  return isUnderKms(traits.encryption) ? { ...traits, encryption: await withDataKey(traits.encryption, bucket.name, key, call) } : traits
}

/** @throws KeyTooLongError, InvalidStorageClass, MetadataTooLarge, InvalidTag, InvalidArgument, InvalidRequest, AccessDenied … */
export function traitsFor(input: TraitsInput, bucket: Bucket, call: Call): ObjectTraits {
  checkKey(input.Key)
  if (bucket.directory !== undefined) refuseInDirectory(input)
  const tags = readTaggingHeader(input.Tagging)
  const owner = ownerFor(input, bucket, call)
  return {
    headers: headersOf(input),
    ...metadataOf(input.Metadata),
    storageClass: storageClassOf(input.StorageClass, bucket),
    encryption: encryptionFor(input, bucket),
    ...retentionFor(input, bucket, call),
    acl: aclFor(input, owner, bucket, call),
    owner,
    ...(tags !== undefined && { tags }),
  }
}

export function headersOf(input: ContentHeaders): ContentHeaders {
  const headers: Record<string, string> = {}
  for (const name of headerNames) {
    const value = input[name]
    if (value !== undefined && value !== '') headers[name] = value
  }
  headers['ContentType'] ??= 'binary/octet-stream'
  return headers
}

/** @throws MetadataTooLarge */
export function metadataOf(
  metadata: Readonly<Record<string, string>> | undefined,
): { readonly metadata?: Readonly<Record<string, string>> } {
  if (metadata === undefined || Object.keys(metadata).length === 0) return {}
  const sizeBytes = Object.entries(metadata).reduce((sum, [name, value]) => sum + Buffer.byteLength(name)
    + Buffer.byteLength(value, 'latin1'), 0)
  if (sizeBytes > mostMetadataBytes) throw s3Fault('MetadataTooLarge', { Size: sizeBytes, MaxSizeAllowed: mostMetadataBytes })
  return { metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value])) }
}

/** @throws InvalidStorageClass */
export function storageClassOf(asked: string | undefined, { directory }: Bucket): string {
  const usual = directory === undefined ? 'STANDARD' : 'EXPRESS_ONEZONE'
  if (asked === undefined) return usual
  if (directory === undefined ? !storageClasses.has(asked)
    : asked !== usual) throw s3Fault('InvalidStorageClass', { StorageClassRequested: asked })
  return asked
}

/** Under owner enforcement, and with the owner's blessing under its preference, what others upload is the bucket owner's. */
function ownerFor(input: AclInput, bucket: Bucket, call: Call): string {
  const { account } = call.principal
  if (account === '' || account === call.account || enforcesOwner(bucket)) return call.account
  const preferred = bucket.configurations.ownershipControls?.Rules[0]?.ObjectOwnership === 'BucketOwnerPreferred'
  return preferred && input.ACL === 'bucket-owner-full-control' ? call.account : account
}

function aclFor(input: AclInput, owner: string, bucket: Bucket, call: Call): Acl {
  const asked = requestedAcl(input, { owner, bucketOwner: call.account })
  if (asked === undefined) return privateAcl(owner)
  if (enforcesOwner(bucket)) {
    if (input.ACL === 'bucket-owner-full-control' || input.ACL === 'private') return privateAcl(owner)
    throw s3Fault('AccessControlListNotSupported')
  }
  if (isPublicAcl(asked)) refusePublicAcl(asked, bucket, call)
  return asked
}
