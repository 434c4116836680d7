// Issuers of OpenID Connect tokens that the account knows: whose tokens a role's trust policy may name, and for which audiences.
// Source: IAM API Reference; "Create an OpenID Connect (OIDC) identity provider in IAM", IAM User Guide.

import type { Iam } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { addTags, removeTags, second, shownTags, tagList } from './name.ts'
import { OpenIdProvider } from './structure.ts'

const clientLimit = 100
const thumbprintLimit = 5

/** Tells who reads tokens. */
function publish(provider: OpenIdProvider, call: Call): void {
  call.identity.identitiesOf().set(call.arn(OpenIdProvider, provider),
    { id: provider.issuer, texts: [], documents: [], audiences: provider.clientIds })
}

function put(provider: OpenIdProvider, call: Call): OpenIdProvider {
  publish(provider, call)
  return call.of(OpenIdProvider).put(provider)
}

export const CreateOpenIDConnectProvider: Iam['CreateOpenIDConnectProvider'] = (input, call) => {
  const { Url: url, ClientIDList = [], ThumbprintList = [], Tags = [] } = input
  const issuer = /^https:\/\/([^?#:@]+?)\/?$/.exec(url)?.[1]
  if (issuer === undefined) throw call.fault('ValidationError', 'Invalid Open ID Connect Provider URL')
  checkCounts(ClientIDList, ThumbprintList, call)
  const provider = { issuer, clientIds: ClientIDList, thumbprints: ThumbprintList.map(each => each.toLowerCase()), createdAt: second(call) }
  call.of(OpenIdProvider).insert(provider)
  publish(provider, call)
  if (Tags.length > 0) addTags(OpenIdProvider, issuer, Tags, call)
  return { OpenIDConnectProviderArn: call.arn(OpenIdProvider, provider), ...shownTags(OpenIdProvider, issuer, call) }
}

function checkCounts(clients: readonly string[], thumbprints: readonly string[], call: Call): void {
  if (clients.length > clientLimit) {
    throw call.fault('LimitExceededException', `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${clientLimit}`)
  }
  if (thumbprints.length > thumbprintLimit) {
    throw call.fault('InvalidInputException', `Thumbprint list must contain fewer than ${thumbprintLimit} entries.`)
  }
}

function named(arn: string, call: Call): OpenIdProvider {
  const provider = call.of(OpenIdProvider).get(arn.slice(arn.indexOf('/') + 1).toLowerCase())
  if (provider !== undefined
    && call.arn(OpenIdProvider, provider) === arn) return call.of(OpenIdProvider).require(provider.issuer.toLowerCase())
  throw call.fault('NoSuchEntityException', `OpenIDConnect Provider not found for arn ${arn}`)
}

export const GetOpenIDConnectProvider: Iam['GetOpenIDConnectProvider'] = ({ OpenIDConnectProviderArn: arn }, call) => {
  const { issuer, clientIds, thumbprints, createdAt } = named(arn, call)
  return { Url: issuer, ClientIDList: clientIds, ThumbprintList: thumbprints, CreateDate: createdAt,
    ...shownTags(OpenIdProvider, issuer, call) }
}

export const ListOpenIDConnectProviders: Iam['ListOpenIDConnectProviders'] = (_, call) =>
  ({ OpenIDConnectProviderList: [...call.of(OpenIdProvider).scan()].map(provider => ({ Arn: call.arn(OpenIdProvider, provider) })) })

export const AddClientIDToOpenIDConnectProvider: Iam['AddClientIDToOpenIDConnectProvider'] = (input, call) => {
  const provider = named(input.OpenIDConnectProviderArn, call)
  if (provider.clientIds.includes(input.ClientID)) return
  const clientIds = [...provider.clientIds, input.ClientID]
  checkCounts(clientIds, [], call)
  put({ ...provider, clientIds }, call)
}

/** One that is not there is removed all the same ("idempotent", API Reference). */
export const RemoveClientIDFromOpenIDConnectProvider: Iam['RemoveClientIDFromOpenIDConnectProvider'] = (input, call) => {
  const provider = named(input.OpenIDConnectProviderArn, call)
  put({ ...provider, clientIds: provider.clientIds.filter(each => each !== input.ClientID) }, call)
}

export const UpdateOpenIDConnectProviderThumbprint: Iam['UpdateOpenIDConnectProviderThumbprint'] = (input, call) => {
  const provider = named(input.OpenIDConnectProviderArn, call)
  checkCounts([], input.ThumbprintList, call)
  put({ ...provider, thumbprints: input.ThumbprintList.map(each => each.toLowerCase()) }, call)
}

export const DeleteOpenIDConnectProvider: Iam['DeleteOpenIDConnectProvider'] = ({ OpenIDConnectProviderArn: arn }, call) => {
  const { issuer } = named(arn, call)
  call.tags(OpenIdProvider).clear(issuer.toLowerCase())
  call.of(OpenIdProvider).delete(issuer.toLowerCase())
  call.identity.identitiesOf().set(arn, undefined)
}

export const TagOpenIDConnectProvider: Iam['TagOpenIDConnectProvider'] = ({ OpenIDConnectProviderArn: arn, Tags }, call) => {
  addTags(OpenIdProvider, named(arn, call).issuer, Tags, call)
}
export const UntagOpenIDConnectProvider: Iam['UntagOpenIDConnectProvider'] = ({ OpenIDConnectProviderArn: arn, TagKeys }, call) => {
  removeTags(OpenIdProvider, named(arn, call).issuer, TagKeys, call)
}
export const ListOpenIDConnectProviderTags: Iam['ListOpenIDConnectProviderTags'] = function* ({ OpenIDConnectProviderArn: arn }, call) {
  yield* tagList(call.tags(OpenIdProvider).get(named(arn, call).issuer.toLowerCase()))
}
