// Identities that mail may be sent as: addresses, verified by following the link in a letter, and domains, verified by a record in DNS.
// Source: Amazon SES API Reference (VerifyEmailIdentity, VerifyDomainIdentity), Developer Guide ("Verified identities").

import type { Ses } from '../../../generated/aws/ses.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Identity {
  readonly name: string
  readonly kind: 'EmailAddress' | 'Domain'
  /** Of a domain, what its TXT record must hold; of an address, what the link ends with. */
  readonly token: string
  readonly isVerified: boolean
  readonly dkim?: { readonly tokens: readonly string[], readonly isEnabled: boolean }
  readonly mailFrom?: { readonly domain: string, readonly onFailure: 'UseDefaultValue' | 'RejectMessage' }
  readonly topics: Readonly<Record<string, string>>
  /** Kinds of notifications that show the mail's headers. */
  readonly headers: Readonly<Record<string, boolean>>
  readonly forwards: boolean
}

export const Identity = records<Identity>({ name: 'Identity', key: 'name', indexes: { token: ({ token }) => [token] } })

/** Asked for again, it is as it was; an address gets another letter. */
function request(name: string, kind: Identity['kind'], call: Call): Identity {
  const known = call.of(Identity).get(name)
  const token = call.alphanumeric(kind === 'Domain' ? 43 : 32)
  return known ?? call.of(Identity).put({ name, kind, token, isVerified: false, topics: {}, headers: {}, forwards: true })
}

function requestAddress(address: string, call: Call): void {
  const { token, isVerified } = request(address, 'EmailAddress', call)
  if (isVerified) return
  call.post({
    channel: 'email', to: address, from: 'no-reply-aws@amazon.com', subject: 'Email Address Verification Request',
    body: `To confirm that mail may be sent from ${address} in ${call.region}, open ${call.pageUrl(token)}`,
  })
}

export const VerifyEmailIdentity: Ses['VerifyEmailIdentity'] = ({ EmailAddress: address }, call) => {
  requestAddress(address, call)
  return {}
}

/** As VerifyEmailIdentity, under the name that it had first. */
export const VerifyEmailAddress: Ses['VerifyEmailAddress'] = ({ EmailAddress: address }, call) => {
  requestAddress(address, call)
  return {}
}

export const VerifyDomainIdentity: Ses['VerifyDomainIdentity'] = ({ Domain: domain }, call) =>
  ({ VerificationToken: request(domain, 'Domain', call).token })

/** What the link in the letter shows; whoever opens it has the address verified. */
export function confirm(token: string, call: Call): { readonly type: string, readonly text: string } | undefined {
  const identity = call.of(Identity).by('token').first({ within: [token] })
  if (identity === undefined) return undefined
  call.transact(() => { call.of(Identity).put({ ...identity, isVerified: true }) })
  return { type: 'text/plain', text: `${identity.name} is verified.` }
}

export const ListIdentities: Ses['ListIdentities'] = function* ({ IdentityType: kind }, call) {
  for (const identity of call.of(Identity).scan()) if (kind === undefined || identity.kind === kind) yield identity.name
}

export const ListVerifiedEmailAddresses: Ses['ListVerifiedEmailAddresses'] = (_input, call) => ({
  VerifiedEmailAddresses: [...call.of(Identity).scan()].filter(({ kind, isVerified }) => kind === 'EmailAddress' && isVerified)
    .map(({ name }) => name),
})

/** One that is not there is no error. */
export const DeleteIdentity: Ses['DeleteIdentity'] = ({ Identity: name }, call) => {
  call.of(Identity).delete(name)
  return {}
}

export const DeleteVerifiedEmailAddress: Ses['DeleteVerifiedEmailAddress'] = ({ EmailAddress: name }, call) => {
  call.of(Identity).delete(name)
  return {}
}

/** Whether the identity may be used now: a domain's record is looked for among the account's own zones when it is asked for. */
export async function isVerified(identity: Identity, call: Call): Promise<boolean> {
  if (identity.isVerified || identity.kind === 'EmailAddress') return identity.isVerified
  const isThere = await hasRecord(`_amazonses.${identity.name}.`, 'TXT', `"${identity.token}"`, call)
  if (isThere) call.transact(() => { call.of(Identity).put({ ...identity, isVerified: true }) })
  return isThere
}

/** Whether a hosted zone of the account, for the name or for one above it, has such a record. */
export async function hasRecord(name: string, type: 'TXT' | 'CNAME', value: string, call: Call): Promise<boolean> {
  const route53 = call.to('route53')
  const { HostedZones: zones } = await route53.ListHostedZones({})
  for (const { Id: zone, Name: own } of zones.filter(({ Name: each }) => name.endsWith(`.${each}`))) {
    const { ResourceRecordSets: sets } = await route53.ListResourceRecordSets({ HostedZoneId: zone.replace('/hostedzone/', ''),
      StartRecordName: name, StartRecordType: type, MaxItems: '1' })
    const found = sets.find(set => set.Name === name && set.Type === type)
    if (own !== undefined && found?.ResourceRecords?.some(({ Value: each }) => each.replace(/\.$/, '') === value) === true) return true
  }
  return false
}
