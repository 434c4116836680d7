// CreateSession: keys for one directory bucket, for five minutes. Their token is an ordinary session's, bound to the bucket by a policy;
// what of it counts here is in `directory-right.ts`. Source: CreateSession, Amazon S3 API Reference.

import type { S3 } from '../../../generated/aws/s3.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { existing } from './bucket.ts'
import { mayInDirectory, opening, Sessions } from './directory-right.ts'
import type { SessionMode } from './directory-right.ts'
import { encryptionFor, writtenEncryption } from './encryption.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { bucketArn } from './iam-action.ts'

const lastsMs = 5 * 60_000
const arnOf = arnTemplate(bucketArn)

export const CreateSession: S3['CreateSession'] = (input, call) => {
  const { SessionMode: mode = 'ReadWrite' } = input
  if (mode !== 'ReadOnly' && mode !== 'ReadWrite') {
    throw invalidArgument('The session mode is not valid', 'x-amz-create-session-mode', mode)
  }
  const bucket = existing(input.Bucket, call)
  if (bucket.directory === undefined) throw s3Fault('MethodNotAllowed')
  if (call.enforces && !mayInDirectory(bucket, opening, call, mode as SessionMode)) throw s3Fault('AccessDenied')
  dropLapsed(call)
  const expiresAt = call.now() + lastsMs
  const { accessKeyId, secretAccessKey, sessionToken } = call.identity.issueSession({
    principal: { ...call.principal, sessionPolicies: [policyFor(bucket.name, call)] }, expiresAt,
  })
  call.of(Sessions).insert({ expiresAt, accessKeyId, bucket: bucket.name, mode: mode as SessionMode })
  return {
    ...writtenEncryption(encryptionFor(input, bucket)),
    Credentials: { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expiresAt },
  }
}

function dropLapsed(call: Call): void {
  for (const { expiresAt, accessKeyId } of call.of(Sessions).scan({ before: [call.now()] })) call.of(Sessions).delete(expiresAt,
    accessKeyId)
}

/** The keys are good for nothing but this bucket, wherever they are shown. */
function policyFor(name: string, call: Call): string {
  const arn = arnOf(call, { name })
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: [arn, `${arn}/*`] }] })
}
