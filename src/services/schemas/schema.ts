// Schemas: each change of content is a version of its own. Source: CreateSchema, UpdateSchema, DescribeSchema, DeleteSchemaVersion,
// EventBridge Schema Registry API Reference.

import type { Schemas } from '../../../generated/aws/schemas.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { ownRegistry, registryOf } from './registry.ts'
import { arnOf, findVersion, Schema, schemasIn, Version, versionsOf } from './schema-record.ts'
import type { Found, SchemaType } from './schema-record.ts'

export { Schema } from './schema-record.ts'

function shown({ schema, version }: Found, call: Call) {
  const { registry, name, description, modifiedAt } = schema
  return {
    SchemaName: name, SchemaArn: arnOf(schema, call), SchemaVersion: String(version.number), Type: version.type, LastModified: modifiedAt,
    VersionCreatedDate: version.createdAt, Tags: registry === 'aws.events' ? {} : call.tags(Schema).get(registry, name),
    ...(description !== undefined && { Description: description }),
  }
}

export const CreateSchema: Schemas['CreateSchema'] = (input, call) => {
  const { RegistryName: registry, SchemaName: name, Content: content, Type: type, Description: description, Tags: tags = {} } = input
  ownRegistry(registry, call)
  if (!/^[\w.@-]{1,385}$/.test(name)) throw call.fault('BadRequestException', `Schema name ${name} is not valid.`)
  checkContent(content, type, call)
  const schema = call.of(Schema).insert({ registry, name, latest: 1, modifiedAt: call.now(),
    ...(description !== undefined && { description }) })
  const version = call.of(Version).insert({ registry, name, number: 1, type: type as SchemaType, content, createdAt: call.now() })
  if (Object.keys(tags).length > 0) call.tags(Schema).add(tags, registry, name)
  call.respond({ status: 201 })
  return shown({ schema, version }, call)
}

/** The same content again is no new version. */
export const UpdateSchema: Schemas['UpdateSchema'] = (input, call) => {
  const { RegistryName: registry, SchemaName: name, Content: content, Type: type, Description: description } = input
  ownRegistry(registry, call)
  const { schema, version } = findVersion(registry, name, undefined, call)
  const described = { ...schema, modifiedAt: call.now(), ...(description !== undefined && { description }) }
  if (content === undefined || content === version.content) return shown({ schema: call.of(Schema).put(described), version }, call)
  checkContent(content, type ?? version.type, call)
  return shown(addVersion(described, content, (type ?? version.type) as SchemaType, call), call)
}

/** Inside a transaction. */
export function addVersion(schema: Schema, content: string, type: SchemaType, call: Call): Found {
  const { registry, name } = schema
  const after = call.of(Schema).put({ ...schema, latest: schema.latest + 1, modifiedAt: call.now() })
  return { schema: after, version: call.of(Version).insert({ registry, name, number: after.latest, type, content, createdAt: call.now() }) }
}

/** @throws BadRequestException */
function checkContent(content: string, type: string, call: Call): void {
  const value = jsonObject(content)
  if (value === undefined) throw call.fault('BadRequestException', 'Content is not valid JSON.')
  if (type === 'OpenApi3' && !String(value.openapi).startsWith('3.')) {
    throw call.fault('BadRequestException',
      'Content is not a valid OpenAPI 3.0 document: attribute openapi is missing or not of version 3.')
  }
  if (type !== 'OpenApi3' && type !== 'JSONSchemaDraft4') throw call.fault('BadRequestException', `Type ${type} is not supported.`)
}

export const DescribeSchema: Schemas['DescribeSchema'] = ({ RegistryName: registry, SchemaName: name, SchemaVersion: number }, call) => {
  registryOf(registry, call)
  const found = findVersion(registry, name, number, call)
  return { ...shown(found, call), Content: found.version.content }
}

export const DeleteSchema: Schemas['DeleteSchema'] = ({ RegistryName: registry, SchemaName: name }, call) => {
  ownRegistry(registry, call)
  const schema = call.of(Schema).require(registry, name)
  for (const { number } of versionsOf(schema, call)) call.of(Version).delete(registry, name, number)
  call.of(Schema).delete(registry, name)
  call.respond({ status: 204 })
  return {}
}

/** The only version cannot go; where the latest does, the one before it is. */
export const DeleteSchemaVersion: Schemas['DeleteSchemaVersion'] = ({ RegistryName: registry, SchemaName: name, SchemaVersion: number },
  call) => {
  ownRegistry(registry, call)
  const { schema, version } = findVersion(registry, name, number, call)
  const left = versionsOf(schema, call).filter(each => each.number !== version.number)
  if (left.length === 0) throw call.fault('BadRequestException', 'The only version of a schema cannot be deleted.')
  call.of(Version).delete(registry, name, version.number)
  call.of(Schema).put({ ...schema, latest: left.at(-1)!.number })
  call.respond({ status: 204 })
  return {}
}

export const ListSchemas: Schemas['ListSchemas'] = function* ({ RegistryName: registry, SchemaNamePrefix: prefix = '' }, call) {
  registryOf(registry, call)
  for (const schema of schemasIn(registry, prefix, call)) {
    yield {
      SchemaName: schema.name, SchemaArn: arnOf(schema, call), LastModified: schema.modifiedAt,
        VersionCount: versionsOf(schema, call).length,
      Tags: registry === 'aws.events' ? {} : call.tags(Schema).get(registry, schema.name),
    }
  }
}

export const ListSchemaVersions: Schemas['ListSchemaVersions'] = function* ({ RegistryName: registry, SchemaName: name }, call) {
  registryOf(registry, call)
  const { schema } = findVersion(registry, name, undefined, call)
  for (const { number, type } of versionsOf(schema, call)) {
    yield { SchemaName: name, SchemaArn: arnOf(schema, call), SchemaVersion: String(number), Type: type }
  }
}
