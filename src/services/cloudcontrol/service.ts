// AWS Cloud Control API: one way to create, read, update, delete and list every declared resource. The manifest.
// It knows no resource type: each service declares its own handlers, and these make real calls of that service.

import { service } from '../../kernel/service.ts'
import { CreateResource, DeleteResource, makeChange, UpdateResource } from './change.ts'
import { CancelResourceRequest, expireRequest, GetResourceRequestStatus, ListResourceRequests } from './request.ts'
import { GetResource, ListResources } from './resource.ts'

export const cloudcontrol = service({
  id: 'cloudcontrol',
  replays: false,
  operations: {
    CancelResourceRequest,
    CreateResource,
    DeleteResource,
    GetResource,
    GetResourceRequestStatus,
    ListResourceRequests,
    ListResources,
    UpdateResource,
  },
  timers: { change: makeChange, expire: expireRequest },
  pageSizes: { ListResourceRequests: 20, ListResources: 20 },
  // Our page tokens hold an underscore where AWS's do not.
  unchecked: (constraint, path) => constraint === 'pattern' && path === 'nextToken',
})
