// The Access Grants instance of an account in a Region: the one thing that grants and their locations belong to, and the policy by which it
// is shared. Source: CreateAccessGrantsInstance and its like, S3 Control API Reference; "S3 Access Grants instances", Amazon S3 User Guide;
// codes: "S3 Access Grants error codes", API Reference.

import type { S3control, Tag } from '../../../generated/aws/s3control.ts'
import { arnTemplate, Fault, parseArn, readPolicy, records, sealedPage } from '../../kernel/service.ts'
import type { Call, SealedPage } from '../../kernel/service.ts'

export interface GrantsInstance {
  readonly region: string
  readonly createdAt: number
  readonly tags: readonly Tag[]
  readonly policy?: { readonly text: string, readonly createdAt: number, readonly organization?: string }
}

export const GrantsInstance = records<GrantsInstance>({ name: 'AccessGrantsInstance', key: 'region' })

const arnOf = arnTemplate('arn:{partition}:s3:{region}:{account}:access-grants/{id}')
const usualPage = 1000
/** The only one that there is. */
const id = 'default'

export function grantsArn(call: Call, rest = ''): string {
  return arnOf(call, { id: `${id}${rest}` })
}

/** @throws AccessGrantsInstanceNotExistsError */
export function instanceOf(call: Call): GrantsInstance {
  const found = call.of(GrantsInstance).get(call.region)
  if (found === undefined) throw grantsFault('AccessGrantsInstanceNotExistsError', 'Access Grants Instance does not exist', 404)
  return found
}

export function grantsFault(code: string, text: string, status = 400): Fault {
  return new Fault(code, text, status)
}

/** @throws InvalidRequest */
export function grantsPage<T>(items: readonly T[], { MaxResults: limit, NextToken: token }:
{ readonly MaxResults?: number | undefined, readonly NextToken?: string | undefined }, call: Call): SealedPage<T> {
  return sealedPage(items, { limit: limit === 0 ? undefined : limit, usual: usualPage, token }, call,
    () => grantsFault('InvalidRequest', 'The NextToken is not valid'))
}

export const CreateAccessGrantsInstance: S3control['CreateAccessGrantsInstance'] = (input, call) => {
  if (input.IdentityCenterArn !== undefined) throw noIdentityCenter()
  if (call.of(GrantsInstance).get(call.region) !== undefined) {
    throw grantsFault('AccessGrantsInstanceAlreadyExists', 'Access Grants Instance already exists', 409)
  }
  return shown(call.of(GrantsInstance).put({ region: call.region, createdAt: call.now(), tags: input.Tags ?? [] }), call)
}

/** Directories of people are another service's. */
function noIdentityCenter(): Fault {
  return new Fault('NotImplemented', 'Access Grants are for users and roles of IAM here; IAM Identity Center has no directory.', 501)
}

function shown({ createdAt }: GrantsInstance, call: Call) {
  return { CreatedAt: createdAt, AccessGrantsInstanceId: id, AccessGrantsInstanceArn: grantsArn(call) }
}

export const GetAccessGrantsInstance: S3control['GetAccessGrantsInstance'] = (_input, call) => shown(instanceOf(call), call)

export const ListAccessGrantsInstances: S3control['ListAccessGrantsInstances'] = (input, call) => {
  const found = call.of(GrantsInstance).get(call.region)
  const { items, next } = grantsPage(found === undefined ? [] : [shown(found, call)], input, call)
  return { AccessGrantsInstancesList: items, ...next }
}

/** The instance of whoever holds the bucket, in the bucket's Region. @throws NoSuchBucket, AccessGrantsInstanceNotExistsError */
export const GetAccessGrantsInstanceForPrefix: S3control['GetAccessGrantsInstanceForPrefix'] = ({ S3Prefix: prefix }, call) => {
  const bucket = /^s3:\/\/([^/*]+)/.exec(prefix)?.[1]
  if (bucket === undefined) throw grantsFault('InvalidRequest', 'The S3 prefix is not valid')
  const holder = call.names.holder(bucket)
  if (holder === undefined) throw grantsFault('NoSuchBucket', 'The specified bucket does not exist', 404)
  if (holder.account !== call.account) throw grantsFault('AccessDenied', 'Access Denied', 403)
  const { AccessGrantsInstanceArn, AccessGrantsInstanceId } = shown(instanceOf(call), call)
  return { AccessGrantsInstanceArn, AccessGrantsInstanceId }
}

export const PutAccessGrantsInstanceResourcePolicy: S3control['PutAccessGrantsInstanceResourcePolicy'] = (input, call) => {
  const { Policy: text, Organization: organization } = input
  const instance = instanceOf(call)
  if ('problem' in readPolicy(text, 'resource')) throw grantsFault('InvalidResourcePolicy', 'The resource policy is not valid')
  const policy = { text, createdAt: call.now(), ...(organization !== undefined && { organization }) }
  call.of(GrantsInstance).put({ ...instance, policy })
  return shownPolicy(policy)
}

function shownPolicy({ text, createdAt, organization }: NonNullable<GrantsInstance['policy']>) {
  return { Policy: text, CreatedAt: createdAt, ...(organization !== undefined && { Organization: organization }) }
}

export const GetAccessGrantsInstanceResourcePolicy: S3control['GetAccessGrantsInstanceResourcePolicy'] = (_input, call) => {
  const { policy } = instanceOf(call)
  if (policy === undefined) {
    throw grantsFault('AccessGrantsInstanceResourcePolicyNotExists', 'Access Grants Instance has no resource policy', 404)
  }
  return shownPolicy(policy)
}

export const DeleteAccessGrantsInstanceResourcePolicy: S3control['DeleteAccessGrantsInstanceResourcePolicy'] = (_input, call) => {
  const { policy: _, ...rest } = instanceOf(call)
  call.of(GrantsInstance).put(rest)
  call.respond({ status: 204 })
}

/** Whether a text is the ARN of one of these things of IAM. */
export function isIdentity(text: string, ...kinds: readonly ('role' | 'user')[]): boolean {
  const place = parseArn(text)
  return place?.service === 'iam' && kinds.some(kind => place.resource.startsWith(`${kind}/`))
}
