// Days without a reading, and the tier they lead to. Source: "How S3 Intelligent-Tiering works", Amazon S3 User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bucket } from './bucket.ts'
import type { LiveObject } from './object.ts'
import { accessTierOf } from './tiering-rule.ts'

const days = (count: number): number => count * 86_400_000
const object = { key: 'in/x', storageClass: 'INTELLIGENT_TIERING', sizeBytes: 200_000, createdAt: 0 } as LiveObject
const archiving = (more: object) => ({ configurations: { intelligentTiering: { a: { Id: 'a', Status: 'Enabled',
  Tierings: [{ AccessTier: 'ARCHIVE_ACCESS', Days: 100 }], ...more } } } }) as unknown as Bucket
const plain = { configurations: {} } as Bucket

for (const [bucket, found, age, expected] of [
  [plain, object, 29, undefined], [plain, object, 30, 'INFREQUENT_ACCESS'], [plain, object, 90, 'ARCHIVE_INSTANT_ACCESS'],
  [plain, { ...object, readAt: days(80) }, 90, undefined], [plain, { ...object, sizeBytes: 1000 }, 90, undefined],
  [plain, { ...object, storageClass: 'STANDARD' }, 90, undefined], [archiving({}), object, 100, 'ARCHIVE_ACCESS'],
  [archiving({ Status: 'Disabled' }), object, 100, 'ARCHIVE_INSTANT_ACCESS'],
  [archiving({ Filter: { Prefix: 'out/' } }), object, 100, 'ARCHIVE_INSTANT_ACCESS'],
] as const) {
  test(`after ${age} days: ${expected ?? 'frequent'}`, () => { assert.equal(accessTierOf(found, bucket, days(age)), expected) })
}
