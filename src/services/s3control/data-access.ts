// Access by a grant: whoever a grant is for gets credentials of its location's role, for a time, that reach no further than the grant, or
// than what was asked for. Source: GetDataAccess and ListCallerAccessGrants, S3 Control API Reference; "Request access to Amazon S3 data
// through S3 Access Grants", Amazon S3 User Guide.

import type { GetDataAccessRequest, S3control } from '../../../generated/aws/s3control.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { grantsOf, locationOf } from './access-grant.ts'
import type { AccessGrant } from './access-grant.ts'
import { grantsArn, grantsFault, grantsPage, instanceOf } from './access-grants-instance.ts'

const objectArn = arnTemplate('arn:{partition}:s3:::{path}')
const seconds = { usual: 3600, least: 900, most: 43_200 }
const reads = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectAcl', 's3:GetObjectVersionAcl']
const writes = ['s3:PutObject', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', 's3:DeleteObject', 's3:DeleteObjectVersion',
  's3:AbortMultipartUpload', 's3:ListMultipartUploadParts']

/** "Register a location", Amazon S3 User Guide: whom the location's role must trust. */
const servicePrincipal = 'access-grants.s3.amazonaws.com'

export const GetDataAccess: S3control['GetDataAccess'] = async (input, call) => {
  const { Target: target, Permission: permission, DurationSeconds: duration = seconds.usual, Privilege: privilege = 'Default' } = input
  instanceOf(call)
  if (duration < seconds.least || duration > seconds.most) throw grantsFault('InvalidRequest', 'DurationSeconds must be from 900 to 43200')
  const grant = matching(input, call)
  const { roleArn } = locationOf(grant.locationId, call)
  const scope = privilege === 'Minimal' ? target : grant.scope
  try {
    const { Credentials: given } = await call.to('sts', { sourceArn: grantsArn(call), servicePrincipal }).AssumeRole({
      RoleArn: roleArn, RoleSessionName: `access-grants-${call.uuid()}`, DurationSeconds: duration,
      Policy: policyFor(scope, permission, call),
    })
    return { Credentials: given!, MatchedGrantTarget: scope, Grantee: grant.grantee, MatchedInstanceArn: grantsArn(call) }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw grantsFault(error.code.startsWith('AccessDenied') ? 'StsNotAuthorizedError' : 'StsValidationError', error.message)
  }
}

/** The caller's grant that covers what is asked for; of several, the one that reaches least far. @throws AccessDenied */
function matching({ Target: target, Permission: permission, TargetType: type }: GetDataAccessRequest, call: Call): AccessGrant {
  const found = ownGrants(call).filter(grant => covers(grant.scope, target, type === 'Object')
    && (grant.permission === permission || grant.permission === 'READWRITE'))
    .sort((one, other) => other.scope.length - one.scope.length)
  if (found[0] === undefined) {
    throw grantsFault('AccessDenied', `You do not have ${permission} permissions to the requested S3 Prefix: ${target}`, 403)
  }
  return found[0]
}

/** A session stands for its role. */
function ownGrants(call: Call): AccessGrant[] {
  const { arn, issuerArn } = call.principal
  return grantsOf(call).filter(({ grantee: { GranteeIdentifier: who } }) => who === arn || who === issuerArn)
}

/** A scope that ends in a star reaches everything that begins so; a bucket, what is in it; anything else is one object. */
function covers(scope: string, target: string, isObject: boolean): boolean {
  const asked = target.replace(/\*$/, '')
  if (scope.endsWith('*')) return asked.startsWith(scope.slice(0, -1))
  const isBucket = !scope.slice('s3://'.length).includes('/')
  return isBucket ? asked === scope || asked.startsWith(`${scope}/`) : isObject && target === scope
}

/** What a session may do below an address, and which keys it may list. */
function policyFor(scope: string, permission: string, call: Call): string {
  const path = scope.replace(/^s3:\/\//, '')
  const [bucket = ''] = path.split('/')
  const prefix = path.slice(bucket.length + 1)
  const name = bucket.replace(/\*$/, '')
  const below = prefix === '' ? `${name}/*` : path
  const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: objectArn(call, { path: name }),
    ...(prefix !== '' && { Condition: { StringLike: { 's3:prefix': prefix } } }) }
  const actions = [...permission === 'WRITE' ? [] : reads, ...permission === 'READ' ? [] : writes]
  return JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Action: actions, Resource: objectArn(call, { path: below }) }, ...permission === 'WRITE' ? [] : [list],
  ] })
}

export const ListCallerAccessGrants: S3control['ListCallerAccessGrants'] = (input, call) => {
  instanceOf(call)
  const found = ownGrants(call).filter(({ scope }) => input.GrantScope === undefined
    || scope.startsWith(input.GrantScope.replace(/\*$/, '')))
  const { items, next } = grantsPage(found.map(({ permission, scope, applicationArn }) => ({
    Permission: permission as 'READ', GrantScope: scope, ...(applicationArn !== undefined && { ApplicationArn: applicationArn }),
    AccessGrantsInstanceArn: grantsArn(call),
  })), input, call)
  return { CallerAccessGrantsList: items, ...next }
}
