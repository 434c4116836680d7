// What the tests of this folder share: a cloud whose clock stands at the new year of 2030, with the table `Music` of five units each way.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { ApplicationAutoScaling } from '@aws-sdk/client-application-auto-scaling'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { Cloud } from '../../index.ts'

export const write = {
  ServiceNamespace: 'dynamodb', ResourceId: 'table/Music', ScalableDimension: 'dynamodb:table:WriteCapacityUnits',
} as const

export const read = { ...write, ScalableDimension: 'dynamodb:table:ReadCapacityUnits' } as const

export async function scene(t: TestContext) {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2030-01-01T00:00:00Z')
  const client = { ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 }
  const [db, scaling] = [new DynamoDB(client), new ApplicationAutoScaling(client)]
  await db.createTable({
    TableName: 'Music', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
  })
  await cloud.clock.advance('1m')
  const units = async (kind: 'Read' | 'Write') =>
    (await db.describeTable({ TableName: 'Music' })).Table!.ProvisionedThroughput![`${kind}CapacityUnits`]
  return { cloud, db, scaling, units }
}

/** The call must fail so. */
export function rejected(call: Promise<unknown>, name: string, message: RegExp): Promise<void> {
  return assert.rejects(call, { name, message })
}
