// What the tables of errors share: bodies sent as they stand, past the SDK and its own opinions, and what is said to each.

import assert from 'node:assert/strict'
import { freshAccount, made, simplest, sorted } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'
import type { TestContext } from 'node:test'

/** An operation and its input; text is a body as it stands. */
export type Request = readonly [operation: string, input: object | string]

/** A request, and what is said to it: the text of a ValidationException, `Code: text` of other faults, nothing where it is answered. */
export type Row = readonly [request: Request, said: string | RegExp]

/** The beginning of many texts. */
export const wrong = 'One or more parameter values were invalid: '
export const oneError = '1 validation error detected: Value '
export const unmet = 'failed to satisfy constraint: Member must '
export const notFound = 'ResourceNotFoundException: Requested resource not found'

/** What is said to a list of more elements than may be. */
export function tooMany(path: string, max: number): RegExp {
  return new RegExp(`^${oneError}'.+' at '${path}' ${unmet}have length less than or equal to ${max}$`, 's')
}

/** Sends the rows one after another to one cloud, and compares what is said. */
export async function saysAll(t: TestContext, ready: (account: Account) => Promise<unknown>, rows: readonly Row[]): Promise<void> {
  const account = await freshAccount(t, '000000000000')
  await ready(account)
  const { requestHandler } = account.cloud.client()
  for (const [[operation, input], said] of rows) {
    const body = typeof input === 'string' ? input : JSON.stringify(input)
    const { response } = await requestHandler.handle({
      method: 'POST', protocol: 'http:', hostname: 'localhost', path: '/', headers: headersOf(account, operation), body: Buffer.from(body),
    })
    const parts: Uint8Array[] = []
    for await (const part of response.body) parts.push(part as Uint8Array)
    const text = Buffer.concat(parts).toString()
    const heard = response.statusCode === 200 ? '' : saidIn(text)
    const about = `${operation} ${body.slice(0, 500)}`
    if (typeof said === 'string') assert.equal(heard, said, about)
    else assert.match(heard, said, about)
  }
}

/** One table with a global index, and one item in it. */
export async function musicTable(account: Account): Promise<void> {
  await made(account, 'Music', {
    ...sorted,
    AttributeDefinitions: [...sorted.AttributeDefinitions, { AttributeName: 'genre', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      { IndexName: 'byGenre', KeySchema: [{ AttributeName: 'genre', KeyType: 'HASH' }], Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
  })
  await account.db.putItem({ TableName: 'Music', Item: {
    id: { S: 'a' }, sk: { N: '1' }, n: { N: '1' }, s: { S: 'x' }, l: { L: [{ S: 'x' }] }, m: { M: { a: { S: 'b' } } }, ss: { SS: ['a'] },
  } })
}

/** The same beside a provisioned table, a protected one, and one that is still being made. */
export async function tables(account: Account): Promise<void> {
  await musicTable(account)
  await made(account, 'Prov',
    { ...simplest, BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } })
  await made(account, 'Protected', { ...simplest, DeletionProtectionEnabled: true })
  await account.db.createTable({ TableName: 'Fresh', ...simplest })
}

/** The root's key takes any signature. */
function headersOf({ cloud }: Account, operation: string): Record<string, string> {
  const date = new Date(cloud.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
  return {
    host: 'localhost', 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}`, 'x-amz-date': date,
    authorization: `AWS4-HMAC-SHA256 Credential=000000000000/${date.slice(0, 8)}/us-east-1/dynamodb/aws4_request, ` +
      'SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=0',
  }
}

interface Said {
  readonly __type: string
  readonly message?: string
  readonly Message?: string
  readonly CancellationReasons?: readonly { readonly Code: string, readonly Message?: string }[]
}

/** Of a cancelled transaction, the reasons. */
function saidIn(text: string): string {
  const { __type: type, message, Message: capital, CancellationReasons: reasons } = JSON.parse(text) as Said
  const code = type.slice(type.indexOf('#') + 1)
  if (reasons !== undefined) {
    return `${code}: ${reasons.map(({ Code, Message }) => Message === undefined ? Code : `${Code} (${Message})`).join(', ')}`
  }
  const words = message ?? capital ?? ''
  return code === 'ValidationException' ? words : `${code}: ${words}`
}
