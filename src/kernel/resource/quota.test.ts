// Quotas: what exceeds one, and that they bite only where the user wants the real ones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, library, sampleCloud } from '../sample.fixture.ts'
import { exceeds } from './quota.ts'
import type { Quota } from './quota.ts'

const quota: Quota = { value: 3, fault: 'LimitExceeded', message: (wanted, value) => `${wanted} of ${value}` }

test('what is equal to a quota is within it', () => {
  assert.deepEqual([0, 3, 4].map(wanted => exceeds(quota, wanted)), [undefined, undefined, { code: 'LimitExceeded', message: '4 of 3' }])
})

test('real quotas refuse in the service\'s words, and nothing is made', async t => {
  const { ask } = await sampleCloud(t, { quotas: 'real' })
  for (const name of ['a', 'b', 'c']) assert.equal((await ask('CreateBook', { Name: name })).status, 200)
  const refused = await ask('CreateBook', { Name: 'd' })
  assert.deepEqual([refused.status, codeOf(refused), refused.output['message']], [400, 'LimitExceeded', '4 books are more than 3.'])
  assert.equal(codeOf(await ask('GetBook', { Name: 'd' })), 'NoSuchBook')
  assert.equal((await ask('CreateBook', { Name: 'd' }, { region: 'eu-west-1' })).status, 200)
})

test('without them everything goes', async t => {
  const { ask } = await sampleCloud(t)
  for (let i = 0; i < 9; i += 1) assert.equal((await ask('CreateBook', { Name: `b${i}` })).status, 200)
})

test('one that was not declared is a mistake of ours', async t => {
  const { quotas: _, ...declaration } = library
  const { ask, logged } = await sampleCloud(t, { quotas: 'real', declaration })
  assert.equal(codeOf(await ask('CreateBook', { Name: 'a' })), 'InternalFailure')
  assert.match(logged.join('\n'), /assert: library declares no quota books/)
})
