// DynamoDB: tables and items as every client sees them, from conditions and pages to transactions, PartiQL and errors.

import assert from 'node:assert/strict'
import { bytesOf, momentOf } from './client.ts'
import type { Input, Output } from './client.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

type Item = NonNullable<Output<'dynamodb', 'GetItem'>['Item']>

const key = { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'N' }] } as const

/** Makes a table with the key `id`, `sk`, and waits until it is there. */
export async function createTable(stage: Stage, name: string, more: object = {}): Promise<void> {
  await stage.call('dynamodb', 'CreateTable', { TableName: name, BillingMode: 'PAY_PER_REQUEST', ...key, ...more } as
    unknown as Input<'dynamodb', 'CreateTable'>)
  await stage.cloud.advance('1m')
}

export function item(id: string, sk: number, more: Item = {}): Item {
  return { id: { S: id }, sk: { N: String(sk) }, ...more }
}

const put = (stage: Stage, Item: Item, more: object = {}) => stage.call('dynamodb', 'PutItem', { TableName: 'Music', Item, ...more })

export const dynamodbScenarios: readonly Scenario[] = [
  {
    title: 'a table is created, described, listed, changed and deleted',
    async play(stage) {
      await createTable(stage, 'Music', { BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 } })
      const { Table: table } = await stage.call('dynamodb', 'DescribeTable', { TableName: 'Music' })
      assert.equal(table!.TableStatus, 'ACTIVE')
      assert.equal(table!.TableArn, `arn:aws:dynamodb:us-east-1:${stage.account}:table/Music`)
      assert.ok(Math.abs(momentOf(table!.CreationDateTime) - await stage.cloud.now()) < 120_000)
      await refused(createTable(stage, 'Music'), { code: 'ResourceInUseException', message: /^Table already exists: Music$/, status: 400 })
      await stage.call('dynamodb', 'UpdateTable', { TableName: 'Music', BillingMode: 'PAY_PER_REQUEST' })
      await stage.cloud.advance('1m')
      const { Table: changed } = await stage.call('dynamodb', 'DescribeTable', { TableName: 'Music' })
      assert.equal(changed!.BillingModeSummary!.BillingMode, 'PAY_PER_REQUEST')
      assert.deepEqual((await stage.call('dynamodb', 'ListTables', {})).TableNames, ['Music'])
      await stage.call('dynamodb', 'DeleteTable', { TableName: 'Music' })
      await stage.cloud.advance('1m')
      await refused(stage.call('dynamodb', 'DescribeTable', { TableName: 'Music' }), {
        code: 'ResourceNotFoundException', message: /^Requested resource not found: Table: Music not found$/, status: 400,
      })
    },
  },
  {
    title: 'items are put, read, changed under conditions and deleted',
    async play(stage) {
      await createTable(stage, 'Music')
      const first = item('a', 1, { title: { S: 'Étude 😀' }, tags: { SS: ['x', 'y'] },
        price: { N: '12345678901234567890.123456789012345678' },
        nested: { M: { list: { L: [{ BOOL: true }, { NULL: true }, { S: '' }] } } } })
      await put(stage, first)
      const Key = item('a', 1)
      assert.deepEqual((await stage.call('dynamodb', 'GetItem', { TableName: 'Music', Key })).Item, first)
      await refused(put(stage, first, { ConditionExpression: 'attribute_not_exists(id)' }), {
        code: 'ConditionalCheckFailedException', message: /^The conditional request failed$/, status: 400,
      })
      const { Attributes: updated } = await stage.call('dynamodb', 'UpdateItem', {
        TableName: 'Music', Key, UpdateExpression: 'SET price = price + :one, nested.#l[1] = :s ADD tags :t REMOVE title',
        ExpressionAttributeNames: { '#l': 'list' },
        ExpressionAttributeValues: { ':one': { N: '1' }, ':s': { S: 'one' }, ':t': { SS: ['z'] } }, ReturnValues: 'ALL_NEW',
      })
      assert.deepEqual(updated, item('a', 1, { tags: { SS: ['x', 'y', 'z'] }, price: { N: '12345678901234567891.123456789012345678' },
        nested: { M: { list: { L: [{ BOOL: true }, { S: 'one' }, { S: '' }] } } } }))
      const { Item: shown } = await stage.call('dynamodb', 'GetItem', { TableName: 'Music', Key,
        ProjectionExpression: 'nested.#l[0], price', ExpressionAttributeNames: { '#l': 'list' } })
      assert.deepEqual(shown, { price: { N: '12345678901234567891.123456789012345678' },
        nested: { M: { list: { L: [{ BOOL: true }] } } } })
      const { Attributes: old } = await stage.call('dynamodb', 'DeleteItem', { TableName: 'Music', Key, ReturnValues: 'ALL_OLD' })
      assert.deepEqual(old, updated)
      assert.equal((await stage.call('dynamodb', 'GetItem', { TableName: 'Music', Key })).Item, undefined)
    },
  },
  {
    title: 'bytes come back as they were',
    except: [{ clients: /^AWS CLI/, because: 'its two versions read bytes in different forms' }],
    async play(stage) {
      await createTable(stage, 'Music')
      const bytes = Uint8Array.of(0, 1, 254, 255)
      await put(stage, item('a', 1, { raw: { B: bytes }, set: { BS: [bytes, Uint8Array.of(7)] } }))
      const { Item: found } = await stage.call('dynamodb', 'GetItem', { TableName: 'Music', Key: item('a', 1) })
      assert.deepEqual(bytesOf(found!.raw!.B), Buffer.from(bytes))
      assert.deepEqual(found!.set!.BS!.map(bytesOf), [Buffer.from(bytes), Buffer.of(7)])
    },
  },
  {
    title: 'queries and scans go page by page, forwards, backwards and by index',
    async play(stage) {
      await createTable(stage, 'Music', {
        AttributeDefinitions: [...key.AttributeDefinitions, { AttributeName: 'genre', AttributeType: 'S' }],
        GlobalSecondaryIndexes: [{ IndexName: 'byGenre', KeySchema: [{ AttributeName: 'genre', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' } }],
      })
      const items = Array.from({ length: 7 }, (_, sk) => item('a', sk - 3, { genre: { S: sk % 2 === 0 ? 'jazz' : 'rock' } }))
      await stage.call('dynamodb', 'BatchWriteItem', { RequestItems: { Music: items.map(Item => ({ PutRequest: { Item } })) } })
      const found: Item[] = []
      let start: Item | undefined
      do {
        const page: Output<'dynamodb', 'Query'> = await stage.call('dynamodb', 'Query', {
          TableName: 'Music', KeyConditionExpression: 'id = :i AND sk >= :s', Limit: 3,
          ExpressionAttributeValues: { ':i': { S: 'a' }, ':s': { N: '-2' } }, ...(start !== undefined && { ExclusiveStartKey: start }),
        })
        found.push(...page.Items!)
        start = page.LastEvaluatedKey
      } while (start !== undefined)
      assert.deepEqual(found, items.slice(1))
      const { Items: backwards } = await stage.call('dynamodb', 'Query', { TableName: 'Music', KeyConditionExpression: 'id = :i',
        FilterExpression: 'genre = :g', ScanIndexForward: false, ExpressionAttributeValues: { ':i': { S: 'a' }, ':g': { S: 'rock' } } })
      assert.deepEqual(backwards!.map(({ sk }) => sk!.N), ['2', '0', '-2'])
      const { Count: count, ScannedCount: scanned } = await stage.call('dynamodb', 'Query', { TableName: 'Music', IndexName: 'byGenre',
        KeyConditionExpression: 'genre = :g', ExpressionAttributeValues: { ':g': { S: 'jazz' } }, Select: 'COUNT' })
      assert.deepEqual([count, scanned], [4, 4])
      const segments = [0, 1].map(Segment => stage.call('dynamodb', 'Scan', { TableName: 'Music', Segment, TotalSegments: 2 }))
      assert.equal((await Promise.all(segments)).reduce((sum, { Count: each }) => sum + each!, 0), 7)
    },
  },
  {
    title: 'a transaction is made whole, once for a token, or not at all',
    async play(stage) {
      await createTable(stage, 'Music')
      await put(stage, item('a', 1, { n: { N: '1' } }))
      const add = { Update: { TableName: 'Music', Key: item('a', 1), UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } } } }
      const write = { TransactItems: [add, { Put: { TableName: 'Music', Item: item('b', 1) } }], ClientRequestToken: 'token-1' }
      await stage.call('dynamodb', 'TransactWriteItems', write)
      await stage.call('dynamodb', 'TransactWriteItems', write)
      const fails = { ConditionCheck: { TableName: 'Music', Key: item('b', 1), ConditionExpression: 'attribute_not_exists(id)' } }
      await refused(stage.call('dynamodb', 'TransactWriteItems', { TransactItems: [add, fails] }), {
        code: 'TransactionCanceledException', status: 400,
        message: /^Transaction cancelled, please refer cancellation reasons for specific reasons \[None, ConditionalCheckFailed\]$/,
      })
      const { Responses: responses } = await stage.call('dynamodb', 'TransactGetItems', {
        TransactItems: [{ Get: { TableName: 'Music', Key: item('a', 1) } }, { Get: { TableName: 'Music', Key: item('c', 1) } }],
      })
      assert.deepEqual(responses!.map(({ Item: found }) => found), [item('a', 1, { n: { N: '2' } }), undefined])
    },
  },
  {
    title: 'statements of PartiQL read and write the same items',
    async play(stage) {
      await createTable(stage, 'Music')
      const execute = (Statement: string, ...parameters: Item[string][]) =>
        stage.call('dynamodb', 'ExecuteStatement', { Statement, ...(parameters.length > 0 && { Parameters: parameters }) })
      await execute('INSERT INTO "Music" VALUE {\'id\': ?, \'sk\': 1, \'title\': \'one\'}', { S: 'a' })
      await refused(execute('INSERT INTO "Music" VALUE {\'id\': \'a\', \'sk\': 1}'), {
        code: 'DuplicateItemException', message: /^Duplicate primary key exists in table$/, status: 400,
      })
      await execute('UPDATE "Music" SET title = ? SET plays = 3 WHERE id = \'a\' AND sk = 1', { S: 'two' })
      const { Items: items } = await execute('SELECT title, plays FROM "Music" WHERE id = ? AND plays > 2', { S: 'a' })
      assert.deepEqual(items, [{ title: { S: 'two' }, plays: { N: '3' } }])
      const { Responses: batch } = await stage.call('dynamodb', 'BatchExecuteStatement', {
        Statements: [{ Statement: 'SELECT * FROM "Music" WHERE id = \'a\' AND sk = 1' },
          { Statement: 'SELECT * FROM "Nothing" WHERE id = \'a\' AND sk = 1' }],
      })
      assert.equal(batch![0]!.Item!.title!.S, 'two')
      assert.equal(batch![1]!.Error!.Code, 'ResourceNotFound')
      await stage.call('dynamodb', 'ExecuteTransaction', { TransactStatements: [
        { Statement: 'DELETE FROM "Music" WHERE id = \'a\' AND sk = 1' },
        { Statement: 'INSERT INTO "Music" VALUE {\'id\': \'b\', \'sk\': 1}' },
      ] })
      assert.deepEqual((await execute('SELECT * FROM "Music"')).Items, [item('b', 1)])
    },
  },
  {
    title: 'what is wrong is said in DynamoDB\'s words',
    async play(stage) {
      await createTable(stage, 'Music')
      const invalid = (message: RegExp) => ({ code: 'ValidationException', message, status: 400 })
      await refused(put(stage, { id: { S: 'a' } }), invalid(/^One or more parameter values were invalid: Missing the key sk in the item$/))
      await refused(put(stage, { id: { N: '1' }, sk: { N: '1' } }),
        invalid(/^One or more parameter values were invalid: Type mismatch for key id expected: S actual: N$/))
      await refused(stage.call('dynamodb', 'GetItem', { TableName: 'Music', Key: { id: { S: 'a' } } }),
        invalid(/^The provided key element does not match the schema$/))
      await refused(put(stage, item('a', 1), { ConditionExpression: 'a = :v', ExpressionAttributeValues: { ':w': { S: 'x' } } }),
        invalid(/^Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :v$/))
      await refused(stage.call('dynamodb', 'Query', { TableName: 'Music', KeyConditionExpression: 'name = :n',
        ExpressionAttributeValues: { ':n': { S: 'x' } } }), invalid(/reserved keyword; reserved keyword: name$/))
      await refused(put(stage, item('a', 1), { TableName: 'Nothing' }),
        { code: 'ResourceNotFoundException', message: /^Requested resource not found$/, status: 400 })
    },
  },
  {
    title: 'items expire on the clock',
    async play(stage) {
      await createTable(stage, 'Music')
      await stage.call('dynamodb', 'UpdateTimeToLive', { TableName: 'Music',
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' } })
      const ends = Math.floor(await stage.cloud.now() / 1000) + 3600
      await put(stage, item('a', 1, { ends: { N: String(ends) } }))
      await put(stage, item('a', 2))
      await stage.cloud.advance('2h')
      assert.deepEqual((await stage.call('dynamodb', 'Scan', { TableName: 'Music' })).Items, [item('a', 2)])
    },
  },
]
