// Making, listing, retiring and revoking grants. A grant's token names it at once; here every grant also holds at once.
// Source: CreateGrant, RetireGrant, RevokeGrant, ListGrants and ListRetirableGrants, KMS API Reference; "Grants in AWS KMS".

import type { CreateGrantRequest, GrantListEntry, Kms } from '../../../generated/aws/kms.ts'
import { randomBytes } from 'node:crypto'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, requireEnabled } from './access.ts'
import { refuseDryRun } from './encryption.ts'
import { Grant } from './grant-match.ts'
import type { Party } from './grant-match.ts'
import { findKey, Key, requireKey, specOf } from './key.ts'
import type { Usage } from './key-spec.ts'

const tokenPurpose = 'grant'
const always = ['CreateGrant', 'DescribeKey', 'RetireGrant']

/** "Grant operations", KMS Developer Guide. */
const grantable: Readonly<Record<Usage, (symmetric: boolean) => readonly string[]>> = {
  ENCRYPT_DECRYPT: symmetric => ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', ...symmetric
    ? ['GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext']
    : ['GetPublicKey']],
  SIGN_VERIFY: () => ['Sign', 'Verify', 'GetPublicKey'],
  GENERATE_VERIFY_MAC: () => ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: () => ['DeriveSharedSecret', 'GetPublicKey'],
}

/** A grant with a name that another has, all else being equal, is that other. */
export const CreateGrant: Kms['CreateGrant'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  requireEnabled(key, call)
  const wanted = grantOf(input, key, call)
  checkOperations(wanted, key, call)
  refuseDryRun(input.DryRun, call)
  const same = input.Name === undefined ? undefined : [...call.of(Grant).scan({ within: [key.id] })].find(grant => isSame(grant, wanted))
  const grant = same ?? call.of(Grant).insert(wanted)
  return { GrantId: grant.id, GrantToken: call.seal(tokenPurpose, [key.id, grant.id]) }
}

function grantOf(input: CreateGrantRequest, key: Key, call: Call): Grant {
  const grantee = partyOf(input.GranteePrincipal, input.GranteeServicePrincipal, call)
  if (grantee === undefined) throw call.fault('ValidationException', 'A grant needs a grantee principal.')
  const retiring = partyOf(input.RetiringPrincipal, input.RetiringServicePrincipal, call)
  const { Constraints: constraints, Name: name } = input
  return {
    keyId: key.id, id: randomBytes(32).toString('hex'), grantee, operations: [...new Set(input.Operations)], createdAt: call.now(),
    issuingAccount: ['arn', call.partition, 'iam', '', call.principal.account || call.account, 'root'].join(':'),
    ...(name !== undefined && { name }), ...(retiring !== undefined && { retiring }), ...(constraints !== undefined && { constraints }),
  }
}

/** @throws InvalidArnException for a text that is no principal's ARN */
function partyOf(arn: string | undefined, service: string | undefined, call: Call): Party | undefined {
  if (service !== undefined) return { service }
  if (arn === undefined) return undefined
  if (/^[\w-]+(?:\.[\w-]+)*\.amazonaws\.com$/.test(arn)) return { service: arn }
  const parts = parseArn(arn)
  if (parts !== undefined && (parts.service === 'iam' || parts.service === 'sts')) return { arn }
  throw call.fault('InvalidArnException', `Invalid Arn ${arn}`)
}

function checkOperations({ operations, constraints }: Grant, key: Key, call: Call): void {
  const allowed = [...always, ...grantable[key.usage](specOf(key).kind === 'symmetric')]
  const wrong = operations.filter(operation => !allowed.includes(operation))
  if (wrong.length > 0) {
    throw call.fault('ValidationException',
      `Keys of usage ${key.usage} and spec ${key.spec} do not support the grant operations [${wrong.join(', ')}].`)
  }
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = constraints ?? {}
  if ((equal ?? subset) !== undefined && specOf(key).kind !== 'symmetric') {
    throw call.fault('ValidationException', 'EncryptionContext constraints are supported for symmetric encryption keys only.')
  }
}

