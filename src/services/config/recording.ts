// The recorder at work: changes that the kernel told of become configuration items; when recording starts, all that is there does.
// A change after which a resource looks as it did before is no item. What is recorded daily is looked at once a day.
// Source: "How AWS Config Works" and "Recording Frequency", AWS Config Developer Guide.

import { isDeepStrictEqual } from 'node:util'
import type { Call, Change, ResourceRegistry } from '../../kernel/service.ts'
import { describe, typeNameOf } from './description.ts'
import type { Description } from './description.ts'
import { evaluateChange } from './evaluation.ts'
import { isThere, Items, Newest, written } from './item.ts'
import type { Item } from './item.ts'
import { announce } from './notice.ts'
import { frequencyOf, recorderHere } from './recorder.ts'
import { relationshipsOf } from './relationship.ts'
import { retentionMs } from './retention.ts'

type RegisteredType = ResourceRegistry['types'][number]
interface Subject { readonly registered: RegisteredType, readonly arn: string, readonly key: readonly (string | number)[] }

const dayMs = 86_400_000

/** Timer: something has changed. What is to be done about it takes calls, and so a timer of its own. */
export function takeChanges(_payload: unknown, call: Call): void {
  const changes = new Map(call.changes.take('changes', 'recorder').map(change => [change.arn, change]))
  if (changes.size > 0 && recorderHere(call)?.isRecording === true) {
    call.setTimer('record', `changes/${call.sequence()}`, call.now(), { changes: [...changes.values()] })
  }
}

/** Timer: these have changed, and are looked at. */
export async function recordChanges({ changes }: { readonly changes: readonly Change[] }, call: Call): Promise<void> {
  const registry = await call.resources()
  for (const change of changes) {
    const subject = subjectOf(change, registry)
    if (subject !== undefined) await look(subject, change, registry, call)
  }
}

/** Timer: recording has begun. */
export async function takeInventory(_payload: unknown, call: Call): Promise<void> {
  const registry = await call.resources()
  const { types } = registry
  const seen = new Set<string>()
  for (const { service, type, arn, key } of registry.present([call.region])) {
    const registered = types.find(each => each.service === service && each.type.name === type)
    seen.add(arn)
    if (registered !== undefined) await look({ registered, arn, key }, undefined, registry, call)
  }
  // What has gone while nothing was recorded.
  const gone = [...call.of(Newest).scan()].filter(item => isThere(item) && item.arn !== '' && !seen.has(item.arn))
  for (const item of gone) call.transact(() => { remove(item, call) })
}

function subjectOf({ service, type, key, arn }: Change, registry: ResourceRegistry): Subject | undefined {
  const { types } = registry
  const registered = types.find(each => each.service === service && each.type.name === type)
  if (registered !== undefined && key !== undefined) return { registered, arn, key }
  const named = registry.named(arn)
  return named && { registered: named, arn, key: named.key }
}

/** @param change absent where an inventory is taken */
async function look(subject: Subject, change: Change | undefined, registry: ResourceRegistry, call: Call): Promise<void> {
  const { registered, arn, key } = subject
  const type = registered.service === 'config' ? undefined : typeNameOf(registered)
  const recorder = recorderHere(call)
  const frequency = type === undefined || recorder?.isRecording !== true ? undefined : frequencyOf(type, recorder)
  if (type === undefined || frequency === undefined) return
  const before = call.of(Newest).by('arn').first({ within: [arn] })
  if (frequency === 'DAILY' && change !== undefined && change.kind !== 'tagged' && !isDue(change)) {
    const at = Math.floor(change.at / dayMs + 1) * dayMs
    call.transact(() => { call.setTimer('record', `daily/${arn}`, at, { changes: [{ ...change, at: 0 }] }) })
    return
  }
  const description = await describe(registered, arn, key, call)
  const named = registry.named(arn)
  const tags = named === undefined ? {} : registry.tagsOf(named)
  const item = call.transact(() => {
    if (description === undefined) return before === undefined || !isThere(before) ? undefined : remove(before, call)
    return write({ type, arn, frequency, tags, region: registered.scope === 'account' ? 'global' : call.region }, description, call)
  })
  if (item !== undefined) await evaluateChange(item, call)
}

