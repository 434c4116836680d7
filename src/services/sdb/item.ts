// Items of a SimpleDB domain: sets of pairs of a name and a value, put, taken away and read, on condition or not. An item without pairs
// is none. Texts of faults: "API Error Codes", Amazon SimpleDB Developer Guide.

import type { Sdb } from '../../../generated/aws/sdb.ts'
import type { Call, Fault } from '../../kernel/service.ts'
import { Domain } from './domain.ts'
import { Item } from './stored-item.ts'
import type { Pair } from './stored-item.ts'

/** "Limits": pairs of an item, items of a batch, bytes of a name or a value. */
const [mostPairs, mostItems, mostBytes] = [256, 25, 1024]

interface Putting { readonly Name: string, readonly Value: string, readonly Replace?: boolean }
interface Expected { readonly Name?: string, readonly Value?: string, readonly Exists?: boolean }

export const PutAttributes: Sdb['PutAttributes'] = ({ DomainName: domain, ItemName: name, Attributes, Expected: expected }, call) => {
  call.of(Domain).require(domain)
  checkExpected(call.of(Item).get(domain, name), expected, call)
  put(domain, name, Attributes, call)
  return {}
}

export const BatchPutAttributes: Sdb['BatchPutAttributes'] = ({ DomainName: domain, Items: items }, call) => {
  call.of(Domain).require(domain)
  checkBatch(items, call)
  for (const { Name: name, Attributes } of items) put(domain, name, Attributes, call)
  return {}
}

/** Without attributes, the whole item; without a value, all values of the name. What is not there is no error. */
export const DeleteAttributes: Sdb['DeleteAttributes'] = ({ DomainName: domain, ItemName: name, Attributes, Expected: expected }, call) => {
  call.of(Domain).require(domain)
  checkExpected(call.of(Item).get(domain, name), expected, call)
  take(domain, name, Attributes, call)
  return {}
}

export const BatchDeleteAttributes: Sdb['BatchDeleteAttributes'] = ({ DomainName: domain, Items: items }, call) => {
  call.of(Domain).require(domain)
  checkBatch(items, call as never)
  for (const { Name: name, Attributes } of items) take(domain, name, Attributes, call)
  return {}
}

/** Of an item that is not there, nothing. */
export const GetAttributes: Sdb['GetAttributes'] = ({ DomainName: domain, ItemName: name, AttributeNames: wanted = [] }, call) => {
  call.of(Domain).require(domain)
  const pairs = call.of(Item).get(domain, name)?.pairs ?? []
  return { Attributes: shown(wanted.length === 0 ? pairs : pairs.filter(([attribute]) => wanted.includes(attribute))) }
}

export function shown(pairs: readonly Pair[]): { Name: string, Value: string }[] {
  return pairs.map(([name, value]) => ({ Name: name, Value: value }))
}

function put(domain: string, name: string, putting: readonly Putting[], call: Call): void {
  const items = call.of(Item)
  if (putting.length === 0) throw call.fault('MissingParameter', 'No attributes')
  for (const text of [name, ...putting.flatMap(({ Name: each, Value: value }) => [each, value])]) checkLength(text, call)
  const replaced = new Set(putting.filter(({ Replace: replaces }) => replaces === true).map(({ Name: each }) => each))
  const pairs = (items.get(domain, name)?.pairs ?? []).filter(([each]) => !replaced.has(each))
  for (const { Name: attribute, Value: value } of putting) {
    if (!pairs.some(([a, b]) => a === attribute && b === value)) pairs.push([attribute, value])
  }
  if (pairs.length > mostPairs) throw conflict(call, 'NumberItemAttributesExceeded', 'Too many attributes in this item')
  items.put({ domain, name, pairs })
}

function take(domain: string, name: string, taking: readonly { readonly Name: string, readonly Value?: string }[] = [], call: Call): void {
  const items = call.of(Item)
  const item = items.get(domain, name)
  if (item === undefined) return
  const isTaken = ([attribute, value]: Pair): boolean => taking.length === 0
    || taking.some(({ Name: each, Value: own }) => each === attribute && (own === undefined || own === value))
  const pairs = item.pairs.filter(pair => !isTaken(pair))
  if (pairs.length === 0) items.delete(domain, name)
  else items.put({ ...item, pairs })
}

function checkBatch(items: readonly { readonly Name: string }[], call: Call): void {
  if (items.length > mostItems) {
    throw conflict(call, 'NumberSubmittedItemsExceeded', 'Too many items in a single call. Up to 25 items per call allowed.')
  }
  const twice = items.find(({ Name: name }, at) => items.findIndex(other => other.Name === name) < at)
  if (twice !== undefined) throw call.fault('DuplicateItemName', `Item (${twice.Name}) was specified more than once. `)
}

function checkLength(text: string, call: Call): void {
  if (Buffer.byteLength(text) > mostBytes) {
    throw call.fault('InvalidParameterValue',
      `Value ("${text.slice(0, 40)}…") for parameter Value is invalid. Value exceeds maximum length `
      + `of ${mostBytes}. `)
  }
}

/** The attribute must have just that value, or must not be there ("Conditionally Putting and Deleting Data"). */
function checkExpected(item: Item | undefined, expected: Expected | undefined, call: Call): void {
  const { Name: name, Value: value, Exists: exists } = expected ?? {}
  if (name === undefined) return
  if (exists === false && value !== undefined) {
    throw call.fault('ExistsAndExpectedValue', 'Expected.Exists=false and Expected.Value cannot be specified together')
  }
  if (exists !== false && value === undefined) {
    throw call.fault('IncompleteExpectedExpression', 'If Expected.Exists=true or unspecified, then Expected.Value has to be specified')
  }
  const values = (item?.pairs ?? []).filter(([each]) => each === name).map(([, each]) => each)
  if (exists === false) {
    if (values.length > 0) throw conflict(call, 'ConditionalCheckFailed', `Conditional check failed. Attribute (${name}) value exists`)
    return
  }
  if (values.length === 0) throw call.fault('AttributeDoesNotExist', `Attribute (${name}) does not exist`)
  if (values.length > 1) throw conflict(call, 'MultiValuedAttribute', `Attribute (${name}) is multi-valued. `)
  if (values[0] !== value) {
    throw conflict(call, 'ConditionalCheckFailed',
      `Conditional check failed. Attribute (${name}) value is (${values[0]}) but was expected (${value})`)
  }
}

/** These are answered with 409, whatever the model says. */
function conflict(call: Call, code: string, message: string): Fault {
  return Object.assign(call.fault(code, message), { status: 409 })
}
