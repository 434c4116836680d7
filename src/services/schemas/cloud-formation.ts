// AWS::EventSchemas::Registry, Schema and Discoverer for Cloud Control and CloudFormation, by real calls of EventBridge Schemas.
// Source: the resource types' schemas in the CloudFormation registry: each is identified by its ARN.

import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { everyPage, parseArn } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

function tagsIn({ Tags: tags = [] }: Properties): Record<string, string> {
  return Object.fromEntries((tags as readonly Tag[]).map(({ Key, Value }) => [Key, Value]))
}

/** As a template has them; nothing where there are none. */
function tagsOut(tags: Readonly<Record<string, string>> = {}): { readonly Tags?: readonly Tag[] } {
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  return list.length === 0 ? {} : { Tags: list }
}

async function retag(ResourceArn: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
  const [wanted, before] = [tagsIn(properties), tagsIn(previous)]
  const gone = Object.keys(before).filter(name => !Object.hasOwn(wanted, name))
  const schemas = call.to('schemas')
  if (gone.length > 0) await schemas.UntagResource({ ResourceArn, TagKeys: gone })
  if (Object.keys(wanted).length > 0) await schemas.TagResource({ ResourceArn, Tags: wanted })
}

function described({ Description: description }: Properties): { readonly Description?: string } {
  return description === undefined ? {} : { Description: String(description) }
}

/** What follows the kind in an ARN. */
function nameIn(arn: string): string {
  return (parseArn(arn)?.resource ?? arn).replace(/^[a-z]+\//, '')
}

export const registryFormation: CloudFormationHandlers = {
  type: 'AWS::EventSchemas::Registry',
  primaryIdentifier: ['RegistryArn'],
  readOnly: ['RegistryArn'],
  createOnly: ['RegistryName'],

  async create(properties, call) {
    const RegistryName = String(properties.RegistryName ?? call.alphanumeric(20))
    const { RegistryArn: arn } = await call.to('schemas').CreateRegistry({ RegistryName, Tags: tagsIn(properties),
      ...described(properties) })
    return arn!
  },

  async read(arn, call) {
    const { Tags: tags, ...registry } = await call.to('schemas').DescribeRegistry({ RegistryName: nameIn(arn) })
    return { ...registry, ...tagsOut(tags) }
  },

  async update(arn, properties, previous, call) {
    await call.to('schemas').UpdateRegistry({ RegistryName: nameIn(arn), ...described(properties) })
    await retag(arn, properties, previous, call)
  },

  async delete(arn, call) {
    await call.to('schemas').DeleteRegistry({ RegistryName: nameIn(arn) })
  },

  async * list(call) {
    const read = (token: { readonly NextToken?: string }) => call.to('schemas').ListRegistries({ ...token, Scope: 'LOCAL' })
    for await (const { RegistryArn: arn } of everyPage(read, ({ Registries = [] }) => Registries)) yield arn!
  },
}

function schemaIn(arn: string): { readonly RegistryName: string, readonly SchemaName: string } {
  const name = nameIn(arn)
  const at = name.indexOf('/')
  return { RegistryName: name.slice(0, at), SchemaName: name.slice(at + 1) }
}

export const schemaFormation: CloudFormationHandlers = {
  type: 'AWS::EventSchemas::Schema',
  primaryIdentifier: ['SchemaArn'],
  readOnly: ['LastModified', 'SchemaArn', 'SchemaVersion', 'VersionCreatedDate'],
  createOnly: ['RegistryName', 'SchemaName'],

  async create(properties, call) {
    const { RegistryName, SchemaName = `Schema-${call.alphanumeric(12)}`, Content, Type } = properties
    const { SchemaArn: arn } = await call.to('schemas').CreateSchema({
      RegistryName: String(RegistryName), SchemaName: String(SchemaName), Content: String(Content), Type: String(Type),
      Tags: tagsIn(properties), ...described(properties),
    })
    return arn!
  },

  async read(arn, call) {
    const place = schemaIn(arn)
    const { Tags: tags, LastModified, VersionCreatedDate, ...schema } = await call.to('schemas').DescribeSchema(place)
    return {
      ...schema, RegistryName: place.RegistryName, LastModified: new Date(LastModified!).toISOString(),
      VersionCreatedDate: new Date(VersionCreatedDate!).toISOString(), ...tagsOut(tags),
    }
  },

  async update(arn, properties, previous, call) {
    await call.to('schemas').UpdateSchema({
      ...schemaIn(arn), Content: String(properties.Content), Type: String(properties.Type), ...described(properties),
    })
    await retag(arn, properties, previous, call)
  },

  async delete(arn, call) {
    await call.to('schemas').DeleteSchema(schemaIn(arn))
  },

  async * list(call) {
    const schemas = call.to('schemas')
    for await (const registry of registryFormation.list(call)) {
      const read = (token: { readonly NextToken?: string }) => schemas.ListSchemas({ ...token, RegistryName: nameIn(registry) })
      for await (const { SchemaArn: arn } of everyPage(read, ({ Schemas = [] }) => Schemas)) yield arn!
    }
  },
}

export const discovererFormation: CloudFormationHandlers = {
  type: 'AWS::EventSchemas::Discoverer',
  primaryIdentifier: ['DiscovererArn'],
  readOnly: ['DiscovererArn', 'DiscovererId', 'State'],
  createOnly: ['SourceArn'],

  async create(properties, call) {
    const { SourceArn, CrossAccount: crosses } = properties
    const { DiscovererArn: arn } = await call.to('schemas').CreateDiscoverer({
      SourceArn: String(SourceArn), Tags: tagsIn(properties), ...described(properties),
      ...(crosses !== undefined && { CrossAccount: crosses === true }),
    })
    return arn!
  },

  async read(arn, call) {
    const { Tags: tags, ...discoverer } = await call.to('schemas').DescribeDiscoverer({ DiscovererId: nameIn(arn) })
    return { ...discoverer, ...tagsOut(tags) }
  },

  async update(arn, properties, previous, call) {
    const { CrossAccount: crosses } = properties
    await call.to('schemas').UpdateDiscoverer({
      DiscovererId: nameIn(arn), ...described(properties), ...(crosses !== undefined && { CrossAccount: crosses === true }),
    })
    await retag(arn, properties, previous, call)
  },

  async delete(arn, call) {
    await call.to('schemas').DeleteDiscoverer({ DiscovererId: nameIn(arn) })
  },

  async * list(call) {
    const read = (token: { readonly NextToken?: string }) => call.to('schemas').ListDiscoverers(token)
    for await (const { DiscovererArn: arn } of everyPage(read, ({ Discoverers = [] }) => Discoverers)) yield arn!
  },
}
