// From events to schemas: what an event's detail is made of, as OpenAPI 3 or JSON Schema draft 4. What is known grows with each event: a
// member that was missing once is not required, one of several kinds has none.
// Source: "Inferring schemas from events" and the form of schemas in the console's discovered-schemas registry, EventBridge User Guide.

import type { Json } from '../../engines/input-transformer.ts'

/** A shape: what JSON Schema and OpenAPI have in common. */
export interface Shape {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'boolean'
  readonly format?: 'date-time'
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/

export function shapeOf(value: Json): Shape {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(shapeOf)
    return { type: 'array', items: items.length === 0 ? {} : items.reduce(merged) }
  }
  if (typeof value === 'string') return moment.test(value) ? { type: 'string', format: 'date-time' } : { type: 'string' }
  if (typeof value === 'number') return { type: 'number' }
  if (typeof value === 'boolean') return { type: 'boolean' }
  if (value === null) return {}
  const properties = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]))
  return { type: 'object', properties, required: Object.keys(properties).toSorted() }
}

/** What both are; a kind that is not the same in both is none. */
export function merged(one: Shape, other: Shape): Shape {
  if (one.type === undefined || other.type === undefined) return Object.keys(one).length === 0 ? other : one
  if (one.type !== other.type) return {}
  if (one.type === 'array') return { type: 'array', items: merged(one.items ?? {}, other.items ?? {}) }
  if (one.type !== 'object') return one.format === other.format ? one : { type: one.type }
  const [mine, theirs] = [one.properties ?? {}, other.properties ?? {}]
  const properties = Object.fromEntries([...new Set([...Object.keys(mine), ...Object.keys(theirs)])].map(name =>
    [name, mine[name] === undefined ? theirs[name]! : theirs[name] === undefined ? mine[name] : merged(mine[name], theirs[name])]))
  return { type: 'object', properties, required: (one.required ?? []).filter(name => other.required?.includes(name) === true) }
}

const envelope: Readonly<Record<string, Shape>> = {
  account: { type: 'string' }, 'detail-type': { type: 'string' }, id: { type: 'string' }, region: { type: 'string' },
  resources: { type: 'array', items: { type: 'string' } }, source: { type: 'string' }, time: { type: 'string', format: 'date-time' },
  version: { type: 'string' },
}

const members = ['detail-type', 'resources', 'detail', 'id', 'source', 'time', 'region', 'version', 'account']

/** `shop@OrderPlaced` */
export function schemaName(source: string, detailType: string): string {
  return `${source}@${typeName(detailType)}`
}

function typeName(text: string): string {
  return text.split(/[^A-Za-z0-9]+/).filter(word => word !== '').map(word => word[0]!.toUpperCase() + word.slice(1)).join('') || 'Event'
}

interface OpenApi {
  readonly openapi: '3.0.0'
  readonly info: { readonly version: string, readonly title: string }
  readonly paths: object
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

/** The whole event, its detail as a component of its own, and so are the objects within it. */
export function openApiOf(source: string, detailType: string, detail: Json | Shape, isShape = false): OpenApi {
  const title = typeName(detailType)
  const schemas: Record<string, unknown> = {
    AWSEvent: {
      type: 'object', required: members, 'x-amazon-events-detail-type': detailType, 'x-amazon-events-source': source,
      properties: { detail: { $ref: `#/components/schemas/${title}` }, ...envelope },
    },
  }
  place(title, isShape ? detail as Shape : shapeOf(detail as Json), schemas)
  return { openapi: '3.0.0', info: { version: '1.0.0', title }, paths: {}, components: { schemas } }
}

/** Lays an object shape among the components; those within it get names of their own. */
function place(name: string, shape: Shape, schemas: Record<string, unknown>): void {
  schemas[name] = {}
  const refer = (member: string, each: Shape): unknown => {
    if (each.type === 'array') return { type: 'array', items: refer(member, each.items ?? {}) }
    if (each.type !== 'object') return each
    let free = typeName(member)
    for (let i = 1; Object.hasOwn(schemas, free); i += 1) free = `${typeName(member)}_${i}`
    place(free, each, schemas)
    return { $ref: `#/components/schemas/${free}` }
  }
  const properties = Object.fromEntries(Object.entries(shape.properties ?? {}).map(([member, each]) => [member, refer(member, each)]))
  const { required = [] } = shape
  schemas[name] = { type: 'object', ...(required.length > 0 && { required }), properties }
}

/** The same as JSON Schema draft 4: the first component is the root, the others are definitions. */
export function jsonSchemaOf(content: string): string {
  const { info, components } = JSON.parse(content) as OpenApi
  const [[root, top] = ['', {}], ...others] = Object.entries(components?.schemas ?? {})
  const schema = { $schema: 'http://json-schema.org/draft-04/schema#', title: info?.title ?? root, definitions: Object.fromEntries(others),
    ...top as object }
  return JSON.stringify(schema).replaceAll('#/components/schemas/', '#/definitions/')
}
