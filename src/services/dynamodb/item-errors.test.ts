// What is said to single items that cannot be put or read. Sources: "Error handling with DynamoDB", Developer Guide; the operations in
// the API Reference; texts as users report them.

import { test } from 'node:test'
import { musicTable, notFound, oneError, saysAll, unmet, wrong } from './errors.fixture.ts'
import type { Request, Row } from './errors.fixture.ts'

const T = 'Music'
const K = { id: { S: 'a' }, sk: { N: '1' } }
const put = (more: object, options: object = {}): Request => ['PutItem', { TableName: T, Item: { ...K, ...more }, ...options }]

const bodies: readonly Row[] = [
  [['GetItem', '[]'], 'SerializationException: Unrecognized collection type class java.util.ArrayList'],
  [['GetItem', '{"TableName": true}'], 'SerializationException: TRUE_VALUE cannot be converted to String'],
  [['GetItem', '{"TableName": ["a"]}'], 'SerializationException: Unrecognized collection type class java.lang.String'],
  [['GetItem', '{"TableName": {"a":1}}'], 'SerializationException: Start of structure or map found where not expected'],
  [['GetItem', '{"Key": "a"}'], 'SerializationException: Unexpected field type'],
  [['GetItem', '{"Key": {"a": 1}}'], 'SerializationException: Unexpected field type'],
  [['GetItem', '{"Key": {"a": {"S": 1}}}'], 'SerializationException: NUMBER_VALUE cannot be converted to String'],
  [['GetItem', '{"Key": {"a": {"B": "&&"}}}'], 'SerializationException: The value is not valid Base64'],
  [['GetItem', '{"Key": {"a": {"BOOL": "x"}}}'], 'SerializationException: STRING_VALUE cannot be converted to Boolean'],
  [['GetItem', '{"ConsistentRead": "x"}'], 'SerializationException: STRING_VALUE cannot be converted to Boolean'],
  [['GetItem', '{"AttributesToGet": "x"}'], 'SerializationException: Unexpected field type'],
  [['Query', '{"Limit": "x"}'], 'SerializationException: STRING_VALUE cannot be converted to Integer'],
  [['Query', '{"Limit": true}'], 'SerializationException: TRUE_VALUE cannot be converted to Integer'],
  [['Query','{"Key":{"a":{"SS":"x"}},"ExclusiveStartKey":{"a":{"SS":"x"}}}'], 'SerializationException: Unexpected field type'],
]
test('bodies of other types than the model has', t => saysAll(t, musicTable, bodies))

const gets: readonly Row[] = [
  [['GetItem', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['GetItem', { TableName: '' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['GetItem', { TableName: 'ab' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['GetItem', { TableName: 'a;b' }], oneError + 'null at \'key\' ' + unmet + 'not be null'],
  [['GetItem', { TableName: 'abc;' }], oneError + 'null at \'key\' ' + unmet + 'not be null'],
  [['GetItem', { TableName: 'abc' }], oneError + 'null at \'key\' ' + unmet + 'not be null'],
  [['GetItem', { TableName: 'x'.repeat(256), Key: {} }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['GetItem', { TableName: 'abc', Key: {}, AttributesToGet: [] }],
    oneError + '\'[]\' at \'attributesToGet\' ' + unmet + 'have length greater than or equal to 1'],
  [['GetItem', { TableName: 'abc', Key: {}, AttributesToGet: ['a', 'a'] }], wrong + 'Duplicate value in attribute name: a'],
  [['GetItem', { TableName: T, Key: K, AttributesToGet: ['a', 'a'] }], wrong + 'Duplicate value in attribute name: a'],
  [['GetItem', { TableName: 'abc', Key: {} }], notFound],
  [['GetItem', { TableName: T, Key: {} }], 'The provided key element does not match the schema'],
  [['GetItem', { TableName: T, Key: { id: { S: 'a' }, sk: { S: 'a' } } }], 'The provided key element does not match the schema'],
  [['GetItem', { TableName: T, Key: { id: { S: '' }, sk: { N: '1' } } }],
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. ' +
      'Key: id'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: '' }], 'Invalid ProjectionExpression: The expression can not be empty;'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'a,a' }],
    'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path ' +
      'one: [a], path two: [a]'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'a, a.b' }],
    'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path ' +
      'one: [a], path two: [a, b]'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'a.b, a[1]' }],
    'Invalid ProjectionExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path ' +
      'one: [a, b], path two: [a, [1]]'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: '#a' }],
    'Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; attribute name: #a'],
  [['GetItem', { TableName: T, Key: K, ExpressionAttributeNames: { '#a': 'b' } }],
    'ExpressionAttributeNames can only be specified when using expressions'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'a', ExpressionAttributeNames: {} }],
    'ExpressionAttributeNames must not be empty'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'b', ExpressionAttributeNames: { '#a': 'b' } }],
    'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: '#a', ExpressionAttributeNames: { 'a': 'b' } }],
    'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'abort' }],
    'Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: abort'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'a,' }],
    'Invalid ProjectionExpression: Syntax error; token: "<EOF>", near: ","'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'a', AttributesToGet: ['b'] }],
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: ' +
      '{AttributesToGet} Expression parameters: {ProjectionExpression}'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'a[b]' }],
    'Invalid ProjectionExpression: Syntax error; token: "b", near: "[b]"'],
  [['GetItem', { TableName: T, Key: K, ProjectionExpression: 'x'.repeat(4097) }],
    'Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097'],
]
test('GetItem', t => saysAll(t, musicTable, gets))

