// Cloud connectors: how Systems Manager would reach machines of other clouds. They are kept, and their bindings to tenants and
// organizations
// are unique; no other cloud is called, so that they cannot be validated.
// Source: CreateCloudConnector, ListCloudConnectors, CloudConnectorFilter and their kin, Systems Manager API Reference.

import type { CloudConnectorConfiguration, CloudConnectorFilter, CloudConnectorSummary, Ssm } from '../../../generated/aws/ssm.ts'
import { resource } from '../../kernel/service.ts'
import { tagNew } from './tag-set.ts'

export interface CloudConnector {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly configuration: CloudConnectorConfiguration
  readonly configConnector?: string
  readonly description?: string
  readonly createdAt: number
  readonly changedAt: number
}

export const CloudConnector = resource<CloudConnector>({
  name: 'CloudConnector',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:cloud-connector/{id}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([id]) => `The cloud connector ${id} could not be found.` },
})

export const CreateCloudConnector: Ssm['CreateCloudConnector'] = (input, call) => {
  const { DisplayName: name, RoleArn: role, Configuration: configuration, ConfigConnectorArn: configConnector,
    Description: description } = input
  const now = call.now()
  const { id } = call.of(CloudConnector).insert({
    id: call.uuid(), name, role, configuration, createdAt: now, changedAt: now,
    ...(configConnector !== undefined && { configConnector }), ...(description !== undefined && { description }),
  })
  tagNew(CloudConnector, input.Tags, id, call)
  return { CloudConnectorId: id }
}

export const GetCloudConnector: Ssm['GetCloudConnector'] = ({ CloudConnectorId: id }, call) => {
  const connector = call.of(CloudConnector).require(id)
  const { CloudConnectorId: _, Provider: _provider, ...shown } = summaryOf(connector)
  return { ...shown, CloudConnectorArn: call.arn(CloudConnector, connector), Configuration: connector.configuration }
}

function summaryOf({ id, name, role, configuration, configConnector, description, createdAt,
  changedAt }: CloudConnector): CloudConnectorSummary {
  return {
    CloudConnectorId: id, DisplayName: name, RoleArn: role, CreatedAt: createdAt, UpdatedAt: changedAt,
    Provider: configuration.AzureConfiguration === undefined ? 'GCP' : 'Azure',
    ...(configConnector !== undefined && { ConfigConnectorArn: configConnector }),
      ...(description !== undefined && { Description: description }),
  }
}

export const ListCloudConnectors: Ssm['ListCloudConnectors'] = function* ({ Filters: filters = [] }, call) {
  const ofAzure = filters.some(({ FilterKey: key = '' }) => /^(SubscriptionId|TenantId)$/.test(key))
  const ofGcp = filters.some(({ FilterKey: key = '' }) => /^(ProjectId|OrganizationId)$/.test(key))
  if (ofAzure && ofGcp) throw call.fault('ValidationException', 'Filters of one cloud can\'t be combined with those of another.')
  for (const connector of call.of(CloudConnector).scan()) {
    if (filters.every(filter => passes(connector.configuration, filter))) yield summaryOf(connector)
  }
}

/** `NONE` stands for connectors of a whole tenant. */
function passes({ AzureConfiguration: azure, GcpConfiguration: gcp }: CloudConnectorConfiguration, filter: CloudConnectorFilter): boolean {
  const { FilterKey: key, FilterValues: values = [] } = filter
  const subscriptions = azure?.Targets?.Subscriptions?.map(({ Id }) => Id) ?? []
  switch (key) {
    case 'SubscriptionId': return azure !== undefined
      && (subscriptions.length === 0 ? values.includes('NONE') : subscriptions.some(id => values.includes(id)))
    case 'TenantId': return azure !== undefined && values.includes(azure.TenantId)
    case 'ProjectId': return gcp?.Targets?.Projects?.some(({ ProjectId }) => values.includes(ProjectId)) ?? false
    default: return gcp?.OrganizationId !== undefined && values.includes(gcp.OrganizationId)
  }
}

export const UpdateCloudConnector: Ssm['UpdateCloudConnector'] = (input, call) => {
  const { CloudConnectorId: id, Configuration: configuration, DisplayName: name, Description: description } = input
  const before = call.of(CloudConnector).require(id)
  call.of(CloudConnector).put({
    ...before, changedAt: call.now(), ...(configuration !== undefined && { configuration }), ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
  })
  return { CloudConnectorId: id }
}

export const DeleteCloudConnector: Ssm['DeleteCloudConnector'] = ({ CloudConnectorId: id }, call) => {
  call.of(CloudConnector).require(id)
  call.tags(CloudConnector).clear(id)
  call.of(CloudConnector).delete(id)
  return { CloudConnectorId: id }
}