/** One that waited for its day has no time of its own. */
function isDue({ at }: Change): boolean {
  return at === 0
}

type Head = Pick<Item, 'type' | 'arn' | 'frequency' | 'tags' | 'region'>

function write(head: Head, description: Description, call: Call): Item | undefined {
  const { id, name, configuration, supplementary = {}, createdAt } = description
  const before = call.of(Newest).get(head.type, id)
  const relationships = relationshipsOf(id, configuration)
  const same = before !== undefined && isThere(before) && isDeepStrictEqual(
    [before.configuration, before.supplementary, before.tags], [configuration, supplementary, head.tags])
  if (same) return undefined
  return keep({
    ...head, id, sequence: call.sequence(), zone: zoneOf(configuration, head.region), capturedAt: call.now(), relationships, configuration,
    supplementary, status: before === undefined || !isThere(before) ? 'ResourceDiscovered' : 'OK', ...(name !== undefined && { name }),
    ...(createdAt !== undefined && { createdAt }),
  }, call)
}

export function remove(before: Item, call: Call): Item {
  const { configuration: _, ...left } = before
  return keep({
    ...left, sequence: call.sequence(), capturedAt: call.now(), status: 'ResourceDeleted', relationships: [], supplementary: {}, tags: {},
  }, call)
}

/** Inside a transaction: the item is history, counted, and told of; what is too old goes. */
export function keep(item: Item, call: Call): Item {
  const before = call.of(Newest).get(item.type, item.id)
  call.of(Items).put(item)
  call.of(Newest).put(item)
  const oldestAt = call.now() - retentionMs(call)
  for (const old of [...call.of(Items).scan({ within: [item.type, item.id] })]) {
    if (old.capturedAt >= oldestAt) break
    call.of(Items).delete(old.type, old.id, old.sequence)
  }
  call.meter(item.frequency === 'DAILY' ? 'ConfigurationItemRecordedDaily' : 'ConfigurationItemRecorded', 1, { resource: item.arn })
  const isNew = before === undefined || !isThere(before)
  const changeType = !isThere(item) ? 'DELETE' : isNew ? 'CREATE' : 'UPDATE'
  const done = { CREATE: 'Created', UPDATE: 'Updated', DELETE: 'Deleted' }[changeType]
  announce({
    arn: item.arn, detailType: 'Config Configuration Item Change', messageType: 'ConfigurationItemChangeNotification',
    subject: `[AWS Config:${call.region}] ${item.type} ${item.id} ${done} in Account ${call.account}`,
    body: {
      recordVersion: '1.3', configurationItemDiff: { changedProperties: differences(before, item), changeType },
      configurationItem: written(item, call),
    },
  }, call)
  return item
}

/** By property: `Configuration.State.Name`; what is new or gone as well. */
function differences(before: Item | undefined, after: Item): Record<string, unknown> {
  if (before === undefined || !isThere(before) || !isThere(after)) return {}
  const [old, fresh] = [before, after].map(({ configuration, tags }) => flat({ Configuration: configuration, Tags: tags }))
  const changed: Record<string, unknown> = {}
  for (const path of new Set([...old!.keys(), ...fresh!.keys()])) {
    const [previousValue = null, updatedValue = null] = [old!.get(path), fresh!.get(path)]
    if (previousValue === updatedValue) continue
    changed[path] = { previousValue, updatedValue, changeType: previousValue === null ? 'CREATE' : updatedValue === null ? 'DELETE'
      : 'UPDATE' }
  }
  return changed
}

function flat(value: unknown, path = '', found = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) found.set(path, value)
    return found
  }
  for (const [name, inner] of Object.entries(value)) flat(inner, path === '' ? name : `${path}.${name}`, found)
  return found
}

function zoneOf(configuration: Readonly<Record<string, unknown>>, region: string): string {
  const { availabilityZone, placement } = configuration as { availabilityZone?: string, placement?: { availabilityZone?: string } }
  return availabilityZone ?? placement?.availabilityZone ?? (region === 'global' ? 'Not Applicable' : 'Regional')
}
