// What the service tests of this folder share: a cloud whose clock stands still, a client of its own account, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import type { AttributeValue, CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import { Cloud } from '../../index.ts'

export interface Account { readonly cloud: Cloud, readonly db: DynamoDB }

/** A new cloud with a frozen clock, closed when the test ends, and the SDK's client as the root of an account. */
export async function freshAccount(t: TestContext, account = '111122223333', settings: { quotas?: 'real' } = {}): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name, lifecycle: 'real', ...settings })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, db: clientOf(cloud, account) }
}

export function clientOf(cloud: Cloud, account: string): DynamoDB {
  // One attempt: a fault is what the test is about.
  return new DynamoDB({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
}

/** The least there is to a table: `id`, a string, and no capacity to think of. */
export const simplest = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
} satisfies Partial<CreateTableCommandInput>

/** The same with a sort key `sk`, a number. */
export const sorted = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'N' }],
  BillingMode: 'PAY_PER_REQUEST',
} satisfies Partial<CreateTableCommandInput>

/** `sorted`, with a global index by genre and rank and a local one by rank. */
export const indexed: Partial<CreateTableCommandInput> = {
  ...sorted,
  AttributeDefinitions: [...sorted.AttributeDefinitions, { AttributeName: 'genre', AttributeType: 'S' },
    { AttributeName: 'rank', AttributeType: 'N' }],
  GlobalSecondaryIndexes: [
    { IndexName: 'byGenre', KeySchema: [{ AttributeName: 'genre', KeyType: 'HASH' }, { AttributeName: 'rank', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] } },
  ],
  LocalSecondaryIndexes: [
    { IndexName: 'byRank', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'rank', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'KEYS_ONLY' } },
  ],
}

/** A query of the index by genre. */
export const genre = (name: string) => ({
  TableName: 'Music', IndexName: 'byGenre', KeyConditionExpression: 'genre = :g', ExpressionAttributeValues: { ':g': { S: name } },
})

/** Makes a table and waits, on the virtual clock, until it is there. @returns its name */
export async function made({ cloud, db }: Account, name: string, input: Partial<CreateTableCommandInput> = simplest): Promise<string> {
  await db.createTable({ TableName: name, ...input } as CreateTableCommandInput)
  await cloud.clock.advance('1m')
  return name
}

/** An item out of plain strings and numbers. */
export function item(values: Readonly<Record<string, string | number | boolean | null>>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name,
    typeof value === 'string' ? { S: value } : typeof value === 'number' ? { N: String(value) }
      : value === null ? { NULL: true } : { BOOL: value }] as const))
}

/** The call must fail with this code and exactly this text, or one that fits. */
export async function refused(call: Promise<unknown>, code: string, text: string | RegExp): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string }) => {
    assert.equal(error.name, code, error.message)
    if (typeof text === 'string') assert.equal(error.message, text)
    else assert.match(error.message ?? '', text)
    return true
  })
}

export async function invalid(call: Promise<unknown>, text: string | RegExp): Promise<void> {
  await refused(call, 'ValidationException', text)
}

export const invalidParameter = 'One or more parameter values were invalid: '
