// Schemas out of events: for whoever asks, and for the discoverer whose rule brings an event. What a discoverer sees makes a schema, or a
// new version of it where the event is of another form than those before. Source: GetDiscoveredSchema, EventBridge Schema Registry API
// Reference; "Schema discovery", EventBridge User Guide.

import type { Schemas } from '../../../generated/aws/schemas.ts'
import type { Json } from '../../engines/input-transformer.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { Discoverer, listensBy } from './discoverer.ts'
import { jsonSchemaOf, merged, openApiOf, schemaName, shapeOf } from './inference.ts'
import type { Shape } from './inference.ts'
import { discoveredRegistry, Registry } from './registry.ts'
import { addVersion } from './schema.ts'
import { Schema, Version } from './schema-record.ts'

interface Event { readonly source: string, readonly type: string, readonly detail: Json }

/** What was seen of a schema's events so far. */
interface Seen { readonly shape: Shape }

export const GetDiscoveredSchema: Schemas['GetDiscoveredSchema'] = ({ Events: texts, Type: type }, call) => {
  const events = texts.map(text => eventOf(text, call))
  if (events.length === 0 || events.length > 10) throw call.fault('BadRequestException', 'One to ten events are wanted.')
  const [{ source, type: detailType }] = events as [Event]
  const shape = events.map(({ detail }) => shapeOf(detail)).reduce(merged)
  if (hears(call)) for (const event of events) discover(event, call)
  const content = JSON.stringify(openApiOf(source, detailType, shape, true))
  return { Content: type === 'JSONSchemaDraft4' ? jsonSchemaOf(content) : content }
}

/** @throws BadRequestException */
function eventOf(text: string, call: Call): Event {
  const { source, 'detail-type': type, detail } = jsonObject(text) ?? {}
  if (typeof source === 'string' && typeof type === 'string' && typeof detail === 'object' && detail !== null) {
    return { source, type, detail: detail as Json }
  }
  throw call.fault('BadRequestException', 'An event is not valid: it has a source, a detail-type and a detail.')
}

/** Whether it is EventBridge that calls, for the rule of a discoverer that listens. */
function hears(call: Call): boolean {
  const { principal, sourceArn = '' } = call
  if (principal.kind !== 'service') return false
  const rule = parseArn(sourceArn)?.resource.replace(/^rule\//, '')
  for (const discoverer of call.of(Discoverer).scan()) if (discoverer.state === 'STARTED' && listensBy(discoverer) === rule) return true
  return false
}

/** Inside a transaction. Events of AWS services have schemas of their own. */
function discover({ source, type, detail }: Event, call: Call): void {
  if (source.startsWith('aws.')) return
  const [registry, name] = [discoveredRegistry, schemaName(source, type)]
  if (call.of(Registry).get(registry) === undefined) call.of(Registry).insert({ name: registry })
  const shapes = call.table<Seen>('seen')
  const known = shapes.get(name)?.shape
  const schema = call.of(Schema).get(registry, name)
  const shape = known === undefined || schema === undefined ? shapeOf(detail) : merged(known, shapeOf(detail))
  if (schema !== undefined && JSON.stringify(shape) === JSON.stringify(known)) return
  shapes.put(name, { shape })
  const content = JSON.stringify(openApiOf(source, type, shape, true))
  if (schema !== undefined) {
    addVersion(schema, content, 'OpenApi3', call)
    return
  }
  call.of(Schema).insert({ registry, name, latest: 1, modifiedAt: call.now(),
    description: `Schema for event type ${type}, published by ${source}` })
  call.of(Version).insert({ registry, name, number: 1, type: 'OpenApi3', content, createdAt: call.now() })
}
