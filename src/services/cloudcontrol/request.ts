// Resource requests: the record of each change that was asked for, how far it has come, and the operations that tell of it and cancel it.
// The change itself is in `change.ts`. Source: "Managing resource operation requests", AWS Cloud Control API User Guide.

import type { Cloudcontrol, ProgressEvent } from '../../../generated/aws/cloudcontrol.ts'
import { records } from '../../kernel/service.ts'
import type { Call, Principal, Properties } from '../../kernel/service.ts'

export interface ResourceRequest {
  readonly token: string
  readonly typeName: string
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly status: 'IN_PROGRESS' | 'SUCCESS' | 'FAILED' | 'CANCEL_IN_PROGRESS' | 'CANCEL_COMPLETE'
  readonly identifier?: string
  /** The properties asked for, and those found when an update was asked for. */
  readonly desired?: Properties
  readonly previous?: Properties
  /** The properties to show. */
  readonly model?: Properties
  /** In whose name the change is made. */
  readonly principal: Principal
  readonly clientToken?: string
  /** Of all that was asked for, to tell a repeated request from another with the same client token. */
  readonly digest: string
  readonly createdAt: number
  readonly errorCode?: string
  readonly message?: string
}

export const ResourceRequests = records<ResourceRequest>({
  name: 'ResourceRequest',
  key: 'token',
  indexes: {
    time: ({ createdAt }) => [createdAt],
    clientToken: ({ clientToken }) => clientToken === undefined ? undefined : [clientToken],
    busy: ({ status, typeName, identifier }) => isOpen(status) && identifier !== undefined ? [typeName, identifier] : undefined,
  },
})

export const GetResourceRequestStatus: Cloudcontrol['GetResourceRequestStatus'] = ({ RequestToken: token }, call) =>
  ({ ProgressEvent: eventOf(requestOf(token, call)) })

export const ListResourceRequests: Cloudcontrol['ListResourceRequests'] = function* ({ ResourceRequestStatusFilter: filter }, call) {
  const { Operations: operations = [], OperationStatuses: statuses = [] } = filter ?? {}
  for (const request of call.of(ResourceRequests).by('time').scan({ reverse: true })) {
    if (operations.length > 0 && !operations.includes(request.operation)) continue
    if (statuses.length === 0 || statuses.includes(request.status)) yield eventOf(request)
  }
}

/** A change that has not begun is not made; one that has begun is made all the same. */
export const CancelResourceRequest: Cloudcontrol['CancelResourceRequest'] = ({ RequestToken: token }, call) => {
  const request = requestOf(token, call)
  if (!isOpen(request.status)) {
    throw call.fault('ValidationException', `The request with token ${token} has ended as ${request.status} and cannot be cancelled.`)
  }
  return { ProgressEvent: eventOf(call.of(ResourceRequests).put({ ...request, status: 'CANCEL_IN_PROGRESS' })) }
}

/** The timer's end of a request that was kept long enough. */
export function expireRequest(_payload: null, call: Call, { id }: { readonly id: string }): void {
  call.of(ResourceRequests).delete(id)
}

export function isOpen(status: ResourceRequest['status']): boolean {
  return status === 'IN_PROGRESS' || status === 'CANCEL_IN_PROGRESS'
}

export function eventOf(request: ResourceRequest): ProgressEvent {
  const { identifier, model, message, errorCode } = request
  return {
    TypeName: request.typeName,
    ...(identifier !== undefined && { Identifier: identifier }),
    RequestToken: request.token,
    Operation: request.operation,
    OperationStatus: request.status,
    EventTime: request.createdAt,
    ...(model !== undefined && { ResourceModel: JSON.stringify(model) }),
    ...(message !== undefined && { StatusMessage: message }),
    ...(errorCode !== undefined && { ErrorCode: errorCode }),
  }
}

function requestOf(token: string, call: Call<'RequestTokenNotFoundException'>): ResourceRequest {
  const request = call.of(ResourceRequests).get(token)
  if (request === undefined) throw call.fault('RequestTokenNotFoundException', `Request with token ${token} cannot be found.`)
  return request
}
