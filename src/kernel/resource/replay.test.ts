// Idempotency tokens of the library: who repeats a call is answered as before, who asks for something else is refused, for a day.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { Book, codeOf, library, libraryModel, sampleCloud } from '../sample.fixture.ts'
import type { Sample } from '../sample.fixture.ts'
import { readModel } from '../../model/reader.ts'
import type { Call } from '../service.ts'
import { mismatchCode } from './replay.ts'

const day = 86_400_000

async function opened(t: TestContext): Promise<Sample & { readonly rows: () => [calls: number, expiries: number] }> {
  const sample = await sampleCloud(t, { startAt: Date.UTC(2030, 0, 1) })
  sample.cloud.clock.freeze()
  const cell = sample.cloud.core.store.cell('111122223333/us-east-1')
  return { ...sample, rows: () => [cell.table('replay').count(), cell.table('replay.expiry').count()] }
}

test('the same token and input get the same answer, and nothing happens twice', async t => {
  const { ask, cloud } = await opened(t)
  const input = { Name: 'it', Chapters: 2, Tags: [{ Key: 'a', Value: '1' }], ClientToken: 't' }
  const first = await ask('CreateBook', input)
  assert.equal(first.status, 200)
  const again = await ask('CreateBook', { ClientToken: 't', Tags: [{ Value: '1', Key: 'a' }], Name: 'it', Chapters: 2 })
  assert.deepEqual([again.status, again.output], [200, first.output])
  assert.equal(cloud.core.meter.usage('111122223333/us-east-1')[0]!.quantity, 1)
})

test('the same token with other input is refused', async t => {
  const { ask } = await opened(t)
  await ask('CreateBook', { Name: 'it', ClientToken: 't' })
  for (const other of [{ Name: 'it', Chapters: 1 }, { Name: 'other' }, { Name: 'it', Tags: [] }]) {
    const refused = await ask('CreateBook', { ...other, ClientToken: 't' })
    assert.deepEqual([refused.status, codeOf(refused)], [400, 'IdempotentParameterMismatch'])
    assert.equal(refused.output['message'], 'The token t was used before with different parameters.')
  }
})

describe('a token is that of', () => {
  const others: readonly (readonly [string, string, object, object])[] = [
    ['one account', 'CreateBook', { Name: 'it' }, { account: '444455556666' }],
    ['one region', 'CreateBook', { Name: 'it' }, { region: 'eu-west-1' }],
    ['one operation', 'CopyBook', { Name: 'it', To: 'copy' }, {}],
  ]
  for (const [what, operation, input, asked] of others) {
    test(what, async t => {
      const { ask } = await opened(t)
      const first = await ask('CreateBook', { Name: 'it', ClientToken: 't' })
      const other = await ask(operation, { ...input, ClientToken: 't' }, asked)
      assert.equal(other.status, 200, other.text)
      assert.notEqual(other.output['Serial'], first.output['Serial'])
    })
  }
})

test('no token and an empty one are none', async t => {
  const { ask, rows } = await opened(t)
  for (const [name, token] of [['a', undefined], ['b', '']] as const) {
    await ask('CreateBook', { Name: name, ClientToken: token })
    assert.equal(codeOf(await ask('CreateBook', { Name: name, ClientToken: token })), 'BookExists')
  }
  assert.deepEqual(rows(), [0, 0])
})

test('a call that failed is not remembered', async t => {
  const { ask } = await opened(t)
  await ask('CreateBook', { Name: 'it' })
  assert.equal(codeOf(await ask('CreateBook', { Name: 'it', ClientToken: 't' })), 'BookExists')
  await ask('DeleteBook', { Name: 'it' })
  assert.equal((await ask('CreateBook', { Name: 'new', ClientToken: 't' })).status, 200)
})

