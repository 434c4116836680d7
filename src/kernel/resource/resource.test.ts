// Declarations: keys from fields, faults with their usual texts, ARNs from the template.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isResource, records, resource } from './resource.ts'

interface Thing { readonly name: string, readonly version: number }

test('a key is one field or several, in their order', () => {
  assert.deepEqual(records<Thing>({ name: 'Thing', key: 'version' }).keyOf({ name: 'a', version: 2 }), [2])
  assert.deepEqual(records<Thing>({ name: 'Thing', key: ['name'] }).keyOf({ name: 'a', version: 2 }), ['a'])
  assert.deepEqual(records<Thing>({ name: 'Thing', key: ['version', 'name'] }).keyOf({ name: 'a', version: 2 }), [2, 'a'])
})

test('faults have codes, and texts of their own or the usual ones', () => {
  const arn = 'arn:{partition}:s:{region}:{account}:{name}/{version}'
  const plain = resource<Thing>({ name: 'Thing', key: ['name', 'version'], arn, notFound: 'NoThing' })
  assert.deepEqual([plain.notFound.code, plain.notFound.message(['a', 2])], ['NoThing', 'Thing a/2 does not exist.'])
  assert.deepEqual([plain.exists.code, plain.exists.message(['a', 2])], ['ResourceAlreadyExistsException', 'Thing a/2 already exists.'])
  const own = resource<Thing>({
    name: 'Thing', key: 'name', arn, exists: 'Taken', notFound: { code: 'Gone', message: ([name]) => `Where is ${name}?` },
  })
  assert.deepEqual([own.notFound.message(['a']), own.exists.code, own.tags], ['Where is a?', 'Taken', 'none'])
})

test('a resource has an ARN, and records have none', () => {
  const type = resource<Thing>({ name: 'Thing', key: 'name', arn: 'arn:{partition}:s:{region}:{account}:{name}/{version}', notFound: 'No' })
  assert.equal(type.arnOf({ partition: 'aws', region: 'r', account: '1' }, { name: 'a', version: 2 }), 'arn:aws:s:r:1:a/2')
  assert.deepEqual([isResource(type), isResource(records<Thing>({ name: 'Thing', key: 'name' }))], [true, false])
})
