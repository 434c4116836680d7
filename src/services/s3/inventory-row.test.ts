// Columns and rows of inventories.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InventoryConfiguration } from '../../../generated/aws/s3.ts'
import { columnsOf, csvOf } from './inventory-row.ts'
import type { LiveObject } from './object.ts'

test('keys are encoded, quotes doubled, what there is not is empty', () => {
  const version = { bucket: 'b', key: 'ä "x"/y', versionId: 'null', createdAt: 0,
    encryption: { algorithm: 'aws:kms' } } as unknown as LiveObject
  const columns = columnsOf({ IncludedObjectVersions: 'All', OptionalFields: ['EncryptionStatus', 'ObjectLockMode'] } as unknown as
    InventoryConfiguration)
  assert.equal(csvOf([{ version, isLatest: true }], columns), '"b","%C3%A4+%22x%22/y","","true","false","SSE-KMS",""\n')
})
