// Lists as requests ask for them, in stored form.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allUsers, authenticatedUsers, isPublicAcl, requestedAcl, writtenGrants } from './acl.ts'
import { canonicalId } from './owner.ts'

const owner = '111122223333'
const other = '222233334444'
const own = { id: canonicalId(owner), permission: 'FULL_CONTROL' }

test('canned lists', () => {
  const cases = [
    ['private', [own]],
    ['public-read', [own, { uri: allUsers, permission: 'READ' }]],
    ['public-read-write', [own, { uri: allUsers, permission: 'READ' }, { uri: allUsers, permission: 'WRITE' }]],
    ['authenticated-read', [own, { uri: authenticatedUsers, permission: 'READ' }]],
    ['bucket-owner-read', [own, { id: canonicalId(other), permission: 'READ' }]],
    ['bucket-owner-full-control', [own, { id: canonicalId(other), permission: 'FULL_CONTROL' }]],
  ] as const
  for (const [ACL, expected] of cases) assert.deepEqual(requestedAcl({ ACL }, { owner, bucketOwner: other }), expected)
  assert.deepEqual(requestedAcl({ ACL: 'bucket-owner-read' }, { owner, bucketOwner: owner }), [own])
  assert.equal(requestedAcl({}, { owner, bucketOwner: owner }), undefined)
})

test('grants in headers and bodies', () => {
  const accounts = { owner, bucketOwner: owner }
  const acl = requestedAcl({ GrantRead: `id="${own.id}", uri="${allUsers}"`, GrantWriteACP: `id=${own.id}` }, accounts)!
  assert.deepEqual(acl, [{ id: own.id, permission: 'READ' }, { uri: allUsers, permission: 'READ' },
    { id: own.id, permission: 'WRITE_ACP' }])
  assert.equal(isPublicAcl(acl), true)
  const Owner = { ID: own.id }
  assert.deepEqual(requestedAcl({ AccessControlPolicy: { Owner, Grants: writtenGrants(acl) } }, accounts), acl)
  const body = (AccessControlPolicy: object) => () => requestedAcl({ AccessControlPolicy }, accounts)
  assert.throws(body({ Grants: [] }), { code: 'MalformedACLError' })
  assert.throws(body({ Owner: { ID: canonicalId(other) } }), { code: 'AccessDenied' })
  assert.throws(body({ Owner, Grants: [{ Permission: 'READ' }] }), { code: 'MalformedACLError' })
  assert.throws(body({ Owner, Grants: [{ Permission: 'READ', Grantee: { Type: 'CanonicalUser', ID: 'x' } }] }), { code: 'InvalidArgument' })
})
