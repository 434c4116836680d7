// Condition operators by tables: every operator, its negation, sets, absent keys, variables. Many rows are the examples of AWS's pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meets, readConditions } from './condition.ts'

type Keys = Readonly<Record<string, readonly string[]>>

function met(block: unknown, keys: Keys = {}, variables = true): boolean | string {
  const conditions = readConditions(block, variables)
  const lower = Object.fromEntries(Object.entries(keys).map(([key, values]) => [key.toLowerCase(), values]))
  return typeof conditions === 'string' ? conditions : meets(conditions, key => lower[key])
}

/** One key `k` under one operator: wanted values, given values (undefined: absent), whether it holds. */
type Row = [operator: string, wanted: unknown, given: string | string[] | undefined, holds: boolean]

function check(rows: readonly Row[]): void {
  for (const [operator, wanted, given, holds] of rows) {
    const keys: Keys = given === undefined ? {} : { k: typeof given === 'string' ? [given] : given }
    assert.equal(met({ [operator]: { K: wanted } }, keys), holds, JSON.stringify([operator, wanted, given]))
  }
}

test('texts', () => check([
  ['StringEquals', 'a', 'a', true], ['StringEquals', 'a', 'A', false], ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', ['a', 'b'], 'c', false],
  ['StringEquals', 'a*', 'ab', false], ['StringEquals', 'a*', 'a*', true], ['StringEquals', [], 'a', false],
  ['stringequals', 'a', 'a', true],
  ['StringNotEquals', 'a', 'b', true], ['StringNotEquals', 'a', 'a', false], ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringEqualsIgnoreCase', 'Blue', 'bLUE', true], ['StringEqualsIgnoreCase', 'Blue', 'red', false],
  ['StringNotEqualsIgnoreCase', 'Blue', 'bLUE', false], ['StringNotEqualsIgnoreCase', 'Blue', 'red', true],
  ['StringLike', 'home/*', 'home/', true], ['StringLike', 'home/*', 'Home/x', false], ['StringLike', 'a?c', 'abc', true],
  ['StringLike', ['', 'home/', 'home/x/*'], '', true], ['StringNotLike', 'vpc-*', 'vpc-1', false],
  ['StringNotLike', 'vpc-*', 'eni-1', true],
]))

test('numbers', () => check([
  ['NumericEquals', '10', '10', true], ['NumericEquals', '10', '10.0', true], ['NumericEquals', 10, '10', true],
  ['NumericEquals', '10', 'ten', false],
  ['NumericEquals', '1e1', '10', true], ['NumericEquals', '', '0', false], ['NumericEquals', ['1', '2'], '2', true],
  ['NumericNotEquals', '10', '11', true], ['NumericNotEquals', '10', '10', false], ['NumericNotEquals', ['10', '11'], '11', false],
  ['NumericLessThan', '10', '9', true], ['NumericLessThan', '10', '10', false], ['NumericLessThanEquals', '10', '10', true],
  ['NumericLessThanEquals', '10', '11', false], ['NumericGreaterThan', '3600', '4000', true], ['NumericGreaterThan', '3600', '3600', false],
  ['NumericGreaterThanEquals', '-5', '-5', true], ['NumericGreaterThanEquals', '-5', '-6', false], ['NumericLessThan', '10', '0x1', false],
]))

test('times', () => check([
  ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', true],
  ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:01Z', false],
  ['DateLessThan', '2020-01-01T00:00:01Z', '2019-12-31T23:59:59Z', true],
  ['DateLessThanEquals', '2020-01-01', '2020-01-01T00:00:00Z', true],
  ['DateGreaterThanEquals', '2020-06-30T02:00:00+02:00', '2020-06-30T00:00:00Z', true],
  ['DateEquals', '1577836800', '2020-01-01T00:00:00Z', true],
  ['DateEquals', '2020-01-01T00:00:00Z', '1577836800', true], ['DateEquals', '2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00Z', true],
  ['DateNotEquals', '2020-01-01', '2020-01-02', true], ['DateNotEquals', '2020-01-01', '2020-01-01', false],
  ['DateGreaterThan', 'tomorrow', '2020-01-01', false], ['DateLessThan', '2020-13-01', '2020-01-01', false],
]))

