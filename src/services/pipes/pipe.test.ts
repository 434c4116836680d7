// Pipes as they are listed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeQueue, running } from './account.fixture.ts'

test('lists', async t => {
  const account = await freshAccount(t)
  const { pipes } = account
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await running(account, { Source: from.arn, Target: to.arn }, 'a')
  await running(account, { Source: to.arn, Target: from.arn, DesiredState: 'RUNNING' }, 'b')
  const names = async (input: object) => (await pipes.listPipes(input)).Pipes!.map(({ Name }) => Name)
  assert.deepEqual(await names({}), ['a', 'b'])
  assert.deepEqual(await names({ NamePrefix: 'b' }), ['b'])
  assert.deepEqual(await names({ SourcePrefix: from.arn }), ['a'])
  assert.deepEqual(await names({ CurrentState: 'STOPPED' }), [])
  const { Pipes: [first] = [], NextToken } = await pipes.listPipes({ Limit: 1 })
  assert.deepEqual([first!.Name, (await pipes.listPipes({ NextToken: NextToken! })).Pipes![0]!.Name], ['a', 'b'])
})
