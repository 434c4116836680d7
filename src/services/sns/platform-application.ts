// Platform applications: what sends push notifications to a vendor's devices, its credentials checked for being there and no more.
// Source: CreatePlatformApplication and SetPlatformApplicationAttributes, Amazon SNS API Reference.

import type { Sns } from '../../../generated/aws/sns.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid, invalidBecause } from './fault.ts'

export interface PlatformApplication {
  readonly platform: string
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

export const PlatformApplication = resource<PlatformApplication>({
  name: 'PlatformApplication',
  key: ['platform', 'name'],
  arn: 'arn:{partition}:sns:{region}:{account}:app/{platform}/{name}',
  notFound: { code: 'NotFoundException', message: () => 'PlatformApplication does not exist' },
})

const platforms: ReadonlySet<string> = new Set([
  'ADM', 'APNS', 'APNS_SANDBOX', 'APNS_VOIP', 'APNS_VOIP_SANDBOX', 'BAIDU', 'FCM', 'GCM', 'MACOS', 'MACOS_SANDBOX', 'MPNS', 'WNS',
])
const settable: ReadonlySet<string> = new Set([
  'PlatformCredential', 'PlatformPrincipal', 'EventEndpointCreated', 'EventEndpointDeleted', 'EventEndpointUpdated', 'EventDeliveryFailure',
  'SuccessFeedbackRoleArn', 'FailureFeedbackRoleArn', 'SuccessFeedbackSampleRate', 'ApplePlatformTeamID', 'ApplePlatformBundleID',
  'Enabled',
])
const secret: ReadonlySet<string> = new Set(['PlatformCredential', 'PlatformPrincipal'])

/** @throws InvalidParameter, NotFound */
export function applicationOf(arn: string, call: Call): PlatformApplication {
  const place = parseArn(arn)
  const [kind, platform = '', name = ''] = place?.resource.split('/') ?? []
  if (place?.service !== 'sns' || kind !== 'app' || place.region !== call.region) throw invalid('PlatformApplicationArn', call)
  return call.of(PlatformApplication).require(platform, name)
}

/** Making the same application twice succeeds; with other credentials it changes them. */
export const CreatePlatformApplication: Sns['CreatePlatformApplication'] = (input, call) => {
  const { Name: name, Platform: platform, Attributes: given } = input
  if (!platforms.has(platform)) throw invalidBecause('Platform', `${platform} is not supported`, call)
  if (!/^[\w.-]{1,256}$/.test(name)) throw invalid('Name', call)
  check(given, call)
  if (given.PlatformCredential === undefined) throw invalidBecause('Attributes', 'Platform credentials are missing', call)
  const application = call.of(PlatformApplication).put({ platform, name, attributes: given })
  return { PlatformApplicationArn: call.arn(PlatformApplication, application) }
}

export const SetPlatformApplicationAttributes: Sns['SetPlatformApplicationAttributes'] = (input, call) => {
  const application = applicationOf(input.PlatformApplicationArn, call)
  check(input.Attributes, call)
  call.of(PlatformApplication).put({ ...application, attributes: { ...application.attributes, ...input.Attributes } })
}

export const GetPlatformApplicationAttributes: Sns['GetPlatformApplicationAttributes'] = ({ PlatformApplicationArn: arn }, call) =>
  ({ Attributes: shown(applicationOf(arn, call)) })

export const ListPlatformApplications: Sns['ListPlatformApplications'] = function* (_input, call) {
  for (const application of call.of(PlatformApplication).scan()) {
    yield { PlatformApplicationArn: call.arn(PlatformApplication, application), Attributes: shown(application) }
  }
}

function check(attributes: Readonly<Record<string, string>>, call: Call): void {
  const unknown = Object.keys(attributes).find(name => !settable.has(name))
  if (unknown !== undefined) throw invalidBecause('Attributes', `Invalid attribute name: ${unknown}`, call)
}

/** Credentials are not given back. */
function shown({ attributes }: PlatformApplication): Record<string, string> {
  return { Enabled: 'true', ...Object.fromEntries(Object.entries(attributes).filter(([name]) => !secret.has(name))) }
}
