// How records are found: by names in lower case, whatever else stands in their ARNs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EnabledDevice, Membership, OpenIdProvider, Role, SamlProvider, VirtualDevice } from './structure.ts'

test('keys', () => {
  const now = { createdAt: 0 }
  assert.deepEqual(Role.keyOf({ pathName: '/app/Worker', id: 'AROA', ...now, trust: '{}', longestSessionSeconds: 3600 }), ['worker'])
  assert.deepEqual(OpenIdProvider.keyOf({ issuer: 'ID.example.com/App', clientIds: [], thumbprints: [], ...now }), ['id.example.com/app'])
  assert.deepEqual(SamlProvider.keyOf({ name: 'Corp', metadata: '', validUntil: 0, privateKeys: [], ...now }), ['corp'])
  assert.deepEqual(VirtualDevice.keyOf({ pathName: '/Phone', seed: '', ...now }), ['phone'])
  assert.deepEqual(Membership.keyOf({ user: 'alice', group: 'crew' }), ['alice', 'crew'])
  assert.deepEqual(EnabledDevice.indexes['user']!({ serial: 's', user: 'alice', enabledAt: 0 }), ['alice'])
})
