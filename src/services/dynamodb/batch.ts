// BatchGetItem and BatchWriteItem: many items of many tables in one request. Here a batch is one transaction; what does not fit into the
// answer is left for the caller to ask again. Source: the operations' pages in the DynamoDB API Reference.

import type { Dynamodb, ItemCollectionMetrics, KeysAndAttributes, WriteRequest } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { CapacitySum, readUnits } from './capacity.ts'
import type { BoundProjection } from './engine/expression/bound.ts'
import { checkKey } from './engine/key.ts'
import { checkItemSize, itemSizeBytes } from './engine/size.ts'
import { checkAttributes } from './engine/value-check.ts'
import type { Item } from './engine/value.ts'
import { make, prepareByKey, preparePut } from './item-change.ts'
import type { Change } from './item-change.ts'
import { metricsOf } from './item-collection.ts'
import { receive } from './item-write.ts'
import { isFromService } from './access.ts'
import { readProjection } from './request.ts'
import { itemKey, itemsOf } from './stored-item.ts'
import type { StoredItem } from './stored-item.ts'
import { tableOf } from './table.ts'
import type { Table } from './table.ts'
import { reachedBy, take, throttled } from './throttle.ts'
import type { Reached } from './throttle.ts'
import { invalid } from './validation.ts'
import { answerWhole, textOf } from './whole.ts'

const readLimit = 100
const writeLimit = 25
const answerBytes = 16 * 2 ** 20

interface Wanted {
  readonly given: string
  readonly keys: readonly Item[]
  readonly projection: BoundProjection | undefined
  readonly request: KeysAndAttributes
}

export const BatchGetItem: Dynamodb['BatchGetItem'] = ({ RequestItems: requests, ReturnConsumedCapacity: detail }, call) => {
  const wanted = Object.entries(requests).map(([given, request]): Wanted =>
    ({ given, request, keys: request.Keys.map(checkAttributes), projection: readProjection(request, call) }))
  if (wanted.reduce((sum, { keys }) => sum + keys.length,
    0) > readLimit) throw invalid('Too many items requested for the BatchGetItem call')
  const located = wanted.map(each => locate(each, call))
  const sum = new CapacitySum('read')
  const found: Record<string, StoredItem[]> = {}
  const unprocessed: Record<string, KeysAndAttributes> = {}
  let left = answerBytes
  let read = 0
  let reached: Reached | undefined
  for (const { given, table, request, places } of located) {
    const items = found[given] = [] as StoredItem[]
    let done = 0
    for (const at of places) {
      const stored = itemsOf(call).get(at)
      if (stored !== undefined && stored.sizeBytes > left) break
      reached = reachedBy(table, 'read', at, call)
      if (reached !== undefined) break
      done += 1
      read += 1
      const units = readUnits(stored?.sizeBytes ?? 0, request.ConsistentRead)
      take(table, { kind: 'read', table: units }, at, call)
      sum.add(given, table, units)
      if (stored === undefined) continue
      left -= stored.sizeBytes
      items.push(stored)
    }
    if (done === places.length) continue
    unprocessed[given] = { ...request, Keys: request.Keys.slice(done) }
    if (reached === undefined) left = 0
  }
  if (read === 0 && reached !== undefined) throw throttled(reached, call)
  sum.meter(call)
  const rest = { UnprocessedKeys: unprocessed, ...sum.describe(detail) }
  const isWhole = located.every(({ projection }) => projection === undefined) && Object.keys(unprocessed).length === 0
  if (!isWhole) {
    const shown = ({ given, projection }: Wanted) => found[given]!.map(({ item }) => projection === undefined ? item
      : projection.project(item))
    return { Responses: Object.fromEntries(located.map(each => [each.given, shown(each)])), ...rest }
  }
  const values = () => Object.fromEntries(Object.entries(found).map(([given, items]) => [given, items.map(({ item }) => item)]))
  return answerWhole('Responses', values, () =>
    `{${Object.entries(found).map(([given, items]) => `${JSON.stringify(given)}:${textOf(items)}`).join(',')}}`,
    rest, call)
}

