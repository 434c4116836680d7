// Forms of what AWS gives, filled in.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { given, shownNow } from './given.ts'

const place = {
  region: 'eu-west-1', account: '123456789012', partition: 'aws', principal: { arn: 'me' }, random: () => 0,
    uuid: () => '0f3c1d2e-4b5a-4968-8777-665544332211',
}

test('parts of the record, of its place and of chance', () => {
  assert.equal(given('https://{id}.{region}/{hex:3}', { id: 'x1' }, place), 'https://x1.eu-west-1/000')
  assert.equal(given('{region}_{mixed:9}', {}, place), 'eu-west-1_AAAAAAAAA')
  assert.deepEqual(given({ a: ['{account}', 3, '{caller}'], b: '{size}' }, { size: 5 }, place), { a: ['123456789012', 3, 'me'], b: 5 })
})

test('what is known when it is shown', () => {
  const form = given({ at: '{created}', text: '{updatedText}', version: '{version}' }, {}, place)
  assert.deepEqual(shownNow(form, { createdAt: 7, updatedAt: 0, changes: 2 }), { at: 7, text: '1970-01-01T00:00:00.000Z', version: 3 })
})
