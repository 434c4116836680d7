// What the tests of this folder share: Glue's client of the AWS SDK for JavaScript v2, over HTTP, and a table partitioned by year and day.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import AWS from 'aws-sdk'
import { Cloud } from '../../index.ts'

export interface Account {
  readonly cloud: Cloud
  readonly glue: AWS.Glue
  /** Of `lake.sales`: year a number, day a text. */
  addPartitions(...values: readonly (readonly string[])[]): Promise<unknown>
}

export const at = { DatabaseName: 'lake', TableName: 'sales' }
export const columns = [{ Name: 'id', Type: 'bigint' }, { Name: 'item', Type: 'string' }]

export async function freshAccount(t: TestContext): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name, now: '2026-12-31T23:59:00Z' })
  const server = await cloud.listen(0)
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2027-01-01T00:00:00Z')
  const glue = new AWS.Glue({ endpoint: server.url, region: 'us-east-1', accessKeyId: '111122223333', secretAccessKey: 'any',
    maxRetries: 0 })
  await glue.createDatabase({ DatabaseInput: { Name: 'Lake', Description: 'all of it' } }).promise()
  await glue.createTable({ DatabaseName: 'lake', TableInput: {
    Name: 'Sales', StorageDescriptor: { Columns: columns, Location: 's3://lake/sales' },
    PartitionKeys: [{ Name: 'year', Type: 'int' }, { Name: 'day', Type: 'string' }],
  } }).promise()
  return {
    cloud, glue,
    addPartitions: (...values) => glue.batchCreatePartition({ ...at, PartitionInputList: values.map(Values => ({
      Values: [...Values], StorageDescriptor: { Columns: columns, Location: `s3://lake/sales/${Values.join('/')}` },
    })) }).promise(),
  }
}

export async function refused(request: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(request, (error: { code?: string, message?: string }) => {
    assert.equal(error.code, code)
    assert.match(error.message ?? '', text)
    return true
  })
}
