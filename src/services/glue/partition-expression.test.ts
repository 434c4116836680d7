// Expressions over partition keys, by table: year is a number, day and kind are texts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadExpression, readExpression } from './partition-expression.ts'

const keys = [{ Name: 'year', Type: 'int' }, { Name: 'day', Type: 'date' }, { Name: 'kind' }]
const values = ['2027', '2027-03-01', 'it\'s_a']

const rows: readonly (readonly [string, boolean])[] = [
  ['year = 2027', true], ['YEAR = \'2027\'', true], ['year <> 2027', false], ['year > 300', true], ['year <= 2026.5', false],
  ['day > \'2027-02-28\'', true], ['day = date \'2027-03-01\'', true], ['day between \'2027-01-01\' and \'2027-12-31\'', true],
  ['year in (2026, 2027)', true], ['year not in (2026, 2027)', false], ['kind = \'it\'\'s_a\'', true], ['kind like \'it%\'', true],
  ['kind not like \'%b\'', true], ['kind is null', false], ['kind is not null', true],
  ['year = 1 or day like \'2027%\' and kind = \'x\'', false], ['(year = 1 or day like \'2027%\') and not kind = \'x\'', true],
  ['`year` >= 2027 AND NOT (year > 2027)', true],
]

for (const [text, isMet] of rows) test(text, () => { assert.equal(readExpression(text, keys)(values), isMet) })

test('what is none of the language, or of the table, is refused in Glue\'s words', () => {
  for (const [text, words] of [['year', /Unsupported/], ['year = ', /Unsupported/], ['(year = 1', /Unsupported/],
    ['year ~ 1', /Unsupported/],
    ['month = 1', /Unknown column 'month'/], ['year = \'x\'', /not a number/]] as const) {
    assert.throws(() => readExpression(text, keys), (error: Error) => error instanceof BadExpression && words.test(error.message), text)
  }
})
