// Tag and type filters as tables: the documentation's own examples, and ARNs of each form.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesTags, matchesType } from './filter.ts'
import type { TagFilter } from './filter.ts'

const one: TagFilter = { Key: 'key1', Values: ['value1'] }
const two: TagFilter = { Key: 'key2', Values: ['value2', 'value3'] }
const three: TagFilter = { Key: 'key3' }

const tagCases: readonly [Record<string, string>, readonly TagFilter[], boolean][] = [
  [{}, [], true],
  [{}, [three], false],
  [{ key1: 'value1' }, [one], true],
  [{ key1: 'value2' }, [one], false],
  [{ key1: 'VALUE1' }, [one], false],
  [{ key2: 'value3' }, [two], true],
  [{ key3: '' }, [three], true],
  [{ key1: 'value1', key2: 'value2', key3: 'any' }, [one, two, three], true],
  [{ key1: 'value1', key2: 'value4', key3: 'any' }, [one, two, three], false],
  [{ key1: 'value1', key3: 'any' }, [one, two, three], false],
  [{ key1: 'value1' }, [{ Key: 'key1', Values: [] }], true],
  [{ key1: 'value1' }, [{ Key: 'toString' }], false],
]

test('tag filters are joined by AND, their values by OR', () => {
  for (const [tags, filters, expected] of tagCases) assert.equal(matchesTags(tags, filters), expected, JSON.stringify([tags, filters]))
})

const queue = 'arn:aws:sqs:eu-west-1:123456789012:orders'
const instance = 'arn:aws:ec2:eu-west-1:123456789012:instance/i-0123'
const lambda = 'arn:aws:lambda:eu-west-1:123456789012:function:resize'
const balancer = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/50dc'

const typeCases: readonly [string, string | undefined, readonly string[], boolean][] = [
  [queue, 'Queue', [], true],
  [queue, 'Queue', ['sqs'], true],
  [queue, 'Queue', ['sqs:queue'], true],
  [queue, 'Queue', ['sqs:topic'], false],
  [queue, 'Queue', ['sns', 'sqs'], true],
  [queue, 'Queue', ['SQS'], false],
  [queue, undefined, ['sqs:queue'], false],
  [instance, 'Instance', ['ec2:instance'], true],
  [instance, undefined, ['ec2:instance'], true],
  [instance, 'Instance', ['ec2:volume'], false],
  [lambda, undefined, ['lambda:function'], true],
  [balancer, undefined, ['elasticloadbalancing:loadbalancer'], true],
  [balancer, undefined, ['elasticloadbalancing:loadbalancer/app'], true],
  [balancer, undefined, ['elasticloadbalancing:loadbalancer/net'], false],
]

test('a type filter names a service, or a service and the type its ARNs embed', () => {
  for (const [arn, name, types, expected] of typeCases) assert.equal(matchesType(arn, name, types), expected, `${arn} ${types.join()}`)
})
