// What the tests of this folder share: the client of the AWS SDK for JavaScript v2, the only one of AWS's that speaks to SimpleDB, over
// HTTP.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import AWS from 'aws-sdk'
import { Cloud } from '../../index.ts'

export type Attributes = Readonly<Record<string, string | readonly string[]>>

export interface Account {
  readonly sdb: AWS.SimpleDB
  readonly cloud: Cloud
  /** Puts an item into the domain `books`. */
  put(name: string, attributes: Attributes): Promise<unknown>
  /** The names of the items that an expression finds, after `select * from books`. */
  found(rest: string): Promise<string[]>
}

export async function freshAccount(t: TestContext): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-01-01T00:00:00Z' })
  const server = await cloud.listen(0)
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const sdb = new AWS.SimpleDB({ endpoint: server.url, region: 'us-east-1', accessKeyId: '111122223333', secretAccessKey: 'any',
    signatureVersion: 'v4', maxRetries: 0 })
  await sdb.createDomain({ DomainName: 'books' }).promise()
  return {
    sdb, cloud,
    put: (name, attributes) => sdb.putAttributes({ DomainName: 'books', ItemName: name, Attributes: Object.entries(attributes)
      .flatMap(([Name, values]) => [values].flat().map(Value => ({ Name, Value }))) }).promise(),
    async found(rest) {
      const { Items: items = [] } = await sdb.select({ SelectExpression: `select * from books ${rest}` }).promise()
      return items.map(({ Name: name }) => name)
    },
  }
}

export async function refused(request: Promise<unknown>, code: string, status: number, text: RegExp = /./): Promise<void> {
  await assert.rejects(request, (error: { code?: string, statusCode?: number, message?: string }) => {
    assert.deepEqual([error.code, error.statusCode], [code, status])
    assert.match(error.message ?? '', text)
    return true
  })
}
