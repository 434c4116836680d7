// Which lines of the journal are events of whose history, and what becomes of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resource } from '../../kernel/service.ts'
import { belongs, recordOf, summaryOf } from './event.ts'
import type { JournalEntry, Reader, Registry } from './event.ts'

const account = '123456789012'
const reader: Reader = { account, region: 'eu-west-1', partition: 'aws' }
const entry: JournalEntry = {
  sequence: 7, at: Date.UTC(2026, 0, 2, 3, 4, 5, 678), durationMicros: 10, requestId: 'request', account, region: 'eu-west-1',
  service: 'sqs', operation: 'DeleteQueue',
  principal: { kind: 'root', account, arn: `arn:aws:iam::${account}:root`, userId: account }, status: 200,
  resources: [], sourceAddress: '192.0.2.1', userAgent: 'test', dataEvent: false,
}

const type = resource<{ name: string }>({
  name: 'Queue', key: 'name', arn: 'arn:{partition}:sqs:{region}:{account}:{name}', notFound: 'Gone',
})
const registry: Registry = {
  named(arn) {
    if (!arn.includes(':sqs:')) return undefined
    return { service: 'sqs', scope: 'region', type, arn, account, region: 'eu-west-1', key: [arn.split(':').at(-1)!] }
  },
}

const record = (of: JournalEntry, by = reader) => JSON.parse(recordOf(of, registry, by)) as Record<string, unknown>

test('a history has the management events of its account and region', () => {
  const stranger = { ...entry.principal, account: '999999999999' }
  const cases: [Partial<JournalEntry>, boolean][] = [
    [{}, true],
    [{ dataEvent: true }, false],
    [{ region: 'us-east-1' }, false],
    [{ account: '999999999999', principal: stranger }, false],
    [{ principal: stranger }, true],
    [{ account: '999999999999' }, true],
    [{ service: '' }, false],
    [{ operation: '' }, false],
    [{ service: 'iam', operation: 'GetUser' }, false],
    [{ status: 403, fault: 'AccessDenied' }, true],
  ]
  for (const [change, expected] of cases) assert.equal(belongs({ ...entry, ...change }, reader), expected, JSON.stringify(change))
  assert.equal(belongs({ ...entry, service: 'iam' }, { ...reader, region: 'us-east-1' }), true)
})

test('an event has one id for good, and no other has it', () => {
  const id = summaryOf(entry, registry).EventId
  assert.equal(summaryOf({ ...entry }, registry).EventId, id)
  assert.equal(record(entry).eventID, id)
  assert.notEqual(summaryOf({ ...entry, sequence: 8 }, registry).EventId, id)
})

test('resources are named once each, with a type where one is known', () => {
  const queue = `arn:aws:sqs:eu-west-1:${account}:orders`
  const other = 'arn:aws:things:::thing/1'
  const summary = summaryOf({ ...entry, resources: [queue, other, queue] }, registry)
  assert.deepEqual(summary.Resources, [{ ResourceName: 'orders' }, { ResourceName: other }])
  assert.deepEqual(record({ ...entry, resources: [queue, other] }).resources, [{ accountId: account, ARN: queue }, { ARN: other }])
  assert.equal(record(entry).resources, undefined)
})

test('faults, callers from services, and calls across accounts', () => {
  const { errorCode, errorMessage } = record({ ...entry, fault: 'AccessDenied', message: 'No.' })
  assert.deepEqual([errorCode, errorMessage], ['AccessDenied', 'No.'])
  const invoked = record({ ...entry, sourceAddress: 'cloudcontrol.amazonaws.com' })
  assert.equal((invoked.userIdentity as Record<string, unknown>).invokedBy, 'cloudcontrol.amazonaws.com')
  assert.equal(record(entry).sharedEventID, undefined)
  const crossing = { ...entry, principal: { ...entry.principal, account: '999999999999' } }
  const [owners, callers] = [record(crossing), record(crossing, { ...reader, account: '999999999999' })]
  assert.deepEqual([owners.recipientAccountId, callers.recipientAccountId], [account, '999999999999'])
  assert.equal(owners.sharedEventID, callers.sharedEventID)
  assert.match(String(owners.sharedEventID), /^[0-9a-f-]{36}$/)
})
