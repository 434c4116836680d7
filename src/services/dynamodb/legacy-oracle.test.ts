// Random conditions and updates of the older kind over the wire, against obvious evaluators; the same conditions in PartiQL.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { same } from './engine/expression/oracle.fixture.ts'
import { randomConditions, randomUpdates } from './engine/legacy/oracle.fixture.ts'
import type { LegacyProgram } from './engine/legacy/oracle.fixture.ts'
import { Chance } from './engine/random.fixture.ts'
import type { Item } from './engine/value.ts'
import { freshAccount, made, sorted } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

type Plain = Record<string, AttributeValue>

const itemCount = 40
const roundCount = 120

async function filled(account: Account, chance: Chance): Promise<Item[]> {
  await made(account, 'Music', sorted)
  const items: Item[] = []
  for (let i = 0; i < itemCount; i += 1) {
    const Item = { ...chance.item(), id: { S: 'x' }, sk: { N: String(i) } } as Plain
    await account.db.putItem({ TableName: 'Music', Item })
    items.push(Item as Item)
  }
  return items
}

const orderOf = (item: Item) => Number(item.sk!.N)

function equal(found: readonly Plain[] | undefined, expected: readonly Item[], { conditions, ConditionalOperator: joint }: LegacyProgram) {
  const why = `${joint ?? ''} ${JSON.stringify(conditions)}`
  const inOrder = [...found as readonly Item[]].sort((a, b) => orderOf(a) - orderOf(b))
  assert.deepEqual(inOrder.map(orderOf), expected.map(orderOf), why)
  for (const [i, item] of inOrder.entries()) assert.ok(same({ M: item }, { M: expected[i]! }), why)
}

test('QueryFilter, ScanFilter and statements agree with the obvious evaluator', async t => {
  const account = await freshAccount(t)
  const chance = new Chance(50)
  const items = await filled(account, chance)
  let shown = 0
  for (let round = 0; round < roundCount; round += 1) {
    const program = randomConditions(chance)
    const { conditions, ConditionalOperator: joint, statement } = program
    const expected = items.filter(item => program.holds(item))
    shown += expected.length
    const operator = joint !== undefined && { ConditionalOperator: joint }
    const queried = await account.db.query({ TableName: 'Music', ...operator, QueryFilter: conditions as never,
      KeyConditions: { id: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'x' }] } } })
    equal(queried.Items, expected, program)
    equal((await account.db.scan({ TableName: 'Music', ...operator, ScanFilter: conditions as never })).Items, expected, program)
    const Parameters = [{ S: 'x' }, ...statement.parameters] as AttributeValue[]
    equal((await account.db.executeStatement({ Statement: `SELECT * FROM Music WHERE id = ? AND (${statement.text})`, Parameters })).Items,
      expected, program)
  }
  assert.ok(shown > 500, `${shown} items were shown`)
})

test('Expected and AttributeUpdates agree with the obvious evaluator', async t => {
  const account = await freshAccount(t)
  const chance = new Chance(51)
  const items = await filled(account, chance)
  const outcomes = { changed: 0, refused: 0, misfit: 0 }
  for (let round = 0; round < 4 * roundCount; round += 1) {
    const program = randomConditions(chance)
    const { updates, apply } = randomUpdates(chance)
    const place = chance.below(itemCount)
    const before = items[place]!
    const expected = program.holds(before) ? apply(before) ?? 'misfit' : 'refused'
    const { id, sk } = before as Plain
    const heard = await account.db.updateItem({
      TableName: 'Music', Key: { id: id!, sk: sk! }, AttributeUpdates: updates as never, Expected: program.conditions as never,
      ...(program.ConditionalOperator !== undefined && { ConditionalOperator: program.ConditionalOperator }), ReturnValues: 'ALL_NEW',
    }).then(({ Attributes }) => Attributes as Item, (error: Error) => error)
    const why = `${JSON.stringify(program.conditions)} ${JSON.stringify(updates)} of ${JSON.stringify(before)}: ${JSON.stringify(heard)}`
    if (expected === 'refused' || expected === 'misfit') {
      outcomes[expected] += 1
      assert.equal((heard as Error).message, expected === 'refused' ? 'The conditional request failed'
        : 'Type mismatch for attribute to update',
        why)
      continue
    }
    outcomes.changed += 1
    assert.ok(!(heard instanceof Error) && same({ M: heard }, { M: expected }), why)
    items[place] = heard
  }
  assert.ok(Math.min(...Object.values(outcomes)) > 20, JSON.stringify(outcomes))
})
