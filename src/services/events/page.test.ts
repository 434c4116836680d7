// Pages go on where they ended.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('buses, two a page', async t => {
  const { events } = await freshAccount(t)
  for (const name of ['a', 'b', 'e']) await events.createEventBus({ Name: name })
  const names: string[][] = []
  let token: string | undefined
  do {
    const page = await events.listEventBuses({ Limit: 2, ...(token !== undefined && { NextToken: token }) })
    names.push(page.EventBuses!.map(({ Name }) => Name!))
    token = page.NextToken
  } while (token !== undefined)
  assert.deepEqual(names, [['a', 'b'], ['default', 'e']])
  await refused(events.listEventBuses({ NextToken: 'x' }), 'ValidationException', /nextToken/)
})
