// What is said to conditions that cannot be: expressions, and what was there before them. Sources: "Condition expressions" and
// "Legacy conditional parameters", DynamoDB Developer Guide; texts as users report them.

import { test } from 'node:test'
import { musicTable, oneError, saysAll, unmet, wrong } from './errors.fixture.ts'
import type { Request, Row } from './errors.fixture.ts'

const T = 'Music'
const K = { id: { S: 'a' }, sk: { N: '1' } }
const put = (more: object, options: object): Request => ['PutItem', { TableName: T, Item: { ...K, ...more }, ...options }]
const cond = (text: string, values?: object, names?: object): Request => put({}, {
  ConditionExpression: text, ...(values && { ExpressionAttributeValues: values }), ...(names && { ExpressionAttributeNames: names }),
})

const conditions: readonly Row[] = [
  [cond('a = :b'), 'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :b'],
  [cond('a = :b', { ':b': { S: 'a' }, ':c': { S: 'c' } }), 'Value provided in ExpressionAttributeValues unused in expressions: keys: {:c}'],
  [cond('a = :b', { 'b': { S: 'a' } }), 'ExpressionAttributeValues contains invalid key: Syntax error; key: "b"'],
  [cond('a = :b', { ':b': {} }),
    'ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly one of the ' +
      'supported datatypes for key :b'],
  [cond('a = :b', { ':b': { N: 'x' } }),
    'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :b'],
  [cond('foo(a)'), 'Invalid ConditionExpression: Invalid function name; function: foo'],
  [cond('size(a)'), 'Invalid ConditionExpression: The function is not allowed to be used this way in an expression; function: size'],
  [cond('attribute_exists(a, b)'),
    'Invalid ConditionExpression: Incorrect number of operands for operator or function; operator or function: ' +
      'attribute_exists, number of operands: 2'],
  [cond('attribute_exists(:a)', { ':a': { S: 'a' } }),
    'Invalid ConditionExpression: Operator or function requires a document path; operator or function: attribute_exists'],
  [cond('attribute_type(a, :b)', { ':b': { S: 'X' } }),
    'Invalid ConditionExpression: Invalid attribute type name found; type: X, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}'],
  [cond('attribute_type(a, :b)', { ':b': { N: '1' } }),
    'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: attribute_type, ' +
      'operand type: N'],
  [cond('begins_with(a, :b)', { ':b': { N: '1' } }),
    'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand ' +
      'type: N'],
  [cond('a BETWEEN :b AND :c', { ':b': { N: '2' }, ':c': { N: '1' } }),
    'Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower ' +
      'bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}'],
  [cond('a BETWEEN :b AND :c', { ':b': { N: '2' }, ':c': { S: '1' } }),
    'Invalid ConditionExpression: The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: ' +
      'AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:1}'],
  [cond('a = a'),
    'Invalid ConditionExpression: The first operand must be distinct from the remaining operands for this operator or function; ' +
      'operator: =, first operand: [a]'],
  [cond('((a = :b))', { ':b': { S: 'a' } }), 'Invalid ConditionExpression: The expression has redundant parentheses;'],
  [cond('a < :b', { ':b': { M: {} } }),
    'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: <, operand type: M'],
  [cond('a < :b', { ':b': { BOOL: true } }),
    'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: <, operand type: BOOL'],
  [cond('a in (' + Array.from({ length: 101 }, () => ':b').join() + ')', { ':b': { S: 'a' } }),
    'Invalid ConditionExpression: The IN operator is provided with too many operands; number of operands: 101'],
  [cond('a = :b AND', { ':b': { S: 'a' } }), 'Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "AND"'],
  [cond('key = :b', { ':b': { S: 'a' } }), 'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: key'],
  [cond('a.name = :b', { ':b': { S: 'a' } }), 'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name'],
  [cond('contains(a, a)'),
    'Invalid ConditionExpression: The first operand must be distinct from the remaining operands for this operator or function; ' +
      'operator: contains, first operand: [a]'],
  [cond('if_not_exists(a, :b) = :b', { ':b': { S: 'a' } }),
    'Invalid ConditionExpression: The function is not allowed in a condition expression; function: if_not_exists'],
  [cond('size(size(a)) = :b', { ':b': { N: '1' } }),
    'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: size, operand type: N'],
  [cond('a = :b', { ':b': { S: 'a' } }, { '#': 'a' }), 'ExpressionAttributeNames contains invalid key: Syntax error; key: "#"'],
  [cond('#a = :b', { ':b': { S: 'a' } }, { '#a': '' }),
    'ExpressionAttributeNames contains invalid value: Attribute name must not be empty for key #a'],
  [cond('attribute_exists(a) = :b', { ':b': { S: 'a' } }),
    'Invalid ConditionExpression: The function is not allowed to be used this way in an expression; function: attribute_exists'],
  [cond('NOT', {}), 'ExpressionAttributeValues must not be empty'],
  [cond('a = :b x', { ':b': { S: 'a' } }), 'Invalid ConditionExpression: Syntax error; token: "x", near: ":b x"'],
  [cond('a = "b"'), 'Invalid ConditionExpression: Syntax error; token: """, near: "= "b"'],
  [cond('a =\n= b'), 'Invalid ConditionExpression: Syntax error; token: "=", near: "=\n= b"'],
  [cond('size(a) = size(:b)',{':b':{N:'1'}}),
    'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: size, operand type: N'],
  [cond('contains(:b, a)',{':b':{N:'1'}}),
    'Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: contains, operand type: N'],
]
test('condition expressions', t => saysAll(t, musicTable, conditions))

