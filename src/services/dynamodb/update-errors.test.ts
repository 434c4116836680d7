// What is said to updates that cannot be made. Sources: "Update expressions" and "Legacy conditional parameters", DynamoDB Developer Guide;
// texts as users report them.

import { test } from 'node:test'
import { musicTable, oneError, saysAll, unmet, wrong } from './errors.fixture.ts'
import type { Request, Row } from './errors.fixture.ts'

const T = 'Music'
const K = { id: { S: 'a' }, sk: { N: '1' } }
const up = (text: string, values?: object, names?: object, options?: object): Request => ['UpdateItem', {
  TableName: T, Key: K, UpdateExpression: text,
  ...(values && { ExpressionAttributeValues: values }), ...(names && { ExpressionAttributeNames: names }), ...options,
}]
const au = (updates: object): Request => ['UpdateItem', { TableName: T, Key: K, AttributeUpdates: updates }]

const expressions: readonly Row[] = [
  [up('', undefined), 'Invalid UpdateExpression: The expression can not be empty;'],
  [up('SET'), 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "SET"'],
  [up('SET a'), 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "a"'],
  [up('SET a ='), 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "="'],
  [up('SET a = b c'), 'Invalid UpdateExpression: Syntax error; token: "c", near: "b c"'],
  [up('SET a = :x'), 'Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :x'],
  [up('SET a = :a SET b = :a', { ':a': { S: 'a' } }),
    'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;'],
  [up('SET a = :a, a = :a', { ':a': { S: 'a' } }),
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ' +
      '[a], path two: [a]'],
  [up('SET a.b = :a, a = :a', { ':a': { S: 'a' } }),
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ' +
      '[a, b], path two: [a]'],
  [up('SET a.b = :a, a[0] = :a', { ':a': { S: 'a' } }),
    'Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path ' +
      'one: [a, b], path two: [a, [0]]'],
  [up('ADD a :a', { ':a': { S: 'a' } }),
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ' +
      'ALLOWED_FOR_ADD_OPERAND'],
  [up('DELETE a :a', { ':a': { N: '1' } }),
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, ' +
      'typeSet: ALLOWED_FOR_DELETE_OPERAND'],
  [up('ADD s :a', { ':a': { N: '1' } }), 'An operand in the update expression has an incorrect data type'],
  [up('ADD n :a', { ':a': { SS: ['1'] } }), 'An operand in the update expression has an incorrect data type'],
  [up('DELETE n :a', { ':a': { SS: ['1'] } }), 'An operand in the update expression has an incorrect data type'],
  [up('DELETE ss :a', { ':a': { NS: ['1'] } }), 'An operand in the update expression has an incorrect data type'],
  [up('SET n = n + :a', { ':a': { S: 'a' } }),
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S'],
  [up('SET n = s + :a', { ':a': { N: '1' } }), 'An operand in the update expression has an incorrect data type'],
  [up('SET n = zz + :a', { ':a': { N: '1' } }), 'The provided expression refers to an attribute that does not exist in the item'],
  [up('SET n = zz'), 'The provided expression refers to an attribute that does not exist in the item'],
  [up('SET zz.b = :a', { ':a': { N: '1' } }), 'The document path provided in the update expression is invalid for update'],
  [up('SET s.b = :a', { ':a': { N: '1' } }), 'The document path provided in the update expression is invalid for update'],
  [up('REMOVE zz.b.c'), 'The document path provided in the update expression is invalid for update'],
  [up('REMOVE s.b.c'), 'The document path provided in the update expression is invalid for update'],
  [up('SET l[99999] = :a', { ':a': { N: '1' } }), ''],
  [up('SET id = :a', { ':a': { S: 'a' } }), wrong + 'Cannot update attribute id. This attribute is part of the key'],
  [up('REMOVE id'), wrong + 'Cannot update attribute id. This attribute is part of the key'],
  [up('ADD sk :a', { ':a': { N: '1' } }), wrong + 'Cannot update attribute sk. This attribute is part of the key'],
  [up('SET genre = :a', { ':a': { N: '1' } }), wrong + 'Type mismatch for Index Key genre Expected: S Actual: N IndexName: byGenre'],
  [up('SET a = list_append(:a, :b)', { ':a': { S: 'a' }, ':b': { L: [] } }),
    'Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: S'],
  [up('SET a = list_append(s, :b)', { ':b': { L: [] } }), 'An operand in the update expression has an incorrect data type'],
  [up('SET a = list_append(zz, :b)', { ':b': { L: [] } }),
    'The provided expression refers to an attribute that does not exist in the item'],
  [up('SET a = if_not_exists(:a, :b)', { ':a': { S: 'a' }, ':b': { L: [] } }),
    'Invalid UpdateExpression: Operator or function requires a document path; operator or function: if_not_exists'],
  [up('SET a = size(b)'), 'Invalid UpdateExpression: The function is not allowed in an update expression; function: size'],
  [up('SET a = attribute_exists(b)'),
    'Invalid UpdateExpression: The function is not allowed in an update expression; function: attribute_exists'],
  [up('SET a = foo(b)'), 'Invalid UpdateExpression: Invalid function name; function: foo'],
  [up('ADD n n'), 'Invalid UpdateExpression: Syntax error; token: "n", near: "n n"'],
  [up('ADD n :a + :b', { ':a': { N: '1' }, ':b': { N: '1' } }), 'Invalid UpdateExpression: Syntax error; token: "+", near: ":a + :b"'],
  [up('REMOVE a, a'),
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ' +
      '[a], path two: [a]'],
  [up('SET a = :a + :b + :c', { ':a': { N: '1' }, ':b': { N: '1' }, ':c': { N: '1' } }),
    'Invalid UpdateExpression: Syntax error; token: "+", near: ":b + :c"'],
  [up('SET n = n + :a', { ':a': { N: '9.9E125' } }), 'Attempting to store more than 38 significant digits in a Number'],
  [up('SET x = :a', { ':a': { S: 'x'.repeat(410000) } }), 'Item size to update has exceeded the maximum allowed size'],
  [up('SET a = :a', { ':a': { S: 'x'.repeat(10) } }, undefined, { ConditionExpression: 'b = :c' }),
    'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :c'],
  [up('SET a = :a', { ':a': { S: 'x' } }, undefined, { ConditionExpression: 'b = :a' }),
    'ConditionalCheckFailedException: The conditional request failed'],
  [up('SET a = :a', { ':a': { S: 'x' } }, undefined, { ConditionExpression: 'b = :a', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    'ConditionalCheckFailedException: The conditional request failed'],
  [up('SET a = :a', { ':a': { S: 'x' } }, undefined, { AttributeUpdates: {} }),
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: ' +
      '{AttributeUpdates} Expression parameters: {UpdateExpression}'],
  [up('SET a = :a', { ':a': { S: 'x' } }, undefined, { ReturnValues: 'X' }),
    oneError + '\'X\' at \'returnValues\' ' + unmet + 'satisfy enum value set: [NONE, ALL_OLD, ' +
      'UPDATED_OLD, ALL_NEW, UPDATED_NEW]'],
  [up('SET a = list_append(l)',undefined),
    'Invalid UpdateExpression: Incorrect number of operands for operator or function; operator or function: list_append, number ' +
      'of operands: 1'],
  [up('SET a = if_not_exists(a)'),
    'Invalid UpdateExpression: Incorrect number of operands for operator or function; operator or function: if_not_exists, ' +
      'number of operands: 1'],
  [up('SET m.a.b = :a',{':a':{N:'1'}}), 'The document path provided in the update expression is invalid for update'],
  [up('UPSERT a'), 'Invalid UpdateExpression: Syntax error; token: "UPSERT", near: "UPSERT a"'],
  [up('SET a[-1] = b'), 'Invalid UpdateExpression: Syntax error; token: "-", near: "[-1"'],
  [up('SET #a.b = b',undefined,{'#a':'m'}), 'The provided expression refers to an attribute that does not exist in the item'],
  [up('SET a = :a REMOVE a', { ':a': { S: 'x' } }),
    'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ' +
      '[a], path two: [a]'],
  [up('DELETE a.b :a', { ':a': { SS: ['x'] } }), 'The document path provided in the update expression is invalid for update'],
  [up('DELETE zz :a', { ':a': { SS: ['x'] } }), ''],
]
test('update expressions', t => saysAll(t, musicTable, expressions))

const attributeUpdates: readonly Row[] = [
  [au({ a: {} }), wrong + 'Only DELETE action is allowed when no attribute value is specified'],
  [au({ a: { Action: 'PUT' } }), wrong + 'Only DELETE action is allowed when no attribute value is specified'],
  [au({ a: { Action: 'X', Value: { S: 'a' } } }),
    oneError + '\'X\' at \'attributeUpdates.a.member.action\' ' + unmet + 'satisfy enum value set: ' +
      '[ADD, PUT, DELETE]'],
  [au({ a: { Action: 'ADD', Value: { S: 'a' } } }), wrong + 'ADD action is not supported for the type S'],
  [au({ a: { Action: 'DELETE', Value: { S: 'a' } } }), wrong + 'DELETE action with value is not supported for the type S'],
  [au({ a: { Action: 'DELETE', Value: { N: '1' } } }), wrong + 'DELETE action with value is not supported for the type N'],
  [au({ id: { Action: 'PUT', Value: { S: 'a' } } }), wrong + 'Cannot update attribute id. This attribute is part of the key'],
  [au({ a: { Action: 'ADD', Value: { M: {} } } }), wrong + 'ADD action is not supported for the type M'],
  [au({ s: { Action: 'ADD', Value: { N: '1' } } }), 'Type mismatch for attribute to update'],
  [au({ a: { Action: 'ADD' } }), wrong + 'Only DELETE action is allowed when no attribute value is specified'],
  [au({ a: { Action: 'ADD', Value: { BOOL: true } } }), wrong + 'ADD action is not supported for the type BOOL'],
  [au({ n: { Action: 'ADD', Value: { SS: ['a'] } } }), 'Type mismatch for attribute to update'],
  [au({ n: { Action: 'DELETE', Value: { SS: ['a'] } } }), 'Type mismatch for attribute to update'],
]
test('attribute updates', t => saysAll(t, musicTable, attributeUpdates))
