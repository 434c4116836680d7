// Endpoints of platform applications: one app on one device. A push notification to one is a letter in the outbox.
// Source: CreatePlatformEndpoint and SetEndpointAttributes, Amazon SNS API Reference.

import type { Sns } from '../../../generated/aws/sns.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { reportPush } from './delivery-status.ts'
import { invalid, invalidBecause } from './fault.ts'
import { bodyFor } from './message.ts'
import type { Message } from './message.ts'
import { applicationOf, PlatformApplication } from './platform-application.ts'
import { chargePublication } from './usage.ts'

interface PlatformEndpoint {
  readonly platform: string
  readonly application: string
  readonly id: string
  readonly token: string
  readonly attributes: Readonly<Record<string, string>>
}

export const PlatformEndpoint = resource<PlatformEndpoint>({
  name: 'PlatformEndpoint',
  key: ['platform', 'application', 'id'],
  arn: 'arn:{partition}:sns:{region}:{account}:endpoint/{platform}/{application}/{id}',
  notFound: { code: 'NotFoundException', message: () => 'Endpoint does not exist' },
  indexes: { token: ({ platform, application, token }) => [platform, application, token] },
})

const settable: ReadonlySet<string> = new Set(['CustomUserData', 'Enabled', 'Token'])

export function isEndpointArn(arn: string): boolean {
  return parseArn(arn)?.resource.startsWith('endpoint/') === true
}

function endpointOf(arn: string, call: Call): PlatformEndpoint {
  const key = keyOf(arn)
  if (key === undefined) throw invalid('EndpointArn', call)
  return call.of(PlatformEndpoint).require(...key)
}

function keyOf(arn: string): readonly [string, string, string] | undefined {
  const [kind, platform, application, id] = parseArn(arn)?.resource.split('/') ?? []
  const whole = kind === 'endpoint' && platform !== undefined && application !== undefined && id !== undefined
  return whole ? [platform, application, id] : undefined
}

/** A token that is known has its endpoint already; saying other things of it is a mistake. */
export const CreatePlatformEndpoint: Sns['CreatePlatformEndpoint'] = (input, call) => {
  const { PlatformApplicationArn: applicationArn, Token: token, CustomUserData: data, Attributes: given = {} } = input
  const { platform, name } = applicationOf(applicationArn, call)
  const attributes = { Enabled: 'true', ...given, ...(data !== undefined && { CustomUserData: data }) }
  check(attributes, call)
  const existing = call.of(PlatformEndpoint).by('token').first({ within: [platform, name, token] })
  if (existing === undefined) {
    const endpoint = call.of(PlatformEndpoint).insert({ platform, application: name, id: call.uuid(), token, attributes })
    return { EndpointArn: call.arn(PlatformEndpoint, endpoint) }
  }
  const arn = call.arn(PlatformEndpoint, existing)
  const asked: Readonly<Record<string, string>> = attributes
  if (Object.entries(asked).some(([attribute, value]) => existing.attributes[attribute] !== value)) {
    throw invalidBecause('Token', `Endpoint ${arn} already exists with the same Token, but different attributes.`, call)
  }
  return { EndpointArn: arn }
}

/** One that is not there is gone already. */
export const DeleteEndpoint: Sns['DeleteEndpoint'] = ({ EndpointArn: arn }, call) => {
  const key = keyOf(arn)
  if (key === undefined) throw invalid('EndpointArn', call)
  call.of(PlatformEndpoint).delete(...key)
}

/** With an application go its endpoints. */
export const DeletePlatformApplication: Sns['DeletePlatformApplication'] = ({ PlatformApplicationArn: arn }, call) => {
  const [kind, platform = '', name = ''] = parseArn(arn)?.resource.split('/') ?? []
  if (kind !== 'app') throw invalid('PlatformApplicationArn', call)
  for (const { id } of call.of(PlatformEndpoint).scan({ within: [platform, name] })) call.of(PlatformEndpoint).delete(platform, name, id)
  call.of(PlatformApplication).delete(platform, name)
}

export const SetEndpointAttributes: Sns['SetEndpointAttributes'] = ({ EndpointArn: arn, Attributes: given }, call) => {
  const endpoint = endpointOf(arn, call)
  check(given, call)
  const { Token: token = endpoint.token, ...attributes } = given
  call.of(PlatformEndpoint).put({ ...endpoint, token, attributes: { ...endpoint.attributes, ...attributes } as Record<string, string> })
}

export const GetEndpointAttributes: Sns['GetEndpointAttributes'] = ({ EndpointArn: arn }, call) =>
  ({ Attributes: shown(endpointOf(arn, call)) })

export const ListEndpointsByPlatformApplication: Sns['ListEndpointsByPlatformApplication'] = function* (input, call) {
  const { platform, name } = applicationOf(input.PlatformApplicationArn, call)
  for (const endpoint of call.of(PlatformEndpoint).scan({ within: [platform, name] })) {
    yield { EndpointArn: call.arn(PlatformEndpoint, endpoint), Attributes: shown(endpoint) }
  }
}

function check(attributes: Readonly<Record<string, string>>, call: Call): void {
  const unknown = Object.keys(attributes).find(name => !settable.has(name))
  if (unknown !== undefined) throw invalidBecause('Attributes', `Invalid attribute name: ${unknown}`, call)
  if ((attributes.CustomUserData ?? '').length > 2048) throw invalidBecause('CustomUserData', 'must be at most 2048 bytes long', call)
}

function shown({ attributes, token }: PlatformEndpoint): Record<string, string> {
  return { ...attributes, Token: token }
}

/** Straight to a device. @throws NotFound, EndpointDisabled, PlatformApplicationDisabled */
export function publishToEndpoint(arn: string, message: Message, call: Call): { readonly MessageId: string } {
  const { platform, application: name, token } = push(arn, message, call)
  chargePublication(message, false, call)
  const { attributes = {} } = call.of(PlatformApplication).get(platform, name) ?? {}
  call.afterCommit(() => reportPush({ application: `${platform}/${name}`, attributes, endpointArn: arn, token, message }, call))
  return { MessageId: message.id }
}

/** To a device that is subscribed to a topic, after the publication. */
export function pushToEndpoint(arn: string, message: Message, call: Call): void {
  call.transact(() => { push(arn, message, call) })
}

function push(arn: string, message: Message, call: Call): PlatformEndpoint {
  const endpoint = endpointOf(arn, call)
  const { platform, application, token, attributes } = endpoint
  if (call.of(PlatformApplication).get(platform, application)?.attributes.Enabled === 'false') {
    throw call.fault('PlatformApplicationDisabledException', 'Platform application is disabled')
  }
  if (attributes.Enabled === 'false') throw call.fault('EndpointDisabledException', 'Endpoint is disabled')
  call.post({ channel: 'push', to: token, from: `${platform}/${application}`, body: bodyFor(platform, message) })
  return endpoint
}
