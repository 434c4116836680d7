// Finding schemas by words, and giving them out in another form. Source: SearchSchemas and ExportSchema, EventBridge Schema Registry API
// Reference.

import type { Schemas } from '../../../generated/aws/schemas.ts'
import { jsonSchemaOf } from './inference.ts'
import { registryOf } from './registry.ts'
import { arnOf, findVersion, schemasIn, versionsOf } from './schema-record.ts'

/** Schemas whose name or contents hold all the words. */
export const SearchSchemas: Schemas['SearchSchemas'] = function* ({ RegistryName: registry, Keywords: keywords }, call) {
  registryOf(registry, call)
  const words = keywords.toLowerCase().split(/\s+/).filter(word => word !== '')
  if (words.length === 0) throw call.fault('BadRequestException', 'Keywords must not be empty.')
  for (const schema of schemasIn(registry, '', call)) {
    const found = versionsOf(schema, call).filter(({ content }) => {
      const text = `${schema.name} ${content}`.toLowerCase()
      return words.every(word => text.includes(word))
    })
    if (found.length === 0) continue
    yield {
      RegistryName: registry, SchemaName: schema.name, SchemaArn: arnOf(schema, call),
      SchemaVersions: found.map(({ number, type, createdAt }) => ({ SchemaVersion: String(number), Type: type, CreatedDate: createdAt })),
    }
  }
}

export const ExportSchema: Schemas['ExportSchema'] = (input, call) => {
  const { RegistryName: registry, SchemaName: name, SchemaVersion: number, Type: type } = input
  if (type !== 'JSONSchemaDraft4') throw call.fault('BadRequestException',
    `Schemas cannot be exported as ${type}, only as JSONSchemaDraft4.`)
  registryOf(registry, call)
  const { schema, version } = findVersion(registry, name, number, call)
  const content = version.type === type ? version.content : jsonSchemaOf(version.content)
  return { Content: content, SchemaArn: arnOf(schema, call), SchemaName: name, SchemaVersion: String(version.number), Type: type }
}
