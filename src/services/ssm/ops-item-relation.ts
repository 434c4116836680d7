// What OpsItems are related to, and what happened to them.
// Source: AssociateOpsItemRelatedItem, DisassociateOpsItemRelatedItem, ListOpsItemRelatedItems and ListOpsItemEvents, Systems Manager API
// Reference; "OpsCenter", endpoints and quotas.

import type { OpsItemEventFilter, OpsItemRelatedItemSummary, Ssm } from '../../../generated/aws/ssm.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { itemOf, OpsItem, OpsItemEvent } from './ops-item.ts'
import { listed } from './page.ts'

interface Relation {
  readonly item: string
  readonly id: string
  readonly kind: string
  readonly resourceType: string
  readonly uri: string
  readonly at: number
  readonly by: string
}

const Relation = records<Relation>({ name: 'OpsItemRelation', key: ['item', 'id'] })

const mostRelations = 50

export const AssociateOpsItemRelatedItem: Ssm['AssociateOpsItemRelatedItem'] = (input, call) => {
  const { OpsItemId: item, AssociationType: kind, ResourceType: resourceType, ResourceUri: uri } = input
  itemOf(item, call)
  if (!/^(IsParentOf|RelatesTo)$/.test(kind)) {
    throw call.fault('OpsItemInvalidParameterException', `The association type ${kind} is not valid.`,
      { ParameterNames: ['AssociationType'] })
  }
  const present = [...call.of(Relation).scan({ within: [item] })]
  if (present.some(each => each.uri === uri)) {
    throw call.fault('OpsItemRelatedItemAlreadyExistsException', 'The Amazon Resource Name (ARN) is already associated with the OpsItem.',
      { ResourceUri: uri, OpsItemId: item })
  }
  if (present.length >= mostRelations) {
    throw call.fault('OpsItemLimitExceededException', `An OpsItem can have ${mostRelations} related items at most.`,
      { ResourceTypes: [resourceType], Limit: mostRelations, LimitType: 'RelatedItem' })
  }
  const { id } = call.of(Relation).insert({
    item, id: call.uuid(), kind, resourceType, uri, at: call.now(), by: call.principal.arn || call.principal.userId,
  })
  return { AssociationId: id }
}

export const DisassociateOpsItemRelatedItem: Ssm['DisassociateOpsItemRelatedItem'] = ({ OpsItemId: item, AssociationId: id }, call) => {
  itemOf(item, call)
  if (call.of(Relation).delete(item, id) !== undefined) return
  throw call.fault('OpsItemRelatedItemAssociationNotFoundException',
    'The association was not found using the parameters you specified in the call. Verify the information and try again.')
}

const members: Readonly<Record<string, (relation: Relation) => string>> = {
  ResourceType: ({ resourceType }) => resourceType, AssociationId: ({ id }) => id, ResourceUri: ({ uri }) => uri,
}

export const ListOpsItemRelatedItems: Ssm['ListOpsItemRelatedItems'] = ({ OpsItemId: item, Filters: filters = [] }, call) => {
  const items = item === undefined ? [...call.of(OpsItem).scan()].map(({ id }) => id) : [item]
  const found = items.flatMap(id => [...call.of(Relation).scan({ within: [id] })])
  return listed(found.filter(relation => filters.every(({ Key: key, Values: values }) => values.includes(members[key]?.(relation) ?? '')))
    .map(shownOf))
}

function shownOf({ item, id, kind, resourceType, uri, at, by }: Relation): OpsItemRelatedItemSummary {
  return {
    OpsItemId: item, AssociationId: id, AssociationType: kind, ResourceType: resourceType, ResourceUri: uri, CreatedTime: at,
    CreatedBy: { Arn: by }, LastModifiedTime: at, LastModifiedBy: { Arn: by },
  }
}

export const ListOpsItemEvents: Ssm['ListOpsItemEvents'] = ({ Filters: filters = [] }, call) => {
  const items = filters.length === 0 ? [...call.of(OpsItem).scan()].map(({ id }) => id) : filters.flatMap(filter => itemsIn(filter, call))
  return listed(items.flatMap(item => [...call.of(OpsItemEvent).by('time').scan({ within: [item] })]).map(event => ({
    OpsItemId: event.item, EventId: event.id, Source: 'aws.ssm', DetailType: event.kind, Detail: event.detail, CreatedTime: event.at,
    CreatedBy: { Arn: event.by },
  })))
}

function itemsIn({ Values: values }: OpsItemEventFilter, call: Call): readonly string[] {
  for (const id of values) itemOf(id, call)
  return values
}
