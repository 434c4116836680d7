// AWS::IAM::OIDCProvider, SAMLProvider and ServerCertificate for Cloud Control and CloudFormation, by real calls of IAM.
// Source: the resource types' schemas in the CloudFormation registry.

import type { Tag } from '../../../generated/aws/iam.ts'
import type { CloudFormationHandlers } from '../../kernel/service.ts'
import { changeTags, difference, given, listed, nameIn } from './formation.ts'

export const openIdFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::OIDCProvider',
  primaryIdentifier: ['Arn'],
  readOnly: ['Arn'],
  createOnly: ['Url'],

  async create({ Url, ClientIdList, ThumbprintList, Tags }, call) {
    const { OpenIDConnectProviderArn: arn } = await call.to('iam').CreateOpenIDConnectProvider({
      Url: String(Url), ...(ClientIdList !== undefined && { ClientIDList: ClientIdList as string[] }),
      ...(ThumbprintList !== undefined && { ThumbprintList: ThumbprintList as string[] }),
        ...(Tags !== undefined && { Tags: Tags as Tag[] }),
    })
    return arn!
  },

  async read(Arn, call) {
    const { Url, ClientIDList, ThumbprintList, Tags } = await call.to('iam').GetOpenIDConnectProvider({ OpenIDConnectProviderArn: Arn })
    return { Arn, Url: `https://${Url!}`, ClientIdList: ClientIDList, ThumbprintList, ...(Tags !== undefined && { Tags }) }
  },

  async update(OpenIDConnectProviderArn, wanted, before, call) {
    const iam = call.to('iam')
    const { added, gone } = difference((wanted['ClientIdList'] ?? []) as string[], (before['ClientIdList'] ?? []) as string[])
    for (const ClientID of gone) await iam.RemoveClientIDFromOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID })
    for (const ClientID of added) await iam.AddClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID })
    const { ThumbprintList } = wanted
    if (ThumbprintList !== undefined) {
      await iam.UpdateOpenIDConnectProviderThumbprint({ OpenIDConnectProviderArn, ThumbprintList: ThumbprintList as string[] })
    }
    await changeTags('OpenIDConnectProvider', { OpenIDConnectProviderArn }, wanted['Tags'], before['Tags'], call)
  },

  async delete(OpenIDConnectProviderArn, call) {
    await call.to('iam').DeleteOpenIDConnectProvider({ OpenIDConnectProviderArn })
  },

  async * list(call) {
    const { OpenIDConnectProviderList: providers = [] } = await call.to('iam').ListOpenIDConnectProviders({})
    for (const { Arn } of providers) yield Arn!
  },
}

export const samlFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::SAMLProvider',
  primaryIdentifier: ['Arn'],
  readOnly: ['Arn', 'SamlProviderUUID'],
  createOnly: ['AddPrivateKey', 'Name', 'RemovePrivateKey'],

  async create(properties, call) {
    const { SAMLProviderArn: arn } = await call.to('iam').CreateSAMLProvider({
      Name: nameIn(properties, 'Name', call), SAMLMetadataDocument: String(properties['SamlMetadataDocument']),
      ...given(properties, ['AddPrivateKey', 'AssertionEncryptionMode', 'Tags']),
    })
    return arn!
  },

  async read(Arn, call) {
    const shown = await call.to('iam').GetSAMLProvider({ SAMLProviderArn: Arn })
    return { Arn, Name: Arn.slice(Arn.indexOf('/') + 1), SamlMetadataDocument: shown.SAMLMetadataDocument,
      ...given({ ...shown }, ['AssertionEncryptionMode', 'Tags']) }
  },

  async update(SAMLProviderArn, wanted, before, call) {
    const { SamlMetadataDocument: document } = wanted
    await call.to('iam').UpdateSAMLProvider({ SAMLProviderArn, ...(document !== undefined && { SAMLMetadataDocument: String(document) }),
      ...given(wanted, ['AssertionEncryptionMode']) })
    await changeTags('SAMLProvider', { SAMLProviderArn }, wanted['Tags'], before['Tags'], call)
  },

  async delete(SAMLProviderArn, call) {
    await call.to('iam').DeleteSAMLProvider({ SAMLProviderArn })
  },

  async * list(call) {
    const { SAMLProviderList: providers = [] } = await call.to('iam').ListSAMLProviders({})
    for (const { Arn } of providers) yield Arn!
  },
}

export const certificateFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::ServerCertificate',
  primaryIdentifier: ['ServerCertificateName'],
  readOnly: ['Arn'],
  createOnly: ['CertificateBody', 'CertificateChain', 'PrivateKey', 'ServerCertificateName'],

  async create(properties, call) {
    const name = nameIn(properties, 'ServerCertificateName', call)
    await call.to('iam').UploadServerCertificate({
      ServerCertificateName: name, CertificateBody: String(properties['CertificateBody']), PrivateKey: String(properties['PrivateKey']),
      ...given(properties, ['CertificateChain', 'Path', 'Tags']),
    })
    return name
  },

  async read(ServerCertificateName, call) {
    const { ServerCertificate: found } = await call.to('iam').GetServerCertificate({ ServerCertificateName })
    const { ServerCertificateMetadata: { Arn, Path }, CertificateBody, CertificateChain, Tags } = found
    return { ServerCertificateName, Arn, Path, CertificateBody, ...(CertificateChain !== undefined && { CertificateChain }),
      ...(Tags !== undefined && { Tags }) }
  },

  async update(ServerCertificateName, wanted, before, call) {
    if (wanted['Path'] !== before['Path']) {
      await call.to('iam').UpdateServerCertificate({ ServerCertificateName, NewPath: String(wanted['Path'] ?? '/') })
    }
    await changeTags('ServerCertificate', { ServerCertificateName }, wanted['Tags'], before['Tags'], call)
  },

  async delete(ServerCertificateName, call) {
    await call.to('iam').DeleteServerCertificate({ ServerCertificateName })
  },

  async * list(call) {
    const certificates = listed(marker => call.to('iam').ListServerCertificates(marker), page => page.ServerCertificateMetadataList)
    for await (const { ServerCertificateName: name } of certificates) yield name
  },
}
