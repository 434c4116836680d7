// Conditions on items with several values of one name, after the examples of the Developer Guide's "Queries on Attributes with Multiple
// Values".

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meets } from './condition.ts'
import { readQuery } from './expression.ts'

const item = {
  name: 'one',
  pairs: [['keyword', 'book'], ['keyword', 'hardcover'], ['rating', '3'], ['rating', '5'], ['year', '1959']] as const,
}

const rows: readonly (readonly [string, boolean])[] = [
  ['keyword = \'book\'', true],
  ['keyword = \'book\' and keyword = \'hardcover\'', false],
  ['keyword = \'book\' intersection keyword = \'hardcover\'', true],
  ['keyword = \'book\' and year = \'1959\'', true],
  ['rating > \'3\' and rating < \'5\'', false],
  ['rating between \'3\' and \'4\'', true],
  ['every(keyword) in (\'book\', \'hardcover\')', true],
  ['every(rating) > \'3\'', false],
  ['every(none) = \'1\'', false],
  ['keyword != \'book\'', true],
  ['not keyword = \'book\'', false],
  ['keyword like \'hard%\'', true],
  ['year not like \'19%\'', false],
  ['title is null', true],
  ['year is not null', true],
  ['title is null or title = \'x\'', true],
  ['itemName() like \'o%\'', true],
  ['(year = \'1\' or keyword = \'book\') and not title = \'x\'', true],
]

for (const [text, isMet] of rows) {
  test(text, () => { assert.equal(meets(item, readQuery(`select * from d where ${text}`).where!), isMet) })
}
