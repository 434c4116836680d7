// What is said to queries and scans that cannot be made. Sources: Query and Scan, DynamoDB API Reference; "Key condition expressions",
// Developer Guide; texts as users report them.

import { test } from 'node:test'
import { musicTable, notFound, oneError, saysAll, unmet, wrong } from './errors.fixture.ts'
import type { Request, Row } from './errors.fixture.ts'

const T = 'Music'
const A = { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] }
const V = { ':a': { S: 'a' }, ':n': { N: '1' } }
const q = (input: object): Request => ['Query', { TableName: T, ...input }]
const kc = (text: string, values: object, more?: object) => q({ KeyConditionExpression: text, ExpressionAttributeValues: values, ...more })
const leg = (conditions: object, more?: object) => q({ KeyConditions: conditions, ...more })
const sc = (input: object): Request => ['Scan', { TableName: T, ...input }]

const queries: readonly Row[] = [
  [q({}), 'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.'],
  [q({ KeyConditionExpression: '' }), 'Invalid KeyConditionExpression: The expression can not be empty;'],
  [kc('id', V), 'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "id"'],
  [kc('id = :z', V),
    'Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :z'],
  [kc('id = :a AND sk', V), 'Invalid KeyConditionExpression: Syntax error; token: "<EOF>", near: "sk"'],
  [kc('id = :a', V), 'Value provided in ExpressionAttributeValues unused in expressions: keys: {:n}'],
  [kc('id = :a OR sk = :n', V), 'Invalid operator used in KeyConditionExpression: OR'],
  [kc('id = :a AND sk <> :n', V), 'Invalid operator used in KeyConditionExpression: <>'],
  [kc('id = :a AND sk IN (:n)', V), 'Invalid operator used in KeyConditionExpression: IN'],
  [kc('NOT id = :a', V), 'Invalid operator used in KeyConditionExpression: NOT'],
  [kc('id = :a AND sk = :n AND x = :n', V), 'Query key condition not supported'],
  [kc('sk = :n', { ':n': { N: '1' } }), 'Query condition missed key schema element: id'],
  [kc('id > :a', { ':a': { S: 'a' } }), 'Query key condition not supported'],
  [kc('id = :a', { ':a': { N: '1' } }), wrong + 'Condition parameter type does not match schema type'],
  [kc('id = :a AND x = :n', V), 'Query condition missed key schema element: sk'],
  [kc('id = :a AND sk = :a', { ':a': { S: 'a' } }), wrong + 'Condition parameter type does not match schema type'],
  [kc('id = :a', { ':a': { S: '' } }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. ' +
      'Key: id'],
  [kc('id = :a AND id = :a', { ':a': { S: 'a' } }), 'KeyConditionExpressions must only contain one condition per key'],
  [kc('id = :a AND sk = sk', { ':a': { S: 'a' } }),
    'Invalid KeyConditionExpression: The first operand must be distinct from the remaining operands for this operator or ' +
      'function; operator: =, first operand: [sk]'],
  [kc('id = :a AND size(sk) = :n', V), 'Invalid operator used in KeyConditionExpression: size'],
  [kc('id = :a AND begins_with(sk, :n)', V),
    'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, ' +
      'operand type: N'],
  [kc('begins_with(id, :a)', { ':a': { S: 'a' } }), 'Query key condition not supported'],
  [kc('id = :a AND sk BETWEEN :n AND :m', { ':a': { S: 'a' }, ':n': { N: '2' }, ':m': { N: '1' } }),
    'Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ' +
      'lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}'],
  [kc('id.x = :a', { ':a': { S: 'a' } }), 'KeyConditionExpressions cannot have conditions on nested attributes'],
  [kc('id = :a AND attribute_exists(sk)', { ':a': { S: 'a' } }), 'Invalid operator used in KeyConditionExpression: attribute_exists'],
  [kc('genre = :a', { ':a': { S: 'a' } }, { IndexName: 'nope' }), 'The table does not have the specified index: nope'],
  [kc('genre = :a', { ':a': { S: 'a' } }, { IndexName: 'byGenre', ConsistentRead: true }),
    'Consistent reads are not supported on global secondary indexes'],
  [kc('genre = :a', { ':a': { S: 'a' } }, { IndexName: 'byGenre', Select: 'ALL_ATTRIBUTES' }),
    wrong + 'Select type ALL_ATTRIBUTES is not supported for global secondary index byGenre because its projection type is not ALL'],
  [kc('genre = :a', { ':a': { S: 'a' } }, { IndexName: 'byGenre', ProjectionExpression: 'title' }),
    wrong + 'Global secondary index byGenre does not project [title]'],
  [kc('id = :a', { ':a': { S: 'a' } }, { Select: 'ALL_PROJECTED_ATTRIBUTES' }),
    wrong + 'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName'],
  [kc('id = :a', { ':a': { S: 'a' } }, { Select: 'SPECIFIC_ATTRIBUTES' }),
    'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES'],
  [kc('id = :a', { ':a': { S: 'a' } }, { Select: 'COUNT', ProjectionExpression: 'x' }),
    'Cannot specify the ProjectionExpression when choosing to get COUNT'],
  [kc('id = :a', { ':a': { S: 'a' } }, { Limit: 0 }),
    oneError + '\'0\' at \'limit\' ' + unmet + 'have value greater than or equal to 1'],
  [kc('id = :a', { ':a': { S: 'a' } }, { Select: 'x', Limit: -1, ReturnConsumedCapacity: 'y' }),
    '3 validation errors detected: Value \'x\' at \'select\' failed to satisfy constraint: Member must satisfy enum value set: ' +
      '[ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES, SPECIFIC_ATTRIBUTES, COUNT]; Value \'-1\' at \'limit\' failed to satisfy ' +
      'constraint: Member must have value greater than or equal to 1; Value \'y\' at \'returnConsumedCapacity\' failed to satisfy ' +
      'constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]'],
  [kc('id = :a', { ':a': { S: 'a' } }, { FilterExpression: 'sk = :a' }),
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk'],
  [kc('id = :a', { ':a': { S: 'a' } }, { FilterExpression: '' }), 'Invalid FilterExpression: The expression can not be empty;'],
  [kc('id = :a', { ':a': { S: 'a' } }, { QueryFilter: {} }),
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {QueryFilter} ' +
      'Expression parameters: {KeyConditionExpression}'],
  [kc('id = :a', { ':a': { S: 'a' } }, { ExclusiveStartKey: {} }),
    'The provided starting key is invalid: The provided key element does not match the schema'],
  [kc('id = :a', { ':a': { S: 'a' } }, { ExclusiveStartKey: { id: { S: 'b' }, sk: { N: '1' } } }),
    'The provided starting key is outside query boundaries based on provided conditions'],
  [kc('id = :a', { ':a': { S: 'a' } }, { ExclusiveStartKey: { id: { S: 'a' } } }),
    'The provided starting key is invalid: The provided key element does not match the schema'],
  [kc('id = :a', { ':a': { S: 'a' } }, { ExclusiveStartKey: { id: { S: 'a' }, sk: { S: 'a' } } }),
    'The provided starting key is invalid: The provided key element does not match the schema'],
  [kc('id = :a', { ':a': { S: 'a' } }, { ExclusiveStartKey: { id: {} } }),
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [kc('id = :a and sk > :n', { ':a': { S: 'a' }, ':n': { N: '5' } }, { ExclusiveStartKey: { id: { S: 'a' }, sk: { N: '1' } } }),
    'The provided starting key is outside query boundaries based on provided conditions'],
  [kc('genre = :a', { ':a': { S: 'a' } }, { IndexName: 'byGenre', ExclusiveStartKey: { id: { S: 'a' }, sk: { N: '1' } } }),
    'The provided starting key is invalid'],
  [kc('genre = :a', { ':a': { S: 'a' } },
    { IndexName: 'byGenre', ExclusiveStartKey: { id: { S: 'a' }, sk: { N: '1' }, genre: { N: '1' } } }),
    'The provided starting key is invalid'],
  [kc('genre = :a', { ':a': { S: 'a' } },
    { IndexName: 'byGenre', ExclusiveStartKey: { id: { S: 'a' }, sk: { N: '1' }, genre: { S: 'x' } } }),
    'The provided starting key is outside query boundaries based on provided conditions'],
  [kc('id = :a', V, { FilterExpression: 'x = :n and id = :n' }),
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: id'],
]
test('Query', t => saysAll(t, musicTable, queries))

const legacyQueries: readonly Row[] = [
  [leg({}), 'Conditions can be of length 1 or 2 only'],
  [leg({ id: { ComparisonOperator: 'EQ' } }), wrong + 'Invalid number of argument(s) for the EQ ComparisonOperator'],
  [leg({ id: A, sk: A, x: A }), 'Conditions can be of length 1 or 2 only'],
  [leg({ sk: A }), 'Query condition missed key schema element: id'],
  [leg({ id: { ...A, ComparisonOperator: 'GT' } }), 'Query key condition not supported'],
  [leg({ id: A, x: A }), 'Query condition missed key schema element: sk'],
  [leg({ id: A, sk: { ComparisonOperator: 'NE', AttributeValueList: [{ N: '1' }] } }),
    'Attempted conditional constraint is not an indexable operation'],
  [leg({ id: A, sk: { ComparisonOperator: 'IN', AttributeValueList: [{ N: '1' }] } }),
    'Attempted conditional constraint is not an indexable operation'],
  [leg({ id: A, sk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: '1' }] } }),
    wrong + 'Condition parameter type does not match schema type'],
  [leg({ id: A, sk: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ N: '1' }] } }),
    wrong + 'ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type'],
  [leg({ id: A, sk: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '1' }] } }),
    wrong + 'Invalid number of argument(s) for the BETWEEN ComparisonOperator'],
  [leg({ id: A, sk: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '2' }, { N: '1' }] } }),
    'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound'],
  [leg({ id: A }, { ConditionalOperator: 'AND' }), 'ConditionalOperator cannot be used without Filter or Expected'],
  [leg({ id: A }, { QueryFilter: { x: {} } }),
    oneError + 'null at \'queryFilter.x.member.comparisonOperator\' ' + unmet + 'not be null'],
  [leg({ id: A }, { QueryFilter: { sk: { ComparisonOperator: 'EQ', AttributeValueList: [{ N: '1' }] } } }),
    'QueryFilter can only contain non-primary key attributes: Primary key attribute: sk'],
  [leg({ id: A }, { QueryFilter: { x: { ComparisonOperator: 'EQ', AttributeValueList: [] } } }),
    wrong + 'Invalid number of argument(s) for the EQ ComparisonOperator'],
  [leg({ id: A }, { AttributesToGet: ['a', 'a'] }), wrong + 'Duplicate value in attribute name: a'],
  [leg({ id: A }, { KeyConditionExpression: 'id = :a' }),
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {KeyConditions} ' +
      'Expression parameters: {KeyConditionExpression}'],
  [leg({ id: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: '' }] } }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. ' +
      'Key: id'],
  [leg({ id: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }, { S: 'b' }] } }),
    wrong + 'Invalid number of argument(s) for the EQ ComparisonOperator'],
  [leg({ id: { ComparisonOperator: 'EQ', AttributeValueList: [{}] } }),
    'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [leg({id:{AttributeValueList:[{S:'a'}]}}),
    oneError + 'null at \'keyConditions.id.member.comparisonOperator\' ' + unmet + 'not be null'],
]
test('Query with key conditions', t => saysAll(t, musicTable, legacyQueries))

