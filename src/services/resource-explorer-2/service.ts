// AWS Resource Explorer: every resource of an account, written or derived, found by words, type, region and tags. The manifest.
// It keeps no copy: an index says which regions may be searched, and a search reads the resources' own records.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { CreateIndex, DeleteIndex, GetIndex, Index, ListIndexes, UpdateIndexType } from './region-index.ts'
import { ListResources, ListSupportedResourceTypes, Search } from './search.ts'
import { ListTagsForResource, TagResource, UntagResource } from './tagging.ts'
import { AssociateDefaultView, DisassociateDefaultView, GetDefaultView } from './default-view.ts'
import { BatchGetView, CreateView, DeleteView, GetView, ListViews, UpdateView } from './view.ts'
import { Views } from './view-list.ts'

const managed = 'Views and indexes that other AWS services manage are not here: none of them makes any.'
const setup = 'Resource Explorer is set up region by region here: call CreateIndex and CreateView.'
const organization = 'Search over the accounts of an organization is not here: search each account by itself.'

export const resourceExplorer2 = service({
  id: 'resource-explorer-2',
  resources: [Index, Views],
  operations: {
    AssociateDefaultView, BatchGetView, CreateIndex, CreateView, DeleteIndex, DeleteView, DisassociateDefaultView, GetDefaultView, GetIndex,
    GetView, ListIndexes, ListResources, ListSupportedResourceTypes, ListTagsForResource, ListViews, Search, TagResource, UntagResource,
    UpdateIndexType, UpdateView,
  },
  refuses: {
    CreateResourceExplorerSetup: setup, DeleteResourceExplorerSetup: setup, GetResourceExplorerSetup: setup,
    GetAccountLevelServiceConfiguration: organization, ListIndexesForMembers: organization,
    GetManagedView: managed, GetServiceIndex: managed, GetServiceView: managed, ListManagedViews: managed, ListServiceIndexes: managed,
    ListServiceViews: managed, ListStreamingAccessForServices: managed,
  },
  pageSizes: { Search: 100, ListResources: 100, ListSupportedResourceTypes: 100, ListViews: 50, ListIndexes: 50 },
  invalid: (violations: readonly Violation[]) => new Fault('ValidationException', coralMessage(violations), 400),
})
