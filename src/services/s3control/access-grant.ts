// Locations and grants: which role reads and writes below an address of S3, and which users and roles of IAM may do what in a part of it.
// Source: CreateAccessGrantsLocation, CreateAccessGrant and their like, S3 Control API Reference; "Working with grants", S3 User Guide.

import type { AccessGrantsLocationConfiguration, Grantee, S3control, Tag } from '../../../generated/aws/s3control.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { GrantsInstance, grantsArn, grantsFault, grantsPage, instanceOf, isIdentity } from './access-grants-instance.ts'

interface Location {
  readonly region: string
  readonly id: string
  /** `s3://`, `s3://bucket`, `s3://bucket/prefix*`. */
  readonly scope: string
  readonly roleArn: string
  readonly createdAt: number
  readonly tags: readonly Tag[]
}

export interface AccessGrant {
  readonly region: string
  readonly id: string
  readonly locationId: string
  readonly configuration?: AccessGrantsLocationConfiguration
  readonly grantee: Grantee
  readonly permission: string
  readonly applicationArn?: string
  readonly scope: string
  readonly createdAt: number
  readonly tags: readonly Tag[]
}

const Location = records<Location>({ name: 'AccessGrantsLocation', key: ['region', 'id'] })
const AccessGrant = records<AccessGrant>({ name: 'AccessGrant', key: ['region', 'id'] })

const permissions: ReadonlySet<string> = new Set(['READ', 'WRITE', 'READWRITE'])
const everything = 's3://'

/** @throws NoSuchAccessGrantsLocationError */
export function locationOf(id: string, call: Call): Location {
  instanceOf(call)
  const found = call.of(Location).get(call.region, id)
  if (found === undefined) throw grantsFault('NoSuchAccessGrantsLocationError', 'The specified access grants location does not exist', 404)
  return found
}

export const CreateAccessGrantsLocation: S3control['CreateAccessGrantsLocation'] = (input, call) => {
  const { LocationScope: scope, IAMRoleArn: roleArn, Tags: tags = [] } = input
  instanceOf(call)
  checkRole(roleArn)
  const bucket = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/.*)?\*?$/.exec(scope)?.[1]
  if (scope !== everything && bucket === undefined) throw grantsFault('InvalidAccessGrantsLocation', 'The location scope is not valid')
  if (bucket !== undefined && call.names.holder(bucket) === undefined) {
    throw grantsFault('NoSuchBucket', 'The specified bucket does not exist', 404)
  }
  for (const other of call.of(Location).scan({ within: [call.region] })) {
    if (other.scope === scope) throw grantsFault('AccessGrantsLocationAlreadyExistsError', 'The location is registered already', 409)
  }
  const id = scope === everything ? 'default' : call.uuid()
  return shownLocation(call.of(Location).put({ region: call.region, id, scope, roleArn, createdAt: call.now(), tags }), call)
}

function checkRole(arn: string): void {
  if (!isIdentity(arn, 'role')) throw grantsFault('InvalidIamRole', 'The IAM role is not valid')
}

function shownLocation({ id, scope, roleArn, createdAt }: Location, call: Call) {
  return {
    CreatedAt: createdAt, AccessGrantsLocationId: id, AccessGrantsLocationArn: grantsArn(call, `/location/${id}`), LocationScope: scope,
    IAMRoleArn: roleArn,
  }
}

export const GetAccessGrantsLocation: S3control['GetAccessGrantsLocation'] = ({ AccessGrantsLocationId: id }, call) =>
  shownLocation(locationOf(id, call), call)

export const UpdateAccessGrantsLocation: S3control['UpdateAccessGrantsLocation'] = ({ AccessGrantsLocationId: id, IAMRoleArn: roleArn },
  call) => {
  checkRole(roleArn)
  return shownLocation(call.of(Location).put({ ...locationOf(id, call), roleArn }), call)
}

export const ListAccessGrantsLocations: S3control['ListAccessGrantsLocations'] = (input, call) => {
  instanceOf(call)
  const found = [...call.of(Location).scan({ within: [call.region] })]
    .filter(({ scope }) => input.LocationScope === undefined || scope === input.LocationScope)
  const { items, next } = grantsPage(found.map(each => shownLocation(each, call)), input, call)
  return { AccessGrantsLocationsList: items, ...next }
}

export const DeleteAccessGrantsLocation: S3control['DeleteAccessGrantsLocation'] = ({ AccessGrantsLocationId: id }, call) => {
  locationOf(id, call)
  if (grantsOf(call).some(({ locationId }) => locationId === id)) {
    throw grantsFault('AccessGrantsLocationNotEmptyError', 'The location still has grants')
  }
  call.of(Location).delete(call.region, id)
  call.respond({ status: 204 })
}

