// Which events selectors take.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JournalEntry } from './event.ts'
import { selects } from './selector.ts'
import type { Trail } from './trail-record.ts'

const entry = (service: string, operation: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  sequence: 1, at: 0, durationMicros: 1, requestId: 'r', account: '1', region: 'us-east-1', service, operation, status: 200, resources: [],
  principal: { kind: 'root', account: '1', arn: 'arn:aws:iam::1:root', userId: '1' }, sourceAddress: '', userAgent: '', dataEvent: false,
    ...more,
})
const put = entry('s3', 'PutObject', { dataEvent: true, resources: ['arn:aws:s3:::shop'] })
const create = entry('sqs', 'CreateQueue')
const read = entry('sqs', 'GetQueueUrl')

test('basic and advanced selectors', () => {
  const objects = (...Values: string[]) =>
    ({ selectors: [{ IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object', Values }] }] })
  const advanced = (...FieldSelectors: { Field: string, Equals?: string[], NotEquals?: string[], StartsWith?: string[],
    EndsWith?: string[] }[]) =>
    ({ advanced: [{ FieldSelectors }] })
  const data = { Field: 'eventCategory', Equals: ['Data'] }
  const cases: [selectors: Pick<Trail, 'selectors' | 'advanced'>, entry: JournalEntry, taken: boolean][] = [
    [{}, create, true], [{}, put, false], [{ selectors: [{ ReadWriteType: 'ReadOnly' }] }, create, false],
    [{ selectors: [{ ReadWriteType: 'ReadOnly' }] }, read, true],
      [{ selectors: [{ ExcludeManagementEventSources: ['sqs.amazonaws.com'] }] }, create, false],
    [objects('arn:aws:s3'), put, true], [objects('arn:aws:s3:::shop/'), put, true], [objects('arn:aws:s3:::other/'), put, false],
    [objects('arn:aws:s3'), create, false],
    [advanced({ Field: 'eventCategory', Equals: ['Management'] }, { Field: 'readOnly', Equals: ['false'] }), create, true],
    [advanced({ Field: 'eventCategory', Equals: ['Management'] }, { Field: 'readOnly', Equals: ['false'] }), read, false],
    [advanced(data, { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
      { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::shop/'] }), put, true],
    [advanced(data, { Field: 'resources.type', Equals: ['AWS::DynamoDB::Table'] }), put, false],
    [advanced(data, { Field: 'eventName', NotEquals: ['PutObject'] }), put, false],
      [advanced(data, { Field: 'eventName', EndsWith: ['Object'] }), put, true],
  ]
  for (const [selectors, each, taken] of cases) assert.equal(selects(selectors, each), taken, JSON.stringify([selectors, each.operation]))
})
