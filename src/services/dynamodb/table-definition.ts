// What a table and its indexes may be: reads CreateTable's and UpdateTable's members into keys, indexes and capacities, or says, in
// DynamoDB's words and order, what is wrong with them. Pure. Source: CreateTable, DynamoDB API Reference; texts as the service gives them.

import type {
  AttributeDefinition, CreateTableInput, GlobalSecondaryIndex, KeySchemaElement, LocalSecondaryIndex, Projection as ProjectionInput,
  ProvisionedThroughput,
} from '../../../generated/aws/dynamodb.ts'
import { keyAttributes } from './engine/key.ts'
import type { KeyAttribute, KeySchema } from './engine/key.ts'
import type { BillingMode, Capacity, Index, Projection } from './table.ts'
import { invalid, invalidParameter } from './validation.ts'

export interface Definition {
  readonly key: KeySchema
  readonly attributes: readonly KeyAttribute[]
  readonly indexes: readonly Index[]
  readonly billingMode: BillingMode
  readonly capacity: Capacity
}

const localIndexLimit = 5
const globalIndexLimit = 20
const projectedNamesLimit = 100
const indexNameRule = /^[a-zA-Z0-9_.-]{3,255}$/
const nothing: Capacity = { readUnits: 0, writeUnits: 0 }

/**
 * @param contentsOf gives a new name for an index's entries
 * @throws ValidationException
 */
export function readDefinition(input: CreateTableInput, contentsOf: () => string): Definition {
  const { AttributeDefinitions: definitions = [], KeySchema: schema = [], LocalSecondaryIndexes: locals,
    GlobalSecondaryIndexes: globals } = input
  const billingMode = (input.BillingMode ?? 'PROVISIONED') as BillingMode
  checkThroughput(billingMode, input.ProvisionedThroughput)
  const attributes = readAttributes(definitions)
  const key = readKey(schema, attributes, 'table')
  if (locals === undefined && globals === undefined) checkExactly(key, attributes)
  const indexes = [
    ...readLocalIndexes(locals, key, attributes, contentsOf),
    ...readGlobalIndexes(globals, billingMode, attributes, contentsOf),
  ]
  checkNames(indexes)
  checkAllUsed(key, indexes, attributes)
  checkProjectedNames(indexes)
  return { key, attributes, indexes, billingMode, capacity: capacityOf(input.ProvisionedThroughput) }
}

export function capacityOf(throughput: ProvisionedThroughput | undefined): Capacity {
  return throughput === undefined ? nothing : { readUnits: throughput.ReadCapacityUnits, writeUnits: throughput.WriteCapacityUnits }
}

function checkThroughput(billingMode: BillingMode, throughput: ProvisionedThroughput | undefined): void {
  if (billingMode === 'PAY_PER_REQUEST') {
    if (throughput === undefined) return
    throw invalidParameter('Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST')
  }
  if (throughput === undefined) {
    throw invalidParameter('ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED')
  }
  checkBounds(throughput, '')
}

const mostUnits = 1_000_000_000_000

export function checkBounds({ ReadCapacityUnits: read, WriteCapacityUnits: write }: ProvisionedThroughput, where: string): void {
  for (const [name, units] of [['ReadCapacityUnits', read], ['WriteCapacityUnits', write]] as const) {
    if (units > mostUnits) throw invalid(`Given value ${units} for ${name} is out of bounds${where}`)
  }
}

export function readAttributes(definitions: readonly AttributeDefinition[]): KeyAttribute[] {
  const attributes = definitions.map(({ AttributeName: name, AttributeType: type }) => ({ name, type: type as KeyAttribute['type'] }))
  const names = attributes.map(({ name }) => name)
  const again = names.find((name, i) => names.indexOf(name) < i)
  if (again !== undefined) throw invalidParameter(`Duplicate AttributeName in AttributeDefinitions: ${again}`)
  return attributes
}

const partsLimit = 4