test('after a day it is a new one, and the old ones are dropped', async t => {
  const { ask, cloud, rows } = await opened(t)
  await ask('CreateBook', { Name: 'it', ClientToken: 't' })
  await ask('CreateBook', { Name: 'other', ClientToken: 'u' })
  await cloud.clock.advance(day - 1)
  assert.equal((await ask('CreateBook', { Name: 'it', ClientToken: 't' })).status, 200)
  await cloud.clock.advance(1)
  assert.equal(codeOf(await ask('CreateBook', { Name: 'it', ClientToken: 't' })), 'BookExists')
  await cloud.clock.advance(1)
  assert.deepEqual(rows(), [2, 2])
  await ask('CreateBook', { Name: 'third', ClientToken: 'v' })
  assert.deepEqual(rows(), [1, 1])
})

test('one used again at the very end of its day is good for another', async t => {
  const { ask, cloud } = await opened(t)
  await ask('CreateBook', { Name: 'it', ClientToken: 't' })
  await cloud.clock.advance(day)
  const second = await ask('CreateBook', { Name: 'second', ClientToken: 't' })
  await cloud.clock.advance(1)
  await ask('CreateBook', { Name: 'third', ClientToken: 'u' })
  assert.deepEqual((await ask('CreateBook', { Name: 'second', ClientToken: 't' })).output, second.output)
})

test('an asynchronous call is remembered when it is through', async t => {
  const { ask } = await opened(t)
  await ask('CreateBook', { Name: 'it' })
  const first = await ask('CopyBook', { Name: 'it', To: 'copy', ClientToken: 't' })
  assert.equal(first.status, 200, first.text)
  assert.deepEqual((await ask('CopyBook', { Name: 'it', To: 'copy', ClientToken: 't' })).output, first.output)
  assert.equal(codeOf(await ask('CopyBook', { Name: 'it', To: 'else', ClientToken: 't' })), 'IdempotentParameterMismatch')
  assert.equal(codeOf(await ask('CopyBook', { Name: 'no', To: 'b', ClientToken: 'u' })), 'NoSuchBook')
  await ask('CreateBook', { Name: 'no' })
  assert.equal((await ask('CopyBook', { Name: 'no', To: 'b', ClientToken: 'u' })).status, 200)
})

test('what was remembered is undone with the transaction, and restored with a snapshot', async t => {
  const { ask, cloud } = await opened(t)
  const first = await ask('CreateBook', { Name: 'it', ClientToken: 't' })
  await cloud.saveSnapshot('one')
  await cloud.reset()
  const anew = await ask('CreateBook', { Name: 'it', ClientToken: 't' })
  assert.notEqual(anew.output['Serial'], first.output['Serial'])
  await cloud.restoreSnapshot('one')
  assert.deepEqual((await ask('CreateBook', { Name: 'it', ClientToken: 't' })).output, first.output)
})

test('a service that keeps its tokens itself is run every time', async t => {
  const operations = { ...library.operations, CreateBook: (_: object, call: Call) =>
    ({ Serial: call.hex(8), BookArn: String(call.of(Book).count()) }) }
  const { ask } = await sampleCloud(t, { declaration: { ...library, operations, replays: false } })
  const input = { Name: 'it', ClientToken: 't' }
  assert.notEqual((await ask('CreateBook', input)).output['Serial'], (await ask('CreateBook', input)).output['Serial'])
})

describe('the code for a token used twice', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], 'IdempotentParameterMismatch'],
    [['Other', 'IdempotentParameterMismatchException'], 'IdempotentParameterMismatchException'],
    [['ClientTokenConflictException'], 'ClientTokenConflictException'],
    [['IdempotencyTokenInUse', 'Other'], 'IdempotencyTokenInUse'],
  ]
  for (const [errors, code] of cases) {
    test(`among ${errors.join() || 'none'} is ${code}`, () => {
      const model = readModel({
        metadata: { protocol: 'json' },
        operations: { Make: { name: 'Make', errors: errors.map(shape => ({ shape })) } },
        shapes: Object.fromEntries(errors.map(name => [name, { type: 'structure', members: {}, exception: true }])),
      })
      assert.equal(mismatchCode(model.operation('Make')!), code)
    })
  }

  test('is the service\'s only where the operation lists it', () => {
    assert.equal(mismatchCode(libraryModel.operation('CreateBook')!), 'IdempotentParameterMismatch')
  })
})