const expectations: readonly Row[] = [
  [put({}, { Expected: { a: {} } }), wrong + 'Value must be provided when Exists is null for Attribute: a'],
  [put({}, { Expected: { a: { Exists: true } } }), wrong + 'Value must be provided when Exists is true for Attribute: a'],
  [put({}, { Expected: { a: { Exists: false, Value: { S: 'a' } } } }),
    wrong + 'Value cannot be used when Exists is false for Attribute: a'],
  [put({}, { Expected: { a: { ComparisonOperator: 'GT' } } }),
    wrong + 'Value or AttributeValueList must be used with ComparisonOperator: GT for Attribute: a'],
  [put({}, { Expected: { a: { ComparisonOperator: 'GT', AttributeValueList: [] } } }),
    wrong + 'Invalid number of argument(s) for the GT ComparisonOperator'],
  [put({}, { Expected: { a: { ComparisonOperator: 'GT', AttributeValueList: [{ M: {} }] } } }),
    wrong + 'ComparisonOperator GT is not valid for M AttributeValue type'],
  [put({}, { Expected: { a: { AttributeValueList: [{ S: 'a' }] } } }),
    wrong + 'AttributeValueList can only be used with a ComparisonOperator for Attribute: a'],
  [put({}, { Expected: { a: { Value: { S: 'a' }, AttributeValueList: [{ S: 'a' }] } } }),
    wrong + 'Value and AttributeValueList cannot be used together for Attribute: a'],
  [put({}, { Expected: { a: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ S: 'b' }, { S: 'a' }] } } }),
    'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound'],
  [put({}, { Expected: { a: { ComparisonOperator: 'NULL', AttributeValueList: [{ S: 'b' }] } } }),
    wrong + 'Invalid number of argument(s) for the NULL ComparisonOperator'],
  [put({}, { ConditionalOperator: 'AND' }), 'ConditionalOperator cannot be used without Filter or Expected'],
  [put({}, { ConditionalOperator: 'AND', Expected: {} }),
    'ConditionalOperator can only be used when Filter or Expected has two or more elements'],
  [put({}, { ConditionalOperator: 'X' }),
    oneError + '\'X\' at \'conditionalOperator\' ' + unmet + 'satisfy enum value set: [AND, OR]'],
  [put({}, { Expected: { a: { ComparisonOperator: 'IN', AttributeValueList: [{ S: 'b' }, { N: '1' }] } } }),
    wrong + 'AttributeValues inside AttributeValueList must be of same type'],
  [put({}, { Expected: { a: { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ SS: ['b'] }] } } }),
    wrong + 'ComparisonOperator CONTAINS is not valid for SS AttributeValue type'],
  [put({}, { Expected: { a: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ N: '1' }] } } }),
    wrong + 'ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type'],
  [put({}, { Expected: { a: { Exists: true, ComparisonOperator: 'EQ' } } }),
    wrong + 'Exists and ComparisonOperator cannot be used together for Attribute: a'],
]
test('expectations', t => saysAll(t, musicTable, expectations))
