// What OpsCenter and Explorer add to the manifest.

import type { ResourceType } from '../../kernel/service.ts'
import { DescribeOpsItems } from './ops-item-list.ts'
import {
  AssociateOpsItemRelatedItem, DisassociateOpsItemRelatedItem, ListOpsItemEvents, ListOpsItemRelatedItems,
} from './ops-item-relation.ts'
import { CreateOpsItem, DeleteOpsItem, GetOpsItem, OpsItem, UpdateOpsItem } from './ops-item.ts'
import { CreateOpsMetadata, DeleteOpsMetadata, GetOpsMetadata, ListOpsMetadata, OpsMetadata, UpdateOpsMetadata } from './ops-metadata.ts'
import { GetOpsSummary } from './ops-summary.ts'

export const opsOperations = {
  AssociateOpsItemRelatedItem, CreateOpsItem, CreateOpsMetadata, DeleteOpsItem, DeleteOpsMetadata, DescribeOpsItems,
  DisassociateOpsItemRelatedItem, GetOpsItem, GetOpsMetadata, GetOpsSummary, ListOpsItemEvents, ListOpsItemRelatedItems, ListOpsMetadata,
  UpdateOpsItem, UpdateOpsMetadata,
}

export const opsPages = ['GetOpsMetadata']

export const opsResources: readonly ResourceType<never>[] = [OpsItem, OpsMetadata]
