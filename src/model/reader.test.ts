// The reader over raw models: traits of each form, links, cycles. Whole models are walked in `catalogue.test.ts`.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { RawModel } from './raw.ts'
import { readModel, shapesWithin } from './reader.ts'
import type { Member } from './shape.ts'

const tree: RawModel = {
  metadata: { apiVersion: '2020-01-01', protocol: 'json', jsonVersion: '1.1', endpointPrefix: 'tree', targetPrefix: 'Tree_1' },
  operations: {
    Grow: {
      http: { method: 'PUT', requestUri: '/trees/{Path+}', responseCode: 201 },
      input: { shape: 'GrowRequest', locationName: 'GrowRequest', xmlNamespace: { uri: 'https://tree.example.com/' } },
      output: { shape: 'GrowResult', resultWrapper: 'GrowResult' },
      errors: [{ shape: 'TooTall' }, { shape: 'Felled' }],
      authtype: 'none',
      endpoint: { hostPrefix: 'grow.' },
    },
    List: { output: { members: { Next: {}, Trees: { member: {} } } } },
  },
  pagination: { List: { input_token: ['A', 'B'], output_token: 'Next', result_key: 'Trees', limit_key: 'Max' } },
  shapes: {
    GrowRequest: {
      type: 'structure',
      required: ['Path'],
      members: {
        Path: { shape: 'Name', location: 'uri' },
        Token: { idempotencyToken: true },
        Child: { shape: 'Branch' },
        When: { shape: 'Date', timestampFormat: 'rfc822', location: 'header', locationName: 'x-when' },
        Body: { shape: 'Sap', streaming: true },
      },
      payload: 'Body',
    },
    GrowResult: { type: 'structure', members: { Branches: { shape: 'Branches' }, Anything: { shape: 'Anything' } } },
    Branch: { type: 'structure', members: { Children: { shape: 'Branches' }, Parent: { shape: 'Branch' } }, union: true },
    Branches: { type: 'list', member: { shape: 'Branch' }, max: 3 },
    Anything: { type: 'structure', members: {}, document: true },
    Name: { type: 'string', min: 1, max: 8, pattern: '[a-z]+', enum: ['oak', 'elm'], sensitive: true },
    Date: { type: 'timestamp', timestampFormat: 'iso8601' },
    Sap: { type: 'blob' },
    TooTall: { type: 'structure', members: {}, exception: true, error: { httpStatusCode: 409, senderFault: true, code: 'Tree.TooTall' } },
    Felled: { type: 'structure', members: {}, exception: true, fault: true },
  },
}

test('an operation has its binding, roots, errors and traits', () => {
  const grow = readModel(tree).operation('Grow')
  assert.ok(grow)
  assert.deepEqual(grow.http, { method: 'PUT', uri: '/trees/{Path+}', status: 201 })
  assert.deepEqual(grow.requestRoot, { name: 'GrowRequest', namespace: { uri: 'https://tree.example.com/' } })
  assert.equal(grow.resultWrapper, 'GrowResult')
  assert.equal(grow.anonymous, true)
  assert.equal(grow.hostPrefix, 'grow.')
  assert.equal(grow.streamsInput, true)
  assert.equal(grow.streamsOutput, false)
  assert.equal(grow.idempotencyToken?.name, 'Token')
  assert.deepEqual(grow.errors.map(({ name, error }) => [name, error]), [
    ['TooTall', { status: 409, sender: true, code: 'Tree.TooTall' }], ['Felled', { status: 500, sender: false }],
  ])
})

test('members carry their own traits, and shapes theirs', () => {
  const { input } = readModel(tree).operation('Grow') ?? {}
  assert.ok(input)
  const member = (name: string): Member => {
    const found = input.memberByName.get(name)
    assert.ok(found, name)
    return found
  }
  assert.deepEqual([member('Path').required, member('Path').greedy, member('Path').location], [true, true, 'uri'])
  assert.deepEqual(member('Path').shape.constraints, { min: 1, max: 8, pattern: '[a-z]+', enum: ['oak', 'elm'] })
  assert.equal(member('Path').shape.sensitive, true)
  assert.deepEqual([member('When').wireName, member('When').timestampFormat], ['x-when', 'http-date'])
  const [when, body] = [member('When').shape, member('Body').shape]
  assert.equal(when.kind === 'timestamp' && when.timestampFormat, 'date-time')
  assert.equal(body.kind === 'blob' && body.streaming, true)
  assert.equal(input.payload, member('Body'))
})

test('recursive shapes are one object each, and a document is a scalar', () => {
  const { input, output } = readModel(tree).operation('Grow') ?? {}
  assert.ok(input && output)
  const branch = input.memberByName.get('Child')?.shape
  assert.equal(branch?.kind, 'structure')
  assert.equal(branch.kind === 'structure' && branch.memberByName.get('Parent')?.shape, branch)
  assert.equal(output.memberByName.get('Anything')?.shape.kind, 'document')
  assert.equal([...shapesWithin(input, output)].filter(shape => shape.name === 'Branches').length, 1)
})

test('what a model leaves out has its default', () => {
  const service = readModel(tree)
  const list = service.operation('List')
  assert.deepEqual([service.protocols, service.shapeName, service.signingName], [['json-1.1'], 'Tree_1', 'tree'])
  assert.deepEqual(list?.http, { method: 'POST', uri: '/', status: 200 })
  assert.deepEqual([list?.input.members, list?.errors], [[], []])
  assert.deepEqual(list?.pagination, { inputTokens: ['A', 'B'], outputTokens: ['Next'], resultKeys: ['Trees'], limitKey: 'Max' })
  assert.equal(service.operation('constructor'), undefined)
  assert.equal(service.errorShape('Felled')?.error?.status, 500)
  assert.equal(service.errorShape('Branch'), undefined)
})

test('in the XML-like protocols a flattened list bears its elements\' name', () => {
  const members = { Tags: { shape: 'Tags' }, Keys: { shape: 'Tags', locationName: 'Key', queryName: 'KeyName' } }
  const shapes = { In: { type: 'structure', members }, Tags: { type: 'list', flattened: true, member: { locationName: 'Tag' } } } as const
  const operation = readModel({ metadata: { protocol: 'ec2' }, operations: { Go: { input: { shape: 'In' } } }, shapes }).operation('Go')
  const names = operation?.input.members.map(member => [member.flattened, member.wireName, member.ec2Name])
  assert.deepEqual(names, [[true, 'Tag', 'Tags'], [true, 'Key', 'KeyName']])
})

interface Suite extends RawModel { readonly cases: readonly { readonly given: { readonly name: string } }[] }

const vectors = join('..', 'shared', 'vectors', 'protocols')

test('the public protocol vectors are read', { skip: existsSync(vectors) ? false : 'the vectors are not beside the project' }, () => {
  let cases = 0
  for (const direction of ['input', 'output']) {
    for (const file of readdirSync(join(vectors, direction))) {
      const suites = JSON.parse(readFileSync(join(vectors, direction, file), 'utf8')) as Suite[]
      for (const suite of suites) {
        for (const { given } of suite.cases) {
          const operation = readModel({ ...suite, operations: { [given.name]: given } }).operation(given.name)
          assert.ok(operation, given.name)
          for (const shape of shapesWithin(operation.input, operation.output, ...operation.errors)) assert.ok(shape.kind)
          cases++
        }
      }
    }
  }
  assert.equal(cases, 732)
})
