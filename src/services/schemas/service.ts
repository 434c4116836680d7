// Amazon EventBridge Schemas: the manifest. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import {
  CreateDiscoverer, DeleteDiscoverer, DescribeDiscoverer, Discoverer, ListDiscoverers, StartDiscoverer, StopDiscoverer, UpdateDiscoverer,
} from './discoverer.ts'
import { GetDiscoveredSchema } from './discovery.ts'
import { DeleteResourcePolicy, GetResourcePolicy, policyOf, PutResourcePolicy } from './policy.ts'
import { CreateRegistry, DeleteRegistry, DescribeRegistry, ListRegistries, Registry, UpdateRegistry } from './registry.ts'
import { CreateSchema, DeleteSchema, DeleteSchemaVersion, DescribeSchema, ListSchemas, ListSchemaVersions, Schema, UpdateSchema }
  from './schema.ts'
import { ExportSchema, SearchSchemas } from './search.ts'
import { ListTagsForResource, TagResource, UntagResource } from './tagging.ts'

interface Naming { readonly RegistryName?: string, readonly SchemaName?: string, readonly DiscovererId?: string }

const bindings = 'Code bindings are archives of generated source code, and no generator of Java, Python, TypeScript or Go is here.'

export const schemas = service({
  id: 'schemas',
  resources: [Registry, Schema, Discoverer],
  operations: {
    CreateDiscoverer, CreateRegistry, CreateSchema, DeleteDiscoverer, DeleteRegistry, DeleteResourcePolicy, DeleteSchema,
    DeleteSchemaVersion, DescribeDiscoverer, DescribeRegistry, DescribeSchema, ExportSchema, GetDiscoveredSchema, GetResourcePolicy,
    ListDiscoverers, ListRegistries, ListSchemas, ListSchemaVersions, ListTagsForResource, PutResourcePolicy, SearchSchemas,
    StartDiscoverer, StopDiscoverer, TagResource, UntagResource, UpdateDiscoverer, UpdateRegistry, UpdateSchema,
  },
  refuses: { DescribeCodeBinding: bindings, GetCodeBindingSource: bindings, PutCodeBinding: bindings },
  pageSizes: { ListRegistries: 100, ListSchemas: 100, ListSchemaVersions: 100, ListDiscoverers: 100, SearchSchemas: 100 },
  target(_operation, { RegistryName: registry, SchemaName: schema, DiscovererId: id }: Naming, call: Call) {
    if (id !== undefined) return Discoverer.arnOf(call, { id })
    if (registry === undefined) return undefined
    return schema === undefined ? Registry.arnOf(call, { name: registry }) : Schema.arnOf(call, { registry, name: schema })
  },
  resourcePolicy: policyOf,
})
