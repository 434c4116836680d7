// Random queries and scans over the wire against slow, obvious evaluators: key conditions, modern and legacy, filters, projections, pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributeValue, QueryCommandInput } from '@aws-sdk/client-dynamodb'
import { follow, ProgramMaker, same, scaled } from './engine/expression/oracle.fixture.ts'
import { Chance } from './engine/random.fixture.ts'
import type { Item } from './engine/value.ts'
import { freshAccount, made, sorted } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

type Plain = Record<string, AttributeValue>

const operators = ['=', '<', '<=', '>', '>=', 'BETWEEN'] as const
const legacyNames = { '=': 'EQ', '<': 'LT', '<=': 'LE', '>': 'GT', '>=': 'GE', BETWEEN: 'BETWEEN' } as const

/** A table whose one partition holds items in the order of their numbers. */
async function filled(account: Account, chance: Chance): Promise<Item[]> {
  await made(account, 'Music', sorted)
  const items = new Map<bigint, Item>()
  for (let i = 0; i < 60; i += 1) {
    const n = chance.one(['0', '1', '-1', '2.5', '10', '9', '-0.001', '1E20', '-1E-20', chance.numberText()])
    const item = { ...chance.item(), id: { S: 'x' }, sk: { N: n } } as Plain
    await account.db.putItem({ TableName: 'Music', Item: item })
    const { Item: stored } = await account.db.getItem({ TableName: 'Music', Key: { id: { S: 'x' }, sk: { N: n } } })
    items.set(scaled(stored!.sk!.N!), stored as Item)
  }
  return [...items].sort(([a], [b]) => a < b ? -1 : 1).map(([, item]) => item)
}

function holds(operator: typeof operators[number], value: bigint, first: bigint, second: bigint): boolean {
  switch (operator) {
    case '=': return value === first
    case '<': return value < first
    case '<=': return value <= first
    case '>': return value > first
    case '>=': return value >= first
    case 'BETWEEN': return value >= first && value <= second
  }
}

async function all({ db }: Account, input: QueryCommandInput): Promise<Plain[]> {
  const found: Plain[] = []
  let start: Plain | undefined
  do {
    const page = await db.query({ ...input, ...(start !== undefined && { ExclusiveStartKey: start }) })
    found.push(...page.Items ?? [])
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return found
}

const equal = (found: readonly Plain[], expected: readonly Item[], why: string) => {
  assert.equal(found.length, expected.length, why)
  for (const [i, item] of found.entries()) assert.ok(same({ M: item as Item }, { M: expected[i]! }), `${why}: item ${i}`)
}

test('random queries agree with the obvious evaluator', async t => {
  const account = await freshAccount(t)
  const chance = new Chance(40)
  const items = await filled(account, chance)
  const numberOf = (item: Item) => item.sk!.N!
  let shown = 0
  for (let round = 0; round < 250; round += 1) {
    const operator = chance.one(operators)
    const [low, high] = [numberOf(chance.one(items)), numberOf(chance.one(items))].sort((a, b) => scaled(a) < scaled(b) ? -1 : 1)
    const maker = new ProgramMaker(chance)
    const filter = chance.below(2) === 0 ? undefined : maker.condition(2)
    const forward = chance.below(2) === 0
    const inRange = items.filter(item => holds(operator, scaled(numberOf(item)), scaled(low!), scaled(high!)))
    const expected = inRange.filter(item => filter === undefined || filter.holds(item))
    shown += expected.length
    if (!forward) expected.reverse()
    const common = { TableName: 'Music', ScanIndexForward: forward, ...(chance.below(2) === 0 && { Limit: 1 + chance.below(7) }) }
    if (filter === undefined && chance.below(2) === 0) {
      const values = operator === 'BETWEEN' ? [{ N: low! }, { N: high! }] : [{ N: low! }]
      equal(await all(account, { ...common, KeyConditions: {
        id: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'x' }] },
        sk: { ComparisonOperator: legacyNames[operator], AttributeValueList: values },
      } }), expected, `legacy ${operator} ${low} ${high}`)
      continue
    }
    const condition = operator === 'BETWEEN' ? 'sk BETWEEN :low AND :high' : `sk ${operator} :low`
    const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = maker.placeholders(filter?.text ?? '')
    equal(await all(account, {
      ...common, KeyConditionExpression: `id = :id AND ${condition}`,
      ...(filter !== undefined && { FilterExpression: filter.text, ...(names !== undefined && { ExpressionAttributeNames: names }) }),
      ExpressionAttributeValues: { ...(filter === undefined ? {} : values as Plain), ':id': { S: 'x' }, ':low': { N: low! },
        ...(operator === 'BETWEEN' && { ':high': { N: high! } }) },
    }), expected, `${operator} ${low} ${high} ${filter?.text}`)
  }
  assert.ok(shown > 1000, `${shown} items were shown`)
})

test('random projections show what their paths lead to, and nothing else', async t => {
  const account = await freshAccount(t)
  const chance = new Chance(41)
  const items = await filled(account, chance)
  for (let round = 0; round < 200; round += 1) {
    const { text, steps } = new ProgramMaker(chance).path()
    const item = chance.one(items)
    const { Item: found } = await account.db.getItem({ TableName: 'Music', Key: { id: item.id!, sk: item.sk! } as Plain,
      ProjectionExpression: text.replaceAll('#', '') })
    const there = follow(item, steps)
    // Elements of lists come without those that were not asked for, so each number leads to the first one.
    const shown = found === undefined ? undefined : follow(found as Item, steps.map(step => typeof step === 'number' ? 0 : step))
    const agrees = there === undefined ? shown === undefined : same(shown, there)
    assert.ok(agrees, `${text} of ${JSON.stringify(item)}: ${JSON.stringify(found)}`)
    assert.ok(Object.keys(found ?? {}).every(name => name === steps[0]))
  }
})
