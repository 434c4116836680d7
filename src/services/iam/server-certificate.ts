// Server certificates: kept with the name of what they are for; the private key is checked against the certificate and then forgotten, as
// it
// cannot be fetched again. Source: IAM API Reference; "Manage server certificates in IAM", IAM User Guide.

import { createPrivateKey } from 'node:crypto'
import type { X509Certificate } from 'node:crypto'
import type { Iam, ServerCertificateMetadata } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { readCertificate } from './credential.ts'
import { add, addTags, find, remove, removeTags, rename, second, shownTags, tagList } from './name.ts'
import { nameOf, pathOf } from './path-name.ts'
import { ServerCertificate } from './structure.ts'

export const UploadServerCertificate: Iam['UploadServerCertificate'] = (input, call) => {
  const { ServerCertificateName: name, Path: path = '/', CertificateBody: body, CertificateChain: chain, PrivateKey, Tags = [] } = input
  const certificate = readCertificate(body, call)
  if (chain !== undefined) readCertificate(chain, call)
  checkPair(certificate, PrivateKey, call)
  const record = add(ServerCertificate, {
    pathName: path + name, id: call.identity.newUniqueId('ASCA'), createdAt: second(call), body: body.trim(),
    ...(chain !== undefined && { chain: chain.trim() }), expiresAt: Date.parse(certificate.validTo),
  }, Tags, call)
  return { ServerCertificateMetadata: shown(record, call), ...shownTags(ServerCertificate, name, call) }
}

function checkPair(certificate: X509Certificate, privateKey: string, call: Call): void {
  let fits: boolean
  try {
    fits = certificate.checkPrivateKey(createPrivateKey(privateKey))
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw call.fault('MalformedCertificateException', 'Invalid Private Key.')
  }
  if (!fits) throw call.fault('KeyPairMismatchException', 'The private key does not match the public key in the certificate.')
}

export const GetServerCertificate: Iam['GetServerCertificate'] = ({ ServerCertificateName: name }, call) => {
  const record = find(ServerCertificate, name, call)
  return { ServerCertificate: {
    ServerCertificateMetadata: shown(record, call), CertificateBody: record.body,
    ...(record.chain !== undefined && { CertificateChain: record.chain }), ...shownTags(ServerCertificate, name, call),
  } }
}

export const ListServerCertificates: Iam['ListServerCertificates'] = function* ({ PathPrefix: prefix = '/' }, call) {
  for (const record of call.of(ServerCertificate).scan()) if (record.pathName.startsWith(prefix)) yield shown(record, call)
}

export const UpdateServerCertificate: Iam['UpdateServerCertificate'] = ({ ServerCertificateName: name, NewServerCertificateName, NewPath },
  call) => {
  const record = find(ServerCertificate, name, call)
  rename(ServerCertificate, record, { path: NewPath ?? pathOf(record), name: NewServerCertificateName ?? nameOf(record) }, call)
}

export const DeleteServerCertificate: Iam['DeleteServerCertificate'] = ({ ServerCertificateName: name }, call) => {
  find(ServerCertificate, name, call)
  remove(ServerCertificate, name, call)
}

export const TagServerCertificate: Iam['TagServerCertificate'] = ({ ServerCertificateName: name, Tags }, call) => {
  addTags(ServerCertificate, nameOf(find(ServerCertificate, name, call)), Tags, call)
}
export const UntagServerCertificate: Iam['UntagServerCertificate'] = ({ ServerCertificateName: name, TagKeys }, call) => {
  removeTags(ServerCertificate, nameOf(find(ServerCertificate, name, call)), TagKeys, call)
}
export const ListServerCertificateTags: Iam['ListServerCertificateTags'] = function* ({ ServerCertificateName: name }, call) {
  yield* tagList(call.tags(ServerCertificate).get(nameOf(find(ServerCertificate, name, call)).toLowerCase()))
}

function shown(record: ServerCertificate, call: Call): ServerCertificateMetadata {
  return {
    Path: pathOf(record), ServerCertificateName: nameOf(record), ServerCertificateId: record.id, Arn: call.arn(ServerCertificate, record),
    UploadDate: record.createdAt, Expiration: record.expiresAt,
  }
}
