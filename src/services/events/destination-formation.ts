// AWS::Events::Connection, ApiDestination, Archive and Endpoint for Cloud Control and CloudFormation, by real calls of EventBridge.
// Source: the resource types' schemas in the CloudFormation registry: each is identified by its name.

import type {
  CreateApiDestinationRequest, CreateArchiveRequest, CreateConnectionRequest, CreateEndpointRequest, UpdateApiDestinationRequest,
  UpdateConnectionRequest, UpdateEndpointRequest,
} from '../../../generated/aws/events.ts'
import { everyPage } from '../../kernel/service.ts'
import type { CloudFormationHandlers, Properties } from '../../kernel/service.ts'

/** The members of a type that are said. */
function picked(properties: Properties, ...names: readonly string[]): Properties {
  return Object.fromEntries(names.filter(name => properties[name] !== undefined).map(name => [name, properties[name]]))
}

const connectionMembers = ['AuthParameters', 'AuthorizationType', 'Description', 'InvocationConnectivityParameters', 'KmsKeyIdentifier',
  'Name']

/** A template has one member for the client, as the API has. What is secret is never shown, so it is not compared. */
export const connectionFormation: CloudFormationHandlers = {
  type: 'AWS::Events::Connection',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn', 'ArnForPolicy', 'SecretArn'],
  createOnly: ['Name'],

  async create(properties, call) {
    const input = picked({ Name: call.alphanumeric(26), ...properties }, ...connectionMembers) as unknown as CreateConnectionRequest
    await call.to('events').CreateConnection(input)
    return input.Name
  },

  async read(name, call) {
    const { ConnectionArn: arn = '', SecretArn, ...found } = await call.to('events').DescribeConnection({ Name: name })
    const { AuthParameters, AuthorizationType, Description } = found
    return {
      Name: name, Arn: arn, ArnForPolicy: arn.slice(0, arn.lastIndexOf('/')), ...(SecretArn && { SecretArn }), AuthorizationType,
        AuthParameters,
      ...(Description && { Description }),
    }
  },

  async update(name, properties, _previous, call) {
    await call.to('events').UpdateConnection({ ...picked(properties, ...connectionMembers), Name: name } as UpdateConnectionRequest)
  },

  async delete(name, call) {
    await call.to('events').DeleteConnection({ Name: name })
  },

  async * list(call) {
    for await (const { Name } of everyPage(token => call.to('events').ListConnections(token),
      ({ Connections = [] }) => Connections)) yield Name!
  },
}

const destinationMembers = ['ConnectionArn', 'Description', 'HttpMethod', 'InvocationEndpoint', 'InvocationRateLimitPerSecond', 'Name']

export const destinationFormation: CloudFormationHandlers = {
  type: 'AWS::Events::ApiDestination',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn', 'ArnForPolicy'],
  createOnly: ['Name'],

  async create(properties, call) {
    const input = picked({ Name: call.alphanumeric(26), ...properties }, ...destinationMembers) as unknown as CreateApiDestinationRequest
    await call.to('events').CreateApiDestination(input)
    return input.Name
  },

  async read(name, call) {
    const { ApiDestinationArn: arn = '', ...found } = await call.to('events').DescribeApiDestination({ Name: name })
    return { ...picked(found as Properties, ...destinationMembers), Arn: arn, ArnForPolicy: arn.slice(0, arn.lastIndexOf('/')) }
  },

  async update(name, properties, _previous, call) {
    await call.to('events').UpdateApiDestination({ ...picked(properties, ...destinationMembers),
      Name: name } as UpdateApiDestinationRequest)
  },

  async delete(name, call) {
    await call.to('events').DeleteApiDestination({ Name: name })
  },

  async * list(call) {
    const read = (token: { readonly NextToken?: string }) => call.to('events').ListApiDestinations(token)
    for await (const { Name } of everyPage(read, ({ ApiDestinations = [] }) => ApiDestinations)) yield Name!
  },
}

export const archiveFormation: CloudFormationHandlers = {
  type: 'AWS::Events::Archive',
  primaryIdentifier: ['ArchiveName'],
  readOnly: ['Arn'],
  createOnly: ['ArchiveName', 'SourceArn'],

  async create(properties, call) {
    const { ArchiveName: name = call.alphanumeric(26), SourceArn, EventPattern: pattern } = properties
    await call.to('events').CreateArchive({
      ...picked(properties, 'Description', 'RetentionDays'), ArchiveName: String(name), EventSourceArn: String(SourceArn),
      ...(pattern !== undefined && { EventPattern: JSON.stringify(pattern) }),
    } as CreateArchiveRequest)
    return String(name)
  },

  async read(name, call) {
    const { ArchiveArn, EventSourceArn, EventPattern, Description,
      RetentionDays } = await call.to('events').DescribeArchive({ ArchiveName: name })
    return {
      ArchiveName: name, Arn: ArchiveArn, SourceArn: EventSourceArn, RetentionDays, ...(Description && { Description }),
      ...(EventPattern && { EventPattern: JSON.parse(EventPattern) as unknown }),
    }
  },

  async update(name, properties, _previous, call) {
    const { EventPattern: pattern } = properties
    await call.to('events').UpdateArchive({
      ...picked(properties, 'Description', 'RetentionDays'), ArchiveName: name,
      ...(pattern !== undefined && { EventPattern: JSON.stringify(pattern) }),
    })
  },

  async delete(name, call) {
    await call.to('events').DeleteArchive({ ArchiveName: name })
  },

  async * list(call) {
    for await (const { ArchiveName } of everyPage(token => call.to('events').ListArchives(token),
      ({ Archives = [] }) => Archives)) yield ArchiveName!
  },
}

const endpointMembers = ['Description', 'EventBuses', 'Name', 'ReplicationConfig', 'RoleArn', 'RoutingConfig']

export const endpointFormation: CloudFormationHandlers = {
  type: 'AWS::Events::Endpoint',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn', 'EndpointId', 'EndpointUrl', 'State', 'StateReason'],
  createOnly: ['Name'],

  async create(properties, call) {
    const input = picked({ Name: call.alphanumeric(26), ...properties }, ...endpointMembers) as unknown as CreateEndpointRequest
    await call.to('events').CreateEndpoint(input)
    return input.Name
  },

  async read(name, call) {
    const found = await call.to('events').DescribeEndpoint({ Name: name })
    return picked(found as Properties, ...endpointMembers, 'Arn', 'EndpointId', 'EndpointUrl', 'State')
  },

  async update(name, properties, _previous, call) {
    await call.to('events').UpdateEndpoint({ ...picked(properties, ...endpointMembers), Name: name } as UpdateEndpointRequest)
  },

  async delete(name, call) {
    await call.to('events').DeleteEndpoint({ Name: name })
  },

  async * list(call) {
    for await (const { Name } of everyPage(token => call.to('events').ListEndpoints(token), ({ Endpoints = [] }) => Endpoints)) yield Name!
  },
}