function locate(wanted: Wanted, call: Call): Wanted & { readonly table: Table, readonly places: readonly Key[] } {
  const table = tableOf(wanted.given, call)
  const places = wanted.keys.map(key => {
    checkKey(key, table.key)
    return itemKey(table, key)
  })
  if (new Set(places).size < places.length) throw invalid('Provided list of item keys contains duplicates')
  return { ...wanted, table, places }
}

interface Request {
  readonly given: string
  readonly request: WriteRequest
  readonly put: boolean
  readonly attributes: Item
  readonly sizeBytes: number
}

export const BatchWriteItem: Dynamodb['BatchWriteItem'] = (input, call) => {
  if (isFromService(call)) return receive(input, call)
  const requests = Object.entries(input.RequestItems).flatMap(([given, each]) => each.map(request => readRequest(given, request)))
  if (requests.length > writeLimit) throw invalid('Too many items requested for the BatchWriteItem call')
  const changes = requests.map(request => ({ given: request.given, request: request.request, change: prepare(request, call) }))
  const places = new Set(changes.map(({ change }) => change.at))
  if (places.size < changes.length) throw invalid('Provided list of item keys contains duplicates')
  const sum = new CapacitySum('write')
  const unprocessed: Record<string, WriteRequest[]> = {}
  let reached: Reached | undefined
  const written = changes.filter(({ given, request, change }) => {
    const { table, at } = change
    const inTheWay = reachedBy(table, 'write', at, call)
    if (inTheWay !== undefined) {
      reached = inTheWay;
      (unprocessed[given] ??= []).push(request)
      return false
    }
    const { units, indexUnits } = make(change, call)
    take(table, { kind: 'write', table: units, ...(indexUnits !== undefined && { indexes: indexUnits }) }, at, call)
    sum.add(given, table, units, indexUnits)
    return true
  })
  if (written.length === 0 && reached !== undefined) throw throttled(reached, call)
  sum.meter(call)
  return { UnprocessedItems: unprocessed, ...sum.describe(input.ReturnConsumedCapacity),
    ...batchMetrics(written, input.ReturnItemCollectionMetrics, call) }
}

function readRequest(given: string, request: WriteRequest): Request {
  const { PutRequest: put, DeleteRequest: removal } = request
  if ((put === undefined) === (removal === undefined)) {
    throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes')
  }
  if (put === undefined) return { given, request, put: false, attributes: checkAttributes(removal!.Key), sizeBytes: 0 }
  const attributes = checkAttributes(put.Item)
  const sizeBytes = itemSizeBytes(attributes)
  checkItemSize(sizeBytes, 'put')
  return { given, request, put: true, attributes, sizeBytes }
}

function prepare({ given, put, attributes, sizeBytes }: Request, call: Call): Change {
  const table = tableOf(given, call)
  return put ? preparePut(table, attributes, sizeBytes, undefined) : prepareByKey('delete', table, attributes, undefined)
}

/** Item collections that writes have changed, by table, each once. */
export function batchMetrics(
  changes: readonly { readonly given: string, readonly change: Change }[], detail: string | undefined, call: Call,
): { ItemCollectionMetrics?: Record<string, ItemCollectionMetrics[]> } {
  if (detail !== 'SIZE') return {}
  const found = new Map<string, Map<string, ItemCollectionMetrics>>()
  for (const { given, change } of changes) {
    const metrics = change.kind === 'check' ? undefined : metricsOf(change.table, change.attributes, call)
    if (metrics === undefined) continue
    const ofTable = found.get(given) ?? new Map<string, ItemCollectionMetrics>()
    found.set(given, ofTable.set(JSON.stringify(metrics.ItemCollectionKey), metrics))
  }
  if (found.size === 0) return {}
  return { ItemCollectionMetrics: Object.fromEntries([...found].map(([given, metrics]) => [given, [...metrics.values()]])) }
}
