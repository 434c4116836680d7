// Signing certificates, which some older interfaces of EC2 take: two for a user. Source: UploadSigningCertificate, IAM API Reference.

import type { Iam, SigningCertificate } from '../../../generated/aws/iam.ts'
import { checkCount, credentialsOf, named, readCertificate, setStatus } from './credential.ts'
import { second } from './name.ts'
import { Credential } from './structure.ts'

const certificatesPerUser = 2
const noun = 'Certificate'

export const UploadSigningCertificate: Iam['UploadSigningCertificate'] = (input, call) => {
  const { name, held } = credentialsOf('certificate', input, call)
  const { fingerprint256: fingerprint } = readCertificate(input.CertificateBody, call)
  if (held.some(certificate => certificate.fingerprint === fingerprint)) {
    throw call.fault('DuplicateCertificateException', 'The certificate is already associated with the user.')
  }
  checkCount(held, certificatesPerUser, 'SigningCertificatesPerUser', call)
  const certificate = call.of(Credential).put({
    id: call.alphanumeric(32).toUpperCase(), kind: 'certificate', user: name.toLowerCase(), status: 'Active', createdAt: second(call),
    body: input.CertificateBody.trim(), fingerprint,
  })
  return { Certificate: shown(name, certificate) }
}

export const ListSigningCertificates: Iam['ListSigningCertificates'] = function* (input, call) {
  const { name, held } = credentialsOf('certificate', input, call)
  for (const certificate of held) yield shown(name, certificate)
}

export const UpdateSigningCertificate: Iam['UpdateSigningCertificate'] = ({ CertificateId: id, Status: status, ...input }, call) => {
  setStatus(named('certificate', id, input, noun, call).it, status, call)
}

export const DeleteSigningCertificate: Iam['DeleteSigningCertificate'] = ({ CertificateId: id, ...input }, call) => {
  call.of(Credential).delete(named('certificate', id, input, noun, call).it.id)
}

function shown(name: string, { id, body, status, createdAt }: Credential): SigningCertificate {
  return { UserName: name, CertificateId: id, CertificateBody: body, Status: status, UploadDate: createdAt }
}
