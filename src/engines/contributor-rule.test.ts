// What events count for by rules of Contributor Insights, in both formats, by all filters; and what is no rule.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ContributorRuleProblem, readContributorRule } from './contributor-rule.ts'

const base = { Schema: { Name: 'CloudWatchLogRule', Version: 1 }, LogGroupNames: ['g*'], LogFormat: 'JSON' }

test('members of JSON events', () => {
  const rule = readContributorRule({ ...base, AggregateOn: 'Sum', Contribution: { Keys: ['$.ip', '$.tags[0].name'], ValueOf: '$.bytes' } })
  const cases: readonly (readonly [string, unknown])[] = [
    ['{"ip":"a","bytes":5,"tags":[{"name":"t"}]}', { keys: ['a', 't'], value: 5 }],
    ['{"ip":1,"bytes":"2.5","tags":[{"name":"t"}]}', { keys: ['1', 't'], value: 2.5 }],
    ['{"ip":"a","bytes":"x","tags":[{"name":"t"}]}', undefined], ['{"ip":"a","bytes":5}', undefined], ['no JSON', undefined],
  ]
  for (const [message, wanted] of cases) assert.deepEqual(rule.contribution(message), wanted, message)
  assert.deepEqual([rule.keyLabels, rule.aggregate, rule.logGroups], [['$.ip', '$.tags[0].name'], 'Sum', ['g*']])
})

test('fields of the Common Log Format', () => {
  const rule = readContributorRule({ ...base, LogFormat: 'CLF', Fields: { 1: 'ip', 6: 'status' },
    Contribution: { Keys: ['ip', '5'], Filters: [{ Match: 'status', GreaterThan: 399 }] } })
  const line = (status: number) => `192.0.2.1 - ann [10/Oct/2027:13:55:36] "GET /a HTTP/1.0" ${status} 23`
  assert.deepEqual([rule.contribution(line(404)), rule.contribution(line(200))],
    [{ keys: ['192.0.2.1', 'GET /a HTTP/1.0'], value: 1 }, undefined])
})

test('filters', () => {
  const cases: readonly (readonly [object, string, boolean])[] = [
    [{ In: ['a', 'b'] }, '"b"', true], [{ In: ['a'] }, '"b"', false], [{ NotIn: ['a'] }, '"b"', true],
      [{ StartsWith: ['x', 'b'] }, '"bc"', true],
    [{ GreaterThan: 5 }, '6', true], [{ GreaterThan: 5 }, '"x"', false], [{ LessThan: 5 }, '4', true], [{ EqualTo: 5 }, '"5"', true],
    [{ NotEqualTo: 5 }, '5', false], [{ IsPresent: true }, 'null', true], [{ IsPresent: false }, '1', false],
  ]
  for (const [filter, value, counts] of cases) {
    const rule = readContributorRule({ ...base, Contribution: { Keys: ['$.k'], Filters: [{ Match: '$.v', ...filter }] } })
    assert.equal(rule.contribution(`{"k":1,"v":${value}}`) !== undefined, counts, `${JSON.stringify(filter)} ${value}`)
  }
})

test('what is no rule', () => {
  const cases: readonly (readonly [unknown, RegExp])[] = [
    ['x', /no JSON object/], [{ ...base, Schema: {} }, /Schema/], [{ ...base, Contribution: { Keys: [] } }, /1 to 4 Keys/],
    [{ ...base, AggregateOn: 'Sum', Contribution: { Keys: ['$.a'] } }, /ValueOf/],
    [{ ...base, Contribution: { Keys: ['$.a'], Filters: [{ Match: '$.a', Like: 'x' }] } }, /one of In/],
    [{ ...base, Contribution: { Keys: ['$.a'], Filters: [{ Match: '$.a', In: 'x' }] } }, /a list/],
  ]
  for (const [definition, text] of cases) {
    assert.throws(() => readContributorRule(definition), (error: Error) => error instanceof ContributorRuleProblem
      && text.test(error.message))
  }
})
