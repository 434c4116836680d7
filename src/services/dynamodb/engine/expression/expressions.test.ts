// Every refusal of a request's expressions, text by text, and the keeping of compiled ones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import type { AttributeValue, Item } from '../value.ts'
import { Expressions, type ExpressionInput } from './expressions.ts'
import { inputWith } from './input.fixture.ts'
import type { ExpressionKind } from './syntax.ts'

const all: readonly ExpressionKind[] =
  ['UpdateExpression', 'ConditionExpression', 'ProjectionExpression', 'FilterExpression', 'KeyConditionExpression']

const values: Readonly<Record<string, AttributeValue>> = {
  ':v': { S: 'v' }, ':n': { N: '1' }, ':m': { N: '2' }, ':b': { BOOL: true }, ':l': { L: [] }, ':map': { M: {} }, ':ss': { SS: ['a'] },
  ':t': { S: 'Q' },
}

/** A text with the values that it mentions, and names `#x` for `x`. */
function inputOf(kind: ExpressionKind, text: string): ExpressionInput {
  const names = [...new Set(text.match(/#[a-z]+/g) ?? [])].filter(name => name !== '#missing')
  return {
    ...inputWith(kind, text, values),
    ...names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names.map(name => [name, name.slice(1)])) },
  }
}

function refusal(input: ExpressionInput, accepted: readonly ExpressionKind[] = all): string {
  try {
    new Expressions().read(input, accepted)
  } catch (error) {
    if (error instanceof Invalid) return error.message
    throw error
  }
  return 'accepted'
}

const distinct = 'The first operand must be distinct from the remaining operands for this operator or function'
const operandCount = 'Incorrect number of operands for operator or function; operator or function: '
const operandType = 'Incorrect operand type for operator or function; '
const pathRelation = (relation: string, one: string, two: string) =>
  `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`

const conditionCases: readonly (readonly [string, string])[] = [
  ['', 'The expression can not be empty;'],
  ['  ', 'The expression can not be empty;'],
  ['a', 'Syntax error; token: "<EOF>", near: "a"'],
  ['a =', 'Syntax error; token: "<EOF>", near: "="'],
  ['a-b', 'Syntax error; token: "-", near: "a-b"'],
  ['a = 5', 'Syntax error; token: "5", near: "= 5"'],
  ['a b = :v', 'Syntax error; token: "b", near: "a b ="'],
  ['#a attribute_not_exists :v', 'Syntax error; token: "attribute_not_exists", near: "#a attribute_not_exists :v"'],
  ['a IN ()', 'Syntax error; token: ")", near: "()"'],
  ['a, #, b = :v', 'Syntax error; token: ",", near: "a, #"'],
  ['(a = :v', 'Syntax error; token: "<EOF>", near: ":v"'],
  ['a = :v)', 'Syntax error; token: ")", near: ":v)"'],
  ['a OR b = :v', 'Syntax error; token: "OR", near: "a OR b"'],
  ['and = :v', 'Syntax error; token: "and", near: "and ="'],
  ['a[b] = :v', 'Syntax error; token: "b", near: "[b]"'],
  ['((a = :v))', 'The expression has redundant parentheses;'],
  ['((a)) = :v', 'The expression has redundant parentheses;'],
  ['foo(a)', 'Invalid function name; function: foo'],
  ['BEGINS_WITH(a, :v)', 'Invalid function name; function: BEGINS_WITH'],
  ['list_append(a, :l) = :l', 'The function is not allowed in a condition expression; function: list_append'],
  ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
  ['begins_with(a, :v) = :b', 'The function is not allowed to be used this way in an expression; function: begins_with'],
  ['contains(a, attribute_exists(b))', 'The function is not allowed to be used this way in an expression; function: attribute_exists'],
  ['name = :v', 'Attribute name is a reserved keyword; reserved keyword: name'],
  ['a.Status = :v', 'Attribute name is a reserved keyword; reserved keyword: Status'],
  ['#missing = :v', 'An expression attribute name used in the document path is not defined; attribute name: #missing'],
  ['a = :missing', 'An expression attribute value used in expression is not defined; attribute value: :missing'],
  ['attribute_exists(a, b)', `${operandCount}attribute_exists, number of operands: 2`],
  ['begins_with(a)', `${operandCount}begins_with, number of operands: 1`],
  ['attribute_exists(:v)', 'Operator or function requires a document path; operator or function: attribute_exists'],
  ['a < :b', `${operandType}operator or function: <, operand type: BOOL`],
  [':map >= a', `${operandType}operator or function: >=, operand type: M`],
  ['a BETWEEN :n AND :l', `${operandType}operator or function: BETWEEN, operand type: L`],
  ['begins_with(a, :n)', `${operandType}operator or function: begins_with, operand type: N`],
  ['attribute_type(a, :n)', `${operandType}operator or function: attribute_type, operand type: N`],
  ['attribute_type(a, :t)', 'Invalid attribute type name found; type: Q, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}'],
  ['size(:n) = :n', `${operandType}operator or function: size, operand type: N`],
  ['a BETWEEN :m AND :n', 'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; '
    + 'lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}'],
  ['a BETWEEN :n AND :v', 'The BETWEEN operator requires same data type for lower and upper bounds; '
    + 'lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:v}'],
  ['a.b[1] = a.b[1]',
    `${distinct}; operator: =, first operand: [a, b, [1]]`],
  ['contains(a, a)', `${distinct}; operator: contains, first operand: [a]`],
  [`a IN (${Array.from({ length: 101 }, () => ':v').join(',')})`,
    'The IN operator is provided with too many operands; number of operands: 101'],
  [Array.from({ length: 152 }, () => 'a = :v').join(' AND '), 'The expression contains too many operators; operator count: 303'],
  [`a = :v AND b = :v${' '.repeat(4100)}`, 'Expression size has exceeded the maximum allowed size; expression size: 4117'],
  [`${Array.from({ length: 33 }, () => 'a').join('.')} = :v`, 'The document path has too many nesting elements; nesting levels: 33'],
  ['a[99999999999] = :v', 'List index is not within the allowable range; index: [99999999999]'],
]

test('conditions are refused in DynamoDB\'s words', () => {
  for (const [text, message] of conditionCases) {
    for (const kind of ['ConditionExpression', 'FilterExpression'] as const) {
      assert.equal(refusal(inputOf(kind, text)), `Invalid ${kind}: ${message}`, text)
    }
  }
  assert.equal(conditionCases.length, 46)
})

const updateCases: readonly (readonly [string, string])[] = [
  ['', 'The expression can not be empty;'],
  ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
  ['ADD hits : incr', 'Syntax error; token: ":", near: "hits : incr"'],
  ['SET a = :v, , b = :v', 'Syntax error; token: ",", near: ", , b"'],
  ['SET a', 'Syntax error; token: "<EOF>", near: "a"'],
  ['SET a = b + c + d', 'Syntax error; token: "+", near: "c + d"'],
  ['ADD a b', 'Syntax error; token: "b", near: "a b"'],
  ['SET add = :v', 'Syntax error; token: "add", near: "SET add ="'],
  ['SET a = :v SET b = :v', 'The "SET" section can only be used once in an update expression;'],
  ['SET a = ((b + :n))', 'The expression has redundant parentheses;'],
  ['SET a = foo(b)', 'Invalid function name; function: foo'],
  ['SET a = size(b)', 'The function is not allowed in an update expression; function: size'],
  ['SET name = :v', 'Attribute name is a reserved keyword; reserved keyword: name'],
  ['SET #missing = :v', 'An expression attribute name used in the document path is not defined; attribute name: #missing'],
  ['SET a = :missing', 'An expression attribute value used in expression is not defined; attribute value: :missing'],
  ['SET a = if_not_exists(:v, :v)', 'Operator or function requires a document path; operator or function: if_not_exists'],
  ['SET a = list_append(b)', `${operandCount}list_append, number of operands: 1`],
  ['SET a = b + :v', `${operandType}operator or function: +, operand type: S`],
  ['SET a = :l - b', `${operandType}operator or function: -, operand type: L`],
  ['SET a = list_append(a, :map)', `${operandType}operator or function: list_append, operand type: M`],
  ['ADD a :v', `${operandType}operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND`],
  ['ADD a :map', `${operandType}operator: ADD, operand type: MAP, typeSet: ALLOWED_FOR_ADD_OPERAND`],
  ['DELETE a :n', `${operandType}operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND`],
  ['SET a = :v, a.b = :v', pathRelation('overlap', '[a]', '[a, b]')],
  ['SET f = :v REMOVE f', pathRelation('overlap', '[f]', '[f]')],
  ['SET a.b = :v, a[1] = :v',
    pathRelation('conflict', '[a, b]', '[a, [1]]')],
  [`SET ${'a'.repeat(4100)} = :v`, 'Expression size has exceeded the maximum allowed size;'],
]

test('updates are refused in DynamoDB\'s words', () => {
  for (const [text, message] of updateCases) {
    assert.equal(refusal(inputOf('UpdateExpression', text)), `Invalid UpdateExpression: ${message}`, text)
  }
})

test('projections are refused in DynamoDB\'s words', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', 'The expression can not be empty;'], ['a,', 'Syntax error; token: "<EOF>", near: ","'],
    ['a b', 'Syntax error; token: "b", near: "a b"'],
    [':v', 'Syntax error; token: ":v", near: ":v"'], ['a, name', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['a.b, a', pathRelation('overlap', '[a, b]', '[a]')],
  ]
  for (const [text, message] of cases) {
    assert.equal(refusal({ ProjectionExpression: text }), `Invalid ProjectionExpression: ${message}`, text)
  }
})

