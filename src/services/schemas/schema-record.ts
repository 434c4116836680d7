// Schemas and their versions as they are kept. What they do is in `schema.ts`.

import { records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { awsSchemas } from './aws-schema.ts'
import { schemaFormation } from './cloud-formation.ts'

export type SchemaType = 'OpenApi3' | 'JSONSchemaDraft4'

export interface Schema {
  readonly registry: string
  readonly name: string
  readonly description?: string
  readonly modifiedAt: number
  /** Number of the latest version. */
  readonly latest: number
}

export const Schema = resource<Schema>({
  name: 'Schema',
  key: ['registry', 'name'],
  arn: 'arn:{partition}:schemas:{region}:{account}:schema/{registry}/{name}',
  tags: 'map',
  notFound: { code: 'NotFoundException', message: ([, name]) => `Schema with name ${name} does not exist.` },
  exists: { code: 'ConflictException', message: ([, name]) => `Schema with name ${name} already exists.` },
  cloudFormation: schemaFormation,
})

export interface Version {
  readonly registry: string
  readonly name: string
  readonly number: number
  readonly type: SchemaType
  readonly content: string
  readonly createdAt: number
}

export const Version = records<Version>({ name: 'Version', key: ['registry', 'name', 'number'] })

export interface Found { readonly schema: Schema, readonly version: Version }

/** A version of a schema, the latest where none is named; AWS's are made from what they say. @throws NotFoundException */
export function findVersion(registry: string, name: string, number: string | undefined, call: Call): Found {
  const aws = awsSchemas(registry).find(({ schema }) => schema.name === name)
  if (aws !== undefined && (number === undefined || number === '1')) return aws
  const schema = call.of(Schema).require(registry, name)
  const version = call.of(Version).get(registry, name, number === undefined ? schema.latest : Number(number))
  if (version !== undefined) return { schema, version }
  throw call.fault('NotFoundException', `Version ${number} of schema ${name} does not exist.`)
}

/** All of a registry, in the order of their names. */
export function schemasIn(registry: string, prefix: string, call: Call): Iterable<Schema> {
  const aws = awsSchemas(registry)
  return aws.length > 0 ? aws.map(({ schema }) => schema).filter(({ name }) => name.startsWith(prefix))
    : call.of(Schema).scan({ within: [registry], prefix })
}

export function versionsOf({ registry, name }: Schema, call: Call): readonly Version[] {
  const aws = awsSchemas(registry).find(({ schema }) => schema.name === name)
  return aws === undefined ? [...call.of(Version).scan({ within: [registry, name] })] : [aws.version]
}

export function arnOf({ registry, name }: Schema, call: Call): string {
  const { partition, region, account } = call
  return Schema.arnOf({ partition, region, account: awsSchemas(registry).length > 0 ? '' : account }, { registry, name })
}
