// SAML 2.0 identity providers that the account knows, by the metadata documents they publish.
// Source: IAM API Reference; "Create a SAML identity provider in IAM", IAM User Guide.

import type { Iam } from '../../../generated/aws/iam.ts'
import { MalformedRequest, parseXml } from '../../kernel/service.ts'
import type { Call, XmlElement } from '../../kernel/service.ts'
import { addTags, removeTags, second, shownTags, tagList } from './name.ts'
import { SamlProvider } from './structure.ts'

/** Where the document names no end. */
const validYears = 100
const keyLimit = 2

export const CreateSAMLProvider: Iam['CreateSAMLProvider'] = (input, call) => {
  const { Name: name, SAMLMetadataDocument: metadata, Tags = [], AssertionEncryptionMode: encryption, AddPrivateKey: privateKey } = input
  const provider = {
    name, metadata, createdAt: second(call), validUntil: endOf(metadata, call), ...(encryption !== undefined && { encryption }),
    privateKeys: privateKey === undefined ? [] : [newKey(call)],
  }
  call.of(SamlProvider).insert(provider)
  const arn = call.arn(SamlProvider, provider)
  call.identity.identitiesOf().set(arn, { id: name, texts: [], documents: [] })
  if (Tags.length > 0) addTags(SamlProvider, name, Tags, call)
  return { SAMLProviderArn: arn, ...shownTags(SamlProvider, name, call) }
}

function newKey(call: Call): { readonly id: string, readonly addedAt: number } {
  return { id: call.hex(32).toUpperCase(), addedAt: second(call) }
}

/** When the metadata ends. @throws InvalidInput for a document that describes no entity */
function endOf(metadata: string, call: Call): number {
  const entity = readMetadata(metadata)
  if (entity?.name !== 'EntityDescriptor' || entity.attributes?.get('entityID') === undefined) {
    throw call.fault('InvalidInputException', 'Could not parse metadata')
  }
  const until = Date.parse(entity.attributes.get('validUntil') ?? '')
  if (!Number.isNaN(until)) return until
  const end = new Date(second(call))
  return end.setUTCFullYear(end.getUTCFullYear() + validYears)
}

function readMetadata(metadata: string): XmlElement | undefined {
  try {
    return parseXml(Buffer.from(metadata))
  } catch (error) {
    if (error instanceof MalformedRequest) return undefined
    throw error
  }
}

function named(arn: string, call: Call): SamlProvider {
  const provider = call.of(SamlProvider).get(arn.slice(arn.indexOf('/') + 1).toLowerCase())
  if (provider !== undefined && call.arn(SamlProvider, provider) === arn) return call.of(SamlProvider).require(provider.name.toLowerCase())
  throw call.fault('NoSuchEntityException', `Manifest not found for arn ${arn}`)
}

export const GetSAMLProvider: Iam['GetSAMLProvider'] = ({ SAMLProviderArn: arn }, call) => {
  const { name, metadata, createdAt, validUntil, encryption, privateKeys } = named(arn, call)
  return {
    SAMLMetadataDocument: metadata, CreateDate: createdAt, ValidUntil: validUntil, ...shownTags(SamlProvider, name, call),
    ...(encryption !== undefined && { AssertionEncryptionMode: encryption }),
    ...(privateKeys.length > 0 && { PrivateKeyList: privateKeys.map(({ id, addedAt }) => ({ KeyId: id, Timestamp: addedAt })) }),
  }
}

export const ListSAMLProviders: Iam['ListSAMLProviders'] = (_, call) => ({
  SAMLProviderList: [...call.of(SamlProvider).scan()].map(provider =>
    ({ Arn: call.arn(SamlProvider, provider), ValidUntil: provider.validUntil, CreateDate: provider.createdAt })),
})

export const UpdateSAMLProvider: Iam['UpdateSAMLProvider'] = (input, call) => {
  const { SAMLProviderArn: arn, SAMLMetadataDocument: metadata, AssertionEncryptionMode: encryption, AddPrivateKey,
    RemovePrivateKey } = input
  const provider = named(arn, call)
  const left = provider.privateKeys.filter(({ id }) => id !== RemovePrivateKey)
  if (RemovePrivateKey !== undefined && left.length === provider.privateKeys.length) {
    throw call.fault('NoSuchEntityException', `Private key ${RemovePrivateKey} cannot be found.`)
  }
  if (AddPrivateKey !== undefined && left.length >= keyLimit) {
    throw call.fault('LimitExceededException', `Cannot exceed quota for PrivateKeysPerSAMLProvider: ${keyLimit}`)
  }
  call.of(SamlProvider).put({
    ...provider, ...(metadata !== undefined && { metadata, validUntil: endOf(metadata, call) }),
      ...(encryption !== undefined && { encryption }),
    privateKeys: AddPrivateKey === undefined ? left : [...left, newKey(call)],
  })
  return { SAMLProviderArn: arn }
}

export const DeleteSAMLProvider: Iam['DeleteSAMLProvider'] = ({ SAMLProviderArn: arn }, call) => {
  const name = named(arn, call).name.toLowerCase()
  call.tags(SamlProvider).clear(name)
  call.of(SamlProvider).delete(name)
  call.identity.identitiesOf().set(arn, undefined)
}

export const TagSAMLProvider: Iam['TagSAMLProvider'] = ({ SAMLProviderArn: arn, Tags }, call) => {
  addTags(SamlProvider, named(arn, call).name, Tags, call)
}
export const UntagSAMLProvider: Iam['UntagSAMLProvider'] = ({ SAMLProviderArn: arn, TagKeys }, call) => {
  removeTags(SamlProvider, named(arn, call).name, TagKeys, call)
}
export const ListSAMLProviderTags: Iam['ListSAMLProviderTags'] = function* ({ SAMLProviderArn: arn }, call) {
  yield* tagList(call.tags(SamlProvider).get(named(arn, call).name.toLowerCase()))
}