test('truth and bytes', () => check([
  ['Bool', 'true', 'true', true], ['Bool', true, 'true', true], ['Bool', 'True', 'true', true], ['Bool', 'false', 'true', false],
  ['Bool', 'yes', 'yes', false],
  ['Bool', ['true', 'false'], 'false', true],
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', true], ['BinaryEquals', 'AA==', 'AB==', false],
]))

test('addresses', () => check([
  ['IpAddress', '203.0.113.0/24', '203.0.113.77', true], ['IpAddress', '203.0.113.0/24', '203.0.114.1', false],
  ['IpAddress', '203.0.113.5', '203.0.113.5', true],
  ['IpAddress', '203.0.113.5', '203.0.113.6', false], ['IpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '192.168.3.4', true],
  ['IpAddress', '10.1.2.3/8', '10.9.9.9', true], ['IpAddress', '0.0.0.0/0', '8.8.8.8', true],
  ['IpAddress', '10.0.0.0/33', '10.0.0.0', false],
  ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678:0:0:0:1', true],
  ['IpAddress', '2001:db8:1234:5678::/64', '2001:db8:1234:5679::1', false],
  ['IpAddress', '::1', '::1', true], ['IpAddress', '::1', '127.0.0.1', false], ['IpAddress', '127.0.0.0/8', '::ffff:127.0.0.1', true],
  ['IpAddress', 'nonsense', '1.2.3.4', false], ['IpAddress', '10.0.0.0/8', 'sns.amazonaws.com', false],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.77', false], ['NotIpAddress', '203.0.113.0/24', '8.8.8.8', true],
  ['NotIpAddress', ['192.0.2.0/24', '203.0.113.0/24'], '203.0.113.1', false], ['NotIpAddress', '10.0.0.0/8', undefined, true],
]))

const topic = 'arn:aws:sns:us-east-1:111122223333:topic'

test('ARNs', () => check([
  ['ArnEquals', topic, topic, true], ['ArnEquals', 'arn:aws:sns:*:111122223333:*', topic, true],
  ['ArnLike', 'arn:aws:sns:*:*:top?c', topic, true],
  ['ArnLike', 'arn:aws:sns:*', topic, false], ['ArnLike', 'arn:aws:sqs:*:*:*', topic, false], ['ArnLike', '*', topic, true],
  ['ArnNotEquals', topic, topic, false], ['ArnNotLike', 'arn:aws:sqs:*:*:*', topic, true],
  ['ArnNotLike', ['arn:aws:sqs:*:*:*', 'arn:aws:sns:*:*:*'], topic, false],
]))

test('absent keys', () => check([
  ['StringEquals', 'a', undefined, false], ['StringNotEquals', 'a', undefined, true], ['StringLike', '*', undefined, false],
  ['StringNotLike', 'a', undefined, true], ['NumericLessThan', '1', undefined, false], ['NumericNotEquals', '1', undefined, true],
  ['Bool', 'false', undefined, false], ['IpAddress', '0.0.0.0/0', undefined, false], ['ArnLike', '*', undefined, false],
  ['ArnNotLike', '*', undefined, true],
  ['StringEqualsIfExists', 'a', undefined, true], ['StringEqualsIfExists', 'a', 'b', false], ['StringEqualsIfExists', 'a', 'a', true],
  ['BoolIfExists', 'false', undefined, true], ['BoolIfExists', 'false', 'true', false], ['StringNotEqualsIfExists', 'a', 'a', false],
  ['Null', 'true', undefined, true], ['Null', 'true', 'x', false], ['Null', 'false', undefined, false], ['Null', 'false', 'x', true],
  ['Null', true, undefined, true], ['Null', 'true', [], true], ['Null', ['true', 'false'], 'x', true],
]))

test('sets of values', () => check([
  ['ForAllValues:StringEquals', ['environment', 'cost-center'], ['environment', 'cost-center'], true],
  ['ForAllValues:StringEquals', ['environment', 'cost-center'], ['environment'], true],
  ['ForAllValues:StringEquals', ['environment', 'cost-center'], ['environment', 'owner'], false],
  ['ForAllValues:StringEquals', ['environment'], undefined, true], ['ForAllValues:StringEquals', ['environment'], [], true],
  ['ForAnyValue:StringEquals', ['environment', 'cost-center'], ['owner', 'environment'], true],
  ['ForAnyValue:StringEquals', ['environment', 'cost-center'], ['owner'], false],
  ['ForAnyValue:StringEquals', ['environment'], undefined, false], ['ForAnyValue:StringEqualsIfExists', ['environment'], undefined, true],
  ['ForAllValues:StringLike', ['ou-*'], ['ou-1', 'ou-2'], true], ['ForAnyValue:StringLike', ['o-a/r-1/*'], ['o-a/r-1/ou-2/'], true],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], true], ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'a'], false],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], true], ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
  ['ForAnyValue:StringNotEquals', ['a'], undefined, false], ['forallvalues:stringequals', ['a'], ['b'], false],
  ['StringEquals', 'a', ['b', 'a'], true], ['StringNotEquals', 'a', ['b', 'a'], false],
]))