function isSame(one: Grant, other: Grant): boolean {
  const text = ({ name, grantee, retiring, operations, constraints }: Grant) =>
    JSON.stringify([name, grantee, retiring, [...operations].sort(), constraints])
  return text(one) === text(other)
}

export const ListGrants: Kms['ListGrants'] = function* (input, call) {
  const key = permittedKey(input.KeyId, call, { ...input })
  const { GrantId: id, GranteePrincipal: arn, GranteeServicePrincipal: service } = input
  for (const grant of call.of(Grant).scan({ within: [key.id] })) {
    if (id !== undefined && grant.id !== id) continue
    if (arn !== undefined && grant.grantee.arn !== arn) continue
    if (service !== undefined && grant.grantee.service !== service) continue
    yield entryOf(grant, call)
  }
}

export const ListRetirableGrants: Kms['ListRetirableGrants'] = function* (input, call) {
  const retiring = input.RetiringPrincipal ?? input.RetiringServicePrincipal
  if (retiring === undefined) throw call.fault('ValidationException', 'A retiring principal is required.')
  for (const grant of call.of(Grant).by('retiring').scan({ within: [retiring] })) yield entryOf(grant, call)
}

function entryOf({ keyId, id, name, grantee, retiring, issuingAccount, operations, constraints, createdAt }: Grant, call: Call):
GrantListEntry {
  return {
    KeyId: Key.arnOf(call, { id: keyId }), GrantId: id, Name: name ?? '', CreationDate: createdAt, IssuingAccount: issuingAccount,
    Operations: operations,
    ...(grantee.arn === undefined ? { GranteeServicePrincipal: grantee.service! } : { GranteePrincipal: grantee.arn }),
    ...(retiring?.arn !== undefined && { RetiringPrincipal: retiring.arn }),
    ...(retiring?.service !== undefined && { RetiringServicePrincipal: retiring.service }),
    ...(constraints !== undefined && { Constraints: constraints }),
  }
}

export const RevokeGrant: Kms['RevokeGrant'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  const grant = grantById(key, input.GrantId, call)
  refuseDryRun(input.DryRun, call)
  call.of(Grant).delete(key.id, grant.id)
}

/** The retiring principal may, its account, and a grantee that the grant itself allows. */
export const RetireGrant: Kms['RetireGrant'] = (input, call) => {
  const grant = retiredGrant(input, call)
  const { principal } = call
  const isParty = ({ arn }: Party) => arn !== undefined && [principal.arn, principal.issuerArn].includes(arn)
  const mayRetire = !call.enforces || principal.kind === 'service' || principal.kind === 'root' && principal.account === call.account
    || (grant.retiring !== undefined && isParty(grant.retiring)) || (grant.operations.includes('RetireGrant') && isParty(grant.grantee))
  if (!mayRetire) {
    call.deny(call.fault('AccessDeniedException', `User: ${principal.arn} is not authorized to perform: kms:RetireGrant on resource: ` +
      `${Key.arnOf(call, { id: grant.keyId })} because no resource-based policy allows the kms:RetireGrant action`))
  }
  refuseDryRun(input.DryRun, call)
  call.of(Grant).delete(grant.keyId, grant.id)
}

function retiredGrant({ GrantToken: token, KeyId: keyName, GrantId: id }: { GrantToken?: string, KeyId?: string, GrantId?: string },
  call: Call): Grant {
  if (token === undefined) {
    if (keyName === undefined || id === undefined) {
      throw call.fault('ValidationException', 'Must specify either a grant token or a key and a grant ID.')
    }
    return grantById(requireKey(keyName, call), id, call)
  }
  const opened = call.open(tokenPurpose, token) as readonly [string, string] | undefined
  if (opened === undefined) throw call.fault('InvalidGrantTokenException', 'Invalid grant token.')
  const key = findKey(opened[0], call)
  if (key === undefined) throw call.fault('NotFoundException', `Grant ${opened[1]} not found`)
  return grantById(key, opened[1], call)
}

function grantById({ id: keyId }: Key, id: string, call: Call): Grant {
  const grant = call.of(Grant).get(keyId, id)
  if (grant === undefined) throw call.fault('NotFoundException', `Grant ${id} not found`)
  return grant
}
