// What the tests of global tables share: clients in other regions, and a table `Music` that has replicas there.

import type { TestContext } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import type { Cloud } from '../../index.ts'
import { freshAccount, made } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

export function regionalClient(cloud: Cloud, region: string): DynamoDB {
  return new DynamoDB({ ...cloud.client({ accessKeyId: '111122223333', region }), maxAttempts: 1 })
}

export interface Replicated extends Account { readonly others: readonly DynamoDB[] }

/** The table in us-east-1 and these regions, settled. */
export async function replicated(t: TestContext, regions: readonly string[],
  input?: Partial<CreateTableCommandInput>): Promise<Replicated> {
  const account = await freshAccount(t)
  const { cloud, db } = account
  await made(account, 'Music', input)
  for (const region of regions) {
    await db.updateTable({ TableName: 'Music', ReplicaUpdates: [{ Create: { RegionName: region } }] })
    await cloud.clock.advance('2m')
  }
  return { ...account, others: regions.map(region => regionalClient(cloud, region)) }
}

/** Regions and states of the other members, as one of them sees it. */
export async function replicasOf(db: DynamoDB): Promise<(string | undefined)[][]> {
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  return (table!.Replicas ?? []).map(({ RegionName: region, ReplicaStatus: status }) => [region, status])
}
