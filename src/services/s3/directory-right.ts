// Who may do what in a directory bucket: whoever has a session of it, as far as the session's mode goes, and whom the bucket's policy or
// account lets open one. Actions are S3 Express's own; there is one for all that is done with objects.
// Source: "Authorizing Zonal endpoint API operations with CreateSession", Amazon S3 User Guide.

import { arnTemplate, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Bucket } from './bucket.ts'

export type SessionMode = 'ReadOnly' | 'ReadWrite'

/** What the keys of a session are good for; kept until they have lapsed. */
export interface DirectorySession {
  readonly expiresAt: number
  readonly accessKeyId: string
  readonly bucket: string
  readonly mode: SessionMode
}

export const Sessions = records<DirectorySession>({ name: 'DirectorySession', key: ['expiresAt', 'accessKeyId'] })

/** "ReadOnly session", CreateSession, Amazon S3 API Reference. */
const reading: ReadonlySet<string> = new Set(['s3:GetObject', 's3:GetObjectAttributes', 's3:ListBucket', 's3:ListMultipartUploadParts',
  's3:ListBucketMultipartUploads'])
/** What is about the bucket, and done at the region's endpoint. */
const regional = /^s3:(?:CreateBucket|DeleteBucket|(?:Get|Put|Delete)BucketPolicy|(?:Get|Put)(?:Encryption|Lifecycle)Configuration)$/

/** The one permission for all that is done in a zone. */
export const opening = 's3express:CreateSession'

const directoryArn = arnTemplate('arn:{partition}:s3express:{region}:{account}:bucket/{name}')

export function arnOfDirectory(name: string, call: Call): string {
  return directoryArn(call, { name })
}

export function mayInDirectory({ name, configurations: { policy } }: Bucket, action: string, call: Call, mode?: SessionMode): boolean {
  const { principal, request } = call
  const session = sessionOf(call)
  if (session !== undefined) {
    return session.bucket === name && action !== opening && !regional.test(action) && (session.mode === 'ReadWrite' || reading.has(action))
  }
  // A session of another bucket.
  if (request?.headers['x-amz-s3session-token'] !== undefined) return false
  const own = principal.account === call.account
  if (policy === undefined) return own
  const asked = regional.test(action) ? action.replace('s3:', 's3express:') : opening
  const conditions: Record<string, readonly string[]> = mode === undefined ? {} : { 's3express:sessionmode': [mode] }
  const { verdict } = call.evaluatePolicy(policy, { action: asked, resource: arnOfDirectory(name, call), conditions })
  return verdict === 'allow' || (own && verdict !== 'explicit-deny')
}

function sessionOf(call: Call): DirectorySession | undefined {
  const { accessKeyId, sessionExpiresAt } = call.principal
  if (accessKeyId === undefined || sessionExpiresAt === undefined) return undefined
  return call.of(Sessions).get(sessionExpiresAt, accessKeyId)
}