/** The key of a table or local index: one partition attribute, and at most one to sort by. */
function readKey(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[], where: 'table' | 'index'): KeySchema {
  const [first, second] = schema
  if (first === undefined) throw invalidParameter('No KeySchema specified')
  if (schema.length > 2) throw tooLong(schema)
  if (first.KeyType !== 'HASH') throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type')
  if (second !== undefined && second.KeyType !== 'RANGE') {
    throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type')
  }
  if (second !== undefined && second.AttributeName === first.AttributeName) {
    throw invalid('Both the Hash Key and the Range Key element in the KeySchema have the same name')
  }
  const undefinedOne = schema.some(({ AttributeName: name }) => !attributes.some(attribute => attribute.name === name))
  if (undefinedOne && where === 'table' && second !== undefined) {
    throw invalid('Invalid KeySchema: Some index key attribute have no definition')
  }
  const [hash, range] = readParts(schema, attributes)
  return { hash: [hash!], range: range === undefined ? [] : [range] }
}

/**
 * The key of a global index, which may have up to four attributes of either kind, partition attributes first.
 * Source: "Multi-attribute keys pattern", DynamoDB Developer Guide.
 */
function readGlobalKey(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): KeySchema {
  const hashCount = schema.filter(({ KeyType: type }) => type === 'HASH').length
  if (schema.length <= 2 && hashCount < 2) return readKey(schema, attributes, 'index')
  if (schema[0]!.KeyType !== 'HASH') throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type')
  const isSorted = schema.every(({ KeyType: type }, i) => (type === 'HASH') === i < hashCount)
  if (!isSorted) throw invalid('Invalid KeySchema: HASH key elements must come before RANGE key elements')
  if (hashCount > partsLimit || schema.length - hashCount > partsLimit) {
    throw invalid(`Invalid KeySchema: an index has at most ${partsLimit} HASH and ${partsLimit} RANGE key elements`)
  }
  const parts = readParts(schema, attributes)
  if (new Set(parts).size < parts.length) throw invalid('Invalid KeySchema: the same attribute appears twice in the KeySchema')
  return { hash: parts.slice(0, hashCount), range: parts.slice(hashCount) }
}

function readParts(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): KeyAttribute[] {
  return schema.map(({ AttributeName: name }) => {
    const found = attributes.find(attribute => attribute.name === name)
    if (found !== undefined) return found
    throw invalidParameter('Some index key attributes are not defined in AttributeDefinitions. ' +
      `Keys: [${schema.map(element => element.AttributeName).join(', ')}], AttributeDefinitions: [${namesOf(attributes)}]`)
  })
}

function tooLong(schema: readonly KeySchemaElement[]): Error {
  const shown = schema.map(({ AttributeName: name, KeyType: type }) =>
    `KeySchemaElement(attributeName=${name}, keyType=${type})`).join(', ')
  return invalid(`1 validation error detected: Value '[${shown}]' at 'keySchema' failed to satisfy constraint: ` +
    'Member must have length less than or equal to 2')
}

/** Names of the attributes that make a key. */
export function keyNames(key: KeySchema): string[] {
  return keyAttributes(key).map(({ name }) => name)
}

/** Without indexes, the definitions are the keys. */
function checkExactly(key: KeySchema, attributes: readonly KeyAttribute[]): void {
  if (attributes.length === keyNames(key).length) return
  throw invalidParameter('Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions')
}

function checkAllUsed(key: KeySchema, indexes: readonly Index[], attributes: readonly KeyAttribute[]): void {
  const used = new Set([...keyNames(key), ...indexes.flatMap(index => keyNames(index.key))])
  if (attributes.every(({ name }) => used.has(name))) return
  throw invalidParameter(`Some AttributeDefinitions are not used. AttributeDefinitions: [${namesOf(attributes)}], ` +
    `keys used: [${[...used].join(', ')}]`)
}

function namesOf(attributes: readonly KeyAttribute[]): string {
  return attributes.map(({ name }) => name).join(', ')
}

function checkNames(indexes: readonly Index[]): void {
  const names = indexes.map(({ name }) => name)
  const again = names.find((name, i) => names.indexOf(name) < i)
  if (again !== undefined) throw invalidParameter(`Duplicate index name: ${again}`)
}

function checkProjectedNames(indexes: readonly Index[]): void {
  const count = indexes.reduce((sum, { projection }) => sum + (projection.names?.length ?? 0), 0)
  if (count > projectedNamesLimit) {
    throw invalidParameter(`Number of NonKeyAttributes in all secondary indexes exceeds per-table limit of ${projectedNamesLimit}`)
  }
}

