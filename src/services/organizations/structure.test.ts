// What the parts of an organization are called.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Account, Handshake, Organization, Policy, Root, Unit } from './structure.ts'

const place = { partition: 'aws', region: 'us-east-1', account: '111111111111' }
const fields = { id: 'x', organization: 'o-1', type: 'tag_policy', action: 'invite' }

test('their ARNs have no region', () => {
  const arns = [Organization, Root, Unit, Account, Policy, Handshake].map(({ arnOf }) => arnOf(place, fields))
  assert.deepEqual(arns.map(arn => arn.replace('arn:aws:organizations::111111111111:', '')),
    ['organization/x', 'root/o-1/x', 'ou/o-1/x', 'account/o-1/x', 'policy/o-1/tag_policy/x', 'handshake/o-1/invite/x'])
})
