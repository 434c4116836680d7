// What is set for an identity: signatures, the domain that mail comes from, notifications, policies. Attributes are shown of the
// identities that are asked for, and of none that is not there.

import type { Ses } from '../../../generated/aws/ses.ts'
import { Fault, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { hasRecord, Identity, isVerified } from './identity.ts'

interface Policy { readonly identity: string, readonly name: string, readonly text: string }

const Policies = records<Policy>({ name: 'IdentityPolicy', key: ['identity', 'name'] })

/** @throws InvalidParameterValue */
function identityOf(name: string, call: Call): Identity {
  const identity = call.of(Identity).get(name)
  if (identity === undefined) throw call.fault('InvalidParameterValue', `Identity ${name} is not verified. Verify it first.`)
  return identity
}

function change(name: string, changes: Partial<Identity>, call: Call): void {
  call.of(Identity).put({ ...identityOf(name, call), ...changes })
}

async function shown<T>(names: readonly string[], call: Call, show: (identity: Identity) => T | Promise<T>): Promise<Record<string, T>> {
  const found: Record<string, T> = {}
  for (const name of names) {
    const identity = call.of(Identity).get(name)
    if (identity !== undefined) found[name] = await show(identity)
  }
  return found
}

export const GetIdentityVerificationAttributes: Ses['GetIdentityVerificationAttributes'] = async ({ Identities: names }, call) => ({
  VerificationAttributes: await shown(names, call, async identity => ({
    VerificationStatus: await isVerified(identity, call) ? 'Success' as const : 'Pending' as const,
    ...(identity.kind === 'Domain' && { VerificationToken: identity.token }),
  })),
})

/** Asked for again, the tokens are the same. */
export const VerifyDomainDkim: Ses['VerifyDomainDkim'] = ({ Domain: domain }, call) => {
  const known = call.of(Identity).get(domain) ?? call.of(Identity).put({ name: domain, kind: 'Domain', token: call.alphanumeric(43),
    isVerified: false, topics: {}, headers: {}, forwards: true })
  const tokens = known.dkim?.tokens ?? Array.from({ length: 3 }, () => call.alphanumeric(32).toLowerCase())
  call.of(Identity).put({ ...known, dkim: { isEnabled: true, ...known.dkim, tokens } })
  return { DkimTokens: [...tokens] }
}

export const SetIdentityDkimEnabled: Ses['SetIdentityDkimEnabled'] = ({ Identity: name, DkimEnabled: isEnabled }, call) => {
  const { dkim } = identityOf(name, call)
  change(name, { dkim: { tokens: dkim?.tokens ?? [], isEnabled } }, call)
  return {}
}

/** Each token must be a CNAME record of the domain. */
export const GetIdentityDkimAttributes: Ses['GetIdentityDkimAttributes'] = async ({ Identities: names }, call) => ({
  DkimAttributes: await shown(names, call, async ({ name, kind, dkim }) => {
    const { tokens = [], isEnabled = false } = dkim ?? {}
    const records = await Promise.all(tokens.map(async token =>
      hasRecord(`${token}._domainkey.${name}.`, 'CNAME', `${token}.dkim.amazonses.com`, call)))
    const status = tokens.length === 0 ? 'NotStarted' as const : records.every(Boolean) ? 'Success' as const : 'Pending' as const
    return { DkimEnabled: isEnabled, DkimVerificationStatus: status,
      ...(kind === 'Domain' && tokens.length > 0 && { DkimTokens: [...tokens] }) }
  }),
})

/** Without a domain, the setting is taken back. */
export const SetIdentityMailFromDomain: Ses['SetIdentityMailFromDomain'] = ({ Identity: name, MailFromDomain: domain,
  BehaviorOnMXFailure: onFailure = 'UseDefaultValue' }, call) => {
  const { mailFrom: _, ...rest } = identityOf(name, call)
  const set: Pick<Identity, 'mailFrom'> = domain === undefined || domain === '' ? {}
    : { mailFrom: { domain, onFailure: onFailure === 'RejectMessage' ? 'RejectMessage' : 'UseDefaultValue' } }
  call.of(Identity).put({ ...rest, ...set })
  return {}
}

/** What a mail exchanger would have to be found for stays pending. */
export const GetIdentityMailFromDomainAttributes: Ses['GetIdentityMailFromDomainAttributes'] = async ({ Identities: names }, call) => ({
  MailFromDomainAttributes: await shown(names, call, ({ mailFrom }) => ({
    MailFromDomain: mailFrom?.domain ?? '', BehaviorOnMXFailure: mailFrom?.onFailure ?? 'UseDefaultValue' as const,
    MailFromDomainStatus: 'Pending' as const,
  })),
})

export const SetIdentityNotificationTopic: Ses['SetIdentityNotificationTopic'] = ({ Identity: name, NotificationType: kind,
  SnsTopic: topic }, call) => {
  const { [kind]: _, ...rest } = identityOf(name, call).topics
  change(name, { topics: topic === undefined || topic === '' ? rest : { ...rest, [kind]: topic } }, call)
  return {}
}

export const SetIdentityFeedbackForwardingEnabled: Ses['SetIdentityFeedbackForwardingEnabled'] = ({ Identity: name,
  ForwardingEnabled: forwards }, call) => {
  change(name, { forwards }, call)
  return {}
}

export const SetIdentityHeadersInNotificationsEnabled: Ses['SetIdentityHeadersInNotificationsEnabled'] = ({ Identity: name,
  NotificationType: kind, Enabled: shows }, call) => {
  change(name, { headers: { ...identityOf(name, call).headers, [kind]: shows } }, call)
  return {}
}

export const GetIdentityNotificationAttributes: Ses['GetIdentityNotificationAttributes'] = async ({ Identities: names }, call) => ({
  NotificationAttributes: await shown(names, call, ({ topics, headers, forwards }) => ({
    BounceTopic: topics.Bounce ?? '', ComplaintTopic: topics.Complaint ?? '', DeliveryTopic: topics.Delivery ?? '',
    ForwardingEnabled: forwards, HeadersInBounceNotificationsEnabled: headers.Bounce ?? false,
    HeadersInComplaintNotificationsEnabled: headers.Complaint ?? false, HeadersInDeliveryNotificationsEnabled: headers.Delivery ?? false,
  })),
})

export const PutIdentityPolicy: Ses['PutIdentityPolicy'] = ({ Identity: identity, PolicyName: name, Policy: text }, call) => {
  identityOf(identity, call)
  if (readObject(text) === undefined) throw new Fault('InvalidPolicy', 'The policy is no JSON object.')
  call.of(Policies).put({ identity, name, text })
  return {}
}

function readObject(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export const ListIdentityPolicies: Ses['ListIdentityPolicies'] = ({ Identity: identity }, call) => ({
  PolicyNames: [...call.of(Policies).scan({ within: [identity] })].map(({ name }) => name),
})

/** Those that are not there are left out. */
export const GetIdentityPolicies: Ses['GetIdentityPolicies'] = ({ Identity: identity, PolicyNames: names }, call) => ({
  Policies: Object.fromEntries(names.flatMap(name => {
    const policy = call.of(Policies).get(identity, name)
    return policy === undefined ? [] : [[name, policy.text]]
  })),
})

export const DeleteIdentityPolicy: Ses['DeleteIdentityPolicy'] = ({ Identity: identity, PolicyName: name }, call) => {
  call.of(Policies).delete(identity, name)
  return {}
}