function readLocalIndexes(
  given: readonly LocalSecondaryIndex[] | undefined, key: KeySchema, attributes: readonly KeyAttribute[], contentsOf: () => string,
): Index[] {
  if (given === undefined) return []
  if (given.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty')
  if (key.range.length === 0) {
    throw invalidParameter('Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex')
  }
  const indexes = given.map(({ IndexName: name, KeySchema: schema, Projection: projection }): Index => {
    checkIndexName(name)
    const own = readKey(schema, attributes, 'index')
    if (own.range.length === 0) throw invalidParameter(`Index KeySchema does not have a range key for index: ${name}`)
    if (own.hash[0]!.name !== key.hash[0]!.name) {
      throw invalidParameter(`Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. ` +
        `index hash key: ${own.hash[0]!.name}, table hash key: ${key.hash[0]!.name}`)
    }
    return { kind: 'local', name, key: own, projection: readProjection(projection), contents: contentsOf(), status: 'ACTIVE',
      capacity: nothing }
  })
  if (indexes.length > localIndexLimit) {
    throw invalidParameter(`Number of LocalSecondaryIndexes exceeds per-table limit of ${localIndexLimit}`)
  }
  return indexes
}

function readGlobalIndexes(
  given: readonly GlobalSecondaryIndex[] | undefined, billingMode: BillingMode, attributes: readonly KeyAttribute[],
    contentsOf: () => string,
): Index[] {
  if (given === undefined) return []
  if (given.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty')
  const indexes = given.map(index => readGlobalIndex(index, billingMode, attributes, contentsOf))
  checkGlobalCount(indexes.length)
  return indexes
}

export function checkGlobalCount(count: number): void {
  if (count > globalIndexLimit) throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${globalIndexLimit}`)
}

/** One global index, of a new table or added to one. @throws ValidationException */
export function readGlobalIndex(
  index: GlobalSecondaryIndex, billingMode: BillingMode, attributes: readonly KeyAttribute[], contentsOf: () => string,
): Index {
  const { IndexName: name, KeySchema: schema, Projection: projection, ProvisionedThroughput: throughput,
    OnDemandThroughput: limits, WarmThroughput: warm } = index
  checkIndexName(name)
  const key = readGlobalKey(schema, attributes)
  if (billingMode === 'PAY_PER_REQUEST' && throughput !== undefined) {
    throw invalidParameter(`ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`)
  }
  if (billingMode === 'PROVISIONED' && throughput === undefined) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${name}`)
  }
  if (throughput !== undefined) checkBounds(throughput, ` for index ${name}`)
  return {
    kind: 'global', name, key, projection: readProjection(projection), contents: contentsOf(), status: 'CREATING',
    capacity: capacityOf(throughput),
    ...(limits !== undefined && { onDemand: limitsOf(limits) }),
    ...(warm !== undefined && { warm: { read: warm.ReadUnitsPerSecond ?? 0, write: warm.WriteUnitsPerSecond ?? 0 } }),
  }
}

/** -1 takes a limit away. */
export function limitsOf({ MaxReadRequestUnits: read = -1, MaxWriteRequestUnits: write = -1 }:
{ readonly MaxReadRequestUnits?: number, readonly MaxWriteRequestUnits?: number }): NonNullable<Index['onDemand']> {
  return { ...(read !== -1 && { maxReadUnits: read }), ...(write !== -1 && { maxWriteUnits: write }) }
}

function checkIndexName(name: string): void {
  if (indexNameRule.test(name)) return
  throw invalid('Invalid table/index name.  Table/index names must be between 3 and 255 characters long, ' +
    'and may contain only the characters a-z, A-Z, 0-9, \'_\', \'-\', and \'.\'')
}

function readProjection({ ProjectionType: type, NonKeyAttributes: names }: ProjectionInput): Projection {
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null')
  if (type !== 'INCLUDE' && names !== undefined) {
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`)
  }
  if (type === 'INCLUDE' && names === undefined) throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified')
  return names === undefined ? { type: type as Projection['type'] } : { type: 'INCLUDE', names }
}
