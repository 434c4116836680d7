// What is said to statements that cannot be carried out. Sources: "PartiQL for DynamoDB", Developer Guide; ExecuteStatement and its kin,
// API Reference; texts as users report them.

import { test } from 'node:test'
import { musicTable, notFound, oneError, saysAll, tooMany, unmet, wrong } from './errors.fixture.ts'
import type { Request, Row } from './errors.fixture.ts'

const ex = (text: string, parameters?: object[], options?: object): Request =>
  ['ExecuteStatement', { Statement: text, ...(parameters && { Parameters: parameters }), ...options }]

const statements: readonly Row[] = [
  [['ExecuteStatement', {}], oneError + 'null at \'statement\' ' + unmet + 'not be null'],
  [ex(''), oneError + '\'\' at \'statement\' ' + unmet + 'have length greater than or equal to 1'],
  [ex('SELECT'), 'Statement wasn\'t well formed, can\'t be processed: Unexpected term'],
  [ex('SELECT * FROM nope'), notFound],
  [ex('SELECT * FROM "Music" WHERE'), 'Statement wasn\'t well formed, can\'t be processed: Unexpected term'],
  [ex('SELECT * FROM Music WHERE id = ?'), 'Number of parameters in request and statement don\'t match.'],
  [ex('SELECT * FROM Music WHERE id = ?', [{ S: 'a' }, { S: 'b' }]), 'Number of parameters in request and statement don\'t match.'],
  [ex('SELECT * FROM Music WHERE id = \'a\'', undefined, { Limit: 0 }),
    oneError + '\'0\' at \'limit\' ' + unmet + 'have value greater than or equal to 1'],
  [ex('SELECT * FROM Music."nope" WHERE id = \'a\''), 'The table does not have the specified index: nope'],
  [ex('INSERT INTO Music VALUE {\'id\':\'a\',\'sk\':1}'), 'DuplicateItemException: Duplicate primary key exists in table'],
  [ex('INSERT INTO Music VALUE {\'id\':\'a\'}'), wrong + 'Missing the key sk in the item'],
  [ex('INSERT INTO Music VALUE {\'id\':\'a\',\'sk\':\'x\'}'), wrong + 'Type mismatch for key sk expected: N actual: S'],
  [ex('UPDATE Music SET x = 1 WHERE id = \'a\''), 'Where clause does not contain a mandatory equality on all key attributes'],
  [ex('UPDATE Music SET x = 1'), 'Statement wasn\'t well formed, can\'t be processed: Unexpected term'],
  [ex('UPDATE Music SET x = 1 WHERE id = \'zz\' AND sk = 1'), 'ConditionalCheckFailedException: The conditional request failed'],
  [ex('UPDATE Music SET id = 1 WHERE id = \'a\' AND sk = 1'), wrong + 'Cannot update attribute id. This attribute is part of the key'],
  [ex('DELETE FROM Music WHERE id = \'a\''), 'Where clause does not contain a mandatory equality on all key attributes'],
  [ex('DELETE FROM Music'), 'Statement wasn\'t well formed, can\'t be processed: Unexpected term'],
  [ex('DROP TABLE Music'), 'Statement wasn\'t well formed, can\'t be processed: Expected data manipulation'],
  [ex('SELECT * FROM Music; SELECT * FROM Music'), 'Statement wasn\'t well formed, can\'t be processed: Unexpected character \';\''],
  [ex('SELECT COUNT(*) FROM Music'), 'Statement wasn\'t well formed, can\'t be processed: Unexpected term'],
  [ex('SELECT * FROM Music ORDER BY sk'), 'Must have WHERE clause in the statement when using ORDER BY clause.'],
  [ex('SELECT * FROM Music WHERE id = \'a\' ORDER BY zz'), 'Variable reference zz in ORDER BY clause must be part of the primary key'],
  [ex('SELECT * FROM Music', undefined, { NextToken: 'x' }), 'Invalid NextToken'],
  [ex('SELECT * FROM Music WHERE foo(id)'), 'Statement wasn\'t well formed, can\'t be processed: Unexpected term'],
  [ex('SELECT * FROM Music WHERE id = ?', [{}]), 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [ex('SELECT * FROM Music WHERE id = ?', []),
    oneError + '\'[]\' at \'parameters\' ' + unmet + 'have length greater than or equal to 1'],
  [ex('SELECT id, id FROM Music'),
    'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [id], path two: [id]'],
  [ex('x'.repeat(8193)),
    tooMany('statement', 8192)],
  [ex('EXISTS(SELECT * FROM Music WHERE id = \'a\' AND sk = 1)'), 'EXISTS statement is only supported in transactions'],
  [ex('SELECT * FROM ab'), 'TableName must be at least 3 characters long and at most 255 characters long'],
]
test('ExecuteStatement', t => saysAll(t, musicTable, statements))

const severalStatements: readonly Row[] = [
  [['BatchExecuteStatement', {}], oneError + 'null at \'statements\' ' + unmet + 'not be null'],
  [['BatchExecuteStatement', { Statements: [] }],
    oneError + '\'[]\' at \'statements\' ' + unmet + 'have length greater than or equal to 1'],
  [['BatchExecuteStatement', { Statements: [{ Statement: 'SELECT * FROM Music' }] }], ''],
  [['BatchExecuteStatement',
    { Statements: [{ Statement: 'SELECT * FROM Music WHERE id = \'a\' AND sk = 1' },
      { Statement: 'DELETE FROM Music WHERE id = \'z\' AND sk = 1' }] }],
    'All statements in a batch or transaction must be reads, or all must be writes'],
  [['BatchExecuteStatement',
    { Statements: Array.from({ length: 26 }, (_, i) => ({ Statement: `SELECT * FROM Music WHERE id = 'a' AND sk = ${i}` })) }],
    tooMany('statements', 25)],
  [['ExecuteTransaction', {}], oneError + 'null at \'transactStatements\' ' + unmet + 'not be null'],
  [['ExecuteTransaction', { TransactStatements: [] }],
    oneError + '\'[]\' at \'transactStatements\' ' + unmet + 'have length greater than or equal to 1'],
  [['ExecuteTransaction',
    { TransactStatements: [{ Statement: 'SELECT * FROM Music WHERE id = \'a\' AND sk = 1' },
      { Statement: 'DELETE FROM Music WHERE id = \'z\' AND sk = 1' }] }],
    'All statements in a batch or transaction must be reads, or all must be writes'],
  [['ExecuteTransaction', { TransactStatements: [{ Statement: 'SELECT * FROM Music' }] }],
    'TransactionCanceledException: ValidationError (Where clause does not contain a mandatory equality on all key attributes)'],
  [['ExecuteTransaction',
    { TransactStatements: [{ Statement: 'INSERT INTO Music VALUE {\'id\':\'a\',\'sk\':1}' },
      { Statement: 'DELETE FROM Music WHERE id = \'z\' AND sk = 1' }] }],
    'TransactionCanceledException: DuplicateItem (Duplicate primary key exists in table), None'],
  [['ExecuteTransaction', { TransactStatements: [{ Statement: 'EXISTS(SELECT * FROM Music WHERE id = \'zz\' AND sk = 1)' }] }],
    'TransactionCanceledException: ConditionalCheckFailed (The conditional request failed)'],
]
test('several statements', t => saysAll(t, musicTable, severalStatements))