test('names and values are checked across a request', () => {
  const v: Item = { ':v': { S: 'v' } }
  const cases: readonly (readonly [ExpressionInput, string])[] = [
    [{ ExpressionAttributeNames: { '#a': 'a' } }, 'ExpressionAttributeNames can only be specified when using expressions'],
    [{ ExpressionAttributeNames: {}, ProjectionExpression: 'a' }, 'ExpressionAttributeNames must not be empty'],
    [{ ExpressionAttributeValues: {}, FilterExpression: 'a = b' }, 'ExpressionAttributeValues must not be empty'],
    [{ ExpressionAttributeNames: { a: 'a' }, ProjectionExpression: '#a' },
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"'],
    [{ ExpressionAttributeValues: { v: { S: 'v' } }, FilterExpression: 'a = :v' },
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"'],
    [{ ExpressionAttributeValues: { ':v': {} }, FilterExpression: 'a = :v' }, 'ExpressionAttributeValues contains invalid value: '
      + 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes for key :v'],
    [{ ExpressionAttributeValues: { ':v': { NS: ['1', '1'] } }, FilterExpression: 'a = :v' },
      'ExpressionAttributeValues contains invalid value: Input collection contains duplicates for key :v'],
    [{ ExpressionAttributeNames: { '#a': 'a', '#b': 'b', '#c': 'c' }, ProjectionExpression: '#b' },
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}'],
    [{ ExpressionAttributeValues: { ...v, ':x': { S: 'x' } }, FilterExpression: 'a = :v' },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}'],
    [{ ExpressionAttributeNames: { '#n': 'name' }, ExpressionAttributeValues: v, UpdateExpression: 'SET #n = :v',
      ConditionExpression: 'a = :v' },
      'accepted'],
  ]
  for (const [input, message] of cases) assert.equal(refusal(input), message)
  const absent = (kinds: readonly ExpressionKind[], projection?: string) =>
    refusal({ ExpressionAttributeValues: v, ...projection && { ProjectionExpression: projection } }, kinds)
  const only = 'ExpressionAttributeValues can only be specified when using expressions: '
  assert.equal(absent(['ConditionExpression']), `${only}ConditionExpression is null`)
  assert.equal(absent(['UpdateExpression', 'ConditionExpression']), `${only}UpdateExpression and ConditionExpression are null`)
  assert.equal(absent(['FilterExpression', 'ProjectionExpression'], 'a'), `${only}FilterExpression is null`)
})

test('the gravest mistake is told first', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['name = :missing AND a a', 'Syntax error; token: "a", near: "a a"'],
    ['((name = :missing))', 'The expression has redundant parentheses;'],
    ['a = :missing AND foo(name)', 'Invalid function name; function: foo'],
    ['a = :missing AND name = :v', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['begins_with(a) AND a = :missing', 'An expression attribute value used in expression is not defined; attribute value: :missing'],
    ['a = a AND b < :b', `${distinct}; operator: =, first operand: [a]`],
  ]
  for (const [text, message] of cases) {
    assert.equal(refusal(inputOf('ConditionExpression', text)), `Invalid ConditionExpression: ${message}`, text)
  }
})

test('a kept expression meets new values, and a request may not rely on the last one\'s', () => {
  const expressions = new Expressions(2)
  const input = (value: AttributeValue): ExpressionInput => ({ ConditionExpression: 'a < :v', ExpressionAttributeValues: { ':v': value } })
  const matches = (value: AttributeValue) => expressions.read(input(value), all).condition!.matches({ a: { N: '5' } })
  assert.equal(matches({ N: '6' }), true)
  assert.equal(matches({ N: '4' }), false)
  assert.throws(() => matches({ BOOL: true }), Invalid)
  assert.throws(() => expressions.read({ ConditionExpression: 'a < :v' }, all),
    new Invalid('Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :v'))
  const named = (name: string) =>
    expressions.read({ ConditionExpression: 'attribute_exists(#n)', ExpressionAttributeNames: { '#n': name } }, all)
  assert.equal(named('a').condition!.matches({ a: { S: '' } }), true)
  assert.equal(named('b').condition!.matches({ a: { S: '' } }), false)
  assert.equal(matches({ N: '6' }), true)
})