const values: readonly Row[] = [
  [put({ x: { NULL: false } }), wrong + 'Null attribute value types must have the value of true'],
  [put({ x: { SS: [] } }), wrong + 'An string set  may not be empty'],
  [put({ x: { NS: [] } }), wrong + 'An number set  may not be empty'],
  [put({ x: { BS: [] } }), wrong + 'Binary sets should not be empty'],
  [put({ x: { SS: ['a', 'a'] } }), wrong + 'Input collection [a, a] contains duplicates.'],
  [put({ x: { NS: ['1', '1.0'] } }), 'Input collection contains duplicates'],
  [put({ x: { BS: ['YQ==', 'YQ=='] } }), wrong + 'Input collection [YQ==, YQ==]of type BS contains duplicates.'],
  [put({ x: { SS: [''] } }), wrong + 'An string set may not have a empty string as a member'],
  [put({ x: { BS: [''] } }), wrong + 'Binary sets may not contain null or empty values'],
  [put({ x: { N: '' } }), 'The parameter cannot be converted to a numeric value'],
  [put({ x: { N: 'b' } }), 'The parameter cannot be converted to a numeric value: b'],
  [put({ x: { N: '1'.repeat(39) } }), 'Attempting to store more than 38 significant digits in a Number'],
  [put({ x: { N: '1e126' } }), 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
  [put({ x: { N: '1e-131' } }), 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
  [put({ x: { N: '-1e126' } }), 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
  [put({ x: { N: '-1e-131' } }), 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
  [put({ x: { S: 'a', N: '1' } }),
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'],
  [put({ x: {} }), 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [put({ '': { S: 'a' } }), wrong + 'Attribute name must not be empty'],
  [put({ genre: { N: '1' } }), wrong + 'Type mismatch for Index Key genre Expected: S Actual: N IndexName: byGenre'],
  [put({ genre: { S: '' } }),
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The ' +
      'AttributeValue for a key attribute cannot contain an empty string value. IndexName: byGenre, IndexKey: genre'],
  [put({ x: { S: 'x'.repeat(410000) } }), 'Item size has exceeded the maximum allowed size'],
]
test('attribute values', t => saysAll(t, musicTable, values))

const options: readonly Row[] = [
  [put({}, { ReturnValues: 'UPDATED_OLD' }), 'ReturnValues can only be ALL_OLD or NONE'],
  [put({}, { ReturnValues: 'X' }),
    oneError + '\'X\' at \'returnValues\' ' + unmet + 'satisfy enum value set: [NONE, ALL_OLD, ' +
      'UPDATED_OLD, ALL_NEW, UPDATED_NEW]'],
  [put({}, { ExpressionAttributeValues: { ':a': { S: 'a' } } }),
    'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null'],
  [put({}, { ExpressionAttributeValues: {} }),
    'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null'],
  [put({}, { ConditionExpression: '' }), 'Invalid ConditionExpression: The expression can not be empty;'],
]
test('options of PutItem', t => saysAll(t, musicTable, options))
