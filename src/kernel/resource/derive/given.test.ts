// Forms of what AWS gives, filled in.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { given } from './given.ts'

const place = {
  region: 'eu-west-1', account: '123456789012', partition: 'aws', now: () => 7, random: () => 0,
    uuid: () => '0f3c1d2e-4b5a-4968-8777-665544332211',
}

test('parts of the record, of its place and of chance', () => {
  assert.equal(given('https://{id}.{region}/{hex:3}', { id: 'x1' }, place), 'https://x1.eu-west-1/000')
  assert.deepEqual(given({ a: ['{account}', 3, '{now}'], b: '{size}' }, { size: 5 }, place), { a: ['123456789012', 3, 7], b: 5 })
})
