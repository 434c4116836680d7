// Every API has its category, and a row that cannot be read is named.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCatalogue } from '../../src/model/catalogue.ts'
import { fileURLToPath } from 'node:url'
import { categories, readCategories } from './category.ts'

test('every API stands under one category, and no other name does', () => {
  const known = categories(fileURLToPath(new URL('../../../tools/coverage/categories.tsv', import.meta.url)))
  assert.deepEqual([...known.keys()].sort(), openCatalogue().entries.map(({ id }) => id).sort())
})

test('a row has three parts', () => {
  assert.deepEqual([...readCategories('head\nsqs\tApplication Integration\tAmazon SQS\n')],
    [['sqs', { category: 'Application Integration', product: 'Amazon SQS' }]])
  assert.throws(() => readCategories('head\nsqs\tx\n'), /three parts: sqs/)
})