const scans: readonly Row[] = [
  [sc({ Segment: 1 }), 'The TotalSegments parameter is required but was not present in the request when Segment parameter is present'],
  [sc({ TotalSegments: 1 }),
    'The Segment parameter is required but was not present in the request when parameter TotalSegments is present'],
  [sc({ Segment: 1, TotalSegments: 1 }),
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 1 is not less than ' +
      'TotalSegments: 1'],
  [sc({ Segment: -1, TotalSegments: 0 }),
    '2 validation errors detected: Value \'0\' at \'totalSegments\' failed to satisfy constraint: Member must have value greater ' +
      'than or equal to 1; Value \'-1\' at \'segment\' failed to satisfy constraint: Member must have value greater than or equal to ' +
      '0'],
  [sc({ Segment: 0, TotalSegments: 1000001 }),
    oneError + '\'1000001\' at \'totalSegments\' ' + unmet + 'have value less than or equal to 1000000'],
  [sc({ Limit: 0 }), oneError + '\'0\' at \'limit\' ' + unmet + 'have value greater than or equal to 1'],
  [sc({ FilterExpression: 'a =' }), 'Invalid FilterExpression: Syntax error; token: "<EOF>", near: "="'],
  [sc({ ExclusiveStartKey: {} }), 'The provided starting key is invalid: The provided key element does not match the schema'],
  [sc({ ExclusiveStartKey: { id: { S: 'a' }, sk: { N: '1' } }, Segment: 0, TotalSegments: 4096 }),
    'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ' +
      'TotalSegments: 4096 Segment: 0'],
  [sc({ IndexName: 'x' }),
    oneError + '\'x\' at \'indexName\' ' + unmet + 'have length greater than or equal to 3'],
  [sc({ IndexName: '' }),
    '2 validation errors detected: Value \'\' at \'indexName\' failed to satisfy constraint: Member must have length greater than ' +
      'or equal to 3; Value \'\' at \'indexName\' failed to satisfy constraint: Member must satisfy regular expression pattern: ' +
      '[a-zA-Z0-9_.-]+'],
  [sc({ IndexName: 'byGenre', ConsistentRead: true }), 'Consistent reads are not supported on global secondary indexes'],
  [sc({ ScanFilter: { a: { ComparisonOperator: 'EQ' } } }), wrong + 'Invalid number of argument(s) for the EQ ComparisonOperator'],
  [sc({ ScanFilter: {}, FilterExpression: 'a = b' }),
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {ScanFilter} ' +
      'Expression parameters: {FilterExpression}'],
  [sc({ Select: 'SPECIFIC_ATTRIBUTES' }),
    'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES'],
  [sc({ Select: 'ALL_PROJECTED_ATTRIBUTES' }), wrong + 'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName'],
  [sc({ IndexName: 'byGenre', Select: 'ALL_ATTRIBUTES' }),
    wrong + 'Select type ALL_ATTRIBUTES is not supported for global secondary index byGenre because its projection type is not ALL'],
  [sc({ TableName: 'nope' }), notFound],
  [sc({ConditionalOperator:'OR',ScanFilter:{a: { ComparisonOperator: 'NULL' }}}),
    'ConditionalOperator can only be used when Filter or Expected has two or more elements'],
  [sc({ExpressionAttributeValues:V}), 'ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null'],
  [sc({IndexName:'byGenre',AttributesToGet:['x']}), wrong + 'Global secondary index byGenre does not project [x]'],
]
test('Scan', t => saysAll(t, musicTable, scans))
