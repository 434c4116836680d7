// Names of types, and the ways by which a resource is read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { describe, typeNameOf } from './description.ts'

const handlers = (primaryIdentifier: string[], known: string) => ({
  type: 'AWS::Shop::Till', primaryIdentifier, read: async (identifier: string) => {
    if (identifier !== known) throw new Fault('NoSuchTill', identifier)
    return { Id: identifier }
  },
})
const registered = (cloudFormation: object | undefined) =>
  ({ service: 'shop', scope: 'region', type: { name: 'Till', cloudFormation } }) as never

test('names of types', () => {
  assert.equal(typeNameOf({ service: 'ec2', type: { name: 'Vpc' } } as never), 'AWS::EC2::VPC')
  assert.equal(typeNameOf({ service: 's3', type: { name: 'Bucket' } } as never), 'AWS::S3::Bucket')
  assert.equal(typeNameOf(registered(handlers(['Id'], 'x'))), 'AWS::Shop::Till')
  assert.equal(typeNameOf(registered(undefined)), undefined)
})

test('by ARN, by key, by key the other way round; what is not there is not', async () => {
  const read = (primaryIdentifier: string[], known: string, key: string[]) =>
    describe(registered(handlers(primaryIdentifier, known)), 'arn:till', key, undefined as never)
  assert.equal((await read(['TillArn'], 'arn:till', ['a']))!.id, 'arn:till')
  assert.equal((await read(['A', 'B'], 'a|b', ['a', 'b']))!.id, 'a|b')
  assert.equal((await read(['A', 'B'], 'b|a', ['a', 'b']))!.id, 'b|a')
  assert.equal(await read(['A'], 'other', ['a']), undefined)
})
