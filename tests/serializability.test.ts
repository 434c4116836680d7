// Concurrent transactions of DynamoDB, over HTTP and straight into the process: no history that could not have been made one after another.
// The checker is tested first, with histories that have an anomaly planted in them.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { Cloud } from '../src/index.ts'
import { anomalies } from './history-check.ts'
import type { Append, Read, Transaction } from './history-check.ts'

const append = (key: string, value: number): Append => ({ kind: 'append', key, value })
const read = (key: string, ...values: number[]): Read => ({ kind: 'read', key, values })
const at = (id: number, from: number, to: number, ...steps: (Append | Read)[]): Transaction => ({ id, from, to, steps, made: true })

describe('the checker', () => {
  const fine: readonly (readonly Transaction[])[] = [
    [],
    [at(1, 0, 9, append('x', 1), append('y', 2)), at(2, 0, 9, read('x', 1), read('y', 2)), at(3, 0, 9, read('x'), read('y'))],
    [at(1, 0, 1, append('x', 1)), at(2, 2, 3, append('x', 2)), at(3, 4, 5, read('x', 1, 2))],
    [at(1, 0, 5, append('x', 1)), at(2, 0, 5, append('x', 2)), at(3, 6, 7, read('x', 2, 1))],
    [{ ...at(1, 0, 1, append('x', 1)), made: false }, at(2, 2, 3, read('x'))],
  ]
  const planted: readonly (readonly [string, readonly Transaction[], RegExp])[] = [
    ['half a transaction is read', [at(1, 0, 9, append('x', 1), append('y', 2)), at(2, 0, 9, read('x', 1), read('y')),
      at(3, 0, 9, read('x', 1), read('y', 2))], /^cycle: /],
    ['two reads see two writes in different orders', [at(1, 0, 9, append('x', 1)), at(2, 0, 9, append('y', 2)),
      at(3, 0, 9, read('x', 1), read('y')), at(4, 0, 9, read('x'), read('y', 2)), at(5, 0, 9, read('x', 1), read('y', 2))], /^cycle: /],
    ['a read is older than what was answered before it', [at(1, 0, 1, append('x', 1)), at(2, 2, 3, read('x')),
      at(3, 4, 5, read('x', 1))], /^cycle: .*answered before/],
    ['a write is lost', [at(1, 0, 1, append('x', 1)), at(2, 2, 3, append('x', 2)), at(3, 4, 5, read('x', 2)), at(4, 6, 7, read('x', 1))],
      /another order/],
    ['a refused write is seen', [{ ...at(1, 0, 1, append('x', 1)), made: false }, at(2, 2, 3, read('x', 1))], /which was refused/],
    ['a write is made twice', [at(1, 0, 1, append('x', 1)), at(2, 2, 3, read('x', 1, 1))], /a value twice/],
    ['what nobody wrote is read', [at(1, 0, 1, read('x', 7))], /which nobody wrote/],
    ['writes go round in a circle', [at(1, 0, 9, append('x', 1), append('y', 2)), at(2, 0, 9, append('x', 3), append('y', 4)),
      at(3, 0, 9, read('x', 1, 3)), at(4, 0, 9, read('y', 4, 2))], /^cycle: .*both wrote/],
  ]
  test('finds nothing where there is nothing', () => {
    for (const history of fine) assert.deepEqual(anomalies(history), [])
  })
  for (const [title, history, expected] of planted) {
    test(`finds that ${title}`, () => { assert.match(anomalies(history).join('; '), expected) })
  }
})

/** The same chance in every run. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = Math.imul(state ^ state >>> 15, state | 1) + 0x6d2b79f5 >>> 0
    return (state >>> 8) % below
  }
}

const keys = ['a', 'b', 'c', 'd', 'e']
const clients = 16
const each = 40

/** Runs transactions side by side and writes down what became of them. */
async function historyOf(connect: () => DynamoDB, seed: number): Promise<Transaction[]> {
  const history: Transaction[] = []
  let [id, time, value] = [0, 0, 0]
  const lane = async (db: DynamoDB, chance: (below: number) => number) => {
    for (let count = 0; count < each; count += 1) {
      const chosen = keys.filter(() => chance(2) === 0)
      if (chosen.length === 0) continue
      const [own, from] = [id += 1, time += 1]
      const note = (steps: Transaction['steps'], made: boolean) => { history.push({ id: own, from, to: time += 1, steps, made }) }
      if (chance(2) === 0) {
        const { Responses: found } = await db.transactGetItems({ TransactItems: chosen.map(key =>
          ({ Get: { TableName: 'Lists', Key: { id: { S: key } } } })) })
        note(found!.map(({ Item: item }, i) => read(chosen[i]!, ...(item?.list?.L ?? []).map(({ N: n }) => Number(n)))), true)
      } else {
        const steps = chosen.map(key => append(key, value += 1))
        const isRefused = chance(5) === 0
        const refusing = { ConditionCheck: { TableName: 'Lists', Key: { id: { S: 'never' } },
          ConditionExpression: 'attribute_exists(id)' } }
        const made = await db.transactWriteItems({ TransactItems: [...steps.map(({ key, value: n }) => ({ Update: {
          TableName: 'Lists', Key: { id: { S: key } }, UpdateExpression: 'SET #l = list_append(if_not_exists(#l, :none), :v)',
          ExpressionAttributeNames: { '#l': 'list' }, ExpressionAttributeValues: { ':none': { L: [] }, ':v': { L: [{ N: `${n}` }] } },
        } })), ...isRefused ? [refusing] : []] }).then(() => true, (error: Error) => {
          assert.equal(error.name, 'TransactionCanceledException')
          return false
        })
        assert.equal(made, !isRefused)
        note(steps, made)
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, i) => lane(connect(), chanceOf(seed * 1000 + i))))
  return history
}

describe('transactions', () => {
  for (const way of ['straight into the process', 'over HTTP']) {
    test(`${way} are serializable, in the order of time`, async t => {
      const cloud = await Cloud.open()
      t.after(() => cloud.close())
      const { url } = await cloud.listen(0)
      const credentials = { accessKeyId: '111122223333', secretAccessKey: 'any' }
      const settings = way === 'over HTTP' ? { endpoint: url, region: 'us-east-1', credentials }
        : cloud.client({ accessKeyId: '111122223333' })
      const opened: DynamoDB[] = []
      const connect = () => {
        const db = new DynamoDB({ ...settings, maxAttempts: 1 })
        opened.push(db)
        return db
      }
      await connect().createTable({ TableName: 'Lists', BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] })
      await cloud.clock.advance('1m')
      const history = await historyOf(connect, way.length)
      assert.ok(history.length > clients * each / 2 && history.some(({ made }) => !made))
      assert.ok(history.some(({ from }, i) => history.some((other, j) => j < i && other.from > from)), 'transactions overlap')
      assert.deepEqual(anomalies(history), [])
      for (const db of opened) db.destroy()
    })
  }
})
