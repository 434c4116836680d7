// The global condition keys of a request: what `aws:…` in a condition or a variable stands for. A key that does not apply to a request is
// absent from it, as AWS has it: long-term credentials carry no word of MFA, only users have a name. Keys of single services are not known
// here. Pure. Source: "AWS global condition context keys", IAM User Guide.

import { isIP } from 'node:net'
import type { Principal } from '../identity/principal.ts'
import type { TagSet } from '../resource/tags.ts'
import type { Lookup } from './template.ts'

/** What of a request the keys are made from. */
export interface RequestFacts {
  readonly principal: Principal
  /** Of the resource. */
  readonly account: string
  readonly region: string
  /** Virtual time, epoch ms. */
  readonly now: number
  /** An IP address; a service's name where a service calls. */
  readonly sourceAddress: string
  readonly userAgent: string
  readonly secure: boolean
  readonly referer?: string | undefined
  /** Services that passed the request on in the principal's name, the first one first. */
  readonly calledVia?: readonly string[] | undefined
  /** The resource on whose behalf a service calls. */
  readonly sourceArn?: string | undefined
  readonly input: Readonly<Record<string, unknown>>
  /** Tags of the resource that is meant, asked for at most once. */
  readonly resourceTags: () => TagSet
  /** Keys of the service's own, and what it knows better of the global ones; in lower case. */
  readonly own?: Readonly<Record<string, readonly string[]>> | undefined
}

type Values = readonly string[] | undefined

const principalTypes: Readonly<Partial<Record<Principal['kind'], string>>> = {
  root: 'Account', user: 'User', 'assumed-role': 'AssumedRole', 'federated-user': 'FederatedUser', anonymous: 'Anonymous',
}

const keys: Readonly<Record<string, (facts: RequestFacts) => Values>> = {
  'aws:principalarn': ({ principal: { kind, arn, issuerArn } }) => single(kind === 'assumed-role' ? issuerArn : arn),
  'aws:principalaccount': ({ principal }) => single(principal.account),
  'aws:principaltype': ({ principal }) => single(principalTypes[principal.kind]),
  'aws:userid': ({ principal }) => single(principal.userId),
  'aws:username': ({ principal: { kind, arn } }) => kind === 'user' ? single(arn.slice(arn.lastIndexOf('/') + 1)) : undefined,
  'aws:principalisawsservice': ({ principal }) => [String(principal.kind === 'service')],
  'aws:principalservicename': ({ principal }) => single(principal.service),
  'aws:principalservicenameslist': ({ principal }) => single(principal.service),
  'aws:sourceidentity': ({ principal }) => single(principal.sourceIdentity),
  'aws:federatedprovider': ({ principal }) => single(principal.federatedBy),
  'aws:tokenissuetime': ({ principal: { sessionIssuedAt } }) => timeText(sessionIssuedAt),
  'aws:multifactorauthpresent': ({ principal: { sessionIssuedAt, mfaAt } }) =>
    sessionIssuedAt === undefined ? undefined : [String(mfaAt !== undefined)],
  'aws:multifactorauthage': ({ principal: { mfaAt }, now }) => mfaAt === undefined ? undefined : [String(Math.floor((now - mfaAt) / 1000))],
  'aws:sourceip': ({ sourceAddress }) => isIP(sourceAddress) === 0 ? undefined : [sourceAddress],
  'aws:securetransport': ({ secure }) => [String(secure)],
  'aws:useragent': ({ userAgent }) => single(userAgent),
  'aws:referer': ({ referer }) => single(referer),
  'aws:currenttime': ({ now }) => timeText(now),
  'aws:epochtime': ({ now }) => [String(Math.floor(now / 1000))],
  'aws:requestedregion': ({ region }) => single(region),
  'aws:resourceaccount': ({ account }) => single(account),
  'aws:viaawsservice': ({ calledVia }) => [String(calledVia !== undefined)],
  'aws:calledvia': ({ calledVia }) => calledVia,
  'aws:calledviafirst': ({ calledVia }) => single(calledVia?.[0]),
  'aws:calledvialast': ({ calledVia }) => single(calledVia?.at(-1)),
  'aws:sourcearn': ({ sourceArn }) => single(sourceArn),
  'aws:sourceaccount': ({ sourceArn }) => single(sourceArn?.split(':')[4]),
  'aws:tagkeys': ({ input }) => requestTagNames(input),
}

/** Looks the keys of one request up; nothing is worked out before it is asked for. */
export function conditionKeys(facts: RequestFacts): Lookup {
  let resourceTags: TagSet | undefined
  return key => {
    if (facts.own !== undefined && Object.hasOwn(facts.own, key)) return facts.own[key]
    if (Object.hasOwn(keys, key)) return keys[key]!(facts)
    const slash = key.indexOf('/')
    const tag = key.slice(slash + 1)
    switch (key.slice(0, slash + 1)) {
      case 'aws:principaltag/': return tagValue(facts.principal.sessionTags ?? {}, tag)
      case 'aws:requesttag/': return tagValue(requestTags(facts.input), tag)
      case 'aws:resourcetag/': return tagValue(resourceTags ??= facts.resourceTags(), tag)
      default: return undefined
    }
  }
}

function single(value: string | undefined): Values {
  return value === undefined || value === '' ? undefined : [value]
}

function timeText(at: number | undefined): Values {
  return at === undefined ? undefined : [`${new Date(at).toISOString().slice(0, 19)}Z`]
}

/** Names of tags in keys have no case. */
function tagValue(tags: TagSet, name: string): Values {
  const found = Object.entries(tags).find(([each]) => each.toLowerCase() === name)
  return found === undefined ? undefined : [found[1]]
}

/** The tags that a request gives, however its service spells them. */
function requestTags(input: RequestFacts['input']): TagSet {
  const given = input['Tags'] ?? input['tags']
  if (typeof given !== 'object' || given === null) return {}
  if (!Array.isArray(given)) return given as TagSet
  return Object.fromEntries((given as Readonly<Record<string, string>>[]).map(tag =>
    [tag['Key'] ?? tag['key'] ?? tag['TagKey'] ?? '', tag['Value'] ?? tag['value'] ?? tag['TagValue'] ?? '']))
}

function requestTagNames(input: RequestFacts['input']): Values {
  const removed = input['TagKeys'] ?? input['tagKeys']
  const names = Array.isArray(removed) ? removed.map(String) : Object.keys(requestTags(input))
  return names.length === 0 ? undefined : names
}