test('all operators and keys must hold', () => {
  const block = { DateGreaterThan: { 'aws:CurrentTime': '2019-08-12T12:00:00Z' },
    IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } }
  const keys = { 'aws:CurrentTime': ['2020-01-01T00:00:00Z'], 'aws:SourceIp': ['203.0.113.9'] }
  assert.equal(met(block, keys), true)
  assert.equal(met(block, { ...keys, 'aws:SourceIp': ['198.51.100.1'] }), false)
  assert.equal(met(block, { 'aws:SourceIp': ['203.0.113.9'] }), false)
  assert.equal(met({ StringEquals: { a: '1', b: '2' } }, { a: ['1'], b: ['2'] }), true)
  assert.equal(met({ StringEquals: { a: '1', b: '2' } }, { a: ['1'], b: ['3'] }), false)
  assert.equal(met({}), true)
})

test('variables in values', () => {
  const keys = { 'aws:username': ['alice'], 's3:prefix': ['alice/x'], 'aws:PrincipalTag/team': ['red'], 'aws:ResourceTag/team': ['red'] }
  assert.equal(met({ StringLike: { 's3:prefix': '${aws:username}/*' } }, keys), true)
  assert.equal(met({ StringLike: { 's3:prefix': '${aws:username}/*' } }, keys, false), false)
  assert.equal(met({ StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }, keys), true)
  assert.equal(met({ StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/project}' } }, keys), false)
  assert.equal(met({ StringNotEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/project}' } }, keys), false)
  assert.equal(met({ StringNotEquals: { 'aws:ResourceTag/team': "${aws:PrincipalTag/project, 'blue'}" } }, keys), true)
  assert.equal(met({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:${aws:username}-*' } },
    { ...keys, 'aws:SourceArn': ['arn:aws:sns:a:1:alice-x'] }), true)
})

test('what is no condition', () => {
  assert.equal(met({ StringEqual: { a: 'b' } }), 'Invalid Condition type : StringEqual.')
  assert.equal(met({ 'ForSomeValues:StringEquals': { a: 'b' } }), 'Invalid Condition type : ForSomeValues:StringEquals.')
  for (const block of ['x', [], null, { StringEquals: 'a' }, { StringEquals: { a: {} } }, { StringEquals: { a: [['b']] } },
    { StringEquals: { a: null } }]) {
    assert.equal(met(block), 'Syntax errors in policy.', JSON.stringify(block))
  }
})
