// Wildcards, and the parts of ARNs, by tables.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile, cutAtColons, matches, matchesArn, matchesResource, piecesOf } from './pattern.ts'
import type { ArnPattern } from './pattern.ts'

const arnOf = (text: string): ArnPattern => cutAtColons(piecesOf(text)).map(part => compile(part))

test('texts', () => {
  const table: [pattern: string, text: string, fits: boolean][] = [
    ['', '', true], ['', 'a', false], ['a', '', false],
    ['*', '', true], ['*', 'anything at all', true], ['**', 'x', true], ['**', '', true],
    ['?', 'a', true], ['?', '', false], ['?', 'ab', false], ['??', 'ab', true], ['?*', '', false], ['?*', 'a', true], ['*?', 'abc', true],
    ['abc', 'abc', true], ['abc', 'abd', false], ['abc', 'abcd', false], ['abc', 'ABC', false],
    ['a*', 'a', true], ['a*', 'abc', true], ['a*', 'ba', false], ['*c', 'abc', true], ['*c', 'cb', false],
    ['a*c', 'ac', true], ['a*c', 'abbc', true], ['a*c', 'acb', false], ['a*a', 'a', false], ['ab*ba', 'aba', false],
    ['ab*ba', 'abba', true],
    ['a*b*c', 'axxbyyc', true], ['a*b*c', 'axxc', false], ['a*b*c', 'abc', true], ['*a*', 'bab', true], ['*a*', 'bbb', false],
    ['*a?c*', 'xxabcxx', true], ['*a?c*', 'xxacxx', false], ['a?c', 'abc', true], ['a?c', 'ac', false], ['*?b', 'ab', true],
    ['*?b', 'b', false],
    ['*ab*ab*', 'abab', true], ['*ab*ab*', 'aab', false], ['*aab*', 'aaab', true], ['x*ab', 'xab', true], ['*b*b', 'b', false],
    ['.+(x)', '.+(x)', true], ['.+(x)', 'aa(x)', false], ['a\\*', 'a\\b', true], ['[ab]', 'a', false], ['^$', '^$', true],
    ['*\n*', 'a\nb', true], ['a?b', 'a\nb', true], ['*\u{1f600}', 'x\u{1f600}', true],
  ]
  for (const [pattern, text, fits] of table) assert.equal(matches(compile(piecesOf(pattern)), text), fits, `${pattern} ~ ${text}`)
})

test('many wildcards against a long text end', () => {
  const pattern = compile(piecesOf(`${'a*'.repeat(2000)}b`))
  assert.equal(matches(pattern, 'a'.repeat(20_000)), false)
  assert.equal(matches(pattern, `${'a'.repeat(20_000)}b`), true)
})

test('many open parts against many colons end', () => {
  assert.equal(matchesResource(arnOf('arn:*:*:*:*:*x'), `arn${':a'.repeat(1000)}`), false)
  assert.equal(matchesResource(arnOf('arn:*:*:*:*:*x'), `arn${':a'.repeat(1000)}x`), true)
  assert.equal(matchesResource(arnOf('arn:*:*:*:*:*'), 'arn:a:b:c:d'), false)
})

const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders'
const object = 'arn:aws:s3:::examplebucket/folder/file:v1'

test('ARNs of resources', () => {
  const table: [pattern: string, arn: string, fits: boolean][] = [
    [queue, queue, true], [queue, `${queue}2`, false], ['*', queue, true], ['*', '*', true], [queue, '*', false],
    ['arn:aws:sqs:*:111122223333:orders', queue, true], ['arn:aws:sqs:*:*:*', queue, true], ['arn:*:sqs:*:*:orders', queue, true],
    ['arn:aws:sqs:eu-*-1:111122223333:orders', queue, true], ['arn:aws:sqs:eu-*-2:111122223333:orders', queue, false],
    ['arn:aws:sqs:e*1:111122223333:orders', queue, true], ['arn:aws:sqs:e*s', queue, false],
    // A `*` that ends its part goes on past the colon; another one does not.
    ['arn:aws:sqs:*', queue, true], ['arn:aws:*', queue, true], ['arn:*', queue, true], ['arn:aws:sqs:*:orders', queue, true],
    ['arn:aws:sqs:eu*:orders', queue, true], ['arn:aws:s*:orders', queue, true], ['arn:aws:sqs:*ers', queue, false],
    ['arn:aws:sqs', queue, false], ['arn:aws:sqs:eu-west-1:111122223333', queue, false],
    ['arn:aws:sqs:eu-west-1:111122223333*', queue, true],
    ['arn:aws:sqs:?u-west-1:111122223333:order?', queue, true], ['arn:aws:sqs:eu-west-1?111122223333:orders', queue, false],
    ['ARN:aws:sqs:eu-west-1:111122223333:orders', queue, false], ['arn:aws:sqs:eu-west-1:111122223333:Orders', queue, false],
    ['arn:aws:s3:::*', object, true], ['arn:aws:s3:::examplebucket/*', object, true], ['arn:aws:s3:::examplebucket', object, false],
    ['arn:aws:s3:::*/file:v1', object, true], ['arn:aws:s3:::*:v1', object, true], ['arn:aws:s3:::examplebucket/f*r/f*:v?', object, true],
    ['arn:aws:s3:::example?ucket/folder/file:v1', object, true], ['arn:aws:s3:*', object, true], ['arn:aws:s3:::', object, false],
    ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:us-east-1:111122223333:instance/i-1', true],
    ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:us-east-1:111122223333:volume/i-1', false],
    ['arn:aws:logs:*:*:log-group:/aws/*:log-stream:*', 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/x:log-stream:y', true],
    ['arn:aws:logs:*:*:log-group:/aws/*:log-stream:*', 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/x:*', false],
  ]
  for (const [pattern, arn, fits] of table) assert.equal(matchesResource(arnOf(pattern), arn), fits, `${pattern} ~ ${arn}`)
})

test('ARNs in conditions: each part by itself', () => {
  const table: [pattern: string, arn: string, fits: boolean][] = [
    [queue, queue, true], ['*', queue, true], ['arn:aws:sqs:*:*:*', queue, true], ['arn:aws:sqs:*:*:ord*', queue, true],
    ['arn:aws:sqs:*', queue, false], ['arn:aws:sqs:*:orders', queue, false], ['arn:aws:sqs:*:*:orders', 'no arn', false],
    ['arn:aws:s3:::*:v1', object, true], ['arn:aws:s3:*:*:examplebucket/*', object, true], ['arn:aws:sns:*:*:*', queue, false],
    ['arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/path/name', true],
    ['arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:user/x', false],
  ]
  for (const [pattern, arn, fits] of table) assert.equal(matchesArn(arnOf(pattern), arn), fits, `${pattern} ~ ${arn}`)
})