/** Goes only when nothing is registered in it. @throws AccessGrantsInstanceNotEmptyError */
export const DeleteAccessGrantsInstance: S3control['DeleteAccessGrantsInstance'] = (_input, call) => {
  instanceOf(call)
  if (call.of(Location).first({ within: [call.region] }) !== undefined) {
    throw grantsFault('AccessGrantsInstanceNotEmptyError', 'The instance still has locations')
  }
  call.of(GrantsInstance).delete(call.region)
  call.respond({ status: 204 })
}

export const CreateAccessGrant: S3control['CreateAccessGrant'] = (input, call) => {
  const { AccessGrantsLocationId: locationId, AccessGrantsLocationConfiguration: configuration, Grantee: grantee, Permission: permission,
    ApplicationArn: applicationArn, S3PrefixType: type, Tags: tags = [] } = input
  const location = locationOf(locationId, call)
  if (grantee.GranteeType !== 'IAM') throw grantsFault('InvalidIamIdentity', 'Grantees are users and roles of IAM here')
  if (!isIdentity(grantee.GranteeIdentifier ?? '', 'role', 'user')) {
    throw grantsFault('InvalidIamIdentity', 'The IAM identity is not valid')
  }
  if (!permissions.has(permission)) throw grantsFault('InvalidAccessGrant', 'The permission is not valid')
  const scope = scopeOf(location, configuration?.S3SubPrefix, type === 'Object')
  for (const other of grantsOf(call)) {
    const isSame = other.scope === scope && other.permission === permission && other.applicationArn === applicationArn
      && other.grantee.GranteeIdentifier === grantee.GranteeIdentifier
    if (isSame) throw grantsFault('AccessGrantAlreadyExists', 'The specified access grant already exists', 409)
  }
  const grant = call.of(AccessGrant).put({
    region: call.region, id: call.uuid(), locationId, grantee, permission, scope, createdAt: call.now(), tags,
    ...(configuration !== undefined && { configuration }), ...(applicationArn !== undefined && { applicationArn }),
  })
  return shownGrant(grant, call)
}

/** The location's address with what is below it. @throws InvalidAccessGrant for all of a whole account */
function scopeOf({ scope }: Location, below: string | undefined, isObject: boolean): string {
  if (scope === everything && (below === undefined || below === '' || below === '*')) {
    throw grantsFault('InvalidAccessGrant', 'A grant at the default location needs a bucket in its sub-prefix')
  }
  if (isObject && (below === undefined || /[*/]$/.test(below))) throw grantsFault('InvalidAccessGrant', 'The grant names no object')
  if (below === undefined || below === '') return scope
  const head = scope.replace(/\*$/, '')
  return head === everything || head.endsWith('/') ? `${head}${below}` : `${head}/${below.replace(/^\//, '')}`
}

export function grantsOf(call: Call): AccessGrant[] {
  return [...call.of(AccessGrant).scan({ within: [call.region] })]
}

function shownGrant({ id, createdAt, grantee, permission, locationId, configuration, scope, applicationArn }: AccessGrant, call: Call) {
  return {
    CreatedAt: createdAt, AccessGrantId: id, AccessGrantArn: grantsArn(call, `/grant/${id}`), Grantee: grantee,
    AccessGrantsLocationId: locationId, Permission: permission as 'READ', GrantScope: scope,
    ...(configuration !== undefined && { AccessGrantsLocationConfiguration: configuration }),
    ...(applicationArn !== undefined && { ApplicationArn: applicationArn }),
  }
}

/** @throws NoSuchAccessGrantError */
function grantOf(id: string, call: Call): AccessGrant {
  instanceOf(call)
  const found = call.of(AccessGrant).get(call.region, id)
  if (found === undefined) throw grantsFault('NoSuchAccessGrantError', 'The specified access grant does not exist', 404)
  return found
}

export const GetAccessGrant: S3control['GetAccessGrant'] = ({ AccessGrantId: id }, call) => shownGrant(grantOf(id, call), call)

export const DeleteAccessGrant: S3control['DeleteAccessGrant'] = ({ AccessGrantId: id }, call) => {
  grantOf(id, call)
  call.of(AccessGrant).delete(call.region, id)
  call.respond({ status: 204 })
}

export const ListAccessGrants: S3control['ListAccessGrants'] = (input, call) => {
  instanceOf(call)
  const { GranteeType: type, GranteeIdentifier: who, Permission: permission, GrantScope: scope, ApplicationArn: application } = input
  const fits = (wanted: string | undefined, value: string | undefined) => wanted === undefined || wanted === value
  const found = grantsOf(call).filter(grant => fits(type, grant.grantee.GranteeType) && fits(who, grant.grantee.GranteeIdentifier)
    && fits(permission, grant.permission) && fits(scope, grant.scope) && fits(application, grant.applicationArn))
  const { items, next } = grantsPage(found.map(each => shownGrant(each, call)), input, call)
  return { AccessGrantsList: items, ...next }
}
