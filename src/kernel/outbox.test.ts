// The outbox: letters of all cells in the order in which they were sent, and none of a transaction that failed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lettersIn, postLetter } from './outbox.ts'
import { openStore } from './store/open.ts'

const letter = { channel: 'email', to: 'ann@example.com', body: 'hello', sentAt: 5, service: 'post' } as const

test('letters are read from all cells in order, from any of them on', async () => {
  const store = await openStore()
  store.transact(() => {
    postLetter(store.cell('1/a'), 10, letter)
    postLetter(store.cell('2/b'), 11, { ...letter, channel: 'sms', to: '+1' })
    postLetter(store.cell('1/a'), 12, { ...letter, subject: 'again' })
  })
  const all = lettersIn(store, { limit: 10 })
  assert.deepEqual(all.map(({ sequence, account, region, channel }) => [sequence, account, region, channel]),
    [[10, '1', 'a', 'email'], [11, '2', 'b', 'sms'], [12, '1', 'a', 'email']])
  assert.deepEqual(lettersIn(store, { after: 10, limit: 1 }).map(({ to }) => to), ['+1'])
})

test('a letter of a failed transaction is none', async () => {
  const store = await openStore()
  assert.throws(() => store.transact(() => {
    postLetter(store.cell('1/a'), 10, letter)
    throw new Error('no')
  }))
  assert.deepEqual(lettersIn(store, { limit: 10 }), [])
})
