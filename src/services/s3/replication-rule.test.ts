// Which rule means which version.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReplicationRule } from '../../../generated/aws/s3.ts'
import type { Bucket } from './bucket.ts'
import type { StoredObject } from './object.ts'
import { rulesFor } from './replication-rule.ts'

const rule = (more: object): ReplicationRule => ({ Status: 'Enabled', Filter: {}, Destination: { Bucket: 'a' },
  ...more }) as ReplicationRule
const version = (more: object = {}) => ({ key: 'in/x', encryption: { algorithm: 'AES256' }, tags: { k: 'v' },
  ...more }) as unknown as StoredObject
const ids = (rules: ReplicationRule[], found: StoredObject, what: 'version' | 'traits' = 'version') =>
  rulesFor({ configurations: { replication: { Role: '', Rules: rules } } } as unknown as Bucket, found, what).map(({ ID }) => ID)

test('of each destination the rule with the highest priority', () => {
  const rules = [rule({ ID: '1', Priority: 1 }), rule({ ID: '2', Priority: 2 }), rule({ ID: '3', Destination: { Bucket: 'b' } })]
  assert.deepEqual(ids(rules, version()), ['2', '3'])
})

for (const [name, more, found, expected] of [
  ['a disabled rule', { Status: 'Disabled' }, {}, false], ['another prefix', { Filter: { Prefix: 'out/' } }, {}, false],
  ['its prefix', { Filter: { Prefix: 'in/' } }, {}, true], ['its tag', { Filter: { Tag: { Key: 'k', Value: 'v' } } }, {}, true],
  ['another tag', { Filter: { And: { Tags: [{ Key: 'k', Value: 'w' }] } } }, {}, false],
  ['a replica', {}, { replication: 'REPLICA' }, false], ['a KMS key', {}, { encryption: { algorithm: 'aws:kms' } }, false],
  ['a KMS key that is wanted', { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } },
    { encryption: { algorithm: 'aws:kms' } }, true],
  ['a delete marker', {}, { deleteMarker: true }, false],
  ['a delete marker that is wanted', { DeleteMarkerReplication: { Status: 'Enabled' } }, { deleteMarker: true }, true],
  ['a delete marker under the first version of the schema', { Filter: undefined, Prefix: '' }, { deleteMarker: true }, true],
] as const) {
  test(`${name} is ${expected ? '' : 'not '}meant`, () => {
    assert.equal(ids([rule({ ID: '1', ...more })], version(found)).length === 1, expected)
  })
}

test('a replica\'s traits go back only where the rule says so', () => {
  const replica = version({ replication: 'REPLICA' })
  assert.deepEqual(ids([rule({ ID: '1' })], replica, 'traits'), [])
  assert.deepEqual(ids([rule({ ID: '1', SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } } })], replica, 'traits'),
    ['1'])
})
