// What is said to batches and transactions that cannot be made. Sources: BatchGetItem, BatchWriteItem, TransactGetItems and
// TransactWriteItems, DynamoDB API Reference; https://github.com/elegantdevelopment/aws-cdk-dynamodb-seeder/issues/3.

import { test } from 'node:test'
import { musicTable, notFound, oneError, saysAll, tooMany, unmet, wrong } from './errors.fixture.ts'
import type { Request, Row } from './errors.fixture.ts'

const T = 'Music'
const K = { id: { S: 'a' }, sk: { N: '1' } }
const K2 = { ...K, id: { S: 'b' } }
const keys = (count: number) => Array.from({ length: count }, (_, i) => ({ id: { S: 'a' }, sk: { N: String(i) } }))
const bg = (tables: object): Request => ['BatchGetItem', { RequestItems: tables }]
const bw = (tables: object): Request => ['BatchWriteItem', { RequestItems: tables }]
const tw = (...items: object[]): Request => ['TransactWriteItems', { TransactItems: items }]
const tg = (...items: object[]): Request => ['TransactGetItems', { TransactItems: items }]
const Put = (more?: object, options?: object) => ({ Put: { TableName: T, Item: { ...K, ...more }, ...options } })

const batchGets: readonly Row[] = [
  [['BatchGetItem', {}], oneError + 'null at \'requestItems\' ' + unmet + 'not be null'],
  [bg({}), oneError + '\'{}\' at \'requestItems\' ' + unmet + 'have length greater than or equal to 1'],
  [bg({ ab: { Keys: [K] } }), 'TableName must be at least 3 characters long and at most 255 characters long'],
  [bg({ 'a;bc': { Keys: [K] } }),
    oneError + '\'a;bc\' at \'tableName\' ' + unmet + 'satisfy regular expression pattern: ' +
      '[a-zA-Z0-9_.-]+'],
  [bg({ [T]: {} }), oneError + 'null at \'requestItems.Music.member.keys\' ' + unmet + 'not be null'],
  [bg({ [T]: { Keys: [] } }),
    oneError + '\'[]\' at \'requestItems.Music.member.keys\' ' + unmet + 'have length greater than or ' +
      'equal to 1'],
  [bg({ [T]: { Keys: keys(101) } }),
    tooMany('requestItems.Music.member.keys', 100)],
  [bg({ [T]: { Keys: [K, K] } }), 'Provided list of item keys contains duplicates'],
  [bg({ [T]: { Keys: [{}] } }), 'The provided key element does not match the schema'],
  [bg({ [T]: { Keys: [{ id: {} }] } }), 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [bg({ [T]: { Keys: [K], AttributesToGet: ['a', 'a'] } }), wrong + 'Duplicate value in attribute name: a'],
  [bg({ [T]: { Keys: [K], AttributesToGet: ['a'], ProjectionExpression: 'b' } }),
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: ' +
      '{AttributesToGet} Expression parameters: {ProjectionExpression}'],
  [bg({ [T]: { Keys: [K], ProjectionExpression: '' } }), 'Invalid ProjectionExpression: The expression can not be empty;'],
  [bg({ [T]: { Keys: [K], ProjectionExpression: '#a' } }),
    'Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; attribute name: #a'],
  [bg({ [T]: { Keys: [K], ExpressionAttributeNames: { '#a': 'a' } } }),
    'ExpressionAttributeNames can only be specified when using expressions'],
  [bg({ nope: { Keys: [K] } }), notFound],
  [bg({ [T]: { Keys: [K] }, nope: { Keys: [K] } }), notFound],
  [bg({ [T]: { Keys: [{ id: { S: '' }, sk: { N: '1' } }] } }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. ' +
      'Key: id'],
  [bg({[T]:{Keys:keys(60)},abc:{Keys:keys(60)}}), 'Too many items requested for the BatchGetItem call'],
]
test('BatchGetItem', t => saysAll(t, musicTable, batchGets))

const batchWrites: readonly Row[] = [
  [['BatchWriteItem', {}], oneError + 'null at \'requestItems\' ' + unmet + 'not be null'],
  [bw({}), oneError + '\'{}\' at \'requestItems\' ' + unmet + 'have length greater than or equal to 1'],
  [bw({ [T]: [] }),
    oneError + '\'{Music=[]}\' at \'requestItems\' failed to satisfy constraint: Map value must satisfy constraint: [Member must ' +
      'have length less than or equal to 25, Member must have length greater than or equal to 1]'],
  [bw({ [T]: [{}] }), 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'],
  [bw({ [T]: [{ PutRequest: {} }] }),
    oneError + 'null at \'requestItems.Music.member.1.member.putRequest.item\' ' + unmet + 'not be ' +
      'null'],
  [bw({ [T]: [{ DeleteRequest: {} }] }),
    oneError + 'null at \'requestItems.Music.member.1.member.deleteRequest.key\' ' + unmet + 'not be ' +
      'null'],
  [bw({ [T]: [{ PutRequest: { Item: K }, DeleteRequest: { Key: K } }] }),
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'],
  [bw({ [T]: keys(26).map(Key => ({ DeleteRequest: { Key } })) }),
    /at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than .* 25, /],
  [bw({ [T]: [{ PutRequest: { Item: K } }, { DeleteRequest: { Key: K } }] }), 'Provided list of item keys contains duplicates'],
  [bw({ [T]: [{ PutRequest: { Item: {} } }] }), wrong + 'Missing the key id in the item'],
  [bw({ [T]: [{ PutRequest: { Item: { id: {} } } }] }),
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [bw({ [T]: [{ PutRequest: { Item: { ...K, x: { S: 'x'.repeat(410000) } } } }] }), 'Item size has exceeded the maximum allowed size'],
  [bw({ nope: [{ PutRequest: { Item: K } }] }), notFound],
  [bw({ [T]: [{ DeleteRequest: { Key: { id: { S: 'a' } } } }] }), 'The provided key element does not match the schema'],
  [bw({ [T]: [{ PutRequest: { Item: { ...K, genre: { N: '1' } } } }] }),
    wrong + 'Type mismatch for Index Key genre Expected: S Actual: N IndexName: byGenre'],
  [bw({ [T]: [{ PutRequest: { Item: { ...K, sk: { S: 'x' } } } }] }), wrong + 'Type mismatch for key sk expected: N actual: S'],
  [bw({ab: [{ PutRequest: { Item: K } }]}), 'TableName must be at least 3 characters long and at most 255 characters long'],
]
test('BatchWriteItem', t => saysAll(t, musicTable, batchWrites))

const transactions: readonly Row[] = [
  [['TransactWriteItems', {}], oneError + 'null at \'transactItems\' ' + unmet + 'not be null'],
  [tw(), oneError + '\'[]\' at \'transactItems\' ' + unmet + 'have length greater than or equal to 1'],
  [tw({}), 'TransactItems can only contain one of Check, Put, Update or Delete'],
  [tw({ Put: {} }),
    '2 validation errors detected: Value null at \'transactItems.1.member.put.item\' failed to satisfy constraint: Member must ' +
      'not be null; Value null at \'transactItems.1.member.put.tableName\' failed to satisfy constraint: Member must not be null'],
  [tw({ Put: { TableName: T, Item: K }, Delete: { TableName: T, Key: K } }),
    'TransactItems can only contain one of Check, Put, Update or Delete'],
  [tw(...Array.from({ length: 101 }, (_, i) => ({ Delete: { TableName: T, Key: { id: { S: 'a' }, sk: { N: String(i) } } } }))),
    tooMany('transactItems', 100)],
  [tw(Put(), Put()), 'Transaction request cannot include multiple operations on one item'],
  [tw(Put({ x: {} })), 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [tw(Put({}, { ConditionExpression: 'a = ' })), 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "="'],
  [tw(Put({}, { ConditionExpression: 'attribute_exists(zz)' }), { Delete: { TableName: T, Key: K2 } }),
    'TransactionCanceledException: ConditionalCheckFailed (The conditional request failed), None'],
  [tw(Put({}, { ConditionExpression: 'attribute_exists(zz)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })),
    'TransactionCanceledException: ConditionalCheckFailed (The conditional request failed)'],
  [tw(Put({ sk: { S: 'x' } }), { Delete: { TableName: T, Key: K2 } }),
    'TransactionCanceledException: ValidationError (One or more parameter values were invalid: Type mismatch for key sk ' +
      'expected: N actual: S), None'],
  [tw({ Put: { TableName: 'nope', Item: K } }), notFound],
  [tw({ Update: { TableName: T, Key: K } }),
    oneError + 'null at \'transactItems.1.member.update.updateExpression\' ' + unmet + 'not be null'],
  [tw({ Update: { TableName: T, Key: K, UpdateExpression: 'SET id = :a', ExpressionAttributeValues: { ':a': { S: 'x' } } } }),
    'TransactionCanceledException: ValidationError (One or more parameter values were invalid: Cannot update attribute id. This ' +
      'attribute is part of the key)'],
  [tw({ Update: { TableName: T, Key: K, UpdateExpression: 'SET s.x = :a', ExpressionAttributeValues: { ':a': { S: 'x' } } } }),
    'TransactionCanceledException: ValidationError (The document path provided in the update expression is invalid for update)'],
  [tw({ ConditionCheck: { TableName: T, Key: K } }),
    oneError + 'null at \'transactItems.1.member.conditionCheck.conditionExpression\' ' + unmet + '' +
      'not be null'],
  [tw({ ConditionCheck: { TableName: T, Key: K, ConditionExpression: 'attribute_exists(zz)' } }),
    'TransactionCanceledException: ConditionalCheckFailed (The conditional request failed)'],
  [tw({ Delete: { TableName: T, Key: { id: { S: 'a' } } } }),
    'TransactionCanceledException: ValidationError (The provided key element does not match the schema)'],
  [tw(Put({ x: { S: 'x'.repeat(410000) } })),
    'TransactionCanceledException: ValidationError (Item size has exceeded the maximum allowed size)'],
  [tw(Put({ genre: { N: '1' } })),
    'TransactionCanceledException: ValidationError (One or more parameter values were invalid: Type mismatch for Index Key ' +
      'genre Expected: S Actual: N IndexName: byGenre)'],
  [['TransactWriteItems', { TransactItems: [Put()], ClientRequestToken: '' }],
    oneError + '\'\' at \'clientRequestToken\' ' + unmet + 'have length greater than or equal to 1'],
  [['TransactWriteItems', { TransactItems: [Put()], ClientRequestToken: 'x'.repeat(37) }],
    oneError + '\'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\' at \'clientRequestToken\' ' + unmet + 'have ' +
      'length less than or equal to 36'],
  [['TransactWriteItems', { TransactItems: [Put()], ClientRequestToken: 't' }], ''],
  [['TransactWriteItems', { TransactItems: [Put({ q: { S: 'x' } })], ClientRequestToken: 't' }],
    'IdempotentParameterMismatchException: Provided client token has been used previously with different request parameters'],
]
test('TransactWriteItems', t => saysAll(t, musicTable, transactions))

const transactGets: readonly Row[] = [
  [['TransactGetItems', {}], oneError + 'null at \'transactItems\' ' + unmet + 'not be null'],
  [tg(), oneError + '\'[]\' at \'transactItems\' ' + unmet + 'have length greater than or equal to 1'],
  [tg({}), oneError + 'null at \'transactItems.1.member.get\' ' + unmet + 'not be null'],
  [tg({ Get: {} }),
    '2 validation errors detected: Value null at \'transactItems.1.member.get.key\' failed to satisfy constraint: Member must not ' +
      'be null; Value null at \'transactItems.1.member.get.tableName\' failed to satisfy constraint: Member must not be null'],
  [tg({ Get: { TableName: T, Key: {} } }),
    'TransactionCanceledException: ValidationError (The provided key element does not match the schema)'],
  [tg({ Get: { TableName: 'nope', Key: K } }), notFound],
  [tg({ Get: { TableName: T, Key: K } }, { Get: { TableName: T, Key: K } }), ''],
  [tg(...keys(101).map(Key => ({ Get: { TableName: T, Key } }))),
    tooMany('transactItems', 100)],
  [tg({ Get: { TableName: T, Key: K, ProjectionExpression: '#a' } }),
    'Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; attribute name: #a'],
  [tg({ Get: { TableName: T, Key: { id: {} } } }), 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [tg({ Get: { TableName: T, Key: {id:{S:''},sk:{N:'1'}} } }),
    'TransactionCanceledException: ValidationError (One or more parameter values are not valid. The AttributeValue for a key ' +
      'attribute cannot contain an empty string value. Key: id)'],
]
test('TransactGetItems', t => saysAll(t, musicTable, transactGets))
