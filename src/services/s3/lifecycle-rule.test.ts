// What rules say of versions, without a cloud around them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LifecycleRule } from '../../../generated/aws/s3.ts'
import { abortAt, dueOfCurrent, dueOfLoneMarker, dueOfNoncurrent, means } from './lifecycle-rule.ts'
import type { LiveObject } from './object.ts'

const createdAt = Date.parse('2027-03-10T10:30:00Z')
const at = (text: string) => Date.parse(`2027-${text}T00:00:00Z`)
const object = { key: 'log/a', sizeBytes: 200_000, createdAt, tags: { a: '1' }, storageClass: 'STANDARD' } as unknown as LiveObject
const rule = (more: Partial<LifecycleRule>): LifecycleRule => ({ ID: 'r', Status: 'Enabled', ...more })

test('whom a filter means', () => {
  const cases: readonly (readonly [Partial<LifecycleRule>, boolean])[] = [
    [{ Filter: {} }, true], [{ Filter: { Prefix: 'log/' } }, true], [{ Filter: { Prefix: 'x' } }, false], [{ Prefix: 'log/' }, true],
    [{ Filter: { Tag: { Key: 'a', Value: '1' } } }, true], [{ Filter: { Tag: { Key: 'a', Value: '2' } } }, false],
    [{ Filter: { ObjectSizeGreaterThan: 200_000 } }, false], [{ Filter: { ObjectSizeLessThan: 200_001 } }, true],
    [{ Filter: { And: { Prefix: 'log/', Tags: [{ Key: 'a', Value: '1' }], ObjectSizeGreaterThan: 1 } } }, true],
    [{ Status: 'Disabled', Filter: {} }, false],
  ]
  for (const [more, expected] of cases) assert.equal(means(rule(more), object), expected, JSON.stringify(more))
})

test('when what is due', () => {
  const filter = { Filter: {} }
  assert.deepEqual(dueOfCurrent(rule({ ...filter, Expiration: { Days: 1 } }), object).map(due => due.at), [at('03-12')])
  assert.deepEqual(dueOfCurrent(rule({ ...filter, Expiration: { Date: at('05-01') } }), object).map(due => due.at), [at('05-01')])
  assert.deepEqual(dueOfCurrent(rule({ ...filter, Transitions: [{ Days: 0, StorageClass: 'GLACIER' }] }), object).map(due => due.at),
    [at('03-11')])
  const small = { ...object, sizeBytes: 10 }
  assert.deepEqual(dueOfCurrent(rule({ ...filter, Transitions: [{ Days: 0, StorageClass: 'GLACIER' }] }), small), [])
  const old = { ...object, noncurrentAt: createdAt }
  const kept = rule({ ...filter, NoncurrentVersionExpiration: { NoncurrentDays: 2, NewerNoncurrentVersions: 1 } })
  assert.deepEqual([0, 1].map(newer => dueOfNoncurrent(kept, old, newer).map(due => due.at)), [[], [at('03-13')]])
  assert.equal(dueOfLoneMarker(rule({ ...filter, Expiration: { ExpiredObjectDeleteMarker: true } }), object), at('03-11'))
  assert.equal(dueOfLoneMarker(rule({ ...filter, Expiration: { Days: 3 } }), object), at('03-14'))
  const abort = rule({ Filter: { Prefix: 'log/' }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } })
  assert.deepEqual([abortAt(abort, object), abortAt(abort, { key: 'x', createdAt })], [at('03-18'), undefined])
})

test('small objects stay, but for the cold classes where the minimum varies', () => {
  const small = { ...object, sizeBytes: 1000 }
  const due = (StorageClass: 'GLACIER' | 'STANDARD_IA', minimum?: string) =>
    dueOfCurrent(rule({ Filter: {}, Transitions: [{ Days: 30, StorageClass }] }), small, minimum).length
  assert.deepEqual([due('GLACIER'), due('GLACIER', 'all_storage_classes_128K'), due('GLACIER', 'varies_by_storage_class'),
    due('STANDARD_IA', 'varies_by_storage_class')], [0, 0, 1, 0])
})
